/**
 * When to be connected: one connection at a time, jittered backoff, and what each close means.
 *
 * A worker may die while it waits, so slow waits are remembered in `memory`, and an alarm calls
 * `wake` each half minute; timers serve the short waits only.
 */

import { CLOSE } from './connection.js';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;
const STEADY_MS = 10_000;
const MINUTE = 60_000;

/**
 * @typedef {'lost' | 'busy' | 'refused' | 'replaced' | 'outdated'} WaitReason
 * @typedef {{reason: WaitReason, attempts: number, nextTryAt: number}} Waited
 * @typedef {{load(): Promise<Waited | null>, save(waited: Waited | null): Promise<void>}} Memory
 * @typedef {{close(): void}} Dialled
 * @typedef {'off' | 'connecting' | 'online' | 'waiting'} LinkPhase
 */

/** @type {Record<WaitReason, (attempts: number) => number>} */
const WAITS = {
  lost: (attempts) => Math.min(LONGEST_MS, FIRST_MS * 2 ** attempts),
  busy: (attempts) => Math.min(MINUTE, 5_000 * 2 ** attempts),
  // The hub locks an address out for longer and longer; knocking sooner only prolongs it.
  refused: (attempts) => Math.min(60 * MINUTE, 30_000 * 2 ** attempts),
  replaced: () => 5 * MINUTE,
  outdated: () => 60 * MINUTE,
};

/** @type {Record<number, WaitReason>} */
const REASONS = {
  [CLOSE.refused]: 'refused',
  [CLOSE.replaced]: 'replaced',
  [CLOSE.unsupported]: 'outdated',
  [CLOSE.later]: 'busy',
};

export class Link {
  #dial;
  #clock;
  #memory;
  #changed;
  #random;
  /** @type {LinkPhase} */
  #phase = 'off';
  /** @type {WaitReason} */
  #reason = 'lost';
  #attempts = 0;
  #nextTryAt = 0;
  #onlineSince = 0;
  /** @type {unknown} */
  #timer = null;
  /** @type {Dialled | null} */
  #dialled = null;

  /**
   * @param {{dial: () => Dialled, clock: Clock, memory: Memory, changed: () => void,
   *   random?: () => number}} parts `dial` begins a connection and reports by `online` and `ended`
   */
  constructor({ dial, clock, memory, changed, random = Math.random }) {
    this.#dial = dial;
    this.#clock = clock;
    this.#memory = memory;
    this.#changed = changed;
    this.#random = random;
  }

  /** How it stands. */
  get view() {
    const waiting = this.#phase === 'waiting';
    return {
      phase: this.#phase,
      reason: this.#reason,
      attempts: this.#attempts,
      nextTryAt: waiting ? this.#nextTryAt : null,
    };
  }

  /** Begin: at once, unless an earlier worker was told to stay away for a while. */
  async start() {
    const waited = await this.#memory.load();
    if (this.#phase !== 'off') return;
    if (waited && waited.nextTryAt > this.#clock.now()) this.#resumeWait(waited);
    else this.#connect();
  }

  /** Close and stay closed. */
  stop() {
    this.#clock.clearTimeout(this.#timer);
    this.#become('off');
    this.#hangUp();
  }

  /** The person does not want to wait. */
  connectNow() {
    if (this.#phase === 'online' || this.#phase === 'connecting') return;
    this.#clock.clearTimeout(this.#timer);
    this.#connect();
  }

  /** The alarm rang: timers may have died with an earlier worker. */
  wake() {
    if (this.#phase === 'waiting' && this.#clock.now() >= this.#nextTryAt) this.connectNow();
  }

  /** Close the connection and open another one at once. */
  reopen() {
    if (this.#phase !== 'online') return;
    this.#hangUp();
    this.#connect();
  }

  /** Take over a line that was dialled elsewhere, to pair. @param {Dialled} dialled */
  adopt(dialled) {
    this.#clock.clearTimeout(this.#timer);
    this.#dialled = dialled;
  }

  /** The hub let us in. */
  online() {
    this.#onlineSince = this.#clock.now();
    this.#become('online');
    void this.#memory.save(null);
  }

  /** The connection ended. @param {Dialled} dialled @param {Close} close */
  ended(dialled, close) {
    if (dialled !== this.#dialled) return;
    this.#dialled = null;
    const reason = REASONS[close.code] ?? 'lost';
    if (this.#hadSteadyConnection() || reason !== this.#reason) this.#attempts = 0;
    this.#wait(reason);
  }

  #connect() {
    this.#become('connecting');
    this.#dialled = this.#dial();
  }

  #hangUp() {
    const dialled = this.#dialled;
    this.#dialled = null;
    dialled?.close();
  }

  #hadSteadyConnection() {
    return this.#phase === 'online' && this.#clock.now() - this.#onlineSince >= STEADY_MS;
  }

  /** @param {WaitReason} reason */
  #wait(reason) {
    const whole = WAITS[reason](this.#attempts);
    const delay = whole / 2 + (whole / 2) * this.#random();
    this.#reason = reason;
    this.#attempts += 1;
    this.#nextTryAt = this.#clock.now() + delay;
    void this.#memory.save(reason === 'lost' ? null : this.#waited());
    this.#schedule(delay);
  }

  /** @param {Waited} waited */
  #resumeWait(waited) {
    this.#reason = waited.reason;
    this.#attempts = waited.attempts;
    this.#nextTryAt = waited.nextTryAt;
    this.#schedule(waited.nextTryAt - this.#clock.now());
  }

  /** @param {number} delay */
  #schedule(delay) {
    this.#become('waiting');
    this.#timer = this.#clock.setTimeout(() => this.#connect(), delay);
  }

  #waited() {
    return { reason: this.#reason, attempts: this.#attempts, nextTryAt: this.#nextTryAt };
  }

  /** @param {LinkPhase} phase */
  #become(phase) {
    this.#phase = phase;
    this.#changed();
  }
}
