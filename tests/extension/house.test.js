/** What holds for all that is shipped: manifest, texts, colours, code that may not be there. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { EXTENSION } from './support/page.js';

const read = (path) => readFileSync(new URL(path, EXTENSION), 'utf8');
const files = readdirSync(EXTENSION, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    `${entry.parentPath}/${entry.name}`.split('/resources/extension/')[1].replace(/^\/+/, ''),
  );
const sources = files.filter((file) => file.endsWith('.js'));
const manifest = JSON.parse(read('manifest.json'));

test('the id of the extension is known and fixed', () => {
  const digest = createHash('sha256')
    .update(Buffer.from(manifest.key, 'base64'))
    .digest('hex')
    .slice(0, 32);
  const id = [...digest]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join('');
  assert.equal(id, 'egcmgnacecoihpdkogohpmmadbopceng');
});

test('no private key is shipped', () => {
  for (const file of files) assert.ok(!/PRIVATE KEY/.test(read(file)), file);
});

test('the manifest serves both families of browsers and asks for little', () => {
  assert.equal(manifest.manifest_version, 3);
  assert.deepEqual(manifest.background, {
    service_worker: 'background.js',
    scripts: ['background.js'],
    type: 'module',
  });
  assert.equal(
    manifest.content_security_policy.extension_pages,
    "script-src 'self'; object-src 'self'",
  );
  assert.ok(Number(manifest.minimum_chrome_version) >= 133);
  assert.ok(Number.parseFloat(manifest.browser_specific_settings.gecko.strict_min_version) >= 130);
  assert.deepEqual(manifest.permissions, [
    'alarms',
    'pageCapture',
    'scripting',
    'storage',
    'unlimitedStorage',
  ]);
  assert.ok(
    !manifest.host_permissions.some((pattern) => /<all_urls>|\*:\/\/|:\/\/\*/.test(pattern)),
  );
  assert.deepEqual(manifest.optional_host_permissions, ['<all_urls>']);
  assert.equal(manifest.web_accessible_resources, undefined);
  assert.equal(manifest.externally_connectable, undefined);
  assert.equal(manifest.content_scripts, undefined);
});

test('the hosts of the shipped recipes need no asking', () => {
  for (const name of ['google_maps', 'google_search']) {
    const file = new URL(`../../resources/recipes/${name}.json`, import.meta.url);
    const { hosts } = JSON.parse(readFileSync(file, 'utf8'));
    for (const host of hosts)
      assert.ok(manifest.host_permissions.includes(`https://${host}/*`), host);
  }
});

test('whatever the manifest names is there', () => {
  const named = [
    ...Object.values(manifest.icons),
    ...Object.values(manifest.action.default_icon),
    manifest.action.default_popup,
    manifest.options_ui.page,
    manifest.background.service_worker,
  ];
  for (const path of named) assert.ok(existsSync(new URL(path, EXTENSION)), path);
});

test('no code from elsewhere or from text', () => {
  const forbidden =
    /\beval\(|new Function|innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|importScripts|await import\(/;
  for (const file of sources) assert.ok(!forbidden.test(read(file)), file);
  for (const file of files.filter((one) => one.endsWith('.html'))) {
    assert.ok(
      !/https?:|<script(?! type="module" src="[a-z]+\.js"><\/script>)|\son[a-z]+=/.test(read(file)),
      file,
    );
  }
});

test('pages of sites are never called but by the background', () => {
  for (const file of sources.filter((one) => one.startsWith('page/'))) {
    assert.ok(
      !/\bchrome\.|\bbrowser\.|fetch\(|XMLHttpRequest|WebSocket|postMessage/.test(read(file)),
      file,
    );
  }
});

test('only the tokens name colours', () => {
  for (const file of files.filter((one) => one.endsWith('.css') && one !== 'ui/tokens.css')) {
    assert.ok(!/#[0-9a-f]{3,8}\b|rgba?\(/i.test(read(file)), file);
  }
});

const texts = Object.fromEntries(
  ['en', 'ar'].map((language) => [
    language,
    JSON.parse(read(`_locales/${language}/messages.json`)),
  ]),
);
const FORMS = /_(zero|one|two|few|many|other)$/;

test('both languages say the same things', () => {
  const stems = (language) =>
    [...new Set(Object.keys(texts[language]).map((key) => key.replace(FORMS, '')))].sort();
  assert.deepEqual(stems('ar'), stems('en'));
});

test('a number has every form that its language knows', () => {
  for (const [language, messages] of Object.entries(texts)) {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const counted = new Set(
      Object.keys(messages)
        .filter((key) => FORMS.test(key) && !key.startsWith('needs'))
        .map((key) => key.replace(FORMS, '')),
    );
    for (const stem of counted) {
      for (const form of pluralCategories)
        assert.ok(`${stem}_${form}` in messages, `${language} ${stem}_${form}`);
    }
  }
});

test('the same places are kept open in both languages', () => {
  const slots = ({ message }) => [...new Set(message.match(/\{\w+\}/g) ?? [])].sort();
  for (const [key, text] of Object.entries(texts.en)) {
    if (FORMS.test(key) && !key.startsWith('needs')) continue;
    assert.deepEqual(slots(texts.ar[key]), slots(text), key);
  }
});

test('every text that the pages say is there, and none is there for nothing', () => {
  const code =
    sources
      .filter((file) => /^(ui|core|background)/.test(file))
      .map(read)
      .join('\n') + read('manifest.json');
  for (const [, key] of code.matchAll(/\b(?:say|wording\.count)\('([A-Za-z_]+)'/g)) {
    assert.ok(key in texts.en || `${key}_other` in texts.en, key);
  }
  for (const key of Object.keys(texts.en)) {
    const stem = key.replace(FORMS, '').replace(/^(needsTitle|needsText|failed|journal)_.*/, '$1_');
    assert.ok(code.includes(stem), key);
  }
});
