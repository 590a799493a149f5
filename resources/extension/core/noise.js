/**
 * The initiator's side of the two Noise handshakes of the agent channel, on WebCrypto alone.
 *
 * Both patterns begin with the hub's static key known: IK to come back, IKpsk1 to pair.
 * Nothing here knows of sockets; a failed tag rejects, and whoever asked must close the connection.
 */

import { concat, sha256, utf8 } from './bytes.js';

export const RESUME = 'Noise_IK_25519_AESGCM_SHA256';
export const PAIR = 'Noise_IKpsk1_25519_AESGCM_SHA256';

const KEY_BYTES = 32;
const TAG_BYTES = 16;
const EMPTY = new Uint8Array();

/** @returns {Promise<KeyPair>} a pair whose private half can never be read out again */
export async function generateKeyPair() {
  const made = await crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits']);
  const { privateKey, publicKey } = /** @type {CryptoKeyPair} */ (made);
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  return { privateKey, publicKey: raw };
}

/** @param {CryptoKey} privateKey @param {Bytes} publicKey */
async function diffieHellman(privateKey, publicKey) {
  const theirs = await crypto.subtle.importKey('raw', publicKey, { name: 'X25519' }, false, []);
  const shared = await crypto.subtle.deriveBits(
    { name: 'X25519', public: theirs },
    privateKey,
    KEY_BYTES * 8,
  );
  return new Uint8Array(shared);
}

/** @param {Bytes} key @param {Bytes} message */
async function hmac(key, message) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message));
}

/** Noise's HKDF. @param {Bytes} chainingKey @param {Bytes} material @param {number} outputs */
async function hkdf(chainingKey, material, outputs) {
  const secret = await hmac(chainingKey, material);
  /** @type {Bytes[]} */
  const made = [];
  let previous = EMPTY;
  for (let index = 1; index <= outputs; index += 1) {
    previous = await hmac(secret, concat(previous, Uint8Array.of(index)));
    made.push(previous);
  }
  return made;
}

/** One direction of the channel: a key and a counter that never comes back. */
export class Cipher {
  #key;
  #nonce = 0;

  /** @param {CryptoKey} key */
  constructor(key) {
    this.#key = key;
  }

  /** @param {Bytes} key */
  static async of(key) {
    return new Cipher(
      await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']),
    );
  }

  /** How many messages went through. */
  get used() {
    return this.#nonce;
  }

