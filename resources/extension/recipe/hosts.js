/**
 * Which addresses a connector may touch: exact `host[:port]` names, nothing by suffix.
 */

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** @param {string} host */
export function isLoopback(host) {
  return LOOPBACK.test(host);
}

/** @param {string} host @returns {'http' | 'https'} */
export function schemeOf(host) {
  return isLoopback(host) ? 'http' : 'https';
}

/** @param {string} url @param {string[]} hosts */
export function isAllowed(url, hosts) {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return ['http:', 'https:'].includes(protocol) && hosts.includes(host);
}

/** The permission that the browser must give for a host (match patterns know no port).
 *  @param {string} host */
export function permissionFor(host) {
  return `${schemeOf(host)}://${host.replace(/:\d+$/, '')}/*`;
}
