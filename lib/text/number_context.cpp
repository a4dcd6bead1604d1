// SPDX-License-Identifier: BSL-1.0
#include "text/number_context.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace usher::text {
namespace {

constexpr std::size_t words_before = 5;
constexpr std::size_t words_after = 3;
constexpr std::size_t longest_way = 100; // characters looked at on each side
constexpr std::size_t longest_word = 24;

enum class Meaning : std::uint8_t { card, phone, national_code, snils, inn, something_else };

constexpr Meaning meaning_of(NumberContext context) noexcept { return static_cast<Meaning>(context); }

// Space-separated words as PlainText has them: lower case, Persian yeh and kaf, ZWNJ gone. `*` stands for any
// end.
struct Words {
  Meaning meaning;
  std::u32string_view list;
};

constexpr Words single_words[] = {
    {Meaning::card, U"card cards creditcard cardnumber debit visa mastercard amex maestro pan"},
    {Meaning::card, U"carta carte bancomat postepay"},
    {Meaning::card, U"карта карты карте карту картой карточка карточки карточке карточку карточкой"},
    {Meaning::card, U"کارت کارتم کارتت کارتش کارتمو کارتتو کارتشو کارتمان کارتمون کارتتون کارتتان کارتشان "
                    U"کارتشون کارتها*"},
    {Meaning::card,
     U"karte karten kreditkart* bankkart* debitkart* kartennummer* kartennr kartendaten tarjeta tarjetas cb"},
    {Meaning::card,
     U"cartão cartões cartao kart kartı kartım* kartın* kartımız* kartlar* kartla kartta karttan karta"},
    {Meaning::card,
     U"картка картки картці картку карткою بطاقة البطاقة بطاقت* بطاقات* البطاقات کارتی کارتک الکارت"},
    {Meaning::card, U"kaart kaartnummer creditcardnummer karty kartę"},

    {Meaning::phone,
     U"phone phones telephone tel cell cellphone cellular mobile whatsapp sms call calls calling called"},
    {Meaning::phone,
     U"telefon* cellulare cellulari chiam* richiam* contattatemi contattami contattarmi recapito "
     U"numerotelefono"},
    {Meaning::phone,
     U"телефон* тел моб мобильн* сотов* звон* позвон* перезвон* дозвон* свяжитесь связаться ватсап* "
     U"вотсап* вацап*"},
    {Meaning::phone,
     U"تلفن* موبایل* تماس همراهم زنگ واتساپ واتساپم شمارهتلفن شمارهتماس شمارههمراه شمارهموبایل "
     U"شمارهام شمارهم شمارم"},
    {Meaning::phone,
     U"handy handynummer handynr anruf* rufen mobil mobilnummer mobilnr festnetz* rückruf rufnummer"},
    {Meaning::phone, U"téléphone* téléphonique tél appel* rappel* portable"},
    {Meaning::phone,
     U"teléfono teléfonos móvil movil llam* llám* celular telefone telemóvel telemovel ligar ligue"},
    {Meaning::phone, U"arayın arayin gsm cep cebim дзвон* подзвон* зателефон* هاتف* الهاتف جوال الجوال جوالی "
                     U"تلیفون اتصل* واتس"},
    {Meaning::phone, U"telefoon* mobiel bellen zadzwo* komórka komórkowy"},

    {Meaning::national_code, U"کدملی کدملیم کدملیام کدملیش شمارهملی nationalcode codemelli kodemelli "
                             U"codmelli kodmelli codemeli kodemeli kodmeli"},
    {Meaning::snils, U"снилс снилса снилсом снилсу snils"},
    {Meaning::inn, U"инн inn"},

    {Meaning::something_else,
     U"order orders tracking track shipment parcel package invoice ticket reference ref code id sku"},
    {Meaning::something_else,
     U"isbn ean gtin upc barcode item article model serial imei version build amount total price"},
    {Meaning::something_else,
     U"ordine ordini pedido commande bestellung bestelnummer sipariş spedizione pacco collo fattura"},
    {Meaning::something_else,
     U"pratica rif riferimento codice articolo modello seriale importo totale prezzo facture rechnung"},
    {Meaning::something_else,
     U"factura fatura sendung sendungsnummer bestellnummer rechnungsnummer kundennummer suivi colis"},
    {Meaning::something_else,
     U"заказ* трек* посылк* отправлен* накладн* счет счёт счета счёта чек чека артикул код кода"},
    {Meaning::something_else, U"замовлення посилк* договор* заявк* обращени* сумма цена"},
    {Meaning::something_else,
     U"سفارش سفارشم رهگیری پیگیری مرسوله فاکتور کد بارکد شناسه مبلغ قیمت الطلب طلبی شحنة الشحنة فاتورة"},
};

struct Pair {
  Meaning meaning;
  std::u32string_view first;
  std::u32string_view second;
};

constexpr Pair pairs[] = {
    {Meaning::national_code, U"کد", U"ملی"},
    {Meaning::national_code, U"کد", U"ملیم"},
    {Meaning::national_code, U"کد", U"ملیش"},
    {Meaning::national_code, U"شماره", U"ملی"},
    {Meaning::national_code, U"national", U"code"},
    {Meaning::national_code, U"national", U"id"},
    {Meaning::national_code, U"national", U"number"},
    {Meaning::national_code, U"code", U"melli"},
    {Meaning::national_code, U"kod", U"melli"},
    {Meaning::national_code, U"kode", U"melli"},
    {Meaning::national_code, U"code", U"meli"},
    {Meaning::national_code, U"kod", U"meli"},
    {Meaning::national_code, U"kode", U"meli"},
    {Meaning::phone, U"contact", U"number"},
    {Meaning::phone, U"contact", U"no"},
    {Meaning::phone, U"my", U"number"},
    {Meaning::phone, U"mio", U"numero"},
    {Meaning::phone, U"meine", U"nummer"},
    {Meaning::phone, U"meiner", U"nummer"},
    {Meaning::phone, U"mon", U"numéro"},
    {Meaning::phone, U"mon", U"numero"},
    {Meaning::phone, U"meu", U"número"},
    {Meaning::phone, U"мой", U"номер"},
    {Meaning::phone, U"для", U"связи"},
    {Meaning::phone, U"شماره", U"من"},
    {Meaning::phone, U"شماره", U"همراه"},
};

// A word of the text: characters [begin, end).
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_word_character(const PlainText &text, std::size_t at) noexcept {
  const PlainText::Kind kind = text.kind(at);
  return kind == PlainText::Kind::letter || kind == PlainText::Kind::digit ||
         kind == PlainText::Kind::unspaced;
}

// A letter and a digit side by side belong to two words: "tel3331234567".
bool continues_word(const PlainText &text, std::size_t left, std::size_t right) noexcept {
  return text.kind(left) == text.kind(right);
}

// Turkish is written without its dotless letter too, and its capital is the I of all others.
constexpr char32_t dotted(char32_t value) noexcept { return value == U'ı' ? U'i' : value; }

bool is_in(const PlainText &text, Word word, std::u32string_view list) noexcept {
  const std::size_t length = word.end - word.begin;
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::size_t same = 0;
    while (i < list.size() && same < length && dotted(list[i]) == dotted(text.value(word.begin + same))) {
      ++i;
      ++same;
    }
    if (i < list.size() ? list[i] == U'*' || (list[i] == U' ' && same == length) : same == length)
      return true;
    while (i < list.size() && list[i] != U' ')
      ++i;
  }
  return false;
}

