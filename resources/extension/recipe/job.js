/**
 * A job from its first page to its result: which recipes it takes, in which window.
 */

import { RunError } from './errors.js';
import { verify } from './look.js';
import { attempt, openTab, workWith } from './opening.js';
import { publish } from './publication.js';

const WEB = 'google_search';
const LOOKUP_ROWS = 5;
// Of a job with lookups, the share of the bar that belongs to its list.
const LIST_SHARE = 60;
const WHOLE_SHARE = 95;

/** @typedef {import('./opening.js').Surroundings} Surroundings */
/** @typedef {import('./tab.js').JobTab} JobTab */
/** @typedef {import('./work.js').Work} Work */
/** @typedef {(run: import('../core/run.js').Run, tab: JobTab, around: Surroundings, kept: boolean) => Promise<object>} Kind */

/** What is not a search. @type {Record<string, Kind>} */
const KINDS = { PUBLISH_VARIANT: publish, VERIFY_POST: verify };

/**
 * @param {import('../core/run.js').Run} run
 * @param {Surroundings} around
 * @returns {Promise<object>} the output of the job
 */
export async function workOn(run, around) {
  const { tab, kept } = await openTab(run, around);
  try {
    return await (KINDS[run.record.type] ?? search)(run, tab, around, kept);
  } finally {
    await tab.close();
  }
}

/** @type {Kind} */
async function search(run, tab, around, kept) {
  const ended = await list(run, tab, around, kept);
  if (run.record.type === 'google_maps_search') await lookUp(run, tab, around);
  return outputOf(run.record, ended);
}

/** The recipe that the job names. @param {import('../core/run.js').Run} run @param {JobTab} tab
 *  @param {Surroundings} around @param {boolean} kept @returns {Promise<Ended>} */
async function list(run, tab, around, kept) {
  if (run.record.cursor.part > 0) return 'end';
  const share = run.record.type === 'google_maps_search' ? LIST_SHARE : WHOLE_SHARE;
  const id = String(run.record.connector);
  const work = await workWith(run, tab, around, named(id), id, {
    input: run.record.input,
    part: 0,
    rows: rowsBefore(run.record),
    progressOf: (done) => share * Math.min(1, done),
  });
  work.resumed = kept;
  return ending(work, await attempt(work));
}

/** @param {string} wanted @returns {(connector: Connector) => boolean} */
function named(wanted) {
  return ({ id }) => id === wanted;
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
    const work = await workWith(run, tab, around, named(WEB), WEB, {
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

/** @param {Work} work @param {Ended} ended @returns {Ended} */
function ending(work, ended) {
  return ended === 'empty' && work.rows > 0 ? 'end' : ended;
}

/** @param {RunRecord} record @param {Ended} ended */
function outputOf({ rows, notes, steps, fields }, ended) {
  return { rows, ended, notes, steps, fields };
}
