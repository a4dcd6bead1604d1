// SPDX-License-Identifier: BSL-1.0
import { constants } from '../generated/abi.js';
import { documentText, formatOf, made, reported } from './call.js';
import { read, struct, structsOf } from './codec.js';
import { Handle } from './handle.js';
import { begin, clearAt, int32At, numberAt, outAt, string } from './memory.js';
import { native } from './native.js';
import { pathOf } from './path.js';

const instants = 10000;
const progressAt = outAt + 16n;
const own = Symbol('own');

/** A scenario to be simulated (docs/scenarios.md). */
export class Scenario extends Handle {
  #running; // runs that look into it: whoever closes it meanwhile leaves it to the last of them

  constructor(secret, pointer) {
    if (secret !== own) throw new TypeError('a scenario comes from Scenario.load or Scenario.parse');
    const running = { runs: 0, closed: false };
    super(pointer, (scenario) => {
      running.closed = true;
      if (running.runs === 0) native.usher_scenario_destroy(scenario);
    });
    this.#running = running;
  }

  static load(path, { seed, replications, limits } = {}) {
    begin();
    const options = struct('usher_scenario_options', { seed, replications, limits }).pointer;
    const name = pathOf(path);
    return new Scenario(own, made((out, report) => native.usher_scenario_load(name, options, out, report))[0]);
  }

  static parse(name, files, { seed, replications, limits } = {}) {
    begin();
    const options = struct('usher_scenario_options', { seed, replications, limits }).pointer;
    const [first, count] = structsOf('sources', 'files', files);
    const called = string(name);
    return new Scenario(own, made((out, report) =>
      native.usher_scenario_load_memory(called, BigInt(first) || null, count, options, out, report))[0]);
  }

  get about() {
    return read('usher_scenario_info', BigInt(native.usher_scenario_about(this.pointer)));
  }

  run({ progress, rows } = {}) {
    const { runs } = this.about;
    const { pointer } = this;
    ++this.#running.runs;
    try {
      for (let run = 0; run < runs; ++run) this.#one(run, runs, progress, rows);
    } finally {
      if (--this.#running.runs === 0 && this.#running.closed) native.usher_scenario_destroy(pointer);
    }
    return this;
  }

  #one(run, runs, progress, rows) {
    const [simulation] = made((out, report) => native.usher_simulation_create(this.pointer, run, out, report));
    try {
      for (let done = 0; done < 1;) {
        this.#ask();
        clearAt(progressAt);
        reported((report) => native.usher_simulation_advance(simulation, instants, progressAt, report));
        done = numberAt(progressAt);
        progress?.((run + done) / runs);
      }
      this.#ask();
      rows?.(documentText((out) => native.usher_simulation_rows(simulation, out)));
    } finally {
      native.usher_simulation_destroy(simulation);
    }
  }

  // What was told of it may have closed it.
  #ask() {
    return this.pointer;
  }

  results(format = 'text') {
    return documentText((out) => native.usher_scenario_results(this.pointer, formatOf(format), out, null));
  }

  get passed() {
    clearAt(progressAt);
    documentText((out) => native.usher_scenario_results(this.pointer, constants.FORMAT_JSON, out, progressAt));
    return int32At(progressAt) === 1;
  }
}
