import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage, plain } from './support/page.js';

const POSTS = {
  items: ['article'],
  text: [{ selectors: ['.text'] }],
  link: [{ selectors: ['a[href]'], attribute: 'href' }],
  time: [{ selectors: ['time'], attribute: 'datetime' }],
  media: 'img.picture',
};

const article = (id, text, at = '2026-11-27T10:00:00Z', more = '') =>
  `<article><div class=text>${text}</div><a href="/p/${id}"></a><time datetime="${at}"></time>${more}</article>`;

async function find(html, wanted, after = 0) {
  const { page, context } = openPage(html, { url: 'http://127.0.0.1/@mona' });
  return plain((await page.call('findPosts', { posts: POSTS, wanted, after }, context)).ok);
}

test('a post is known by its text, whatever the site does with blanks and links', async () => {
  const html =
    article(2, 'Something else') +
    article(
      1,
      '<p>Open  day 🎉</p><p>Come: <a>shop.example/sale…</a></p>',
      undefined,
      '<img class=picture>',
    );
  const seen = await find(html, 'Open day 🎉\nCome: https://shop.example/sale?utm=1');
  assert.deepEqual(seen.found, {
    permalink: 'http://127.0.0.1/p/1',
    publishedAt: Date.parse('2026-11-27T10:00:00Z'),
    media: 1,
  });
  assert.equal(seen.checked, 2);
  assert.equal(seen.newest.text, 'Something else');
});

test('a link that is shown by its host alone, or shortened, is the same link', async () => {
  for (const shown of ['shop.example', 'https://t.co/AbC123', 'www.shop.example/sale']) {
    const seen = await find(article(1, `Sale: ${shown}`), 'Sale: https://www.shop.example/sale');
    assert.ok(seen.found, shown);
  }
});

test('another text, a part of it, or an older post is not it', async () => {
  const html = article(1, 'Open day, and more');
  assert.equal((await find(html, 'Open day')).found, null);
  const old = article(1, 'Open day', '2026-10-01T10:00:00Z');
  assert.equal((await find(old, 'Open day', Date.parse('2026-11-01T00:00:00Z'))).found, null);
});

test('a post that is only a link is known by the link, one without text by nothing', async () => {
  const html = article(1, 'https://a.example/x') + article(2, '');
  assert.equal((await find(html, 'https://a.example/x')).found.permalink, 'http://127.0.0.1/p/1');
  assert.equal((await find(html, 'https://a.example/y')).found, null);
  assert.equal((await find(html, '')).found, null);
});

test('a page shows a post in whatever dress', async () => {
  const { page, context } = openPage(
    '<main><h1>Mona</h1><p>Open</p><p>day <img alt="🎉"></p></main>',
  );
  const shows = async (wanted) => (await page.call('showsPost', { wanted }, context)).ok;
  assert.equal(await shows('Open\nday 🎉'), true);
  assert.equal(await shows('Closed'), false);
});
