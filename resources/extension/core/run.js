/**
 * One run of a job: what it brings goes into the outbox, where it stands is kept after each word.
 *
 * Recipes see only this of the rest of the agent. From the moment a permit is asked for until it is
 * given back, nobody can stop the run: whoever wants to is heard when it is safe, or never.
 */

import { pass } from './clock.js';
import { agentText } from '../recipe/sayings.js';
import { hex, sha256 } from './bytes.js';

const BATCH_ROWS = 100;
const BATCH_BYTES = 160 * 1024;
const PAUSE_LOOK_MS = 1_000;
// The output of a job must fit into one message, however often a recipe repeats itself.
const MOST_REPORTED = 200;

export class Run {
  #database;
  #outbox;
  #clock;
  #agentId;
  #changed;
  #inFlight;
  #aborter = new AbortController();
  #pressed = false;
  #held = false;
  /** Who wanted to stop it while it was held. @type {import('../recipe/errors.js').Stopped | null} */
  wish = null;
  /** @type {Set<() => void>} */
  #sleepers = new Set();

  /**
   * @param {RunRecord} record
   * @param {{database: import('./database.js').Database, outbox: import('./outbox.js').Outbox,
   *   clock: Clock, agentId: string, changed: () => void, inFlight: () => number | null,
   *   card: (run: Run) => CardText | null, pressCard: (facts: PressFacts) => PressCardText,
   *   desk: import('./desk.js').Desk, journal: import('./journal.js').Journal,
   *   accounts: import('./accounts.js').Accounts, mayPress: () => boolean}} parts
   */
  constructor(record, parts) {
    this.record = record;
    this.#database = parts.database;
    this.#outbox = parts.outbox;
    this.#clock = parts.clock;
    this.#agentId = parts.agentId;
    this.#changed = parts.changed;
    this.#inFlight = parts.inFlight;
    this.card = parts.card;
    this.pressCard = parts.pressCard;
    this.desk = parts.desk;
    this.journal = parts.journal;
    this.accounts = parts.accounts;
    this.mayPress = parts.mayPress;
    this.language = String(record.input.language || 'en');
  }

  get signal() {
    return this.#aborter.signal;
  }

  /** @returns {JobRef} */
  get ref() {
    return { jobId: this.record.jobId, epoch: this.record.epoch };
  }

  // ------------------------------------------------------ what the recipe says

  /** @param {Partial<RunRecord>} [news] */
  async save(news = {}) {
    Object.assign(this.record, news);
    await this.#database.put('runs', this.record.jobId, this.record);
    this.#changed();
  }

  /** @param {object[]} findings */
  async evidence(findings) {
    for (const evidence of batches(findings)) {
      await this.#post('job:evidence', { batchId: crypto.randomUUID(), evidence });
    }
    await this.save();
  }

  /** @param {Capture} capture @returns {Promise<string>} its asset id */
  async proof({ bytes, width, height, capturedAt, pageUrl, title, ...rest }) {
    const assetId = crypto.randomUUID();
    const declaration = {
      ...rest,
      assetId,
      sizeBytes: bytes.length,
      sha256: hex(await sha256(bytes)),
      capturedAt: new Date(capturedAt).toISOString(),
      ...(pageUrl && { pageUrl: pageUrl.slice(0, 8192) }),
      ...(title && { title: title.slice(0, 2000) }),
      ...(width && height && { width, height }),
    };
    await this.#post('job:proof', declaration, bytes);
    if (rest.mime.startsWith('image/'))
      await this.save({ screenshots: this.record.screenshots + 1 });
    return assetId;
  }

  /** @param {number} percent @param {string | null} [message] a line of the job's log */
  async progress(percent, message = null) {
    const progress = Math.round(Math.max(this.record.percent, Math.min(100, percent)));
    await this.save({ percent: progress });
    const checkpoint = { ...this.record.cursor };
    const data = { progress, checkpoint, ...(message && { message: message.slice(0, 4000) }) };
    await this.#outbox.addProgress(this.#entry('job:progress', data), this.#inFlight());
  }

  /** @param {'debug' | 'info' | 'warn' | 'error'} level @param {string} message */
  log(level, message) {
    return this.#post('job:log', { level, message: message.slice(0, 4000) });
  }

  /** @param {Note} note */
  async note(note) {
    await this.log('info', note.message);
    if (this.record.notes.length < MOST_REPORTED)
      await this.save({ notes: [...this.record.notes, note] });
  }

  /** @param {StepReport} report */
  async stepDone(report) {
    if (this.record.steps.length < MOST_REPORTED)
      await this.save({ steps: [...this.record.steps, report] });
  }

  /** @param {NeedsUser} needs */
  async needsUser(needs) {
    const { reason, message, assetId } = needs;
    const said = { reason, message: message.slice(0, 4000), ...(assetId && { assetId }) };
    await this.#post('job:needs_user', said);
    await this.save({ needs });
  }

