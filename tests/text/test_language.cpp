// SPDX-License-Identifier: BSL-1.0
#include "text/language.hpp"

#include <span>
#include <string>

#include <doctest/doctest.h>

using usher::text::guess_language;
using usher::text::LanguageGuess;

namespace {

// Languages that are not guessed, among them Persian, Russian and Hindi in Latin letters.
constexpr const char *strangers[] = {
    "salam khobi chetori",
    "salam man hafte pish sefaresh dadam vali hanuz be dastam nareside",
    "lotfan pool man ro bargardoonid mamnoon",
    "in mahsool kharab ast va man taviz mikham",
    "privet kak dela",
    "zdravstvuyte moy zakaz tak i ne prishel",
    "ya hochu vernut dengi za etot tovar",
    "pozhaluysta pomogite mne s vozvratom deneg",
    "mera order abhi tak nahi aaya kya karu",
    "bhai mujhe refund kab milega",
    "gdje je moja narudžba, čekam već tri tjedna",
    "on és la meva comanda, fa tres setmanes que espero",
    "đơn hàng của tôi đâu rồi, tôi đã chờ ba tuần",
    "nasaan na po ang order ko, tatlong linggo na akong naghihintay",
    "kde je moja objednávka, čakám už tri týždne a nikto mi nič nepovie",
    "къде е поръчката ми, чакам вече три седмици",
    "где је моја поруџбина, чекам већ три недеље",
    "میرا آرڈر کہاں ہے، تین ہفتے ہو گئے ہیں",
    "माझी ऑर्डर कुठे आहे, तीन आठवडे झाले",
    "სად არის ჩემი შეკვეთა, უკვე სამი კვირაა ველოდები",
    "qwrt xzzk plmn bvcx hgfd",
};

} // namespace

TEST_CASE("a language that is not known is not called another one with confidence") {
  for (const char *text : strangers) {
    const LanguageGuess guess = guess_language(text);
    INFO(std::string(text));
    CHECK_MESSAGE(guess.confidence < 0.5, std::string(guess.code), " ", guess.confidence);
  }
}

namespace {

// How customers type who have no keyboard of their own script at hand.
constexpr const char *persian_in_latin_letters[] = {
    "sefaresh man kei mirese",
    "pool man ro pas bedin lotfan",
    "salam bebakhshid baste man gom shode",
    "chera kasi javab nemide",
    "man do hafte ast ke montazeram",
    "in kafsh sizesh bozorge mikham avazesh konam",
    "mikham sefareshamo laghv konam",
    "kart man ro do bar kam kardin",
    "koja mitoonam factor begiram",
    "shomare peygiri ro baram befrestin",
    "kheyli bad bood dige azatoon kharid nemikonam",
    "site shoma baz nemishe az dirooz",
    "mamnoon az poshtibani khubetoon",
    "ghatre haye baran roye jabe bood va kala kharab shod",
    "lebas range eshtebah ersal shode",
    "akhe chand bar bayad begam",
    "adrese man avaz shode che kar konam",
    "ta key hazine ersal raygan hast",
    "gooshi ke kharidam roshan nemishe",
    "be man goftan farda miyad vali nayoomad",
};
constexpr const char *russian_in_latin_letters[] = {
    "gde moy zakaz",
    "vernite mne dengi pozhaluysta",
    "kogda privezut moyu posylku",
    "uzhe dve nedeli zhdu i nikto ne otvechaet",
    "s menya dva raza spisali dengi",
    "prishel ne tot razmer hochu obmenyat",
    "kak otmenit zakaz",
    "ya bolshe nikogda u vas nichego ne kuplyu",
    "spasibo za bystruyu dostavku",
    "sayt ne rabotaet so vcherashnego dnya",
    "pochemu vy ne otvechaete na pisma",
    "mne nuzhen chek na etu pokupku",
    "telefon ne vklyuchaetsya posle obnovleniya",
    "skolko stoit dostavka v moskvu",
    "eto prosto uzhas a ne servis",
    "tovar brakovannyy trebuyu vozvrat",
    "podskazhite pozhaluysta nomer otslezhivaniya",
    "kuryer tak i ne priehal segodnya",
    "ya uzhe tri raza vam pisal",
    "kurtka porvalas na vtoroy den",
};

} // namespace

