/**
 * The job's own window with its one tab: never one of the person's. All that a recipe does to a
 * page goes through here, and here its hosts are held.
 */

import { pass } from '../core/clock.js';
import { OffHosts, PageGone, RunError, windowClosed } from './errors.js';
import { isAllowed } from './hosts.js';
import { callPage, PAGE_FILES, pageToken } from './injection.js';

const ANSWER_MS = 15_000;
const AGAIN_MS = 100;

export class JobTab {
  #platform;
  #clock;
  #signal;
  /** @type {string[]} */
  #hosts = [];
  /** @type {Pick<PageContext, 'labels' | 'ownHosts'>} */
  #context = { labels: {}, ownHosts: null };

  /** Of the document that the page side is in. */
  #token = '';

  /** The page said that nobody can see it. */
  hidden = false;

  /**
   * @param {Platform} platform @param {Clock} clock @param {AbortSignal} signal
   * @param {{windowId: number, tabId: number}} place
   */
  constructor(platform, clock, signal, { windowId, tabId }) {
    this.#platform = platform;
    this.#clock = clock;
    this.#signal = signal;
    this.windowId = windowId;
    this.tabId = tabId;
  }

  /** From now on the tab serves this recipe, on these hosts. @param {Recipe} recipe
   *  @param {string[]} hosts */
  serve(recipe, hosts) {
    this.#hosts = hosts;
    this.#context = { labels: recipe.labels, ownHosts: recipe.ownHosts ?? null };
  }

  /** Where the tab is. @returns {Promise<string>} empty when the browser does not tell */
  async url() {
    return (await this.#tab()).url ?? '';
  }

  /** Whether the tab stands on a host that it may work on. */
  async isAtHome() {
    return isAllowed(await this.url(), this.#hosts);
  }

  /** @param {string} url @param {number} timeoutMs */
  async navigate(url, timeoutMs) {
    if (!isAllowed(url, this.#hosts)) {
      throw new RunError('left_hosts', `${url} is not on a host of this connector.`);
    }
    await this.#whileRunning(this.#platform.load(this.tabId, url, timeoutMs));
  }

  /** Which document an earlier worker left here; empty when it has no page side.
   *  @returns {Promise<string>} */
  async recognise() {
    const home = await this.isAtHome();
    const token = home && (await this.#platform.run(this.tabId, pageToken, []).catch(() => null));
    this.#token = token || '';
    return this.#token;
  }

  /** Call the page side. Rejects with PageGone when the document went away meanwhile.
   *  @param {string} name @param {object} [parameters] @param {number} [withinMs] */
  async call(name, parameters = {}, withinMs = 0) {
    const answer = await this.#ask(name, parameters, withinMs);
    if (!('err' in answer)) {
      this.hidden = answer.hidden;
      return answer.ok;
    }
    const { code, message } = answer.err;
    if (code === 'off_hosts') throw new OffHosts(message);
    throw new RunError(code, message, { retryable: code === 'element_not_found' });
  }

  /** The same, tried again for as long as documents go away. @param {string} name
   *  @param {object} [parameters] @param {number} [withinMs] */
  async insist(name, parameters = {}, withinMs = 0) {
    const end = this.#clock.now() + ANSWER_MS;
    for (;;) {
      try {
        return await this.call(name, parameters, withinMs);
      } catch (error) {
        if (!(error instanceof PageGone) || this.#clock.now() >= end) throw error;
        await this.#whileRunning(pass(this.#clock, AGAIN_MS));
      }
    }
  }

  /** A picture of what is seen in the tab. Only of this tab: another one is nobody's business. */
  async picture() {
    await this.#front();
    const picture = await this.#platform.picture(this);
    await this.#front();
    return picture;
  }

  snapshot() {
    return this.#platform.snapshot(this.tabId);
  }

  async close() {
    await this.#platform.closeWindow(this.windowId);
  }

  async #front() {
    if (!(await this.#tab()).active) {
      throw new RunError('hidden', 'Another tab stands before the one of the job.', {
        retryable: true,
      });
    }
  }

  async #tab() {
    this.#signal.throwIfAborted();
    const tab = await this.#platform.tab(this.tabId);
    if (!tab) throw windowClosed();
    return tab;
  }

  /** @param {string} name @param {object} parameters @param {number} withinMs
   *  @returns {Promise<PageAnswer>} */
  async #ask(name, parameters, withinMs) {
    const { url = '' } = await this.#tab();
    if (!isAllowed(url, this.#hosts)) throw new OffHosts(url);
    const context = { ...this.#context, hosts: this.#hosts };
    const call = () => this.#inPage(callPage, [name, parameters, context], withinMs);
    const answer = await call();
    if (!('err' in answer) || answer.err.code !== 'absent') return answer;
    await this.#whileRunning(this.#platform.inject(this.tabId, PAGE_FILES)).catch((error) =>
      this.#explain(error),
    );
    this.#token = await this.#inPage(pageToken, []);
    return call();
  }

  /** What the page answers; a page that is gone or silent rejects with PageGone.
   *  @param {(...args: any[]) => unknown} func @param {unknown[]} args @param {number} [withinMs] */
  async #inPage(func, args, withinMs = 0) {
    const { gone, stop } = this.#replaced(withinMs + ANSWER_MS);
    try {
      const asked = this.#platform.run(this.tabId, func, args);
      const answer = await this.#whileRunning(Promise.race([asked, gone]));
      // Browsers give null when the document of a call went away under it.
      if (answer) return answer;
    } catch (error) {
      await this.#explain(error);
    } finally {
      stop();
    }
    throw new PageGone('the page did not answer');
  }

  /** Browsers keep a document that was left frozen, and a call in it then never ends: so whenever
   *  one is loaded while a call is under way, it is looked whether it is still the same.
   *  @param {number} latestMs when a silent page counts as gone too */
  #replaced(latestMs) {
    /** @type {PromiseWithResolvers<null>} */
    const { promise: gone, resolve } = Promise.withResolvers();
    const say = () => resolve(null);
    const look = () => void this.#isAnother().then((another) => another && say(), say);
    const timer = this.#clock.setTimeout(say, latestMs);
    const forget = this.#platform.onLoaded(this.tabId, look);
    const stop = () => {
      forget();
      this.#clock.clearTimeout(timer);
    };
    return { gone, stop };
  }

  async #isAnother() {
    if (!(await this.isAtHome())) return true;
    return (await this.#platform.run(this.tabId, pageToken, [])) !== this.#token;
  }

  /** @param {any} error @returns {Promise<never>} */
  async #explain(error) {
    this.#signal.throwIfAborted();
    if (/error page/i.test(error?.message ?? '')) {
      throw new RunError('navigation_failed', 'The page could not be loaded.', { retryable: true });
    }
    await this.#tab();
    throw new PageGone(String(error?.message ?? error));
  }

  /** Nothing outlives the run. @template T @param {Promise<T>} work @returns {Promise<T>} */
  #whileRunning(work) {
    const signal = this.#signal;
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal.reason);
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    });
  }
}
