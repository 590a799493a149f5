/**
 * Which sites the person lets this browser work on: those that the extension came with, and those
 * that were allowed one by one. The browser's own permission must stand behind either; alone it
 * does not count, since leave to take pictures is given only for all sites at once.
 */

import { permissionFor } from '../recipe/hosts.js';

/** @returns {Promise<string[]>} hosts that were allowed here */
async function allowed() {
  const { sites } = await chrome.storage.local.get('sites');
  return /** @type {string[]} */ (sites ?? []);
}

/** Whether the extension came with it. @param {string} host */
export function isBuiltIn(host) {
  const patterns = chrome.runtime.getManifest().host_permissions ?? [];
  return patterns.includes(permissionFor(host));
}

/** @param {string} host @returns {Promise<boolean>} */
export async function maySite(host) {
  const chosen = isBuiltIn(host) || (await allowed()).includes(host);
  return chosen && chrome.permissions.contains({ origins: [permissionFor(host)] });
}

/** Upon a press only: the browser asks the person too. @param {string} host */
export async function allowSite(host) {
  const granted = await chrome.permissions.request({ origins: [permissionFor(host)] });
  if (granted)
    await chrome.storage.local.set({ sites: [...new Set([...(await allowed()), host])] });
}

/** @param {string} host */
export async function withdrawSite(host) {
  await chrome.storage.local.set({ sites: (await allowed()).filter((one) => one !== host) });
  await chrome.permissions.remove({ origins: [permissionFor(host)] }).catch(() => false);
}