bool means(const PlainText &text, Word word, Meaning meaning) noexcept {
  return std::any_of(std::begin(single_words), std::end(single_words), [&](const Words &words) {
    return words.meaning == meaning && is_in(text, word, words.list);
  });
}

bool mean(const PlainText &text, Word first, Word second, Meaning meaning) noexcept {
  return std::any_of(std::begin(pairs), std::end(pairs), [&](const Pair &pair) {
    return pair.meaning == meaning && is_in(text, first, pair.first) && is_in(text, second, pair.second);
  });
}

Word word_before(const PlainText &text, std::size_t end, std::size_t least) noexcept {
  while (end > least && !is_word_character(text, end - 1))
    --end;
  std::size_t begin = end;
  while (begin > least && is_word_character(text, begin - 1) &&
         (begin == end || continues_word(text, begin - 1, begin)))
    --begin;
  return {begin, end};
}

Word word_after(const PlainText &text, std::size_t begin, std::size_t most) noexcept {
  while (begin < most && !is_word_character(text, begin))
    ++begin;
  std::size_t end = begin;
  while (end < most && is_word_character(text, end) && (end == begin || continues_word(text, end - 1, end)))
    ++end;
  return {begin, end};
}

enum class Says : std::uint8_t { nothing, yes, no };

// What the nearest telling word says; `words` are in the order of their distance.
template <std::size_t Count>
Says ask(const PlainText &text, const std::array<Word, Count> &words, Meaning wanted,
         bool backwards) noexcept {
  for (std::size_t i = 0; i < Count; ++i) {
    if (words[i].begin == words[i].end) break;
    if (i + 1 < Count && words[i + 1].begin != words[i + 1].end) {
      const Word first = backwards ? words[i + 1] : words[i];
      const Word second = backwards ? words[i] : words[i + 1];
      if (mean(text, first, second, wanted)) return Says::yes;
    }
    if (text.is_digit(words[i].begin)) continue;
    if (means(text, words[i], wanted)) return Says::yes;
    if (means(text, words[i], Meaning::something_else)) return Says::no;
  }
  return Says::nothing;
}

} // namespace

bool has_context(const PlainText &text, std::size_t begin, std::size_t end, NumberContext wanted) noexcept {
  const std::size_t least = begin > longest_way ? begin - longest_way : 0;
  std::array<Word, words_before> before{};
  std::size_t at = begin;
  for (Word &word : before) {
    word = word_before(text, at, least);
    at = word.begin;
  }
  const Says says = ask(text, before, meaning_of(wanted), true);
  if (says != Says::nothing) return says == Says::yes;

  const std::size_t most = std::min(text.size(), end + longest_way);
  std::array<Word, words_after> after{};
  at = end;
  for (Word &word : after) {
    word = word_after(text, at, most);
    at = word.end;
  }
  return ask(text, after, meaning_of(wanted), false) == Says::yes;
}

bool is_context_word(const PlainText &text, std::size_t end, NumberContext wanted) noexcept {
  const Word word = word_before(text, end, end > longest_word ? end - longest_word : 0);
  return word.end == end && means(text, word, meaning_of(wanted));
}

bool is_context_sign(const PlainText &text, std::size_t begin, NumberContext wanted) noexcept {
  constexpr std::u32string_view signs = U"#№=";
  if (begin == 0 || signs.find(text.value(begin - 1)) == std::u32string_view::npos) return false;
  std::size_t end = begin - 1;
  if (end > 0 && text.kind(end - 1) == PlainText::Kind::space) --end;
  if (end > 0 && text.value(end - 1) == U'.') --end;
  return is_context_word(text, end, wanted);
}

} // namespace usher::text
