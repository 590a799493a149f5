/**
 * The agent: puts its parts together and carries words between them. One for each worker.
 */

import { Stopped } from '../recipe/errors.js';
import { workOn } from '../recipe/job.js';
import { PROTOCOL } from './channel.js';
import { CLOSE } from './connection.js';
import { Delivery } from './delivery.js';
import { Facts } from './facts.js';
import { Heart } from './heart.js';
import { Jobs } from './jobs.js';
import { Line } from './line.js';
import { Link } from './link.js';
import { Outbox } from './outbox.js';
import { Pairing } from './pairing.js';
import { statusOf } from './status.js';
import { verdicts } from './verdicts.js';

/**
 * @typedef {{
 *   database: import('./database.js').Database, platform: Platform, clock: Clock,
 *   openSocket: import('./line.js').OpenSocket, memory: import('./link.js').Memory,
 *   browserSession: string, version: string, about: () => Promise<About>,
 *   card: (run: import('./run.js').Run) => CardText | null,
 *   work?: typeof workOn, jobsToday: () => Promise<number>, countJob: () => Promise<void>,
 *   changed: () => void,
 * }} Surroundings
 */

export class Agent {
  #around;
  #bootId = crypto.randomUUID();
  /** The capabilities that the hub was told. @type {string[]} */
  #said = [];
  /** @type {Line | null} */
  #line = null;
  /** @type {Pairing | null} */
  #pairing = null;
  #revoked = false;

  /** @param {Surroundings} around */
  constructor(around) {
    this.#around = around;
    const { database, clock, platform, memory, changed } = around;
    this.facts = new Facts(database, platform);
    this.outbox = new Outbox(database, () => {
      this.delivery.poke();
      changed();
    });
    this.jobs = new Jobs(this.#jobsParts());
    this.delivery = new Delivery(
      this.outbox, clock, verdicts(this.jobs, this.outbox), () => this.facts.chunkBytes);
    this.link = new Link({ dial: () => this.#dial(), clock, memory, changed });
    this.heart = new Heart({
      clock,
      seconds: () => this.facts.heartbeatSeconds,
      stayAwake: () => platform.stayAwake(),
      ask: () => this.#beat(),
      heard: (word) => this.jobs.heard(word),
      dead: () => this.#line?.close(CLOSE.normal, 'no answer'),
      used: () => this.#line?.used ?? 0,
      old: () => this.link.reopen(),
    });
  }

  async start() {
    await this.facts.recall();
    if (this.facts.device) await this.link.start();
    this.#around.changed();
  }

  /** The alarm rang. */
  wake() {
    this.link.wake();
    this.delivery.poke();
  }

  /** @returns {Promise<Status>} */
  async status() {
    const { jobsToday, platform } = this.#around;
    const { device, farewell, hosts } = this.facts;
    return statusOf({
      device, farewell, hosts, askedHosts: await this.facts.askedHosts(), link: this.link.view,
      run: this.jobs.run?.record ?? null, pairing: this.#pairing?.status ?? null,
      outbox: await this.outbox.count(), jobsToday: await jobsToday(),
      mayCapture: await platform.mayCapture(),
    });
  }

  // --------------------------------------------------------- what the person says

  /** @param {string} link @param {string} [name] */
  async pair(link, name) {
    this.#pairing?.differ();
    this.link.stop();
    const { clock, platform, openSocket, changed } = this.#around;
    const pairing = new Pairing({
      identity: this.facts.identity, clock, platform, openSocket, changed,
      capabilities: () => this.#capabilities(),
      paired: (line, authOk) => this.#paired(line, authOk),
      handler: {
        pushed: (message) => this.#pushed(message),
        closed: (line, close) => this.#closed(line, close) },
    });
    this.#pairing = pairing;
    const about = await this.#around.about();
    await pairing.begin(link, { ...about, name: name?.trim().slice(0, 100) || about.name });
    const failed = pairing.status.step === 'failed' && this.#pairing === pairing;
    if (failed && this.facts.device) await this.link.start();
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

  /** What it may do changed, with the permissions of this browser or with the hub's connectors. */
  async permissionsChanged() {
    this.#around.changed();
    const capabilities = await this.facts.capabilities();
    if (!this.jobs.run && capabilities.join() !== this.#said.join()) this.link.reopen();
  }

  // --------------------------------------------------------------- the line

  #dial() {
    const { openSocket, clock } = this.#around;
    const { hubUrl, hubKey } = /** @type {Device} */ (this.facts.device);
    const own = /** @type {KeyPair} */ (this.facts.key);
    this.#line = new Line(hubUrl, { own, hubKey }, openSocket, clock, {
      opened: (line) => void this.#authenticate(line),
      pushed: (message) => this.#pushed(message),
      closed: (line, close) => this.#closed(line, close),
    });
    return this.#line;
  }

  /** @param {Line} line */
  async #authenticate(line) {
    try {
      const said = {
        protocol: PROTOCOL, agentId: this.facts.device?.agentId, version: this.#around.version,
        capabilities: await this.#capabilities(), bootId: this.#bootId, running: await this.jobs.running() };
      await this.#welcomed(line, await line.session.open('auth', said, 'auth_ok'));
    } catch (error) {
      console.info('Not let in:', error);
      line.close(CLOSE.normal, 'not let in');
    }
  }

  /** What is told now; another answer later means coming anew. */
  async #capabilities() {
    this.#said = await this.facts.capabilities();
    return this.#said;
  }

  /** @param {Line} line @param {HubMessage} authOk */
  async #welcomed(line, { data }) {
    await this.facts.learn({ deviceName: data.deviceName, hubId: data.hubId });
    this.link.online();
    await this.jobs.opened(line.session, data.continue);
    this.delivery.start(line.session);
    this.heart.start();
    await this.permissionsChanged();
  }

  /** @param {Line} line @param {HubMessage} authOk */
  async #paired(line, authOk) {
    // What was meant for another desk, or for this one under another name, is nobody's business.
    await this.jobs.dropAll();
    await this.outbox.clear();
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
    if (!revoked) this.link.ended(line, close);
    else void this.#leave({ at: this.#around.clock.now(), deviceName: this.facts.device?.deviceName ?? '' });
  }

