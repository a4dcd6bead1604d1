// SPDX-License-Identifier: BSL-1.0
import { check, reported } from './call.js';
import { read, struct } from './codec.js';
import { pointerOf } from './handle.js';
import { begin, naturalAt, outAt, pointerAt, string } from './memory.js';
import { native } from './native.js';
import { Policy } from './policy.js';

function list(handle, name, make) {
  const count = native[`usher_text_${name}_count`](handle);
  const at = (index) => BigInt(native[`usher_text_${name}`](handle, index));
  return Object.freeze(Array.from({ length: count }, (_, index) => make(at(index), index)));
}

function span(at) {
  const [begins, ends, beginCodePoint, endCodePoint] = [0n, 8n, 16n, 24n].map((offset) => naturalAt(at + offset));
  return Object.freeze({ begin: begins, end: ends, beginCodePoint, endCodePoint });
}

function match(handle, at, index) {
  const { partCount, ...fields } = read('usher_match', at);
  const parts = Array.from({ length: partCount }, (_, part) =>
    read('usher_part', BigInt(native.usher_text_match_part(handle, index, part))));
  return Object.freeze({ ...fields, parts: Object.freeze(parts) });
}

/** What usher sees in a text: a frozen object. */
export function readText(policy, text, { subject, email } = {}) {
  begin();
  const source = string(text);
  const options = struct('usher_text_options', { subject, email }).pointer;
  check(native.usher_text_create(outAt));
  const handle = pointerAt(outAt);
  try {
    reported((report) => native.usher_text_read(pointerOf(policy, Policy, 'policy'), source, options, handle, report));
    return Object.freeze({
      ...read('usher_text_values', BigInt(native.usher_text_fields(handle))),
      words: list(handle, 'word', (at) => read('usher_word', at)),
      matches: list(handle, 'match', (at, index) => match(handle, at, index)),
      personalData: list(handle, 'personal_data', (at) => read('usher_personal_data', at)),
      leftOut: list(handle, 'left_out', span),
    });
  } finally {
    native.usher_text_destroy(handle);
  }
}
