// SPDX-License-Identifier: BSL-1.0

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
