// SPDX-License-Identifier: BSL-1.0
import { constants, names, read as tables } from '../generated/abi.js';
import { check, formatOf, textOf } from './call.js';
import { numberOf, read, whole } from './codec.js';
import { ClosedError } from './errors.js';
import { errorOf } from './failure.js';
import { int32At, numberAt, outAt, textAt, timeAt } from './memory.js';
import { native } from './native.js';

const at = Object.fromEntries(
  Object.entries(tables.usher_decision_values).map(([name, field]) => [name, BigInt(field.at)]),
);
const reasons = ['department', 'agent', 'engage', 'priority', 'stage', 'visibility', 'reply', 'sla'];
const listReasons = { skills: 'skills', tags: 'tags', notify: 'notify', ask: 'asks' };

/**
 * A decision while it is in the library's hands: each field is read when it is asked for. It is what the function that
 * Policy.triage was given gets, and holds until that returns. Without one, triage gives a Decision, which has the same
 * fields and stays.
 */
export class Reading {
  #decision;
  #values;

  constructor(decision, findings) {
    this.#decision = decision;
    this.#values = native.usher_decision_fields(decision);
    this.findings = findings;
  }

  /** @internal */
  static over(reading) {
    reading.#values = null;
  }

  get #from() {
    if (this.#values === null) {
      throw new ClosedError('the decision was read behind its function; triage without one gives one that stays');
    }
    return this.#values;
  }

  get id() { return textAt(this.#from + at.id); }
  get department() { return textAt(this.#from + at.department); }
  get agent() { return textAt(this.#from + at.agent); }
  get engage() { return int32At(this.#from + at.engage) !== 0; }
  get priority() { return int32At(this.#from + at.priority); }
  get band() { return textAt(this.#from + at.band); }
  get language() { return textAt(this.#from + at.language); }
  get intent() { return textAt(this.#from + at.intent); }
  get stage() { return textAt(this.#from + at.stage); }
  get visibility() { return textAt(this.#from + at.visibility); }
  get moveTo() { return textAt(this.#from + at.moveTo); }
  get reply() { return textAt(this.#from + at.reply); }
  get policy() { return textAt(this.#from + at.policy); }
  get sla() { return textAt(this.#from + at.sla); }
  get firstResponse() { return timeAt(this.#from + at.firstResponse); }
  get nextResponse() { return timeAt(this.#from + at.nextResponse); }
  get resolution() { return timeAt(this.#from + at.resolution); }
  get topics() { return this.#items(names.field.topics); }
  get pii() { return this.#items(names.field.pii); }
  get skills() { return this.#items(names.field.skills); }
  get tags() { return this.#items(names.field.tags); }
  get notify() { return this.#items(names.field.notify); }

  get sentiment() {
    const value = numberAt(this.#from + at.sentiment);
    return Number.isNaN(value) ? null : value;
  }

  get asks() {
    const count = this.#count(names.field.ask);
    const asks = [];
    for (let i = 0; i < count; ++i) asks.push(read('usher_ask', BigInt(native.usher_decision_ask(this.#decision, i))));
    return asks;
  }

  #count(field) {
    return this.#from && native.usher_decision_count(this.#decision, field);
  }

  #items(field) {
    const count = this.#count(field);
    const items = [];
    for (let i = 0; i < count; ++i) {
      check(native.usher_decision_item(this.#decision, field, i, outAt));
      items.push(textAt(outAt));
    }
    return items;
  }

  because(field, index = 0) {
    const [number, at] = [numberOf('field', field), whole('index', index, 0, Number.MAX_SAFE_INTEGER)];
    return this.#from && textOf((out) => native.usher_decision_because(this.#decision, number, at, out));
  }

  json({ detail = false } = {}) {
    const flags = detail ? constants.DECISION_DETAIL : 0;
    return this.#from && textOf((out) => native.usher_decision_json(this.#decision, flags, out));
  }

  explain(format = 'text') {
    const number = formatOf(format);
    return this.#from && textOf((out) => native.usher_decision_explain(this.#decision, number, out));
  }
}

/** A decision about a message, as values. */
export class Decision {
  #because = new Map();

  constructor(reading) {
    this.id = reading.id;
    this.department = reading.department;
    this.agent = reading.agent;
    this.engage = reading.engage;
    this.priority = reading.priority;
    this.band = reading.band;
    this.language = reading.language;
    this.topics = Object.freeze(reading.topics);
    this.intent = reading.intent;
    this.stage = reading.stage;
    this.sentiment = reading.sentiment;
    this.pii = Object.freeze(reading.pii);
    this.skills = Object.freeze(reading.skills);
    this.tags = Object.freeze(reading.tags);
    this.visibility = reading.visibility;
    this.moveTo = reading.moveTo;
    this.sla = reading.sla;
    this.firstResponse = reading.firstResponse;
    this.nextResponse = reading.nextResponse;
    this.resolution = reading.resolution;
    this.reply = reading.reply;
    this.asks = Object.freeze(reading.asks);
    this.notify = Object.freeze(reading.notify);
    this.policy = reading.policy;
    this.findings = reading.findings;
    for (const field of reasons) this.#because.set(field, reading.because(field));
    for (const [field, items] of Object.entries(listReasons)) {
      this.#because.set(field, this[items].map((_, index) => reading.because(field, index)));
    }
    Object.freeze(this);
  }

  because(field, index = 0) {
    numberOf('field', field);
    whole('index', index, 0, Number.MAX_SAFE_INTEGER);
    const found = this.#because.get(field);
    if (found === undefined) throw errorOf(constants.ARGUMENT, []);
    if (!Array.isArray(found)) return found;
    if (!(index in found)) throw errorOf(constants.NOT_FOUND, []);
    return found[index];
  }
}
