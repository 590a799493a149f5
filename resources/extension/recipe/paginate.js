/**
 * The step `paginate`: read a page, go to the next, until the limit or the last page.
 */

import { OffHosts, PageGone, RunError } from './errors.js';
import { limitOf } from './slots.js';
import { takeRows } from './rows.js';

/** @param {import('./work.js').Work} work @param {Step} step */
export async function paginate(work, step) {
  const limit = limitOf(step.limit, work.values);
  const { cursor } = work.run.record;
  for (let first = true; ; first = false) {
    const read = await readPage(work, step, limit);
    if (work.rows >= limit) return ended(work, 'limit', read);
    // The page on which a resumed run goes on may be known; a later one that is, is no new page.
    if (!read.fresh && !first) return ended(work, 'no_more_pages', read);
    if (cursor.page >= step.maxPages) return ended(work, 'capped', read);
    if (!(await toNextPage(work, step))) return ended(work, 'no_more_pages', read);
    cursor.page += 1;
    cursor.url = await work.tab.url();
    await work.run.save();
  }
}

/** @param {import('./work.js').Work} work @param {Ended} how
 *  @param {{alternative: number, of: number}} matched */
function ended(work, how, { alternative, of }) {
  work.ended = how;
  return { alternative, of };
}

/** @param {import('./work.js').Work} work @param {Step} step @param {number} limit */
async function readPage(work, step, limit) {
  const { cursor } = work.run.record;
  await work.wait({ selectors: step.extract.items }, work.timeoutOf(step), () =>
    noRows(work, step),
  );
  const read = await work.tab.insist('extract', { block: step.extract });
  const fresh = await takeRows(work, step.extract, read.rows, limit);
  if (!work.rows) throw noRows(work, step);
  const share = Math.max(work.rows / limit, cursor.page / step.maxPages);
  await work.run.progress(
    work.progressOf(share),
    work.say('page', { page: cursor.page, rows: work.rows }),
  );
  if (step.capture && cursor.page % step.capture.everyPages === 0) {
    await work.tryCapture(step.capture.kind);
  }
  return { ...read, fresh };
}

/** @param {import('./work.js').Work} work @param {Step} step */
function noRows(work, step) {
  return new RunError('changed_markup', work.say('noRows', { step: step.title ?? step.type }));
}

/** Press "next" where there is one. @param {import('./work.js').Work} work @param {Step} step
 *  @returns {Promise<boolean>} whether the page went on */
async function toNextPage(work, step) {
  await work.run.gate();
  const next = { selectors: step.next, visible: true };
  if (!(await work.tab.insist('judge', { condition: next }))) return false;
  const { url } = await work.tab.insist('address');
  const keys = await work.tab.insist('firstKeys', { block: step.extract });
  const timeoutMs = work.timeoutOf(step);
  try {
    await work.tab.call('click', { selectors: step.next });
    const parameters = { block: step.extract, from: { url, keys }, timeoutMs };
    return await work.tab.call('moved', parameters, timeoutMs);
  } catch (error) {
    // The document that was asked is gone: that is the page going on.
    if (error instanceof PageGone || error instanceof OffHosts) return true;
    throw error;
  }
}
