/**
 * Pictures in Firefox, which captures a tab by its id and has no page archives.
 */

import { browser } from './browser.js';

/** @type {Platform} */
export const firefox = {
  ...browser,

  async picture({ tabId }) {
    const tabs = /** @type {FirefoxTabs} */ (/** @type {unknown} */ (chrome.tabs));
    const address = await tabs.captureTab(tabId, { format: 'jpeg', quality: 85 });
    return (await fetch(address)).blob();
  },

  async snapshot() {
    return null;
  },
};
