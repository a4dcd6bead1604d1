// SPDX-License-Identifier: BSL-1.0
#include "text/email_words.hpp"

namespace usher::text::mail_words {
namespace {

using Role = MailHeader::Role;

constexpr std::uint8_t en = 1;
constexpr std::uint8_t it = 2;
constexpr std::uint8_t ru = 4;
constexpr std::uint8_t fa = 8;
constexpr std::uint8_t de = 16;
constexpr std::uint8_t fr = 32;
constexpr std::uint8_t es = 64;
constexpr std::uint8_t all = 127;

constexpr std::u32string_view original_list[] = {
    U"original message",
    U"original appointment",
    U"reply message",
    U"messaggio originale",
    U"messaggio originario",
    U"исходное сообщение",
    U"исходное письмо",
    U"оригинальное сообщение",
    U"پیام اصلی",
    U"پیغام اصلی",
    U"نامه اصلی",
    U"ursprungliche nachricht",
    U"ursprungliche mail",
    U"original-nachricht",
    U"originalnachricht",
    U"message d'origine",
    U"message original",
    U"message initial",
    U"mensaje original",
};

constexpr std::u32string_view forwarded_list[] = {
    U"forwarded message",     U"messaggio inoltrato",        U"пересылаемое сообщение",
    U"пересланное сообщение", U"перенаправленное сообщение", U"пересылаемое письмо",
    U"پیام هدایت شده",        U"پیام بازارسال شده",          U"پیام فوروارد شده",
    U"پیام ارسال شده",        U"weitergeleitete nachricht",  U"weitergeleitete mail",
    U"message transfere",     U"message transmis",           U"mensaje reenviado",
};

constexpr std::u32string_view begin_forwarded_list[] = {
    U"begin forwarded message",
    U"inizio messaggio inoltrato",
    U"начало переадресованного сообщения",
    U"начало пересылаемого сообщения",
    U"شروع پیام هدایت شده",
    U"آغاز پیام هدایت شده",
    U"anfang der weitergeleiteten nachricht",
    U"anfang der weitergeleiteten e-mail",
    U"debut du message reexpedie",
    U"debut du message transfere",
    U"inicio del mensaje reenviado",
};

// What Outlook and others put before the subject of a forward, in the languages of their windows.
constexpr std::u32string_view forward_subject_list[] = {
    U"fwd:", U"fw:", U"wg:", U"tr:", U"rv:", U"i:", U"пересл:", U"переслано:", U"هدایت:", U"ارجاع:",
};

constexpr std::u32string_view on_list[] = {
    U"on ",      U"il ",      U"am ",          U"le ",        U"el ",    U"در ",
    U"в ",       U"пн,",      U"вт,",          U"ср,",        U"чт,",    U"пт,",
    U"сб,",      U"вс,",      U"понедельник,", U"вторник,",   U"среда,", U"четверг,",
    U"пятница,", U"суббота,", U"воскресенье,", U"вы писали ",
};

constexpr MailVerb wrote_list[] = {
    {U"wrote", en},     {U"writes", en},     {U"ha scritto", it}, {U"scrive", it},      {U"пишет", ru},
    {U"пишут", ru},     {U"писал", ru},      {U"писала", ru},     {U"писал(а)", ru},    {U"написал", ru},
    {U"написала", ru},  {U"написал(а)", ru}, {U"نوشت", fa},       {U"نوشته است", fa},   {U"نوشته", fa},
    {U"نوشته اند", fa}, {U"نوشتند", fa},     {U"schrieb", de},    {U"geschrieben", de}, {U"schreibt", de},
    {U"a ecrit", fr},   {U"ecrit", fr},      {U"escribio", es},   {U"escribe", es},     {U"ha escrito", es},
};

// A mail program names who wrote, never to whom: this is a sentence of the writer's. (English, which has it behind the
// verb, ends with another word than the verb then.)
constexpr MailVerb to_me_list[] = {
    {U"mi", it},         {U"ci", it},      {U"мне", ru},     {U"нам", ru},     {U"به من", fa},
    {U"به ما", fa},      {U"برای من", fa}, {U"برای ما", fa}, {U"برایم", fa},   {U"برایمان", fa},
    {U"mir", de},        {U"uns", de},     {U"nous", fr},    {U"nous a", fr},  {U"nous ont", fr},
    {U"nous avait", fr}, {U"m'a", fr},     {U"m'ont", fr},   {U"m'avait", fr}, {U"m’a", fr},
    {U"m’ont", fr},      {U"m’avait", fr}, {U"me", es},      {U"nos", es},
};

constexpr std::u32string_view wrote_to_me_list[] = {
    U" schrieb mir ", U" schrieb uns ", U" hat mir ", U" hat uns ", U" haben mir ", U" haben uns ",
};

constexpr MailHeaderName header_list[] = {
    {U"from", Role::from, en},
    {U"da", Role::from, it},
    {U"mittente", Role::from, it},
    {U"от", Role::from, ru},
    {U"от кого", Role::from, ru},
    {U"отправитель", Role::from, ru},
    {U"از", Role::from, fa},
    {U"از طرف", Role::from, fa},
    {U"فرستنده", Role::from, fa},
    {U"von", Role::from, de},
    {U"de", Role::from, fr | es},
    {U"expediteur", Role::from, fr},
    {U"sent", Role::date, en},
    {U"date", Role::date, en | fr},
    {U"inviato", Role::date, it},
    {U"inviata", Role::date, it},
    {U"data", Role::date, it},
    {U"отправлено", Role::date, ru},
    {U"дата", Role::date, ru},
    {U"ارسال شده", Role::date, fa},
    {U"ارسال", Role::date, fa},
    {U"فرستاده شده", Role::date, fa},
    {U"تاریخ", Role::date, fa},
    {U"gesendet", Role::date, de},
    {U"datum", Role::date, de},
    {U"envoye", Role::date, fr},
    {U"envoye le", Role::date, fr},
    {U"enviado", Role::date, es},
    {U"enviado el", Role::date, es},
    {U"fecha", Role::date, es},
    {U"to", Role::to, en},
    {U"a", Role::to, it | fr | es},
    {U"destinatario", Role::to, it | es},
    {U"кому", Role::to, ru},
    {U"به", Role::to, fa},
    {U"گیرنده", Role::to, fa},
    {U"an", Role::to, de},
    {U"destinataire", Role::to, fr},
    {U"para", Role::to, es},
    {U"cc", Role::copy, all},
    {U"bcc", Role::copy, all},
    {U"копия", Role::copy, ru},
    {U"رونوشت", Role::copy, fa},
    {U"kopie", Role::copy, de},
    {U"reply-to", Role::copy, all},
    {U"antwort an", Role::copy, de},
    {U"repondre a", Role::copy, fr},
    {U"importance", Role::copy, en | fr},
    {U"priorita", Role::copy, it},
    {U"wichtigkeit", Role::copy, de},
    {U"subject", Role::subject, en},
    {U"oggetto", Role::subject, it},
    {U"тема", Role::subject, ru},
    {U"موضوع", Role::subject, fa},
    {U"betreff", Role::subject, de},
    {U"objet", Role::subject, fr},
    {U"asunto", Role::subject, es},
};

constexpr std::u32string_view card_field_list[] = {
    U"phone",      U"tel",        U"tel.",       U"telephone", U"mobile",    U"mob",         U"mob.",
    U"cell",       U"fax",        U"office",     U"direct",    U"work",      U"home",        U"m",
    U"t",          U"p",          U"d",          U"f",         U"e",         U"w",           U"o",
    U"email",      U"e-mail",     U"mail",       U"web",       U"website",   U"site",        U"skype",
    U"whatsapp",   U"telegram",   U"twitter",    U"linkedin",  U"instagram", U"facebook",    U"address",
    U"vat",        U"vat no",     U"vat number", U"p.iva",     U"p. iva",    U"partita iva", U"c.f.",
    U"pec",        U"telefono",   U"cellulare",  U"cell.",     U"sito",      U"sito web",    U"indirizzo",
    U"тел",        U"тел.",       U"телефон",    U"моб",       U"моб.",      U"факс",        U"сайт",
    U"почта",      U"эл. почта",  U"адрес",      U"инн",       U"تلفن",      U"موبایل",      U"همراه",
    U"تلفن همراه", U"شماره تماس", U"تماس",       U"ایمیل",     U"نمابر",     U"فکس",         U"وبسایت",
    U"سایت",       U"آدرس",       U"نشانی",      U"telefon",   U"mobil",     U"handy",       U"telefax",
    U"internet",   U"ust-idnr",   U"ust-idnr.",  U"adresse",   U"anschrift", U"portable",    U"courriel",
    U"site web",   U"movil",      U"correo",     U"direccion", U"sitio web",
};

using Later = SentFrom::Later;

constexpr SentFrom sent_from_list[] = {
    {U"sent from "},
    {U"sent via "},
    {U"sent with "},
    {U"sent using "},
    {U"inviato da "},
    {U"inviato dal "},
    {U"inviata da "},
    {U"inviata dal "},
    {U"inviato con "},
    {U"inviato tramite "},
    {U"отправлено с "},
    {U"отправлено со "},
    {U"отправлено из "},
    {U"отправлено через "},
    {U"ارسال شده از "},
    {U"ارسال شده با "},
    {U"ارسال شده توسط "},
    {U"فرستاده شده از "},
    {U"فرستاده شده با "},
    {U"ارسال از "},
    {U"gesendet mit "},
    {U"gesendet von "},
    {U"gesendet aus "},
    {U"gesendet uber "},
    {U"envoye de "},
    {U"envoye depuis "},
    {U"envoye a partir de "},
    {U"envoye a partir d'"},
    {U"envoye avec "},
    {U"enviado desde "},
    {U"enviado con "},
    {U"enviado a traves de "},
    {U"get ", U" for ", Later::device},
    {U"scarica ", U" per ", Later::device},
    {U"ottieni ", U" per ", Later::device},
    {U"скачать ", U" для ", Later::device},
    {U"получить ", U" для ", Later::device},
    {U"دریافت ", U" برای ", Later::device},
    {U"holen sie sich ", U" fur ", Later::device},
    {U"laden sie ", U" fur ", Later::device},
    {U"telecharger ", U" pour ", Later::device},
    {U"telechargez ", U" pour ", Later::device},
    {U"obtenir ", U" pour ", Later::device},
    {U"provenance : ", U" pour ", Later::device},
    {U"obtener ", U" para ", Later::device},
    {U"descargar ", U" para ", Later::device},
    {U"از ", U" ارسال شد", Later::verb},
    {U"از ", U" ارسال شده", Later::verb},
    {U"از ", U" ارسال شده است", Later::verb},
    {U"از ", U" فرستاده شد", Later::verb},
    {U"از ", U" فرستاده شده", Later::verb},
    {U"از ", U" فرستاده شده است", Later::verb},
    {U"von ", U" gesendet", Later::verb},
    {U"diese nachricht wurde von ", U" gesendet", Later::verb},
    {U"diese e-mail wurde von ", U" gesendet", Later::verb},
    {U"diese mail wurde von ", U" gesendet", Later::verb},
};

constexpr std::u32string_view devices_list[] = {
    U"iphone",    U"ipad",       U"ipod",        U"ios",
    U"android",   U"samsung",    U"galaxy",      U"huawei",
    U"honor",     U"xiaomi",     U"redmi",       U"mi phone",
    U"oppo",      U"nokia",      U"pixel",       U"motorola",
    U"sony",      U"blackberry", U"outlook",     U"yahoo",
    U"gmail",     U"proton",     U"hotmail",     U"aol",
    U"windows",   U"mail",       U"courrier",    U"correo para windows",
    U"posta per", U"web.de",     U"gmx",         U"bluemail",
    U"aquamail",  U"spark",      U"thunderbird", U"smartphone",
    U"mobile",    U"phone",      U"tablet",      U"handy",
    U"telefon",   U"telefono",   U"cellulare",   U"movil",
    U"portable",  U"telephone",  U"libero",      U"айфона",
    U"телефона",  U"смартфона",  U"мобильно",    U"планшета",
    U"яндекс",    U"почты",      U"آیفون",       U"گوشی",
    U"موبایل",    U"تلفن همراه", U"اندروید",     U"آیپد",
    U"سامسونگ",   U"گلکسی",      U"هواوی",       U"شیائومی",
    U"جیمیل",     U"mobiltele",  U"workspace",   U"oneplus",
    U"vivo",      U"realme",     U"poco",        U"tecno",
    U"infinix",   U"htc",        U"zte",         U"asus",
    U"lenovo",    U"alcatel",    U"fairphone",   U"wiko",
    U"apple",     U"macbook",    U"mobilgerat",  U"почта",
    U"айпада",    U"андроид",
};

constexpr std::u32string_view programs_list[] = {
    U"outlook",  U"yahoo",     U"gmail",    U"proton", U"hotmail",     U"aol",    U"mail",
    U"courrier", U"correo",    U"posta",    U"почт",   U"яндекс",      U"web.de", U"gmx",
    U"bluemail", U"blue mail", U"aquamail", U"spark",  U"thunderbird", U"libero", U"k-9",
    U"edison",   U"جیمیل",     U"اوت لوک",  U"اوتلوک", U"یاهو",
};

constexpr std::u32string_view between_devices_list[] = {
    U"-",
    U"all",
    U"new",
    U"all-new",
    U"work",
    U"most",
    U"network",
    U"rogers",
    U"evolution",
    U"capable",
    U"de",
    U"appareil",
    U"search",
    U"organize",
    U"conquer",
    U"cerca",
    U"organizza",
    U"conquista",
    U"my",
    U"mine",
    U"a",
    U"an",
    U"the",
    U"on",
    U"for",
    U"with",
    U"via",
    U"in",
    U"at",
    U"from",
    U"by",
    U"app",
    U"apps",
    U"mobile",
    U"device",
    U"secure",
    U"email",
    U"e-mail",
    U"client",
    U"version",
    U"wireless",
    U"lte",
    U"at&t",
    U"t-mobile",
    U"verizon",
    U"sprint",
    U"vodafone",
    U"desktop",
    U"pc",
    U"mac",
    U"computer",
    U"laptop",
    U"pro",
    U"plus",
    U"max",
    U"mini",
    U"ultra",
    U"lite",
    U"air",
    U"fold",
    U"flip",
    U"note",
    U"edge",
    U"tab",
    U"se",
    U"xl",
    U"fe",
    U"lg",
    U"mio",
    U"mia",
    U"il",
    U"per",
    U"su",
    U"con",
    U"da",
    U"dal",
    U"dispositivo",
    U"applicazione",
    U"моего",
    U"моей",
    U"мой",
    U"для",
    U"на",
    U"с",
    U"из",
    U"приложения",
    U"приложение",
    U"мобильной",
    U"мобильного",
    U"устройства",
    U"من",
    U"برای",
    U"در",
    U"با",
    U"روی",
    U"از",
    U"ام",
    U"نرم",
    U"افزار",
    U"برنامه",
    U"اپلیکیشن",
    U"خود",
    U"تلفن",
    U"همراه",
    U"دستگاه",
    U"هوشمند",
    U"meinem",
    U"meinem/meiner",
    U"meiner/meinem",
    U"meiner",
    U"mein",
    U"mit",
    U"auf",
    U"fur",
    U"dem",
    U"der",
    U"herunter",
    U"mon",
    U"ma",
    U"pour",
    U"sur",
    U"avec",
    U"application",
    U"mi",
    U"para",
    U"en",
    U"aplicacion",
};

} // namespace

constinit const MailWords original = original_list;
constinit const MailWords forwarded = forwarded_list;
constinit const MailWords begin_forwarded = begin_forwarded_list;
constinit const MailWords forward_subject = forward_subject_list;
constinit const MailWords on = on_list;
constinit const std::span<const MailVerb> wrote = wrote_list;
constinit const std::span<const MailVerb> to_me = to_me_list;
constinit const MailWords wrote_to_me = wrote_to_me_list;
constinit const std::span<const MailHeaderName> headers = header_list;
constinit const std::span<const SentFrom> sent_from = sent_from_list;
constinit const MailWords card_fields = card_field_list;
constinit const MailWords devices = devices_list;
constinit const MailWords programs = programs_list;
constinit const MailWords between_devices = between_devices_list;

} // namespace usher::text::mail_words
