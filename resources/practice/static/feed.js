// A list that loads in batches and keeps only some twenty rows in the page, whatever it holds.

import { disguise, el } from "./common.js";

const KEPT = 22;
const GUESS = 128;
const AHEAD = 700;

/** `load(offset)` gives `{places, more, end}`; `make(place, index)` makes the element of a row. */
export class Feed {
  constructor(box, { load, make, loaded, ended }) {
    this.box = box;
    this.load = load;
    this.make = make;
    this.loaded = loaded;
    this.ended = ended;
    this.items = [];
    this.heights = [];
    this.shown = new Map();
    this.more = true;
    this.busy = false;
    this.space = el("div", { class: "feed-space" });
    this.box.append(this.space);
    this.box.addEventListener("scroll", () => this.update(), { passive: true });
    new ResizeObserver(() => this.update()).observe(this.box);
  }

  start() {
    return this.next();
  }

  async next() {
    if (this.busy || !this.more) return;
    this.busy = true;
    let batch;
    try {
      batch = await this.load(this.items.length);
    } catch {
      // The site is gone or has had enough: the list simply stays as it is.
      return;
    }
    this.items.push(...batch.places);
    this.more = batch.more;
    this.loaded(this.items, batch);
    this.update();
    if (!this.more) this.ended(batch);
    // A stalled list answers and brings nothing; asking again at once would be a busy loop.
    if (batch.places.length > 0 || !this.more) this.busy = false;
    this.update();
  }

  top(index) {
    let sum = 0;
    for (let at = 0; at < index; at += 1) sum += this.heights[at] ?? GUESS;
    return sum;
  }

  update() {
    const first = this.firstVisible();
    const from = Math.max(0, Math.min(first - 6, this.items.length - KEPT));
    const to = Math.min(this.items.length, from + KEPT);
    for (const [index, row] of this.shown) {
      if (index < from || index >= to) {
        row.remove();
        this.shown.delete(index);
      }
    }
    for (let index = from; index < to; index += 1) this.show(index);
    this.place();
    const below = this.space.offsetTop + this.top(this.items.length);
    if (this.box.scrollTop + this.box.clientHeight > below - AHEAD) this.next();
  }

  show(index) {
    if (this.shown.has(index)) return;
    const row = el("div", { class: "feed-row" }, this.make(this.items[index], index));
    disguise(row);
    const after = [...this.shown.keys()].filter((other) => other > index).sort((a, b) => a - b)[0];
    this.space.insertBefore(row, after === undefined ? null : this.shown.get(after));
    this.shown.set(index, row);
    this.heights[index] = row.offsetHeight;
  }

  place() {
    let top = this.top(Math.min(...this.shown.keys(), this.items.length));
    for (const index of [...this.shown.keys()].sort((a, b) => a - b)) {
      this.shown.get(index).style.transform = `translateY(${top}px)`;
      top += this.heights[index];
    }
    this.space.style.height = `${this.top(this.items.length)}px`;
  }

  firstVisible() {
    const line = this.box.scrollTop - this.space.offsetTop;
    let sum = 0;
    for (let index = 0; index < this.items.length; index += 1) {
      sum += this.heights[index] ?? GUESS;
      if (sum > line) return index;
    }
    return this.items.length;
  }
}
