/**
 * Which accounts this browser was seen to be signed in to, one for each platform, and when.
 */

import { accountKey } from './content.js';

export class Accounts {
  #database;
  /** @type {Record<string, SeenAccount>} */
  #seen = {};

  /** @param {import('./database.js').Database} database */
  constructor(database) {
    this.#database = database;
  }

  async recall() {
    this.#seen = (await this.#database.get('config', 'accounts')) ?? {};
  }

  /** @returns {SeenAccount[]} */
  get seen() {
    return Object.values(this.#seen);
  }

  /** What the desk is told. @returns {Account[]} */
  get told() {
    return this.seen.map(({ platform, handle }) => ({ platform, handle }));
  }

  /** What changes when another account is seen. */
  get mark() {
    return this.seen.map(accountKey).sort().join();
  }

  /** @param {SeenAccount} account */
  async remember(account) {
    this.#seen = { ...this.#seen, [account.platform]: account };
    await this.#database.put('config', 'accounts', this.#seen);
  }

  async forget() {
    this.#seen = {};
    await this.#database.delete('config', 'accounts');
  }
}
