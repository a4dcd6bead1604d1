// SPDX-License-Identifier: BSL-1.0
import { constants, written } from '../generated/abi.js';
import { check, documentBytes, documentText, formatOf, made, reported, textOf } from './call.js';
import { read, struct, structs, whole } from './codec.js';
import { ClosedError } from './errors.js';
import { Handle, pointerOf } from './handle.js';
import { begin, outAt, pointerAt, string, timeAt } from './memory.js';
import { native } from './native.js';
import { Policy } from './policy.js';
import { Message, json, named } from './values.js';

function known(what, fields, table) {
  for (const name of Object.keys(named(what, fields))) {
    if (!Object.hasOwn(table, name)) throw new TypeError(`${what} has no ${name}`);
  }
}

/** What an event says of an agent. What is missing stays as it is; an empty array says that there are none. */
export class AgentUpdate {
  constructor(fields = {}) {
    known('an update of an agent', fields, written.usher_agent_update);
    Object.assign(this, fields);
  }
}

/** Something that happened, for a desk: `new Event('message', { conversation: 'c-1', ... })`. */
export class Event {
  constructor(type, fields = {}) {
    known('an event', fields, written.usher_event);
    if ('type' in fields) throw new TypeError('the type of an event stands in front');
    const of = (name, Kind) => {
      if (fields[name] !== undefined && fields[name] !== null && !(fields[name] instanceof Kind)) {
        throw new TypeError(`${name} is a ${Kind.name}`);
      }
    };
    of('message', Message);
    of('agentUpdate', AgentUpdate);
    this.type = type;
    Object.assign(this, fields);
  }
}

/** What came of events, in its order: iterable, with `length` and `at()`. */
export class Effects {
  #list;
  #current;

