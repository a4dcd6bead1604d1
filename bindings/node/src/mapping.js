// SPDX-License-Identifier: BSL-1.0
import { made } from './call.js';
import { Handle } from './handle.js';
import { begin, string } from './memory.js';
import { native } from './native.js';
import { pathOf } from './path.js';

const own = Symbol('own');

/** How rows of a table become events (docs/replay.md). */
export class Mapping extends Handle {
  constructor(secret, pointer) {
    if (secret !== own) throw new TypeError('a mapping comes from Mapping.load or Mapping.parse');
    super(pointer, native.usher_mapping_destroy);
  }

  static load(path) {
    const name = pathOf(path);
    return new Mapping(own, made((out, report) => native.usher_mapping_load(name, out, report))[0]);
  }

  static parse(text, { name = 'mapping' } = {}) {
    begin();
    const [called, given] = [string(name), string(text)];
    return new Mapping(own, made((out, report) => native.usher_mapping_load_memory(called, given, out, report))[0]);
  }
}
