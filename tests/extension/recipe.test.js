import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Stopped } from '../../resources/extension/recipe/errors.js';
import { until } from './support/clock.js';
import { FakeSite } from './support/site.js';
import { recipe, record, SITE, startWork } from './support/work.js';

const START = `http://${SITE}/search?q=dentists`;
const EXTRACT = {
  evidence: { type: 'web_result', source: 'test' },
  items: ['li'],
  fields: {
    title: { from: [{ selectors: ['b'] }], required: true },
    url: { from: [{ selectors: ['a'], attribute: 'href' }], transforms: ['url'] },
    phone: { from: [{ selectors: ['i'] }] },
  },
  key: ['url'],
  confidence: { high: ['phone'], medium: ['url'] },
};
const expectRows = {
  type: 'expect',
  condition: { selectors: ['li'] },
  timeout: 2_000,
  error: { code: 'changed_markup', message: { en: 'No rows.', ar: 'لا صفوف.' } },
};

function rows(from, to) {
  const items = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return items
    .map((n) => `<li><b>Row ${n}</b><a href="/r/${n}"></a>${n % 2 ? '<i>06 555</i>' : ''}</li>`)
    .join('');
}

const list = (from, to, more = '') => `<title>Results</title><ul>${rows(from, to)}</ul>${more}`;

// ---------------------------------------------------------------- the whole

test('steps run in order; findings, proofs, report and numbers come of it', async () => {
  const site = new FakeSite({ [START]: list(1, 3) });
  const { ended, run, sent, findings } = await startWork(
    site,
    recipe([
      expectRows,
      {
        type: 'if',
        condition: { selectors: ['.none'] },
        then: [{ type: 'close' }],
        else: [{ type: 'extract', extract: EXTRACT }],
      },
      { type: 'capture', what: 'viewport', kind: 'results' },
      { type: 'capture', what: 'page', kind: 'page' },
    ]),
  );
  const output = await ended;
  assert.equal(output.rows, 3);
  assert.equal(output.ended, 'end');
  assert.deepEqual(output.fields, {
    title: { filled: 3, of: 3 },
    url: { filled: 3, of: 3 },
    phone: { filled: 2, of: 3 },
  });
  assert.deepEqual(
    output.steps.map(({ index, type }) => [index, type]),
    [
      [0, 'expect'],
      [3, 'extract'],
      [1, 'if'],
      [4, 'capture'],
      [5, 'capture'],
    ],
  );
  const [first, second] = await findings();
  assert.equal(first.title, 'Row 1');
  assert.deepEqual(first.snippet, { phone: '06 555' });
  assert.equal(first.confidence, 'high');
  assert.equal(second.confidence, 'medium');
  assert.equal(first.key, `http://${SITE}/r/1`);
  const proofs = await sent('job:proof');
  assert.deepEqual(
    proofs.map(({ kind, mime, width, pageUrl, title }) => ({ kind, mime, width, pageUrl, title })),
    [
      { kind: 'results', mime: 'image/jpeg', width: 4, pageUrl: START, title: 'Results' },
      {
        kind: 'page',
        mime: 'multipart/related',
        width: undefined,
        pageUrl: START,
        title: 'Results',
      },
    ],
  );
  assert.equal(run.record.screenshots, 1);
  assert.ok(site.closed);
});

test('slots land in addresses and typed values, encoded, and nowhere else', async () => {
  const query = 'a&b={{language}}"]';
  const address = `http://${SITE}/search?q=${encodeURIComponent(`${query} Amman`)}`;
  let typed = '';
  const site = new FakeSite({
    [address]: (window) => {
      window.document.body.innerHTML = list(1, 1, '<input>');
      window.document.addEventListener('change', (event) => {
        typed = event.target.value;
      });
    },
  });
  const { ended } = await startWork(
    site,
    recipe([
      { type: 'change', selectors: ['input'], value: '{{query|trim|lower}}/{{unknown}}' },
      { type: 'extract', extract: EXTRACT },
    ]),
    { kept: record({ input: { query: ` ${query}`.trim(), location: 'Amman' } }) },
  );
  await ended;
  assert.equal(typed, `${query.toLowerCase()}/`);
});