  /** @param {HubMessage} message */
  #pushed({ event, data }) {
    /** @type {Record<string, () => void>} */
    const heard = {
      config: () => void this.#configured(data),
      'job:available': () => this.jobs.offered(data),
      'job:new': () => this.jobs.offered(data),
      'job:cancel': () => this.jobs.cancel(data.jobId),
      'job:resume': () => this.jobs.resume(data.jobId),
      'device:revoked': () => { this.#revoked = true; },
      error: () => console.info(`The hub refused: ${data.code} ${data.message}`),
    };
    heard[event]?.();
  }

  /** @param {HubConfig} config */
  async #configured(config) {
    await this.facts.configure(config);
    await this.permissionsChanged();
  }

  async #beat() {
    if (!this.#line) throw new Error('there is no line');
    const running = await this.jobs.running();
    return this.#line.session.request('heartbeat', { agentId: this.facts.device?.agentId, running });
  }

  /** @param {Farewell | null} farewell */
  async #leave(farewell) {
    this.link.stop();
    await this.jobs.dropAll();
    await this.outbox.clear();
    await this.facts.forget(farewell);
    this.#revoked = false;
    this.#pairing = null;
    this.#around.changed();
  }

  // --------------------------------------------------------------- the work

  /** @returns {ConstructorParameters<typeof Jobs>[0]} */
  #jobsParts() {
    const { database, platform, clock, browserSession, changed, work = workOn } = this.#around;
    return {
      database, outbox: this.outbox, browserSession, changed,
      closeWindow: (windowId) => platform.closeWindow(windowId),
      runParts: () => this.#runParts(),
      work: (run) => work(run, { config: this.facts.config, platform, clock }),
      finished: () => void this.#finished(),
    };
  }

  #runParts() {
    const { database, clock, changed, card } = this.#around;
    return {
      database, outbox: this.outbox, clock, changed, card,
      agentId: this.facts.device?.agentId ?? '', inFlight: () => this.delivery.inFlight };
  }

  async #finished() {
    await this.#around.countJob();
    await this.permissionsChanged();
  }
}
