import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isAllowed, permissionFor } from '../../resources/extension/recipe/hosts.js';
import { judgeAddress } from '../../resources/extension/recipe/offsite.js';
import {
  fill,
  fillAddress,
  inLanguage,
  limitOf,
  slotValues,
} from '../../resources/extension/recipe/slots.js';

test('the input gives the slots, and some come of it', () => {
  const values = slotValues(
    {
      query: 'dentists',
      location: 'Amman',
      limit: 40,
      options: { a: 1 },
      none: null,
      center: { lat: 31.9, lng: 35.9 },
      zoom: 12,
    },
    'ar',
  );
  assert.deepEqual(values, {
    query: 'dentists',
    location: 'Amman',
    limit: '40',
    zoom: '12',
    search: 'dentists Amman',
    language: 'ar',
    near: '@31.9,35.9,12z/',
  });
});

test('what the input lacks has a sensible value', () => {
  const values = slotValues({ query: 'dentists', center: { lat: 1, lng: 2 } }, '');
  assert.deepEqual(
    [values.search, values.limit, values.language, values.near],
    ['dentists', '120', 'en', '@1,2,14z/'],
  );
  assert.equal(slotValues({ query: 'x' }, 'en').near, '');
});

test('pipes follow in their order; a slot without a value becomes nothing', () => {
  assert.equal(fill('{{query|trim|lower|url}}-{{gone}}', { query: ' A B ' }), 'a%20b-');
});

test('a value is not read again for slots', () => {
  assert.equal(fill('{{query}}', { query: '{{language}}', language: 'en' }), '{{language}}');
});

test('a value cannot leave the host of an address', () => {
  const values = { search: '/../..//evil.example/?a=b#c' };
  const url = fillAddress('https://{host}/maps/search/{{search|url}}/', ['www.google.com'], values);
  assert.equal(new URL(url).host, 'www.google.com');
  assert.equal(
    url,
    'https://www.google.com/maps/search/%2F..%2F..%2F%2Fevil.example%2F%3Fa%3Db%23c/',
  );
});

for (const [host, start] of [
  ['127.0.0.1:8000', 'http://127.0.0.1:8000/x'],
  ['localhost', 'http://localhost/x'],
  ['maps.example', 'https://maps.example/x'],
  ['127.0.0.1.example', 'https://127.0.0.1.example/x'],
]) {
  test(`${host} is opened as ${start}`, () =>
    assert.equal(fillAddress('https://{host}/x', [host], {}), start));
}

test('a limit is a number or a slot', () => {
  assert.equal(limitOf(7, {}), 7);
  assert.equal(limitOf('{{limit}}', { limit: '25' }), 25);
  assert.equal(limitOf('{{limit}}', {}), 120);
});

test('texts fall back from region to language to English', () => {
  assert.equal(inLanguage({ en: 'a', ar: 'b' }, 'ar-JO'), 'b');
  assert.equal(inLanguage({ en: 'a', ar: 'b' }, 'fr'), 'a');
});

for (const [url, hosts, allowed] of [
  ['https://www.google.com/maps', ['www.google.com'], true],
  ['https://www.google.com.evil.example/', ['www.google.com'], false],
  ['https://evil.example/?www.google.com', ['www.google.com'], false],
  ['https://www.google.com@evil.example/', ['www.google.com'], false],
  ['https://maps.google.com/', ['www.google.com'], false],
  ['http://127.0.0.1:8000/', ['127.0.0.1:8000'], true],
  ['http://127.0.0.1:8001/', ['127.0.0.1:8000'], false],
  ['javascript:alert(1)', ['www.google.com'], false],
  ['about:blank', [''], false],
  ['', ['www.google.com'], false],
]) {
  test(`${url || 'nothing'} is ${allowed ? '' : 'not '}allowed for ${hosts}`, () => {
    assert.equal(isAllowed(url, hosts), allowed);
  });
}

test('a permission is asked for a name, whatever its port', () => {
  assert.equal(permissionFor('127.0.0.1:8000'), 'http://127.0.0.1/*');
  assert.equal(permissionFor('www.google.com'), 'https://www.google.com/*');
});

const AWAY = 'https://consent.example/ask';
for (const [what, condition, expected] of [
  ['its address', { url: '^https://consent\\.' }, true],
  ['an element', { selectors: ['p'] }, false],
  ['a text', { text: ['x'] }, false],
  ['not an element', { not: { selectors: ['p'] } }, false],
  ['not another address', { not: { url: 'sorry' } }, true],
  ['not this address', { not: { url: 'consent' } }, false],
  ['not any with an element', { not: { any: [{ url: 'sorry' }, { selectors: ['p'] }] } }, false],
  ['any with this address', { any: [{ selectors: ['p'] }, { url: 'consent' }] }, true],
  ['all with an element', { all: [{ url: 'consent' }, { not: { selectors: ['p'] } }] }, false],
]) {
  test(`of a page outside the hosts, ${what} is ${expected}`, () =>
    assert.equal(judgeAddress(condition, AWAY), expected));
}
