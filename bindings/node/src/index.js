// SPDX-License-Identifier: BSL-1.0
// Which department and person a customer's message goes to, how urgent it is, and what the answer must respect.
import { native } from './native.js';

export * from './errors.js';
export { Duration, Message } from './values.js';
export { Policy } from './policy.js';

/** "0.1.0": of the library. */
export const version = native.usher_version();
