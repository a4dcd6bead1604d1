// SPDX-License-Identifier: BSL-1.0
import { made, reported, textOf, formatOf } from './call.js';
import { flag, read, struct, structs } from './codec.js';
import { Event } from './desk.js';
import { Handle, pointerOf } from './handle.js';
import { Mapping } from './mapping.js';
import { begin, naturalAt, outAt, string } from './memory.js';
import { native } from './native.js';
import { Policy } from './policy.js';

/** Recorded events through a real desk, under one policy or under two side by side (docs/replay.md). */
export class Replay extends Handle {
  constructor(policy, { against, ...options } = {}) {
    const from = pointerOf(policy, Policy, 'policy');
    const other = against === undefined || against === null ? null : pointerOf(against, Policy, 'against');
    begin();
    const given = struct('usher_replay_options', options).pointer;
    const [pointer] = made((out, report) =>
      native.usher_replay_create(from, other, given, out, report));
    super(pointer, native.usher_replay_destroy);
  }

  addJson(lines, file = 'events') {
    begin();
    const [name, text] = [string(file), string(lines)];
    return reported((report) => native.usher_replay_add_json(this.pointer, name, text, report));
  }

  add(events) {
    const list = Array.isArray(events) ? events : [events];
    if (list.some((event) => !(event instanceof Event))) throw new TypeError('a replay takes Event; addJson takes lines');
    begin();
    const first = BigInt(structs('usher_event', list));
    return reported((report) => native.usher_replay_add(this.pointer, first || null, list.length, report));
  }

  addRows(mapping, rows, { file = 'rows', last = true } = {}) {
    const columns = pointerOf(mapping, Mapping, 'mapping');
    begin();
    const [name, bytes, end] = [string(file), string(rows), flag('last', last) ? 1 : 0];
    return reported((report) => native.usher_replay_add_rows(this.pointer, columns, name, bytes, end, report));
  }

  play() {
    reported((report) => native.usher_replay_play(this.pointer, outAt, report));
    return naturalAt(outAt);
  }

  finish() {
    reported((report) => native.usher_replay_finish(this.pointer, report));
    return this.result;
  }

  get result() {
    const found = native.usher_replay_result(this.pointer);
    return found === null ? null : read('usher_replay_summary', BigInt(found));
  }

  render(format = 'text') {
    return textOf((out) => native.usher_replay_render(this.pointer, formatOf(format), out));
  }
}
