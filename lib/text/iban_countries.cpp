// SPDX-License-Identifier: BSL-1.0
#include "text/iban_countries.hpp"

#include <algorithm>
#include <iterator>

namespace usher::text {
namespace {

struct Country {
  std::string_view code;
  std::string_view structure;
};

constexpr Country countries[] = {
    {"ad", "8n12c"},    {"ae", "19n"},      {"al", "8n16c"},    {"at", "16n"},     {"az", "4a20c"},
    {"ba", "16n"},      {"be", "12n"},      {"bg", "4a6n8c"},   {"bh", "4a14c"},   {"bi", "23n"},
    {"br", "23n1a1c"},  {"by", "4c4n16c"},  {"ch", "5n12c"},    {"cr", "18n"},     {"cy", "8n16c"},
    {"cz", "20n"},      {"de", "18n"},      {"dj", "23n"},      {"dk", "14n"},     {"do", "4c20n"},
    {"ee", "16n"},      {"eg", "25n"},      {"es", "20n"},      {"fi", "14n"},     {"fk", "2a12n"},
    {"fo", "14n"},      {"fr", "10n11c2n"}, {"gb", "4a14n"},    {"ge", "2a16n"},   {"gi", "4a15c"},
    {"gl", "14n"},      {"gr", "7n16c"},    {"gt", "4c20c"},    {"hr", "17n"},     {"hu", "24n"},
    {"ie", "4a14n"},    {"il", "19n"},      {"iq", "4a15n"},    {"ir", "22n"},     {"is", "22n"},
    {"it", "1a10n12c"}, {"jo", "4a4n18c"},  {"kw", "4a22c"},    {"kz", "3n13c"},   {"lb", "4n20c"},
    {"lc", "4a24c"},    {"li", "5n12c"},    {"lt", "16n"},      {"lu", "3n13c"},   {"lv", "4a13c"},
    {"ly", "21n"},      {"mc", "10n11c2n"}, {"md", "2c18c"},    {"me", "18n"},     {"mk", "3n10c2n"},
    {"mn", "16n"},      {"mr", "23n"},      {"mt", "4a5n18c"},  {"mu", "4a19n3a"}, {"ni", "4a20n"},
    {"nl", "4a10n"},    {"no", "11n"},      {"om", "3n16c"},    {"pk", "4a16c"},   {"pl", "24n"},
    {"ps", "4a21c"},    {"pt", "21n"},      {"qa", "4a21c"},    {"ro", "4a16c"},   {"rs", "18n"},
    {"ru", "14n15c"},   {"sa", "2n18c"},    {"sc", "4a20n3a"},  {"sd", "14n"},     {"se", "20n"},
    {"si", "15n"},      {"sk", "20n"},      {"sm", "1a10n12c"}, {"so", "19n"},     {"st", "21n"},
    {"sv", "4a20n"},    {"tl", "19n"},      {"tn", "20n"},      {"tr", "6n16c"},   {"ua", "6n19c"},
    {"va", "18n"},      {"vg", "4a16n"},    {"xk", "16n"},      {"ye", "4a4n18c"}};
static_assert(std::is_sorted(std::begin(countries), std::end(countries),
                             [](const Country &a, const Country &b) { return a.code < b.code; }));

} // namespace

std::string_view iban_structure(std::string_view country) noexcept {
  const auto *const found =
      std::lower_bound(std::begin(countries), std::end(countries), country,
                       [](const Country &entry, std::string_view code) { return entry.code < code; });
  return found != std::end(countries) && found->code == country ? found->structure : std::string_view();
}

std::size_t iban_size(std::string_view structure) noexcept {
  std::size_t size = 4;
  std::size_t count = 0;
  for (const char c : structure) {
    if (c >= '0' && c <= '9') {
      count = count * 10 + static_cast<std::size_t>(c - '0');
    } else {
      size += count;
      count = 0;
    }
  }
  return size;
}

} // namespace usher::text
