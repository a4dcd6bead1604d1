// SPDX-License-Identifier: BSL-1.0
#include "text/card_numbers.hpp"

#include "text/check_digits.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace usher::text {
namespace {

// Issuer identification numbers: the first six digits from `first` to `last`, and the lengths of their cards.
struct Issuer {
  std::uint32_t first;
  std::uint32_t last;
  std::uint8_t shortest;
  std::uint8_t longest;
};

constexpr Issuer issuers[] = {
    {220000, 220499, 16, 19}, // Mir
    {222100, 272099, 16, 16}, // Mastercard
    {300000, 305999, 14, 19}, // Diners Club
    {309500, 309599, 14, 19}, // Diners Club
    {340000, 349999, 15, 15}, // American Express
    {352800, 358999, 16, 19}, // JCB
    {360000, 369999, 14, 19}, // Diners Club
    {370000, 379999, 15, 15}, // American Express
    {380000, 399999, 14, 19}, // Diners Club
    {400000, 499999, 13, 13}, // Visa
    {400000, 499999, 16, 16}, // Visa
    {400000, 499999, 19, 19}, // Visa
    {500000, 509999, 13, 19}, // Maestro, Elo, RuPay, Verve; Iranian banks
    {510000, 559999, 16, 16}, // Mastercard
    {560000, 589999, 13, 19}, // Maestro; Iranian banks (581874, 585947, 585983, 589210, 589463)
    {601100, 601199, 16, 19}, // Discover
    {603769, 603770, 16, 16}, // Iran: Saderat, Keshavarzi
    {603799, 603799, 16, 16}, // Iran: Melli
    {606256, 606256, 16, 16}, // Iran: Melal
    {606282, 606282, 16, 19}, // Hipercard
    {606373, 606373, 16, 16}, // Iran: Mehr
    {610433, 610433, 16, 16}, // Iran: Mellat
    {620000, 629999, 16,
     19}, // UnionPay; Iranian banks (621986, 622106, 627353, 627412, 627488, 627648, 628023 ...)
    {636214, 636214, 16, 16}, // Iran: Ayandeh
    {636297, 636297, 16, 16}, // Elo
    {636368, 636368, 16, 16}, // Elo
    {636795, 636795, 16, 16}, // Iran: Central Bank
    {636949, 636949, 16, 16}, // Iran: Hekmat
    {637000, 637999, 16, 19}, // InstaPayment, Hipercard
    {639000, 639099, 13, 19}, // Maestro
    {639194, 639194, 16, 16}, // Iran: Parsian
    {639217, 639217, 16, 16}, // Iran: Keshavarzi
    {639346, 639347, 16, 16}, // Iran: Sina, Pasargad
    {639370, 639370, 16, 16}, // Iran: Mehr Eghtesad
    {639599, 639599, 16, 16}, // Iran: Ghavamin
    {639607, 639607, 16, 16}, // Iran: Sarmayeh
    {644000, 659999, 16, 19}, // Discover, RuPay
    {670000, 679999, 13, 19}, // Maestro
    {810000, 829999, 16, 19}, // UnionPay, RuPay
    {979200, 979289, 16, 16}, // Troy
    {991975, 991975, 16, 16}, // Iran: Mellat
};
static_assert(std::is_sorted(std::begin(issuers), std::end(issuers),
                             [](const Issuer &a, const Issuer &b) { return a.first < b.first; }));

constexpr std::size_t issuer_digits = 6;

} // namespace

bool is_card_number(std::string_view digits) noexcept {
  if (digits.size() < 13 || digits.size() > 19) return false;
  std::uint32_t issuer = 0;
  for (const char c : digits.substr(0, issuer_digits))
    issuer = issuer * 10 + static_cast<std::uint32_t>(c - '0');
  const bool known = std::any_of(std::begin(issuers), std::end(issuers), [&](const Issuer &range) {
    return issuer >= range.first && issuer <= range.last && digits.size() >= range.shortest &&
           digits.size() <= range.longest;
  });
  return known && passes_luhn(digits);
}

} // namespace usher::text
