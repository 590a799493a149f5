/**
 * The beat of a connection: renews the leases, keeps the worker awake, notices a dead line.
 */

const ANSWER_MS = 30_000;
const LINE_AGE_MS = 23 * 3_600_000;
const LINE_FRAMES = 2 ** 23;

export class Heart {
  #parts;
  /** @type {unknown} */
  #timer = null;
  /** @type {unknown} */
  #overdue = null;
  #since = 0;

  /**
   * @param {{clock: Clock, seconds: () => number, stayAwake: () => Promise<void>,
   *   ask: () => Promise<HubMessage>, heard: (data: any) => Promise<void>,
   *   dead: () => void, used: () => number, old: () => void}} parts
   */
  constructor(parts) {
    this.#parts = parts;
  }

  start() {
    this.stop();
    this.#since = this.#parts.clock.now();
    this.#next();
  }

  stop() {
    this.#parts.clock.clearTimeout(this.#timer);
    this.#answered();
  }

  #answered() {
    this.#parts.clock.clearTimeout(this.#overdue);
    this.#overdue = null;
  }

  #next() {
    this.#timer = this.#parts.clock.setTimeout(
      () => void this.#beat(),
      this.#parts.seconds() * 1_000,
    );
  }

  async #beat() {
    const { clock, stayAwake, ask, heard, dead } = this.#parts;
    this.#next();
    // A later beat does not excuse an earlier one that was not answered.
    this.#overdue ??= clock.setTimeout(dead, ANSWER_MS);
    void stayAwake();
    try {
      const { data } = await ask();
      this.#answered();
      await heard(data);
      this.#retire();
    } catch {
      // The line ended or the hub refused: the one is told elsewhere, the other is overdue.
    }
  }

  /** A line that grew old is given up before the hub does it. */
  #retire() {
    const { clock, used, old } = this.#parts;
    if (clock.now() - this.#since > LINE_AGE_MS || used() > LINE_FRAMES) old();
  }
}
