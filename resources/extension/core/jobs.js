/**
 * Which job this agent works on: one at a time, from the hub's offer to the run's last word.
 *
 * The record of the run outlives the worker; only the hub says whether it may be continued.
 */

import { RunError, Stopped } from '../recipe/errors.js';
import { agentText } from '../recipe/sayings.js';
import { plainHandle } from './content.js';
import { Run } from './run.js';
import { Disconnected, Refused } from './session.js';

const TYPES = new Set([
  'SEARCH_SINGLE',
  'google_maps',
  'google_maps_search',
  'PUBLISH_VARIANT',
  'VERIFY_POST',
]);
const TITLE_LETTERS = 60;
const ASK_AGAIN = new Set(['BUSY', 'PAUSED', 'RATE_LIMITED', 'RETRY_LATER']);

/**
 * @typedef {{jobId: string, type: string, priority: number}} Offer
 * @typedef {ConstructorParameters<typeof Run>[1]} RunParts
 * @typedef {{
 *   database: import('./database.js').Database,
 *   outbox: import('./outbox.js').Outbox,
 *   journal: import('./journal.js').Journal,
 *   runParts: () => RunParts,
 *   work: (run: Run) => Promise<object>,
 *   closeWindow: (windowId: number) => Promise<void>,
 *   browserSession: string,
 *   changed: () => void,
 *   finished: () => void,
 * }} JobsParts `browserSession` is new with each start of the browser: ids of tabs die with it
 */

export class Jobs {
  #parts;
  /** @type {Run | null} */
  run = null;
  /** @type {Map<string, Offer>} */
  #offers = new Map();
  /** @type {import('./session.js').Session | null} */
  #session = null;
  #claiming = false;
  #paused = false;
  /** Asked for on a line that ended before the answer: the hub may have said yes.
   *  @type {Offer | null} */
  #unanswered = null;

  /** @param {JobsParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Whether it works on a job, or is being given one. */
  get busy() {
    return this.run !== null || this.#claiming;
  }

  /** What this agent holds, for `auth` and heartbeats. @returns {Promise<JobRef[]>} */
  async running() {
    const records = await this.#records();
    const unheard = await this.#parts.outbox.runs();
    const known = new Map(
      [...records, ...unheard].map(({ jobId, epoch }) => [`${jobId}:${epoch}`, { jobId, epoch }]),
    );
    return [...known.values()];
  }

