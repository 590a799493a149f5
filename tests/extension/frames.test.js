import assert from 'node:assert/strict';
import { test } from 'node:test';

import { text, uuidBytes } from '../../resources/extension/core/bytes.js';
import {
  Assembler,
  CHUNK_BYTES,
  chunkPart,
  messageParts,
  PLAINTEXT_BYTES,
} from '../../resources/extension/core/frames.js';

const ASSET = '01a20a3d-995c-7fba-beb3-016ddd9d4816';

/** A message of exactly so many bytes as JSON. */
function messageOf(bytes) {
  const empty = JSON.stringify({ event: 'x', data: '' }).length;
  return { event: 'x', data: 'a'.repeat(bytes - empty) };
}

test('a short message is one part', () => {
  const [part, ...more] = messageParts({ event: 'heartbeat', data: {} });
  assert.equal(part[0], 0);
  assert.equal(text(part.slice(1)), '{"event":"heartbeat","data":{}}');
  assert.equal(more.length, 0);
});

for (const [size, parts] of [
  [PLAINTEXT_BYTES - 1, 1],
  [PLAINTEXT_BYTES, 2],
  [2 * (PLAINTEXT_BYTES - 1), 2],
  [256 * 1024, 6],
]) {
  test(`${size} bytes make ${parts} parts of at most 48 KiB, and one message again`, () => {
    const message = messageOf(size);
    const made = messageParts(message);
    assert.equal(made.length, parts);
    assert.ok(made.every((part) => part.length <= PLAINTEXT_BYTES));
    assert.deepEqual(
      made.map((part) => part[0]),
      [...Array(parts - 1).fill(1), 0],
    );
    const assembler = new Assembler();
    const taken = made.map((part) => assembler.take(part));
    assert.deepEqual(taken.at(-1), message);
    assert.ok(taken.slice(0, -1).every((one) => one === null));
  });
}

test('more than 256 KiB is not sent', () => {
  assert.throws(() => messageParts(messageOf(256 * 1024 + 1)), RangeError);
});

test('more than 256 KiB is not taken', () => {
  const assembler = new Assembler();
  const part = new Uint8Array(PLAINTEXT_BYTES).fill(1);
  assert.throws(() => {
    for (let count = 0; count < 7; count += 1) assembler.take(part);
  }, RangeError);
});

test('a piece of a file comes out with its id and its place', () => {
  const part = chunkPart(ASSET, 2 ** 33 + 5, Uint8Array.of(1, 2, 3));
  assert.deepEqual(new Assembler().take(part), {
    id: ASSET,
    offset: 2 ** 33 + 5,
    bytes: Uint8Array.of(1, 2, 3),
  });
  assert.throws(() => new Assembler().take(part.slice(0, 20)), RangeError);
});

test('a part of unknown kind is refused', () => {
  assert.throws(() => new Assembler().take(Uint8Array.of(3, 1)), /unknown kind/);
  assert.throws(() => new Assembler().take(new Uint8Array()), /unknown kind/);
});

test('text that is not UTF-8 is refused', () => {
  assert.throws(() => new Assembler().take(Uint8Array.of(0, 0x22, 0xff, 0x22)));
});

test('a chunk carries kind, id, offset and bytes, and the largest one fills a frame', () => {
  const part = chunkPart(ASSET, 2 ** 33 + 5, new Uint8Array(CHUNK_BYTES).fill(9));
  assert.equal(part.length, PLAINTEXT_BYTES);
  assert.equal(part[0], 2);
  assert.deepEqual(part.slice(1, 17), uuidBytes(ASSET));
  assert.equal(new DataView(part.buffer).getBigUint64(17), 2n ** 33n + 5n);
  assert.equal(part[25], 9);
});
