/**
 * What every kind of job begins with: its window, and the recipe of a connector made ready in it.
 */

import { RunError } from './errors.js';
import { runRecipe } from './runner.js';
import { agentText } from './sayings.js';
import { slotValues } from './slots.js';
import { JobTab } from './tab.js';
import { Work } from './work.js';

const WINDOW = { width: 1280, height: 900 };

/** @typedef {{config: HubConfig, platform: Platform, clock: Clock}} Surroundings */

/** The tab that the run had before its worker died, or a new window.
 *  @param {import('../core/run.js').Run} run @param {Surroundings} around */
export async function openTab(run, { platform, clock }) {
  const { windowId, tabId } = run.record;
  if (windowId !== null && tabId !== null && (await platform.tab(tabId))) {
    return { tab: new JobTab(platform, clock, run.signal, { windowId, tabId }), kept: true };
  }
  const place = await platform.openWindow(WINDOW);
  await run.save(place);
  return { tab: new JobTab(platform, clock, run.signal, place), kept: false };
}

/** Run the recipe; a failure is kept as a picture first. @param {Work} work @param {number} [from] */
export async function attempt(work, from = 0) {
  try {
    return await runRecipe(work, from);
  } catch (error) {
    const seen = error instanceof RunError && error.code !== 'window_closed';
    if (seen && !work.run.signal.aborted) await work.tryCapture('failure').catch(() => null);
    throw error;
  }
}

/**
 * @param {import('../core/run.js').Run} run @param {JobTab} tab @param {Surroundings} around
 * @param {(connector: Connector) => boolean} fits @param {string} id what the connector is called
 * @param {{input: Record<string, any>, part: number, rows: number,
 *   progressOf: (share: number) => number, context?: Record<string, string>}} what
 */
export async function workWith(run, tab, { config, platform, clock }, fits, id, what) {
  const { input, ...rest } = what;
  const language = String(input.language || config.platform.language || 'en');
  const connector = config.connectors.find((one) => one.enabled && fits(one));
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
    ...rest,
  });
}
