/**
 * The one place that asks which browser this is.
 */

import { chromium } from './chromium.js';
import { firefox } from './firefox.js';

/** @type {Platform} */
export const platform = 'captureTab' in chrome.tabs ? firefox : chromium;

/** What the desk calls this browser until the person gives it a name. */
export async function browserName() {
  const { os } = await chrome.runtime.getPlatformInfo();
  const systems = { mac: 'macOS', win: 'Windows', linux: 'Linux', cros: 'ChromeOS' };
  const system = systems[/** @type {keyof typeof systems} */ (os)] ?? os;
  return { browser: family(), name: `${family().split(' ')[0]} - ${system}` };
}

/** The family with its version. */
function family() {
  const firefoxVersion = /Firefox\/(\d+)/.exec(navigator.userAgent)?.[1];
  if (firefoxVersion) return `Firefox ${firefoxVersion}`;
  const brands = /** @type {any} */ (navigator).userAgentData?.brands ?? [];
  const known = ['Google Chrome', 'Microsoft Edge', 'Brave', 'Opera', 'Vivaldi', 'Chromium'];
  for (const name of known) {
    const brand = brands.find((/** @type {{brand: string}} */ one) => one.brand === name);
    if (brand) return `${name.split(' ').at(-1)} ${brand.version}`;
  }
  return 'Chromium';
}
