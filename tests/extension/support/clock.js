/** A clock that stands still until it is told to go on. */
export class FakeClock {
  #now = 1_000_000;
  #next = 1;
  #timers = new Map();

  now() {
    return this.#now;
  }

  setTimeout(call, ms) {
    const timer = this.#next;
    this.#next += 1;
    this.#timers.set(timer, { at: this.#now + ms, call });
    return timer;
  }

  clearTimeout(timer) {
    this.#timers.delete(timer);
  }

  /** How long until the next timer, or null when none is set. */
  get nextIn() {
    const due = [...this.#timers.values()].map(({ at }) => at);
    return due.length ? Math.min(...due) - this.#now : null;
  }

  /** Let time pass: timers ring in their order, and what they start is given its turns. */
  async pass(ms) {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers]
        .filter(([, { at }]) => at <= end)
        .sort((a, b) => a[1].at - b[1].at);
      if (!due.length) break;
      const [timer, { at, call }] = due[0];
      this.#timers.delete(timer);
      this.#now = at;
      call();
      await turns();
    }
    this.#now = end;
    await turns();
  }
}

/** Give everything that is ready to run its turn. */
export async function turns(count = 20) {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}

/** The first answer of `look` that is true; fails after a while. */
export async function until(look, what = String(look)) {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await look();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`it did not come: ${what}`);
}
