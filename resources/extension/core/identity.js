/**
 * Who this browser is to its desk: a key that cannot be read out, and what the desk called it.
 *
 * Each pairing makes its own key, and only a pairing that succeeded replaces an earlier one.
 */

import { generateKeyPair } from './noise.js';

export class Identity {
  #database;

  /** @param {import('./database.js').Database} database */
  constructor(database) {
    this.#database = database;
  }

  /** @returns {Promise<Device | null>} */
  async device() {
    return (await this.#database.get('identity', 'device')) ?? null;
  }

  /** @returns {Promise<KeyPair | null>} */
  async key() {
    return (await this.#database.get('identity', 'key')) ?? null;
  }

  /** What is left of a revoked device. @returns {Promise<Farewell | null>} */
  async farewell() {
    return (await this.#database.get('identity', 'farewell')) ?? null;
  }

  /** A key for a pairing that may still come to nothing. */
  candidate() {
    return generateKeyPair();
  }

  /** The desk allowed this browser: durable before the desk is told. @param {Device} device
   *  @param {KeyPair} key */
  adopt(device, key) {
    return this.#database.change(['identity'], ({ identity }) => {
      identity.put(device, 'device');
      identity.put(key, 'key');
      identity.delete('farewell');
    });
  }

  /** What the desk calls this browser, and itself. @param {Partial<Device>} news */
  async update(news) {
    const device = await this.device();
    if (device) await this.#database.put('identity', 'device', { ...device, ...news });
  }

  /** @param {Farewell | null} farewell what to remember when the desk revoked it */
  forget(farewell) {
    return this.#database.change(['identity'], ({ identity }) => {
      identity.delete('device');
      identity.delete('key');
      if (farewell) identity.put(farewell, 'farewell');
      else identity.delete('farewell');
    });
  }
}
