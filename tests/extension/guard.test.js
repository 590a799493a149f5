/** The guard on the site's button, with events as persons and as scripts make them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { injectSide, openDocument, plain } from './support/page.js';

const HTML =
  '<form id=f><button id=post>Post <b>now</b></button></form><button id=other>x</button>';
const CARD = {
  title: '',
  checked: '',
  checks: [],
  ready: '',
  left: '{n} s',
  note: '',
  close: '',
  direction: 'ltr',
};
const GUARD = 'guard-1';

function open() {
  const window = openDocument(HTML, 'http://127.0.0.1/');
  const heard = new Map();
  const add = window.addEventListener.bind(window);
  window.addEventListener = (name, call, how) => {
    if (how?.passive === false) heard.set(name, call);
    return add(name, call, how);
  };
  const page = injectSide(window);
  const context = { labels: {}, hosts: ['127.0.0.1'], ownHosts: null };
  const call = async (name, parameters = {}) =>
    plain(await page.call(name, { guard: GUARD, ...parameters }, context));
  const button = window.document.getElementById('post');
  /** An event at the button, as if a person had made it; whether it reached the site. */
  const event = (type, { trusted = true, target = button, keys = {} } = {}) => {
    let stopped = false;
    const kind = type.startsWith('key') ? window.KeyboardEvent : window.Event;
    const made = Object.create(kind.prototype, {
      type: { value: type },
      isTrusted: { value: trusted },
      target: { value: type === 'submit' ? window.document.getElementById('f') : target },
      composedPath: { value: () => [target, target.parentElement, window.document] },
      preventDefault: { value: () => undefined },
      stopImmediatePropagation: {
        value: () => {
          stopped = true;
        },
      },
      ...Object.fromEntries(
        ['ctrlKey', 'altKey', 'shiftKey', 'metaKey'].map((name) => [
          name,
          { value: keys[name] ?? false },
        ]),
      ),
      key: { value: keys.key ?? '' },
    });
    heard.get(type)(made);
    return !stopped;
  };
  const word = async () => (await call('watchGuard', { version: -1, timeoutMs: 0 })).ok;
  const arm = () => call('arm', { selectors: ['#post'], shortcut: ['Control+Enter'] });
  const until = (ms) => ({
    wall: Date.now() + ms,
    steady: window.performance.now() + ms,
  });
  return { window, page, call, button, event, word, arm, until };
}

const click = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'submit'];

test('without a permit nothing reaches the site: no click, no key, no form, no script', async () => {
  const { arm, event, word } = open();
  assert.equal((await arm()).ok.button, 'Post now');
  assert.deepEqual(
    click.map((type) => event(type)),
    click.map(() => false),
  );
  assert.equal(event('keydown', { keys: { ctrlKey: true, key: 'Enter' } }), false);
  assert.equal(event('keydown', { keys: { key: 'Enter' } }), false);
  assert.equal(event('click', { trusted: false }), false);
  assert.ok((await word()).ready > 0);
  assert.equal((await word()).pressedAt, null);
});

test('other buttons and other keys are nobody’s business', async () => {
  const { arm, event, window } = open();
  await arm();
  assert.equal(event('click', { target: window.document.getElementById('other') }), true);
  assert.equal(event('keydown', { keys: { key: 'Tab' } }), true);
});

test('with a permit one press passes, is seen, and no second', async () => {
  const { arm, call, event, word, until } = open();
  await arm();
  await call('openGuard', { until: until(15_000) });
  assert.deepEqual(
    click.map((type) => event(type)),
    click.map(() => true),
  );
  const { state, pressedAt } = await word();
  assert.equal(state, 'pressed');
  assert.ok(Math.abs(pressedAt - Date.now()) < 5_000);
  assert.equal(event('pointerdown'), false);
  assert.equal(event('click'), false);
  assert.equal(event('submit'), false);
});

test('the shortcut is a press too, with the click that the site makes of it', async () => {
  const { arm, call, event, word, until } = open();
  await arm();
  await call('openGuard', { until: until(15_000) });
  assert.equal(event('keydown', { keys: { ctrlKey: true, key: 'Enter' } }), true);
  assert.equal((await word()).state, 'pressed');
  assert.equal(event('click', { trusted: false }), true);
  assert.equal(event('click', { trusted: false }), false);
});

