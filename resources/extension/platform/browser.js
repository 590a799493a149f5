/**
 * What both browser families do alike: windows, tabs, scripts, permissions.
 */

import { windowClosed } from '../recipe/errors.js';
import { maySite } from './sites.js';
import { images } from './images.js';

/** Everything that the agent asks of a browser but pictures and snapshots.
 *  @type {Omit<Platform, 'picture' | 'snapshot'>} */
export const browser = {
  images,

  async openWindow(size) {
    const made = await chrome.windows.create({ url: 'about:blank', focused: false, ...size });
    const tab = made?.tabs?.[0];
    if (made?.id === undefined || tab?.id === undefined)
      throw new Error('no window could be opened');
    return { windowId: made.id, tabId: tab.id };
  },

  async closeWindow(windowId) {
    await chrome.windows.remove(windowId).catch(() => undefined);
  },

  async resize(windowId, width, height) {
    await chrome.windows.update(windowId, { width, height });
  },

  async show({ windowId, tabId }) {
    await chrome.tabs.update(tabId, { active: true });
    const { state } = await chrome.windows.get(windowId);
    await chrome.windows.update(windowId, {
      focused: true,
      ...(state === 'minimized' && { state: 'normal' }),
    });
  },

  async tab(tabId) {
    const tab = await chrome.tabs.get(tabId).catch(() => null);
    return tab && { url: tab.url, active: tab.active };
  },

  load(tabId, url, timeoutMs) {
    return new Promise((resolve, reject) => {
      let begun = false;
      /** @param {() => void} conclude */
      const end = (conclude) => {
        clearTimeout(timer);
        chrome.tabs.onUpdated.removeListener(updated);
        chrome.tabs.onRemoved.removeListener(removed);
        conclude();
      };
      /** @param {number} id @param {{status?: string}} change */
      const updated = (id, { status }) => {
        if (id !== tabId || !status) return;
        begun ||= status === 'loading';
        if (begun && status === 'complete') end(resolve);
      };
      /** @param {number} id */
      const removed = (id) => {
        if (id === tabId) end(() => reject(windowClosed()));
      };
      // A page that never finishes loading may still be read; the next wait judges it.
      const timer = setTimeout(() => end(resolve), timeoutMs);
      chrome.tabs.onUpdated.addListener(updated);
      chrome.tabs.onRemoved.addListener(removed);
      chrome.tabs.update(tabId, { url }).catch(() => end(() => reject(windowClosed())));
    });
  },

  onLoaded(tabId, call) {
    /** @param {number} id @param {{status?: string}} change */
    const updated = (id, { status }) => {
      if (id === tabId && status === 'complete') call();
    };
    chrome.tabs.onUpdated.addListener(updated);
    return () => chrome.tabs.onUpdated.removeListener(updated);
  },

  async run(tabId, func, args) {
    const [answer] = await chrome.scripting.executeScript({
      target: { tabId },
      world: 'ISOLATED',
      func,
      args,
    });
    return answer?.result;
  },

  async inject(tabId, files) {
    await chrome.scripting.executeScript({ target: { tabId }, world: 'ISOLATED', files });
    return true;
  },

  mayCapture: () => chrome.permissions.contains({ origins: ['<all_urls>'] }),

  async mayUse(hosts) {
    const wanted = await Promise.all(hosts.map(maySite));
    return wanted.every(Boolean);
  },

  async stayAwake() {
    await chrome.runtime.getPlatformInfo();
  },
};
