/**
 * How the page side gets into a page and is called: the one place that names its files.
 */

export const PAGE_FILES = [
  'base',
  'selectors',
  'conditions',
  'transforms',
  'extract',
  'text',
  'files',
  'posts',
  'feed',
  'act',
  'look',
  'card',
  'press_card',
  'guard',
].map((name) => `page/${name}.js`);

/**
 * Runs in the page's isolated world; the browser carries it there as it stands, so it may use
 * nothing from outside. It looks at the host itself, since the page may have moved on meanwhile.
 *
 * @param {string} name @param {unknown} parameters @param {PageContext} context
 * @returns {Promise<PageAnswer> | PageAnswer}
 */
export function callPage(name, parameters, context) {
  if (!context.hosts.includes(location.host)) {
    return { err: { code: 'off_hosts', message: location.href } };
  }
  const page = globalThis.proofdeskPage;
  if (!page) return { err: { code: 'absent', message: '' } };
  return page.call(name, parameters, context);
}

/** Which document this is, for the page side in it. Runs in the page, as above. */
export function pageToken() {
  return globalThis.proofdeskPage?.token;
}
