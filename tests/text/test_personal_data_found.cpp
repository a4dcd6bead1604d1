// SPDX-License-Identifier: BSL-1.0
// What must be found. All numbers are invented or are the issuers' own numbers for tests.
#include "text/personal_data.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using usher::text::PersonalData;
using usher::text::PersonalDataKind;

namespace {

constexpr auto card = PersonalDataKind::card;
constexpr auto iban = PersonalDataKind::iban;
constexpr auto email = PersonalDataKind::email;
constexpr auto phone = PersonalDataKind::phone;
constexpr auto melli = PersonalDataKind::iranian_national_code;
constexpr auto fiscal = PersonalDataKind::codice_fiscale;
constexpr auto snils = PersonalDataKind::snils;
constexpr auto inn = PersonalDataKind::inn;
constexpr bool masked_only = false;

struct Present {
  const char *text;
  PersonalDataKind kind;
  const char *found;
  const char *why;
  bool counts = true;
};

// clang-format off
constexpr Present cards[] = {
    {"my card is 4111 1111 1111 1111 thanks", card, "4111 1111 1111 1111", "in fours"},
    {"4111-1111-1111-1111", card, "4111-1111-1111-1111", "with dashes"},
    {"4111111111111111", card, "4111111111111111", "bare, nothing said", masked_only},
    {"the number 4012888888881881 was refused", card, "4012888888881881", "bare, nothing said", masked_only},
    {"my visa 4012888888881881 was refused", card, "4012888888881881", "a word before"},
    {"4012888888881881 is my card", card, "4012888888881881", "a word after"},
    {"card: 5555555555554444", card, "5555555555554444", "Mastercard"},
    {"card 2223003122003222", card, "2223003122003222", "Mastercard of the second range"},
    {"amex 378282246310005", card, "378282246310005", "15 digits"},
    {"3782 822463 10005", card, "3782 822463 10005", "grouped as American Express prints it"},
    {"3056 930902 5904", card, "3056 930902 5904", "14 digits, Diners Club"},
    {"card 4222222222222", card, "4222222222222", "13 digits"},
    {"debit 4000000000000009999", card, "4000000000000009999", "19 digits"},
    {"pay with 6011 1111 1111 1117", card, "6011 1111 1111 1117", "Discover"},
    {"3530 1113 3330 0000", card, "3530 1113 3330 0000", "JCB"},
    {"maestro 6759649826438453", card, "6759649826438453", "Maestro"},
    {"6221 2600 0011 1120", card, "6221 2600 0011 1120", "UnionPay"},
    {"card4111111111111111", card, "4111111111111111", "glued to the word"},
    {"ref X4111111111111111", card, "4111111111111111", "glued to a letter", masked_only},
    {"card 4111111111111111,12/27,123", card, "4111111111111111", "date and code after it"},
    {"4111 1111 1111 1111 12 27 123", card, "4111 1111 1111 1111", "date and code as further groups"},
    {"4111 1111 1111 1111 1227 123", card, "4111 1111 1111 1111", "date as a further group of four"},
    {"order 12345 4111111111111111", card, "4111111111111111", "after another number", masked_only},
    {"(4111111111111111)", card, "4111111111111111", "in parentheses", masked_only},
    {"#4111111111111111", card, "4111111111111111", "after a sign", masked_only},
    {"4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", card, "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "digit by digit"},
    {"41111111 11111111", card, "41111111 11111111", "in eights"},
    {"My credit card ending... no, here it is: 5105-1051-0510-5100", card, "5105-1051-0510-5100", "dashes, English"},

    {"la mia carta 4111111111111111 non passa", card, "4111111111111111", "Italian"},
    {"Carta: 5555 5555 5555 4444 scad. 12/27", card, "5555 5555 5555 4444", "Italian, date after it"},
    {"pagato con bancomat 6759649826438453", card, "6759649826438453", "Italian"},
    {"postepay 4012888888881881", card, "4012888888881881", "Italian"},
    {"carte di credito 4012888888881881", card, "4012888888881881", "Italian plural"},
    {"моя карта 4111111111111111", card, "4111111111111111", "Russian"},
    {"номер карты 2202203040506075", card, "2202203040506075", "Mir"},
    {"списали с карты 2200 1234 5678 9001", card, "2200 1234 5678 9001", "Mir in fours"},
    {"КАРТУ 4012888888881881 заблокировали", card, "4012888888881881", "Russian capitals"},
    {"оплата картой 5555555555554444", card, "5555555555554444", "Russian, another case"},
    {"شماره کارت من ۶۰۳۷۹۹۱۸۹۹۰۰۰۰۱۶ است", card, "۶۰۳۷۹۹۱۸۹۹۰۰۰۰۱۶", "Melli, Persian digits"},
    {"كارت 5892101122334457", card, "5892101122334457", "Sepah, Arabic kaf in the word"},
    {"کارتم 6274123400567810", card, "6274123400567810", "Eghtesad Novin"},
    {"6104-3378-0011-2235", card, "6104-3378-0011-2235", "Mellat"},
    {"۶۲۱۹ ۸۶۱۰ ۰۲۰۰ ۳۰۰۱", card, "۶۲۱۹ ۸۶۱۰ ۰۲۰۰ ۳۰۰۱", "Saman, Persian digits in fours"},
    {"5022291900112234", card, "5022291900112234", "Pasargad, bare", masked_only},
    {"kart 6396071100223346", card, "6396071100223346", "Sarmayeh"},
    {"5859831010203049 کارت", card, "5859831010203049", "Tejarat, the word after"},
    {"به کارت ۶۳۶۲۱۴۲۰۲۰۳۰۴۰۵۰ بریزید", card, "۶۳۶۲۱۴۲۰۲۰۳۰۴۰۵۰", "Ayandeh"},
    {"بطاقة ٤١١١١١١١١١١١١١١١", card, "٤١١١١١١١١١١١١١١١", "Arabic digits"},
    {"Karte 4111111111111111", card, "4111111111111111", "German"},
    {"meine Kreditkarte 4111111111111111", card, "4111111111111111", "German"},
    {"carte 4111111111111111", card, "4111111111111111", "French"},
    {"tarjeta 4111111111111111", card, "4111111111111111", "Spanish"},
    {"kartım 9792102030405069", card, "9792102030405069", "Troy, Turkish"},
    {"картка 4111111111111111", card, "4111111111111111", "Ukrainian"},
    {"４１１１　１１１１　１１１１　１１１１", card, "４１１１　１１１１　１１１１　１１１１", "full-width digits and spaces"},
    {"4111\u00A01111\u202F1111\u20091111", card, "4111\u00A01111\u202F1111\u20091111", "spaces that do not break"},
    {"4111\u20131111\u20101111\u22121111", card, "4111\u20131111\u20101111\u22121111", "dashes of other kinds"},
    {"4\u200C111 11\u200B11 1111\u2060 1111", card, "4\u200C111 11\u200B11 1111\u2060 1111", "invisible characters inside"},
    {"41\u00AD11111111111111", card, "41\u00AD11111111111111", "soft hyphen inside", masked_only},
    {"\u202E4111 1111 1111 1111\u202C", card, "4111 1111 1111 1111", "direction marks around"},
    {"カード番号4111111111111111です", card, "4111111111111111", "no spaces between words", masked_only},
    {"KARTIM 4111111111111111", card, "4111111111111111", "Turkish in capitals"},
    {"kartim 4111111111111111", card, "4111111111111111", "Turkish without its dotless letter"},
    {"KREDİ KARTI NO 4111111111111111", card, "4111111111111111", "Turkish in capitals"},
    {"kartımın numarası 4111111111111111", card, "4111111111111111", "of my card"},
    {"kartımdan 4111111111111111 çekildi", card, "4111111111111111", "from my card"},
    {"Kreditkarten-Nr. 4111111111111111", card, "4111111111111111", "German"},
    {"Kreditkartendaten: 4111111111111111", card, "4111111111111111", "German"},
    {"كارتي 4111111111111111", card, "4111111111111111", "Arabic"},
    {"بطاقتك 4111111111111111", card, "4111111111111111", "Arabic"},
};

constexpr Present bank_accounts[] = {
    {"IBAN IT60X0542811101000000123456", iban, "IT60X0542811101000000123456", "solid"},
    {"IT60 X054 2811 1010 0000 0123 456", iban, "IT60 X054 2811 1010 0000 0123 456", "in fours"},
    {"it60x0542811101000000123456", iban, "it60x0542811101000000123456", "small letters"},
    {"IT 60 X 05428 11101 000000123456", iban, "IT 60 X 05428 11101 000000123456", "as on Italian statements"},
    {"bonifico su IT76K0301503200000003517230, grazie", iban, "IT76K0301503200000003517230", "before a comma"},
    {"(IT76K0301503200000003517230)", iban, "IT76K0301503200000003517230", "in parentheses"},
    {"iban:IT76K0301503200000003517230", iban, "IT76K0301503200000003517230", "after a colon"},
    {"IR062960000000100324200001", iban, "IR062960000000100324200001", "Iran"},
    {"شماره شبا IR16 0120 0000 0000 1234 5678 90", iban, "IR16 0120 0000 0000 1234 5678 90", "Iran in fours"},
    {"شبا: IR۰۸۰۱۷۰۰۰۰۰۰۰۱۰۰۲۰۰۳۰۰۴۰۰", iban, "IR۰۸۰۱۷۰۰۰۰۰۰۰۱۰۰۲۰۰۳۰۰۴۰۰", "Persian digits"},
    {"DE44 5001 0517 5407 3249 31", iban, "DE44 5001 0517 5407 3249 31", "Germany"},
    {"FR7630006000011234567890189", iban, "FR7630006000011234567890189", "France"},
    {"cuenta ES91 2100 0418 4502 0005 1332", iban, "ES91 2100 0418 4502 0005 1332", "Spain"},
    {"GB29 NWBK 6016 1331 9268 19", iban, "GB29 NWBK 6016 1331 9268 19", "United Kingdom"},
    {"NL91ABNA0417164300", iban, "NL91ABNA0417164300", "Netherlands"},
    {"CH93-0076-2011-6238-5295-7", iban, "CH93-0076-2011-6238-5295-7", "Switzerland, dashes"},
    {"TR330006100519786457841326", iban, "TR330006100519786457841326", "Turkey"},
    {"AE07 0331 2345 6789 0123 456", iban, "AE07 0331 2345 6789 0123 456", "Emirates"},
    {"счёт RU0304452522540817810538091310419", iban, "RU0304452522540817810538091310419", "Russia, 33 characters"},
    {"PT50000201231234567890154", iban, "PT50000201231234567890154", "Portugal"},
    {"PL61 1090 1014 0000 0712 1981 2874", iban, "PL61 1090 1014 0000 0712 1981 2874", "Poland"},
    {"SM86U0322509800000000270100", iban, "SM86U0322509800000000270100", "San Marino"},
    {"BE68 5390 0754 7034", iban, "BE68 5390 0754 7034", "Belgium"},
    {"NO9386011117947", iban, "NO9386011117947", "Norway, the shortest"},
    {"рахунок UA213223130000026007233566001", iban, "UA213223130000026007233566001", "Ukraine"},
    {"SA0380000000608010167519", iban, "SA0380000000608010167519", "Saudi Arabia"},
    {"KZ86125KZT5004100100", iban, "KZ86125KZT5004100100", "Kazakhstan, letters inside"},
    {"ＩＴ６０Ｘ０５４２８１１１０１００００００１２３４５６", iban, "ＩＴ６０Ｘ０５４２８１１１０１００００００１２３４５６", "full width"},
    {"IT60X\u200B0542811101000000123456", iban, "IT60X\u200B0542811101000000123456", "an invisible character inside"},
};

constexpr Present identities[] = {
    {"کد ملی من 0084575948 است", melli, "0084575948", "two words before"},
    {"کدملی: ۰۰۸۴۵۷۵۹۴۸", melli, "۰۰۸۴۵۷۵۹۴۸", "one word, Persian digits"},
    {"كد ملي 1234567891", melli, "1234567891", "Arabic yeh and kaf in the words"},
    {"کد\u200Cملی ۴۹۹۰۳۷۰۰۵۸", melli, "۴۹۹۰۳۷۰۰۵۸", "ZWNJ in the word"},
    {"شماره ملی ٠٠١٢٣٤٥٦٧٩", melli, "٠٠١٢٣٤٥٦٧٩", "Arabic digits"},
    {"271-382910-0 کد ملی", melli, "271-382910-0", "grouped, the words after"},
    {"my national code is 3051199222", melli, "3051199222", "English"},
    {"National ID: 6011300154", melli, "6011300154", "English"},
    {"code melli 2281234568", melli, "2281234568", "Persian in Latin letters"},
    {"kodemelli man 0077316894", melli, "0077316894", "Persian in Latin letters"},
    {"کد ملی پدرم هم ۴۳۷۰۹۰۱۱۲۱", melli, "۴۳۷۰۹۰۱۱۲۱", "words between"},

    {"RSSMRA85T10A562S", fiscal, "RSSMRA85T10A562S", "alone"},
    {"il mio codice fiscale è RSSMRA85T10A562S.", fiscal, "RSSMRA85T10A562S", "before a full stop"},
    {"cf: rssmra85t10a562s", fiscal, "rssmra85t10a562s", "small letters"},
    {"C.F. BNCGLI90A41H501E", fiscal, "BNCGLI90A41H501E", "a woman: 40 added to the day"},
    {"VRDLCU75D15F205G, nato a Milano", fiscal, "VRDLCU75D15F205G", "before a comma"},
    {"(FRRNNA01H65L219R)", fiscal, "FRRNNA01H65L219R", "in parentheses"},
    {"RSSMRAURTMLARSNL", fiscal, "RSSMRAURTMLARSNL", "omocodia in every digit"},
    {"RSSMRA85T10A5SNT", fiscal, "RSSMRA85T10A5SNT", "omocodia in two digits"},
    {"CF GLLFNC82M57D612M", fiscal, "GLLFNC82M57D612M", "another"},
    {"RSS MRA 85T10 A562S", fiscal, "RSS MRA 85T10 A562S", "grouped as on the card"},
    {"NREMTT99C03G27NP", fiscal, "NREMTT99C03G27NP", "omocodia in one digit"},
    {"dell'PLLGNN60B29Z404I", fiscal, "PLLGNN60B29Z404I", "after an apostrophe"},
    {"RSSMRA85\u200DT10A562S", fiscal, "RSSMRA85\u200DT10A562S", "an invisible character inside"},

    {"СНИЛС 112-233-445 95", snils, "112-233-445 95", "with the word"},
    {"112-233-445 95", snils, "112-233-445 95", "its own form needs no word"},
    {"087-654-303 00", snils, "087-654-303 00", "check digits 00"},
    {"100-200-300-30", snils, "100-200-300-30", "a dash before the check digits"},
    {"160 722 394 47", snils, "160 722 394 47", "spaces"},
    {"снилс 04512398744", snils, "04512398744", "bare with the word"},
    {"мой СНИЛС: 19988776697, проверьте", snils, "19988776697", "bare with the word"},
    {"snils 11223344595", snils, "11223344595", "in Latin letters"},
    {"СНИЛС 112233445 95", snils, "112233445 95", "grouped otherwise, with the word"},

    {"ИНН 7707083893", inn, "7707083893", "company"},
    {"ИНН: 500100732259", inn, "500100732259", "person"},
    {"инн организации 5001007329", inn, "5001007329", "a word between"},
    {"наш ИНН 6671122336 КПП 667101001", inn, "6671122336", "another number after it"},
    {"inn 7830123450", inn, "7830123450", "in Latin letters"},
    {"ИНН7707083893", inn, "7707083893", "glued to the word"},
    {"771234567859 это мой ИНН", inn, "771234567859", "the third word after"},
    {"771234567859 - ИНН", inn, "771234567859", "the word after"},
    {"ИНН 16 5544 332210", inn, "16 5544 332210", "grouped"},
    {"ИНН №7707083893", inn, "7707083893", "the sign for number"},
    {"СНИЛС №11223344595", snils, "11223344595", "the sign for number"},
    {"کدملی#0084575948", melli, "0084575948", "another one, as on phones"},
};

constexpr Present addresses[] = {
    {"write to mario@example.com", email, "mario@example.com", "plain"},
    {"mario.rossi+shop@mail.example.co.uk", email, "mario.rossi+shop@mail.example.co.uk", "plus, dots, more labels"},
    {"<mario@example.com>", email, "mario@example.com", "in angle brackets"},
    {"mailto:mario@example.com?subject=x", email, "mario@example.com", "in a link"},
    {"MARIO@EXAMPLE.COM", email, "MARIO@EXAMPLE.COM", "capitals"},
    {"my mail is mario_rossi-82@example.it.", email, "mario_rossi-82@example.it", "full stop after it"},
    {"mario@example.com...grazie", email, "mario@example.com", "dots after it"},
    {"почта: ivan@пример.рф", email, "ivan@пример.рф", "Cyrillic domain"},
    {"иван@пример.рф", email, "иван@пример.рф", "Cyrillic"},
    {"ivan@xn--e1afmkfd.xn--p1ai", email, "ivan@xn--e1afmkfd.xn--p1ai", "encoded domain"},
    {"ایمیل من sara@example.ir است", email, "sara@example.ir", "Persian"},
    {"メールはfoo@example.jpです", email, "foo@example.jp", "no spaces between words"},
    {"3331234567@example.com", email, "3331234567@example.com", "a number before the sign"},
    {"4111111111111111@example.com", email, "4111111111111111@example.com", "one kind: the address"},
    {"mario＠example．com", email, "mario＠example．com", "full-width signs"},
    {"ma\u200Brio@exam\u00ADple.com", email, "ma\u200Brio@exam\u00ADple.com", "invisible characters inside"},
    {"o'brien@example.com", email, "o'brien@example.com", "an apostrophe"},
    {"#refund mario@example.com", email, "mario@example.com", "beside a tag"},
    {"info@my-shop.online", email, "info@my-shop.online", "a dash in the domain"},
};

constexpr Present phones[] = {
    {"+39 333 1234567", phone, "+39 333 1234567", "Italy, abroad"},
    {"+393331234567", phone, "+393331234567", "solid"},
    {"+39 06 1234 5678", phone, "+39 06 1234 5678", "Rome"},
    {"+39 333 123 4567 2 volte", phone, "+39 333 123 4567", "a further number does not fit"},
    {"tel:+39-333-1234567", phone, "+39-333-1234567", "in a link"},
    {"+39.333.123.4567", phone, "+39.333.123.4567", "dots"},
    {"+ 39 333 1234567", phone, "+ 39 333 1234567", "a space after the plus sign"},
    {"(+39) 333 1234567", phone, "+39) 333 1234567", "country in parentheses"},
    {"+98 912 345 6789", phone, "+98 912 345 6789", "Iran"},
    {"+۹۸۹۱۲۳۴۵۶۷۸۹", phone, "+۹۸۹۱۲۳۴۵۶۷۸۹", "Persian digits"},
    {"+98 (0)912 345 6789", phone, "+98 (0)912 345 6789", "the 0 of calls from inside"},
    {"+98 0912 345 6789", phone, "+98 0912 345 6789", "the 0 left in by mistake"},
    {"+7 916 123-45-67", phone, "+7 916 123-45-67", "Russia"},
    {"+7 (916) 123-45-67", phone, "+7 (916) 123-45-67", "Russia, area in parentheses"},
    {"+79161234567", phone, "+79161234567", "Russia, solid"},
    {"+1 212 555 0123", phone, "+1 212 555 0123", "United States"},
    {"+1 (212) 555-0123", phone, "+1 (212) 555-0123", "area in parentheses"},
    {"+44 20 7946 0018", phone, "+44 20 7946 0018", "United Kingdom"},
    {"+49 1512 3456789", phone, "+49 1512 3456789", "Germany: 13 digits are no card"},
    {"+33 6 12 34 56 78", phone, "+33 6 12 34 56 78", "France"},
    {"+34 612 34 56 78", phone, "+34 612 34 56 78", "Spain"},
    {"+90 532 123 45 67", phone, "+90 532 123 45 67", "Turkey"},
    {"+971 50 123 4567", phone, "+971 50 123 4567", "Emirates"},
    {"+380 67 123 45 67", phone, "+380 67 123 45 67", "Ukraine"},
    {"＋３９　３３３　１２３４５６７", phone, "＋３９　３３３　１２３４５６７", "full width"},
    {"+39 333\u200E 1234567", phone, "+39 333\u200E 1234567", "a direction mark inside"},
    {"0039 333 1234567", phone, "0039 333 1234567", "zeros for the plus sign"},
    {"0098 912 3456789", phone, "0098 912 3456789", "zeros for the plus sign, Iran"},
    {"tel 00393331234567", phone, "00393331234567", "zeros, solid, with a word"},

    {"333 1234567", phone, "333 1234567", "Italian mobile"},
    {"333-1234567", phone, "333-1234567", "dash"},
    {"333 123 4567", phone, "333 123 4567", "three groups"},
    {"347 12 34 567", phone, "347 12 34 567", "four groups"},
    {"il mio cell è 3331234567", phone, "3331234567", "bare with a word"},
    {"chiamatemi al 3331234567", phone, "3331234567", "Italian: call me"},
    {"telefono: 0612345678", phone, "0612345678", "land line"},
    {"tel. 06 1234567", phone, "06 1234567", "land line in groups"},
    {"3331234567 cellulare", phone, "3331234567", "the word after"},
    {"potete richiamarmi allo 02 12345678?", phone, "02 12345678", "Milan"},
    {"tel3331234567", phone, "3331234567", "glued to the word"},
    {"0912 345 6789", phone, "0912 345 6789", "Iranian mobile"},
    {"۰۹۱۲ ۳۴۵ ۶۷۸۹", phone, "۰۹۱۲ ۳۴۵ ۶۷۸۹", "Persian digits"},
    {"0912-3456789", phone, "0912-3456789", "dash"},
    {"شماره تماس ۰۹۱۲۳۴۵۶۷۸۹", phone, "۰۹۱۲۳۴۵۶۷۸۹", "bare with a word"},
    {"با من تماس بگیرید 09123456789", phone, "09123456789", "Persian: contact me"},
    {"موبایلم 09351234567 هست", phone, "09351234567", "Persian: my mobile"},
    {"تلفن: 021-88776655", phone, "021-88776655", "Tehran"},
    {"شماره همراه من 09123456789", phone, "09123456789", "Persian, two words"},
    {"8 916 123-45-67", phone, "8 916 123-45-67", "Russian mobile"},
    {"8 (916) 123-45-67", phone, "8 (916) 123-45-67", "area in parentheses"},
    {"8(495)123-45-67", phone, "8(495)123-45-67", "Moscow"},
    {"8-800-555-35-35", phone, "8-800-555-35-35", "dashes"},
    {"8 9161234567", phone, "8 9161234567", "two groups"},
    {"8916 123-45-67", phone, "8916 123-45-67", "the 8 joined to its area"},
    {"8916 123 4567", phone, "8916 123 4567", "the same in three groups"},
    {"мой телефон 89161234567", phone, "89161234567", "bare with a word"},
    {"позвоните мне: 9161234567", phone, "9161234567", "Russian: call me"},
    {"тел. 84951234567", phone, "84951234567", "Russian short word"},
    {"звонить по номеру 89161234567", phone, "89161234567", "words between"},
    {"(212) 555-0123", phone, "(212) 555-0123", "United States"},
    {"1 (212) 555-0123", phone, "1 (212) 555-0123", "with the 1"},
    {"212-555-0123", phone, "212-555-0123", "dashes"},
    {"please call 2125550123", phone, "2125550123", "bare with a word"},
    {"my mobile is 07911123456", phone, "07911123456", "United Kingdom"},
    {"07911 123456", phone, "07911 123456", "United Kingdom in groups"},
    {"whatsapp 3331234567", phone, "3331234567", "the name of a service"},
    {"06 12 34 56 78", phone, "06 12 34 56 78", "France"},
    {"appelez-moi au 0612345678", phone, "0612345678", "French"},
    {"612 34 56 78", phone, "612 34 56 78", "Spain"},
    {"llámame al 6123456789", phone, "6123456789", "Spanish with an accent"},
    {"0171 1234567", phone, "0171 1234567", "Germany"},
    {"meine Handynummer 01711234567", phone, "01711234567", "German"},
    {"0532 123 45 67", phone, "0532 123 45 67", "Turkey"},
    {"order 0012345678, phone 3331234567", phone, "3331234567", "the nearest word counts"},
    {"call me (333 1234567)", phone, "333 1234567", "in parentheses"},
    {"Tel.: 0043 660/1234567", phone, "0043 660/1234567", "a slash behind the area"},
    {"Telefon 0170 / 12 34 567", phone, "0170 / 12 34 567", "a slash with spaces"},
    {"Tel. 0170/1234567", phone, "0170/1234567", "a slash"},
    {"Tel.0170/1234567 10-12 Uhr", phone, "0170/1234567", "hours behind it"},
    {"+49 170/1234567", phone, "+49 170/1234567", "a slash behind a plus"},
    {"tél 06.12.34.56.78", phone, "06.12.34.56.78", "dots"},
    {"tel. 333/1234567", phone, "333/1234567", "Italian"},
    {"tel. 333.123.4567", phone, "333.123.4567", "Italian, dots"},
    {"тел. №89161234567", phone, "89161234567", "the sign for number"},
    {"my phone #2125550123", phone, "2125550123", "another one"},
    {"phone=2125550123", phone, "2125550123", "as forms send it"},
    {"тел №8.916.123.45.67", phone, "8.916.123.45.67", "the sign for number before dots"},
    {"meine Nummer: 01701234567", phone, "01701234567", "German: my number"},
    {"rufen Sie mich an: 01701234567", phone, "01701234567", "German: call me"},
    {"Handynr. 01701234567", phone, "01701234567", "German, shortened"},
    {"mon numéro est le 06.12.34.56.78", phone, "06.12.34.56.78", "French: my number"},
    {"contattatemi al 3331234567", phone, "3331234567", "Italian: contact me"},
    {"свяжитесь со мной: 89161234567", phone, "89161234567", "Russian: contact me"},
    {"номер для связи 89161234567", phone, "89161234567", "Russian: number to reach me"},
    {"شماره\u200Cام ۰۹۱۲۳۴۵۶۷۸۹", phone, "۰۹۱۲۳۴۵۶۷۸۹", "Persian: my number"},
    {"شمارم ۰۹۱۲۳۴۵۶۷۸۹", phone, "۰۹۱۲۳۴۵۶۷۸۹", "the same, as spoken"},
};
// clang-format on

template <std::size_t Count>
void check(const Present (&rows)[Count]) {
  std::vector<PersonalData> found;
  for (const Present &row : rows) {
    const std::string text = row.text;
    const std::string about = std::string(row.why) + ": " + text;
    INFO(about);
    usher::text::find_personal_data(text, found);
    CHECK(found.size() == 1);
    if (found.size() != 1) continue;
    const PersonalData &data = found[0];
    CHECK(usher::text::name_of(data.kind) == usher::text::name_of(row.kind));
    CHECK(text.substr(data.where.begin, data.where.end - data.where.begin) == row.found);
    CHECK(data.counts == row.counts);
    const std::string masked = usher::text::mask_personal_data(text);
    CHECK(masked.find(row.found) == std::string::npos);
    CHECK(masked != text);
  }
}

} // namespace

TEST_CASE("cards are found") { check(cards); }
TEST_CASE("bank accounts are found") { check(bank_accounts); }
TEST_CASE("numbers of persons and companies are found") { check(identities); }
TEST_CASE("e-mail addresses are found") { check(addresses); }
TEST_CASE("phone numbers are found") { check(phones); }

TEST_CASE("there are enough of them") {
  CHECK(std::size(cards) + std::size(bank_accounts) + std::size(identities) + std::size(addresses) +
            std::size(phones) >=
        150);
}

TEST_CASE("of two phone numbers in one row neither is left open") {
  using usher::text::mask_personal_data;
  CHECK(mask_personal_data("tel 3331234567-3337654321") == "tel ******4567-******4321");
  CHECK(mask_personal_data("tel 3331234567/3337654321") == "tel ******4567/******4321");
  CHECK(mask_personal_data("+39 333 1234567/3337654321") == "+** *** ***4567/******4321");
  CHECK(mask_personal_data("tel 0170/1234567, 0171/7654321") == "tel ****/***4567, ****/***4321");
  CHECK(mask_personal_data("tel 3331234567/12") == "tel ******4567/12");
}

TEST_CASE("a value is masked by what its name says") {
  using usher::text::mask_value;
  CHECK(mask_value("order.phone", "3331234567") == "******4567");
  CHECK(mask_value("order.contact", "393331234567") == "********4567");
  CHECK(mask_value("customer.mobile", "0170/1234567") == "****/***4567");
  CHECK(mask_value("contactPhone", "0170/1234567") == "****/***4567");
  CHECK(mask_value("customer.id", "۰۹۱۲۳۴۵۶۷۸۹") == "*******۶۷۸۹");
  CHECK(mask_value("customer.id", "\u200E٠٩١٢٣٤٥٦٧٨٩\u200E") == "\u200E*******٦٧٨٩\u200E");
  CHECK(mask_value("customer.id", "۰۹۱۲۳۴۵۶۷۸۹۰۱۲") == "۰۹۱۲۳۴۵۶۷۸۹۰۱۲");
  CHECK(mask_value("order.size", "42") == "42");
  CHECK(mask_value("order.note", "card 4111 1111 1111 1111") == "card **** **** **** 1111");
  CHECK(mask_value("", "") == "");
  using usher::text::mask_number;
  CHECK(mask_number("customer.phone", "3331234567") == "******4567");
  CHECK(mask_number("order.lines", "4111111111111111") == "************1111");
  CHECK(mask_number("author.followers", "3331234567") == "3331234567");
}
