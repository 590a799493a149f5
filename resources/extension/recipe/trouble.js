/**
 * The trouble rules of a recipe: what each report does to the run.
 */

import { untilSolved } from './attention.js';
import { NothingThere, OffHosts, PageGone, RunError } from './errors.js';
import { judgeAddress } from './offsite.js';

/** The rules that are still tried; a note is taken once. @param {import('./work.js').Work} work
 *  @returns {IndexedRule[]} */
export function activeRules(work) {
  const taken = new Set(work.run.record.notes.map((note) => note.code));
  return work.recipe.trouble
    .map(({ when }, index) => ({ index, when: work.settled(when) }))
    .filter(({ index }) => {
      const { report, code } = work.recipe.trouble[index];
      return report !== 'note' || !taken.has(String(code));
    });
}

/** A rule holds: go on, wait for a person, or end. @param {import('./work.js').Work} work
 *  @param {number} index */
export async function handleTrouble(work, index) {
  const rule = work.recipe.trouble[index];
  const message = work.inLanguage(rule.message);
  switch (rule.report) {
    case 'note':
      await work.note({ code: String(rule.code), message: rule.message });
      return;
    case 'empty':
      throw new NothingThere(message);
    case 'error':
      throw new RunError(String(rule.code), message, rule);
    default:
      await untilSolved(work, { reason: rule.reason ?? 'other', message }, () => holds(work, rule));
  }
}

/** The page is outside the hosts: a rule knows why, or the run ends.
 *  @param {import('./work.js').Work} work @param {string} url */
export async function handleOffHosts(work, url) {
  const index = work.recipe.trouble.findIndex(({ when }) => judgeAddress(when, url));
  if (index < 0) {
    throw new RunError('left_hosts', work.say('leftHosts', { url: url || '?' }));
  }
  await handleTrouble(work, index);
}

/** @param {import('./work.js').Work} work @param {TroubleRule} rule */
async function holds(work, rule) {
  try {
    return await work.tab.call('judge', { condition: work.settled(rule.when) });
  } catch (error) {
    if (error instanceof OffHosts) return judgeAddress(rule.when, error.url);
    if (error instanceof PageGone) return true;
    throw error;
  }
}