  constructor(handle, status, findings, current) {
    this.repeated = status === constants.REPEATED;
    this.findings = Object.freeze(findings);
    const count = native.usher_effects_count(handle);
    this.#list = Object.freeze(Array.from({ length: count }, (_, index) =>
      read('usher_effect', BigInt(native.usher_effects_at(handle, index)))));
    const results = [];
    for (let found; (found = native.usher_effects_result(handle, results.length)) !== null;) {
      results.push(read('usher_event_result', BigInt(found)));
    }
    this.results = Object.freeze(results);
    this.#current = current;
  }

  [Symbol.iterator]() {
    return this.#list[Symbol.iterator]();
  }

  get length() {
    return this.#list.length;
  }

  at(index) {
    return this.#list.at(index);
  }

  get all() {
    return this.#list;
  }

  #handle() {
    const handle = this.#current(this);
    if (handle === null) throw new ClosedError('the desk was told something else since; ask before that');
    return handle;
  }

  render(format = 'text') {
    return textOf((out) => native.usher_effects_render(this.#handle(), formatOf(format), out));
  }

  get journal() {
    return textOf((out) => native.usher_effects_journal(this.#handle(), out));
  }
}

const own = Symbol('own');

/**
 * Who has which conversation, who gets the next one, by when it is to be answered. A change is made by apply(), and then
 * kept by commit() or taken back by abort(); change() does both. It reads no clock.
 */
export class Desk extends Handle {
  // Of the last change; and of the next. A call that is refused empties what it is given, and the change before may still
  // be under way.
  #effects;
  #next;
  #view;
  #last = null;

  constructor(secret, pointer) {
    if (secret !== own) throw new TypeError('a desk comes from Desk.open, Desk.restore or policy.desk');
    const [effects, next] = [0, 1].map(() => {
      check(native.usher_effects_create(outAt));
      return pointerAt(outAt);
    });
    check(native.usher_view_create(outAt));
    const view = pointerAt(outAt);
    super(pointer, (desk) => {
      native.usher_effects_destroy(effects);
      native.usher_effects_destroy(next);
      native.usher_view_destroy(view);
      native.usher_desk_destroy(desk);
    });
    this.#effects = effects;
    this.#next = next;
    this.#view = view;
  }

  static open(policy, options = {}) {
    const from = pointerOf(policy, Policy, 'policy');
    begin();
    const given = struct('usher_desk_options', named('options', options)).pointer;
    return new Desk(own, made((out, report) => native.usher_desk_open(from, given, out, report))[0]);
  }

  static restore(snapshot, options = {}) {
    begin();
    if (!(snapshot instanceof Uint8Array)) throw new TypeError('a snapshot is a Buffer');
    const given = struct('usher_desk_options', named('options', options)).pointer;
    const bytes = string(snapshot);
    return new Desk(own, made((out, report) => native.usher_desk_restore(bytes, given, out, report))[0]);
  }

  apply(events) {
    const list = Array.isArray(events) ? events : [events];
    const objects = list.filter((event) => !(event instanceof Event));
    if (list.length > 0 && objects.length === list.length) return this.applyJson(list.map(json).join('\n'));
    if (objects.length > 0) throw new TypeError('a desk takes Event, or objects only');
    begin();
    const first = BigInt(structs('usher_event', list));
    return this.#fill((effects, report) =>
      native.usher_desk_apply(this.pointer, first || null, list.length, effects, report));
  }

  applyJson(lines) {
    begin();
    const text = string(lines);
    return this.#fill((effects, report) => native.usher_desk_apply_json(this.pointer, text, effects, report));
  }

  #fill(call) {
    let status;
    const findings = reported((report) => (status = call(this.#next, report)));
    [this.#effects, this.#next] = [this.#next, this.#effects];
    this.#last = new Effects(this.#effects, status, findings, (effects) =>
      !this.closed && this.#last === effects ? this.#effects : null);
    return this.#last;
  }

  advance(time, { force = false } = {}) {
    return this.apply(new Event('advance', { time, force }));
  }

  change(events, store) {
    const effects = typeof events === 'string' ? this.applyJson(events) : this.apply(events);
    let stored;
    try {
      stored = store(effects);
    } catch (error) {
      this.abort();
      throw error;
    }
    if (typeof stored?.then === 'function') {
      return stored.then(
        (value) => {
          this.commit();
          return value;
        },
        (error) => {
          this.abort();
          throw error;
        },
      );
    }
    this.commit();
    return stored;
  }

  commit() {
    check(native.usher_desk_commit(this.pointer));
  }

  abort() {
    check(native.usher_desk_abort(this.pointer));
  }

  setPolicy(policy) {
    const next = pointerOf(policy, Policy, 'policy');
    return this.#fill((effects, report) => native.usher_desk_set_policy(this.pointer, next, effects, report));
  }

  snapshot() {
    return documentBytes((out, report) => native.usher_desk_snapshot(this.pointer, out, report));
  }

  get nextDue() {
    check(native.usher_desk_next_due(this.pointer, outAt));
    return timeAt(outAt);
  }

  metrics(format = 'openmetrics', { within, shortWait } = {}) {
    begin();
    const options = struct('usher_metrics_options', { within, shortWait }).pointer;
    const number = formatOf(format);
    return documentText((out, report) => native.usher_desk_metrics(this.pointer, options, number, out, report));
  }

  look({ as } = {}) {
    return this.#viewed(as, (view) => native.usher_desk_look(this.pointer, view));
  }

  conversation(name) {
    return this.#named('usher_desk_conversation', name)?.conversations[0] ?? null;
  }

  agent(name, { as } = {}) {
    return this.#named('usher_desk_agent', name, as);
  }

  candidates(conversation, { as = 'json' } = {}) {
    return this.#named('usher_desk_candidates', conversation, as);
  }

  queue(department, { as } = {}) {
    return this.#named('usher_desk_queue', department, as);
  }

  owed(most = 0, { as } = {}) {
    return this.#listed(constants.LIST_OWED, most, as);
  }

  consultations(most = 0, { as } = {}) {
    return this.#listed(constants.LIST_CONSULTATIONS, most, as);
  }

  #listed(list, most, as) {
    const count = whole('most', most, 0, Number.MAX_SAFE_INTEGER);
    return this.#viewed(as, (view) => native.usher_desk_list(this.pointer, list, count, view));
  }

  #named(call, name, as) {
    begin();
    const given = string(name);
    const status = native[call](this.pointer, given, this.#view);
    return status === constants.NOT_FOUND ? null : this.#viewed(as, () => status);
  }

  #viewed(as, call) {
    check(call(this.#view));
    if (as !== undefined) return textOf((out) => native.usher_view_render(this.#view, formatOf(as), out));
    return viewOf(this.#view);
  }
}

function viewOf(handle) {
  const list = (name) => {
    const count = native[`usher_view_${name}_count`](handle);
    return Object.freeze(Array.from({ length: count }, (_, index) =>
      read(`usher_${name}`, BigInt(native[`usher_view_${name}`](handle, index)))));
  };
  const time = Number(native.usher_view_time(handle));
  return Object.freeze({
    time: time < 0 ? null : new Date(time),
    departments: list('department'),
    agents: list('agent'),
    conversations: list('conversation'),
  });
}