test('a script of the page presses nothing, permit or not', async () => {
  const { arm, call, event, word, until } = open();
  await arm();
  await call('openGuard', { until: until(15_000) });
  assert.equal(event('click', { trusted: false }), false);
  assert.equal((await word()).pressedAt, null);
});

test('a permit that is over closes at the very event, by either clock', async () => {
  for (const late of ['wall', 'steady']) {
    const { arm, call, event, word, until } = open();
    await arm();
    await call('openGuard', { until: { ...until(15_000), [late]: -1 } });
    assert.equal(event('click'), false, late);
    assert.equal((await word()).state, 'closed', late);
    assert.deepEqual((await call('vouch')).ok, { pressedAt: null, touched: false });
  }
});

test('a press that began before the permit does not end in it', async () => {
  const { arm, call, event, word, until } = open();
  await arm();
  assert.equal(event('pointerdown'), false);
  await call('openGuard', { until: until(15_000) });
  assert.equal(event('click'), false);
  assert.equal((await word()).pressedAt, null);
  assert.equal(event('pointerdown'), true);
  assert.equal(event('click'), true);
});

test('a finger that went down under the permit leaves a doubt', async () => {
  const { arm, call, event, until } = open();
  await arm();
  await call('openGuard', { until: until(15_000) });
  event('pointerdown');
  assert.deepEqual((await call('vouch')).ok, { pressedAt: null, touched: true });
  assert.equal(event('click'), false);
});

test('another document vouches for nothing', async () => {
  const { call } = open();
  assert.equal((await call('vouch')).ok, null);
  assert.equal((await call('mark')).err.code, 'guard_lost');
});

// ----------------------------------------------------------- the agent's press

function composer(window, text) {
  const area = window.document.createElement('textarea');
  area.id = 'text';
  area.value = text;
  window.document.body.append(area);
  return { selectors: ['#text'], wanted: 'Hello' };
}

test('the agent presses once, and hears of it by the clock', async () => {
  const { window, arm, call, button, until } = open();
  const heard = [];
  button.addEventListener('click', (event) => {
    event.preventDefault();
    heard.push('click');
  });
  await arm();
  const order = { until: until(15_000), composer: composer(window, 'Hello') };
  const { pressedAt, why } = (await call('pressOnce', order)).ok;
  assert.equal(why, '');
  assert.ok(Math.abs(pressedAt - Date.now()) < 5_000);
  assert.equal((await call('pressOnce', order)).ok.why, 'pressed');
  assert.deepEqual(heard, ['click']);
});

test('what stands against a press is named, and nothing is pressed', async () => {
  const cases = {
    late: ({ until }) => ({ until: { ...until(15_000), steady: -1 } }),
    changed: ({ window }) => {
      window.document.getElementById('text').value = 'Hello!';
      return {};
    },
    disabled: ({ button }) => {
      button.disabled = true;
      return {};
    },
    no_button: ({ button }) => {
      button.hidden = true;
      return {};
    },
  };
  for (const [expected, prepare] of Object.entries(cases)) {
    const opened = open();
    const clicks = [];
    opened.button.addEventListener('click', () => clicks.push(1));
    await opened.arm();
    const order = { until: opened.until(15_000), composer: composer(opened.window, 'Hello') };
    const { ok } = await opened.call('pressOnce', { ...order, ...prepare(opened) });
    assert.deepEqual([ok.why, ok.pressedAt, clicks.length], [expected, null, 0]);
    assert.deepEqual((await opened.call('vouch')).ok, { pressedAt: null, touched: false });
  }
});

test('the card and the ring stand over the page, out of its reach, and step aside for pictures', async () => {
  const { arm, call, window } = open();
  await arm();
  await call('askForPress', { card: { ...CARD, title: 'You press' } });
  const shown = () => window.document.querySelector('proofdesk-press');
  assert.equal(shown().shadowRoot, null);
  await call('hideCard');
  assert.equal(shown(), null);
  await call('showCard');
  assert.ok(shown());
  await call('dropPressCard');
  assert.equal(shown(), null);
});
