/**
 * What the person at this browser chose, and small counts; kept in the extension's own storage.
 */

/** @typedef {{language: 'auto' | 'en' | 'ar', showCard: boolean, mayPress: boolean}} Settings */

/** @type {Settings} */
export const DEFAULTS = { language: 'auto', showCard: true, mayPress: true };

/** @returns {Promise<Settings>} */
export async function loadSettings() {
  const { settings } = await chrome.storage.local.get('settings');
  return { ...DEFAULTS, .../** @type {object} */ (settings) };
}

/** @param {Partial<Settings>} news */
export async function saveSettings(news) {
  await chrome.storage.local.set({ settings: { ...(await loadSettings()), ...news } });
}

/** The day as this browser's person counts it. @param {number} now */
function dayOf(now) {
  return new Date(now).toDateString();
}

/** @param {number} now @returns {Promise<number>} */
export async function jobsToday(now) {
  const { jobs } = await chrome.storage.local.get('jobs');
  const kept = /** @type {{day: string, count: number} | undefined} */ (jobs);
  return kept?.day === dayOf(now) ? kept.count : 0;
}

/** @param {number} now */
export async function countJob(now) {
  await chrome.storage.local.set({ jobs: { day: dayOf(now), count: (await jobsToday(now)) + 1 } });
}
