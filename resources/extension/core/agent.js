/**
 * The agent: puts its parts together and carries words between them. One for each worker.
 */

import { Stopped } from '../recipe/errors.js';
import { permissionFor } from '../recipe/hosts.js';
import { workOn } from '../recipe/job.js';
import { PROTOCOL } from './channel.js';
import { CLOSE } from './connection.js';
import { Delivery } from './delivery.js';
import { Heart } from './heart.js';
import { Identity } from './identity.js';
import { Jobs } from './jobs.js';
import { Line } from './line.js';
import { Link } from './link.js';
import { Outbox } from './outbox.js';
import { Pairing } from './pairing.js';
import { Refused } from './session.js';
import { statusOf } from './status.js';

/** Before the hub said which connectors it has. */
const SHIPPED = ['google_maps', 'google_search'];
const HEARTBEAT_SECONDS = 20;

/**
 * @typedef {{
 *   database: import('./database.js').Database, platform: Platform, clock: Clock,
 *   openSocket: import('./line.js').OpenSocket, memory: import('./link.js').Memory,
 *   browserSession: string, version: string, about: () => Promise<About>,
 *   card: (run: import('./run.js').Run) => CardText | null,
 *   jobsToday: () => Promise<number>, countJob: () => Promise<void>, changed: () => void,
 * }} Surroundings
 */

export class Agent {
  #around;
  #bootId = crypto.randomUUID();
  /** @type {Device | null} */
  #device = null;
  /** @type {KeyPair | null} */
  #key = null;
  /** @type {Farewell | null} */
  #farewell = null;
  /** @type {HubConfig | null} */
  #config = null;
  /** @type {string[]} */
  #said = [];
  /** @type {Line | null} */
  #line = null;
  /** @type {Pairing | null} */
  #pairing = null;
  #revoked = false;

