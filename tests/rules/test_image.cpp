// SPDX-License-Identifier: BSL-1.0
// Compiled policies: everything of the policy is in the image, and an image in which anything is wrong is refused or,
// where it is opened without looking at every byte, decides something and does no harm. USHER_IMAGE_CHANGES says how
// many images are changed at random.
#include "base/codec.hpp"
#include "c_abi/random_policy.hpp"
#include "policy/dump.hpp"
#include "policy/example_policy.hpp"
#include "policy/reader.hpp"
#include "rules/decision_json.hpp"
#include "rules/explanation.hpp"
#include "rules/load.hpp"
#include "rules/triage.hpp"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::rules;

namespace {

std::optional<Ruleset> load(std::string_view bytes, bool verify, LoadStatus expected,
                            std::string *message = nullptr) {
  std::optional<Ruleset> out;
  Findings findings;
  const LoadStatus status = load_memory({"policy", bytes}, {}, {{}, verify}, out, findings);
  REQUIRE(status == expected);
  if (expected != LoadStatus::ok) {
    REQUIRE(findings.size() >= 1);
    CHECK(findings[0].code == (expected == LoadStatus::damaged ? Code::image_damaged : Code::image_version));
    CHECK(findings[0].file == "policy");
    if (message != nullptr) *message = findings[0].message;
  }
  return out;
}

std::string compiled(std::string_view yaml) { return load(yaml, false, LoadStatus::ok)->to_image(); }

std::string decision_of(const Ruleset &ruleset, std::string_view json, Workspace &workspace) {
  Findings findings;
  if (triage_json(ruleset, {false, {true, true, false}, true, {}, {}}, json, 0, workspace, findings) !=
      TriageStatus::ok)
    return {};
  JsonWriter writer;
  write_json(ruleset, workspace, true, writer);
  return std::move(writer).take();
}

std::string explanation_of(const Ruleset &ruleset, std::string_view json, Workspace &workspace) {
  Findings findings;
  if (triage_json(ruleset, {}, json, 0, workspace, findings) != TriageStatus::ok) return {};
  return to_text(ruleset, workspace, explain(ruleset, workspace));
}

/// LoadStatus of bytes; what was loaded is used as well, which must do no harm.
LoadStatus use(std::string_view bytes, const std::vector<std::string> &messages) {
  std::optional<Ruleset> ruleset;
  Findings findings;
  const LoadStatus status = load_memory({"policy", bytes}, {}, {}, ruleset, findings);
  if (!ruleset) return status;
  Workspace workspace;
  for (const std::string &message : messages) {
    Findings mine;
    (void)triage_json(*ruleset, {}, message, 0, workspace, mine);
  }
  try {
    (void)to_yaml(ruleset->policy());
    for (const std::string &message : messages)
      (void)explanation_of(*ruleset, message, workspace);
  } catch (const DamagedImage &) { // said so
  }
  return status;
}

} // namespace

TEST_CASE("an image has the whole policy") {
  usher_test::Random random(11);
  std::vector<std::string> policies = {std::string(policy::testing::example_policy)};
  while (policies.size() < 40)
    policies.push_back(usher_test::random_policy(random).text());
  Workspace workspace;
  std::size_t decided = 0;
  for (const std::string &yaml : policies) {
    const auto ruleset = load(yaml, false, LoadStatus::ok);
    const std::string bytes = ruleset->to_image();
    const auto image = load(bytes, true, LoadStatus::ok);
    CHECK(to_yaml(image->policy()) == to_yaml(ruleset->policy()));
    CHECK(image->digest() == ruleset->digest());
    CHECK(image->to_image() == bytes);
    for (int i = 0; i < 30; ++i) {
      usher_test::RandomMessage random_one = usher_test::random_message(random);
      usher_test::add_what_was(random, random_one);
      const std::string message = random_one.json();
      const std::string decision = decision_of(*ruleset, message, workspace);
      CHECK(decision_of(*image, message, workspace) == decision);
      CHECK(explanation_of(*image, message, workspace) == explanation_of(*ruleset, message, workspace));
      if (!decision.empty()) ++decided;
    }
  }
  CHECK(decided > 500);
}

TEST_CASE("an image that was cut off is refused") {
  const std::string bytes = compiled(policy::testing::example_policy);
  REQUIRE(bytes.size() > 5000);
  for (std::size_t size = 8; size < bytes.size(); size += size < 1000 ? 1 : 97)
    load(std::string_view(bytes).substr(0, size), false, LoadStatus::damaged);
  load(bytes + "x", false, LoadStatus::damaged);
}

