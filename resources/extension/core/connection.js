/**
 * One socket and its channel: frames in and out in their order, from the hub's hello to the close.
 *
 * Used once. It never comes back by itself; that is the link's business.
 */

import { UnsupportedProtocol } from './channel.js';
import { pass } from './clock.js';

export const CLOSE = {
  normal: 1000,
  stopping: 1001,
  badFrames: 4400,
  refused: 4401,
  revoked: 4403,
  tooSlow: 4408,
  replaced: 4409,
  unsupported: 4426,
  later: 1013,
};

const OPENING_MS = 10_000;
const FULL_BUFFER = 1024 * 1024;
const DRAIN_MS = 10;

export class Connection {
  #socket;
  #opening;
  #handler;
  #clock;
  /** @type {import('./channel.js').Channel | null} */
  #channel = null;
  #greeted = false;
  #ended = false;
  #incoming = Promise.resolve();
  #outgoing = Promise.resolve();
  #timer;
  /** When anything last came from the hub. */
  heardAt = 0;

  /**
   * @param {WebSocket} socket
   * @param {import('./channel.js').Opening} opening
   * @param {Clock} clock
   * @param {ConnectionHandler} handler
   */
  constructor(socket, opening, clock, handler) {
    this.#socket = socket;
    this.#opening = opening;
    this.#clock = clock;
    this.#handler = handler;
    this.#timer = clock.setTimeout(() => this.close(CLOSE.normal, 'no answer'), OPENING_MS);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) => {
      this.heardAt = clock.now();
      this.#receive(() => this.#take(data));
    };
    // In the same queue as the frames: what came before the close is heard before it.
    socket.onclose = ({ code, reason }) => this.#receive(async () => this.#end(code, reason));
  }

  get used() {
    return this.#channel?.used ?? 0;
  }

  /** @param {object} message @returns {Promise<void>} when the socket has it */
  send(message) {
    return this.#transmit((channel) => channel.seal(message));
  }

  /** @param {string} assetId @param {number} offset @param {Bytes} bytes */
  async sendChunk(assetId, offset, bytes) {
    await this.#transmit((channel) => channel.sealChunk(assetId, offset, bytes));
    while (!this.#ended && this.#socket.bufferedAmount > FULL_BUFFER) {
      await pass(this.#clock, DRAIN_MS);
    }
  }

  /** @param {number} code @param {string} reason */
  close(code, reason) {
    if (this.#ended) return;
    this.#socket.close(code === CLOSE.normal || code >= 3000 ? code : CLOSE.normal);
    this.#end(code, reason);
  }

  /** @param {(channel: import('./channel.js').Channel) => Promise<Bytes[]>} seal */
  #transmit(seal) {
    const sent = this.#outgoing.then(async () => {
      if (!this.#channel) throw new Error('the connection is not open');
      for (const frame of await seal(this.#channel)) this.#socket.send(frame);
    });
    this.#outgoing = sent.catch(() => undefined);
    return sent;
  }

  /** @param {() => Promise<void>} work */
  #receive(work) {
    this.#incoming = this.#incoming
      .then(() => (this.#ended ? undefined : work()))
      .catch((error) => {
        const code = error instanceof UnsupportedProtocol ? CLOSE.unsupported : CLOSE.badFrames;
        this.close(code, String(error.message ?? error));
      });
  }

  /** @param {string | ArrayBuffer} frame */
  async #take(frame) {
    if (this.#channel) {
      const opened = await this.#channel.open(binary(frame));
      if (!opened || this.#ended) return;
      if ('bytes' in opened) this.#handler.chunk(opened);
      else this.#handler.message(opened);
    } else if (this.#greeted) {
      this.#channel = await this.#opening.finish(binary(frame));
      this.#clock.clearTimeout(this.#timer);
      if (!this.#ended) this.#handler.opened(this.#channel);
    } else {
      if (typeof frame !== 'string') throw new Error('the hub did not say hello');
      this.#greeted = true;
      this.#socket.send(await this.#opening.answer(frame));
    }
  }

  /** @param {number} code @param {string} reason */
  #end(code, reason) {
    if (this.#ended) return;
    this.#ended = true;
    this.#clock.clearTimeout(this.#timer);
    this.#handler.closed({ code, reason, authenticated: this.#channel !== null });
  }
}

/** @param {string | ArrayBuffer} frame @returns {Bytes} */
function binary(frame) {
  if (typeof frame === 'string') throw new Error('a text frame on the encrypted channel');
  return new Uint8Array(frame);
}