  /** The hub let us in, and says what of `running` is still ours.
   *  @param {import('./session.js').Session} session @param {JobRef[]} ours */
  async opened(session, ours) {
    const kept = new Set(ours.map(({ jobId, epoch }) => `${jobId}:${epoch}`));
    for (const record of await this.#records()) {
      // That a post went out is worth telling even when the run is not ours any more.
      const named = kept.has(`${record.jobId}:${record.epoch}`);
      if (!named && !(await this.#mayHavePressed(record))) await this.abandon(record.jobId);
      else if (!this.run) this.#begin(record);
    }
    // Only now: what is claimed on this line was not named to the hub before.
    this.#session = session;
    if (this.#unanswered) this.#offers.set(this.#unanswered.jobId, this.#unanswered);
    this.#unanswered = null;
    await this.takeNext();
  }

  /** The line ended; the hub offers everything anew on the next. */
  closed() {
    this.#session = null;
    this.#offers.clear();
  }

  /** @param {Offer} offer */
  offered(offer) {
    if (!TYPES.has(offer.type)) return;
    this.#offers.set(offer.jobId, offer);
    void this.takeNext();
  }

  /** @param {{cancel: string[], lost: string[], paused: boolean}} word of a heartbeat */
  async heard({ cancel, lost, paused }) {
    this.#paused = paused;
    for (const jobId of cancel) this.cancel(jobId);
    for (const jobId of lost) await this.abandon(jobId);
    void this.takeNext();
  }

  /** @param {string} jobId */
  cancel(jobId) {
    if (this.run?.record.jobId === jobId) this.run.stop(new Stopped('cancelled'));
  }

  /** The job is somebody else's now; what was found is still sent. @param {string} jobId */
  async abandon(jobId) {
    if (this.run?.record.jobId === jobId) this.run.stop(new Stopped('abandoned'));
    else await this.#drop(await this.#parts.database.get('runs', jobId));
  }

  /** The desk let this browser go: nothing is left to report to. */
  async dropAll() {
    this.run?.stop(new Stopped('abandoned'), true);
    for (const record of await this.#records()) await this.#drop(record);
  }

  /** @param {string} jobId */
  resume(jobId) {
    if (this.run?.record.jobId === jobId) this.run.solve();
  }

  /** Ask for the most urgent job that was offered, when there is nothing to do. */
  async takeNext() {
    if (this.run || this.#claiming || this.#paused || !this.#session) return;
    const [offer] = [...this.#offers.values()].sort((a, b) => b.priority - a.priority);
    if (!offer) return;
    this.#claiming = true;
    this.#offers.delete(offer.jobId);
    const again = await this.#claim(this.#session, offer).finally(() => {
      this.#claiming = false;
    });
    if (again) void this.takeNext();
  }

  /** @param {import('./session.js').Session} session @param {Offer} offer
   *  @returns {Promise<boolean>} whether to look at the other offers */
  async #claim(session, offer) {
    try {
      const { agentId } = this.#parts.runParts();
      const { data } = await session.request('job:ack', { jobId: offer.jobId, agentId });
      const record = newRecord(data);
      await this.#parts.database.put('runs', record.jobId, this.#keep(record));
      this.#begin(record);
      return false;
    } catch (error) {
      if (error instanceof Disconnected) {
        this.#unanswered = offer;
        return false;
      }
      if (!(error instanceof Refused)) throw error;
      if (ASK_AGAIN.has(error.code)) this.#offers.set(offer.jobId, offer);
      return !ASK_AGAIN.has(error.code);
    }
  }

  /** @param {RunRecord | undefined} record of a run that nobody goes on with */
  async #drop(record) {
    if (!record || record.jobId === this.run?.record.jobId) return;
    if (record.windowId !== null && record.browserSession === this.#parts.browserSession) {
      await this.#parts.closeWindow(record.windowId);
    }
    await this.#parts.database.delete('runs', record.jobId);
  }

  /** @param {RunRecord} record */
  async #mayHavePressed(record) {
    return (await this.#parts.journal.of(record)) !== null;
  }

  /** @returns {Promise<RunRecord[]>} */
  async #records() {
    return this.#parts.database.all('runs');
  }

  /** @param {RunRecord} record */
  #keep(record) {
    return Object.assign(record, { browserSession: this.#parts.browserSession });
  }

  /** @param {RunRecord} record */
  #begin(record) {
    if (record.browserSession !== this.#parts.browserSession) {
      this.#keep(Object.assign(record, { windowId: null, tabId: null }));
    }
    const run = new Run(Object.assign(record, { needs: null }), this.#parts.runParts());
    this.run = run;
    this.#parts.changed();
    void this.#runToEnd(run);
  }

  /** @param {Run} run */
  async #runToEnd(run) {
    try {
      const output = await this.#parts.work(run);
      await run.done(output);
    } catch (error) {
      await this.#conclude(run, run.signal.aborted ? run.signal.reason : error);
    }
    this.run = null;
    this.#parts.finished();
    this.#parts.changed();
    await this.takeNext();
  }

  /** @param {Run} run @param {unknown} error */
  async #conclude(run, error) {
    if (error instanceof RunError) await run.failed(error);
    else if (!(error instanceof Stopped)) await run.failed(unexpected(error));
    else if (error.by === 'cancelled') await run.cancelled();
    else if (error.by === 'stopped_here') await run.failed(stoppedHere(run));
    else await this.#parts.database.delete('runs', run.record.jobId);
  }
}

/** @param {unknown} error */
function unexpected(error) {
  console.error(error);
  return new RunError('agent_error', `The agent failed: ${error}`, { retryable: true });
}

/** @param {Run} run */
function stoppedHere(run) {
  return new RunError('stopped_here', agentText('stoppedHere', run.language));
}

/** @param {any} claimed `job:ack_success` @returns {RunRecord} */
function newRecord({ jobId, epoch, type, input, connector, checkpoint }) {
  return {
    jobId,
    epoch,
    type,
    input,
    connector,
    title: titleOf(input) || type,
    cursor: startOf(checkpoint),
    keys: [],
    rows: 0,
    screenshots: 0,
    percent: 0,
    notes: [],
    steps: [],
    fields: {},
    lookups: [],
    account: null,
    windowId: null,
    tabId: null,
    browserSession: '',
    paused: false,
    needs: null,
  };
}

/** @param {Record<string, any>} input */
function titleOf({ query, location, account, text = '' }) {
  if (!account) return [query, location].filter(Boolean).join(', ');
  const [line] = String(text).trim().split('\n');
  const letters = [...line];
  const cut =
    letters.length > TITLE_LETTERS ? `${letters.slice(0, TITLE_LETTERS).join('')}…` : line;
  return [`@${plainHandle(account.handle)}`, cut].filter(Boolean).join(': ');
}

/** From an earlier attempt only a later page of results is of use: its rows are with the hub.
 *  @param {Partial<Cursor> | null} checkpoint @returns {Cursor} */
function startOf(checkpoint) {
  const start = { part: 0, step: 0, page: 1, url: '', rows: 0 };
  const { part = 0, page = 1, url = '', rows = 0 } = checkpoint ?? {};
  return part === 0 && page > 1 ? { ...start, page, url, rows } : start;
}
