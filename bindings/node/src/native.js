// SPDX-License-Identifier: BSL-1.0
// The library's functions.
import { aliases, constants, functions } from '../generated/abi.js';
import { koffi } from './koffi.js';

function load() {
  try {
    return koffi.load(process.env.USHER_LIBRARY || `libusher.so.${constants.ABI}`);
  } catch (error) {
    error.message += '; install usher where the system looks for libraries, or name it in USHER_LIBRARY';
    throw error;
  }
}

const library = load();
for (const [name, type] of Object.entries(aliases)) koffi.alias(name, type);
koffi.struct('usher_str', { data: 'void *', size: 'size_t' });

/** Each function of usher.h by its name; a pointer is an address as a bigint, or null. */
export const native = Object.freeze(
  Object.fromEntries(functions.map(([name, result, parameters]) => [name, library.func(name, result, parameters)])),
);

if (native.usher_abi() !== constants.ABI) {
  throw new Error(`the usher found has interface ${native.usher_abi()}, this package is for ${constants.ABI}`);
}
