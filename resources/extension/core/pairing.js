/**
 * Pairing this browser with a desk: one try with one link, from the paste to the desk's word.
 */

import { PROTOCOL } from './channel.js';
import { CLOSE } from './connection.js';
import { Line } from './line.js';
import { LinkError, parseLink } from './pairing_link.js';
import { Disconnected } from './session.js';

const AWAKE_MS = 20_000;

/**
 * @typedef {{
 *   identity: import('./identity.js').Identity, clock: Clock, platform: Platform,
 *   openSocket: import('./line.js').OpenSocket, capabilities: () => Promise<string[]>,
 *   changed: () => void,
 *   paired: (line: Line, authOk: HubMessage) => Promise<void>,
 *   handler: Pick<import('./line.js').LineHandler, 'pushed' | 'closed'>,
 * }} PairingParts
 */

export class Pairing {
  #parts;
  /** @type {Line | null} */
  #line = null;
  /** @type {PairingStatus} */
  status = { step: 'opening', digits: '', hubName: '', reason: '' };

  /** @param {PairingParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {string} pasted @param {About} about */
  async begin(pasted, about) {
    try {
      const link = parseLink(pasted);
      const own = await this.#parts.identity.candidate();
      const line = await this.#dial(link, { own, hubKey: link.hubKey, about, link });
      await this.#ask(line, link, own);
    } catch (error) {
      this.#fail(error instanceof LinkError ? error.reason : this.#reasonOf(error));
    }
  }

  /** The person saw other digits than the desk shows: somebody may be listening. */
  differ() {
    this.#fail('differ');
  }

  /** @param {PairingLink} link @param {OpeningPlan} plan @returns {Promise<Line>} */
  #dial(link, plan) {
    const { openSocket, clock, handler } = this.#parts;
    return new Promise((resolve, reject) => {
      this.#line = new Line(link.hubUrl, plan, openSocket, clock, {
        opened: resolve,
        pushed: handler.pushed,
        closed: (line, close) => {
          reject(new Disconnected(String(close.code)));
          if (this.status.step === 'done') handler.closed(line, close);
        },
      });
    });
  }

  /** @param {Line} line @param {PairingLink} link @param {KeyPair} own */
  async #ask(line, link, own) {
    const { identity, capabilities, paired } = this.#parts;
    const { digits, hub } = /** @type {import('./channel.js').Channel} */ (line.channel);
    this.#become({ step: 'compare', digits, hubName: hub.hubName });
    const awake = this.#stayAwake();
    try {
      const said = { protocol: PROTOCOL, linkId: link.linkId, capabilities: await capabilities() };
      const { data } = await line.session.open('pair', said, 'pair_ok');
      const { agentId } = data;
      const device = { agentId, hubUrl: link.hubUrl, hubKey: link.hubKey, ...hub, deviceName: '' };
      await identity.adopt(device, own);
      const authOk = await line.session.open('pair_confirm', { agentId }, 'auth_ok');
      this.#become({ step: 'done' });
      await paired(line, authOk);
    } finally {
      awake();
    }
  }

  /** The desk may take minutes, and its silence must not put the worker to sleep. */
  #stayAwake() {
    const { clock, platform } = this.#parts;
    let timer = /** @type {unknown} */ (null);
    const beat = () => {
      void platform.stayAwake();
      timer = clock.setTimeout(beat, AWAKE_MS);
    };
    beat();
    return () => clock.clearTimeout(timer);
  }

  /** @param {unknown} error */
  #reasonOf(error) {
    if (!(error instanceof Disconnected)) return 'broken';
    return this.status.step === 'compare' ? 'notAllowed' : 'noAnswer';
  }

  /** @param {string} reason */
  #fail(reason) {
    if (this.status.step === 'done' || this.status.step === 'failed') return;
    this.#become({ step: 'failed', reason });
    this.#line?.close(CLOSE.normal);
  }

  /** @param {Partial<PairingStatus>} news */
  #become(news) {
    this.status = { ...this.status, ...news };
    this.#parts.changed();
  }
}
