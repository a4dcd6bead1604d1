// SPDX-License-Identifier: BSL-1.0
import { constants } from '../generated/abi.js';
import { Batch } from './batch.js';
import { Calendar, Calendars } from './calendar.js';
import { check, documentBytes, documentText, formatOf, made, reported, textOf } from './call.js';
import { numberOf, read, struct } from './codec.js';
import { Decision, Reading } from './decision.js';
import { Desk } from './desk.js';
import { Handle, pointerOf } from './handle.js';
import { begin, outAt, pointerAt, string } from './memory.js';
import { native } from './native.js';
import { pathOf } from './path.js';
import { readText } from './text.js';
import { Message, json, named } from './values.js';

const own = Symbol('own');

/** The outcome of a policy's tests. */
export class TestRun extends Handle {
  constructor(secret, pointer) {
    if (secret !== own) throw new TypeError('a test run comes from policy.test');
    super(pointer, native.usher_test_run_destroy);
  }

  get summary() {
    return read('usher_test_summary', BigInt(native.usher_test_run_summary(this.pointer)));
  }

  text(format = 'text') {
    return textOf((out) => native.usher_test_run_text(this.pointer, formatOf(format), out));
  }
}

/** A loaded policy: it never changes, and may be used for as many messages as there are. */
export class Policy extends Handle {
  #idle;
  #calendars;

  constructor(secret, pointer, findings) {
    if (secret !== own) throw new TypeError('a policy comes from Policy.load or Policy.parse');
    const idle = []; // decision handles that nobody uses
    const calendars = new Calendars();
    super(pointer, (policy) => {
      calendars.leave();
      for (const decision of idle.splice(0)) native.usher_decision_destroy(decision);
      native.usher_policy_destroy(policy);
    });
    this.#idle = idle;
    this.#calendars = calendars;
    this.findings = Object.freeze(findings);
  }

  /** @internal */
  static calendars(policy) {
    return policy.#calendars;
  }

  static load(path, options = {}) {
    begin();
    const given = struct('usher_load_options', options).pointer;
    const name = pathOf(path);
    return new Policy(own, ...made((out, report) => native.usher_policy_load(name, given, out, report)));
  }

  static parse(text, { name = 'policy', ...options } = {}) {
    begin();
    const given = struct('usher_load_options', options).pointer;
    const [called, source] = [string(name), string(text)];
    return new Policy(own, ...made((out, report) => native.usher_policy_load_memory(called, source, given, out, report)));
  }

  get hash() {
    return textOf((out) => native.usher_policy_hash(this.pointer, out));
  }

  check() {
    return reported((report) => native.usher_policy_check(this.pointer, report), constants.POLICY);
  }

  dump() {
    return documentText((out, report) => native.usher_policy_dump(this.pointer, out, report));
  }

  graph() {
    return documentText((out, report) => native.usher_policy_graph(this.pointer, out, report));
  }

  compile() {
    return documentBytes((out, report) => native.usher_policy_compile(this.pointer, out, report));
  }

  statistics(sample = '', format = 'text') {
    begin();
    const given = string(sample);
    return documentText((out, report) =>
      native.usher_policy_statistics(this.pointer, given, formatOf(format), out, report));
  }

  compare(old, sample = '', format = 'text') {
    const before = pointerOf(old, Policy, 'old');
    begin();
    const given = string(sample);
    return documentText((out, report) =>
      native.usher_policy_compare(this.pointer, before, given, formatOf(format), out, report));
  }

  sharpen(sample) {
    begin();
    const given = string(sample);
    return new Policy(own, ...made((out, report) => native.usher_policy_sharpen(this.pointer, given, out, report)));
  }

  test(files = {}) {
    begin();
    const given = struct('usher_test_options', { files }).pointer;
    return new TestRun(own, made((out, report) => native.usher_policy_test(this.pointer, given, out, report))[0]);
  }

  parts(kind) {
    const number = numberOf('part_kind', kind);
    const count = native.usher_policy_part_count(this.pointer, number);
    return Array.from({ length: count }, (_, index) =>
      read('usher_part', BigInt(native.usher_policy_part(this.pointer, number, index))));
  }

  triage(message, options, use) {
    if (typeof options === 'function') [options, use] = [undefined, options];
    if (!(message instanceof Message)) return this.triageJson(json(message), options, use);
    begin();
    const given = struct('usher_message', message).pointer;
    return this.#run(options, use, (decision, how, report) =>
      native.usher_triage(this.pointer, given, how, decision, report));
  }

  triageJson(text, options, use) {
    if (typeof options === 'function') [options, use] = [undefined, options];
    begin();
    const given = string(text);
    return this.#run(options, use, (decision, how, report) =>
      native.usher_triage_json(this.pointer, given, how, decision, report));
  }

  // A report costs an allocation, so without one a call that failed is made again, only to learn why: it is a pure
  // function and fails the same way.
  #run(options, use, call) {
    let how = null;
    let wanted = false;
    if (options !== undefined && options !== null) {
      const { findings = false, ...rest } = named('options', options);
      wanted = findings;
      how = struct('usher_triage_options', rest).pointer;
    }
    const decision = this.#idle.pop() ?? newDecision();
    try {
      let findings = none;
      if (wanted || call(decision, how, null) >= constants.ARGUMENT) {
        findings = Object.freeze(reported((report) => call(decision, how, report)));
      }
      const reading = new Reading(decision, findings);
      if (use === undefined) return new Decision(reading);
      try {
        return use(reading);
      } finally {
        Reading.over(reading);
      }
    } finally {
      if (this.closed) native.usher_decision_destroy(decision);
      else this.#idle.push(decision);
    }
  }

  batch(messages, options) {
    return new Batch().triage(this, messages, options);
  }

  batchJson(lines, options) {
    return new Batch().triageJson(this, lines, options);
  }

  read(text, options) {
    return readText(this, text, options);
  }

  calendar(name) {
    return new Calendar(this, name);
  }

  desk(options) {
    return Desk.open(this, options);
  }

  explain(message, { format = 'text', ...options } = {}) {
    return this.triage(message, options, (reading) => reading.explain(format));
  }
}

const none = Object.freeze([]);

function newDecision() {
  check(native.usher_decision_create(outAt));
  return pointerAt(outAt);
}
