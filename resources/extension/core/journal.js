/**
 * The journal of presses: what this browser was about to do, written before it does it.
 *
 * An entry says `intent` from the permit on and `pressed` after the press. It is kept until the hub
 * acknowledged how the run ended; of a run whose outcome is unknown it is kept on, for the looks.
 */

import { accountKey } from './content.js';

const KEPT_MS = 45 * 24 * 3_600_000;

/** @param {JobRef} run */
function keyOf({ jobId, epoch }) {
  return `${jobId}:${epoch}`;
}

export class Journal {
  #database;

  /** @param {import('./database.js').Database} database */
  constructor(database) {
    this.#database = database;
  }

  /** @param {JobRef} run @returns {Promise<JournalEntry | null>} */
  async of(run) {
    return (await this.#database.get('journal', keyOf(run))) ?? null;
  }

  /** Newest first. @returns {Promise<JournalEntry[]>} */
  async all() {
    /** @type {JournalEntry[]} */
    const entries = await this.#database.all('journal');
    return entries.sort((a, b) => b.at - a.at);
  }

  /** It is durable when this resolves, and only then may the button be pressed.
   *  @param {JournalEntry} entry */
  async write(entry) {
    await this.#database.put('journal', keyOf(entry), entry);
  }

  /** @param {JobRef} run */
  async strike(run) {
    await this.#database.delete('journal', keyOf(run));
  }

  /** What it knows of a post: the furthest that any run with it came.
   *  @param {Account} account @param {string} text canonical
   *  @returns {Promise<'none' | 'intent' | 'pressed'>} */
  async tells(account, text) {
    const key = accountKey(account);
    const states = (await this.all())
      .filter((entry) => accountKey(entry.account) === key && entry.text === text)
      .map(({ state }) => state);
    if (states.includes('pressed')) return 'pressed';
    return states.length ? 'intent' : 'none';
  }

  /** The hub heard the end of a run. @param {OutboxEntry} word */
  async heard({ event, data, jobId, epoch }) {
    if (event !== 'job:error' || data.errorCode !== 'OUTCOME_UNKNOWN') {
      await this.strike({ jobId, epoch });
    }
  }

  /** Nobody looks for a post that old any more. @param {number} now */
  async prune(now) {
    for (const entry of await this.all()) {
      if (now - entry.at > KEPT_MS) await this.strike(entry);
    }
  }

  async clear() {
    await this.#database.change(['journal'], ({ journal }) => void journal.clear());
  }
}
