/**
 * One post on one account: filled in, pressed once, proven; or found in doubt, and said so.
 *
 * Until a permit is asked for, all of it may be lost and done again. After it nothing is: a worker
 * that takes the run over asks the journal and the page what happened, and never presses.
 */

import { hearTheSite } from './commit.js';
import { DryRunOver, RunError, Stopped } from './errors.js';
import { attempt, workWith } from './opening.js';
import { outcomeUnknown, settleIntent } from './permit.js';
import { postFor, postOf } from './post.js';
import { runSteps } from './runner.js';

const WHOLE_SHARE = 95;

/** @typedef {import('./work.js').Work} Work */

/**
 * @param {import('../core/run.js').Run} run @param {import('./tab.js').JobTab} tab
 * @param {import('./opening.js').Surroundings} around @param {boolean} kept
 * @returns {Promise<object>}
 */
export async function publish(run, tab, around, kept) {
  const { record } = run;
  const began = around.clock.now();
  const entry = await run.journal.of(run.ref);
  if (entry) run.hold();
  const work = await workWith(
    run,
    tab,
    around,
    (one) => isMeant(one, record),
    record.connector ?? record.input.account.platform,
    {
      input: record.input,
      part: 0,
      rows: 0,
      progressOf: (done) => WHOLE_SHARE * Math.min(1, done),
    },
  ).catch((error) => {
    throw entry ? outcomeUnknown(run, error) : error;
  });
  work.post = postFor(work);
  try {
    if (entry) await takeUp(work, entry, kept);
    else await fromTheStart(work);
    await keepLog(work);
    return outputOf(work);
  } catch (error) {
    if (error instanceof DryRunOver) return dryRunOver(work, error, began);
    if (error instanceof RunError) await keepLog(work).catch(() => null);
    throw afterPermit(work, error);
  }
}

/** @param {Connector} connector @param {RunRecord} record */
function isMeant({ id, kind, recipe }, record) {
  if (record.connector) return id === record.connector;
  return kind === 'publish' && recipe.platform === record.input.account.platform;
}

/** Nothing of an earlier worker is worth keeping: what it filled in may be half.
 *  @param {Work} work */
async function fromTheStart(work) {
  work.run.record.cursor.step = 0;
  await attempt(work);
}

/** Go on with a run that had its permit. @param {Work} work @param {JournalEntry} entry
 *  @param {boolean} kept its tab is still there */
async function takeUp(work, entry, kept) {
  const { recipe } = work;
  const post = postOf(work);
  post.same = kept && (await work.tab.recognise()) === entry.token;
  const at = recipe.steps.findIndex(({ type }) => type === 'commit');
  if (entry.state === 'intent' && !(await settleIntent(work, entry))) {
    // The page vouched and the desk took the permit back: the composer is as it was.
    await attempt(work, at);
    return;
  }
  post.pressed(entry);
  await work.run.submitted(entry.permit, entry.at);
  if (post.same) await hearTheSite(work, recipe.steps[at]);
  else await work.run.log('info', work.say('otherPage'));
  await attempt(work, at + 1);
}

/** Once a permit is out, only the site's own no is a failure. @param {Work} work @param {unknown} error */
function afterPermit(work, error) {
  if (error instanceof Stopped || !work.run.isHeld) return error;
  if (error instanceof RunError && ['REJECTED_BY_SITE', 'OUTCOME_UNKNOWN'].includes(error.code)) {
    return error;
  }
  return outcomeUnknown(work.run, error);
}

/** What was done, step by step, is a proof too. @param {Work} work */
async function keepLog(work) {
  const { run, recipe, clock, tab } = work;
  const post = postOf(work);
  const { record } = run;
  const log = {
    jobId: record.jobId,
    connector: recipe.id,
    version: recipe.version,
    account: record.account,
    contentDigest: post.digest,
    permit: post.entry?.permit ?? null,
    pressedBy: post.entry?.by ?? null,
    pressedAt: post.entry?.state === 'pressed' ? timeOf(post.entry.at) : null,
    accepted: post.accepted,
    permalink: post.permalink,
    steps: record.steps,
    notes: record.notes,
    written: timeOf(clock.now()),
  };
  await run.proof({
    kind: 'log',
    mime: 'application/json',
    bytes: new TextEncoder().encode(JSON.stringify(log, null, 1)),
    pageUrl: await tab.url().catch(() => ''),
    title: '',
    capturedAt: clock.now(),
  });
}

/** @param {number} ms */
function timeOf(ms) {
  return new Date(ms).toISOString();
}

/** @param {Work} work */
function outputOf(work) {
  const post = postOf(work);
  const { account, notes, steps } = work.run.record;
  return {
    permalink: post.permalink,
    ...(post.platformPostId && { platformPostId: post.platformPostId }),
    publishedAt: timeOf(post.publishedAt ?? post.entry?.at ?? 0),
    account,
    contentDigest: post.digest,
    accepted: post.accepted,
    notes,
    steps,
  };
}

/** Everything up to the button was done; now it is undone. @param {Work} work
 *  @param {DryRunOver} over @param {number} began */
async function dryRunOver(work, { found }, began) {
  const { recipe, run, clock } = work;
  try {
    await runSteps(work, recipe.discard ?? []);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    await run.note({
      code: 'not_discarded',
      message: work.say('notDiscarded', { why: error.message }),
    });
  }
  const { account, notes, steps } = run.record;
  return {
    dryRun: true,
    account: account?.handle ?? null,
    ...found,
    notes,
    steps,
    ms: clock.now() - began,
  };
}
