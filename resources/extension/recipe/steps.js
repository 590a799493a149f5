/**
 * The steps of recipes, in one visible table: from type to what is done.
 *
 * A step returns which selector alternative matched, where it looked for something.
 */

import { untilVisible } from './attention.js';
import { capture } from './capture.js';
import { commit } from './commit.js';
import { PageGone, RunError } from './errors.js';
import { readAccount, typeText, uploadMedia } from './filling.js';
import { findPost } from './look.js';
import { paginate } from './paginate.js';
import { readPermalink } from './permalink.js';
import { takeRows } from './rows.js';
import { scrollFeed } from './scroll_feed.js';
import { fill, fillAddress } from './slots.js';

/**
 * @typedef {import('./work.js').Work} Work
 * @typedef {{alternative?: number, of?: number} | null | void} Matched
 * @typedef {(work: Work, step: Step, runSteps: (steps: Step[]) => Promise<void>) => Promise<Matched>} StepFunction
 */

/** Wait for the element of a step, then act on it in the page. @param {string} name */
function acting(name) {
  return async (/** @type {Work} */ work, /** @type {Step} */ step) => {
    if (step.selectors) {
      const there = { selectors: step.selectors, visible: true };
      await work.wait(there, work.timeoutOf(step), () => work.missing(step));
    }
    const { value } = step;
    const parameters = value === undefined ? step : { ...step, value: fill(value, work.values) };
    try {
      return await work.tab.call(name, parameters);
    } catch (error) {
      // A click that leads away may take the answer with it.
      if (!(error instanceof PageGone)) throw error;
      return null;
    }
  };
}

/** @type {StepFunction} */
async function navigate(work, step) {
  const url = fillAddress(step.url, work.hosts, work.values);
  await work.tab.navigate(url, work.timeoutOf(step));
  await work.wait(null, 0);
}

/** @type {StepFunction} */
async function waitForElement(work, step) {
  const { selectors, count, operator, visible = true } = step;
  /** @type {Condition} */
  const there = { selectors, count, operator, visible: true };
  return work.wait(visible ? there : { not: there }, work.timeoutOf(step), () =>
    work.missing(step),
  );
}

/** @type {StepFunction} */
async function expect(work, step) {
  return work.wait(
    step.condition,
    work.timeoutOf(step),
    () => new RunError(step.error.code, work.inLanguage(step.error.message)),
  );
}

/** @type {StepFunction} */
async function branch(work, step, runSteps) {
  const chosen = (await work.judge(step.condition)) ? step.then : step.else;
  await runSteps(chosen ?? []);
}

/** @type {StepFunction} */
async function repeat(work, step, runSteps) {
  for (let round = 0; round < step.atMost && (await work.judge(step.while)); round += 1) {
    await runSteps(step.steps);
  }
}

/** @type {StepFunction} */
async function extract(work, step) {
  const read = await work.tab.insist('extract', { block: step.extract });
  await takeRows(work, step.extract, read.rows, Number.POSITIVE_INFINITY);
  if (!work.rows) {
    throw new RunError('changed_markup', work.say('noRows', { step: step.title ?? step.type }));
  }
  await work.run.progress(work.progressOf(1), work.say('rows', { rows: work.rows }));
  return read;
}

/** @type {StepFunction} */
async function captureStep(work, step) {
  // What a refusal of the site showed was seen before the look that followed it.
  if (step.kind === 'after' && work.captured.has('after')) return;
  await untilVisible(work);
  await capture(work, step);
}

/** @type {StepFunction} */
async function ignored() {
  return null;
}

/** @type {Record<string, StepFunction>} */
export const STEPS = {
  navigate,
  click: acting('click'),
  doubleClick: acting('doubleClick'),
  hover: acting('hover'),
  change: acting('change'),
  keyDown: acting('keyDown'),
  keyUp: acting('keyUp'),
  scroll: acting('scroll'),
  waitForElement,
  setViewport: async (work, step) => {
    await work.platform.resize(work.tab.windowId, step.width, step.height);
  },
  close: ignored,
  emulateNetworkConditions: ignored,
  expect,
  if: branch,
  repeat,
  extract,
  scrollFeed,
  paginate,
  capture: captureStep,
  readAccount,
  typeText,
  uploadMedia,
  commit,
  readPermalink,
  findPost,
};

/** Steps that bring findings or proofs, or choose among such: not done twice when a run is resumed. */
export const BRINGS = new Set(['extract', 'scrollFeed', 'paginate', 'capture', 'if', 'repeat']);
