/** A publication whole: the recipe over a small site, a desk that answers as it is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { contentDigest } from '../../resources/extension/core/content.js';
import { Disconnected, Refused } from '../../resources/extension/core/session.js';
import { Stopped } from '../../resources/extension/recipe/errors.js';
import { until } from './support/clock.js';
import { FakeSite } from './support/site.js';
import { FakeDesk, recipe, record, SITE, startWork } from './support/work.js';

const WALL = `http://${SITE}/wall`;
const PROFILE = `http://${SITE}/@mona`;
const POST = `http://${SITE}/@mona/1`;
const TEXT = 'مرحبا بكم 🎉\nالسبت';
const PERMIT = { permit: 'permit', ttlSeconds: 15 };

const COMMIT = {
  type: 'commit',
  selectors: ['#post'],
  enabled: { selectors: ['#post:not([disabled])'] },
  shortcut: ['Control+Enter'],
  accepted: { selectors: ['#out'] },
  refused: [
    {
      when: { selectors: ['#error'] },
      code: 'site_error',
      message: { en: 'It says no.', ar: 'لا.' },
    },
  ],
  timeout: 700,
};
const POSTS = {
  items: ['article'],
  text: [{ selectors: ['p'] }],
  link: [{ selectors: ['a'], attribute: 'href' }],
};
const STEPS = [
  {
    type: 'readAccount',
    handle: [{ selectors: ['#me'] }],
    loggedOut: { selectors: ['#login'] },
    timeout: 1_000,
  },
  {
    type: 'uploadMedia',
    selectors: ['#files'],
    ready: { selectors: ['.picture'], count: '{{mediaCount}}' },
    timeout: 1_000,
  },
  { type: 'typeText', selectors: ['#text'] },
  { type: 'capture', what: 'viewport', kind: 'before' },
  COMMIT,
  { type: 'capture', what: 'viewport', kind: 'after' },
  {
    type: 'readPermalink',
    from: [{ selectors: ['#out'], attribute: 'href' }],
    find: { start: 'https://{host}/@{{handle|url}}', ...POSTS },
    id: '/@mona/(\\d+)$',
    timeout: 400,
  },
  { type: 'capture', what: 'viewport', kind: 'permalink' },
  { type: 'capture', what: 'page', kind: 'page' },
];

const publishing = (steps = STEPS, more = {}) =>
  recipe(steps, {
    id: 'wall',
    kind: 'publish',
    platform: 'practice',
    version: 3,
    start: 'https://{host}/wall',
    ...more,
  });

/** What the site does when its button is pressed. */
const ANSWERS = {
  accepts: (document) =>
    document.body.insertAdjacentHTML('beforeend', `<a id=out href=${POST}>out</a>`),
  refuses: (document) => document.body.insertAdjacentHTML('beforeend', '<p id=error>no</p>'),
  silent: () => undefined,
  leaves: (document, site) => setImmediate(() => site.go(`http://${SITE}/elsewhere`)),
};

/** A wall that counts its presses. `posted`: what stands on the profile. */
function wallSite({
  answer = 'accepts',
  me = '@Mona',
  posted = null,
  prepare = () => undefined,
} = {}) {
  const presses = [];
  const shown = posted === null ? '' : `<article><p>${posted}</p><a href="${POST}">1</a></article>`;
  const site = new FakeSite({
    [WALL]: (window, self) => {
      const { document } = window;
      document.body.innerHTML =
        `${me ? `<a id=me>${me}</a>` : '<form id=login></form>'}<textarea id=text></textarea>` +
        '<input type=file id=files><button id=post>Post</button>';
      document.getElementById('post').addEventListener('click', () => {
        presses.push(document.getElementById('text').value);
        ANSWERS[answer](document, self);
      });
      prepare(document, self);
    },
    [PROFILE]: shown,
    [POST]: `<article><p>${posted ?? TEXT}</p></article>`,
    [`http://${SITE}/elsewhere`]: '<p>elsewhere</p>',
  });
  return { site, presses };
}

