/**
 * A read-only look for a post whose outcome nobody knows: `VERIFY_POST`.
 */

import { canonicalText } from '../core/content.js';
import { attempt, workWith } from './opening.js';
import { searchPage } from './permalink.js';

const WHOLE_SHARE = 95;
// Clocks of desk, device and site are never quite the same.
const OLDER_MS = 120_000;

/** @type {PostsSeen} */
const NOTHING = { found: null, checked: 0, newest: null };

/**
 * @param {import('../core/run.js').Run} run @param {import('./tab.js').JobTab} tab
 * @param {import('./opening.js').Surroundings} around @param {boolean} kept
 * @returns {Promise<object>}
 */
export async function verify(run, tab, around, kept) {
  const { input } = run.record;
  const { platform } = input.account;
  const work = await workWith(
    run,
    tab,
    around,
    ({ kind, recipe }) => kind === 'verify' && recipe.platform === platform,
    `${platform} (verify)`,
    { input, part: 0, rows: 0, progressOf: (done) => WHOLE_SHARE * Math.min(1, done) },
  );
  work.resumed = kept;
  await attempt(work);
  const journal = await run.journal.tells(input.account, canonicalText(String(input.text ?? '')));
  return { ...outputOf(work.seen ?? NOTHING, work.seenId, input), journal };
}

/** @type {import('./steps.js').StepFunction} */
export async function findPost(work, step) {
  const { input } = work.run.record;
  const { items, text, link, time, media, limit } = step;
  const wanted = work.values.body;
  const after = Date.parse(String(input.after ?? '')) - OLDER_MS;
  const block = { items, text, link, time, media, limit };
  work.seen = await searchPage(work, block, wanted, Number.isFinite(after) ? after : 0);
  const permalink = work.seen.found?.permalink ?? '';
  work.seenId = step.id ? (new RegExp(step.id).exec(permalink)?.[1] ?? '') : '';
}

/** @param {number | null} ms */
function timeOf(ms) {
  return ms === null ? undefined : new Date(ms).toISOString();
}

/** @param {PostsSeen} seen @param {string} id @param {Record<string, any>} input */
function outputOf({ found, checked, newest }, id, { mediaCount = 0 }) {
  const at = newest && timeOf(newest.at);
  return {
    found: found !== null,
    checked,
    ...(found && { permalink: found.permalink }),
    ...(id && { platformPostId: id }),
    ...(found?.publishedAt && { publishedAt: timeOf(found.publishedAt) }),
    ...(newest && { newest: { text: newest.text, ...(at && { at }) } }),
    ...(found && { detail: { mediaSeen: found.media, mediaWanted: mediaCount } }),
  };
}
