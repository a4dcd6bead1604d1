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

constexpr std::u32string_view wrote_list[] = {
    U"wrote",    U"writes",    U"ha scritto", U"scrive",     U"пишет",       U"пишут",   U"писал",
    U"писала",   U"писал(а)",  U"написал",    U"написала",   U"написал(а)",  U"نوشت",    U"نوشته است",
    U"نوشته",    U"نوشته اند", U"نوشتند",     U"schrieb",    U"geschrieben", U"a ecrit", U"ecrit",
    U"escribio", U"escribe",   U"schreibt",   U"ha escrito",
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

constexpr SentFrom sent_from_list[] = {
    {U"sent from ", U""},
    {U"sent via ", U""},
    {U"sent with ", U""},
    {U"sent using ", U""},
    {U"get ", U" for "},
    {U"inviato da ", U""},
    {U"inviato dal ", U""},
    {U"inviata da ", U""},
    {U"inviato con ", U""},
    {U"inviato tramite ", U""},
    {U"scarica ", U" per "},
    {U"ottieni ", U" per "},
    {U"отправлено с ", U""},
    {U"отправлено со ", U""},
    {U"отправлено из ", U""},
    {U"отправлено через ", U""},
    {U"скачать ", U" для "},
    {U"получить ", U" для "},
    {U"ارسال شده از ", U""},
    {U"ارسال شده با ", U""},
    {U"ارسال شده توسط ", U""},
    {U"فرستاده شده از ", U""},
    {U"فرستاده شده با ", U""},
    {U"ارسال از ", U""},
    {U"از ", U"ارسال شد"},
    {U"از ", U"فرستاده شد"},
    {U"دریافت ", U" برای "},
    {U"von meinem ", U"gesendet"},
    {U"von meiner ", U"gesendet"},
    {U"gesendet mit ", U""},
    {U"gesendet von ", U""},
    {U"gesendet aus ", U""},
    {U"gesendet uber ", U""},
    {U"diese nachricht wurde von meinem ", U"gesendet"},
    {U"diese e-mail wurde von meinem ", U"gesendet"},
    {U"holen sie sich ", U" fur "},
    {U"laden sie ", U" fur "},
    {U"envoye de ", U""},
    {U"envoye depuis ", U""},
    {U"envoye a partir de ", U""},
    {U"envoye a partir d'", U""},
    {U"envoye avec ", U""},
    {U"telecharger ", U" pour "},
    {U"obtenir ", U" pour "},
    {U"provenance : ", U" pour "},
    {U"enviado desde ", U""},
    {U"enviado con ", U""},
    {U"enviado a traves de ", U""},
    {U"obtener ", U" para "},
    {U"descargar ", U" para "},
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
    U"جیمیل",     U"mobiltele",  U"workspace",
};

} // namespace

constinit const MailWords original = original_list;
constinit const MailWords forwarded = forwarded_list;
constinit const MailWords begin_forwarded = begin_forwarded_list;
constinit const MailWords forward_subject = forward_subject_list;
constinit const MailWords on = on_list;
constinit const MailWords wrote = wrote_list;
constinit const std::span<const MailHeaderName> headers = header_list;
constinit const std::span<const SentFrom> sent_from = sent_from_list;
constinit const MailWords devices = devices_list;

} // namespace usher::text::mail_words
