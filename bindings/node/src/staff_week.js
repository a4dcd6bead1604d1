// SPDX-License-Identifier: BSL-1.0
import { constants } from '../generated/abi.js';
import { check, formatOf, made, reported, textOf } from './call.js';
import { UINT32, duration, flag, milliseconds, read, struct, whole } from './codec.js';
import { errorOf } from './failure.js';
import { Handle } from './handle.js';
import { begin, naturalAt, outAt, string } from './memory.js';
import { native } from './native.js';

const leftOutAt = outAt + 8n;

function character(key, text) {
  if (text === undefined || text === null) return undefined;
  // For the library, NUL is "not given".
  if (typeof text !== 'string' || !/^[\x01-\x7f]$/.test(text)) throw new TypeError(`${key} is one character of ASCII`);
  return text.charCodeAt(0);
}

/** How many people each hour of the week wants, by what was recorded (docs/staffing.md). No policy is needed. */
export class StaffWeek extends Handle {
  constructor(zone) {
    begin();
    const name = string(zone);
    const [pointer] = made((out, report) => native.usher_staff_week_create(name, out, report));
    super(pointer, native.usher_staff_week_destroy);
  }

  add(time, handle) {
    const length = handle === undefined || handle === null ? 0 : duration('handle', handle);
    check(native.usher_staff_week_add(this.pointer, milliseconds(time), length));
    return this;
  }

  addRows(rows, { timeColumn, delimiter, quote, file = 'rows', last = true, ...form } = {}) {
    if (timeColumn === undefined || timeColumn === null) throw new TypeError('timeColumn is the name of a column');
    begin();
    const given = struct('usher_rows_form', {
      ...form,
      file,
      timeColumn,
      delimiter: character('delimiter', delimiter),
      quote: quote === '' ? constants.QUOTE_NONE : character('quote', quote),
    }).pointer;
    const [bytes, end] = [string(rows), flag('last', last) ? 1 : 0];
    return reported((report) => native.usher_staff_week_add_rows(this.pointer, given, bytes, end, report));
  }

  addEvents(lines, file = 'events') {
    begin();
    const [name, text] = [string(file), string(lines)];
    return reported((report) => native.usher_staff_week_add_events(this.pointer, name, text, report));
  }

  get taken() {
    this.#count();
    return naturalAt(outAt);
  }

  get leftOut() {
    this.#count();
    return naturalAt(leftOutAt);
  }

  #count() {
    check(native.usher_staff_week_count(this.pointer, outAt, leftOutAt));
  }

  plan({ handle, patience, mostWaiting, ...target } = {}) {
    begin();
    const most = mostWaiting === undefined || mostWaiting === null ? 0 : whole('mostWaiting', mostWaiting, 0, UINT32);
    const demand = struct('usher_staff_demand', { handle, patience, mostWaiting: most }).pointer;
    const wanted = struct('usher_staff_target', target).pointer;
    reported((report) => native.usher_staff_week_plan(this.pointer, demand, wanted, report));
    return this;
  }

  hour(weekday, hour) {
    const found = native.usher_staff_week_hour(this.pointer, whole('weekday', weekday, 0, 6), whole('hour', hour, 0, 23));
    if (found === null) throw errorOf(constants.STATE, []);
    return read('usher_staff_hour', BigInt(found));
  }

  render(format = 'text') {
    return textOf((out) => native.usher_staff_week_render(this.pointer, formatOf(format), out));
  }
}
