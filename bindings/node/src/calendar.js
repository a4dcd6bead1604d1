// SPDX-License-Identifier: BSL-1.0
import { check, made, reported, textOf } from './call.js';
import { milliseconds, numberOf, whole, wordOf } from './codec.js';
import { NotFoundError } from './errors.js';
import { Handle, pointerOf } from './handle.js';
import { Place, begin, int32At, int64At, outAt, string, timeAt } from './memory.js';
import { native } from './native.js';
import { Policy } from './policy.js';
import { Duration } from './values.js';

function service(value) {
  if (!(value instanceof Duration)) throw new TypeError('a length of time is a Duration');
  return value.milliseconds;
}

function pausesOf(pauses) {
  begin();
  if (pauses.length === 0) return null;
  const place = new Place(16 * pauses.length);
  pauses.forEach(([from, to], index) => {
    place.integer(index * 16, milliseconds(from));
    place.integer(index * 16 + 8, milliseconds(to));
  });
  return place.pointer;
}

/**
 * A calendar of the library's, for all that ask their policy for one of its name. It is some 80 kB, of which the garbage
 * collector knows nothing, so it would let thousands of them wait. The last one to leave it, the policy among them, frees it.
 */
class Shared {
  #users = 1;

  constructor(policy, name) {
    const given = string(name);
    [this.pointer] = made((out, report) => native.usher_calendar_create(policy, given, out, report));
  }

  enter() {
    ++this.#users;
    return this;
  }

  leave() {
    if (--this.#users === 0) native.usher_calendar_destroy(this.pointer);
  }
}

/** The calendars that a policy was asked for, by name. */
export class Calendars {
  #shared = new Map();

  of(policy, name) {
    const key = typeof name === 'string' || !(name instanceof Uint8Array) ? name : Buffer.from(name).toString();
    let found = this.#shared.get(key);
    if (found === undefined) {
      found = new Shared(policy, name);
      this.#shared.set(key, found);
    }
    return found;
  }

  leave() {
    for (const each of this.#shared.values()) each.leave();
    this.#shared.clear();
  }
}

/** Opening hours of a policy. Service time is the time that passes while a calendar is open. */
export class Calendar extends Handle {
  constructor(policy, name) {
    const from = pointerOf(policy, Policy, 'policy');
    begin();
    const shared = Policy.calendars(policy).of(from, name).enter();
    super(shared.pointer, () => shared.leave());
  }

  get zone() {
    return textOf((out) => native.usher_calendar_zone(this.pointer, out));
  }

  offset(time) {
    check(native.usher_calendar_offset(this.pointer, milliseconds(time), outAt));
    return int32At(outAt);
  }

  isOpen(time) {
    check(native.usher_calendar_is_open(this.pointer, milliseconds(time), outAt));
    return int32At(outAt) === 1;
  }

  due(start, length, pauses = []) {
    const first = pausesOf(pauses);
    check(native.usher_calendar_due(this.pointer, milliseconds(start), service(length), first, pauses.length, outAt));
    return timeAt(outAt);
  }

  workingDays(start, days) {
    const count = Number(whole('days', days, 0, 0x7fffffff));
    check(native.usher_calendar_working_days(this.pointer, milliseconds(start), count, outAt));
    return new Duration(int64At(outAt));
  }

  elapsed(from, to, pauses = []) {
    const first = pausesOf(pauses);
    check(native.usher_calendar_elapsed(this.pointer, milliseconds(from), milliseconds(to), first, pauses.length, outAt));
    return new Duration(int64At(outAt));
  }

  start(due, length) {
    check(native.usher_calendar_start(this.pointer, milliseconds(due), service(length), outAt));
    return timeAt(outAt);
  }

  change(time, which) {
    try {
      check(native.usher_calendar_change(this.pointer, milliseconds(time), numberOf('change', which), outAt));
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
    return timeAt(outAt);
  }
}

/** The instants at which the wall clock of a zone shows a time. */
export function zoneResolve(zone, local) {
  begin();
  const [name, text] = [string(zone), string(local)];
  const [last, kind] = [outAt + 8n, outAt + 16n];
  reported((report) => native.usher_zone_resolve(name, text, kind, outAt, last, report));
  return Object.freeze({ kind: wordOf('local_time', int32At(kind)), first: timeAt(outAt), last: timeAt(last) });
}
