/**
 * The way from a page of the extension to its worker, and back again when the worker died.
 */

const AGAIN_MS = 500;

/** @type {chrome.runtime.Port | null} */
let port = null;

/** @param {(status: Status) => void} changed @param {() => void} [lost] the worker died */
export function listen(changed, lost) {
  port = chrome.runtime.connect(undefined, { name: 'ui' });
  port.onMessage.addListener(({ status }) => changed(status));
  port.onDisconnect.addListener(() => {
    lost?.();
    setTimeout(() => listen(changed, lost), AGAIN_MS);
  });
}

/** @param {string} command @param {object} [details] */
export function tell(command, details = {}) {
  port?.postMessage({ command, ...details });
}
