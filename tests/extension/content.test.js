/** The same vectors as for the desk: fixtures/content.json. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  bodyOf,
  canonicalText,
  contentDigest,
  plainHandle,
} from '../../resources/extension/core/content.js';
import { fixture, openPage } from './support/page.js';

const { contents, handles } = JSON.parse(fixture('content.json'));

test('a content has the digest that the desk gives it', async () => {
  for (const { text, link, media, canonical, digest } of contents) {
    assert.equal(canonicalText(text), canonical);
    assert.equal(await contentDigest(text, link, media), digest);
  }
});

test('the page side knows the same canonical text', () => {
  const { page } = openPage('');
  for (const { text, canonical } of contents) assert.equal(page.canonical(text), canonical);
});

test('handles are compared as on the desk', () => {
  for (const { handle, normal } of handles) assert.equal(plainHandle(handle), normal);
});

test('a link is added to its text once', () => {
  assert.equal(bodyOf('Look', 'https://a.example/'), 'Look\n\nhttps://a.example/');
  assert.equal(
    bodyOf('See https://a.example/ now', 'https://a.example/'),
    'See https://a.example/ now',
  );
  assert.equal(bodyOf('', 'https://a.example/'), 'https://a.example/');
  assert.equal(bodyOf('Look', null), 'Look');
});