TEST_CASE("Persian and Russian typed in Latin letters are called no other language with confidence") {
  for (const auto &sentences : {std::span(persian_in_latin_letters), std::span(russian_in_latin_letters)}) {
    CHECK(sentences.size() == 20);
    for (const char *text : sentences) {
      const LanguageGuess guess = guess_language(text);
      INFO(std::string(text));
      CHECK_MESSAGE(guess.confidence < 0.5, std::string(guess.code), " ", guess.confidence);
    }
  }
}

TEST_CASE("fewer than three words say nothing unless their script does") {
  for (const char *text : {"", " ", "hello", "thank you", "grazie mille", "спасибо", "сегодня вечером",
                           "سلام", "متشکرم خیلی", "धन्यवाद", "12345", "😀😀😀", "!!!", "..."}) {
    const LanguageGuess guess = guess_language(text);
    INFO(std::string(text));
    CHECK(guess.code.empty());
    CHECK(guess.confidence == 0.0);
  }
  CHECK(guess_language("ありがとう").code == "ja");
  CHECK(guess_language("감사합니다").code == "ko");
  CHECK(guess_language("谢谢").code == "zh");
  CHECK(guess_language("Ευχαριστώ").code == "el");
  CHECK(guess_language("תודה").code == "he");
  CHECK(guess_language("配送状況確認").confidence < 0.9); // could be Japanese
}

TEST_CASE("short Russian and short Ukrainian are not taken for each other") {
  for (const char *text :
       {"хочу перейти к другому оператору", "перенести номер к вам", "роутер не видит сеть",
        "буду жаловаться в суд", "сотрудник в салоне обманул", "телефон не ловит сеть", "спам звонки достали",
        "списали двести рублей", "банкомат съел карту", "собака испугала курьера", "открыть счет на ребенка",
        "промокод не применился", "опоздали на рейс", "можно забрать самому", "забыл пин код"}) {
    INFO(std::string(text));
    CHECK(guess_language(text).code == "ru");
  }
  for (const char *text :
       {"хочу перейти до іншого оператора", "роутер не бачить мережу", "буду скаржитися до суду",
        "просто жах якийсь", "оператор кинув слухавку", "банкомат забрав картку",
        "не треба телефонувати вранці", "валізу загубили в аеропорту", "чому товару немає",
        "не проходить платіж", "мене не було вдома", "можна забрати самому"}) {
    INFO(std::string(text));
    CHECK(guess_language(text).code == "uk");
  }
  // Not one letter here is Ukrainian's alone, or Russian's.
  CHECK(guess_language("дайте номер телефону").confidence < 0.9);
}

TEST_CASE("short Bulgarian, Serbian, Macedonian and Belarusian are no sure Russian or Ukrainian") {
  for (const char *text :
       {"не работи интернета", "искам да сменя оператора", "пратката още не е пристигнала",
        "обувките са малки", "не ради интернет", "молим вас промените тарифу", "не могу да платим картицом",
        "вратите ми депозит", "не работи интернетот", "вратете ми го депозитот", "чевлите се мали",
        "не магу ўвайсці ў кабінет", "не працуе інтэрнэт", "няма майго памеру", "банкамат забраў картку"}) {
    INFO(std::string(text));
    CHECK(guess_language(text).confidence < 0.9);
  }
}

