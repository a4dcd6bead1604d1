// SPDX-License-Identifier: BSL-1.0
// What most calls share: statuses, reports, texts and documents that come back.
import { constants } from '../generated/abi.js';
import { numberOf, read } from './codec.js';
import { errorOf } from './failure.js';
import { bytesAt, clearAt, naturalAt, outAt, pointerAt, reportAt, textAt } from './memory.js';
import { native } from './native.js';

export function check(status) {
  if (status >= constants.ARGUMENT) throw errorOf(status, []);
  return status;
}

function findingsOf(report) {
  const findings = [];
  const count = native.usher_report_count(report);
  for (let i = 0; i < count; ++i) findings.push(read('usher_finding', BigInt(native.usher_report_finding(report, i))));
  return findings;
}

/** Calls with a place for a report; throws what it says when the call fails, else gives its findings. */
export function reported(call, allowed = -1) {
  clearAt(reportAt);
  const status = call(reportAt);
  const report = pointerAt(reportAt);
  let findings = [];
  if (report !== 0n) {
    try {
      findings = findingsOf(report);
    } finally {
      native.usher_report_destroy(report);
    }
  }
  if (status >= constants.ARGUMENT && status !== allowed) throw errorOf(status, findings);
  return findings;
}

/** Calls with a place for a usher_str and gives what came. */
export function textOf(call) {
  check(call(outAt));
  return textAt(outAt);
}

/** Calls with places for a handle and a report; gives the address of the handle and the findings. */
export function made(call) {
  const findings = reported((report) => call(outAt, report));
  return [pointerAt(outAt), findings];
}

function document(call, take) {
  const [handle] = made(call);
  try {
    check(native.usher_document_text(handle, outAt));
    return take();
  } finally {
    native.usher_document_destroy(handle);
  }
}

/** The same for a document that is a text, or bytes. */
export const documentText = (call) => document(call, () => textAt(outAt) ?? '');
export const documentBytes = (call) => document(call, () => bytesAt(pointerAt(outAt), naturalAt(outAt + 8n)));

export const formatOf = (word) => numberOf('format', word);
