/**
 * What the agent knows of itself and its desk, held in memory as it stands in the database.
 */

import { Identity } from './identity.js';

/** Before the hub said which connectors it has. */
const SHIPPED = ['google_maps', 'google_search'];
const HEARTBEAT_SECONDS = 20;
const WORKING = new Set(['search', 'publish']);

export class Facts {
  #database;
  #platform;
  /** @type {Device | null} */
  device = null;
  /** @type {KeyPair | null} */
  key = null;
  /** @type {Farewell | null} */
  farewell = null;
  /** @type {HubConfig | null} */
  #config = null;

  /** @param {import('./database.js').Database} database @param {Platform} platform */
  constructor(database, platform) {
    this.#database = database;
    this.#platform = platform;
    this.identity = new Identity(database);
  }

  async recall() {
    this.device = await this.identity.device();
    this.key = await this.identity.key();
    this.farewell = await this.identity.farewell();
    this.#config ??= (await this.#database.get('config', 'config')) ?? null;
  }

  /** What the hub says of itself and of this browser. @param {Partial<Device>} news */
  async learn(news) {
    await this.identity.update(news);
    await this.recall();
  }

  /** @param {Farewell | null} farewell */
  async forget(farewell) {
    await this.identity.forget(farewell);
    await this.recall();
  }

  /** @param {HubConfig} config */
  async configure(config) {
    this.#config = config;
    await this.#database.put('config', 'config', config);
  }

  get config() {
    if (!this.#config) throw new Error('the hub did not say how to work yet');
    return this.#config;
  }

  /** Hosts of all connectors. */
  get hosts() {
    return this.#config?.connectors.flatMap(({ hosts }) => hosts) ?? [];
  }

  get heartbeatSeconds() {
    return this.#config?.limits.heartbeatSeconds ?? HEARTBEAT_SECONDS;
  }

  get chunkBytes() {
    return this.#config?.limits.chunkBytes ?? Number.MAX_SAFE_INTEGER;
  }

  /** Hosts that the desk wants used and the person did not allow here. @returns {Promise<string[]>} */
  async askedHosts() {
    const hosts = [...new Set(this.hosts)];
    const may = await Promise.all(hosts.map((host) => this.#platform.mayUse([host])));
    return hosts.filter((_, index) => !may[index]);
  }

  /** Connectors whose sites this browser may use; looking for a post needs the one that publishes.
   *  @returns {Promise<string[]>} */
  async capabilities() {
    if (!this.#config) return SHIPPED;
    const working = this.#config.connectors.filter(({ kind }) => WORKING.has(kind));
    const usable = await Promise.all(
      working.map(async ({ id, hosts }) => ((await this.#platform.mayUse(hosts)) ? id : '')),
    );
    return usable.filter(Boolean);
  }
}
