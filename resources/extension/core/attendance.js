/**
 * This browser's attendance at its desk: dials, says who it is, hears the desk, notices the end.
 */

import { PROTOCOL } from './channel.js';
import { CLOSE } from './connection.js';
import { Heart } from './heart.js';
import { Line } from './line.js';
import { Link } from './link.js';

/**
 * @typedef {{
 *   facts: import('./facts.js').Facts, jobs: import('./jobs.js').Jobs,
 *   outbox: import('./outbox.js').Outbox,
 *   delivery: import('./delivery.js').Delivery, desk: import('./desk.js').Desk,
 *   accounts: import('./accounts.js').Accounts, platform: Platform, clock: Clock,
 *   openSocket: import('./line.js').OpenSocket, memory: import('./link.js').Memory,
 *   version: string, changed: () => void,
 *   revoked: (deviceName: string) => void,
 * }} AttendanceParts
 */

export class Attendance {
  #parts;
  #bootId = crypto.randomUUID();
  /** The capabilities that the hub was told. @type {string[]} */
  #said = [];
  /** The accounts that it was told. */
  #named = '';
  /** @type {Line | null} */
  #line = null;
  #revoked = false;

  /** @param {AttendanceParts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { facts, jobs, platform, clock, memory, changed } = parts;
    this.link = new Link({ dial: () => this.#dial(), clock, memory, changed });
    this.heart = new Heart({
      clock,
      seconds: () => facts.heartbeatSeconds,
      stayAwake: () => platform.stayAwake(),
      ask: () => this.#beat(),
      heard: (word) => jobs.heard(word),
      dead: () => this.#line?.close(CLOSE.normal, 'no answer'),
      used: () => this.#line?.used ?? 0,
      old: () => this.link.reopen(),
    });
  }

  /** What is told now; another answer later means coming anew. */
  async capabilities() {
    this.#said = await this.#parts.facts.capabilities();
    return this.#said;
  }

  /** Come anew if what this browser can do is no longer what the hub was told; not before the hub
   *  has heard all, since a line that ends early is a doubt, and not while it gives a job away. */
  async review() {
    const now = await this.#parts.facts.capabilities();
    const same = now.join() === this.#said.join() && this.#parts.accounts.mark === this.#named;
    if (same || (await this.#parts.outbox.count()) || this.#parts.jobs.busy) return;
    this.link.reopen();
  }

  /** Go on as a session on the line that has just paired. @param {Line} line @param {HubMessage} authOk */
  async enter(line, authOk) {
    this.#line = line;
    this.#revoked = false;
    this.link.adopt(line);
    await this.#welcomed(line, authOk);
  }

  /** @param {HubMessage} message */
  hear({ event, data }) {
    const { jobs } = this.#parts;
    /** @type {Record<string, () => void>} */
    const heard = {
      config: () => void this.#configured(data),
      'job:available': () => jobs.offered(data),
      'job:new': () => jobs.offered(data),
      'job:cancel': () => jobs.cancel(data.jobId),
      'job:resume': () => jobs.resume(data.jobId),
      'device:revoked': () => {
        this.#revoked = true;
      },
      error: () => console.info(`The hub refused: ${data.code} ${data.message}`),
    };
    heard[event]?.();
  }

  /** @param {Line} line @param {Close} close */
  ended(line, close) {
    if (line === this.#line) this.#rest();
    const revoked = this.#revoked || (close.code === CLOSE.revoked && close.authenticated);
    this.#revoked = false;
    if (revoked) this.#parts.revoked(this.#parts.facts.device?.deviceName ?? '');
    else this.link.ended(line, close);
  }

  #dial() {
    const { facts, openSocket, clock } = this.#parts;
    const { hubUrl, hubKey } = /** @type {Device} */ (facts.device);
    const own = /** @type {KeyPair} */ (facts.key);
    this.#line = new Line(hubUrl, { own, hubKey }, openSocket, clock, {
      opened: (line) => void this.#authenticate(line),
      pushed: (message) => this.hear(message),
      closed: (line, close) => this.ended(line, close),
    });
    return this.#line;
  }

  /** @param {Line} line */
  async #authenticate(line) {
    const { facts, jobs, accounts, version } = this.#parts;
    try {
      this.#named = accounts.mark;
      // None known is not the same as none: the operator may have named some.
      const named = accounts.told.length ? { accounts: accounts.told } : {};
      const said = {
        protocol: PROTOCOL,
        agentId: facts.device?.agentId,
        version,
        capabilities: await this.capabilities(),
        bootId: this.#bootId,
        running: await jobs.running(),
        ...named,
      };
      await this.#welcomed(line, await line.session.open('auth', said, 'auth_ok'));
    } catch (error) {
      console.info('Not let in:', error);
      line.close(CLOSE.normal, 'not let in');
    }
  }

  /** @param {Line} line @param {HubMessage} authOk */
  async #welcomed(line, { data }) {
    const { facts, jobs, delivery, desk } = this.#parts;
    await facts.learn({ deviceName: data.deviceName, hubId: data.hubId });
    this.link.online();
    desk.opened(line);
    await jobs.opened(line.session, data.continue);
    delivery.start(line.session);
    this.heart.start();
    await this.review();
  }

  #rest() {
    this.#line = null;
    this.heart.stop();
    this.#parts.delivery.stop();
    this.#parts.desk.closed();
    this.#parts.jobs.closed();
  }

  /** @param {HubConfig} config */
  async #configured(config) {
    await this.#parts.facts.configure(config);
    this.#parts.changed();
    await this.review();
  }

  async #beat() {
    if (!this.#line) throw new Error('there is no line');
    const running = await this.#parts.jobs.running();
    const { agentId } = /** @type {Device} */ (this.#parts.facts.device);
    return this.#line.session.request('heartbeat', { agentId, running });
  }
}
