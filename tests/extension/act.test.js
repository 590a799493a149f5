import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage, plain } from './support/page.js';

async function acted(html, name, step) {
  const { page, window, document, context } = openPage(html);
  window.PointerEvent ??= window.MouseEvent;
  const heard = [];
  for (const kind of [
    'pointerdown',
    'mousedown',
    'pointerup',
    'mouseup',
    'click',
    'dblclick',
    'mouseover',
    'input',
    'change',
    'keydown',
    'keyup',
  ]) {
    document.addEventListener(
      kind,
      (event) => heard.push(`${kind} ${event.target.id}${event.key ? ` ${event.key}` : ''}`),
      true,
    );
  }
  const answer = plain(await page.call(name, step, context));
  return { answer, heard, document };
}

test('a click is pressed on what can be seen, and told which alternative it was', async () => {
  const html = '<button id="a" hidden></button><button id="b"></button>';
  const { answer, heard } = await acted(html, 'click', { selectors: ['#none', 'button'] });
  assert.deepEqual(heard, ['pointerdown b', 'mousedown b', 'pointerup b', 'mouseup b', 'click b']);
  assert.deepEqual(answer.ok, { alternative: 2, of: 2 });
});

test('a double click is two, and one more event', async () => {
  const { heard } = await acted('<p id="p"></p>', 'doubleClick', { selectors: ['#p'] });
  assert.equal(heard.filter((one) => one === 'click p').length, 2);
  assert.equal(heard.at(-1), 'dblclick p');
});

test('a change fills fields, lists and boxes, and says so to the page', async () => {
  const html =
    '<input id="i"><textarea id="t"></textarea><select id="s"><option>a</option><option>b</option></select><input id="c" type="checkbox">';
  const field = await acted(html, 'change', { selectors: ['#i'], value: 'سلام' });
  assert.equal(field.document.querySelector('#i').value, 'سلام');
  assert.deepEqual(field.heard, ['input i', 'change i']);
  const list = await acted(html, 'change', { selectors: ['#s'], value: 'b' });
  assert.equal(list.document.querySelector('#s').value, 'b');
  const box = await acted(html, 'change', { selectors: ['#c'], value: 'true' });
  assert.equal(box.document.querySelector('#c').checked, true);
  const again = await acted(html, 'change', { selectors: ['#c'], value: 'false' });
  assert.equal(again.document.querySelector('#c').checked, false);
});

test('what holds no value cannot be changed', async () => {
  const { answer } = await acted('<p></p>', 'change', { selectors: ['p'], value: 'x' });
  assert.equal(answer.err.code, 'element_not_found');
});

test('keys go to what has the focus', async () => {
  const { heard } = await acted('<input id="i" autofocus>', 'keyDown', { key: 'Enter' });
  assert.match(heard[0], /^keydown .*Enter$/);
});

test('hovering is told to the page', async () => {
  const { heard } = await acted('<p id="p"></p>', 'hover', { selectors: ['#p'] });
  assert.deepEqual(heard, ['mouseover p']);
});

test('an element that is not there is named so', async () => {
  const { answer } = await acted('<p></p>', 'click', { selectors: ['#none'] });
  assert.equal(answer.err.code, 'element_not_found');
});

test('a function that does not exist is an answer, not a silence', async () => {
  const { answer } = await acted('<p></p>', 'explode', {});
  assert.match(answer.err.message, /explode/);
});

test('the card stands out of reach of the page, and goes while a picture is made', async () => {
  const { page, document, context } = openPage('<p></p>');
  const card = { title: 'Proofdesk works here', note: '<b>dentists</b>', direction: 'rtl' };
  await page.call('showCard', { card }, context);
  await page.call('showCard', { card }, context);
  const [host, ...more] = document.querySelectorAll('proofdesk-card');
  assert.equal(more.length, 0);
  assert.equal(host.shadowRoot, null);
  assert.equal(document.body.textContent, '');
  await page.call('hideCard', {}, context);
  assert.equal(document.querySelector('proofdesk-card'), null);
});
