import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { fromHex, hex } from '../../resources/extension/core/bytes.js';
import {
  Cipher,
  digits,
  generateKeyPair,
  Initiator,
} from '../../resources/extension/core/noise.js';
import { importKeyPair } from './support/responder.js';

const file = new URL('../hub/wire/vectors/noise.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8'));

async function initiatorOf(vector) {
  return new Initiator({
    own: await importKeyPair(vector.init_static),
    ephemeral: await importKeyPair(vector.init_ephemeral),
    hubKey: fromHex(vector.init_remote_static),
    psk: vector.init_psks && fromHex(vector.init_psks[0]),
  });
}

test('there are vectors for both patterns', () => {
  assert.deepEqual([...new Set(vectors.map((vector) => vector.protocol_name))].sort(), [
    'Noise_IK_25519_AESGCM_SHA256',
    'Noise_IKpsk1_25519_AESGCM_SHA256',
  ]);
});

for (const [number, vector] of vectors.entries()) {
  test(`vector ${number} of ${vector.protocol_name}`, async () => {
    const initiator = await initiatorOf(vector);
    const [first, second, ...transport] = vector.messages;
    const sent = await initiator.begin(fromHex(vector.init_prologue), fromHex(first.payload));
    assert.equal(hex(sent), first.ciphertext);
    const { payload, hash, sending, receiving } = await initiator.finish(
      fromHex(second.ciphertext),
    );
    assert.equal(hex(payload), second.payload);
    assert.equal(hex(hash), vector.handshake_hash);
    for (const [index, message] of transport.entries()) {
      const mine = index % 2 === 0;
      const made = mine
        ? await sending.encrypt(fromHex(message.payload))
        : await receiving.decrypt(fromHex(message.ciphertext));
      assert.equal(hex(made), mine ? message.ciphertext : message.payload);
    }
  });
}

test('an answer with one bit turned is refused', async () => {
  const [vector] = vectors;
  const initiator = await initiatorOf(vector);
  await initiator.begin(fromHex(vector.init_prologue), fromHex(vector.messages[0].payload));
  const answer = fromHex(vector.messages[1].ciphertext);
  answer[answer.length - 1] ^= 1;
  await assert.rejects(initiator.finish(answer));
});

test('an answer that is too short is refused', async () => {
  const initiator = await initiatorOf(vectors[0]);
  await initiator.begin(new Uint8Array(), new Uint8Array());
  await assert.rejects(initiator.finish(new Uint8Array(47)), /too short/);
});

test('frames have their place: a repeated one does not open', async () => {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const [sending, receiving] = [await Cipher.of(key), await Cipher.of(key)];
  const frame = await sending.encrypt(Uint8Array.of(1));
  await receiving.decrypt(frame);
  await assert.rejects(receiving.decrypt(frame));
});

test('a key that was made here cannot be read out', async () => {
  const { privateKey, publicKey } = await generateKeyPair();
  assert.equal(publicKey.length, 32);
  await assert.rejects(crypto.subtle.exportKey('pkcs8', privateKey), {
    name: 'InvalidAccessError',
  });
});

test('the six digits come from the handshake alone and keep their zeros', async () => {
  const hash = fromHex(vectors[0].handshake_hash);
  const shown = await digits(hash);
  assert.match(shown, /^\d{6}$/);
  assert.equal(shown, await digits(hash));
  assert.notEqual(shown, await digits(fromHex(vectors[1].handshake_hash)));
});
