/**
 * Takes the outbox to the hub, oldest first and one at a time, for as long as there is a session.
 */

import { pass } from './clock.js';
import { Disconnected, Refused } from './session.js';
import { upload } from './uploads.js';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * @typedef {{
 *   delivered(entry: OutboxEntry, reply: HubMessage): Promise<void>,
 *   refused(entry: OutboxEntry, error: Refused): Promise<void>,
 * }} DeliveryHandler
 */

export class Delivery {
  #outbox;
  #clock;
  #handler;
  #chunkBytes;
  /** @type {import('./session.js').Session | null} */
  #session = null;
  #running = false;
  #wanted = false;
  #failures = 0;
  /** @type {number | null} */
  inFlight = null;

  /** @param {import('./outbox.js').Outbox} outbox @param {Clock} clock
   *  @param {DeliveryHandler} handler @param {() => number} chunkBytes */
  constructor(outbox, clock, handler, chunkBytes) {
    this.#outbox = outbox;
    this.#clock = clock;
    this.#handler = handler;
    this.#chunkBytes = chunkBytes;
  }

  /** @param {import('./session.js').Session} session */
  start(session) {
    this.#session = session;
    this.#failures = 0;
    this.poke();
  }

  stop() {
    this.#session = null;
  }

  /** There may be something to send. */
  poke() {
    this.#wanted = true;
    if (!this.#running) void this.#run();
  }

  async #run() {
    this.#running = true;
    while (this.#wanted && this.#session) {
      this.#wanted = false;
      await this.#empty(this.#session);
    }
    this.#running = false;
  }

  /** @param {import('./session.js').Session} session */
  async #empty(session) {
    while (this.#session === session) {
      const entry = await this.#outbox.first();
      if (!entry) return;
      this.inFlight = entry.seq ?? null;
      try {
        await this.#deliver(session, entry);
        this.#failures = 0;
      } catch (error) {
        if (error instanceof Disconnected) return;
        await this.#judge(entry, error);
      } finally {
        this.inFlight = null;
      }
    }
  }

  /** @param {import('./session.js').Session} session @param {OutboxEntry} entry */
  async #deliver(session, entry) {
    const reply =
      entry.event === 'job:proof'
        ? await this.#upload(session, entry)
        : await session.request(entry.event, await this.#dataOf(entry), entry.id);
    await this.#outbox.settle(entry, counted(reply));
    await this.#handler.delivered(entry, reply);
  }

  /** @param {import('./session.js').Session} session @param {OutboxEntry} entry */
  async #upload(session, entry) {
    const file = await this.#outbox.file(entry.data.assetId);
    if (!file)
      throw new Refused({ code: 'INVALID', message: 'The file is gone from this browser.' });
    return upload(session, entry, file, this.#chunkBytes());
  }

  /** The last word tells what the hub said of all before it. @param {OutboxEntry} entry */
  async #dataOf(entry) {
    if (entry.event !== 'job:done') return entry.data;
    const output = { ...entry.data.output, ...(await this.#outbox.tally(entry)) };
    return { ...entry.data, output };
  }

  /** @param {OutboxEntry} entry @param {unknown} error */
  async #judge(entry, error) {
    const refusal =
      error instanceof Refused ? error : new Refused({ code: 'INVALID', message: String(error) });
    if (refusal.retryable) {
      await pass(this.#clock, Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures));
      this.#failures += 1;
      return;
    }
    await this.#handler.refused(entry, refusal);
    await this.#outbox.settle(entry);
  }
}

/** @param {HubMessage} reply @returns {Partial<Tally>} */
function counted({ event, data }) {
  if (event === 'job:evidence_ack') {
    return { accepted: data.accepted, duplicates: data.duplicates };
  }
  return event === 'job:proof_stored' || data.state === 'stored' ? { proofs: 1 } : {};
}
