// SPDX-License-Identifier: BSL-1.0
#include "base/json.hpp"

#include "base/utf8.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <fmt/format.h>

namespace usher {
namespace {

namespace json = boost::json;

// Boost.JSON's own handler keeps the last of two equal keys. This one does the same work with the keys
// watched: the stack of open objects knows the keys that each has had.
class Handler {
 public:
  constexpr static std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  constexpr static std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  constexpr static std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  constexpr static std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  explicit Handler(json::storage_ptr storage) { stack_.reset(std::move(storage)); }

  std::string complaint;
  bool duplicate = false;

  json::value release() { return stack_.release(); }

  bool on_document_begin(json::error_code &) { return true; }
  bool on_document_end(json::error_code &) { return true; }
  bool on_array_begin(json::error_code &) { return true; }
  bool on_array_end(std::size_t n, json::error_code &) {
    stack_.push_array(n);
    return true;
  }
  bool on_object_begin(json::error_code &) {
    if (++depth_ > keys_.size()) keys_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t n, json::error_code &) {
    keys_[--depth_].clear();
    stack_.push_object(n);
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code &) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code &) {
    stack_.push_string(part);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code &) {
    key_.append(part.data(), part.size());
    stack_.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code &error) {
    key_.append(part.data(), part.size());
    stack_.push_key(part);
    if (!keys_[depth_ - 1].insert(key_).second) {
      complaint = fmt::format("the key \"{}\" is given twice", key_);
      duplicate = true;
      error = json::error::exception;
      return false;
    }
    key_.clear();
    return true;
  }
  bool on_number_part(json::string_view, json::error_code &) { return true; }
  bool on_int64(std::int64_t number, json::string_view text, json::error_code &error) {
    const auto size =
        number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    if (!fits_double(size)) return refuse_integer(text, error);
    stack_.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, json::string_view text, json::error_code &error) {
    if (!fits_double(number)) return refuse_integer(text, error);
    stack_.push_uint64(number);
    return true;
  }
  bool on_double(double number, json::string_view text, json::error_code &error) {
    if (!std::isfinite(number)) {
      complaint = "a number is too large";
      error = json::error::exception;
      return false;
    }
    // Boost.JSON's own figure may be off in the last place, and integers past 64 bits come here too.
    double exact = number;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), exact);
    if (read.ec != std::errc()) exact = number; // too small to be anything but zero
    const bool integer = text.find_first_of(".eE") == json::string_view::npos;
    if (integer && fmt::format("{:.0f}", exact) != std::string_view(text.data(), text.size())) {
      return refuse_integer(text, error);
    }
    stack_.push_double(exact);
    return true;
  }
  bool on_bool(bool flag, json::error_code &) {
    stack_.push_bool(flag);
    return true;
  }
  bool on_null(json::error_code &) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, json::error_code &) { return true; }
  bool on_comment(json::string_view, json::error_code &) { return true; }

 private:
  // Whether a double has room for all its digits.
  static bool fits_double(std::uint64_t number) noexcept {
    constexpr int digits = std::numeric_limits<double>::digits;
    return number == 0 || static_cast<int>(std::bit_width(number)) - std::countr_zero(number) <= digits;
  }
  bool refuse_integer(json::string_view text, json::error_code &error) {
    complaint = fmt::format("the number {} has more digits than a number can keep; write it as a string",
                            std::string_view(text.data(), text.size()));
    error = json::error::exception;
    return false;
  }

  json::value_stack stack_;
  std::string key_;
  std::vector<boost::unordered_flat_set<std::string>> keys_;
  std::size_t depth_ = 0;
};

} // namespace

bool parse_json(std::string_view text, json::storage_ptr storage, json::value &out, JsonError &error) {
  json::basic_parser<Handler> parser(json::parse_options{}, std::move(storage));
  json::error_code code;
  std::size_t used = parser.write_some(false, text.data(), text.size(), code);
  while (!code && used < text.size() &&
         std::string_view(" \t\r\n").find(text[used]) != std::string_view::npos)
    ++used;
  if (!code && used < text.size()) code = json::error::extra_data;
  if (code) {
    const std::string &complaint = parser.handler().complaint;
    error.message = complaint.empty() ? code.message() : complaint;
    error.offset = used;
    error.duplicate_key = parser.handler().duplicate;
    return false;
  }
  out = parser.handler().release();
  return true;
}

void JsonWriter::separate() {
  if (comma_) out_.push_back(',');
  comma_ = true;
}

void JsonWriter::begin_object() {
  separate();
  out_.push_back('{');
  comma_ = false;
}

void JsonWriter::end_object() {
  out_.push_back('}');
  comma_ = true;
}

void JsonWriter::begin_array() {
  separate();
  out_.push_back('[');
  comma_ = false;
}

void JsonWriter::end_array() {
  out_.push_back(']');
  comma_ = true;
}

void JsonWriter::key(std::string_view name) {
  value(name);
  out_.push_back(':');
  comma_ = false;
}

void JsonWriter::value(std::string_view text) {
  separate();
  out_.push_back('"');
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80) {
      const CodePoint point = decode_utf8(text, i);
      append_utf8(out_, point.value);
      i += point.size;
      continue;
    }
    switch (byte) {
    case '"': out_ += "\\\""; break;
    case '\\': out_ += "\\\\"; break;
    case '\n': out_ += "\\n"; break;
    case '\r': out_ += "\\r"; break;
    case '\t': out_ += "\\t"; break;
    default:
      if (byte < 0x20 || byte == 0x7F)
        fmt::format_to(std::back_inserter(out_), "\\u{:04x}", byte);
      else
        out_.push_back(static_cast<char>(byte));
    }
    ++i;
  }
  out_.push_back('"');
}

void JsonWriter::value(bool flag) {
  separate();
  out_ += flag ? "true" : "false";
}

void JsonWriter::value(double number) {
  separate();
  if (!std::isfinite(number)) {
    out_ += "null";
    return;
  }
  // to_chars gives the shortest text that reads back as the same number, whatever the locale.
  char buffer[32];
  const auto [end, status] = std::to_chars(buffer, buffer + sizeof buffer, number);
  out_.append(buffer, end);
}

void JsonWriter::integer(std::int64_t number) {
  separate();
  fmt::format_to(std::back_inserter(out_), "{}", number);
}

void JsonWriter::natural(std::uint64_t number) {
  separate();
  fmt::format_to(std::back_inserter(out_), "{}", number);
}

void JsonWriter::null() {
  separate();
  out_ += "null";
}

void JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
}

} // namespace usher
