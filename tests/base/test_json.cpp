// SPDX-License-Identifier: BSL-1.0
#include "base/json.hpp"
#include "base/json_repair.hpp"
#include "base/utf8.hpp"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <string_view>

#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace usher;

namespace {

std::string read(std::string_view text) {
  boost::json::value value;
  JsonError error;
  if (!parse_json(text, {}, value, error)) return fmt::format("{}: {}", error.offset, error.message);
  return boost::json::serialize(value);
}

JsonError error_of(std::string_view text) {
  boost::json::value value;
  JsonError error;
  CHECK_FALSE(parse_json(text, {}, value, error));
  return error;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

} // namespace

TEST_CASE("JSON values") {
  CHECK(read(" {\"a\": [1, -2, true, null, \"x\"], \"b\": {}} \r\n\t") ==
        R"({"a":[1,-2,true,null,"x"],"b":{}})");
  CHECK(read("\"\\u0436\\ud83d\\ude00\\n\"") == "\"ж😀\\n\"");
  CHECK(read("{\"b\":1,\"a\":2}") == R"({"b":1,"a":2})");
}

TEST_CASE("a value that does not end, or has more behind it") {
  for (const std::string_view text : {"", " ", "{", "[1,", "{\"a\":", "\"a", "tru", "-"}) {
    CAPTURE(text);
    CHECK(error_of(text).offset == text.size());
  }
  CHECK(error_of("[1] x").offset == 4);
  CHECK(error_of("{} {}").offset == 3);
  CHECK(error_of("1 2").offset == 2);
}

TEST_CASE("errors stand where the text goes wrong") {
  CHECK(error_of("{\"a\": 1, \"b\": x}").offset == 14);
  CHECK(error_of("[1, 2,]").offset == 6);
  CHECK(error_of("{\"a\" 1}").offset == 5);
  CHECK(error_of("[\"a\nb\"]").offset == 3);
  CHECK(error_of("[\"\xFF\"]").offset == 2);
  CHECK_FALSE(error_of("[1, 2,]").message.empty());
}

TEST_CASE("keys written twice are refused at every depth") {
  const JsonError error = error_of(R"({"a": 1, "b": {"c": 1}, "a": 2})");
  CHECK(error.duplicate_key);
  CHECK(error.message == "the key \"a\" is given twice");
  CHECK(error.offset >= 24);
  CHECK(error.offset <= 27);
  CHECK(error_of(R"([{"x": {"c": 1, "c": 1}}])").duplicate_key);
  CHECK(error_of("{\"a\": 1, \"\\u0061\": 2}").duplicate_key);
  CHECK(error_of(R"({"": 1, "": 2})").duplicate_key);
  CHECK_FALSE(error_of(R"({"a": 1, "b": })").duplicate_key);
  CHECK(read(R"([{"a": 1}, {"a": {"a": 2}}, {"b": 1, "c": {"b": 2}}])") ==
        R"([{"a":1},{"a":{"a":2}},{"b":1,"c":{"b":2}}])");
  const std::string long_key(10'000, 'k');
  CHECK(error_of(fmt::format("{{\"{0}\": 1, \"{0}\": 2}}", long_key)).duplicate_key);
}

TEST_CASE("numbers that would not be kept are refused") {
  CHECK(error_of("1e400").message == "a number is too large");
  CHECK(error_of("[-1e400]").message == "a number is too large");
  CHECK(read("9007199254740992") == "9007199254740992");
  CHECK(error_of("9007199254740993").message.starts_with("the number 9007199254740993 "));
  CHECK(error_of("-9007199254740993").message.starts_with("the number -9007199254740993 "));
  CHECK(read("9007199254740994") == "9007199254740994");
  CHECK(read("-9223372036854775808") == "-9223372036854775808");
  CHECK(error_of("9223372036854775807").offset == 19);
  CHECK(error_of("18446744073709551615").offset == 20);
  CHECK(error_of("18446744073709551617").offset == 20);
  boost::json::value value;
  JsonError error;
  REQUIRE(parse_json("18446744073709551616", {}, value, error));
  CHECK(value.get_double() == 18446744073709551616.0);
  REQUIRE(parse_json("1e-400", {}, value, error));
  CHECK(value.get_double() == 0.0);
}

TEST_CASE("numbers are read to the last bit") {
  std::mt19937_64 random(1);
  std::size_t wrong = 0;
  for (int round = 0; round < 50'000; ++round) {
    const std::uint64_t bits = random();
    double number = 0;
    std::memcpy(&number, &bits, sizeof number);
    if (!std::isfinite(number)) continue;
    char exact[64];
    const auto end = std::to_chars(exact, exact + sizeof exact, number, std::chars_format::scientific).ptr;
    boost::json::value value;
    JsonError error;
    if (!parse_json(std::string_view(exact, static_cast<std::size_t>(end - exact)), {}, value, error) ||
        value.get_double() != number) {
      ++wrong;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("nesting deeper than 32 is refused") {
  CHECK(read(nested(32)) == nested(32));
  CHECK(error_of(nested(33)).offset == 32);
  CHECK(error_of(std::string(100'000, '[')).offset == 32);
}

TEST_CASE("text that is not well formed is refused") {
  for (const std::string_view text : {"\"\\ud800\"", "\"\\udc00\"", "\"\xC0\x80\"", "\"\xED\xA0\x80\"", "'a'",
                                      "[1 2]", "01", "+1", ".5", "nan", "Infinity", "/* c */ 1",
                                      "\xEF\xBB\xBF"
                                      "1"}) {
    CAPTURE(text);
    CHECK_FALSE(error_of(text).message.empty());
  }
}

TEST_CASE("JSON is written in the order it is told") {
  JsonWriter json;
  json.begin_object();
  json.field("text", "a\"\\\n\t\x01\x7F"
                     "ж");
  json.field("flag", true);
  json.field("small", -1);
  json.field("large", std::numeric_limits<std::uint64_t>::max());
  json.field("least", std::numeric_limits<std::int64_t>::min());
  json.field("real", 0.1);
  json.field("infinite", std::numeric_limits<double>::infinity());
  json.null_field("nothing");
  json.text_or_null("empty", "");
  json.text_or_null("full", "x");
  json.key("list");
  json.begin_array();
  json.value(1);
  json.raw("{}");
  json.begin_object();
  json.end_object();
  json.value("b");
  json.end_array();
  json.end_object();
  CHECK(json.text() == "{\"text\":\"a\\\"\\\\\\n\\t\\u0001\\u007fж\",\"flag\":true,\"small\":-1,\"large\":"
                       "18446744073709551615,"
                       "\"least\":-9223372036854775808,\"real\":0.1,\"infinite\":null,\"nothing\":null,"
                       "\"empty\":null,\"full\":\"x\","
                       "\"list\":[1,{},{},\"b\"]}");
  json.clear();
  json.value("again");
  CHECK(std::move(json).take() == "\"again\"");
}

TEST_CASE("an object of many keys knows each of them, and so does the one around it") {
  for (const int count : {3, 15, 16, 17, 18, 200}) {
    CAPTURE(count);
    std::string inner;
    for (int i = 0; i < count; ++i)
      inner += fmt::format("{}\"k{}\":1", i == 0 ? "" : ",", i);
    for (int i = 0; i < count; ++i) {
      const std::string twice = fmt::format("{{{},\"k{}\":2}}", inner, i);
      CHECK(error_of(twice).duplicate_key);
      CHECK(error_of(fmt::format("[{}]", twice)).message == fmt::format("the key \"k{}\" is given twice", i));
    }
    // The same names inside, and behind what had them.
    const std::string around = fmt::format("{{\"k0\":{{{}}},\"k1\":[{{{}}}],\"k2\":{{}}", inner, inner);
    CHECK(read(around + "}") == around + "}");
    CHECK(error_of(around + ",\"k1\":3}").duplicate_key);
    CHECK_FALSE(read(around + fmt::format(",\"k\":{{{}}}}}", inner)).empty());
  }
}

namespace {

// As JsonWriter writes a text, byte by byte.
std::string plainly_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80) {
      const CodePoint point = decode_utf8(text, i);
      append_utf8(out, point.value);
      i += point.size;
      continue;
    }
    if (byte == '"' || byte == '\\')
      out += {'\\', static_cast<char>(byte)};
    else if (byte == '\n' || byte == '\r' || byte == '\t')
      out += byte == '\n' ? "\\n" : byte == '\r' ? "\\r" : "\\t";
    else if (byte < 0x20 || byte == 0x7F)
      out += fmt::format("\\u{:04x}", byte);
    else
      out += static_cast<char>(byte);
    ++i;
  }
  return out + '"';
}

} // namespace

TEST_CASE("a text is written as it would be byte by byte") {
  std::mt19937_64 random(11);
  const auto check = [](const std::string &text) {
    JsonWriter json;
    json.begin_array();
    json.value(text);
    json.value(text);
    json.end_array();
    const std::string quoted = plainly_quoted(text);
    REQUIRE(json.text() == fmt::format("[{},{}]", quoted, quoted));
  };
  // One byte of each kind at each place of texts of each size.
  for (std::size_t size = 1; size <= 40; ++size)
    for (std::size_t at = 0; at < size; ++at)
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, 'x');
        text[at] = static_cast<char>(byte);
        check(text);
      }
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t size = random() % 40; size > 0; --size) {
      if (random() % 8 == 0)
        text += static_cast<char>(random() % 256);
      else
        append_utf8(text, random() % 4 == 0 ? static_cast<char32_t>(0x600 + random() % 256)
                                            : static_cast<char32_t>(' ' + random() % 94));
    }
    check(text);
  }
}

TEST_CASE("what is written can be read, whatever the text") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (std::size_t size = random() % 20; size > 0; --size)
      text += static_cast<char>(random() % 256);
    JsonWriter json;
    json.begin_array();
    json.value(text);
    json.end_array();
    boost::json::value value;
    JsonError error;
    REQUIRE_MESSAGE(parse_json(json.text(), {}, value, error), json.text());
  }
}

TEST_CASE("halves of characters are replaced where they stand, and nothing else is") {
  for (const std::string_view json :
       {R"({"text":"\\ud83d \n \u00e9 \ud83d\ude4f"})", "", "\\", R"(\u12)", R"("\ud83)"})
    CHECK_FALSE(usher::without_halves(json)); // a backslash and letters; a pair; what is no escape
  CHECK(usher::without_halves(R"("a \ud83d")") == R"("a \ufffd")");
  CHECK(usher::without_halves(R"("\ude4f\ud83d\ud83d\ude4f\uD83Dx")") ==
        R"("\ufffd\ufffd\ud83d\ude4f\ufffdx")");
}
