// SPDX-License-Identifier: BSL-1.0
#include "text/email_samples.hpp"

namespace usher_test {
namespace {

constexpr EmailSample samples[] = {
    {"German, Gmail",
     "Ich will mein Geld zurück.\n\nAm Mo., 2. März 2026 um 10:14 Uhr schrieb Northwind "
     "<care@northwind.example>:\n\n> Abgelehnt.\n",
     "Ich will mein Geld zurück.\n"},
    {"German, Thunderbird", "Ja.\n\nAm 02.03.26 um 10:14 schrieb Northwind:\n> Gelöst?\n", "Ja.\n"},
    {"German, Apple, not quoted",
     "Ja.\n\nAm 02.03.2026 um 10:14 schrieb Northwind <care@northwind.example>:\n\nGelöst?\n", "Ja.\n"},
    {"German, Outlook",
     "Bitte stornieren.\n\nVon: Northwind <care@northwind.example>\nGesendet: Montag, 2. März 2026 "
     "10:14\nAn: Anna\n"
     "Betreff: Bestellung\n\nSehr geehrte\n",
     "Bitte stornieren.\n"},
    {"German, original message",
     "Bitte stornieren.\n\n-----Ursprüngliche Nachricht-----\nVon: Northwind\nGesendet: Montag\nAn: "
     "Anna\nBetreff: "
     "x\n",
     "Bitte stornieren.\n"},
    {"German, iPhone", "Wo ist mein Paket?\n\nVon meinem iPhone gesendet\n", "Wo ist mein Paket?\n"},
    {"German, WEB.DE",
     "Wo ist mein Paket?\n--\nDiese Nachricht wurde von meinem Android-Mobiltelefon mit WEB.DE Mail "
     "gesendet.\n",
     "Wo ist mein Paket?\n"},
    {"German, Outlook on a phone", "Wo ist mein Paket?\n\nGesendet von Outlook für iOS\n",
     "Wo ist mein Paket?\n"},
    {"German, a forward by its subject",
     "Bitte helfen.\n\n-----Ursprüngliche Nachricht-----\nVon: Bob <bob@example.com>\nBetreff: "
     "Rad\n\nKaputt.\n",
     "Bitte helfen.\n-----Ursprüngliche Nachricht-----\nVon: Bob <bob@example.com>\nBetreff: Rad\nKaputt.\n",
     "WG: Rad"},
    {"German, a forward", "Bitte helfen.\n\nAnfang der weitergeleiteten Nachricht:\n\n> Kaputt.\n",
     "Bitte helfen.\nAnfang der weitergeleiteten Nachricht:\n> Kaputt.\n"},
    {"French, Gmail",
     "Je veux un remboursement.\n\nLe lun. 2 mars 2026 à 10:14, Northwind <care@northwind.example> a écrit "
     ":\n\n> "
     "Refusé.\n",
     "Je veux un remboursement.\n"},
    {"French, Thunderbird", "Oui.\n\nLe 02/03/2026 à 10:14, Northwind a écrit :\n> Résolu ?\n", "Oui.\n"},
    {"French, with no-break spaces",
     "Oui.\n\nLe\u00A02\u00A0mars 2026 à 10:14, Northwind a écrit\u00A0:\n> Résolu ?\n", "Oui.\n"},
    {"French, decomposed accents",
     "Oui.\n\nLe 2 mars 2026 a\u0300 10:14, Northwind a e\u0301crit :\n> Résolu ?\n", "Oui.\n"},
    {"French, Outlook",
     "Annulez.\n\nDe : Northwind <care@northwind.example>\nEnvoyé : lundi 2 mars 2026 10:14\nÀ : Anne\nObjet "
     ": "
     "Commande\n\nBonjour\n",
     "Annulez.\n"},
    {"French, original message",
     "Annulez.\n\n-----Message d’origine-----\nDe : Northwind\nEnvoyé : lundi\nÀ : Anne\nObjet : x\n",
     "Annulez.\n"},
    {"French, iPhone", "Où est mon colis ?\n\nEnvoyé de mon iPhone\n", "Où est mon colis ?\n"},
    {"French, Windows", "Où est mon colis ?\n\nProvenance : Courrier pour Windows\n", "Où est mon colis ?\n"},
    {"French, a forward",
     "Voir plus bas.\n\n---------- Message transféré ----------\nDe : Bob\nObjet : Vélo\n\nCassé.\n",
     "Voir plus bas.\n---------- Message transféré ----------\nDe : Bob\nObjet : Vélo\nCassé.\n"},
    {"Spanish, Gmail",
     "Quiero mi dinero.\n\nEl lun, 2 mar 2026 a las 10:14, Northwind (<care@northwind.example>) "
     "escribió:\n\n> "
     "Rechazado.\n",
     "Quiero mi dinero.\n"},
    {"Spanish, Thunderbird", "Sí.\n\nEl 02/03/2026 a las 10:14, Northwind escribió:\n> ¿Resuelto?\n",
     "Sí.\n"},
    {"Spanish, Outlook",
     "Cancelen.\n\nDe: Northwind <care@northwind.example>\nEnviado el: lunes, 2 de marzo de 2026 "
     "10:14\nPara: Ana\n"
     "Asunto: Pedido\n\nEstimada\n",
     "Cancelen.\n"},
    {"Spanish, original message",
     "Cancelen.\n\n-----Mensaje original-----\nDe: Northwind\nEnviado: lunes\nPara: Ana\nAsunto: x\n",
     "Cancelen.\n"},
    {"Spanish, iPhone", "¿Dónde está?\n\nEnviado desde mi iPhone\n", "¿Dónde está?\n"},
    {"Spanish, a program", "¿Dónde está?\n\nEnviado desde Correo para Windows\n", "¿Dónde está?\n"},
    {"Spanish, a forward", "Vean abajo.\n\n---------- Mensaje reenviado ---------\nDe: Bob\n\nRota.\n",
     "Vean abajo.\n---------- Mensaje reenviado ---------\nDe: Bob\nRota.\n"},
    {"German, Samsung", "Wo ist mein Paket?\n\nVon meinem/meiner Galaxy gesendet\n", "Wo ist mein Paket?\n"},
    {"German, WEB.DE without a ruler",
     "Wo ist mein Paket?\n\nDiese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail "
     "gesendet.\n",
     "Wo ist mein Paket?\n"},
    {"German, Yahoo", "Wo ist mein Paket?\n\nVon Yahoo Mail auf Android gesendet\n", "Wo ist mein Paket?\n"},
    {"German, GMX",
     "Bitte stornieren.\n\nGesendet: Montag, 02. März 2026 um 10:14 Uhr\nVon: \"Northwind\" "
     "<care@northwind.example>\nAn: anna@example.com\nBetreff: Ihr Rad\n\nIst es erledigt?\n",
     "Bitte stornieren.\n"},
};

} // namespace

std::span<const EmailSample> other_emails() noexcept { return samples; }

} // namespace usher_test