TEST_CASE("addresses, tags, mentions, digits and emoji are not looked at") {
  const LanguageGuess plain = guess_language("il mio pacco non è arrivato");
  REQUIRE(plain.code == "it");
  for (const char *text :
       {"il mio pacco non è arrivato https://www.example.com/where-is-the-order-that-i-have-been-waiting-for",
        "il mio pacco non è arrivato www.example.org/the/best/of/the/year",
        "@the_best_shop il mio pacco non è arrivato",
        "il mio pacco non è arrivato #thebestofthebest #whereismyorder",
        "il mio pacco 1234 non è arrivato 😡😡😡",
        "il mio pacco non è arrivato someone.with.the.name@example.com",
        "il mio pacco non è arrivato AB123CD shop.example.com"}) {
    const LanguageGuess guess = guess_language(text);
    INFO(std::string(text));
    CHECK(guess.code == "it");
    CHECK(guess.confidence == plain.confidence);
  }
  CHECK(guess_language("https://example.com/this/is/the/order/that/we/have #wearethebest @thebrand 12 34")
            .code.empty());
}

TEST_CASE("letter case, accents typed apart and invisible characters do not matter") {
  const LanguageGuess plain = guess_language("perché la città è così lontana");
  CHECK(plain.code == "it");
  CHECK(guess_language("PERCHÉ LA CITTÀ È COSÌ LONTANA").confidence == plain.confidence);
  CHECK(guess_language("per\u200Bché la cit\u00ADtà è co\u200Esì lontana").confidence == plain.confidence);
  CHECK(guess_language("perche\u0301 la citta\u0300 e\u0300 cosi\u0300 lontana").code == "it");
  CHECK(guess_language("می\u200Cخواهم سفارشم را لغو کنم").code == "fa");
  CHECK(guess_language("ميخواهم سفارشم را لغو كنم").code == "fa");
}

TEST_CASE("a brand in Latin letters does not make the text English") {
  CHECK(guess_language("من یک iPhone 15 Pro Max سفارش دادم ولی نرسید").code == "fa");
  CHECK(guess_language("заказал iPhone Pro Max в вашем магазине, где он").code == "ru");
  CHECK(guess_language("iPhone Pro Maxを注文しました").code == "ja");
  CHECK(guess_language("我买的 iPhone Pro Max 坏了").code == "zh");
  CHECK(guess_language("where is the مانتو that I ordered from you last week").code == "en");
}

TEST_CASE("half in one language and half in another is not certain") {
  const LanguageGuess guess = guess_language("где мой заказ please tell me where it is");
  CHECK(guess.confidence < 0.9);
}

TEST_CASE("a foreign word or two do not outweigh a sentence") {
  CHECK(guess_language("Ci sarà un leggero ritardo, thanks").code == "it");
  CHECK(guess_language("il mio account è stato bloccato, please help").code == "it");
  CHECK(guess_language("scusate ma il delivery del mio order è in ritardo").code == "it");
  CHECK(guess_language("scrivetemi su whatsapp grazie").code == "it");
  CHECK(guess_language("ich will endlich mein refund haben, please").code == "de");
  CHECK(guess_language("I have been waiting for two weeks, grazie").code == "en");
}

TEST_CASE("bytes that are not UTF-8 are skipped") {
  CHECK(guess_language("\xFF\xFE where is the \xC3 order that I have \x80 been waiting for").code == "en");
  CHECK(guess_language(std::string_view("where is\0the order that I want", 30)).code == "en");
  CHECK(guess_language("\xFF\xFF\xFF").code.empty());
}

TEST_CASE("a long text is judged by its beginning, and any bytes are taken") {
  std::string text;
  while (text.size() < 5000)
    text += "where is the order that I have been waiting for ";
  text += std::string(1 << 20, 'q');
  CHECK(guess_language(text).code == "en");
  CHECK(guess_language(std::string(1 << 20, 'a')).code.empty());
  std::string every;
  std::uint32_t state = 1;
  for (int i = 0; i < 20000; ++i) {
    state = state * 1664525 + 1013904223;
    every.push_back(static_cast<char>(state >> 24));
  }
  for (std::size_t from = 0; from + 200 < every.size(); from += 97) {
    const LanguageGuess guess = guess_language(std::string_view(every).substr(from, 200));
    CHECK(guess.confidence >= 0.0);
    CHECK(guess.confidence <= 1.0);
    CHECK(guess.code.empty() == (guess.confidence == 0.0));
  }
}