// ------------------------------------------------------------------ failures

test('a failed step is named, with its selectors, after a picture', async () => {
  const site = new FakeSite({ [START]: list(1, 1) });
  const { ended, sent } = await startWork(
    site,
    recipe([{ type: 'click', title: 'Open it', selectors: ['#none', 'aria/Go'], timeout: 60 }]),
  );
  await assert.rejects(
    ended,
    (error) =>
      error.code === 'element_not_found' &&
      error.retryable &&
      /Open it/.test(error.message) &&
      /#none.*aria\/Go/.test(error.message),
  );
  assert.deepEqual(
    (await sent('job:proof')).map(({ kind }) => kind),
    ['failure'],
  );
});

test('an expectation fails by the name and the words of the recipe, in the language of the job', async () => {
  const site = new FakeSite({ [START]: '<p></p>' });
  const { ended } = await startWork(site, recipe([{ ...expectRows, timeout: 60 }]), {
    kept: record({ input: { query: 'dentists', language: 'ar' } }),
  });
  await assert.rejects(ended, { code: 'changed_markup', message: 'لا صفوف.', retryable: false });
});

test('an optional step may fail', async () => {
  const site = new FakeSite({ [START]: list(1, 1) });
  const { ended, sent } = await startWork(
    site,
    recipe([
      { type: 'click', selectors: ['#none'], timeout: 40, optional: true },
      { type: 'extract', extract: EXTRACT },
    ]),
  );
  assert.equal((await ended).rows, 1);
  assert.equal((await sent('job:log'))[0].level, 'warn');
});

test('a page that cannot be loaded is told as such', async () => {
  const site = new FakeSite({});
  const { ended } = await startWork(site, recipe([expectRows]));
  await assert.rejects(ended, { code: 'navigation_failed', retryable: true });
});

test('a list without rows is no success', async () => {
  const site = new FakeSite({ [START]: '<ul></ul>' });
  const { ended } = await startWork(site, recipe([{ type: 'extract', extract: EXTRACT }]));
  await assert.rejects(ended, { code: 'changed_markup' });
});

test('a picture that the browser refuses fails the step by a name', async () => {
  const site = new FakeSite({ [START]: list(1, 1) });
  site.picture = async () => {
    throw new Error('The file was gone.');
  };
  const { ended } = await startWork(
    site,
    recipe([{ type: 'capture', what: 'viewport', kind: 'results' }]),
  );
  await assert.rejects(ended, { code: 'capture_failed', retryable: true });
});

test('without leave to take pictures the pages themselves are kept, and it is noted once', async () => {
  const site = new FakeSite({ [START]: list(1, 1) });
  site.allowed = false;
  const picture = { type: 'capture', what: 'viewport', kind: 'results' };
  const { ended, sent } = await startWork(
    site,
    recipe([picture, picture, { type: 'extract', extract: EXTRACT }]),
  );
  const { notes } = await ended;
  assert.equal(site.pictures, 0);
  assert.deepEqual(
    notes.map(({ code }) => code),
    ['no_pictures'],
  );
  assert.deepEqual(
    (await sent('job:proof')).map(({ mime }) => mime),
    ['multipart/related', 'multipart/related'],
  );
});

test('a site that the person did not allow in this browser is not opened', async () => {
  const site = new FakeSite({ [START]: list(1, 1) });
  site.mayUse = async () => false;
  const { ended } = await startWork(site, recipe([expectRows]));
  await assert.rejects(ended, { code: 'not_allowed_here', retryable: false });
  assert.deepEqual(site.loaded, []);
});

