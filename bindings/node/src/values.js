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

function plain(key, value) {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${key} is ${value}, which JSON has not`);
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`${key} is a ${typeof value}`);
  return value;
}

/** An object as the library's JSON. */
export function json(object) {
  if (object === null || typeof object !== 'object' || Array.isArray(object)) {
    throw new TypeError('a Message or an object is wanted');
  }
  return JSON.stringify(object, plain);
}
