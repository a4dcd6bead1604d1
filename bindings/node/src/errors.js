// SPDX-License-Identifier: BSL-1.0
import { constants, names } from '../generated/abi.js';

/** A call that failed. `findings` has everything that was found, with places and hints. */
export class UsherError extends Error {
  constructor(message, status, findings) {
    super(message);
    this.name = new.target.name;
    this.status = status;
    this.findings = findings;
  }
}
export class ArgumentError extends UsherError {}
export class NewerError extends UsherError {}
export class MemoryError extends UsherError {}
export class PolicyError extends UsherError {}
export class InputError extends UsherError {}
export class LimitError extends UsherError {}
export class IoError extends UsherError {}
export class FormatError extends UsherError {}
export class VersionError extends UsherError {}
export class StateError extends UsherError {}
export class TimeError extends UsherError {}
export class ConflictError extends UsherError {}
export class NotFoundError extends UsherError {}
export class LeaseError extends UsherError {}
export class OutcomeUnknownError extends UsherError {}
export class ForkedError extends UsherError {}
export class InternalError extends UsherError {}

/** Something was used after close(). */
export class ClosedError extends Error {
  constructor(message) {
    super(message);
    this.name = 'ClosedError';
  }
}

const classes = {
  argument: ArgumentError, newer: NewerError, memory: MemoryError, policy: PolicyError, input: InputError,
  limit: LimitError, io: IoError, format: FormatError, version: VersionError, state: StateError, time: TimeError,
  conflict: ConflictError, not_found: NotFoundError, lease: LeaseError, outcome_unknown: OutcomeUnknownError,
  forked: ForkedError, internal: InternalError,
};
for (const [word, number] of Object.entries(names.status)) {
  if (number >= constants.ARGUMENT && !(word in classes)) throw new Error(`errors.js: no class for the status ${word}`);
}

const words = new Map(Object.entries(names.status).map(([word, number]) => [number, word]));
export const statusOf = (number) => words.get(number) ?? 'internal';

export function errorOf(number, findings) {
  const status = statusOf(number);
  const first = findings.find((finding) => finding.severity === 'error');
  let what = status;
  if (first) {
    const place = first.line === 0 ? first.file : `${first.file}:${first.line}:${first.column}`;
    what += `: ${first.file ? `${place}: ` : ''}${first.message}`;
  }
  return new classes[status](what, status, findings);
}
