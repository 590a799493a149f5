import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage, plain } from './support/page.js';

const LABELS = { next: { en: ['Next', 'Next page'], ar: ['التالي'] } };

function found(html, selectors) {
  const { page, document } = openPage(html);
  const { elements, alternative, of } = page.find(document, selectors, LABELS);
  return plain({ ids: elements.map((element) => element.id), alternative, of });
}

test('the first alternative that finds anything wins and is told', () => {
  assert.deepEqual(found('<p id="a"></p><b id="b"></b>', ['i', 'b', 'p']), {
    ids: ['b'],
    alternative: 2,
    of: 3,
  });
  assert.deepEqual(found('<p id="a"></p>', ['i', 'u']), { ids: [], alternative: 0, of: 2 });
});

test('aria/ compares the whole name, whatever gives it', () => {
  const html = `
    <button id="label" aria-label="Next"></button>
    <a id="text" href="/">  Next
      page </a>
    <span id="by">Next</span><div id="labelled" role="button" aria-labelledby="by"></div>
    <input id="submit" type="submit" value="Next">
    <label for="field">Next</label><input id="field">
    <img id="alt" alt="Next"><input id="hint" placeholder="Next"><a id="more" href="/">Next chapter</a>`;
  const { ids } = found(html, ['aria/{{labels.next}}']);
  assert.deepEqual(ids.sort(), ['alt', 'field', 'hint', 'label', 'labelled', 'submit', 'text']);
});

test('aria/ takes the words of every language, and a role', () => {
  assert.deepEqual(found('<a id="x" href="/">التالي</a>', ['aria/{{labels.next}}']).ids, ['x']);
  const two = '<a id="link" href="/">Go</a><button id="button">Go</button><h2 id="head">Go</h2>';
  assert.deepEqual(found(two, ['aria/Go[role="button"]']).ids, ['button']);
  assert.deepEqual(found(two, ['aria/Go[role="link"]']).ids, ['link']);
  assert.deepEqual(found(two, ['aria/Go[role="heading"]']).ids, ['head']);
});

test('a label that the recipe does not have finds nothing', () => {
  assert.deepEqual(found('<a href="/">undefined</a>', ['aria/{{labels.none}}']).ids, []);
});

test('text/ finds the smallest element, and never a script', () => {
  const html =
    '<div id="a"><p id="b">You’ve <b>reached</b> the end</p></div><script>reached the end</script>';
  assert.deepEqual(found(html, ["text/you've reached the end"]).ids, ['b']);
});

test('xpath/ finds elements only', () => {
  assert.deepEqual(found('<p id="a">x</p>', ['xpath///p']).ids, ['a']);
  assert.deepEqual(found('<p id="a">x</p>', ['xpath///p/text()']).ids, []);
});

test('pierce/ and chains go through open shadow roots, plain css does not', () => {
  const { page, document } = openPage('<div id="host"></div>');
  const root = document.getElementById('host').attachShadow({ mode: 'open' });
  root.innerHTML = '<div id="inner"></div>';
  root.getElementById('inner').attachShadow({ mode: 'open' }).innerHTML =
    '<button id="deep">Go</button>';
  const ids = (selectors) =>
    plain(page.find(document, selectors, LABELS).elements.map((element) => element.id));
  assert.deepEqual(ids(['#deep']), []);
  assert.deepEqual(ids(['pierce/#deep']), ['deep']);
  assert.deepEqual(ids([['#host', '#inner', 'button']]), ['deep']);
  assert.deepEqual(ids([['#host', '#inner', 'aria/Go']]), ['deep']);
  assert.deepEqual(ids([['#host', '#other', 'button']]), []);
});

test('a selector that is none is an error of the page call, and does not throw', async () => {
  const { page, context } = openPage('<p></p>');
  const { err } = await page.call('judge', { condition: { selectors: ['p['] } }, context);
  assert.equal(err.code, 'page_error');
  assert.match(err.message, /selector/i);
});
