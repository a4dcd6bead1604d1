// SPDX-License-Identifier: BSL-1.0
import { column as at, constants, names } from '../generated/abi.js';
import { check, reported } from './call.js';
import { numberOf, struct, structs } from './codec.js';
import { errorOf, statusOf } from './failure.js';
import { Handle, pointerOf } from './handle.js';
import { begin, int32At, naturalAt, numbersAt, outAt, pointerAt, string, textsAt } from './memory.js';
import { native } from './native.js';
import { Policy } from './policy.js';
import { Message, json, named } from './values.js';

/** Many messages, decided about in one call, field by field. A row that is wrong does not stop the others. */
export class Batch extends Handle {
  constructor() {
    check(native.usher_batch_create(outAt));
    super(pointerAt(outAt), native.usher_batch_destroy);
    this.findings = Object.freeze([]);
  }

  triage(policy, messages, options = {}) {
    const from = pointerOf(policy, Policy, 'policy');
    const list = [...messages];
    const objects = list.filter((message) => !(message instanceof Message));
    if (list.length > 0 && objects.length === list.length) {
      return this.triageJson(policy, list.map(json).join('\n'), options);
    }
    if (objects.length > 0) throw new TypeError('a batch has Message, or objects only');
    begin();
    const first = BigInt(structs('usher_message', list));
    return this.#run(options, (how, report) =>
      native.usher_batch_triage(from, first || null, list.length, how, this.pointer, report));
  }

  triageJson(policy, lines, options = {}) {
    const from = pointerOf(policy, Policy, 'policy');
    begin();
    const text = string(lines);
    return this.#run(options, (how, report) =>
      native.usher_batch_triage_json(from, text, how, this.pointer, report));
  }

  #run(given, call) {
    const { findings, ...options } = named('options', given);
    const how = struct('usher_triage_options', options).pointer;
    this.findings = Object.freeze(reported((report) => call(how, report)));
    return this;
  }

  get size() {
    return Number(native.usher_batch_rows(this.pointer));
  }

  get statuses() {
    const { size } = this;
    if (size === 0) return [];
    return Array.from(numbersAt(native.usher_batch_statuses(this.pointer), size, Int32Array), statusOf);
  }

  column(field) {
    return values(native.usher_batch_column(this.pointer, numberOf('field', field)), field);
  }

  because(field) {
    return values(native.usher_batch_because(this.pointer, numberOf('field', field)), null);
  }
}

function values(column, field) {
  if (column === null) throw errorOf(constants.ARGUMENT, []);
  const count = naturalAt(column + at.values);
  const numbers = (member, Kind) => Array.from(numbersAt(pointerAt(column + member), count, Kind));
  let flat;
  switch (int32At(column + at.type)) {
    case constants.COLUMN_CODES: {
      const words = textsAt(pointerAt(column + at.dictionary), naturalAt(column + at.dictionarySize));
      flat = numbers(at.codes, Int32Array).map((code) => words[code] ?? null);
      break;
    }
    case constants.COLUMN_INTEGERS:
      flat = numbers(at.integers, BigInt64Array).map((value) => integer(Number(value), field));
      break;
    default:
      flat = numbers(at.numbers, Float64Array).map((value) => (Number.isNaN(value) ? null : value));
  }
  const offsets = pointerAt(column + at.offsets);
  if (offsets === 0n) return flat;
  const ends = Array.from(numbersAt(offsets, naturalAt(column + at.rows) + 1, BigUint64Array), Number);
  return ends.slice(1).map((end, row) => flat.slice(ends[row], end));
}

function integer(value, field) {
  if (value < 0) return null;
  if (field === 'engage') return value !== 0;
  return field === 'priority' ? value : new Date(value);
}
