/**
 * The link that the desk shows: where the hub is, its key, and the one-use secret.
 */

import { fromBase64url } from './bytes.js';

const FORM = /^proofdesk:\/\/pair\/1\?(.+)$/;

/** What is wrong with a link, as a key of the texts that the pairing page shows. */
export class LinkError extends Error {
  /** @param {'linkForm' | 'linkVersion' | 'linkAddress' | 'linkKeys'} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** @param {string} pasted @returns {PairingLink} */
export function parseLink(pasted) {
  const link = pasted.trim();
  if (/^proofdesk:\/\/pair\/(?!1\?)/.test(link)) throw new LinkError('linkVersion');
  const query = new URLSearchParams(FORM.exec(link)?.[1] ?? '');
  const [u, h, i, s] = ['u', 'h', 'i', 's'].map((name) => query.get(name) ?? '');
  if (!u || !h || !i || !s) throw new LinkError('linkForm');
  return {
    hubUrl: address(u),
    hubKey: bytes(h, 32),
    linkId: i,
    linkIdBytes: bytes(i, 8),
    secret: bytes(s, 32),
  };
}

/** Whether the hub is on this very machine. @param {string} hubUrl */
export function isLoopback(hubUrl) {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(hubUrl).hostname);
}

/** @param {string} text */
function address(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['ws:', 'wss:'].includes(url.protocol) || url.username || url.hash) {
    throw new LinkError('linkAddress');
  }
  return url.href;
}

/** @param {string} digits @param {number} length */
function bytes(digits, length) {
  try {
    const decoded = fromBase64url(digits);
    if (decoded.length === length) return decoded;
  } catch {
    // Not base64url: the same refusal as for a wrong length.
  }
  throw new LinkError('linkKeys');
}
