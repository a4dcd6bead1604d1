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
    return new Duration(Math.round(count * 1000));
  }

  static minutes(count) {
    return Duration.seconds(count * 60);
  }

  static hours(count) {
    return Duration.seconds(count * 3600);
  }

  static days(count) {
    return Duration.seconds(count * 86400);
  }

  valueOf() {
    return this.milliseconds;
  }

  toJSON() {
    return this.milliseconds;
  }
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
    for (const name of Object.keys(fields)) {
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
  if (object === null || typeof object !== 'object' || Array.isArray(object)) {
    throw new TypeError('a Message or an object is wanted');
  }
  const message = 'type' in object ? object.message : undefined; // of an event
  return JSON.stringify(object, function replace(key, value) {
    return plain(key, this[key], value, (this === object || this === message) && times.has(key));
  });
}
