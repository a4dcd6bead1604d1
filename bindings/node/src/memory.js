// SPDX-License-Identifier: BSL-1.0
// Memory of the library's side: reading what it filled, and an arena for what a call is given.
import { koffi } from './koffi.js';

const { decode } = koffi;

/** The text of the usher_str at an address; null where its data is NULL. */
export function textAt(at) {
  const data = decode.uint64(at);
  // eslint-disable-next-line eqeqeq -- a number or a bigint, as it fits
  return data == 0 ? null : decode.string(BigInt(data), decode.uint64(at + 8n));
}

/** So many texts of an array of usher_str. */
export function textsAt(first, count) {
  const texts = [];
  for (let at = BigInt(first); texts.length < count; at += 16n) texts.push(textAt(at));
  return texts;
}

export const pointerAt = (at) => BigInt(decode.uint64(at));
export const naturalAt = (at) => Number(decode.uint64(at));
export const numberAt = (at) => decode.double(at);
export const uint32At = (at) => decode.uint32(at);
export const uint64At = (at) => decode.uint64(at); // a bigint where a number would not be exact
export const int32At = (at) => decode.int32(at);
export const int64At = (at) => Number(decode.int64(at));
export const timeAt = (at) => {
  const time = int64At(at);
  return time < 0 ? null : new Date(time);
};

/** Numbers of C that stand in a row, as a copy. */
export function numbersAt(at, count, Kind) {
  if (count === 0) return new Kind(0);
  return new Kind(koffi.view(at, count * Kind.BYTES_PER_ELEMENT)).slice();
}

/** Bytes of the library's, as a copy. */
export function bytesAt(at, count) {
  return count === 0 ? Buffer.alloc(0) : Buffer.from(new Uint8Array(koffi.view(at, count)));
}

const outMemory = koffi.alloc('uint64_t', 8);
/** Where calls put what they give back; and where they put a report. */
export const outAt = koffi.address(outMemory);
export const reportAt = outAt + 48n;
export const clearAt = (at) => koffi.encode(at, 'uint64_t', 0);

const FIRST = 64 * 1024;
const KEPT = 1024 * 1024;
let memory = null;
let bytes = null;
let view = null;
let base = 0;
let used = 0;
let full = [];

function allocate(size) {
  memory = koffi.alloc('uint8_t', size);
  const buffer = koffi.view(memory, size);
  bytes = Buffer.from(buffer);
  view = new DataView(buffer);
  base = Number(koffi.address(memory));
  used = 0;
}
allocate(FIRST);

/** Forgets what the last call was given. */
export function begin() {
  used = 0;
  if (full.length > 0 || bytes.length > KEPT) {
    for (const each of full) koffi.free(each);
    full = [];
    if (bytes.length > KEPT) {
      koffi.free(memory);
      allocate(FIRST);
    }
  }
}

/** What was taken stays where it is when the next does not fit. */
function reserve(size) {
  used = (used + 7) & ~7;
  if (used + size > bytes.length) {
    full.push(memory);
    allocate(Math.max(2 * bytes.length, size));
  }
}

/** A place for structs, all of it 0, that knows where it is. */
export class Place {
  constructor(size) {
    reserve(size);
    this.view = view;
    this.at = used;
    this.address = base + used;
    bytes.fill(0, used, used + size);
    used += size;
  }

  /** A part of it, such as one struct of an array. */
  part(offset) {
    const part = Object.create(Place.prototype);
    part.view = this.view;
    part.at = this.at + offset;
    part.address = this.address + offset;
    return part;
  }

  natural(offset, value) {
    this.view.setUint32(this.at + offset, value % 4294967296, true);
    this.view.setUint32(this.at + offset + 4, Math.floor(value / 4294967296), true);
  }

  int32(offset, value) {
    this.view.setInt32(this.at + offset, value, true);
  }

  bits(offset, value) {
    this.view.setInt32(this.at + offset, this.view.getInt32(this.at + offset, true) | value, true);
  }

  integer(offset, value) {
    this.view.setBigInt64(this.at + offset, BigInt(value), true);
  }

  number(offset, value) {
    this.view.setFloat64(this.at + offset, value, true);
  }

  /** A usher_str of a string, or of bytes. */
  text(offset, value) {
    if (typeof value === 'string') {
      // Without a byte it is "given and empty", not "not given".
      const most = 3 * value.length + 1;
      reserve(most > 4096 ? Buffer.byteLength(value) + 1 : most);
      const size = bytes.utf8Write(value, used, bytes.length - used);
      this.natural(offset, base + used);
      this.natural(offset + 8, size);
      used += size;
    } else if (value instanceof Uint8Array) {
      reserve(value.length + 1);
      bytes.set(value, used);
      this.natural(offset, base + used);
      this.natural(offset + 8, value.length);
      used += value.length;
    } else {
      throw new TypeError(`a text is a string, not ${typeof value}`);
    }
  }

  get pointer() {
    return BigInt(this.address);
  }
}

/** A usher_str to be handed over by value. */
export function string(value) {
  const place = new Place(16);
  place.text(0, value);
  return {
    data: BigInt(place.view.getBigUint64(place.at, true)),
    size: Number(place.view.getBigUint64(place.at + 8, true)),
  };
}
