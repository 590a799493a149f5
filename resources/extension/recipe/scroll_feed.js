/**
 * The step `scrollFeed`: rounds of the page side until the limit, the end, or no more growth.
 */

import { untilVisible } from './attention.js';
import { OffHosts, PageGone, RunError } from './errors.js';
import { limitOf } from './slots.js';
import { captureAfter, takeRows } from './rows.js';
import { activeRules, handleTrouble } from './trouble.js';

/** @param {import('./work.js').Work} work @param {Step} step */
export async function scrollFeed(work, step) {
  const limit = limitOf(step.limit, work.values);
  const wish = step.capture ? { every: step.capture.everyRows, kind: step.capture.kind } : null;
  const there = () =>
    work.wait({ selectors: step.feed }, work.timeoutOf(step), () => noFeed(work, step));
  let matched = await there();
  let idle = 0;
  let end = false;
  let fromTop = work.resumed;
  while (!end && work.rows < limit && idle < step.rounds) {
    await untilVisible(work);
    const outcome = await round(work, step, fromTop);
    if (!outcome) {
      // The document went away: whatever loads now is read from its top.
      fromTop = true;
      matched = await there();
      continue;
    }
    fromTop = false;
    matched = outcome;
    ({ end } = outcome);
    const before = work.rows;
    const fresh = await takeRows(work, step.extract, outcome.rows, limit);
    // Rounds on the way down through known rows are no sign of an end.
    if (fresh > 0) idle = 0;
    else if (outcome.bottom) idle += 1;
    await work.run.progress(
      work.progressOf(work.rows / limit),
      fresh ? work.say('rows', { rows: work.rows }) : null,
    );
    await captureAfter(work, wish, before);
  }
  await conclude(work, step, { end, limit });
  return matched;
}

/** @param {import('./work.js').Work} work @param {Step} step */
function noFeed(work, step) {
  const values = { step: step.title ?? step.type, selectors: JSON.stringify(step.feed) };
  return new RunError('changed_markup', work.say('missing', values));
}

/** One round; null when the page went away under it. @param {import('./work.js').Work} work
 *  @param {Step} step @param {boolean} fromTop */
async function round(work, step, fromTop) {
  await work.run.gate();
  const { quietMs, timeoutMs } = step.settle;
  const parameters = {
    feed: step.feed,
    end: step.end ?? [],
    extract: step.extract,
    troubles: activeRules(work),
    quietMs,
    timeoutMs,
    patienceMs: Math.ceil(timeoutMs / step.rounds),
    fromTop,
  };
  try {
    /** @type {FeedOutcome} */
    const outcome = await work.tab.call('feedRound', parameters, timeoutMs * 4);
    if (!('trouble' in outcome)) return outcome;
    await handleTrouble(work, outcome.trouble);
  } catch (error) {
    if (!(error instanceof PageGone || error instanceof OffHosts)) throw error;
  }
  return null;
}

/** What the end was, in the words of the recipe. @param {import('./work.js').Work} work
 *  @param {Step} step @param {{end: boolean, limit: number}} how */
async function conclude(work, step, { end, limit }) {
  if (work.rows === 0) {
    throw new RunError('changed_markup', work.say('noRows', { step: step.title ?? step.type }));
  }
  if (work.rows >= limit) {
    work.ended = 'limit';
  } else if (step.cap && work.rows >= step.cap.rows) {
    work.ended = 'capped';
    await work.note(step.cap);
  } else {
    work.ended = 'end';
    if (!end && step.stalled) await work.note(step.stalled);
  }
}
