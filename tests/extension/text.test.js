import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage, plain } from './support/page.js';

function textOf(html) {
  const { page, document } = openPage(`<div id=editor>${html}</div>`);
  return page.textOf(document.getElementById('editor'));
}

// ------------------------------------------------------------- reading

test('each family of editors is read as a person sees it', () => {
  const families = {
    lines: '<p>one</p><p><br></p><p>three</p>',
    lexical:
      '<p dir="ltr"><span data-lexical-text="true">one</span></p><p><br></p><p><span>three</span></p>',
    breaks: '<p><span>one</span><br><br><span>three</span></p>',
    draft:
      '<div data-contents><div data-block><div><span><span data-text>one</span></span></div></div>' +
      '<div data-block><div><span><br data-text></span></div></div>' +
      '<div data-block><div><span><span data-text>three</span></span></div></div></div>',
    plain: 'one<div><br></div><div>three</div>',
  };
  for (const [family, html] of Object.entries(families)) {
    assert.equal(textOf(html), 'one\n\nthree', family);
  }
});

test('a break at the end of a line only keeps it open, two are a line', () => {
  assert.equal(textOf('<p>one<br></p>'), 'one');
  assert.equal(textOf('<p>one<br><br></p><p>two</p>'), 'one\n\ntwo');
});

test('pictures of letters are letters, what is not shown is not read', () => {
  assert.equal(
    textOf('<p>Hi <img alt="🎉"><span style="display:none">hidden</span>!</p>'),
    'Hi 🎉!',
  );
});

test('markup between blocks is no text', () => {
  assert.equal(textOf('\n  <p>one</p>\n  <p>two</p>\n'), 'one\ntwo');
});

test('hard spaces and marks of the cursor are the editor’s, other letters are not', () => {
  const { page } = openPage('');
  assert.ok(page.sameText('a\u00a0\u00a0b\ufeff', 'a  b'));
  assert.ok(!page.sameText('a b', 'a  b'));
  assert.ok(!page.sameText('👩\u200d👩', '👩👩'));
});

// ------------------------------------------------------------- writing

const SELECTORS = ['#editor'];

function editor(html, prepare = () => undefined) {
  const opened = openPage(html);
  prepare(opened.document.getElementById('editor'), opened);
  const type = async (value) =>
    plain(await opened.page.call('typeText', { selectors: SELECTORS, value }, opened.context));
  return { ...opened, type, field: opened.document.getElementById('editor') };
}

test('a field takes the text by its own setter, with the events that sites wait for', async () => {
  const heard = [];
  const { type, field } = editor('<textarea id=editor>old</textarea>', (area) => {
    for (const name of ['input', 'change']) area.addEventListener(name, () => heard.push(name));
  });
  assert.deepEqual((await type('مرحبا\n🎉')).ok, { way: 'setValue', alternative: 1, of: 1 });
  assert.equal(field.value, 'مرحبا\n🎉');
  assert.ok(heard.includes('input') && heard.includes('change'));
});

test('what stands there already is left alone', async () => {
  const { type } = editor('<div id=editor contenteditable=true><p>same</p><p>text</p></div>');
  assert.equal((await type('same\ntext ')).ok.way, 'kept');
});

test('an editor that spoils the text is told, and the text is not taken for good', async () => {
  const { type } = editor('<textarea id=editor></textarea>', (area) => {
    area.addEventListener('input', () => {
      if (area.value && !area.value.endsWith('!')) area.value += '!';
    });
  });
  const { err } = await type('Hello');
  assert.equal(err.code, 'text_not_accepted');
});

test('an editor that cannot be emptied gets nothing on top', async () => {
  const { type, field } = editor('<div id=editor contenteditable=true><p>old</p></div>');
  assert.equal((await type('new')).err.code, 'text_not_accepted');
  assert.equal(field.textContent, 'old');
});
