import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage } from './support/page.js';

const { page, context } = openPage('<p></p>', {
  url: 'http://127.0.0.1:8000/maps/search/x',
  hosts: ['127.0.0.1:8000', 'www.google.com'],
  ownHosts: '(^|\\.)gstatic\\.com$',
  labels: { visitedLink: { en: ['Visited link'], ar: ['رابط تمت زيارته'] } },
});

const CASES = {
  trim: [
    ['  a\n b ', 'a b'],
    ['\u200f\u202babc\u202c\u200e', 'abc'],
    ['   ', null],
  ],
  digits: [
    ['(1,513)', '1513'],
    ['١٬٥١٣ مراجعة', '1513'],
    ['none', null],
  ],
  number: [
    ['1,513', 1513],
    ['1.513', 1513],
    ['4,5', 4.5],
    ['4.5', 4.5],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['12 345', 12345],
    ['1,234,567', 1234567],
    ['٤٫٥', 4.5],
    ['١٬٥١٣', 1513],
    ['216 Reviews', 216],
    ['0', 0],
    ['no', null],
    ['3.', 3],
  ],
  phone: [
    ['tel:+962-6-555-0101', '+962-6-555-0101'],
    ['+٩٦٢ ٦ ٥٥٥', '+962 6 555'],
    ['(06) 555 0101 ext', '(06) 555 0101'],
    ['1234', null],
    ['call us', null],
  ],
  url: [
    ['/maps/place/x', 'http://127.0.0.1:8000/maps/place/x'],
    ['https://a.example/ü', 'https://a.example/%C3%BC'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['http://[', null],
  ],
  unwrapRedirect: [
    ['https://www.google.com/url?q=https://a.example/%3Fb&sa=U', 'https://a.example/?b'],
    ['https://www.google.com/url?url=http://b.example/', 'http://b.example/'],
    ['https://www.google.com/url?q=javascript:1', 'https://www.google.com/url?q=javascript:1'],
    ['https://a.example/url2?q=https://b.example', 'https://a.example/url2?q=https://b.example'],
  ],
  foreign: [
    ['https://a.example/', 'https://a.example/'],
    ['https://www.google.com/search', null],
    ['https://google.com/', null],
    ['https://fonts.gstatic.com/x', null],
    ['http://127.0.0.1:9999/', null],
    ['https://notgoogle.com/', 'https://notgoogle.com/'],
  ],
  hostname: [
    ['https://www.a.example/x', 'a.example'],
    ['https://WWW2.a.example', 'www2.a.example'],
  ],
  ratingFromLabel: [
    ['4.5 stars 216 Reviews', 4.5],
    ['4,5 Sterne', 4.5],
    ['٤٫٥ نجوم', 4.5],
    ['5', 5],
    ['216 Reviews', null],
    ['none', null],
  ],
  reviewsFromLabel: [
    ['4.5 stars 1,513 Reviews', '1,513'],
    ['4.5 (216)', '216'],
    ['4.3 stars', null],
    ['٤٫٥ نجوم ٢١٦ مراجعة', '216'],
  ],
  stripVisitedLink: [
    ['Olive · Visited link', 'Olive'],
    ['زيتون · رابط تمت زيارته', 'زيتون'],
    ['Olive · Dental', 'Olive · Dental'],
    ['Olive', 'Olive'],
  ],
  stripPrefix: [
    ['Address: Rainbow Street: 4', 'Rainbow Street: 4'],
    ['Rainbow Street', 'Rainbow Street'],
  ],
  featureId: [
    ['/data=!4m7!3m6!1s0x14ca:0x5e3!8m2', '0x14ca:0x5e3'],
    ['/data=!4m7', null],
  ],
  knowledgeId: [
    ['…!16s%2Fg%2F11abc!19s', '/g/11abc'],
    ['…!16szL20v%zz?', 'zL20v%zz'],
  ],
  placeId: [
    ['…!19sChIJ_a-b?authuser', 'ChIJ_a-b'],
    ['…!19sXX', null],
  ],
  latitudeFromUrl: [
    ['/@1.0,2.0,14z/data=!3d-31.95!4d35.9', -31.95],
    ['/@1.0,2.0', null],
  ],
  longitudeFromUrl: [['!3d-31.95!4d35', 35]],
};

for (const [name, cases] of Object.entries(CASES)) {
  for (const [from, to] of cases) {
    test(`${name}: ${JSON.stringify(from)} is ${JSON.stringify(to)}`, () => {
      assert.equal(page.transform(from, [name], context), to);
    });
  }
}

test('every transform that the recipes know is here, and no other', async () => {
  const { readFileSync } = await import('node:fs');
  const schema = JSON.parse(
    readFileSync(new URL('../../resources/recipes/recipe.schema.json', import.meta.url), 'utf8'),
  );
  assert.deepEqual(Object.keys(CASES).sort(), schema.$defs.transform.enum.toSorted());
});

test('nothing in, nothing out', () => {
  for (const name of Object.keys(CASES)) {
    assert.equal(page.transform(null, [name], context), null);
    assert.equal(page.transform('', [name], context), null);
  }
});

test('a chain stops at nothing', () => {
  assert.equal(page.transform('none', ['digits', 'number'], context), null);
  assert.equal(page.transform('(1,513)', ['digits', 'number'], context), 1513);
});

test('a transform that does not exist is an error of the recipe', () => {
  assert.throws(() => page.transform('a', ['shout'], context), { code: 'recipe_error' });
});
