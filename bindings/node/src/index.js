// SPDX-License-Identifier: BSL-1.0
// Which department and person a customer's message goes to, how urgent it is, and what the answer must respect.
import { native } from './native.js';

export * from './errors.js';
export { Duration, Message } from './values.js';
export { Handle } from './handle.js';
export { Decision, Reading } from './decision.js';
export { Policy, TestRun } from './policy.js';
export { Batch } from './batch.js';
export { Calendar, zoneResolve } from './calendar.js';
export { AgentUpdate, Desk, Effects, Event } from './desk.js';
export { staffing } from './staffing.js';
export { StaffWeek } from './staff_week.js';
export { Scenario } from './simulation.js';
export { Mapping } from './mapping.js';
export { Replay } from './replay.js';

/** "0.1.0": of the library. */
export const version = native.usher_version();
