/**
 * The extension's own pages (popup, pairing, options) that are open: what they are shown, what
 * they say.
 */

export class Viewers {
  /** @type {Set<chrome.runtime.Port>} */
  #ports = new Set();

  /** A page of a site can reach the extension only through a content script; those have no say.
   *  @param {chrome.runtime.Port} port */
  static isOurs(port) {
    const ours = chrome.runtime.getURL('ui/');
    return (
      port.name === 'ui' &&
      port.sender?.id === chrome.runtime.id &&
      (port.sender.url ?? '').startsWith(ours)
    );
  }

  /** @param {chrome.runtime.Port} port @param {Promise<import('./agent.js').Agent>} started */
  add(port, started) {
    this.#ports.add(port);
    port.onDisconnect.addListener(() => this.#ports.delete(port));
    port.onMessage.addListener(async (said) => this.#do(await started, said));
    void started.then(async (agent) => this.#post(port, await agent.status()));
  }

  /** @param {Status} status */
  show(status) {
    for (const port of this.#ports) this.#post(port, status);
  }

  /** @param {chrome.runtime.Port} port @param {Status} status */
  #post(port, status) {
    if (this.#ports.has(port)) port.postMessage({ status });
  }

  /** @param {import('./agent.js').Agent} agent @param {any} said */
  async #do(agent, { command, link, name }) {
    const { run } = agent.jobs;
    /** @type {Record<string, () => unknown>} */
    const commands = {
      pair: () => agent.pair(link, name),
      differ: () => agent.differ(),
      tryNow: () => agent.tryNow(),
      forget: () => agent.forget(),
      pause: () => run?.pause(true),
      goOn: () => run?.pause(false),
      stopJob: () => agent.stopJob(),
      showTab: () => agent.showTab(),
      solved: () => run?.solve(),
    };
    await commands[command]?.();
  }
}
