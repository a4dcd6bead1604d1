// SPDX-License-Identifier: BSL-1.0
// A policy that has everything this version builds, as a care team would write it.
#pragma once

#include <string_view>

namespace usher::policy::testing {

inline constexpr std::string_view example_policy = R"yaml(usher: 1

facts:
  customer.tier: [bronze, silver, gold]
  customer.lifetime_value: number
  customer.since: time
  order.open: flag
  order.id: text
  order.waiting: duration

channels:
  instagram:    {kind: social, public: true, private_twin: instagram_dm}
  instagram_dm: {kind: message, public: false}
  email:        {kind: email, public: false}
accounts:
  "@acme":    {channel: instagram, brand: acme, languages: [en]}
  "@acme_it": {channel: instagram, brand: acme, languages: [it], departments: [care, marketing]}   # who may answer here

calendars:
  office:
    timezone: Europe/Rome
    weekly: {mon-thu: ["09:00-13:00", "14:00-18:00"], fri: ["09:00-13:00"]}
    closed: [2026-12-25, "01-01", {from: 2026-08-10, to: 2026-08-21, why: summer}]   # "01-01": every year
    open: [{on: 2026-12-24, hours: ["09:00-12:00"]}]

topics:
  refund:
    en: [~refund, money back, charge* back]
    it: [~rimborso, soldi indietro]
    ru: [~возврат, верните деньги]
    fa: [استرداد, برگشت پول]
    all_languages: ["#refund"]
  legal_threat: {en: [~sue, lawyer, legal action], it: [~avvocato]}
  spam: {en: [followers cheap, crypto giveaway]}
  order_number: {all_languages: ["/\\b[A-Z]{2}-\\d{6}\\b/"]}
  press: {en: [journalist, for comment]}
  launch: {all_languages: ["#airday"]}
  catalogue: {en: [in stock, which size], it: [quale taglia]}

signals:
  influencer: {author.followers: {at_least: 10000}}
  furious:    {any: [{sentiment: {at_most: -0.6}}, {text: [scam, fraud, worst ever]}]}

departments:
  care:
    calendar: always
    sla: social
    assign: {strategy: index, sticky: {for: 14d, wait: 10m}, offer: 90s, end_of_shift: finish}
    widen:                                # who else may take it, the longer it waits
      - {after: 5m, drop: [skills]}
      - {after: 15m, also: [sales]}
      - {at: 80% of first_response, raise: 20, notify: [supervisors]}
    queue: {limit: 5000, overflow: {to: sales}}               # optional; overflow: refuse | {to: department}
    goals: {first_response: {p90: 75m}, sla: 95%}
  legal:     {calendar: office, sla: slow, closed: {hold: true, reply: closed_notice}}
  sales:     {calendar: office, closed: {to: care}}
  marketing: {calendar: office}
  pr:        {calendar: office}
groups: {supervisors: [sara]}             # people to notify together
agents:                                   # optional here; a CRM usually supplies them live
  sara: {departments: [care], skills: [billing], languages: [fa, en], capacity: {total: 6, email: 4, chat: 2}, shift: office}

sla:
  social:
    first_response: {urgent: 15m, high: 30m, normal: 75m, low: 4h}
    next_response:  4h
    resolution:     3 working days
    pause: [waiting_for_customer]
  slow: {first_response: 8h}

desk: {order: index}                      # one order for all queues: index | priority | fifo | earliest_due
priority:
  start: 40
  add:
    - {when: {signal: influencer}, points: 20}
    - {when: {sentiment: {at_most: -0.5}}, points: 15}
    - {per: similar_waiting, points: 1, up_to: 20}             # one answer here helps many
  waiting: {points: 5, every: 30m}
  bands: {urgent: 85, high: 60, normal: 30, low: 0}

rules:
  - name: spam is not engaged
    when: {topic: spam}
    then: {engage: false, stop: true}
  - name: legal threat
    when: {topic: legal_threat}
    then: {department: legal, priority: urgent, visibility: private, ask: [{department: pr, within: 1h, before_reply: true}]}
  - name: refund after purchase
    when: {topic: refund, stage: post_order}
    then: {department: care, skills: [billing], tags: [refund]}
  - name: confidential data goes private
    when: {visibility: public, pii: [card, iban, email, phone]}
    then: {visibility: private, reply: ask_private}
  - {name: press, when: {topic: press}, then: {department: pr, tags: [press]}}
  - {name: launch, when: {topic: launch}, then: {department: marketing}}
  - {name: before the order, when: {topic: catalogue, stage: pre_order}, then: {department: sales}}
  - {name: order known, when: {topic: order_number}, then: {tags: [has_order]}}
default: {department: care}

replies:
  ask_private:   {en: "Hi {author.name}, please send us a private message so we can look into it.", it: "Ciao {author.name}, scrivici in privato e ti aiutiamo subito."}
  closed_notice: {en: "We are back at {opens}."}
  outage_notice: {en: "We know the site is down and are on it. Updates here."}

tests:
  - message: {account: "@acme", text: "I want my money back", facts: {stage: post_order}}
    expect: {department: care, topics: [refund], skills: [billing]}
)yaml";

} // namespace usher::policy::testing
