/**
 * The steps before the press: whose account this is, the text, the files.
 */

import { plainHandle } from '../core/content.js';
import { base64 } from '../core/bytes.js';
import { Disconnected, Refused } from '../core/session.js';
import { untilSolved } from './attention.js';
import { RunError } from './errors.js';

const TYPING_MS = 20_000;
const PIECE_BYTES = 768 * 1024;
const FETCHES = 3;

/** @typedef {import('./work.js').Work} Work */
/** @typedef {import('./steps.js').StepFunction} StepFunction */

/** @type {StepFunction} */
export async function readAccount(work, step) {
  const { handle, displayName, loggedOut } = step;
  const known = { value: handle };
  for (;;) {
    const matched = await work.wait(
      loggedOut ? { any: [known, loggedOut] } : known,
      work.timeoutOf(step),
      () => new RunError('account_not_shown', work.say('noAccount'), { retryable: true }),
    );
    if (!(await work.judge(known))) {
      const need = { reason: 'login', message: work.say('signIn') };
      await untilSolved(work, need, async () => !(await work.judge(known)));
      continue;
    }
    const fields = { handle, ...(displayName && { displayName }) };
    await checkAccount(work, await work.tab.insist('read', { fields }));
    return matched;
  }
}

/** @param {Work} work @param {{handle: FieldValue, displayName?: FieldValue}} read */
async function checkAccount(work, read) {
  const { run, recipe, clock, post } = work;
  const seen = { handle: shown(read.handle), displayName: shown(read.displayName ?? '') };
  await run.save({ account: seen });
  await run.accounts.remember({ platform: recipe.platform, seenAt: clock.now(), ...seen });
  const wanted = run.record.input.account?.handle;
  if (post?.dryRun || wanted === undefined) return;
  if (plainHandle(seen.handle) !== plainHandle(wanted)) {
    const values = { seen: seen.handle, wanted };
    throw new RunError('ACCOUNT_MISMATCH', work.say('otherAccount', values));
  }
  await work.stage('signedInAs', 0.15, { handle: seen.handle });
}

/** @param {FieldValue} value */
function shown(value) {
  return String(value ?? '')
    .trim()
    .replace(/^@/, '')
    .slice(0, 200);
}

/** @type {StepFunction} */
export async function typeText(work, step) {
  const there = { selectors: step.selectors, visible: true };
  await work.wait(there, work.timeoutOf(step), () => work.missing(step));
  const value = work.fill(step.value ?? '{{body}}');
  const { selectors, read } = step;
  const typed = await work.tab.insist('typeText', { selectors, read, value }, TYPING_MS);
  await work.stage('typed', 0.4, { way: typed.way });
  return typed;
}

/** @type {StepFunction} */
export async function uploadMedia(work, step) {
  /** @type {{mediaId: string, mime: string, name: string}[]} */
  const media = work.run.record.input.media ?? [];
  if (!media.length) return null;
  const { selectors, drop, paste } = step;
  const places = { selectors, drop, paste };
  const all = [selectors, drop, paste].filter(Boolean).map((one) => ({ selectors: one }));
  await work.wait({ any: all }, work.timeoutOf(step), () => work.missing(step));
  for (const one of media) await carry(work, one);
  const files = media.map(({ mediaId, mime, name }) => ({ id: mediaId, mime, name }));
  const given = await work.tab.call('giveFiles', { ...places, files });
  if (step.ready) {
    await work.wait(
      step.ready,
      work.timeoutOf(step),
      () => new RunError('media_not_taken', work.say('mediaNotTaken'), { retryable: true }),
    );
  }
  return given;
}

/** One file from the desk into the page. @param {Work} work @param {{mediaId: string, name: string}} one */
async function carry(work, { mediaId, name }) {
  const bytes = await fetched(work, mediaId);
  for (let start = 0; start === 0 || start < bytes.length; start += PIECE_BYTES) {
    await work.run.gate();
    const piece = base64(bytes.subarray(start, start + PIECE_BYTES));
    await work.tab.call('takePiece', { id: mediaId, first: start === 0, base64: piece });
  }
  await work.run.log('debug', work.say('mediaCame', { name, size: bytes.length }));
}

/** @param {Work} work @param {string} mediaId @returns {Promise<Bytes>} */
async function fetched(work, mediaId) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work.run.desk.fetch(work.run.ref, mediaId);
    } catch (error) {
      work.run.signal.throwIfAborted();
      if (error instanceof Refused) {
        throw new RunError('media_missing', error.message, { retryable: error.retryable });
      }
      const again = error instanceof Disconnected || error instanceof RunError;
      if (!again || tries === FETCHES) throw error;
    }
  }
}