  /** @param {Bytes} plaintext @param {Bytes} [associated] @returns {Promise<Bytes>} */
  async encrypt(plaintext, associated = EMPTY) {
    return new Uint8Array(
      await crypto.subtle.encrypt(this.#parameters(associated), this.#key, plaintext),
    );
  }

  /** @param {Bytes} ciphertext @param {Bytes} [associated] @returns {Promise<Bytes>} */
  async decrypt(ciphertext, associated = EMPTY) {
    return new Uint8Array(
      await crypto.subtle.decrypt(this.#parameters(associated), this.#key, ciphertext),
    );
  }

  /** @param {Bytes} associated */
  #parameters(associated) {
    const iv = new Uint8Array(12);
    new DataView(iv.buffer).setBigUint64(4, BigInt(this.#nonce));
    this.#nonce += 1;
    return { name: 'AES-GCM', iv, additionalData: associated, tagLength: TAG_BYTES * 8 };
  }
}

/** Noise's SymmetricState: the chaining key, the transcript hash, the key in force. */
class Transcript {
  /** @type {Cipher | null} */
  #cipher = null;

  /** @param {string} protocol names of at most 32 bytes are padded, not hashed */
  constructor(protocol) {
    this.hash = concat(utf8(protocol), new Uint8Array(KEY_BYTES - protocol.length));
    this.chainingKey = this.hash;
  }

  /** @param {Bytes} data */
  async mixHash(data) {
    this.hash = await sha256(concat(this.hash, data));
  }

  /** @param {Bytes} material */
  async mixKey(material) {
    const [chainingKey, key] = await hkdf(this.chainingKey, material, 2);
    this.chainingKey = chainingKey;
    this.#cipher = await Cipher.of(key);
  }

  /** @param {Bytes} material */
  async mixKeyAndHash(material) {
    const [chainingKey, hash, key] = await hkdf(this.chainingKey, material, 3);
    this.chainingKey = chainingKey;
    await this.mixHash(hash);
    this.#cipher = await Cipher.of(key);
  }

  /** @param {Bytes} plaintext */
  async seal(plaintext) {
    const sealed = await this.#key().encrypt(plaintext, this.hash);
    await this.mixHash(sealed);
    return sealed;
  }

  /** @param {Bytes} sealed */
  async open(sealed) {
    const plaintext = await this.#key().decrypt(sealed, this.hash);
    await this.mixHash(sealed);
    return plaintext;
  }

  /** @returns {Promise<Cipher[]>} initiator's sending cipher, then its receiving one */
  async split() {
    const keys = await hkdf(this.chainingKey, EMPTY, 2);
    return Promise.all(keys.map((key) => Cipher.of(key)));
  }

  #key() {
    if (!this.#cipher) throw new Error('nothing may be sealed before a key is mixed');
    return this.#cipher;
  }
}

/** A handshake from the side that speaks first. */
export class Initiator {
  #transcript;
  #own;
  #hubKey;
  #psk;
  #ephemeral;

  /** @param {{own: KeyPair, hubKey: Bytes, ephemeral: KeyPair, psk?: Bytes}} keys */
  constructor(keys) {
    this.#own = keys.own;
    this.#hubKey = keys.hubKey;
    this.#ephemeral = keys.ephemeral;
    this.#psk = keys.psk;
    this.#transcript = new Transcript(keys.psk ? PAIR : RESUME);
  }

  /** Message 1: e, es, s, ss (and the psk). @param {Bytes} prologue @param {Bytes} payload */
  async begin(prologue, payload) {
    const transcript = this.#transcript;
    await transcript.mixHash(prologue);
    await transcript.mixHash(this.#hubKey);
    await transcript.mixHash(this.#ephemeral.publicKey);
    if (this.#psk) await transcript.mixKey(this.#ephemeral.publicKey);
    await transcript.mixKey(await diffieHellman(this.#ephemeral.privateKey, this.#hubKey));
    const sealedKey = await transcript.seal(this.#own.publicKey);
    await transcript.mixKey(await diffieHellman(this.#own.privateKey, this.#hubKey));
    if (this.#psk) await transcript.mixKeyAndHash(this.#psk);
    return concat(this.#ephemeral.publicKey, sealedKey, await transcript.seal(payload));
  }

  /** Message 2: e, ee, se. @param {Bytes} message @returns {Promise<Established>} */
  async finish(message) {
    if (message.length < KEY_BYTES + TAG_BYTES) throw new Error('the answer is too short');
    const transcript = this.#transcript;
    const theirs = message.slice(0, KEY_BYTES);
    await transcript.mixHash(theirs);
    if (this.#psk) await transcript.mixKey(theirs);
    await transcript.mixKey(await diffieHellman(this.#ephemeral.privateKey, theirs));
    await transcript.mixKey(await diffieHellman(this.#own.privateKey, theirs));
    const payload = await transcript.open(message.slice(KEY_BYTES));
    const [sending, receiving] = await transcript.split();
    return { payload, hash: transcript.hash, sending, receiving };
  }
}

/** The six digits that both sides show. @param {Bytes} handshakeHash */
export async function digits(handshakeHash) {
  const key = await crypto.subtle.importKey('raw', handshakeHash, 'HKDF', false, ['deriveBits']);
  const info = utf8('proofdesk digits');
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: EMPTY, info },
    key,
    32,
  );
  return String(new DataView(bits).getUint32(0) % 1_000_000).padStart(6, '0');
}
