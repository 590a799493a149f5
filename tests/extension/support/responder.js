/**
 * The hub's side of the channel, for tests: a Noise responder and a socket that it speaks through.
 * Written from the protocol page, apart from the code that it tests but for the primitives.
 */
import {
  base64url,
  concat,
  fromHex,
  text,
  utf8,
  uuidBytes,
} from '../../../resources/extension/core/bytes.js';
import { Cipher, digits, generateKeyPair } from '../../../resources/extension/core/noise.js';

const PKCS8 = fromHex('302e020100300506032b656e04220420');
const EMPTY = new Uint8Array();

/** A pair from its raw private key, as the public vectors give it. */
export async function importKeyPair(privateHex) {
  const pkcs8 = concat(PKCS8, fromHex(privateHex));
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, 'X25519', true, ['deriveBits']);
  const { x } = await crypto.subtle.exportKey('jwk', privateKey);
  return { privateKey, publicKey: new Uint8Array(Buffer.from(x, 'base64url')) };
}

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', concat(...parts)));
}

async function hmac(key, data) {
  const imported = await crypto.subtle.importKey(
    'raw',
    key,
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, data));
}

async function hkdf(chainingKey, material, count) {
  const secret = await hmac(chainingKey, material);
  const made = [];
  for (let index = 1; index <= count; index += 1) {
    made.push(await hmac(secret, concat(made.at(-1) ?? EMPTY, Uint8Array.of(index))));
  }
  return made;
}

async function shared(privateKey, publicKey) {
  const theirs = await crypto.subtle.importKey('raw', publicKey, 'X25519', false, []);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'X25519', public: theirs }, privateKey, 256),
  );
}

/** Answers message 1; rejects when a tag is wrong. */
export async function respond(message, { own, prologue, psk, payload }) {
  const name = psk ? 'Noise_IKpsk1_25519_AESGCM_SHA256' : 'Noise_IK_25519_AESGCM_SHA256';
  let hash = concat(utf8(name), new Uint8Array(32 - name.length));
  let chainingKey = hash;
  let cipher = null;
  const mixHash = async (data) => {
    hash = await sha256(hash, data);
  };
  const mixKey = async (material) => {
    const [next, key] = await hkdf(chainingKey, material, 2);
    chainingKey = next;
    cipher = await Cipher.of(key);
  };
  const open = async (sealed) => {
    const plain = await cipher.decrypt(sealed, hash);
    await mixHash(sealed);
    return plain;
  };
  await mixHash(prologue);
  await mixHash(own.publicKey);
  const theirEphemeral = message.slice(0, 32);
  await mixHash(theirEphemeral);
  if (psk) await mixKey(theirEphemeral);
  await mixKey(await shared(own.privateKey, theirEphemeral));
  const theirStatic = await open(message.slice(32, 80));
  await mixKey(await shared(own.privateKey, theirStatic));
  if (psk) {
    const [next, extra, key] = await hkdf(chainingKey, psk, 3);
    chainingKey = next;
    await mixHash(extra);
    cipher = await Cipher.of(key);
  }
  const theirPayload = await open(message.slice(80));
  const ephemeral = await generateKeyPair();
  await mixHash(ephemeral.publicKey);
  if (psk) await mixKey(ephemeral.publicKey);
  await mixKey(await shared(ephemeral.privateKey, theirEphemeral));
  await mixKey(await shared(ephemeral.privateKey, theirStatic));
  const sealed = await cipher.encrypt(payload, hash);
  await mixHash(sealed);
  const [theirs, ours] = await hkdf(chainingKey, EMPTY, 2);
  return {
    answer: concat(ephemeral.publicKey, sealed),
    theirStatic,
    theirPayload,
    hash,
    receiving: await Cipher.of(theirs),
    sending: await Cipher.of(ours),
  };
}

/** The hub's end of one socket. `socket` is what the agent holds. */
export class HubLine {
  constructor(hub) {
    this.hub = hub;
    this.messages = [];
    this.chunks = [];
    this.nonce = crypto.getRandomValues(new Uint8Array(32));
    this.closedWith = null;
    this.work = Promise.resolve();
    this.parts = [];
    const line = this;
    this.socket = {
      bufferedAmount: 0,
      send: (frame) => line.queue(() => line.take(frame)),
      close: (code) => line.shut(code ?? 1000),
    };
    this.queue(() =>
      this.say(
        JSON.stringify({
          event: 'hello',
          data: { protocol: hub.protocol ?? 1, nonce: base64url(this.nonce) },
        }),
      ),
    );
  }

  queue(work) {
    this.work = this.work.then(work);
    return this.work;
  }

  say(data) {
    if (this.closedWith === null) this.socket.onmessage?.({ data });
  }

  shut(code, reason = '') {
    if (this.closedWith !== null) return;
    this.closedWith = code;
    setImmediate(() => this.socket.onclose?.({ code, reason }));
  }

  async take(frame) {
    if (this.closedWith !== null) return;
    if (!this.channel) await this.shake(frame);
    else await this.hear(await this.channel.receiving.decrypt(frame));
  }

  async shake(frame) {
    const mode = frame[0];
    const linkId = mode === 1 ? frame.slice(1, 9) : EMPTY;
    const prologue = concat(utf8('proofdesk/noise/1'), frame.slice(0, 1), this.nonce, linkId);
    const payload = utf8(JSON.stringify({ hubId: 'hub', hubName: 'Sami-PC' }));
    try {
      this.channel = await respond(frame.slice(1 + linkId.length), {
        own: this.hub.key,
        prologue,
        payload,
        psk: mode === 1 ? this.hub.secret : undefined,
      });
    } catch {
      this.shut(4401);
      return;
    }
    if (mode === 2 && !this.hub.knows(this.channel.theirStatic)) {
      this.shut(4401);
      return;
    }
    this.mode = mode;
    this.digits = await digits(this.channel.hash);
    this.say(this.channel.answer.buffer.slice(0));
  }

  async hear(plain) {
    if (plain[0] === 2) {
      this.chunks.push({
        offset: Number(new DataView(plain.buffer).getBigUint64(17)),
        bytes: plain.slice(25),
      });
      await this.hub.chunk?.(this, this.chunks.at(-1));
      return;
    }
    this.parts.push(plain.slice(1));
    if (plain[0] === 1) return;
    const message = JSON.parse(text(concat(...this.parts)));
    this.parts = [];
    this.messages.push(message);
    await this.hub.heard?.(this, message);
  }

  /** A piece of a file, in its turn. */
  pushChunk(id, offset, bytes) {
    return this.queue(async () => {
      const place = new Uint8Array(8);
      new DataView(place.buffer).setBigUint64(0, BigInt(offset));
      const whole = concat(Uint8Array.of(2), uuidBytes(id), place, bytes);
      this.say((await this.channel.sending.encrypt(whole)).buffer);
    });
  }

  /** Say a message, in its turn. */
  push(event, data, id) {
    return this.queue(async () => {
      const plain = utf8(JSON.stringify({ event, data, ...(id !== undefined && { id }) }));
      const size = 48 * 1024 - 1;
      for (let start = 0; start < plain.length; start += size) {
        const kind = Uint8Array.of(start + size < plain.length ? 1 : 0);
        const frame = await this.channel.sending.encrypt(
          concat(kind, plain.slice(start, start + size)),
        );
        this.say(frame.buffer);
      }
    });
  }
}
