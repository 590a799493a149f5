/**
 * A browser with one window, over documents that the test writes: enough for recipes to run in.
 */
import { readFileSync } from 'node:fs';

import { EXTENSION, openDocument } from './page.js';

/** What Chromium does to what it hands to a page: JSON, and null left out of objects. */
function handed(value) {
  if (Array.isArray(value)) return value.map(handed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null && one !== undefined)
      .map(([name, one]) => [name, handed(one)]),
  );
}

export class FakeSite {
  /** @param {Record<string, string | ((window: any) => void)>} pages html, or html by a function, by address */
  constructor(pages) {
    this.pages = pages;
    this.window = null;
    this.url = 'about:blank';
    this.loaded = [];
    this.listeners = new Set();
    this.closed = false;
    this.cut = Promise.withResolvers();
    this.cut.promise.catch(() => undefined);
    this.active = true;
    this.pictures = 0;
    this.archive = new TextEncoder().encode('MIME-Version: 1.0');
    this.allowed = true;
    this.images = {
      encode: async () => ({ mime: 'image/jpeg', bytes: Uint8Array.of(1, 2), width: 4, height: 2 }),
      crop: async (picture, place) => ({
        mime: 'image/jpeg',
        bytes: Uint8Array.of(3),
        width: place.width,
        height: place.height,
      }),
      stitch: async (views, size) => ({
        mime: 'image/jpeg',
        bytes: Uint8Array.of(views.length),
        ...size,
      }),
    };
  }

  // ------------------------------------------------------------ the platform

  openWindow = async () => ({ windowId: 1, tabId: 2 });
  closeWindow = async () => {
    this.closed = true;
  };
  resize = async (windowId, width, height) => {
    this.size = { width, height };
  };
  tab = async () => (this.closed ? null : { url: this.url, active: this.active });
  mayCapture = async () => this.allowed;
  mayUse = async () => true;
  snapshot = async () => this.archive;

  picture = async () => {
    this.pictures += 1;
    return new Blob([Uint8Array.of(1)]);
  };

  onLoaded = (tabId, call) => {
    this.listeners.add(call);
    return () => this.listeners.delete(call);
  };

  load = async (tabId, url) => this.go(url);

  run = async (tabId, func, args) => {
    const { window } = this;
    if (!window) throw new Error('Frame with ID 0 is showing error page');
    const asked = window.eval(`(${func})`)(...args.map(handed));
    const answer = await Promise.race([asked, this.cut.promise]);
    return answer === undefined || window !== this.window
      ? null
      : JSON.parse(JSON.stringify(answer));
  };

  inject = async (tabId, files) => {
    for (const file of files) this.window.eval(readFileSync(new URL(file, EXTENSION), 'utf8'));
    return true;
  };

  // ------------------------------------------------------------- the site

  /** The person closes the window. */
  closeByHand() {
    this.closed = true;
    this.cut.reject(new Error('The tab was closed.'));
  }

  /** Another document, as when a link was followed. */
  go(url) {
    this.loaded.push(url);
    this.url = url;
    const page = this.pages[url];
    this.window?.close();
    this.window =
      page === undefined ? null : openDocument(typeof page === 'function' ? '' : page, url);
    if (typeof page === 'function') page(this.window, this);
    this.window?.document.addEventListener('click', (event) => {
      const link = event.target.closest('a[href]');
      if (link) setImmediate(() => this.go(link.href));
    });
    for (const call of this.listeners) call();
  }
}
