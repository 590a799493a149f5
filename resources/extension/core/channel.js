/**
 * The opening of a connection and what encrypts it: the hub's hello, the handshake, the frames.
 *
 * No sockets: bytes in, bytes out. Anything that rejects here ends the connection.
 */

import { concat, fromBase64url, text, utf8 } from './bytes.js';
import { Assembler, chunkPart, messageParts } from './frames.js';
import { digits, generateKeyPair, Initiator } from './noise.js';

export const PROTOCOL = 1;
export const SUBPROTOCOL = 'proofdesk.noise.1';

const MODES = { pair: 1, resume: 2 };

/** The hub speaks another version of the protocol. */
export class UnsupportedProtocol extends Error {}

/** How a connection is opened: to pair with a link, or to come back with the key. */
export class Opening {
  #plan;
  /** @type {Initiator | null} */
  #initiator = null;

  /** @param {OpeningPlan} plan */
  constructor(plan) {
    this.#plan = plan;
  }

  /** The first frame, in answer to the hub's hello. @param {string} hello */
  async answer(hello) {
    const { event, data } = JSON.parse(hello);
    if (event !== 'hello') throw new Error('the hub did not say hello');
    if (data.protocol !== PROTOCOL) throw new UnsupportedProtocol(`protocol ${data.protocol}`);
    const nonce = fromBase64url(data.nonce);
    if (nonce.length !== 32) throw new Error('the nonce of the hub has not 32 bytes');
    const { own, hubKey, link, about } = this.#plan;
    const mode = Uint8Array.of(link ? MODES.pair : MODES.resume);
    const linkId = link ? link.linkIdBytes : new Uint8Array();
    const prologue = concat(utf8('proofdesk/noise/1'), mode, nonce, linkId);
    const payload = link ? utf8(JSON.stringify(about)) : new Uint8Array();
    const ephemeral = await generateKeyPair();
    this.#initiator = new Initiator({ own, hubKey, ephemeral, psk: link?.secret });
    return concat(mode, linkId, await this.#initiator.begin(prologue, payload));
  }

  /** The channel, after the hub's own frame. @param {Bytes} frame */
  async finish(frame) {
    if (!this.#initiator) throw new Error('the hub answered before it was asked');
    return Channel.of(await this.#initiator.finish(frame));
  }
}

/** An open channel: messages and pieces of files to frames, and back. */
export class Channel {
  #sending;
  #receiving;
  #assembler = new Assembler();

  /** @param {Established} established @param {string} sixDigits @param {HubIdentity} hub */
  constructor(established, sixDigits, hub) {
    this.#sending = established.sending;
    this.#receiving = established.receiving;
    this.digits = sixDigits;
    this.hub = hub;
  }

  /** @param {Established} established */
  static async of(established) {
    const hub = JSON.parse(text(established.payload));
    return new Channel(established, await digits(established.hash), hub);
  }

  /** How many frames went either way; a session has an end. */
  get used() {
    return this.#sending.used + this.#receiving.used;
  }

  /** @param {object} message @returns {Promise<Bytes[]>} */
  seal(message) {
    return Promise.all(messageParts(message).map((part) => this.#sending.encrypt(part)));
  }

  /** @param {string} assetId @param {number} offset @param {Bytes} bytes */
  async sealChunk(assetId, offset, bytes) {
    return [await this.#sending.encrypt(chunkPart(assetId, offset, bytes))];
  }

  /** @param {Bytes} frame @returns {Promise<HubMessage | Chunk | null>} null while more is to follow */
  async open(frame) {
    return this.#assembler.take(await this.#receiving.decrypt(frame));
  }
}
