// SPDX-License-Identifier: BSL-1.0

/** A length of time, for facts, where a plain number is a number. */
export class Duration {
  constructor(milliseconds) {
    if (!Number.isSafeInteger(milliseconds)) throw new TypeError('a duration is a whole number of milliseconds');
    this.milliseconds = milliseconds;
    Object.freeze(this);
  }

  static milliseconds(count) {
    return new Duration(count);
  }

  static seconds(count) {
    return made(count, 1000);
  }

  static minutes(count) {
    return made(count, 60_000);
  }

  static hours(count) {
    return made(count, 3_600_000);
  }

  static days(count) {
    return made(count, 86_400_000);
  }

  valueOf() {
    return this.milliseconds;
  }

  /** As events of JSON have it: `1h30m`, `90.5s`. */
  toString() {
    let rest = this.milliseconds;
    if (rest < 0) return `${rest} ms`;
    let text = '';
    for (const [unit, size] of [['h', 3_600_000], ['m', 60_000]]) {
      if (rest >= size) text += `${Math.floor(rest / size)}${unit}`;
      rest %= size;
    }
    return rest > 0 || text === '' ? `${text}${rest / 1000}s` : text;
  }

  toJSON() {
    return this.milliseconds;
  }
}

function made(count, size) {
  if (typeof count !== 'number') throw new TypeError(`a duration is a number of something, not ${typeof count}`);
  return new Duration(Math.round(count * size));
}

/**
 * An object of names and values, for what would else be read as one that has none: a Map or a Set, a typed array, a
 * promise that nobody waited for.
 */
export function named(what, value) {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${what} is an object, not ${typeof value}`);
  if (!hasNames(value)) throw new TypeError(`${what} is an object of names, no ${value.constructor?.name ?? 'list'}`);
  return value;
}

function hasNames(value) {
  return !(Symbol.iterator in value || ArrayBuffer.isView(value) || typeof value.then === 'function' || value instanceof Date);
}

const messageFields = new Set(['text', 'id', 'conversation', 'channel', 'account', 'visibility', 'subject', 'language',
  'time', 'tags', 'facts']);

/**
 * What a customer wrote, field by field; what is missing, undefined or null is not given.
 *
 * Facts go by their dotted names, and their kind follows the value: a string is a text or a value of an enumeration, a
 * number a number, a boolean a flag, a Date a time, a Duration a duration, null a fact that is missing.
 */
export class Message {
  constructor(fields = {}) {
    if (typeof fields === 'string') fields = { text: fields };
    for (const name of Object.keys(named('a message', fields))) {
      if (!messageFields.has(name)) throw new TypeError(`a message has no ${name}; facts stand in facts`);
    }
    Object.assign(this, fields);
  }
}

// Keys of messages and events, not of facts, whose value is a time.
const times = new Set(['time', 'due', 'until']);

function plain(key, given, value, isTime) {
  if (given instanceof Uint8Array) return Buffer.from(given.buffer, given.byteOffset, given.length).toString();
  if (given instanceof Date && Number.isNaN(given.getTime())) throw new TypeError(`${key} is a Date that is none`);
  switch (typeof value) {
    case 'object': // Dates and Durations are none any more
      if (value === null || Array.isArray(value)) return value;
      if (value instanceof Map) return Object.fromEntries(value);
      if (!hasNames(value)) throw new TypeError(`${key} is a ${value.constructor?.name}, which JSON has not`);
      return value;
    case 'string': return value.replace(/\p{Surrogate}/gu, '\ufffd'); // those that are alone
    case 'number': {
      if (!Number.isFinite(value)) throw new TypeError(`${key} is ${value}, which JSON has not`);
      const time = isTime && Number.isInteger(value) && value >= 0 ? new Date(value) : null;
      return time === null || Number.isNaN(time.getTime()) ? value : time.toISOString();
    }
    case 'function':
    case 'symbol': throw new TypeError(`${key} is a ${typeof value}`);
    default: return value;
  }
}

/** An object as the library's JSON. */
export function json(object) {
  if (object === null || typeof object !== 'object' || !hasNames(object)) {
    throw new TypeError('a Message or an object is wanted');
  }
  const isEvent = 'type' in object;
  const message = isEvent ? object.message : undefined;
  return JSON.stringify(object, function replace(key, value) {
    if (isEvent && this === object && key === 'within' && this[key] instanceof Duration) return this[key].toString();
    return plain(key, this[key], value, (this === object || this === message) && times.has(key));
  });
}
