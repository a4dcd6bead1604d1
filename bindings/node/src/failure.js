// SPDX-License-Identifier: BSL-1.0
// The error of a status.
import { constants, meanings, names } from '../generated/abi.js';
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

function lineOf({ file, line, column, message, path, hint }) {
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  // Whoever reads YAML goes by the place, whoever built an object by the path.
  return `${file ? `${place}: ` : ''}${message}${path && line === 0 ? ` (${path})` : ''}${hint ? ` (${hint})` : ''}`;
}

export function errorOf(number, findings) {
  const status = statusOf(number);
  const first = findings.find((finding) => finding.severity === 'error');
  return new classes[status](`${status}: ${first ? lineOf(first) : meanings[status]}`, status, findings);
}
