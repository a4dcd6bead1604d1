// SPDX-License-Identifier: BSL-1.0
import { written } from '../generated/abi.js';
import { check, made, textOf } from './call.js';
import { UINT32, duration, read, struct, whole } from './codec.js';
import { Place, begin, numberAt, numbersAt, outAt } from './memory.js';
import { native } from './native.js';

const agentsOf = (agents) => whole('agents', agents, 0, UINT32);

function formula(call, agents, offered) {
  if (typeof offered !== 'number') throw new TypeError('what is offered is a number of erlangs');
  check(call(agentsOf(agents), offered, outAt));
  return numberAt(outAt);
}

/** How many people for which target (docs/staffing.md). No policy is needed. */
export const staffing = Object.freeze({
  plan({ agents = 0, ...fields }) {
    begin();
    const demand = {};
    const target = {};
    for (const [name, value] of Object.entries(fields)) (name in written.usher_staff_demand ? demand : target)[name] = value;
    const given = [struct('usher_staff_demand', demand).pointer, struct('usher_staff_target', target).pointer];
    const [handle] = made((out, report) => native.usher_staff_plan(...given, agentsOf(agents), out, report));
    try {
      const count = native.usher_staff_row_count(handle);
      return Object.freeze({
        chosen: read('usher_staff_figures', BigInt(native.usher_staff_chosen(handle))),
        rows: Object.freeze(Array.from({ length: count }, (_, index) =>
          read('usher_staff_figures', BigInt(native.usher_staff_row(handle, index))))),
        text: textOf((out) => native.usher_staff_render(handle, 0, out)),
        json: textOf((out) => native.usher_staff_render(handle, 1, out)),
      });
    } finally {
      native.usher_staff_destroy(handle);
    }
  },

  /** The share of arrivals that find all agents busy, where nobody can wait; offered in erlangs. */
  erlangB: (agents, offered) => formula(native.usher_staff_erlang_b, agents, offered),
  /** The share of arrivals that wait. */
  erlangC: (agents, offered) => formula(native.usher_staff_erlang_c, agents, offered),

  /** The mean wait in milliseconds of each class of customers, the first class first; all are served as fast. */
  priorityWaits(perHour, handle, agents) {
    if (!Array.isArray(perHour) || perHour.some((each) => typeof each !== 'number')) {
      throw new TypeError('perHour is an array of numbers, the arrivals of each class');
    }
    const [length, people, count] = [duration('handle', handle), agentsOf(agents), perHour.length];
    begin();
    const [given, waits] = [new Place(8 * count), new Place(8 * count)];
    perHour.forEach((each, index) => given.number(8 * index, each));
    check(native.usher_staff_priority_waits(given.pointer, count, length, people, waits.pointer));
    return Array.from(numbersAt(waits.pointer, count, Float64Array));
  },
});
