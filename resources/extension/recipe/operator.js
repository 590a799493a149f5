/**
 * A person presses: the button is ringed and guarded, a permit is asked for when the person says
 * so, and what passes the guard is seen. Nothing is pressed for anybody.
 */

import { RunError } from './errors.js';
import { giveBack, NoPermit, outcomeUnknown, takePermit, vouch, wasPressed } from './permit.js';
import { postOf } from './post.js';

const WATCH_MS = 5_000;
const NUDGED = 'nudged';

/** @typedef {import('./work.js').Work} Work */
/** @typedef {{id: string, token: string, button: string}} Guard */

/** @param {Work} work @param {Guard} guard */
export async function byOperator(work, guard) {
  const asking = new Asking(work, guard);
  await asking.begin();
  while (!(await asking.round()));
  await work.tab.call('dropPressCard').catch(() => null);
  await work.run.relieved();
}

class Asking {
  #work;
  #guard;
  /** @type {JournalEntry | null} the permit that is out */
  #entry = null;
  /** @type {PressFacts} */
  #facts;
  #version = -1;
  /** How often "I am ready" was heard and answered. */
  #ready = 0;
  /** @type {Promise<typeof NUDGED> | null} */
  #nudge = null;

  /** @param {Work} work @param {Guard} guard */
  constructor(work, guard) {
    const { run } = work;
    const post = postOf(work);
    const { handle, displayName } = run.record.account ?? { ...post.account, displayName: '' };
    this.#work = work;
    this.#guard = guard;
    this.#facts = {
      button: guard.button,
      platform: post.account.platform,
      handle,
      displayName,
      text: post.body,
      pictures: post.media.length,
      screenshot: work.captured.has('before'),
    };
  }

  async begin() {
    const { run, tab } = this.#work;
    await tab.call('askForPress', { guard: this.#guard.id, card: run.pressCard(this.#facts) });
    await this.#tell();
  }

  /** Wait for the next that happens, and answer it. @returns {Promise<boolean>} it was pressed */
  async round() {
    const { run } = this.#work;
    const word = await this.#watch();
    if (!word) throw this.#lost();
    this.#version = word.version;
    if (word.pressedAt !== null) return this.#pressed(word.pressedAt);
    if (this.#entry && word.state === 'closed') await this.#takeBack();
    if (run.wish) await this.#quit(run.wish);
    const said = run.takeSolved() || word.ready > this.#ready;
    this.#ready = word.ready;
    if (said && !this.#entry) await this.#ask();
    return false;
  }

  /** @returns {Promise<GuardWord | null>} null when the page went away, and the guard with it */
  async #watch() {
    const { tab, run } = this.#work;
    run.signal.throwIfAborted();
    /** @param {number} timeoutMs */
    const look = (timeoutMs) =>
      tab
        .call('watchGuard', { guard: this.#guard.id, version: this.#version, timeoutMs }, timeoutMs)
        .catch((error) => {
          run.signal.throwIfAborted();
          if (error instanceof RunError && error.code === 'window_closed' && !this.#entry)
            throw error;
          return null;
        });
    this.#nudge ??= run.nudged().then(() => {
      this.#nudge = null;
      return NUDGED;
    });
    if (run.isNudged) return look(0);
    const watching = look(WATCH_MS);
    // When a nudge comes first, nobody waits for it any more.
    watching.catch(() => undefined);
    const first = await Promise.race([watching, this.#nudge]);
    return first === NUDGED ? look(0) : first;
  }

  /** The page was loaded anew, or closed. */
  #lost() {
    const { run } = this.#work;
    if (this.#entry) return outcomeUnknown(run);
    return new RunError('guard_lost', this.#work.say('guardLost'), { retryable: true });
  }

  async #ask() {
    const { tab } = this.#work;
    try {
      const { entry, until } = await takePermit(this.#work, this.#guard);
      this.#entry = entry;
      await tab.call('openGuard', { guard: this.#guard.id, until }).catch(() => null);
      await this.#tell({ until: until.wall });
    } catch (error) {
      if (!(error instanceof NoPermit)) throw error;
      await this.#tell({ refused: error.message });
    }
  }

  /** @param {number} at */
  async #pressed(at) {
    if (!this.#entry) throw outcomeUnknown(this.#work.run);
    await wasPressed(this.#work, this.#entry, at);
    return true;
  }

  /** The permit lapsed, or is not wanted any more. */
  async #takeBack() {
    const entry = /** @type {JournalEntry} */ (this.#entry);
    const word = await vouch(this.#work, entry);
    // The next look sees it.
    if (word?.pressedAt) return;
    if (!word || word.touched) throw outcomeUnknown(this.#work.run);
    await giveBack(this.#work, entry);
    this.#entry = null;
    await this.#tell({}, true);
  }

  /** @param {import('./errors.js').Stopped} why @returns {Promise<void>} only when it was pressed at the last moment */
  async #quit(why) {
    const { run } = this.#work;
    if (this.#entry) await this.#takeBack();
    if (this.#entry) return;
    run.stop(why, true);
    throw why;
  }

  /** @param {Partial<PressAsk>} [news] @param {boolean} [again] raise the flag once more */
  async #tell(news = {}, again = false) {
    const { run } = this.#work;
    const message = this.#work.say('youPress', { button: this.#facts.button });
    const press = { ...this.#facts, until: null, refused: '', ...news };
    const needs = { reason: 'confirm', message, press };
    // The desk is told once that a person is wanted, not of every second that is left.
    if (run.record.needs && !again) await run.save({ needs });
    else await run.needsUser(needs);
  }
}