TEST_CASE("a wrong bit of the header or the table is noticed at once, any other by looking at every byte") {
  const std::string bytes = compiled(policy::testing::example_policy);
  constexpr std::size_t table_end = 64 + 4 * 64;
  for (std::size_t bit = 8 * 8; bit < 8 * table_end; ++bit) {
    std::string wrong = bytes;
    wrong[bit / 8] = static_cast<char>(wrong[bit / 8] ^ (1 << (bit % 8)));
    std::optional<Ruleset> out;
    Findings findings;
    const LoadStatus status = load_memory({"policy", wrong}, {}, {}, out, findings);
    if (status == LoadStatus::ok) FAIL("bit " << bit);
    CHECK(findings.size() == 1);
  }
  std::size_t unnoticed = 0;
  std::size_t looked_at = 0;
  for (std::size_t byte = table_end; byte < bytes.size(); byte += 37, ++looked_at) {
    std::string wrong = bytes;
    wrong[byte] = static_cast<char>(wrong[byte] ^ 0x10);
    std::optional<Ruleset> out;
    Findings findings;
    if (load_memory({"policy", wrong}, {}, {{}, true}, out, findings) == LoadStatus::ok) ++unnoticed;
  }
  CHECK(looked_at > 400);
  CHECK(unnoticed == 0);
}

TEST_CASE("an image of another format, byte order or with an unknown section is of another version") {
  const std::string bytes = compiled("usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\n");
  const auto with = [&bytes](std::size_t at, std::uint32_t value) {
    std::string changed = bytes;
    std::memcpy(changed.data() + at, &value, sizeof value);
    return changed;
  };
  std::string message;
  load(with(8, 9), false, LoadStatus::other_version, &message);
  CHECK(message == "this compiled policy is of format 9, and this usher reads format 8");
  load(with(12, 0x04030201), false, LoadStatus::other_version, &message);
  CHECK(message == "this policy was compiled on a machine of the other byte order");
  ImageWriter writer;
  writer.add(static_cast<SectionId>(99), "something");
  load(writer.write(), false, LoadStatus::other_version, &message);
  CHECK(message == "this compiled policy has a section 99 that this usher does not know");
  load(ImageWriter().write(), false, LoadStatus::damaged, &message);
  CHECK(message == "this compiled policy is damaged: a section is missing");

  Encoder frame;
  frame(std::string("3.0.0.0"));
  ImageWriter old;
  old.add(SectionId::frame, std::move(frame).take());
  load(old.write(), false, LoadStatus::other_version, &message);
  CHECK(message.starts_with("this policy was compiled with Unicode 3.0.0.0, and here is "));

  for (const std::string_view version : {"3.0\xFF.0", "3.0\n", "", "3.0.0.0.0.0.0.0.0.0.0.0.0.0"}) {
    Encoder bad;
    bad(std::string(version));
    ImageWriter damaged;
    damaged.add(SectionId::frame, std::move(bad).take());
    load(damaged.write(), false, LoadStatus::damaged, &message);
    CHECK(message == "this compiled policy is damaged: its version of Unicode is none");
  }
}

TEST_CASE("what is no file is not waited for") {
  std::string folder = (std::filesystem::temp_directory_path() / "usher-image-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  const std::string pipe = folder + "/pipe";
  const std::string image = folder + "/policy.image";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::ofstream(image, std::ios::binary) << compiled(policy::testing::example_policy);
  const auto message = [](const std::string &path, LoadStatus expected) {
    std::optional<Ruleset> out;
    Findings findings;
    CHECK(load_file(path, {}, out, findings) == expected);
    return findings.begin() == findings.end() ? std::string() : findings.begin()->message;
  };
  CHECK(message(pipe, LoadStatus::unreadable) == "this is not a file");
  CHECK(message("/dev/zero", LoadStatus::unreadable) == "this is not a file");
  CHECK(message(folder + "/nothing", LoadStatus::unreadable) == "there is no such file");
  CHECK(message(image, LoadStatus::ok).empty());
  std::filesystem::remove_all(folder);
}

TEST_CASE("a file is known by its first bytes") {
  CHECK(Image::has_magic(compiled(policy::testing::example_policy)));
  CHECK(!Image::has_magic("usher: 1\n"));
  CHECK(!Image::has_magic(""));
}

TEST_CASE("an image with anything wrong in it does no harm") {
  usher_test::Random random(5);
  std::vector<std::string> messages;
  for (int i = 0; i < 6; ++i)
    messages.push_back(usher_test::random_message(random).json());
  const std::vector<std::string> images = {compiled(policy::testing::example_policy),
                                           compiled(usher_test::random_policy(random).text())};
  constexpr std::size_t table_end = 64 + 4 * 64;
  const char *setting = std::getenv("USHER_IMAGE_CHANGES");
  const std::uint64_t rounds = setting == nullptr ? 500 : std::strtoull(setting, nullptr, 10);
  std::uint64_t loaded = 0;
  for (std::uint64_t i = 0; i < rounds; ++i) {
    std::string wrong = random.pick(images);
    for (std::size_t changes = 1 + random.below(6); changes > 0; --changes) {
      const std::size_t at = table_end + random.below(wrong.size() - table_end);
      switch (random.below(3)) {
      case 0: wrong[at] = static_cast<char>(random.below(256)); break;
      case 1: wrong[at] = '\xFF'; break;
      default: // a number too large by far, where there are numbers
        std::memset(wrong.data() + at / 4 * 4, 0xFE, std::min<std::size_t>(4, wrong.size() - at / 4 * 4));
      }
    }
    if (use(wrong, messages) == LoadStatus::ok) ++loaded;
  }
  CHECK(loaded > rounds / 2);
}
