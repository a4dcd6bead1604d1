// SPDX-License-Identifier: BSL-1.0
// The language guess on sentences of each language.
#include "text/language.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>

#include <doctest/doctest.h>

using usher::text::guess_language;
using usher::text::guessable_languages;
using usher::text::LanguageGuess;

namespace {

struct Sentence {
  const char *code;
  const char *text;
};

// What customers write, written for these tests.
constexpr Sentence sentences[] = {
    {"en", "The zip of the jacket broke after two days and nobody replies to me."},
    {"en", "Could you tell me when my parcel leaves the warehouse?"},
    {"en", "I was charged twice for one pair of shoes"},
    {"en", "Where's my order???"},
    {"en", "thanks a lot, it finally works again"},
    {"en", "Is the green one still available in medium?"},
    {"en", "please stop sending me those emails"},
    {"en", "WORST SERVICE I HAVE EVER SEEN"},

    {"it", "La cerniera della giacca si è rotta dopo due giorni e nessuno mi risponde."},
    {"it", "Quando parte il mio pacco dal magazzino?"},
    {"it", "mi avete addebitato due volte lo stesso paio di scarpe"},
    {"it", "Ma il mio ordine dov'è finito?"},
    {"it", "grazie mille, adesso funziona di nuovo"},
    {"it", "La verde c'è ancora nella taglia media?"},
    {"it", "perche non rispondete piu alle mail"},
    {"it", "NON COMPRERÒ MAI PIÙ DA VOI"},

    {"ru", "Молния на куртке сломалась через два дня, и мне никто не отвечает."},
    {"ru", "Когда моя посылка уедет со склада?"},
    {"ru", "с меня дважды списали деньги за одну пару обуви"},
    {"ru", "где мой заказ, уже третья неделя"},
    {"ru", "спасибо большое, теперь всё работает"},
    {"ru", "Есть ещё зелёная куртка среднего размера?"},
    {"ru", "перестаньте присылать мне эти письма"},
    {"ru", "ХУЖЕ СЕРВИСА Я НЕ ВИДЕЛ"},

    {"fa",
     "زیپ کاپشن بعد از دو روز خراب شد و هیچ‌کس جواب نمی‌دهد."},
    {"fa", "بسته من کی از انبار خارج می‌شود؟"},
    {"fa", "دوبار پول یک جفت کفش را از حسابم برداشتید"},
    {"fa", "سفارش من کجاست؟ سه هفته گذشته"},
    {"fa", "خيلي ممنون الان دوباره كار ميكنه"}, // with Arabic yeh and kaf
    {"fa", "رنگ سبزش سایز مدیوم هنوز موجوده؟"},
    {"fa", "لطفا دیگه برای من ایمیل نفرستید"},
    {"fa", "بدترین خدماتی که تا حالا دیدم"},

    {"de", "Der Reißverschluss der Jacke ist nach zwei Tagen kaputtgegangen und niemand antwortet."},
    {"de", "Wann verlässt mein Paket das Lager?"},
    {"de", "mir wurde dasselbe Paar Schuhe zweimal berechnet"},
    {"de", "Wo bleibt denn meine Bestellung?"},
    {"de", "vielen Dank, jetzt läuft alles wieder"},
    {"de", "Gibt es die grüne noch in Größe M?"},
    {"de", "hören sie bitte auf, mir diese Mails zu schicken"},
    {"de", "Ich moechte mein Geld zurueck"},

    {"fr", "La fermeture de la veste a cassé au bout de deux jours et personne ne me répond."},
    {"fr", "Quand est-ce que mon colis quitte l'entrepôt ?"},
    {"fr", "on m'a débité deux fois la même paire de chaussures"},
    {"fr", "Où est passée ma commande ?"},
    {"fr", "merci beaucoup, ça marche de nouveau"},
    {"fr", "La verte existe encore en taille moyenne ?"},
    {"fr", "arretez de m'envoyer ces mails svp"},
    {"fr", "Je n'achèterai plus jamais chez vous"},

    {"es", "La cremallera de la chaqueta se rompió a los dos días y nadie me contesta."},
    {"es", "¿Cuándo sale mi paquete del almacén?"},
    {"es", "me han cobrado dos veces el mismo par de zapatos"},
    {"es", "donde esta mi pedido por favor"},
    {"es", "muchas gracias, ya funciona otra vez"},
    {"es", "¿Queda la verde en talla mediana?"},
    {"es", "dejen de mandarme esos correos"},
    {"es", "Nunca más vuelvo a comprar con ustedes"},

    {"pt", "O fecho do casaco partiu-se ao fim de dois dias e ninguém me responde."},
    {"pt", "Quando é que a minha encomenda sai do armazém?"},
    {"pt", "cobraram duas vezes o mesmo par de sapatos"},
    {"pt", "Cadê o meu pedido?"},
    {"pt", "muito obrigado, agora já funciona"},
    {"pt", "A verde ainda tem no tamanho médio?"},
    {"pt", "parem de me mandar esses emails"},
    {"pt", "vocês não respondem nunca, quero meu dinheiro de volta"},

    {"nl", "De rits van de jas ging na twee dagen stuk en niemand antwoordt."},
    {"nl", "Wanneer vertrekt mijn pakket uit het magazijn?"},
    {"nl", "er is twee keer afgeschreven voor hetzelfde paar schoenen"},
    {"nl", "Waar blijft mijn bestelling?"},
    {"nl", "dank je wel, nu werkt het weer"},
    {"nl", "Is de groene nog te krijgen in maat M?"},
    {"nl", "stop alsjeblieft met het sturen van die mails"},
    {"nl", "Ik koop hier nooit meer iets"},

    {"tr", "Ceketin fermuarı iki gün sonra bozuldu ve kimse cevap vermiyor."},
    {"tr", "Paketim depodan ne zaman çıkacak?"},
    {"tr", "aynı ayakkabı için iki kere para çekilmiş"},
    {"tr", "Siparişim nerede kaldı acaba?"},
    {"tr", "çok teşekkürler, şimdi yine çalışıyor"},
    {"tr", "Yeşil olanın orta bedeni hâlâ var mı?"},
    {"tr", "lutfen bana artik mail gondermeyin"},
    {"tr", "PARAMI GERİ İSTİYORUM HEMEN"},

    {"ar", "انكسر سحاب السترة بعد يومين ولا أحد يرد علي."},
    {"ar", "متى تخرج شحنتي من المستودع؟"},
    {"ar", "تم خصم ثمن الحذاء مرتين من بطاقتي"},
    {"ar", "وين طلبي صار له ثلاث اسابيع"},
    {"ar", "شكرا جزيلا، الآن يعمل من جديد"},
    {"ar", "هل اللون الأخضر متوفر بالمقاس المتوسط؟"},
    {"ar", "رجاء توقفوا عن إرسال هذه الرسائل"},
    {"ar", "أسوأ خدمة رأيتها في حياتي"},

    {"uk", "Блискавка на куртці зламалася через два дні, і ніхто мені не відповідає."},
    {"uk", "Коли моя посилка поїде зі складу?"},
    {"uk", "з мене двічі зняли гроші за одну пару взуття"},
    {"uk", "де моє замовлення, вже третій тиждень"},
    {"uk", "дуже дякую, тепер усе працює"},
    {"uk", "Чи є ще зелена куртка середнього розміру?"},
    {"uk", "перестаньте надсилати мені ці листи"},
    {"uk", "ГІРШОГО СЕРВІСУ Я НЕ БАЧИВ"},

    {"pl", "Zamek w kurtce zepsuł się po dwóch dniach i nikt mi nie odpowiada."},
    {"pl", "Kiedy moja paczka wyjedzie z magazynu?"},
    {"pl", "pobrano mi dwa razy za tę samą parę butów"},
    {"pl", "Gdzie się podziało moje zamówienie?"},
    {"pl", "dziękuję bardzo, teraz znowu działa"},
    {"pl", "Czy zielona jest jeszcze w rozmiarze M?"},
    {"pl", "prosze przestac mi wysylac te maile"},
    {"pl", "Nigdy więcej u was nie kupię"},

    {"ja", "ジャケットのファスナーが二日で壊れましたが、誰も返事をくれません。"},
    {"ja", "荷物はいつ倉庫を出ますか？"},
    {"ja", "同じ靴の代金が二回引き落とされました"},
    {"ja", "注文した商品が届かない"},
    {"ja", "ありがとう、また動きました"},
    {"ja", "緑のMサイズはまだありますか"},
    {"ja", "メールを送らないでください"},
    {"ja", "返金して！"},

    {"zh", "夹克的拉链两天就坏了，没有人回复我。"},
    {"zh", "我的包裹什么时候离开仓库？"},
    {"zh", "同一双鞋扣了我两次钱"},
    {"zh", "我的订单在哪里"},
    {"zh", "非常感谢，现在又能用了"},
    {"zh", "綠色的中號還有嗎？"},
    {"zh", "請不要再寄這些郵件給我"},
    {"zh", "请退款"},

    {"ko", "재킷 지퍼가 이틀 만에 고장 났는데 아무도 답장을 안 해요."},
    {"ko", "제 택배는 언제 창고에서 나가나요?"},
    {"ko", "같은 신발값이 두 번 결제됐어요"},
    {"ko", "주문한 물건이 아직 안 왔어요"},
    {"ko", "감사합니다, 이제 다시 됩니다"},
    {"ko", "초록색 M 사이즈 아직 있나요?"},
    {"ko", "이 메일 그만 보내 주세요"},
    {"ko", "환불해주세요"},

    {"sv", "Dragkedjan på jackan gick sönder efter två dagar och ingen svarar mig."},
    {"sv", "När lämnar mitt paket lagret?"},
    {"sv", "ni har dragit pengar två gånger för samma par skor"},
    {"sv", "Var är min beställning någonstans?"},
    {"sv", "tack så mycket, nu fungerar det igen"},
    {"sv", "Finns den gröna kvar i medium?"},
    {"sv", "sluta skicka de här mejlen till mig"},
    {"sv", "Jag handlar aldrig mer hos er"},

    {"da", "Lynlåsen i jakken gik i stykker efter to dage, og ingen svarer mig."},
    {"da", "Hvornår forlader min pakke lageret?"},
    {"da", "I har trukket pengene to gange for det samme par sko"},
    {"da", "Hvor bliver min bestilling af?"},
    {"da", "mange tak, nu virker det igen"},
    {"da", "Findes den grønne stadig i medium?"},
    {"da", "hold op med at sende mig de mails"},
    {"da", "Jeg køber aldrig noget hos jer igen"},

    {"nb", "Glidelåsen på jakken røk etter to dager, og ingen svarer meg."},
    {"nb", "Når forlater pakken min lageret?"},
    {"nb", "dere har trukket penger to ganger for det samme paret sko"},
    {"nb", "Hvor blir det av bestillingen min?"},
    {"nb", "tusen takk, nå virker det igjen"},
    {"nb", "Har dere fortsatt den grønne i medium?"},
    {"nb", "slutt å sende meg disse e-postene"},
    {"nb", "Jeg handler aldri hos dere igjen"},

    {"fi", "Takin vetoketju hajosi kahden päivän jälkeen eikä kukaan vastaa minulle."},
    {"fi", "Milloin pakettini lähtee varastosta?"},
    {"fi", "samoista kengistä veloitettiin kaksi kertaa"},
    {"fi", "Missä tilaukseni oikein viipyy?"},
    {"fi", "kiitos paljon, nyt se toimii taas"},
    {"fi", "Onko vihreää vielä koossa M?"},
    {"fi", "lopettakaa näiden viestien lähettäminen"},
    {"fi", "En osta teiltä enää koskaan"},

    {"cs", "Zip na bundě se po dvou dnech rozbil a nikdo mi neodpovídá."},
    {"cs", "Kdy můj balík opustí sklad?"},
    {"cs", "strhli jste mi peníze dvakrát za stejné boty"},
    {"cs", "Kde je prosím moje objednávka?"},
    {"cs", "moc děkuji, už to zase funguje"},
    {"cs", "Máte ještě zelenou ve velikosti M?"},
    {"cs", "přestaňte mi posílat tyhle maily"},
    {"cs", "Už u vás nikdy nic nekoupím"},

    {"ro", "Fermoarul de la geacă s-a stricat după două zile și nimeni nu-mi răspunde."},
    {"ro", "Când pleacă coletul meu din depozit?"},
    {"ro", "mi-ați luat banii de două ori pentru aceeași pereche de pantofi"},
    {"ro", "Unde este comanda mea?"},
    {"ro", "mulțumesc mult, acum merge din nou"},
    {"ro", "Mai aveți verde pe mărimea M?"},
    {"ro", "nu imi mai trimiteti mailurile astea"},
    {"ro", "Nu mai cumpăr niciodată de la voi"},

    {"hu", "A kabát cipzárja két nap után elromlott, és senki sem válaszol nekem."},
    {"hu", "Mikor indul el a csomagom a raktárból?"},
    {"hu", "kétszer vonták le a pénzt ugyanazért a cipőért"},
    {"hu", "Hol van már a rendelésem?"},
    {"hu", "köszönöm szépen, most megint működik"},
    {"hu", "A zöld még kapható közepes méretben?"},
    {"hu", "ne küldjenek nekem több ilyen levelet"},
    {"hu", "Soha többet nem vásárolok itt"},

    {"id", "Ritsleting jaketnya rusak setelah dua hari dan tidak ada yang menjawab."},
    {"id", "Kapan paket saya keluar dari gudang?"},
    {"id", "saya ditagih dua kali untuk sepatu yang sama"},
    {"id", "Di mana pesanan saya sekarang?"},
    {"id", "terima kasih banyak, sekarang sudah jalan lagi"},
    {"id", "Yang hijau masih ada ukuran M?"},
    {"id", "tolong berhenti kirim email ini ke saya"},
    {"id", "Saya tidak akan belanja di sini lagi"},

    {"el", "Το φερμουάρ του μπουφάν χάλασε σε δύο μέρες και κανείς δεν απαντά."},
    {"el", "Πότε φεύγει το δέμα μου;"},
    {"el", "με χρεώσατε δύο φορές"},
    {"el", "Πού είναι η παραγγελία μου;"},
    {"el", "ευχαριστώ πολύ"},
    {"el", "Υπάρχει ακόμα το πράσινο;"},
    {"el", "σταματήστε τα μέιλ"},
    {"el", "Βοήθεια!"},

    {"he", "הרוכסן של המעיל נשבר אחרי יומיים ואף אחד לא עונה לי."},
    {"he", "מתי החבילה שלי יוצאת מהמחסן?"},
    {"he", "חייבתם אותי פעמיים"},
    {"he", "איפה ההזמנה שלי"},
    {"he", "תודה רבה, עכשיו זה עובד"},
    {"he", "יש עוד ירוק במידה בינונית?"},
    {"he", "תפסיקו לשלוח לי מיילים"},
    {"he", "עזרה!"},

    {"hi", "जैकेट की ज़िप दो दिन में टूट गई और कोई जवाब नहीं देता।"},
    {"hi", "मेरा पार्सल गोदाम से कब निकलेगा?"},
    {"hi", "एक ही जूते के लिए दो बार पैसे काट लिए"},
    {"hi", "मेरा ऑर्डर कहाँ है?"},
    {"hi", "बहुत धन्यवाद, अब फिर से काम कर रहा है"},
    {"hi", "क्या हरा रंग मीडियम में अभी भी है?"},
    {"hi", "मुझे ये ईमेल भेजना बंद कीजिए"},
    {"hi", "मैं आपसे फिर कभी कुछ नहीं खरीदूँगा"},

    {"th", "ซิปเสื้อแจ็คเก็ตพังหลังจากสองวัน และไม่มีใครตอบ"},
    {"th", "พัสดุของฉันจะออกจากคลังเมื่อไหร่"},
    {"th", "ขอเงินคืน"},
    {"th", "ตัดเงินสองครั้ง"},
    {"th", "ขอบคุณมากค่ะ"},
    {"th", "สีเขียวยังมีไซส์ M ไหม"},
    {"th", "หยุดส่งอีเมล"},
    {"th", "ออเดอร์อยู่ไหน"},
};

} // namespace

