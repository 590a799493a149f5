/**
 * One file on its way from the hub: pieces in their order, then its hash.
 */

import { concat, hex, sha256 } from './bytes.js';

/** What came is not what the desk has of this file. */
export class DamagedFile extends Error {}

export class Download {
  /** @type {Bytes[]} */
  #pieces = [];
  #size = 0;
  /** @type {number | null} */
  #wanted = null;
  /** @type {PromiseWithResolvers<void>} */
  #complete = Promise.withResolvers();

  constructor() {
    // Whoever waits hears of a failure; nobody may be waiting yet.
    this.#complete.promise.catch(() => undefined);
  }

  /** @param {Chunk} chunk */
  take({ offset, bytes }) {
    if (offset !== this.#size) {
      this.fail(new DamagedFile(`a piece at ${offset} where ${this.#size} was next`));
      return;
    }
    this.#pieces.push(bytes);
    this.#size += bytes.length;
    this.#look();
  }

  /** @param {Error} error */
  fail(error) {
    this.#complete.reject(error);
  }

  /** @param {{sizeBytes: number, sha256: string}} said of the file, by the hub
   *  @returns {Promise<Bytes>} */
  async whole({ sizeBytes, sha256: wanted }) {
    this.#wanted = sizeBytes;
    this.#look();
    await this.#complete.promise;
    const file = concat(...this.#pieces);
    if (hex(await sha256(file)) !== wanted) throw new DamagedFile('its hash is another');
    return file;
  }

  #look() {
    if (this.#wanted === null || this.#size < this.#wanted) return;
    if (this.#size === this.#wanted) this.#complete.resolve();
    else this.fail(new DamagedFile('more bytes than the file has'));
  }
}
