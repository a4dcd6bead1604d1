// SPDX-License-Identifier: BSL-1.0
// The error of a status.
import { constants, names } from '../generated/abi.js';
import * as errors from './errors.js';

const classes = {};
for (const [word, number] of Object.entries(names.status)) {
  if (number < constants.ARGUMENT) continue;
  const name = `${word.replace(/(?:^|_)(.)/g, (_, letter) => letter.toUpperCase())}Error`;
  if (!(name in errors)) throw new Error(`errors.js has no ${name}`);
  classes[word] = errors[name];
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
