import { readFileSync } from 'node:fs';

import { JSDOM } from 'jsdom';

export const EXTENSION = new URL('../../../resources/extension/', import.meta.url);

const { PAGE_FILES } = await import(new URL('recipe/injection.js', EXTENSION));
const SIDE = PAGE_FILES.map((file) => readFileSync(new URL(file, EXTENSION), 'utf8'));

/** The text of a fixture. */
export function fixture(name) {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
}

/** A document as a browser would have it, without layout: what is not `hidden` has a size. */
export function openDocument(html, url = 'http://127.0.0.1/maps/search/x') {
  const { window } = new JSDOM(html, { url, runScripts: 'outside-only', pretendToBeVisual: true });
  window.Element.prototype.getBoundingClientRect = function box() {
    const size = this.closest('[hidden]') ? 0 : 10;
    return { left: 0, top: 0, width: size, height: size };
  };
  window.Element.prototype.scrollIntoView = () => undefined;
  window.scrollTo = () => undefined;
  return window;
}

/** The page side in a window. */
export function injectSide(window) {
  for (const source of SIDE) window.eval(source);
  return window.proofdeskPage;
}

/** A document with the page side in it, and the context that its functions are told. */
export function openPage(html, { url, labels = {}, hosts = ['127.0.0.1'], ownHosts = null } = {}) {
  const window = openDocument(html, url);
  return {
    window,
    document: window.document,
    page: injectSide(window),
    context: { labels, hosts, ownHosts },
  };
}

/** A value as it comes out of a page: by way of JSON, of this realm. */
export function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
