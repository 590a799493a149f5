/**
 * The desk as a run speaks to it outside the outbox: questions whose answer is wanted now.
 */

import { RunError } from '../recipe/errors.js';
import { pass } from './clock.js';
import { DamagedFile } from './downloads.js';

const WAIT_MS = 60_000;

export class Desk {
  #clock;
  /** @type {import('./line.js').Line | null} */
  #line = null;
  /** @type {() => void} */
  #came = () => undefined;

  /** @param {Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /** @param {import('./line.js').Line} line the hub let us in on it */
  opened(line) {
    this.#line = line;
    this.#came();
  }

  closed() {
    this.#line = null;
  }

  /** Whether the hub was heard this short a while ago, on a line that is still open.
   *  @param {number} ms */
  heardWithin(ms) {
    return this.#line !== null && this.#clock.now() - this.#line.heardAt <= ms;
  }

  /** Rejects with `Refused`, with `Disconnected` when the line ended under the question, or with
   *  RunError `offline` when there is none for a minute.
   *  @param {string} event @param {object} data @returns {Promise<any>} what the hub answers */
  async ask(event, data) {
    const { session } = await this.#present();
    return (await session.request(event, data)).data;
  }

  /** @param {JobRef} run @param {string} mediaId @returns {Promise<Bytes>} */
  async fetch({ jobId, epoch }, mediaId) {
    const { session } = await this.#present();
    try {
      return await session.download({ jobId, epoch }, mediaId);
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      throw new RunError('media_damaged', `A file of the post came damaged: ${error.message}.`, {
        retryable: true,
      });
    }
  }

  async #present() {
    if (!this.#line) {
      /** @type {Promise<void>} */
      const came = new Promise((resolve) => {
        this.#came = resolve;
      });
      await Promise.race([came, pass(this.#clock, WAIT_MS)]);
    }
    if (this.#line) return this.#line;
    throw new RunError('offline', 'The desk could not be reached.', { retryable: true });
  }
}
