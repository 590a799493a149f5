/**
 * One round of a feed that scrolls: read, scroll by less than a view, settle, read again.
 *
 * A virtualised feed drops what has left the view, so rows are read at every stop, and a stop must
 * share an item with the one before it; if it does not, the feed goes back half the way.
 */
(() => {
  const page = globalThis.proofdeskPage;
  const STEP_OF_VIEW = 0.8;
  const EDGE_PIXELS = 2;
  const HALVINGS = 4;

  /** @param {Element} element */
  function scrolls(element) {
    const { overflowY } = getComputedStyle(element);
    return element.scrollHeight > element.clientHeight && ['auto', 'scroll'].includes(overflowY);
  }

  /** The element that scrolls: the feed, an ancestor of it, or the page.
   *  @param {FeedRound} round @param {PageContext} context */
  function scroller(round, context) {
    const found = page.find(document, round.feed, context.labels).elements[0];
    if (!found) throw new page.PageError('element_not_found', 'the feed is not on the page');
    for (
      let element = /** @type {Element | null} */ (found);
      element;
      element = element.parentElement
    ) {
      if (scrolls(element)) return element;
    }
    return document.scrollingElement ?? document.documentElement;
  }

  /** @param {Element} feed */
  function atBottom(feed) {
    return feed.scrollTop + feed.clientHeight >= feed.scrollHeight - EDGE_PIXELS;
  }

  /** When nothing moved for `quietMs`, or the time is over.
   *  @param {Element} feed @param {number} quietMs @param {number} timeoutMs @returns {Promise<void>} */
  function settled(feed, quietMs, timeoutMs) {
    return new Promise((resolve) => {
      const end = () => {
        observer.disconnect();
        clearTimeout(quiet);
        clearTimeout(last);
        resolve();
      };
      let quiet = setTimeout(end, quietMs);
      const last = setTimeout(end, timeoutMs);
      const observer = new MutationObserver(() => {
        clearTimeout(quiet);
        quiet = setTimeout(end, quietMs);
      });
      observer.observe(feed, { childList: true, characterData: true, subtree: true });
    });
  }

  /** @param {Element} feed @param {number} top @param {FeedRound} round */
  async function moveTo(feed, top, round) {
    feed.scrollTop = top;
    await page.nextFrame();
    await settled(feed, round.quietMs, round.timeoutMs);
  }

  /** @param {ExtractedRows} before @param {ExtractedRows} after */
  function overlap(before, after) {
    if (!before.rows.length || !after.rows.length) return true;
    const keys = new Set(before.rows.map((row) => row.key));
    return after.rows.some((row) => keys.has(row.key));
  }

  /** Scroll on, and back by halves until the view shares an item with the one before.
   *  @param {Element} feed @param {FeedRound} round @param {ExtractedRows} before
   *  @param {PageContext} context */
  async function advance(feed, round, before, context) {
    const start = feed.scrollTop;
    let step = Math.max(1, feed.clientHeight * STEP_OF_VIEW);
    await moveTo(feed, start + step, round);
    let after = page.extract(round.extract, context);
    for (let halving = 0; halving < HALVINGS && !overlap(before, after); halving += 1) {
      step /= 2;
      await moveTo(feed, start + step, round);
      after = page.extract(round.extract, context);
    }
    return after;
  }

  /** At the end of what is loaded more may be on its way: wait for anything to change.
   *  @param {Element} feed @param {FeedRound} round @param {PageContext} context */
  async function patience(feed, round, context) {
    const height = feed.scrollHeight;
    const grew = () => (feed.scrollHeight > height || ended(round, context) ? true : null);
    await page.until(grew, round.patienceMs, feed);
    await settled(feed, round.quietMs, round.timeoutMs);
  }

  /** @param {FeedRound} round @param {PageContext} context */
  function ended(round, context) {
    return round.end.some((condition) => page.judge(condition, { ...context }));
  }

  /** @param {ExtractedRows[]} readings */
  function merged(readings) {
    const rows = new Map();
    for (const row of readings.flatMap((reading) => reading.rows)) {
      if (!rows.has(row.key)) rows.set(row.key, row);
    }
    return [...rows.values()];
  }

  /** @param {FeedRound} round @param {PageContext} context @returns {Promise<FeedOutcome>} */
  async function feedRound(round, context) {
    const trouble = page.trouble(round.troubles, context);
    if (trouble !== null) return { trouble };
    const feed = scroller(round, context);
    /** @type {HTMLElement} */ (feed).style.overflowAnchor = 'none';
    if (round.fromTop) await moveTo(feed, 0, round);
    const before = page.extract(round.extract, context);
    const after = await advance(feed, round, before, context);
    const readings = [before, after];
    if (atBottom(feed) && !ended(round, context)) {
      await patience(feed, round, context);
      readings.push(page.extract(round.extract, context));
    }
    const { alternative, of, skipped } = after;
    const end = atBottom(feed) && ended(round, context);
    return { rows: merged(readings), alternative, of, skipped, end, bottom: atBottom(feed) };
  }

  page.functions.feedRound = feedRound;
})();
