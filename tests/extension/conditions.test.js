import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage, plain } from './support/page.js';

const LABELS = { end: { en: ["You've reached the end"], ar: ['نهاية القائمة'] } };
const HTML = `<main><p class="row"></p><p class="row"></p><p hidden class="gone"></p>
  <footer>YOU’VE   reached
   the end.</footer></main>`;

function judged(condition, html = HTML, url) {
  const { page, context } = openPage(html, { labels: LABELS, url });
  return page.judge(condition, context);
}

for (const [what, condition, expected] of [
  ['an element', { selectors: ['.row'] }, true],
  ['no element', { selectors: ['.none'] }, false],
  ['a later alternative', { selectors: ['.none', '.row'] }, true],
  ['as many or more', { selectors: ['.row'], count: 2 }, true],
  ['more than there are', { selectors: ['.row'], count: 3 }, false],
  ['exactly so many', { selectors: ['.row'], count: 1, operator: '==' }, false],
  ['at most so many', { selectors: ['.row'], count: 2, operator: '<=' }, true],
  ['none at all', { selectors: ['.none'], count: 0, operator: '==' }, true],
  ['a hidden one', { selectors: ['.gone'] }, true],
  ['a hidden one that must be seen', { selectors: ['.gone'], visible: true }, false],
  ['text, whatever case, blanks and apostrophes', { text: ["you've reached the end"] }, true],
  ['words of the labels', { text: ['{{labels.end}}'] }, true],
  ['other text', { text: ['captcha'] }, false],
  ['the address', { url: '^http://127\\.0\\.0\\.1/maps/' }, true],
  ['another address', { url: '/sorry' }, false],
  ['any', { any: [{ url: '/sorry' }, { selectors: ['.row'] }] }, true],
  ['all', { all: [{ url: '/maps' }, { selectors: ['.none'] }] }, false],
  ['not', { not: { all: [{ selectors: ['.none'] }] } }, true],
]) {
  test(`${what} is ${expected}`, () => assert.equal(judged(condition), expected));
}

test('waiting ends as soon as the condition holds, and says which alternative did', async () => {
  const { page, document, context } = openPage('<main></main>');
  const waiting = page.call(
    'wait',
    { met: { selectors: ['.a', '.b'] }, troubles: [], timeoutMs: 5_000 },
    context,
  );
  document.querySelector('main').innerHTML = '<p class="b"></p>';
  assert.deepEqual(plain((await waiting).ok), { met: true, alternative: 2, of: 2 });
});

test('waiting sees what changes without a mutation of the document', async () => {
  const { page, document, context } = openPage('<div></div>');
  const root = document.querySelector('div').attachShadow({ mode: 'open' });
  const waiting = page.call(
    'wait',
    { met: { selectors: ['pierce/b'] }, troubles: [], timeoutMs: 5_000 },
    context,
  );
  root.innerHTML = '<b></b>';
  assert.equal((await waiting).ok.met, true);
});

test('trouble comes before what is waited for, in its order', async () => {
  const { page, context } = openPage(HTML);
  const troubles = [
    { index: 4, when: { selectors: ['.none'] } },
    { index: 7, when: { selectors: ['.row'] } },
  ];
  const { ok } = await page.call(
    'wait',
    { met: { selectors: ['.row'] }, troubles, timeoutMs: 0 },
    context,
  );
  assert.deepEqual(plain(ok), { trouble: 7 });
});

test('a look for trouble alone ends at once, also when null was left out on the way', async () => {
  const { page, context } = openPage(HTML);
  for (const parameters of [
    { met: null, troubles: [], timeoutMs: 0 },
    { troubles: [], timeoutMs: 0 },
  ]) {
    assert.deepEqual(plain((await page.call('wait', parameters, context)).ok), { met: true });
  }
});

test('a wait has an end', async () => {
  const { page, context } = openPage(HTML);
  const { ok } = await page.call(
    'wait',
    { met: { selectors: ['.none'] }, troubles: [], timeoutMs: 30 },
    context,
  );
  assert.deepEqual(plain(ok), { timeout: true });
});

test('a condition that breaks ends the wait with its reason', async () => {
  const { page, context } = openPage(HTML);
  const { err } = await page.call(
    'wait',
    { met: { selectors: ['p['] }, troubles: [], timeoutMs: 5_000 },
    context,
  );
  assert.equal(err.code, 'page_error');
});
