// SPDX-License-Identifier: BSL-1.0

/** A path that C can take. */
export function pathOf(path) {
  if (typeof path !== 'string') throw new TypeError(`a path is a string, not ${typeof path}`);
  if (path.includes('\0')) throw new TypeError('a path has no NUL');
  return path;
}
