// SPDX-License-Identifier: BSL-1.0
#include "base/sha256.hpp"

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace usher;

namespace {

std::string digest(std::initializer_list<std::string_view> parts) {
  return to_hex(sha256(std::span(parts.begin(), parts.size())));
}

} // namespace

// The examples that NIST publishes beside FIPS 180-4.
TEST_CASE("SHA-256 of known texts") {
  CHECK(digest({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(digest({"abc"}) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(digest({"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"}) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(digest({"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"}) ==
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  CHECK(digest({std::string(1'000'000, 'a')}) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("parts are hashed as one text") {
  CHECK(digest({"a", "", "bc"}) == digest({"abc"}));
  CHECK(digest({"", ""}) == digest({}));
  CHECK(digest({"abc"}) != digest({"abd"}));
}
