// SPDX-License-Identifier: BSL-1.0
// Values of JavaScript into structs of the library and back, by the tables of abi.js.
import { constants, names, read as readTables, sizes, written } from '../generated/abi.js';
import { Place, int32At, int64At, naturalAt, numberAt, pointerAt, textAt, textsAt, timeAt, uint32At, uint64At } from './memory.js';
import { Duration, named } from './values.js';

const words = Object.fromEntries(
  Object.entries(names).map(([title, group]) => [title, new Map(Object.entries(group).map(([w, n]) => [n, w]))]),
);
const clocks = Object.entries(names.clock);

/** The word of a number; null for one that is none. */
export const wordOf = (title, number) => words[title].get(number) ?? null;

/** The number of a word. */
export function numberOf(title, word) {
  const number = typeof word === 'string' && Object.hasOwn(names[title], word) ? names[title][word] : undefined;
  if (number === undefined) {
    throw new TypeError(`there is no ${title} ${String(word)}; there are ${Object.keys(names[title]).join(', ')}`);
  }
  return number;
}

export function milliseconds(time) {
  const value = time instanceof Date ? time.getTime() : time;
  if (!Number.isSafeInteger(value)) throw new TypeError('a time is a Date, or a whole number of milliseconds');
  return value;
}

/** The milliseconds of a Duration. */
export function duration(key, value) {
  if (!(value instanceof Duration)) throw new TypeError(`${key} is a Duration, not ${typeof value}`);
  return value.milliseconds;
}

export function flag(key, value) {
  if (typeof value !== 'boolean') throw new TypeError(`${key} is true or false`);
  return value;
}

/** A whole number between two, both included; C would take what is left of any other. */
export function whole(what, value, least, most) {
  if (typeof value !== 'bigint' && !Number.isInteger(value)) {
    throw new TypeError(`${what} is a whole number, not ${typeof value === 'number' ? value : typeof value}`);
  }
  if (value < least || value > most) throw new RangeError(`${what} is a whole number, ${least} to ${most}`);
  return value;
}

export const UINT32 = 0xffffffff;
const UINT64 = (1n << 64n) - 1n;

function natural(what, value) {
  if (typeof value === 'bigint' && value >= 0n && value <= UINT64) return value;
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`${what} is a whole number from 0 on`);
  return value;
}

function finite(what, value) {
  if (typeof value !== 'number') throw new TypeError(`${what} is a number, not ${typeof value}`);
  return value;
}

function fact(name, value) {
  switch (typeof value) {
    case 'string': return { name, type: constants.FACT_TEXT, text: value };
    case 'number': return { name, type: constants.FACT_NUMBER, number: value };
    case 'boolean': return { name, type: constants.FACT_FLAG, integer: value ? 1 : 0 };
    default:
  }
  if (value instanceof Date) return { name, type: constants.FACT_TIME, integer: milliseconds(value) };
  if (value instanceof Duration) return { name, type: constants.FACT_DURATION, integer: value.milliseconds };
  if (value === null || value === undefined) return { name };
  throw new TypeError(`the fact ${name} is a string, a number, a boolean, a Date or a Duration, not ${typeof value}`);
}

const rows = {
  facts: ['usher_fact', fact],
  limits: ['usher_limit', (name, value) => ({ name, value: natural(`the limit ${name}`, value) })],
  sources: ['usher_source', (name, text) => ({ name, text })],
  capacities: ['usher_kind_capacity', (kind, most) => ({ kind, most: natural(`the capacity for ${kind}`, most) })],
};

/** A struct in the arena, with the fields given; undefined and null: not given. */
export function struct(name, fields) {
  const place = new Place(sizes[name]);
  write(name, place, fields);
  return place;
}

/** A mapping as an array of structs: the address of the first, or 0 for none, and how many there are. */
export function structsOf(kind, key, value) {
  const [of, make] = rows[kind];
  const made = (value instanceof Map ? [...value] : Object.entries(named(key, value))).map(([name, each]) => make(name, each));
  return [structs(of, made), made.length];
}