async function input(more = {}) {
  return {
    postId: 'p',
    variantId: 'v',
    account: { platform: 'practice', handle: 'mona' },
    text: TEXT,
    media: [],
    contentDigest: await contentDigest(TEXT, null, []),
    commit: 'agent',
    ...more,
  };
}

async function begin({ wall = wallSite(), more = {}, kept = {}, steps, ...rest } = {}) {
  const run = record({
    type: 'PUBLISH_VARIANT',
    connector: 'wall',
    input: await input(more),
    ...kept,
  });
  const work = await startWork(wall.site, publishing(steps), { kept: run, ...rest });
  return { ...work, ...wall };
}

const kinds = async (sent) => (await sent('job:proof')).map(({ kind }) => kind);

// ------------------------------------------------------------------ it is out

test('a post goes out once, with all six parts of its proof', async () => {
  const { ended, sent, desk, presses, journal, run } = await begin();
  const output = await ended;
  assert.deepEqual(presses, [TEXT]);
  assert.equal(output.permalink, POST);
  assert.equal(output.platformPostId, '1');
  assert.equal(output.accepted, true);
  assert.deepEqual(output.account, { handle: 'Mona', displayName: '' });
  assert.match(output.publishedAt, /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual(await kinds(sent), ['before', 'after', 'permalink', 'page', 'log']);
  const [permit] = desk.said('job:permit');
  assert.deepEqual(permit, {
    jobId: 'job',
    epoch: 1,
    contentDigest: await contentDigest(TEXT, null, []),
    account: { platform: 'practice', handle: 'mona' },
  });
  const [submitted] = await sent('job:submitted');
  assert.equal(submitted.permit, 'permit');
  const entry = await journal.of(run.ref);
  assert.equal(entry.state, 'pressed');
  assert.equal(new Date(entry.at).toISOString(), submitted.at);
  const log = (await sent('job:proof')).at(-1);
  assert.equal(log.mime, 'application/json');
});

test('the intent is in the journal before anything is pressed', async () => {
  const states = [];
  const wall = wallSite();
  const desk = new FakeDesk();
  const work = await begin({
    wall: wallSite({
      prepare: (document) =>
        document.getElementById('post').addEventListener('click', () => {
          states.push(work.journal.of(work.run.ref));
        }),
    }),
    desk,
  });
  await work.ended;
  assert.equal((await states[0]).state, 'intent');
  assert.equal(wall.presses.length, 0);
});

test('pictures come from the desk, go in as files, and are waited for', async () => {
  const wall = wallSite({
    prepare: (document, self) => {
      const area = document.getElementById('files');
      // jsdom has no transfers; what matters here is what the page is handed.
      const { window } = self;
      window.DataTransfer = class {
        list = [];
        items = { add: (file) => this.list.push(file) };
        get files() {
          return this.list;
        }
      };
      Object.defineProperty(area, 'files', {
        set: (files) => {
          for (const file of files)
            document.body.insertAdjacentHTML(
              'beforeend',
              `<i class=picture>${file.name} ${file.size}</i>`,
            );
        },
      });
    },
  });
  const desk = new FakeDesk();
  desk.files.set('m1', new Uint8Array(1_000_000).fill(7));
  const media = [
    { mediaId: 'm1', mime: 'image/png', name: 'a.png', sizeBytes: 9, sha256: 'a'.repeat(64) },
  ];
  const seen = [];
  desk.answers['job:permit'] = ({ contentDigest: digest }) => {
    seen.push(digest, wall.site.window.document.querySelector('.picture').textContent);
    return PERMIT;
  };
  const { ended } = await begin({ wall, desk, more: { media } });
  await ended;
  assert.deepEqual(seen, [await contentDigest(TEXT, null, ['a'.repeat(64)]), 'a.png 1000000']);
});

test('a link goes out with its text, and counts for itself in the digest', async () => {
  const link = 'https://shop.example/sale';
  const { ended, presses, desk } = await begin({ more: { link } });
  await ended;
  assert.deepEqual(presses, [`${TEXT}\n\n${link}`]);
  assert.equal(desk.said('job:permit')[0].contentDigest, await contentDigest(TEXT, link, []));
});

test('an error that is shown although the post is out does not hide it', async () => {
  const wall = wallSite({ answer: 'refuses', posted: TEXT });
  const { ended, sent } = await begin({ wall });
  const output = await ended;
  assert.equal(output.permalink, POST);
  assert.equal(output.accepted, false);
  assert.ok((await kinds(sent)).includes('after'));
});

test('a page that leaves under the press is looked for, and told when it is found', async () => {
  const wall = wallSite({ answer: 'leaves', posted: TEXT });
  const { ended, sent, presses } = await begin({ wall });
  assert.equal((await ended).permalink, POST);
  assert.equal(presses.length, 1);
  assert.equal((await sent('job:submitted')).length, 1);
});

// ------------------------------------------------------------- it is not out

test('another account than the one that is meant: nothing is typed', async () => {
  const wall = wallSite({ me: '@somebody' });
  const { ended, desk, presses, accounts, site } = await begin({ wall });
  await assert.rejects(ended, { code: 'ACCOUNT_MISMATCH', retryable: false });
  assert.equal(site.window.document.getElementById('text').value, '');
  assert.deepEqual([desk.asked, presses], [[], []]);
  assert.deepEqual(accounts.told, [{ platform: 'practice', handle: 'somebody' }]);
});

test('nobody signed in: the person is asked, and the run goes on by itself', async () => {
  const wall = wallSite({ me: '' });
  const { ended, run, site, presses } = await begin({ wall });
  await until(() => run.record.needs?.reason === 'login');
  site.window.document.getElementById('login').outerHTML = '<a id=me>@mona</a>';
  await ended;
  assert.equal(presses.length, 1);
});

test('a site that says no, and shows nothing, rejected it', async () => {
  const wall = wallSite({ answer: 'refuses' });
  const { ended, sent } = await begin({ wall });
  await assert.rejects(ended, { code: 'REJECTED_BY_SITE', message: 'site_error: It says no.' });
  assert.equal((await sent('job:submitted')).length, 1);
});

test('a site that says nothing, and shows nothing, leaves it unknown', async () => {
  const wall = wallSite({ answer: 'silent' });
  const { ended, run, journal } = await begin({ wall });
  await assert.rejects(ended, { code: 'OUTCOME_UNKNOWN', retryable: false });
  assert.equal((await journal.of(run.ref)).state, 'pressed');
});

test('a text that changed after it was typed is not asked for', async () => {
  const wall = wallSite({
    prepare: (document) => {
      const area = document.getElementById('text');
      area.addEventListener('input', () => setTimeout(() => (area.value = 'other'), 400));
    },
  });
  const steps = STEPS.with(3, {
    type: 'waitForElement',
    selectors: ['#late'],
    timeout: 600,
    optional: true,
  });
  const { ended, desk, presses } = await begin({ wall, steps });
  await assert.rejects(ended, { code: 'text_not_accepted' });
  assert.deepEqual([desk.said('job:permit'), presses], [[], []]);
});

const refusal = (reason) =>
  new Refused({ code: 'PERMIT_REFUSED', message: reason, details: { reason } });

test('without a permit nothing is pressed, and each reason has its end', async () => {
  const cases = {
    paused: { code: 'PERMIT_REFUSED', retryable: true },
    pacing: { code: 'PERMIT_REFUSED', retryable: true },
    sibling: { code: 'PERMIT_REFUSED', retryable: false },
    digest: { code: 'PERMIT_REFUSED', retryable: false },
    account: { code: 'ACCOUNT_MISMATCH', retryable: false },
    lease: { by: 'abandoned' },
    cancelled: { by: 'cancelled' },
  };
  for (const [reason, expected] of Object.entries(cases)) {
    const desk = new FakeDesk();
    desk.answers['job:permit'] = () => refusal(reason);
    const { ended, presses, journal, run } = await begin({ desk });
    await assert.rejects(ended, expected, reason);
    assert.deepEqual([presses, await journal.of(run.ref)], [[], null], reason);
  }
});

test('a line that ends under the question costs the try', async () => {
  const desk = new FakeDesk();
  desk.answers['job:permit'] = () => new Disconnected('gone');
  const { ended, presses } = await begin({ desk });
  await assert.rejects(ended, { code: 'offline', retryable: true });
  assert.equal(presses.length, 0);
});

test('a permit that comes too late is given back, and asked for again', async () => {
  const desk = new FakeDesk();
  let permits = 0;
  desk.answers['job:permit'] = () => ({
    permit: `p${(permits += 1)}`,
    ttlSeconds: permits > 1 ? 15 : 0,
  });
  const { ended, presses, sent } = await begin({ desk });
  await ended;
  assert.equal(presses.length, 1);
  assert.deepEqual(
    desk.said('job:permit_return').map(({ permit }) => permit),
    ['p1'],
  );
  assert.equal((await sent('job:submitted'))[0].permit, 'p2');
});

test('a desk that was not heard just before gets its permit back', async () => {
  const desk = new FakeDesk();
  desk.fresh = false;
  const { ended, presses, journal, run } = await begin({ desk });
  await assert.rejects(ended, { code: 'button_not_ready', retryable: true });
  assert.deepEqual([presses, desk.said('job:permit_return').length], [[], 1]);
  assert.equal(await journal.of(run.ref), null);
});

test('a permit that the desk does not take back leaves it unknown', async () => {
  const desk = new FakeDesk();
  desk.fresh = false;
  desk.answers['job:permit_return'] = () => new Refused({ code: 'INVALID', message: 'unknown' });
  const { ended, presses, journal, run } = await begin({ desk });
  await assert.rejects(ended, { code: 'OUTCOME_UNKNOWN' });
  assert.equal(presses.length, 0);
  assert.equal((await journal.of(run.ref)).state, 'intent');
});

test('a dry run does everything but press, and leaves nothing behind', async () => {
  const wall = wallSite({ me: '@somebody' });
  const work = await startWork(
    wall.site,
    publishing(STEPS, { discard: [{ type: 'navigate', url: `https://{host}/elsewhere` }] }),
    {
      kept: record({
        type: 'PUBLISH_VARIANT',
        connector: 'wall',
        input: await input({ dryRun: true }),
      }),
    },
  );
  const { steps, ms, ...output } = await work.ended;
  assert.deepEqual(output, {
    dryRun: true,
    account: 'somebody',
    text: true,
    button: true,
    notes: [],
  });
  assert.ok(steps.length > 1 && Number.isInteger(ms));
  assert.deepEqual([wall.presses, work.desk.asked], [[], []]);
  assert.deepEqual(await kinds(work.sent), ['before']);
  assert.equal(wall.site.url, `http://${SITE}/elsewhere`);
});

test('a dry run tells what it did not find, and ends well all the same', async () => {
  const cases = [
    [(document) => (document.getElementById('post').disabled = true), { text: true, button: false }],
    [(document) => document.getElementById('post').remove(), { text: true, button: false }],
    [
      (document) => document.body.insertAdjacentHTML('beforeend', '<button id=post>Post</button>'),
      { text: true, button: false },
    ],
    [
      (document) => {
        const area = document.getElementById('text');
        area.addEventListener('input', () => setTimeout(() => (area.value = 'other'), 200));
      },
      { text: false, button: true },
    ],
  ];
  for (const [prepare, expected] of cases) {
    const wall = wallSite({ prepare });
    const steps = STEPS.with(3, {
      type: 'waitForElement',
      selectors: ['#late'],
      timeout: 400,
      optional: true,
    }).with(4, { ...COMMIT, timeout: 400 });
    const kept = record({
      type: 'PUBLISH_VARIANT',
      connector: 'wall',
      input: await input({ dryRun: true }),
    });
    const { ended } = await startWork(wall.site, publishing(steps), { kept });
    const { text, button } = await ended;
    assert.deepEqual({ text, button }, expected);
    assert.deepEqual(wall.presses, []);
  }
});

// --------------------------------------------------- a worker that took over

/** The first worker dies when the desk is asked for `at`; a second one goes on in the same tab. */
async function takenOver({ wall, kill, reload = false, desk = new FakeDesk() }) {
  const first = await begin({ wall, desk: kill.desk ?? new FakeDesk() });
  await kill.when(first);
  first.run.stop(new Stopped('abandoned'), true);
  await first.ended.catch(() => undefined);
  // The worker died; its window did not.
  wall.site.closed = false;
  if (reload) wall.site.go(WALL);
  const second = await startWork(wall.site, publishing(), {
    kept: { ...first.run.record, windowId: 1, tabId: 2, needs: null },
    database: first.database,
    desk,
  });
  return { first, ...second };
}

test('a worker that died after the press finds the permalink in the same tab', async () => {
  const wall = wallSite();
  const { ended, sent, desk } = await takenOver({
    wall,
    kill: { when: ({ sent: said }) => until(async () => (await said('job:submitted')).length) },
  });
  assert.equal((await ended).permalink, POST);
  assert.equal(wall.presses.length, 1);
  assert.deepEqual(desk.said('job:permit'), []);
  assert.ok((await sent('job:submitted')).length >= 2);
});

test('a worker that died after the press, and its page with it, looks and never presses', async () => {
  for (const posted of [TEXT, null]) {
    const wall = wallSite({ posted });
    const { ended } = await takenOver({
      wall,
      reload: true,
      kill: { when: ({ sent: said }) => until(async () => (await said('job:submitted')).length) },
    });
    if (posted) assert.equal((await ended).permalink, POST);
    else await assert.rejects(ended, { code: 'OUTCOME_UNKNOWN' });
    assert.equal(wall.presses.length, 1);
  }
});

/** Dies between the journal and the press. */
function beforeThePress() {
  const desk = new FakeDesk();
  const reached = Promise.withResolvers();
  desk.heardWithin = () => {
    reached.resolve();
    throw new Stopped('abandoned');
  };
  return { desk, when: () => reached.promise };
}

test('an intent for which the page vouches is given back, and the run goes on', async () => {
  const wall = wallSite();
  const { ended, desk } = await takenOver({ wall, kill: beforeThePress() });
  assert.equal((await ended).permalink, POST);
  assert.equal(wall.presses.length, 1);
  assert.equal(desk.said('job:permit_return').length, 1);
  assert.equal(desk.said('job:permit').length, 1);
});

test('an intent for which nobody vouches is unknown, and never pressed', async () => {
  const wall = wallSite();
  const { ended, desk } = await takenOver({ wall, reload: true, kill: beforeThePress() });
  await assert.rejects(ended, { code: 'OUTCOME_UNKNOWN' });
  assert.deepEqual([wall.presses, desk.asked], [[], []]);
});

test('an intent that the desk does not take back is unknown, and never pressed', async () => {
  const wall = wallSite();
  const desk = new FakeDesk();
  desk.answers['job:permit_return'] = () => new Refused({ code: 'INVALID', message: 'unknown' });
  const { ended, run, journal } = await takenOver({ wall, desk, kill: beforeThePress() });
  await assert.rejects(ended, { code: 'OUTCOME_UNKNOWN' });
  assert.equal(wall.presses.length, 0);
  assert.equal(await journal.tells(run.record.input.account, TEXT), 'intent');
});

test('nobody can stop a run while its permit is out', async () => {
  const desk = new FakeDesk();
  desk.answers['job:permit'] = () => {
    work.run.stop(new Stopped('cancelled'));
    work.run.stop(new Stopped('abandoned'));
    return PERMIT;
  };
  const work = await begin({ desk });
  assert.equal((await work.ended).permalink, POST);
  assert.equal(work.run.wish.by, 'cancelled');
});

// ------------------------------------------------------------ a person presses

async function asked(options = {}) {
  const work = await begin({ more: { commit: 'operator' }, ...options });
  await until(() => work.run.record.needs?.press);
  return work;
}

test('a person is told to press, and no permit is asked for before they are ready', async () => {
  const { run, desk, sent, site } = await asked();
  assert.deepEqual(run.record.needs.press, {
    button: 'Post',
    platform: 'practice',
    handle: 'Mona',
    displayName: '',
    text: TEXT,
    pictures: 0,
    screenshot: true,
    until: null,
    refused: '',
  });
  const [told] = await sent('job:needs_user');
  assert.equal(told.reason, 'confirm');
  assert.equal('press' in told, false);
  assert.deepEqual(desk.asked, []);
  site.window.document.getElementById('post').click();
  assert.equal(site.window.document.querySelector('#out'), null);
  run.stop(new Stopped('stopped_here'));
});

test('“I am ready” asks for the permit; one that lapses unpressed goes back and may come again', async () => {
  const desk = new FakeDesk();
  desk.answers['job:permit'] = () => ({ permit: 'short', ttlSeconds: 0.3 });
  const { run, ended, presses: pressed, journal } = await asked({ desk });
  run.solve();
  await until(() => run.record.needs.press.until);
  await until(() => desk.said('job:permit_return').length === 1);
  await until(() => run.record.needs.press.until === null);
  assert.equal(await journal.of(run.ref), null);
  run.solve();
  await until(() => desk.said('job:permit_return').length === 2);
  run.stop(new Stopped('stopped_here'));
  await assert.rejects(ended, { by: 'stopped_here' });
  assert.deepEqual(pressed, []);
});

test('a refusal that may pass is told to the person, who may try again', async () => {
  const desk = new FakeDesk();
  desk.answers['job:permit'] = () => refusal('paused');
  const { run } = await asked({ desk });
  run.solve();
  await until(() => run.record.needs.press.refused === 'paused');
  desk.answers = {};
  run.solve();
  await until(() => run.record.needs.press.until);
  run.stop(new Stopped('stopped_here'));
  await until(() => desk.said('job:permit_return').length);
});

test('“Do not post” with a permit out gives it back first', async () => {
  const { run, ended, desk, journal } = await asked();
  run.solve();
  await until(() => run.record.needs.press.until);
  run.stop(new Stopped('stopped_here'));
  await assert.rejects(ended, { by: 'stopped_here' });
  assert.equal(desk.said('job:permit_return').length, 1);
  assert.equal(await journal.of(run.ref), null);
});

test('a page loaded anew costs the try before a permit, and the certainty with one', async () => {
  const before = await asked();
  before.site.go(WALL);
  await assert.rejects(before.ended, { code: 'guard_lost', retryable: true });
  const during = await asked();
  during.run.solve();
  await until(() => during.run.record.needs.press.until);
  during.site.go(WALL);
  await assert.rejects(during.ended, { code: 'OUTCOME_UNKNOWN' });
});

test('who may not press by the options of this browser leaves it to the person', async () => {
  const { run } = await begin({ mayPress: false });
  await until(() => run.record.needs?.press);
  run.stop(new Stopped('stopped_here'));
});

// -------------------------------------------------------------------- looking

const verifying = recipe(
  [
    { type: 'findPost', ...POSTS, id: '/@mona/(\\d+)$' },
    { type: 'capture', what: 'viewport', kind: 'look' },
  ],
  {
    id: 'wall_verify',
    kind: 'verify',
    platform: 'practice',
    start: 'https://{host}/@{{handle|url}}',
  },
);

async function look(posted, journal = null) {
  const wall = wallSite({ posted });
  const account = { platform: 'practice', handle: '@mona' };
  const kept = record({
    type: 'VERIFY_POST',
    connector: 'wall',
    input: { runId: 'r', account, text: TEXT, mediaCount: 0, after: '2026-11-27T10:00:00.000Z' },
  });
  const work = await startWork(wall.site, [publishing(), verifying], { kept });
  if (journal)
    await work.journal.write({ jobId: 'j', epoch: 1, account, text: TEXT, at: 1, state: journal });
  return { ...work, output: await work.ended };
}

test('a look finds the post, or says what it read instead and what the journal knows', async () => {
  const found = await look(TEXT);
  assert.deepEqual(found.output, {
    found: true,
    checked: 1,
    permalink: POST,
    platformPostId: '1',
    newest: { text: TEXT },
    detail: { mediaSeen: 0, mediaWanted: 0 },
    journal: 'none',
  });
  assert.deepEqual(await kinds(found.sent), ['look']);
  const missing = await look('Something else', 'pressed');
  assert.deepEqual(missing.output, {
    found: false,
    checked: 1,
    newest: { text: 'Something else' },
    journal: 'pressed',
  });
});