test('a file that is more than the desk takes is left out and told', async () => {
  const site = new FakeSite({ [START]: list(1, 1) });
  site.archive = new Uint8Array(1_000_001);
  const { ended, sent } = await startWork(
    site,
    recipe([
      { type: 'capture', what: 'page', kind: 'page' },
      { type: 'extract', extract: EXTRACT },
    ]),
  );
  await ended;
  assert.equal((await sent('job:proof')).length, 0);
  assert.match((await sent('job:log'))[0].message, /1000001 bytes/);
});

test('where the browser has no archives the document itself is kept', async () => {
  const site = new FakeSite({ [START]: `<!doctype html>${list(1, 1)}` });
  site.archive = null;
  const { ended, sent, database } = await startWork(
    site,
    recipe([
      { type: 'extract', extract: EXTRACT },
      { type: 'capture', what: 'page', kind: 'page' },
    ]),
  );
  await ended;
  const [proof] = await sent('job:proof');
  assert.equal(proof.mime, 'text/html');
  assert.match(
    new TextDecoder().decode(await database.get('files', proof.assetId)),
    /^<!doctype html>\n<html>.*Row 1/s,
  );
});

test('never a picture of another tab', async () => {
  const site = new FakeSite({ [START]: list(1, 1) });
  site.active = false;
  const { ended } = await startWork(
    site,
    recipe([{ type: 'capture', what: 'viewport', kind: 'results' }]),
  );
  await assert.rejects(ended, { code: 'hidden' });
  assert.equal(site.pictures, 0);
});

test('a window that the person closed ends the run by name', async () => {
  const site = new FakeSite({ [START]: '<p></p>' });
  const { ended } = await startWork(site, recipe([expectRows]));
  await until(() => site.window);
  site.closeByHand();
  await assert.rejects(ended, { code: 'window_closed', retryable: true });
});

// --------------------------------------------------------------------- hosts

test('a recipe does not navigate to a host that is not its own', async () => {
  const site = new FakeSite({ [START]: list(1, 1) });
  const { ended } = await startWork(
    site,
    recipe([{ type: 'navigate', url: 'https://elsewhere.example/' }]),
  );
  await assert.rejects(ended, { code: 'left_hosts' });
  assert.deepEqual(site.loaded, [START]);
});

test('another port is another host', async () => {
  const site = new FakeSite({ [START]: list(1, 1) });
  const { ended } = await startWork(
    site,
    recipe([{ type: 'navigate', url: 'http://127.0.0.1:8001/' }]),
  );
  await assert.rejects(ended, { code: 'left_hosts' });
});

test('no script runs on a page outside the hosts, and a page that went there ends the run', async () => {
  const site = new FakeSite({
    [START]: (_, here) => here.go('http://elsewhere.example/'),
    'http://elsewhere.example/': '<li><b>x</b></li>',
  });
  const { ended } = await startWork(site, recipe([expectRows]));
  await assert.rejects(ended, { code: 'left_hosts' });
  assert.equal(site.window.proofdeskPage, undefined);
});

test('a rule for the address explains a page outside the hosts', async () => {
  const away = 'http://consent.example/ask';
  const site = new FakeSite({ [START]: list(1, 2), [away]: '<p>Consent</p>' });
  const load = site.load;
  site.load = async () => {
    site.load = load;
    site.go(away);
  };
  const { ended, run } = await startWork(
    site,
    recipe([expectRows, { type: 'extract', extract: EXTRACT }], {
      trouble: [
        {
          when: { not: { selectors: ['li'] } },
          report: 'empty',
          code: 'empty',
          message: { en: 'x' },
        },
        {
          when: { url: '^http://consent\\.' },
          report: 'needs_user',
          reason: 'consent',
          message: { en: 'Choose.' },
        },
      ],
    }),
  );
  await until(() => run.record.needs);
  assert.equal(run.record.needs.reason, 'consent');
  site.go(START);
  assert.equal((await ended).rows, 2);
});

// ------------------------------------------------------------------- trouble

const CAPTCHA = {
  when: { selectors: ['#captcha'] },
  report: 'needs_user',
  reason: 'captcha',
  message: { en: 'Solve it.' },
};