/** An array of structs; its address, or 0 for none. */
export function structs(name, list) {
  if (list.length === 0) return 0;
  const size = sizes[name];
  const place = new Place(size * list.length);
  list.forEach((fields, index) => write(name, place.part(index * size), fields));
  return place.address;
}

function write(name, place, fields) {
  const table = written[name];
  place.natural(0, sizes[name]);
  for (const key in fields) {
    const value = fields[key];
    if (value === undefined || value === null) continue;
    const field = table[key];
    if (field === undefined) throw new TypeError(`unknown option: ${key}`);
    if (field.kind === 'text') place.text(field.at, value);
    else writeOther(place, key, field, value);
    if (field.impliesAt !== undefined) place.bits(field.impliesAt, field.implies);
  }
}

function writeOther(place, key, field, value) {
  switch (field.kind) {
    case 'switch':
      if (flag(key, value)) place.bits(field.at, field.bit);
      break;
    case 'count': count(place, key, field, value); break;
    case 'number': place.number(field.at, finite(key, value)); break;
    case 'time': place.integer(field.at, milliseconds(value)); break;
    case 'duration': place.integer(field.at, duration(key, value)); break;
    case 'enum': place.int32(field.at, numberOf(field.names, value)); break;
    case 'struct': place.natural(field.at, struct(field.struct, value).address); break;
    case 'texts': list(place, field, value.length, texts(key, value)); break;
    default: {
      const [first, length] = structsOf(field.kind, key, value);
      list(place, field, length, first);
    }
  }
}

function count(place, key, field, value) {
  if (field.size === 4) {
    const [least, most] = field.signed ? [-0x80000000, 0x7fffffff] : [0, UINT32];
    place.int32(field.at, Number(whole(key, value, least, most)));
  } else {
    // Beyond, a number is not the one that was written.
    if (typeof value === 'number') whole(key, value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const [least, most] = field.signed ? [-(1n << 63n), (1n << 63n) - 1n] : [0n, UINT64];
    place.integer(field.at, BigInt.asIntN(64, BigInt(whole(key, value, least, most))));
  }
}

function list(place, field, length, first) {
  place.natural(field.at, first);
  place.natural(field.countAt, length);
}

function texts(key, value) {
  if (!Array.isArray(value)) throw new TypeError(`${key} is an array of strings, not ${typeof value}`);
  if (value.length === 0) return 0;
  const place = new Place(16 * value.length);
  value.forEach((text, index) => place.text(index * 16, text));
  return place.address;
}

/** What the library filled, as a frozen object. */
export function read(name, at) {
  const made = {};
  const table = readTables[name];
  for (const key in table) made[key] = fieldOf(table[key], at);
  return Object.freeze(made);
}

function fieldOf(field, struct) {
  const at = struct + BigInt(field.at);
  switch (field.kind) {
    case 'text': return textAt(at);
    case 'texts': return Object.freeze(textsAt(pointerAt(at), naturalAt(struct + BigInt(field.countAt))));
    case 'time': return timeAt(at);
    case 'duration': {
      const length = int64At(at);
      return length === 0 ? null : new Duration(length);
    }
    case 'number': return numberAt(at);
    case 'flag': return int32At(at) !== 0;
    case 'enum': return wordOf(field.names, int32At(at));
    case 'clocks': {
      const bits = int32At(at);
      return Object.freeze(clocks.filter(([, number]) => (bits >> (number - 1)) & 1).map(([word]) => word));
    }
    case 'span': {
      const [begin, end, beginCodePoint, endCodePoint] = [0n, 8n, 16n, 24n].map((offset) => naturalAt(at + offset));
      return Object.freeze({ begin, end, beginCodePoint, endCodePoint });
    }
    default: return field.size === 4 ? uint32At(at) : uint64At(at);
  }
}