  /** The button was pressed. @param {string} permit @param {number} at */
  submitted(permit, at) {
    return this.#post('job:submitted', { permit, at: new Date(at).toISOString() });
  }

  /** The reason is gone. */
  async relieved() {
    this.#pressed = false;
    await this.save({ needs: null });
    await this.progress(this.record.percent, agentText('solved', this.language));
  }

  /** @param {import('../recipe/tab.js').JobTab} tab */
  async showCard(tab) {
    const card = this.card(this);
    if (await tab.isAtHome()) await tab.insist('showCard', card ? { card } : {});
  }

  /** Goes through at once, or when the person at this browser ends the pause. */
  async gate() {
    this.signal.throwIfAborted();
    while (this.record.paused && !this.#held) await this.#rest(PAUSE_LOOK_MS);
  }

  /** Rest for a while, or until somebody says that the reason is gone. @param {number} ms
   *  @returns {Promise<boolean>} whether somebody did */
  async solved(ms) {
    if (!this.#pressed) await this.#rest(ms);
    return this.takeSolved();
  }

  /** Whether somebody said so since the last time. */
  takeSolved() {
    const pressed = this.#pressed;
    this.#pressed = false;
    return pressed;
  }

  /** Whether somebody said something that was not answered yet. */
  get isNudged() {
    return this.#pressed || this.wish !== null;
  }

  /** When somebody next says something to the run. @returns {Promise<void>} */
  nudged() {
    return new Promise((resolve) => this.#sleepers.add(resolve));
  }

  // ------------------------------------------------------ while a permit is out

  /** From now on nobody can stop the run. */
  hold() {
    this.signal.throwIfAborted();
    this.#held = true;
  }

  get isHeld() {
    return this.#held;
  }

  /** Nothing is out any more: whoever wanted to stop it meanwhile does so now. */
  letGo() {
    this.#held = false;
    if (this.wish) this.stop(this.wish);
    this.signal.throwIfAborted();
  }

  // ------------------------------------------------------ what others tell the run

  /** @param {import('../recipe/errors.js').Stopped} why @param {boolean} [atOnce] whatever is out */
  stop(why, atOnce = false) {
    if (this.#held && !atOnce) this.wish ??= why;
    else this.#aborter.abort(why);
    this.#wake();
  }

  /** The operator, or the person here, dealt with what needed a person. */
  solve() {
    this.#pressed = true;
    this.#wake();
  }

  /** @param {boolean} paused */
  async pause(paused) {
    if (paused === this.record.paused) return;
    await this.save({ paused });
    await this.log('info', agentText(paused ? 'pausedHere' : 'resumedHere', this.language));
    this.#wake();
  }

  // ------------------------------------------------------ its last word

  /** @param {object} output */
  done(output) {
    return this.#lastWord('job:done', { output });
  }

  /** @param {import('../recipe/errors.js').RunError} error */
  failed({ code, message, retryable, retryAfterSeconds }) {
    return this.#lastWord('job:error', {
      errorCode: code,
      error: message.slice(0, 4000) || code,
      retryable,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }

  cancelled() {
    return this.#lastWord('job:cancelled', {});
  }

  /** @param {string} event @param {object} data @param {Bytes} [file] */
  async #post(event, data, file) {
    this.signal.throwIfAborted();
    await this.#outbox.add(this.#entry(event, data), file);
  }

  /** @param {string} event @param {object} data */
  #lastWord(event, data) {
    return this.#outbox.addLastWord(this.#entry(event, data));
  }

  /** @param {string} event @param {object} data @returns {OutboxEntry} */
  #entry(event, data) {
    const { jobId, epoch } = this.record;
    const agentId = NAMES_AGENT.has(event) ? { agentId: this.#agentId } : {};
    return {
      id: crypto.randomUUID(),
      event,
      jobId,
      epoch,
      data: { jobId, epoch, ...agentId, ...data },
    };
  }

  /** @param {number} ms */
  async #rest(ms) {
    await Promise.race([pass(this.#clock, ms), this.nudged()]);
    this.signal.throwIfAborted();
  }

  #wake() {
    const sleepers = [...this.#sleepers];
    this.#sleepers.clear();
    for (const wake of sleepers) wake();
  }
}

const NAMES_AGENT = new Set(['job:progress', 'job:evidence', 'job:done', 'job:error']);

/** As many findings in one message as it may hold. @param {object[]} findings */
function* batches(findings) {
  /** @type {object[]} */
  let batch = [];
  let size = 0;
  for (const finding of findings) {
    const bytes = JSON.stringify(finding).length * 3;
    if (batch.length && (batch.length >= BATCH_ROWS || size + bytes > BATCH_BYTES)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(finding);
    size += bytes;
  }
  if (batch.length) yield batch;
}
