/**
 * A job from its first page to its result: which recipes it takes, in which window.
 */

import { RunError } from './errors.js';
import { runRecipe } from './runner.js';
import { agentText } from './sayings.js';
import { slotValues } from './slots.js';
import { JobTab } from './tab.js';
import { Work } from './work.js';

const WINDOW = { width: 1280, height: 900 };
const LOOKUP_ROWS = 5;
// Of a job with lookups, the share of the bar that belongs to its list.
const LIST_SHARE = 60;
const WHOLE_SHARE = 95;

/**
 * @typedef {{config: HubConfig, platform: Platform, clock: Clock}} Surroundings
 * @param {import('../core/run.js').Run} run
 * @param {Surroundings} around
 * @returns {Promise<object>} the output of the job
 */
export async function workOn(run, around) {
  const { tab, kept } = await openTab(run, around);
  try {
    const ended = await list(run, tab, around, kept);
    if (run.record.type === 'google_maps_search') await lookUp(run, tab, around);
    return outputOf(run.record, ended);
  } finally {
    await tab.close();
  }
}

/** The tab that the run had before its worker died, or a new window.
 *  @param {import('../core/run.js').Run} run @param {Surroundings} around */
async function openTab(run, { platform, clock }) {
  const { windowId, tabId } = run.record;
  if (windowId !== null && tabId !== null && (await platform.tab(tabId))) {
    return { tab: new JobTab(platform, clock, run.signal, { windowId, tabId }), kept: true };
  }
  const place = await platform.openWindow(WINDOW);
  await run.save(place);
  return { tab: new JobTab(platform, clock, run.signal, place), kept: false };
}

/** The recipe that the job names. @param {import('../core/run.js').Run} run @param {JobTab} tab
 *  @param {Surroundings} around @param {boolean} kept @returns {Promise<Ended>} */
async function list(run, tab, around, kept) {
  if (run.record.cursor.part > 0) return 'end';
  const share = run.record.type === 'google_maps_search' ? LIST_SHARE : WHOLE_SHARE;
  const work = await workWith(run, tab, around, String(run.record.connector), {
    input: run.record.input,
    part: 0,
    rows: rowsBefore(run.record),
    progressOf: (done) => share * Math.min(1, done),
  });
  work.resumed = kept;
  return ending(work, await attempt(work));
}

/** What an earlier worker, or an earlier attempt that had come to a later page, has read.
 *  @param {RunRecord} record */
function rowsBefore({ keys, cursor }) {
  return Math.max(keys.length, cursor.page > 1 ? cursor.rows : 0);
}

/** Web searches for the places that lack website or phone. @param {import('../core/run.js').Run} run
 *  @param {JobTab} tab @param {Surroundings} around */
async function lookUp(run, tab, around) {
  const { lookups, cursor } = run.record;
  for (let index = Math.max(0, cursor.part - 1); index < lookups.length; index += 1) {
    if (cursor.part !== index + 1)
      Object.assign(cursor, { part: index + 1, step: 0, page: 1, url: '' });
    const { title, address, key } = lookups[index];
    const from = LIST_SHARE + ((WHOLE_SHARE - LIST_SHARE) * index) / lookups.length;
    const query = [title, address].filter(Boolean).join(' ');
    const work = await workWith(run, tab, around, 'google_search', {
      input: { ...run.record.input, query, location: undefined, limit: LOOKUP_ROWS },
      part: index + 1,
      rows: 0,
      progressOf: () => from,
      context: { place: title, placeKey: key },
    });
    await run.progress(from, work.say('lookup', { n: index + 1, of: lookups.length, title }));
    await lookUpOne(work, title);
  }
}

/** One place that cannot be found on the web costs a note, not the job; what may pass costs a retry.
 *  @param {Work} work @param {string} title */
async function lookUpOne(work, title) {
  try {
    await attempt(work);
  } catch (error) {
    if (!(error instanceof RunError) || error.retryable) throw error;
    const why = work.say('lookupFailed', { title, why: error.message });
    await work.run.note({ code: 'lookup_failed', message: why });
  }
}

/** Run the recipe; a failure is kept as a picture first. @param {Work} work */
async function attempt(work) {
  try {
    return await runRecipe(work);
  } catch (error) {
    const seen = error instanceof RunError && error.code !== 'window_closed';
    if (seen && !work.run.signal.aborted) await work.tryCapture('failure').catch(() => null);
    throw error;
  }
}

/** @param {Work} work @param {Ended} ended @returns {Ended} */
function ending(work, ended) {
  return ended === 'empty' && work.rows > 0 ? 'end' : ended;
}

/**
 * @param {import('../core/run.js').Run} run @param {JobTab} tab @param {Surroundings} around
 * @param {string} id
 * @param {{input: Record<string, any>, part: number, rows: number,
 *   progressOf: (share: number) => number, context?: Record<string, string>}} what
 */
async function workWith(run, tab, { config, platform, clock }, id, { input, ...what }) {
  const language = String(input.language || config.platform.language || 'en');
  const connector = config.connectors.find((candidate) => candidate.id === id && candidate.enabled);
  if (!connector) throw new RunError('NOT_SUPPORTED', agentText('noConnector', language, { id }));
  if (!(await platform.mayUse(connector.hosts))) {
    throw new RunError(
      'not_allowed_here',
      agentText('notAllowedHere', language, { hosts: connector.hosts.join(' ') }),
    );
  }
  tab.serve(connector.recipe, connector.hosts);
  return new Work({
    recipe: connector.recipe,
    hosts: connector.hosts,
    values: slotValues(input, language),
    language,
    run,
    tab,
    platform,
    clock,
    maxProofBytes: config.limits.maxProofBytes,
    ...what,
  });
}

/** @param {RunRecord} record @param {Ended} ended */
function outputOf({ rows, notes, steps, fields }, ended) {
  return { rows, ended, notes, steps, fields };
}
