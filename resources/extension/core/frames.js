/**
 * Messages to the plaintexts of Noise frames and back: a long message goes in numbered parts,
 * bytes of a proof go as they are behind their id and offset.
 */

import { concat, text, utf8, uuidBytes, uuidOf } from './bytes.js';

export const PLAINTEXT_BYTES = 48 * 1024;
export const MESSAGE_BYTES = 256 * 1024;
export const CHUNK_BYTES = PLAINTEXT_BYTES - 1 - 24;

const LAST = 0;
const MORE = 1;
const BINARY = 2;
const PART_BYTES = PLAINTEXT_BYTES - 1;
const CHUNK_HEAD = 1 + 24;

/** @param {object} message @returns {Bytes[]} its plaintexts, to be sent in this order */
export function messageParts(message) {
  const whole = utf8(JSON.stringify(message));
  if (whole.length > MESSAGE_BYTES) throw new RangeError('a message of more than 256 KiB');
  /** @type {Bytes[]} */
  const parts = [];
  for (let start = 0; start < whole.length; start += PART_BYTES) {
    const end = start + PART_BYTES;
    parts.push(concat(Uint8Array.of(end < whole.length ? MORE : LAST), whole.slice(start, end)));
  }
  return parts;
}

/** @param {string} assetId @param {number} offset @param {Bytes} bytes @returns {Bytes} */
export function chunkPart(assetId, offset, bytes) {
  const place = new Uint8Array(8);
  new DataView(place.buffer).setBigUint64(0, BigInt(offset));
  return concat(Uint8Array.of(BINARY), uuidBytes(assetId), place, bytes);
}

/** @param {Bytes} plaintext @returns {Chunk} */
function chunkOf(plaintext) {
  if (plaintext.length < CHUNK_HEAD) throw new RangeError('a piece of a file without its place');
  const place = new DataView(plaintext.buffer, plaintext.byteOffset);
  return {
    id: uuidOf(plaintext.slice(1, 17)),
    offset: Number(place.getBigUint64(17)),
    bytes: plaintext.slice(CHUNK_HEAD),
  };
}

/** Puts the parts of incoming messages together again; a piece of a file is whole by itself. */
export class Assembler {
  /** @type {Bytes[]} */
  #parts = [];
  #size = 0;

  /** @param {Bytes} plaintext @returns {HubMessage | Chunk | null} null while more is to follow */
  take(plaintext) {
    const kind = plaintext[0];
    if (kind === BINARY) return chunkOf(plaintext);
    if (kind !== LAST && kind !== MORE) throw new Error(`a part of unknown kind ${kind}`);
    this.#size += plaintext.length - 1;
    if (this.#size > MESSAGE_BYTES) throw new RangeError('a message of more than 256 KiB');
    this.#parts.push(plaintext.slice(1));
    if (kind === MORE) return null;
    const message = JSON.parse(text(concat(...this.#parts)));
    this.#parts = [];
    this.#size = 0;
    return message;
  }
}
