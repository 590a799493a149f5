/**
 * Where a post stands: by what the page says of it, or by looking through the account's own posts.
 */

import { pass } from '../core/clock.js';
import { PageGone, RunError } from './errors.js';
import { outcomeUnknown } from './permit.js';
import { postOf } from './post.js';
import { fillAddress } from './slots.js';

const FIND_MS = 20_000;
const OPEN_MS = 10_000;
const BETWEEN_MS = 3_000;
const LOOK_MS = 300;
const SILENT_MS = 1_000;
const LOADING_MS = 30_000;
const SHOWN_MS = 5_000;

/** @typedef {import('./work.js').Work} Work */

/** @type {import('./steps.js').StepFunction} */
export async function readPermalink(work, step) {
  const post = postOf(work);
  if (!post.permalink && step.from && post.same) {
    post.permalink = await fromPage(work, step);
  }
  if (!post.permalink && step.find) {
    const seen = await lookFor(work, step.timeout ?? FIND_MS);
    if (seen?.found) post.found(seen.found);
  }
  if (!post.permalink) throw outcomeUnknown(work.run, new Error(work.say('notSeen')));
  if (step.open !== false) await open(work, post.permalink, step.timeout ?? OPEN_MS);
  post.platformPostId = idOf(step, post.permalink);
  await toldLate(work);
  await work.stage('found', 0.9);
}

/** The press that no page could vouch for is proven by the post itself. @param {Work} work */
async function toldLate(work) {
  const { run } = work;
  const { entry } = postOf(work);
  if (entry?.state !== 'intent') return;
  Object.assign(entry, { state: 'pressed' });
  await run.journal.write(entry);
  await run.submitted(entry.permit, entry.at);
}

/** @param {Step} step @param {string} permalink */
function idOf({ id }, permalink) {
  return id ? (new RegExp(id).exec(permalink)?.[1] ?? '') : '';
}

/** @param {Work} work @param {Step} step @returns {Promise<string>} */
async function fromPage(work, step) {
  try {
    // A site that did not say that it is out will hardly name it.
    const patience = postOf(work).accepted ? work.timeoutOf(step) : SILENT_MS;
    await work.wait({ value: step.from }, patience);
    return await work.tab.insist('readAddress', { sources: step.from });
  } catch (error) {
    work.run.signal.throwIfAborted();
    if (error instanceof RunError || error instanceof PageGone) return '';
    throw error;
  }
}

/** Look through the account's own posts, again and again for a while.
 *  @param {Work} work @param {number} [forMs] once, when it is left out
 *  @returns {Promise<PostsSeen | null>} null when the recipe has no way to look */
export async function lookFor(work, forMs = 0) {
  const find = work.recipe.steps.find(({ type }) => type === 'readPermalink')?.find;
  if (!find) return null;
  const post = postOf(work);
  const end = work.clock.now() + forMs;
  const url = fillAddress(find.start, work.hosts, work.values);
  for (;;) {
    await work.tab.navigate(url, LOADING_MS);
    const seen = await searchPage(work, find, post.body, post.after);
    if (seen.found || work.clock.now() + BETWEEN_MS >= end) return seen;
    await pass(work.clock, BETWEEN_MS);
    work.run.signal.throwIfAborted();
  }
}

/** What the page shows of posts, once it shows any.
 *  @param {Work} work @param {PostsBlock} posts @param {string} wanted @param {number} after
 *  @returns {Promise<PostsSeen>} */
export async function searchPage(work, posts, wanted, after) {
  const any = { selectors: posts.items };
  await work.wait(any, SHOWN_MS).catch((error) => {
    // An account without a post shows none.
    if (!(error instanceof RunError) || error.code !== 'timeout') throw error;
  });
  return work.tab.insist('findPosts', { posts, wanted, after });
}

/** At its own address a post may show a little later than the site says that it is out.
 *  @param {Work} work @param {string} permalink @param {number} forMs */
async function open(work, permalink, forMs) {
  const wanted = postOf(work).body;
  const end = work.clock.now() + forMs;
  for (;;) {
    await work.tab.navigate(permalink, LOADING_MS);
    await work.wait(null, 0);
    if (await shows(work, wanted)) return;
    if (work.clock.now() >= end) {
      throw outcomeUnknown(work.run, new Error(work.say('notShown', { url: permalink })));
    }
  }
}

/** @param {Work} work @param {string} wanted */
async function shows(work, wanted) {
  const end = work.clock.now() + BETWEEN_MS;
  while (!(await work.tab.insist('showsPost', { wanted }))) {
    if (work.clock.now() >= end) return false;
    await pass(work.clock, LOOK_MS);
    work.run.signal.throwIfAborted();
  }
  return true;
}
