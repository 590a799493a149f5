import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage, plain } from './support/page.js';
import { FakeSite } from './support/site.js';
import { recipe, record, SITE, startWork } from './support/work.js';

const ROW = 50;
const VIEW = 400;
const EXTRACT = {
  evidence: { type: 'place', source: 'test' },
  items: ['[role="article"]'],
  fields: { title: { from: [{ attribute: 'aria-label' }], required: true } },
  key: ['title'],
};

/**
 * A list as the heavy sites have it: only what is near the view is in the document, it is drawn a
 * moment after the scroll event, and more is loaded when the end comes near.
 */
function virtualFeed(window, { total, batch = 20, delay = 5, end = true, jumpy = false }) {
  const { document } = window;
  document.body.innerHTML = '<div role="feed" style="overflow-y: scroll"></div>';
  const feed = document.querySelector('[role="feed"]');
  let top = 0;
  let loaded = Math.min(batch, total);
  let jumps = jumpy ? 3 : 0;
  const draw = () => {
    const first = Math.max(0, Math.floor(top / ROW) - 1);
    const last = Math.min(loaded, Math.ceil((top + VIEW) / ROW) + 1);
    const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
    const marks = end && loaded === total && last === total ? '<p class="end"></p>' : '';
    feed.innerHTML =
      rows.map((n) => `<div role="article" aria-label="Place ${n}"></div>`).join('') + marks;
    if (last >= loaded - 2 && loaded < total) {
      setTimeout(() => {
        loaded = Math.min(total, loaded + batch);
        draw();
      }, delay * 3);
    }
  };
  Object.defineProperties(feed, {
    clientHeight: { value: VIEW },
    scrollHeight: { get: () => loaded * ROW },
    scrollTop: {
      get: () => top,
      set: (wanted) => {
        let place = wanted;
        // A page that moves further than it was told, as scroll anchoring does.
        if (jumps > 0 && wanted > top) {
          jumps -= 1;
          place = wanted + VIEW;
        }
        top = Math.max(0, Math.min(place, loaded * ROW - VIEW));
        setTimeout(draw, delay);
      },
    },
  });
  draw();
}

const ADDRESS = `http://${SITE}/search?q=dentists`;
const step = (more = {}) => ({
  type: 'scrollFeed',
  feed: ['[role="feed"]'],
  end: [{ selectors: ['.end'] }],
  limit: '{{limit}}',
  rounds: 3,
  settle: { quietMs: 20, timeoutMs: 400 },
  extract: EXTRACT,
  timeout: 300,
  ...more,
});

async function scrolled(feed, steps, more) {
  const site = new FakeSite({ [ADDRESS]: (window) => virtualFeed(window, feed) });
  const work = await startWork(site, recipe(steps), more);
  const output = await work.ended;
  const titles = (await work.findings()).map(({ title }) => title);
  return { output, titles, ...work };
}

test('a virtualised feed of 120 gives 120, each once, in order', async () => {
  const { output, titles } = await scrolled({ total: 120 }, [step()]);
  assert.deepEqual(
    titles,
    Array.from({ length: 120 }, (_, n) => `Place ${n}`),
  );
  assert.deepEqual([output.rows, output.ended, output.notes.length], [120, 'limit', 0]);
});

test('its end mark ends it below the limit', async () => {
  const { output } = await scrolled({ total: 33 }, [step()]);
  assert.deepEqual([output.rows, output.ended], [33, 'end']);
});

test('a feed that moves further than it was told loses nothing: two views share a row', async () => {
  const { titles } = await scrolled({ total: 60, jumpy: true }, [step()]);
  assert.equal(new Set(titles).size, 60);
});

test('the limit ends it, to the row, and pictures are made on the way', async () => {
  const { output, titles, sent } = await scrolled(
    { total: 100 },
    [step({ capture: { everyRows: 20, kind: 'results' } })],
    { kept: record({ input: { query: 'dentists', limit: 41 } }) },
  );
  assert.equal(titles.length, 41);
  assert.equal(output.ended, 'limit');
  assert.equal((await sent('job:proof')).length, 2);
  const progress = await sent('job:progress');
  assert.ok(progress.length >= 3);
  assert.ok(progress.at(-1).progress >= 90);
});

test('a list that stops without saying that it ended leaves a note', async () => {
  const stalled = { code: 'feed_stalled', message: { en: 'It stopped.' } };
  const { output } = await scrolled({ total: 30, end: false }, [step({ stalled })]);
  assert.deepEqual(
    [output.rows, output.ended, output.notes],
    [30, 'end', [{ code: 'feed_stalled', message: 'It stopped.' }]],
  );
});

test('near the most that a site shows, the end is told as capped', async () => {
  const cap = { rows: 25, code: 'capped', message: { en: 'No more than this.' } };
  const { output } = await scrolled({ total: 30 }, [step({ cap })]);
  assert.deepEqual([output.ended, output.notes[0].code], ['capped', 'capped']);
});

test('a run that is taken over reads the feed from its top, and sends what is new', async () => {
  const site = new FakeSite({ [ADDRESS]: (window) => virtualFeed(window, { total: 40 }) });
  site.go(ADDRESS);
  const feed = site.window.document.querySelector('[role="feed"]');
  feed.scrollTop = 600;
  const keys = [0, 1, 2, 3].map((n) => `Place ${n}`);
  const kept = record({ tabId: 2, windowId: 1, keys, rows: 4 });
  const { ended, findings } = await startWork(site, recipe([step()]), { kept });
  assert.equal((await ended).rows, 40);
  assert.equal((await findings()).length, 36);
});

test('a feed that is not there is changed markup, with its selectors', async () => {
  const site = new FakeSite({ [ADDRESS]: '<main></main>' });
  const { ended } = await startWork(site, recipe([step({ timeout: 40 })]));
  await assert.rejects(
    ended,
    (error) => error.code === 'changed_markup' && /role=.*feed/.test(error.message),
  );
});

test('a feed without rows is changed markup, not a good end', async () => {
  const site = new FakeSite({ [ADDRESS]: '<div role="feed"><p class="end"></p></div>' });
  const { ended } = await startWork(site, recipe([step()]));
  await assert.rejects(ended, { code: 'changed_markup' });
});

test('trouble inside a feed is told before anything is read', async () => {
  const { page, context } = openPage('<div role="feed"></div><p id="captcha"></p>');
  const round = {
    ...step(),
    troubles: [{ index: 2, when: { selectors: ['#captcha'] } }],
    quietMs: 1,
    timeoutMs: 5,
    patienceMs: 5,
  };
  assert.deepEqual(plain((await page.call('feedRound', round, context)).ok), { trouble: 2 });
});