test('what needs a person waits with a picture, and goes on by itself when it is gone', async () => {
  const site = new FakeSite({ [START]: list(1, 2, '<form id="captcha"></form>') });
  const { ended, run, sent } = await startWork(
    site,
    recipe([expectRows, { type: 'extract', extract: EXTRACT }], { trouble: [CAPTCHA] }),
  );
  await until(() => run.record.needs);
  const [raised] = await sent('job:needs_user');
  const [picture] = await sent('job:proof');
  assert.equal(raised.message, 'Solve it.');
  assert.equal(raised.assetId, picture.assetId);
  assert.equal(picture.kind, 'needs_user');
  site.window.document.querySelector('#captcha').remove();
  assert.equal((await ended).rows, 2);
  assert.equal(run.record.needs, null);
});

test('saying that it is solved while it is not raises the flag again', async () => {
  const site = new FakeSite({ [START]: list(1, 2, '<form id="captcha"></form>') });
  const { ended, run, sent } = await startWork(
    site,
    recipe([expectRows, { type: 'extract', extract: EXTRACT }], { trouble: [CAPTCHA] }),
  );
  await until(() => run.record.needs);
  run.solve();
  await until(async () => (await sent('job:needs_user')).length === 2);
  site.go(START);
  site.window.document.querySelector('#captcha').remove();
  run.solve();
  await ended;
});

test('trouble that is an error ends the run by its name and wait', async () => {
  const site = new FakeSite({ [START]: '<p>Too many requests</p>' });
  const { ended } = await startWork(
    site,
    recipe([expectRows], {
      trouble: [
        {
          when: { text: ['too many requests'] },
          report: 'error',
          code: 'RATE_LIMITED',
          retryable: true,
          retryAfterSeconds: 900,
          message: { en: 'Later.' },
        },
      ],
    }),
  );
  await assert.rejects(ended, {
    code: 'RATE_LIMITED',
    retryable: true,
    retryAfterSeconds: 900,
    message: 'Later.',
  });
});

test('a site that says it has nothing ends the run well, with a picture of it', async () => {
  const site = new FakeSite({ [START]: '<p>No results found</p>' });
  const { ended, sent } = await startWork(
    site,
    recipe([expectRows], {
      trouble: [
        {
          when: { text: ['no results'] },
          report: 'empty',
          code: 'empty',
          message: { en: 'Nothing.' },
        },
      ],
    }),
  );
  const output = await ended;
  assert.deepEqual([output.rows, output.ended], [0, 'empty']);
  assert.deepEqual(
    (await sent('job:proof')).map(({ kind }) => kind),
    ['results'],
  );
});

test('a note is taken once, into log and result', async () => {
  const site = new FakeSite({ [START]: list(1, 2, '<p>limited view</p>') });
  const { ended, sent } = await startWork(
    site,
    recipe([expectRows, expectRows, { type: 'extract', extract: EXTRACT }], {
      trouble: [
        {
          when: { text: ['limited view'] },
          report: 'note',
          code: 'limited_view',
          message: { en: 'Few.' },
        },
      ],
    }),
  );
  const output = await ended;
  assert.deepEqual(output.notes, [{ code: 'limited_view', message: 'Few.' }]);
  assert.equal((await sent('job:log')).length, 1);
});

// ----------------------------------------------------------------- the person

test('a cancel ends the run at once and closes its window', async () => {
  const site = new FakeSite({ [START]: '<p></p>' });
  const { ended, run } = await startWork(site, recipe([{ ...expectRows, timeout: 30_000 }]));
  await until(() => site.window);
  run.stop(new Stopped('cancelled'));
  await assert.rejects(ended, { by: 'cancelled' });
  assert.ok(site.closed);
});

