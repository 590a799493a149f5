/**
 * Pictures and snapshots in the Chromium family.
 */

import { pass, systemClock } from '../core/clock.js';
import { browser } from './browser.js';

// The browser takes two pictures a second and refuses the third.
const BETWEEN_PICTURES_MS = 550;
const REFUSED_MS = 1_000;

let nextPictureAt = 0;

/** @param {number} windowId @returns {Promise<string>} */
async function capture(windowId) {
  const wait = nextPictureAt - Date.now();
  nextPictureAt = Math.max(Date.now(), nextPictureAt) + BETWEEN_PICTURES_MS;
  if (wait > 0) await pass(systemClock, wait);
  return chrome.tabs.captureVisibleTab(windowId, { format: 'jpeg', quality: 85 });
}

/** @type {Platform} */
export const chromium = {
  ...browser,

  async picture({ windowId }) {
    const address = await capture(windowId).catch(async (error) => {
      if (!/MAX_CAPTURE/.test(error.message)) throw error;
      await pass(systemClock, REFUSED_MS);
      return capture(windowId);
    });
    return (await fetch(address)).blob();
  },

  async snapshot(tabId) {
    // The file behind an archive is now and then gone before it can be read; the next one is not.
    return (await archive(tabId)) ?? archive(tabId);
  },
};

/** @param {number} tabId @returns {Promise<Bytes | null>} */
async function archive(tabId) {
  try {
    const blob = await chrome.pageCapture.saveAsMHTML({ tabId });
    return blob ? new Uint8Array(await blob.arrayBuffer()) : null;
  } catch {
    return null;
  }
}
