import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { fixture, openPage, plain } from './support/page.js';

function shipped(name) {
  const file = new URL(`../../resources/recipes/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The first extract block of a recipe's steps of this type, wherever it is nested. */
function blockOf(steps, type) {
  for (const step of steps) {
    if (step.type === type) return step.extract;
    const inner = blockOf([...(step.then ?? []), ...(step.else ?? [])], type);
    if (inner) return inner;
  }
  return null;
}

function read(html, block, more = {}) {
  const { page, context } = openPage(html, more);
  return plain(page.extract(block, context));
}

const BLOCK = {
  evidence: { type: 't', source: 's' },
  items: ['.none', 'li'],
  exclude: ['.ad'],
  fields: {
    title: {
      from: [{ selectors: ['b'] }, { attribute: 'title' }],
      transforms: ['trim'],
      required: true,
    },
    url: { from: [{ selectors: ['a'], attribute: 'href' }], transforms: ['url'] },
    count: { from: [{ match: '(\\d+) pieces', transforms: ['number'] }] },
    flag: { from: [{ selectors: ['i'], value: true }] },
    group: { from: [{ closest: ['section', 'main'], selectors: ['h2'] }] },
    where: { from: [{ page: 'title' }] },
  },
  key: ['url', ['title', 'group']],
  confidence: {},
};

const LIST = `<title>List</title><main><h2>Main</h2><ul>
  <li><b>  One  </b><a href="/1"></a> 12 pieces <i></i></li>
  <li title="Two"></li>
  <li><b> </b></li>
  <li class="ad"><b>Advertisement</b></li>
  <div class="ad"><li><b>Inside one</b></li></div>
</ul></main>`;

test('fields come from the first source that gives anything; required ones make the row', () => {
  const { rows, skipped, alternative, of } = read(LIST, BLOCK);
  assert.deepEqual(
    rows.map(({ values }) => values),
    [
      {
        title: 'One',
        url: 'http://127.0.0.1/1',
        count: 12,
        flag: true,
        group: 'Main',
        where: 'List',
      },
      { title: 'Two', group: 'Main', where: 'List' },
    ],
  );
  assert.deepEqual({ skipped, alternative, of }, { skipped: 1, alternative: 2, of: 2 });
});

test('the first filled entry of the key names the row; lists are joined in lower case', () => {
  assert.deepEqual(
    read(LIST, BLOCK).rows.map(({ key }) => key),
    ['http://127.0.0.1/1', 'two|main'],
  );
});

test('a row without any key field is named by all it has', () => {
  const { rows } = read(LIST, { ...BLOCK, key: ['count'] });
  assert.equal(rows[0].key, '12');
  assert.equal(rows[1].key, JSON.stringify(rows[1].values));
});

test('text of a page is data: half surrogates and control characters do not travel', () => {
  const { page, document, context } = openPage('<ul><li></li></ul>');
  document.querySelector('li').append(document.createElement('b'));
  document.querySelector('b').textContent = 'a\ud800b\u0000c';
  const [{ values }] = plain(page.extract(BLOCK, context)).rows;
  assert.equal(values.title, 'a\ufffdb c');
});

test('a value has an end', () => {
  const { rows } = read(`<ul><li><b>${'x'.repeat(10_000)}</b></li></ul>`, BLOCK);
  assert.equal(rows[0].values.title.length, 4_000);
});

test('the maps list: names, coordinates, ids, and the traps of its cards', () => {
  const recipe = shipped('google_maps');
  const { rows } = read(fixture('maps_list.html'), blockOf(recipe.steps, 'scrollFeed'), {
    url: 'https://www.google.com/maps/search/dentists',
    hosts: recipe.hosts,
    ownHosts: recipe.ownHosts,
    labels: recipe.labels,
  });
  const [olive, arabic, doubled] = rows.map(({ values }) => values);
  assert.equal(rows.length, 3);
  assert.equal(olive.title, 'Olive Dental');
  assert.equal(olive.rating, 4.5);
  assert.equal(olive.reviews, 1513);
  assert.equal(olive.phone, '+962 6 555 0101');
  assert.equal(olive.website, 'https://olive.example/?a=1');
  assert.equal(olive.latitude, 31.95);
  assert.equal(olive.longitude, -35.92);
  assert.equal(olive.placeId, 'ChIJolive');
  assert.equal(olive.address, 'Rainbow Street 4');
  assert.equal(arabic.title, 'عيادة الزيتون');
  assert.equal(arabic.rating, undefined);
  assert.equal(arabic.website, undefined);
  assert.equal(doubled.sponsored, true);
  assert.equal(rows[0].key, rows[2].key);
});

test('the search page: organic results only, unwrapped, never its own', () => {
  const recipe = shipped('google_search');
  const { rows } = read(fixture('search_page.html'), blockOf(recipe.steps, 'paginate'), {
    url: 'https://www.google.com/search?q=x',
    hosts: recipe.hosts,
    ownHosts: recipe.ownHosts,
    labels: recipe.labels,
  });
  assert.deepEqual(
    rows.map(({ values }) => [values.title, values.url, values.website]),
    [
      ['First result', 'https://one.example/page', 'one.example'],
      ['Second result', 'https://www.two.example/', 'two.example'],
    ],
  );
  assert.equal(rows[0].values.description, 'What the first one says.');
});