test('a page that nobody can see is not read until somebody can', async () => {
  const site = new FakeSite({ [START]: list(1, 2) });
  const feed = {
    type: 'scrollFeed',
    feed: ['ul'],
    end: [{ selectors: ['li'] }],
    limit: 2,
    rounds: 2,
    settle: { quietMs: 10, timeoutMs: 100 },
    extract: EXTRACT,
  };
  const { ended, run } = await startWork(site, recipe([expectRows, feed]));
  await until(() => site.window);
  Object.defineProperty(site.window.document, 'hidden', { value: true, configurable: true });
  await until(() => run.record.needs);
  assert.match(run.record.needs.message, /hidden or covered/);
  assert.equal(run.record.rows, 0);
  Object.defineProperty(site.window.document, 'hidden', { value: false });
  run.solve();
  assert.equal((await ended).rows, 2);
});

// --------------------------------------------------------------------- pages

const NEXT = (n) => `<a id="next" href="/search?q=dentists&p=${n}">Next</a>`;
const PAGES = {
  [START]: list(1, 3, NEXT(2)),
  [`${START}&p=2`]: list(3, 5, NEXT(3)),
  [`${START}&p=3`]: list(6, 7),
};
const paginate = (more = {}) => ({
  type: 'paginate',
  next: ['#next'],
  maxPages: 20,
  limit: '{{limit}}',
  extract: EXTRACT,
  timeout: 2_000,
  capture: { everyPages: 2, kind: 'results' },
  ...more,
});

test('pages are read to the last one, each row once', async () => {
  const site = new FakeSite(PAGES);
  const { ended, findings, sent } = await startWork(site, recipe([paginate()]));
  const output = await ended;
  assert.equal(output.ended, 'no_more_pages');
  assert.deepEqual(
    (await findings()).map(({ title }) => title),
    [1, 2, 3, 4, 5, 6, 7].map((n) => `Row ${n}`),
  );
  assert.equal((await sent('job:proof')).length, 1);
  const [progress] = (await sent('job:progress')).slice(-1);
  assert.equal(progress.checkpoint.page, 3);
  assert.equal(progress.checkpoint.rows, 7);
});

test('the limit ends it, to the row', async () => {
  const { ended, findings } = await startWork(new FakeSite(PAGES), recipe([paginate()]), {
    kept: record({ input: { query: 'dentists', limit: 4 } }),
  });
  assert.equal((await ended).ended, 'limit');
  assert.equal((await findings()).length, 4);
});

test('so do as many pages as the recipe wants', async () => {
  const { ended } = await startWork(new FakeSite(PAGES), recipe([paginate({ maxPages: 2 })]));
  const output = await ended;
  assert.deepEqual([output.ended, output.rows], ['capped', 5]);
});

test('a page that changes its rows in place is another page', async () => {
  const site = new FakeSite({
    [START]: (window) => {
      window.document.body.innerHTML = list(1, 2, '<button id="next">Next</button>');
      window.document.querySelector('#next').addEventListener('click', () => {
        window.document.body.innerHTML = list(3, 4);
      });
    },
  });
  const { ended } = await startWork(site, recipe([paginate()]));
  assert.equal((await ended).rows, 4);
});

test('a run that a new worker takes over goes on in its tab, and sends no row twice', async () => {
  const site = new FakeSite(PAGES);
  site.go(`${START}&p=2`);
  const keys = [1, 2, 3, 4, 5].map((n) => `http://${SITE}/r/${n}`);
  const kept = record({
    tabId: 2,
    windowId: 1,
    keys,
    rows: 5,
    cursor: { part: 0, step: 0, page: 2, url: `${START}&p=2`, rows: 5 },
  });
  const { ended, findings } = await startWork(site, recipe([expectRows, paginate()]), { kept });
  assert.equal((await ended).rows, 7);
  assert.deepEqual(
    (await findings()).map(({ title }) => title),
    ['Row 6', 'Row 7'],
  );
  assert.deepEqual(site.loaded, [`${START}&p=2`, `${START}&p=3`]);
});