TEST_CASE("a sentence of a language is found to be in it") {
  std::map<std::string, int> count;
  std::map<std::string, int> right;
  std::map<std::string, int> sure;
  int confident = 0;
  for (const Sentence &sentence : sentences) {
    const LanguageGuess guess = guess_language(sentence.text);
    ++count[sentence.code];
    if (guess.code == sentence.code) ++right[sentence.code];
    if (guess.confidence >= 0.9) {
      ++confident;
      ++sure[sentence.code];
      CHECK_MESSAGE(guess.code == sentence.code, (std::string(guess.code) + " for " + sentence.text));
    }
    INFO(std::string(sentence.text));
    CHECK_MESSAGE(guess.code == sentence.code, std::string(guess.code), " ", guess.confidence);
  }
  std::printf("sentences of this project: language, how many, right, sure\n");
  for (const auto &[code, all] : count) {
    std::printf("%s  %2d  %2d  %2d\n", code.c_str(), all, right[code], sure[code]);
    CHECK(all >= 8);
  }
  CHECK(count.size() == guessable_languages().size());
  CHECK(confident * 10 >= static_cast<int>(std::size(sentences)) * 8);
}

TEST_CASE("the codes are in byte order and hold every guess") {
  const auto codes = guessable_languages();
  CHECK(std::is_sorted(codes.begin(), codes.end()));
  CHECK(std::adjacent_find(codes.begin(), codes.end()) == codes.end());
  for (const Sentence &sentence : sentences)
    CHECK(std::binary_search(codes.begin(), codes.end(), guess_language(sentence.text).code));
}
