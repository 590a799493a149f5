/**
 * What the hub has not acknowledged yet: stored before it is sent, removed only by its ack.
 *
 * First in, first out, so that findings and files of a run reach the hub before its last word.
 */

import { result } from './database.js';

/** @type {Tally} */
const NOTHING = { accepted: 0, duplicates: 0, proofs: 0 };

/** @param {JobRef} run */
function tallyKey({ jobId, epoch }) {
  return `${jobId}:${epoch}`;
}

export class Outbox {
  #database;
  #changed;

  /** @param {import('./database.js').Database} database @param {() => void} changed */
  constructor(database, changed) {
    this.#database = database;
    this.#changed = changed;
  }

  count() {
    return this.#database.count('outbox');
  }

  /** @returns {Promise<OutboxEntry | null>} the oldest */
  first() {
    return this.#database.first('outbox');
  }

  /** The runs that the hub has not heard the end of. @returns {Promise<JobRef[]>} */
  async runs() {
    /** @type {OutboxEntry[]} */
    const entries = await this.#database.all('outbox');
    const runs = new Map(
      entries.map(({ jobId, epoch }) => [`${jobId}:${epoch}`, { jobId, epoch }]),
    );
    return [...runs.values()];
  }

  /** @param {OutboxEntry} entry @param {Bytes} [file] the bytes that `job:proof` speaks of */
  async add(entry, file) {
    await this.#database.change(['outbox', 'files'], ({ outbox, files }) => {
      outbox.add(entry);
      if (file) files.put(file, entry.data.assetId);
    });
    this.#changed();
  }

  /** The last word of a run ends its record in the same breath. @param {OutboxEntry} entry */
  async addLastWord(entry) {
    await this.#database.change(['outbox', 'runs'], ({ outbox, runs }) => {
      outbox.add(entry);
      runs.delete(entry.jobId);
    });
    this.#changed();
  }

  /** The desk revoked this browser: nobody is left to hear it. */
  async clear() {
    await this.#database.change(['outbox', 'files', 'tallies'], (stores) => {
      for (const store of Object.values(stores)) store.clear();
    });
    this.#changed();
  }

  /** A newer word on how far a run is takes the place of one that was not sent yet.
   *  @param {OutboxEntry} entry @param {number | null} inFlight the entry that is being sent */
  async addProgress(entry, inFlight) {
    await this.#database.change(['outbox'], async ({ outbox }) => {
      const newest = await result(outbox.openCursor(null, 'prev'));
      const last = newest?.value;
      const stale =
        last?.event === 'job:progress' &&
        last.jobId === entry.jobId &&
        !last.data.message &&
        last.seq !== inFlight;
      if (stale) outbox.delete(last.seq);
      outbox.add(entry);
    });
    this.#changed();
  }

  /** @param {string} assetId @returns {Promise<Bytes | undefined>} */
  file(assetId) {
    return this.#database.get('files', assetId);
  }

  /** @param {JobRef} run @returns {Promise<Tally>} */
  async tally(run) {
    return (await this.#database.get('tallies', tallyKey(run))) ?? NOTHING;
  }

  /** The hub answered: the entry goes, what it counted stays until the run's last word.
   *  @param {OutboxEntry} entry @param {Partial<Tally>} [counted] */
  async settle(entry, counted = {}) {
    const key = tallyKey(entry);
    await this.#database.change(
      ['outbox', 'files', 'tallies'],
      async ({ outbox, files, tallies }) => {
        outbox.delete(/** @type {number} */ (entry.seq));
        if (entry.event === 'job:proof') files.delete(entry.data.assetId);
        if (isLastWord(entry.event)) tallies.delete(key);
        else if (Object.keys(counted).length) {
          tallies.put(sum((await result(tallies.get(key))) ?? NOTHING, counted), key);
        }
      },
    );
    this.#changed();
  }
}

/** @param {string} event */
export function isLastWord(event) {
  return ['job:done', 'job:error', 'job:cancelled'].includes(event);
}

/** @param {Tally} tally @param {Partial<Tally>} counted @returns {Tally} */
function sum(tally, counted) {
  return {
    accepted: tally.accepted + (counted.accepted ?? 0),
    duplicates: tally.duplicates + (counted.duplicates ?? 0),
    proofs: tally.proofs + (counted.proofs ?? 0),
  };
}