test('a later attempt begins on the page to which the first had come', async () => {
  const site = new FakeSite(PAGES);
  const kept = record({ cursor: { part: 0, step: 0, page: 3, url: `${START}&p=3`, rows: 5 } });
  const { ended, findings } = await startWork(site, recipe([paginate()]), { kept });
  await ended;
  assert.deepEqual(
    (await findings()).map(({ title }) => title),
    ['Row 6', 'Row 7'],
  );
  assert.deepEqual(site.loaded, [`${START}&p=3`]);
});

test('what a run has brought already is not brought again when it goes on', async () => {
  const site = new FakeSite({ [START]: list(1, 2) });
  const kept = record({
    cursor: { part: 0, step: 2, page: 1, url: '', rows: 2 },
    keys: ['a', 'b'],
    rows: 2,
  });
  const { ended, findings, sent } = await startWork(
    site,
    recipe([
      expectRows,
      { type: 'extract', extract: EXTRACT },
      { type: 'capture', what: 'viewport', kind: 'end' },
    ]),
    { kept },
  );
  await ended;
  assert.equal((await findings()).length, 0);
  assert.deepEqual(
    (await sent('job:proof')).map(({ kind }) => kind),
    ['end'],
  );
});

// ------------------------------------------------------------------- lookups

test('places without website or phone are looked up on the web, each for itself', async () => {
  const places = {
    ...EXTRACT,
    fields: {
      title: EXTRACT.fields.title,
      website: { from: [{ selectors: ['a'], attribute: 'href' }] },
      phone: EXTRACT.fields.phone,
      address: { from: [{ selectors: ['u'] }] },
    },
    key: ['title'],
  };
  const maps = recipe([{ type: 'extract', extract: places }], { id: 'google_maps' });
  const web = recipe([expectRows, paginate()], {
    id: 'google_search',
    start: 'https://{host}/web?q={{search|url}}',
    trouble: [
      { when: { text: ['nothing'] }, report: 'empty', code: 'empty', message: { en: 'x' } },
    ],
  });
  const site = new FakeSite({
    [START]:
      '<li><b>Whole</b><a href="https://w/"></a><i>06 555</i></li><li><b>Bare</b><u>Street 1</u></li><li><b>Lost</b></li>',
    [`http://${SITE}/web?q=Bare%20Street%201`]: list(1, 9),
    [`http://${SITE}/web?q=Lost`]: '<p>nothing</p>',
  });
  const { ended, findings } = await startWork(site, [maps, web], {
    kept: record({ type: 'google_maps_search', connector: 'google_maps' }),
  });
  const output = await ended;
  assert.equal(output.rows, 3 + 5);
  const found = (await findings()).filter(
    ({ type, snippet }) => type === 'web_result' && snippet.place,
  );
  assert.deepEqual(
    found.map(({ snippet }) => snippet.place),
    Array(5).fill('Bare'),
  );
  assert.equal(found[0].key, `http://${SITE}/r/1 Bare`);
  assert.equal(site.loaded.length, 3);
});

test('a lookup that cannot be read costs a note, not the job', async () => {
  const maps = recipe([{ type: 'extract', extract: EXTRACT }], { id: 'google_maps' });
  const web = recipe([{ ...expectRows, timeout: 60 }], {
    id: 'google_search',
    start: 'https://{host}/web?q={{search|url}}',
  });
  const site = new FakeSite({ [START]: list(1, 1), [`http://${SITE}/web?q=Row%201`]: '<p></p>' });
  const { ended } = await startWork(site, [maps, web], {
    kept: record({ type: 'google_maps_search', connector: 'google_maps' }),
  });
  const output = await ended;
  assert.equal(output.rows, 1);
  assert.equal(output.notes[0].code, 'lookup_failed');
});

test('a connector that the hub does not have fails the job for good', async () => {
  const { ended } = await startWork(new FakeSite({}), recipe([]), {
    kept: record({ connector: 'other' }),
  });
  await assert.rejects(ended, { code: 'NOT_SUPPORTED', retryable: false });
});
