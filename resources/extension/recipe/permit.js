/**
 * Permits: asked for with what stands in the composer, written to the journal before anything is
 * pressed, given back when the page can vouch that nothing was.
 */

import { canonicalText, contentDigest, plainHandle } from '../core/content.js';
import { Disconnected, Refused } from '../core/session.js';
import { RunError, Stopped } from './errors.js';
import { postOf } from './post.js';
import { agentText } from './sayings.js';

/** Reasons of a refusal that may pass by themselves. */
const PASSING = new Set(['held', 'paused', 'window', 'parked', 'pacing']);

/** @typedef {import('./work.js').Work} Work */
/** @typedef {{entry: JournalEntry, until: PermitEnd}} Permit */

/** The desk gave no permit, for a reason that may pass. */
export class NoPermit extends RunError {
  /** @param {string} reason @param {string} message */
  constructor(reason, message) {
    super('PERMIT_REFUSED', message, { retryable: true });
    this.reason = reason;
  }
}

/** @param {import('../core/run.js').Run} run @param {unknown} [why] */
export function outcomeUnknown(run, why) {
  const reason = why instanceof Error ? why.message : '';
  const text = agentText('outcomeUnknown', run.language);
  return new RunError('OUTCOME_UNKNOWN', reason ? `${text} (${reason})` : text);
}

/**
 * What is in the composer and who is signed in are looked at once more, then the desk is asked.
 * The run is held from here on, until `giveBack` or its end.
 * @param {Work} work @param {{id: string, token: string}} guard
 * @returns {Promise<Permit>} when it is in the journal
 */
export async function takePermit(work, guard) {
  const { run, clock } = work;
  const post = postOf(work);
  await lookAgain(work);
  const marked = await work.tab.call('mark', { guard: guard.id });
  run.hold();
  const asked = clock.now();
  const { permit, ttlSeconds } = await ask(work);
  /** @type {JournalEntry} */
  const entry = {
    ...run.ref,
    state: 'intent',
    by: post.by,
    permit,
    account: post.account,
    text: post.canonical,
    digest: post.digest,
    at: asked,
    token: guard.token,
    guard: guard.id,
  };
  await run.journal.write(entry);
  const ttl = ttlSeconds * 1_000;
  return { entry, until: { wall: asked + ttl, steady: marked + ttl } };
}

/** @param {Work} work @returns {Promise<{permit: string, ttlSeconds: number}>} */
async function ask(work) {
  const { run } = work;
  const { digest: contentDigest, account } = postOf(work);
  try {
    return await run.desk.ask('job:permit', { ...run.ref, contentDigest, account });
  } catch (error) {
    run.letGo();
    throw refusal(work, error);
  }
}

/** Whether the composer holds the text of the job. @param {Work} work */
export async function readBack(work) {
  const post = postOf(work);
  const wanted = work.fill(post.composer.value ?? '{{body}}');
  const selectors = post.composer.read ?? post.composer.selectors;
  const read = await work.tab.call('composed', { selectors, wanted });
  return read === canonicalText(wanted);
}

/** The text as it stands, and the account that the page shows now. @param {Work} work */
async function lookAgain(work) {
  const { recipe } = work;
  const post = postOf(work);
  if (!(await readBack(work))) {
    throw new RunError('text_not_accepted', work.say('textChanged'));
  }
  const hashes = post.media.map(({ sha256 }) => sha256);
  post.digest = await contentDigest(post.text, post.link, hashes);
  const handle = recipe.steps.find(({ type }) => type === 'readAccount')?.handle;
  if (!handle) return;
  const seen = plainHandle(
    String((await work.tab.call('read', { fields: { handle } })).handle ?? ''),
  );
  if (seen && seen !== plainHandle(post.account.handle)) {
    const values = { seen, wanted: post.account.handle };
    throw new RunError('ACCOUNT_MISMATCH', work.say('otherAccount', values));
  }
}

/** @param {Work} work @param {unknown} error */
function refusal(work, error) {
  if (error instanceof Disconnected) {
    return new RunError('offline', work.say('offline'), { retryable: true });
  }
  if (!(error instanceof Refused)) return error;
  const reason = String(error.details.reason ?? error.code);
  if (reason === 'lease' || error.code === 'LEASE_LOST') return new Stopped('abandoned');
  if (reason === 'cancelled') return new Stopped('cancelled');
  if (reason === 'account') return new RunError('ACCOUNT_MISMATCH', error.message);
  if (PASSING.has(reason)) return new NoPermit(reason, error.message);
  return new RunError('PERMIT_REFUSED', error.message);
}

/** The button was pressed, by whomever: it is written down, then told.
 *  @param {Work} work @param {JournalEntry} entry @param {number} at */
export async function wasPressed(work, entry, at) {
  const { run } = work;
  Object.assign(entry, { state: 'pressed', at });
  postOf(work).pressed(entry);
  await run.journal.write(entry);
  await run.submitted(entry.permit, at);
}

/** What the page says of its guard, which lets nothing through from now on; null when it is another.
 *  @param {Work} work @param {JournalEntry} entry
 *  @returns {Promise<{pressedAt: number | null, touched: boolean} | null>} */
export async function vouch(work, entry) {
  try {
    return await work.tab.insist('vouch', { guard: entry.guard });
  } catch {
    work.run.signal.throwIfAborted();
    return null;
  }
}

/** Nothing was pressed: the desk takes its permit back, or the outcome is unknown.
 *  @param {Work} work @param {JournalEntry} entry */
export async function giveBack({ run }, entry) {
  try {
    await run.desk.ask('job:permit_return', { ...run.ref, permit: entry.permit });
  } catch (error) {
    throw outcomeUnknown(run, error);
  }
  await run.journal.strike(entry);
  run.letGo();
}

/** An intent without a press, as a worker left it. @param {Work} work @param {JournalEntry} entry
 *  @returns {Promise<boolean>} whether it was pressed after all; else it is given back */
export async function settleIntent(work, entry) {
  const word = postOf(work).same ? await vouch(work, entry) : null;
  if (!word || (word.pressedAt === null && word.touched)) throw outcomeUnknown(work.run);
  if (word.pressedAt === null) {
    await giveBack(work, entry);
    return false;
  }
  Object.assign(entry, { state: 'pressed', at: word.pressedAt });
  await work.run.journal.write(entry);
  return true;
}
