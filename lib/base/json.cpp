// SPDX-License-Identifier: BSL-1.0
#include "base/json.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/container/small_vector.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <fmt/format.h>

namespace usher {
namespace {

namespace json = boost::json;

// Boost.JSON's own handler keeps the last of two equal keys. This one does the same work with the keys
// watched: of each open object it knows the keys that it has had. An object mostly has few, which are compared one by
// one; what has many gets a set.
class Handler {
 public:
  constexpr static std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  constexpr static std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  constexpr static std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  constexpr static std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  explicit Handler(json::storage_ptr storage) : stack_({}, values_.data(), values_.size()) {
    stack_.reset(std::move(storage));
  }

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
    open_.push_back({keys_.size(), names_.size(), 0, nullptr});
    return true;
  }
  bool on_object_end(std::size_t n, json::error_code &) {
    keys_.resize(open_.back().first_key);
    names_.resize(open_.back().names_before);
    open_.pop_back();
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
    names_.append(part.begin(), part.end());
    stack_.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code &error) {
    names_.append(part.begin(), part.end());
    stack_.push_key(part);
    Object &object = open_.back();
    const std::size_t begin =
        keys_.size() == object.first_key ? object.names_before : keys_[keys_.size() - 1].end;
    const std::string_view key = name({begin, names_.size()});
    if (is_known(object, key)) {
      complaint = fmt::format("the key \"{}\" is given twice", key);
      duplicate = true;
      error = json::error::exception;
      return false;
    }
    keys_.push_back({begin, names_.size()});
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

  static constexpr std::size_t few = 16;
  struct Key {
    std::size_t begin = 0; // in names_
    std::size_t end = 0;
  };
  struct Object {
    std::size_t first_key = 0;    // of its own
    std::size_t names_before = 0; // bytes of names of those around it
    std::uint64_t marks = 0;      // of its keys, so that most are known to be new without comparing them
    // In an order and not by hashes, which whoever writes the text might make fall into one place.
    std::unique_ptr<std::set<std::string, std::less<>>> many;
  };
  [[nodiscard]] std::string_view name(const Key &key) const noexcept {
    return {names_.data() + key.begin, key.end - key.begin};
  }
  static std::uint64_t mark(std::string_view key) noexcept {
    const auto ends =
        key.empty() ? 0U
                    : static_cast<unsigned char>(key.front()) * 4U + static_cast<unsigned char>(key.back());
    return std::uint64_t{1} << ((key.size() * 8 + ends) % 64);
  }
  /// Whether the innermost object has had it; if that has many, it has from now on.
  bool is_known(Object &object, std::string_view key) {
    const auto first = keys_.begin() + static_cast<std::ptrdiff_t>(object.first_key);
    if (object.many == nullptr) {
      if (keys_.size() - object.first_key < few) {
        const std::uint64_t own = mark(key);
        const bool is_new = (object.marks & own) == 0;
        object.marks |= own;
        return !is_new && std::any_of(first, keys_.end(), [&](const Key &one) { return name(one) == key; });
      }
      object.many = std::make_unique<std::set<std::string, std::less<>>>();
      std::for_each(first, keys_.end(), [&](const Key &one) { object.many->emplace(name(one)); });
    }
    return !object.many->emplace(key).second;
  }

  // What most texts need is set aside here.
  alignas(std::max_align_t) std::array<unsigned char, 2048> values_;
  json::value_stack stack_;
  fmt::basic_memory_buffer<char, 512> names_; // of the keys of all open objects, one behind the other
  boost::container::small_vector<Key, 32> keys_;
  boost::container::small_vector<Object, 8> open_;
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

namespace {

constexpr bool is_plain(unsigned char byte) noexcept {
  return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

template <class T>
T load(const char *from) noexcept {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class T>
void store(char *to, T value) noexcept {
  std::memcpy(to, &value, sizeof value);
}

// Sixteen bytes at once: whether all of them are written as they are.
using Sixteen [[gnu::vector_size(16)]] = signed char;
using Halves [[gnu::vector_size(16)]] = std::int64_t;
bool are_plain(Sixteen bytes) noexcept {
  // As numbers with a sign, those from 0x80 on are below a space as well.
  const auto plain =
      reinterpret_cast<Halves>((bytes > 0x1F) & ~((bytes == '"') | (bytes == '\\') | (bytes == 0x7F)));
  return (plain[0] & plain[1]) == -1;
}
bool are_plain(std::int64_t first, std::int64_t last) noexcept {
  return are_plain(reinterpret_cast<Sixteen>(Halves{first, last}));
}

// Copies a text that is written as it is; false when it is not, and then `to` holds nothing of use. Where a size is no
// multiple of what is copied at once, the last two pieces overlap.
bool copy_plain(std::string_view text, char *to) noexcept {
  const char *const data = text.data();
  const std::size_t size = text.size();
  if (size >= 16) {
    const auto copy = [&](std::size_t at) {
      const auto sixteen = load<Sixteen>(data + at);
      store(to + at, sixteen);
      return are_plain(sixteen);
    };
    for (std::size_t i = 0; i + 16 < size; i += 16)
      if (!copy(i)) return false;
    return copy(size - 16);
  }
  if (size >= 8) {
    const auto first = load<std::int64_t>(data);
    const auto last = load<std::int64_t>(data + size - 8);
    store(to, first);
    store(to + size - 8, last);
    return are_plain(first, last);
  }
  if (size >= 4) {
    const auto first = load<std::uint32_t>(data);
    const auto last = load<std::uint32_t>(data + size - 4);
    store(to, first);
    store(to + size - 4, last);
    const auto both = static_cast<std::int64_t>(std::uint64_t{first} << 32U | last);
    return are_plain(both, both);
  }
  for (std::size_t i = 0; i < size; ++i) {
    to[i] = data[i];
    if (!is_plain(static_cast<unsigned char>(data[i]))) return false;
  }
  return true;
}

// What is not written as it is.
struct Escape {
  std::size_t used = 1; // bytes of the text
  std::size_t size = 2;
  std::array<char, 6> bytes{};
};
Escape escape(std::string_view text, std::size_t at) noexcept {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte >= 0x80) return {decode_utf8(text, at).size, 3, {'\xEF', '\xBF', '\xBD'}}; // U+FFFD
  constexpr std::string_view digits = "0123456789abcdef";
  switch (byte) {
  case '"': return {1, 2, {'\\', '"'}};
  case '\\': return {1, 2, {'\\', '\\'}};
  case '\n': return {1, 2, {'\\', 'n'}};
  case '\r': return {1, 2, {'\\', 'r'}};
  case '\t': return {1, 2, {'\\', 't'}};
  default: return {1, 6, {'\\', 'u', '0', '0', digits[byte / 16U], digits[byte % 16U]}};
  }
}

} // namespace

void JsonWriter::grow(std::size_t bytes) {
  out_.resize(std::max<std::size_t>(2 * out_.size(), size_ + bytes + 64));
}

void JsonWriter::append(std::string_view bytes) {
  std::copy(bytes.begin(), bytes.end(), room(bytes.size()));
  size_ += bytes.size();
}

// Runs of what is written as it is, well-formed UTF-8 among it, and what is not.
void JsonWriter::escape_all(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size()) {
      const auto byte = static_cast<unsigned char>(text[end]);
      const CodePoint point = byte < 0x80 ? CodePoint{byte, 1, is_plain(byte)} : decode_utf8(text, end);
      if (!point.well_formed) break;
      end += point.size;
    }
    append(text.substr(i, end - i));
    i = end;
    if (i == text.size()) break;
    const Escape escaped = escape(text, i);
    append({escaped.bytes.data(), escaped.size});
    i += escaped.used;
  }
}

// With a comma before it where one belongs, and what comes behind, unless that is 0.
void JsonWriter::quote(std::string_view text, char behind) {
  char *const begin = room(text.size() + 4);
  char *at = begin;
  if (comma_) *at++ = ',';
  *at++ = '"';
  if (copy_plain(text, at)) { // most are, and short
    at += text.size();
    *at++ = '"';
    if (behind != 0) *at++ = behind;
    size_ += static_cast<std::size_t>(at - begin);
    return;
  }
  size_ += static_cast<std::size_t>(at - begin);
  escape_all(text);
  append("\"");
  if (behind != 0) append({&behind, 1});
}

void JsonWriter::separate() {
  if (comma_) append(",");
  comma_ = true;
}

void JsonWriter::open(char bracket) {
  separate();
  append({&bracket, 1});
  comma_ = false;
}

void JsonWriter::close(char bracket) {
  append({&bracket, 1});
  comma_ = true;
}

void JsonWriter::begin_object() { open('{'); }
void JsonWriter::end_object() { close('}'); }
void JsonWriter::begin_array() { open('['); }
void JsonWriter::end_array() { close(']'); }

void JsonWriter::key(std::string_view name) {
  quote(name, ':');
  comma_ = false;
}

void JsonWriter::value(std::string_view text) {
  quote(text, 0);
  comma_ = true;
}

void JsonWriter::value(bool flag) { raw(flag ? "true" : "false"); }

void JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  // to_chars gives the shortest text that reads back as the same number, whatever the locale.
  char buffer[32];
  const auto [end, status] = std::to_chars(buffer, buffer + sizeof buffer, number);
  raw({buffer, end});
}

void JsonWriter::integer(std::int64_t number) {
  const fmt::format_int digits(number);
  raw({digits.data(), digits.size()});
}

void JsonWriter::natural(std::uint64_t number) {
  const fmt::format_int digits(number);
  raw({digits.data(), digits.size()});
}

void JsonWriter::null() { raw("null"); }

void JsonWriter::raw(std::string_view json) {
  separate();
  append(json);
}

} // namespace usher
