// SPDX-License-Identifier: BSL-1.0
#include "event_time.hpp"

#include "time_option.hpp"

#include <array>
#include <string>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace usher::cli {
namespace {

// Texts that were cut in the middle of a character are read all the same, though no parser takes them; what stands in
// place of the character does not matter to the time.
std::string without_surrogates(std::string_view line) {
  std::string out(line);
  for (std::size_t at = out.find('\\'); at != std::string::npos && at + 6 <= out.size();) {
    const bool is_surrogate = out[at + 1] == 'u' && (out[at + 2] == 'd' || out[at + 2] == 'D') &&
                              std::string_view("89abcdefABCDEF").find(out[at + 3]) != std::string_view::npos;
    if (is_surrogate) out.replace(at, 6, "\\ufffd");
    at = out.find('\\', at + (is_surrogate ? 6 : 2));
  }
  return out;
}

} // namespace

std::optional<Time> time_of(std::string_view line) {
  std::array<unsigned char, 4096> buffer;
  boost::json::monotonic_resource memory(buffer.data(), buffer.size());
  boost::json::error_code error;
  boost::json::value value =
      boost::json::parse(boost::json::string_view(line.data(), line.size()), error, &memory);
  if (error) value = boost::json::parse(without_surrogates(line), error, &memory);
  const boost::json::object *object = error ? nullptr : value.if_object();
  const boost::json::value *time = object == nullptr ? nullptr : object->if_contains("time");
  const boost::json::string *text = time == nullptr ? nullptr : time->if_string();
  return text == nullptr ? std::nullopt : parse_time(std::string_view(text->data(), text->size()));
}

} // namespace usher::cli
