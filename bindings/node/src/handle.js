// SPDX-License-Identifier: BSL-1.0
import { ClosedError } from './errors.js';

const registry = new FinalizationRegistry((release) => release());

/**
 * Something of the library's. close() gives it back at once, and `using` does; else it goes some time after nothing
 * refers to it any more.
 */
export class Handle {
  #pointer;
  #release;

  constructor(pointer, release) {
    this.#pointer = pointer;
    // Nothing in here may refer to this object, or it would never go.
    this.#release = () => release(pointer);
    registry.register(this, this.#release, this);
  }

  /** Closing twice does nothing; using what is closed throws ClosedError. */
  close() {
    if (this.#pointer === null) return;
    registry.unregister(this);
    this.#pointer = null;
    this.#release();
  }

  get closed() {
    return this.#pointer === null;
  }

  /** @internal */
  get pointer() {
    if (this.#pointer === null) throw new ClosedError(`${this.constructor.name} is closed`);
    return this.#pointer;
  }
}

/**
 * The pointer of a handle that the host gave. C takes any address for what it asked for, so what is of another kind must be
 * refused here.
 */
export function pointerOf(value, Kind, name) {
  if (!(value instanceof Kind)) {
    const given = value instanceof Handle ? value.constructor.name : value === null ? 'null' : typeof value;
    throw new TypeError(`${name} is a ${Kind.name}, not ${given}`);
  }
  return value.pointer;
}

if (Symbol.dispose) {
  Object.defineProperty(Handle.prototype, Symbol.dispose, {
    value() {
      this.close();
    },
  });
}
