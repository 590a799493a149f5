/**
 * The agent: puts its parts together and does what the person at this browser says. One for each
 * worker.
 */

import { Stopped } from '../recipe/errors.js';
import { workOn } from '../recipe/job.js';
import { Accounts } from './accounts.js';
import { Attendance } from './attendance.js';
import { Delivery } from './delivery.js';
import { Desk } from './desk.js';
import { Facts } from './facts.js';
import { Jobs } from './jobs.js';
import { Journal } from './journal.js';
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
 *   pressCard: (facts: PressFacts) => PressCardText, mayPress: () => boolean,
 *   work?: typeof workOn, jobsToday: () => Promise<number>, countJob: () => Promise<void>,
 *   changed: () => void,
 * }} Surroundings
 */

export class Agent {
  #around;
  /** @type {Pairing | null} */
  #pairing = null;

  /** @param {Surroundings} around */
  constructor(around) {
    this.#around = around;
    const { database, clock, platform, changed } = around;
    this.facts = new Facts(database, platform);
    this.outbox = new Outbox(database, () => {
      this.delivery.poke();
      changed();
    });
    this.journal = new Journal(database);
    this.accounts = new Accounts(database);
    this.desk = new Desk(clock);
    this.jobs = new Jobs(this.#jobsParts());
    const answers = verdicts(this.jobs, this.outbox, this.journal, () => this.attendance.review());
    this.delivery = new Delivery(this.outbox, clock, answers, () => this.facts.chunkBytes);
    const { facts, jobs, outbox, delivery, desk, accounts } = this;
    this.attendance = new Attendance({
      ...around,
      facts,
      jobs,
      outbox,
      delivery,
      desk,
      accounts,
      revoked: (deviceName) => void this.#leave({ at: clock.now(), deviceName }),
    });
  }

  async start() {
    await this.facts.recall();
    await this.accounts.recall();
    await this.journal.prune(this.#around.clock.now());
    if (this.facts.device) await this.attendance.link.start();
    this.#around.changed();
  }

  /** The alarm rang. */
  wake() {
    this.attendance.link.wake();
    this.delivery.poke();
  }

  /** @returns {Promise<Status>} */
  async status() {
    const { jobsToday, platform } = this.#around;
    const { device, farewell, hosts } = this.facts;
    return statusOf({
      device,
      farewell,
      hosts,
      askedHosts: await this.facts.askedHosts(),
      link: this.attendance.link.view,
      run: this.jobs.run?.record ?? null,
      pairing: this.#pairing?.status ?? null,
      outbox: await this.outbox.count(),
      jobsToday: await jobsToday(),
      mayCapture: await platform.mayCapture(),
      accounts: this.accounts.seen,
      journal: await this.journal.all(),
    });
  }

  // --------------------------------------------------------- what the person says

  /** @param {string} link @param {string} [name] */
  async pair(link, name) {
    this.#pairing?.differ();
    this.attendance.link.stop();
    const pairing = new Pairing({
      ...this.#around,
      identity: this.facts.identity,
      capabilities: () => this.attendance.capabilities(),
      paired: (line, authOk) => this.#paired(line, authOk),
      handler: {
        pushed: (message) => this.attendance.hear(message),
        closed: (line, close) => this.attendance.ended(line, close),
      },
    });
    this.#pairing = pairing;
    const about = await this.#around.about();
    await pairing.begin(link, { ...about, name: name?.trim().slice(0, 100) || about.name });
    const failed = pairing.status.step === 'failed' && this.#pairing === pairing;
    if (failed && this.facts.device) await this.attendance.link.start();
  }

  differ() {
    this.#pairing?.differ();
  }

  tryNow() {
    this.attendance.link.connectNow();
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

  /** What it may do changed. */
  async permissionsChanged() {
    this.#around.changed();
    await this.attendance.review();
  }

  // ------------------------------------------------------------- desks come and go

  /** @param {import('./line.js').Line} line @param {HubMessage} authOk */
  async #paired(line, authOk) {
    // What was meant for another desk, or for this one under another name, is nobody's business.
    await this.#forgetWork();
    await this.attendance.enter(line, authOk);
  }

  /** @param {Farewell | null} farewell */
  async #leave(farewell) {
    this.attendance.link.stop();
    await this.#forgetWork();
    await this.facts.forget(farewell);
    this.#pairing = null;
    this.#around.changed();
  }

  async #forgetWork() {
    await this.jobs.dropAll();
    await this.outbox.clear();
    await this.journal.clear();
    await this.accounts.forget();
  }

  // --------------------------------------------------------------- the work

  /** @returns {ConstructorParameters<typeof Jobs>[0]} */
  #jobsParts() {
    const { database, platform, clock, browserSession, changed, work = workOn } = this.#around;
    return {
      database,
      outbox: this.outbox,
      journal: this.journal,
      browserSession,
      changed,
      closeWindow: (windowId) => platform.closeWindow(windowId),
      runParts: () => this.#runParts(),
      work: (run) => work(run, { config: this.facts.config, platform, clock }),
      finished: () => void this.#finished(),
    };
  }

  #runParts() {
    const { database, clock, changed, card, pressCard, mayPress } = this.#around;
    const { outbox, desk, journal, accounts } = this;
    const agentId = this.facts.device?.agentId ?? '';
    const inFlight = () => this.delivery.inFlight;
    const shown = { changed, card, pressCard, mayPress };
    return { database, outbox, desk, journal, accounts, clock, agentId, inFlight, ...shown };
  }

  async #finished() {
    await this.#around.countJob();
    await this.attendance.review();
  }
}