  /** @param {Surroundings} around */
  constructor(around) {
    this.#around = around;
    const { database, clock, platform, memory, browserSession, changed } = around;
    this.identity = new Identity(database);
    this.outbox = new Outbox(database, () => {
      this.delivery.poke();
      changed();
    });
    this.delivery = new Delivery(this.outbox, clock, {
      delivered: (entry, reply) => this.#delivered(entry, reply),
      refused: (entry, error) => this.#refused(entry, error),
    }, () => this.#config?.limits.chunkBytes ?? Number.MAX_SAFE_INTEGER);
    this.jobs = new Jobs({
      database, outbox: this.outbox, browserSession, changed,
      closeWindow: platform.closeWindow,
      runParts: () => this.#runParts(),
      work: (run) => workOn(run, { config: this.#knownConfig(), platform, clock }),
      finished: () => void this.#finished(),
    });
    this.link = new Link({ dial: () => this.#dial(), clock, memory, changed });
    this.heart = new Heart({
      clock,
      seconds: () => this.#config?.limits.heartbeatSeconds ?? HEARTBEAT_SECONDS,
      stayAwake: platform.stayAwake,
      ask: async () => this.#theLine().session.request('heartbeat', {
        agentId: this.#device?.agentId, running: await this.jobs.running() }),
      heard: (word) => this.jobs.heard(word),
      dead: () => this.#line?.close(CLOSE.normal, 'no answer'),
      used: () => this.#line?.used ?? 0,
      old: () => this.link.reopen(),
    });
  }

  async start() {
    await this.#recall();
    if (this.#device) await this.link.start();
    this.#around.changed();
  }

  /** The alarm rang. */
  wake() {
    this.link.wake();
    this.delivery.poke();
  }

  async status() {
    const { jobsToday, platform } = this.#around;
    return statusOf({
      device: this.#device, farewell: this.#farewell, link: this.link.view,
      run: this.jobs.run?.record ?? null, pairing: this.#pairing?.status ?? null,
      hosts: this.#config?.connectors.flatMap(({ hosts }) => hosts) ?? [],
      outbox: await this.outbox.count(), jobsToday: await jobsToday(),
      mayCapture: await platform.mayCapture(),
    });
  }

  // --------------------------------------------------------- what the person says

  /** @param {string} link @param {string} [name] */
  async pair(link, name) {
    this.#pairing?.differ();
    this.link.stop();
    const about = await this.#around.about();
    const { clock, platform, openSocket, changed } = this.#around;
    const pairing = new Pairing({
      identity: this.identity, clock, platform, openSocket, changed,
      capabilities: () => this.#capabilities(),
      paired: (line, authOk) => this.#paired(line, authOk),
      handler: { pushed: (message) => this.#pushed(message), closed: (line, close) => this.#closed(line, close) },
    });
    this.#pairing = pairing;
    await pairing.begin(link, { ...about, name: name?.trim().slice(0, 100) || about.name });
    if (pairing.status.step === 'failed' && this.#pairing === pairing && this.#device) {
      await this.link.start();
    }
  }

  differ() {
    this.#pairing?.differ();
  }

  /** The person wants nothing more to do with this desk. */
  async forget() {
    await this.#leave(null);
  }

  stopJob() {
    this.jobs.run?.stop(new Stopped('stopped_here'));
  }

  async showTab() {
    const { windowId = null, tabId = null } = this.jobs.run?.record ?? {};
    if (windowId !== null && tabId !== null) await this.#around.platform.show({ windowId, tabId });
  }

  /** What it may do changed with the permissions of this browser. */
  async permissionsChanged() {
    this.#around.changed();
    const capabilities = await this.#capabilities();
    if (!this.jobs.run && capabilities.join() !== this.#said.join()) this.link.reopen();
  }

  // --------------------------------------------------------------- the line

  #dial() {
    const device = /** @type {Device} */ (this.#device);
    const { openSocket, clock } = this.#around;
    const plan = {
      own: /** @type {KeyPair} */ (this.#key), hubKey: device.hubKey,
      about: { name: '', browser: '', version: '' } };
    this.#line = new Line(device.hubUrl, plan, openSocket, clock, {
      opened: (line) => void this.#authenticate(line),
      pushed: (message) => this.#pushed(message),
      closed: (line, close) => this.#closed(line, close),
    });
    return this.#line;
  }

  /** @param {Line} line */
  async #authenticate(line) {
    this.#said = await this.#capabilities();
    const said = {
      protocol: PROTOCOL, agentId: this.#device?.agentId, version: this.#around.version,
      capabilities: this.#said, bootId: this.#bootId, running: await this.jobs.running() };
    try {
      await this.#welcomed(line, await line.session.open('auth', said, 'auth_ok'));
    } catch (error) {
      console.warn('Not let in:', error);
      line.close(CLOSE.normal, 'not let in');
    }
  }

  /** @param {Line} line @param {HubMessage} authOk */
  async #welcomed(line, { data }) {
    await this.identity.update({ deviceName: data.deviceName, hubId: data.hubId });
    await this.#recall();
    this.link.online();
    await this.jobs.opened(line.session, data.continue);
    this.delivery.start(line.session);
    this.heart.start();
    await this.permissionsChanged();
  }

  /** @param {Line} line @param {HubMessage} authOk */
  async #paired(line, authOk) {
    this.#said = await this.#capabilities();
    this.#line = line;
    this.#revoked = false;
    this.link.adopt(line);
    await this.#welcomed(line, authOk);
  }

  /** @param {Line} line @param {Close} close */
  #closed(line, close) {
    if (line === this.#line) {
      this.#line = null;
      this.heart.stop();
      this.delivery.stop();
      this.jobs.closed();
    }
    const revoked = this.#revoked || (close.code === CLOSE.revoked && close.authenticated);
    if (revoked) void this.#leave({ at: this.#around.clock.now(), deviceName: this.#device?.deviceName ?? '' });
    else this.link.ended(line, close);
  }

  /** @param {HubMessage} message */
  #pushed({ event, data }) {
    const heard = {
      config: () => void this.#configured(data),
      'job:available': () => this.jobs.offered(data),
      'job:new': () => this.jobs.offered(data),
      'job:cancel': () => this.jobs.cancel(data.jobId),
      'job:resume': () => this.jobs.resume(data.jobId),
      'device:revoked': () => { this.#revoked = true; },
      error: () => console.warn(`The hub refused: ${data.code} ${data.message}`),
    }[event];
    heard?.();
  }

  /** @param {HubConfig} config */
  async #configured(config) {
    this.#config = config;
    await this.#around.database.put('config', 'config', config);
    await this.permissionsChanged();
  }

  // --------------------------------------------------------------- the outbox

  /** @param {OutboxEntry} entry @param {HubMessage} reply */
  #delivered(entry, { event, data }) {
    if (event === 'job:progress_ack' && data.cancelRequested) this.jobs.cancel(entry.jobId);
  }

  /** @param {OutboxEntry} entry @param {Refused} error */
  async #refused(entry, error) {
    console.warn(`${entry.event} was refused: ${error.code} ${error.message}`);
    const gone = ['LEASE_LOST', 'JOB_NOT_RUNNING', 'JOB_NOT_FOUND'].includes(error.code);
    if (gone) await this.jobs.abandon(entry.jobId);
    else if (entry.event === 'job:done') await this.outbox.add(undone(entry, error));
  }

  // ------------------------------------------------------------------- facts

  async #recall() {
    this.#device = await this.identity.device();
    this.#key = await this.identity.key();
    this.#farewell = await this.identity.farewell();
    this.#config ??= (await this.#around.database.get('config', 'config')) ?? null;
  }

  /** @param {Farewell | null} farewell */
  async #leave(farewell) {
    this.link.stop();
    await this.jobs.dropAll();
    await this.outbox.clear();
    await this.identity.forget(farewell);
    this.#revoked = false;
    this.#pairing = null;
    await this.#recall();
    this.#around.changed();
  }

  /** Connectors whose sites this browser may use. */
  async #capabilities() {
    if (!this.#config) return SHIPPED;
    const searches = this.#config.connectors.filter(({ kind }) => kind === 'search');
    const usable = await Promise.all(searches.map(
      async ({ id, hosts }) => ((await this.#around.platform.mayUse(hosts.map(permissionFor))) ? id : '')));
    return usable.filter(Boolean);
  }

  async #finished() {
    await this.#around.countJob();
    await this.permissionsChanged();
  }

  #knownConfig() {
    if (!this.#config) throw new Error('the hub did not say how to work yet');
    return this.#config;
  }

  #theLine() {
    if (!this.#line) throw new Error('there is no line');
    return this.#line;
  }

  #runParts() {
    const { database, clock, changed, card } = this.#around;
    return {
      database, outbox: this.outbox, clock, changed, card,
      agentId: this.#device?.agentId ?? '', inFlight: () => this.delivery.inFlight };
  }
}

/** A job whose end the hub does not take cannot stay open for ever.
 *  @param {OutboxEntry} entry @param {Refused} error @returns {OutboxEntry} */
function undone({ jobId, epoch, data }, error) {
  const { agentId } = data;
  return {
    id: crypto.randomUUID(), event: 'job:error', jobId, epoch,
    data: { jobId, epoch, agentId, errorCode: error.code, error: error.message, retryable: true } };
}
