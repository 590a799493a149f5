/**
 * The one step that presses: by the agent, or by a person under the agent's eyes.
 */

import { pass } from '../core/clock.js';
import { capture } from './capture.js';
import { DryRunOver, RunError } from './errors.js';
import { byOperator } from './operator.js';
import { lookFor } from './permalink.js';
import { giveBack, outcomeUnknown, readBack, takePermit, vouch, wasPressed } from './permit.js';
import { postOf } from './post.js';

const ACCEPTED_MS = 30_000;
const FRESH_MS = 5_000;
const REFUSED_LOOK_MS = 5_000;
const TRIES = 3;
const NOT_READY = 'button_not_ready';

/** @typedef {import('./work.js').Work} Work */

/** @type {import('./steps.js').StepFunction} */
export async function commit(work, step) {
  const post = postOf(work);
  const there = { selectors: step.selectors, visible: true };
  const ready = step.enabled ? { all: [there, step.enabled] } : there;
  if (post.dryRun) throw new DryRunOver(await tried(work, step, ready));
  const matched = await work.wait(ready, work.timeoutOf(step), () => notReady(work));
  await captureBefore(work);
  const guard = await arm(work, step);
  await work.stage('ready', 0.6);
  await (post.by === 'operator' ? byOperator(work, guard) : byAgent(work, step, guard));
  await work.stage('pressed', 0.8);
  await hearTheSite(work, step);
  return matched;
}

/** What a dry run finds where the others press. @param {Work} work @param {Step} step
 *  @param {Condition} ready */
async function tried(work, step, ready) {
  const isThere = await work
    .wait(ready, work.timeoutOf(step), () => notReady(work))
    .then(() => true)
    .catch((error) => {
      if (error instanceof RunError && error.code === NOT_READY) return false;
      throw error;
    });
  await captureBefore(work);
  const button = isThere && (await arm(work, step)).pressable;
  return { text: await readBack(work), button };
}

/** @param {Work} work */
async function captureBefore(work) {
  if (work.captured.has('before')) return;
  await capture(work, { type: 'capture', what: 'viewport', kind: 'before' });
}

/** @param {Work} work */
function notReady(work) {
  return new RunError(NOT_READY, work.say('buttonNotReady'), { retryable: true });
}

/** A new guard before the button. @param {Work} work @param {Step} step */
async function arm(work, step) {
  const id = crypto.randomUUID();
  const { selectors, shortcut } = step;
  const armed = await work.tab.call('arm', { guard: id, selectors, shortcut });
  const { token, button, pressable } = armed;
  return { id, token: String(token), button: String(button), pressable: pressable === true };
}

/** @param {Work} work @param {Step} step @param {Awaited<ReturnType<typeof arm>>} first */
async function byAgent(work, step, first) {
  for (let guard = first, tries = 1; ; tries += 1) {
    const permit = await takePermit(work, guard);
    const why = await press(work, step, permit);
    if (!why) return;
    await giveBack(work, permit.entry);
    await work.run.log('warn', work.say('notPressed', { why }));
    if (why !== 'late' || tries === TRIES) throw notReady(work);
    guard = await arm(work, step);
  }
}

/** From the look at the clocks to the press it is one task, in the page.
 *  @param {Work} work @param {Step} step @param {import('./permit.js').Permit} permit
 *  @returns {Promise<string>} why it was not pressed, vouched for by the page; else empty */
async function press(work, step, { entry, until }) {
  const { run } = work;
  const post = postOf(work);
  if (!run.desk.heardWithin(FRESH_MS)) return vouchedFor(work, entry, 'offline');
  const composer = {
    selectors: post.composer.read ?? post.composer.selectors,
    wanted: work.fill(post.composer.value ?? '{{body}}'),
  };
  try {
    const enabled = step.enabled && work.settled(step.enabled);
    const order = { guard: entry.guard, until, enabled, composer };
    const { pressedAt, why } = await work.tab.call('pressOnce', order);
    if (why) return why;
    await wasPressed(work, entry, pressedAt);
    return '';
  } catch (error) {
    run.signal.throwIfAborted();
    await run.log('warn', String(/** @type {Error} */ (error).message));
    return vouchedFor(work, entry, 'no_answer');
  }
}

/** The answer was lost, or nothing was asked: the page knows, if it is still the same. A page that
 *  went away may have gone because the button was pressed: then only the post itself can tell.
 *  @param {Work} work @param {JournalEntry} entry @param {string} why */
async function vouchedFor(work, entry, why) {
  const word = await vouch(work, entry);
  if (word && word.pressedAt === null) return why;
  if (word) await wasPressed(work, entry, Number(word.pressedAt));
  else postOf(work).pressed(entry);
  return '';
}

/** What the site says to the press. @param {Work} work @param {Step} step */
export async function hearTheSite(work, step) {
  const { run } = work;
  const post = postOf(work);
  /** @type {Refusal[]} */
  const refusals = step.refused ?? [];
  const answers = { any: [step.accepted, ...refusals.map(({ when }) => when)] };
  try {
    await work.wait(answers, step.timeout ?? ACCEPTED_MS);
    post.accepted = await work.judge(step.accepted);
  } catch (error) {
    if (!(error instanceof RunError) || run.signal.aborted) throw error;
    await run.log('warn', work.say('noWord', { why: error.message }));
    return;
  }
  for (const { when, code, message } of post.accepted ? [] : refusals) {
    if (await work.judge(when)) await refused(work, code, work.inLanguage(message));
  }
}

/** The site says no. Some say so and post all the same: one look decides.
 *  @param {Work} work @param {string} code @param {string} message */
async function refused(work, code, message) {
  const { run, clock } = work;
  await run.log('warn', `${code}: ${message}`);
  await work.tryCapture('after');
  await pass(clock, REFUSED_LOOK_MS);
  const seen = await lookFor(work).catch((error) => {
    run.signal.throwIfAborted();
    throw outcomeUnknown(run, error);
  });
  if (!seen) throw outcomeUnknown(run, new Error(message));
  if (!seen.found) throw new RunError('REJECTED_BY_SITE', `${code}: ${message}`);
  postOf(work).found(seen.found);
}
