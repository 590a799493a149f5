/**
 * One recipe at work in one tab: what its steps share, and the waiting that all of them do.
 */

import { pass } from '../core/clock.js';
import { capture } from './capture.js';
import { OffHosts, PageGone, RunError } from './errors.js';
import { agentText, SAYINGS } from './sayings.js';
import { fill, inLanguage, settled } from './slots.js';
import { activeRules, handleOffHosts, handleTrouble } from './trouble.js';

const DEFAULT_TIMEOUT_MS = 10_000;
const LOOK_MS = 5_000;
const AGAIN_MS = 100;
// A page passes through other hosts on its way (redirects); only where it stays counts.
const PASSING_MS = 1_500;

export class Work {
  /**
   * @param {{
   *   recipe: Recipe, hosts: string[], values: Record<string, string>, language: string,
   *   run: import('../core/run.js').Run, tab: import('./tab.js').JobTab,
   *   platform: Platform, clock: Clock, maxProofBytes: number, context?: Record<string, string>,
   *   progressOf: (share: number) => number, part: number, rows: number,
   * }} parts
   */
  constructor(parts) {
    this.recipe = parts.recipe;
    this.hosts = parts.hosts;
    this.values = parts.values;
    this.language = parts.language;
    this.run = parts.run;
    this.tab = parts.tab;
    this.platform = parts.platform;
    this.clock = parts.clock;
    this.maxProofBytes = parts.maxProofBytes;
    this.context = parts.context ?? {};
    this.part = parts.part;
    this.progressOf = parts.progressOf;
    /** Rows of this part of the job, with those of the run that it resumes. */
    this.rows = parts.rows;
    /** @type {Ended} */
    this.ended = 'end';
    /** The page was opened anew by a worker that took the run over. */
    this.resumed = false;
    /** Kinds of captures that were made. @type {Set<string>} */
    this.captured = new Set();
    /** What is to be published. @type {import('./post.js').Post | null} */
    this.post = null;
    /** What a look for a post saw. @type {PostsSeen | null} */
    this.seen = null;
    this.seenId = '';
  }

  /** @param {Texts} texts */
  inLanguage(texts) {
    return inLanguage(texts, this.language);
  }

  /** @param {import('./sayings.js').Saying} saying @param {Record<string, string | number>} [values] */
  say(saying, values) {
    return agentText(saying, this.language, values);
  }

  /** @param {import('./sayings.js').Saying} saying @returns {Texts} */
  texts(saying) {
    return SAYINGS[saying];
  }

  /** A text of the recipe with its slots filled. @param {string} template */
  fill(template) {
    return fill(template, this.values);
  }

  /** @param {Condition} condition */
  settled(condition) {
    return settled(condition, this.values);
  }

  /** A step of publishing was taken. @param {import('./sayings.js').Saying} saying
   *  @param {number} share of the whole @param {Record<string, string | number>} [values] */
  async stage(saying, share, values) {
    await this.run.progress(this.progressOf(share), this.say(saying, values));
  }

  /** No selector of a step matches. @param {Step} step */
  missing(step) {
    const selectors = JSON.stringify(step.selectors ?? step.drop ?? step.paste);
    const text = this.say('missing', { step: step.title ?? step.type, selectors });
    return new RunError('element_not_found', text.slice(0, 2000), { retryable: true });
  }

  /** Whether a condition holds now. @param {Condition} condition @returns {Promise<boolean>} */
  async judge(condition) {
    for (;;) {
      try {
        return await this.tab.insist('judge', { condition: this.settled(condition) });
      } catch (error) {
        if (!(error instanceof OffHosts)) throw error;
        await handleOffHosts(this, error.url);
      }
    }
  }

  /** @param {TextNote} note taken once, into the log and the result */
  async note({ code, message }) {
    if (this.run.record.notes.some((taken) => taken.code === code)) return;
    await this.run.note({ code, message: this.inLanguage(message) });
  }

  /** @param {Step} step */
  timeoutOf(step) {
    return step.timeout ?? DEFAULT_TIMEOUT_MS;
  }

  /**
   * Wait until a condition holds, dealing with trouble on the way.
   * @param {Condition | null} met null = only look for trouble, once
   * @param {number} timeoutMs @param {() => RunError} [late] what a lapse is called
   * @returns {Promise<{alternative?: number, of?: number}>}
   */
  async wait(
    met,
    timeoutMs,
    late = () => new RunError('timeout', this.say('timeout'), { retryable: true }),
  ) {
    let end = this.clock.now() + timeoutMs;
    for (;;) {
      await this.run.gate();
      const outcome = await this.#look(met, Math.max(0, Math.min(LOOK_MS, end - this.clock.now())));
      if ('met' in outcome) return outcome;
      if ('trouble' in outcome) {
        await handleTrouble(this, outcome.trouble);
        end = this.clock.now() + timeoutMs;
      } else if (met === null) return {};
      else if (this.clock.now() >= end) throw late();
    }
  }

  /** A capture that may fail without harm. @param {string} kind @returns {Promise<string | null>} */
  async tryCapture(kind) {
    try {
      return await capture(this, { type: 'capture', what: 'viewport', kind });
    } catch (error) {
      if (this.run.signal.aborted) throw this.run.signal.reason;
      await this.run.log(
        'warn',
        this.say('noPicture', { why: String(/** @type {Error} */ (error).message) }),
      );
      return null;
    }
  }

  /** @param {Condition | null} met @param {number} timeoutMs @returns {Promise<WaitOutcome>} */
  async #look(met, timeoutMs) {
    const asked = met && this.settled(met);
    const parameters = { met: asked, troubles: activeRules(this), timeoutMs };
    try {
      return await this.tab.call('wait', parameters, timeoutMs);
    } catch (error) {
      if (error instanceof PageGone) await this.#between(AGAIN_MS);
      else if (error instanceof OffHosts) await this.#away(error.url);
      else throw error;
      return { timeout: true };
    }
  }

  /** @param {string} url */
  async #away(url) {
    await this.#between(PASSING_MS);
    if (!(await this.tab.isAtHome())) await handleOffHosts(this, (await this.tab.url()) || url);
  }

  /** @param {number} ms */
  async #between(ms) {
    await pass(this.clock, ms);
    this.run.signal.throwIfAborted();
  }
}
