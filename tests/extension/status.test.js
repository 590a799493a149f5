import assert from 'node:assert/strict';
import { test } from 'node:test';

import { badgeOf, statusOf } from '../../resources/extension/core/status.js';

const DEVICE = {
  agentId: 'a',
  hubUrl: 'ws://127.0.0.1:47150/agent',
  hubName: 'Sami-PC',
  deviceName: 'Front desk',
};
const LINK = { phase: 'online', reason: 'lost', attempts: 0, nextTryAt: null };
const RUN = { title: 'Cafés', percent: 41, rows: 128, screenshots: 3, paused: false, needs: null };
const COUNTS = {
  pairing: null,
  hosts: [],
  askedHosts: [],
  outbox: 0,
  jobsToday: 0,
  mayCapture: true,
};

function view(changes) {
  return statusOf({ device: DEVICE, farewell: null, link: LINK, run: null, ...COUNTS, ...changes })
    .view;
}

for (const [expected, changes] of [
  ['ready', {}],
  ['not_paired', { device: null }],
  ['revoked', { device: null, farewell: { at: 1, deviceName: 'x' } }],
  ['connecting', { link: { ...LINK, phase: 'connecting' } }],
  ['no_hub', { link: { ...LINK, phase: 'connecting', attempts: 2 } }],
  ['no_hub', { link: { ...LINK, phase: 'waiting' } }],
  ['no_hub', { link: { ...LINK, phase: 'waiting', reason: 'refused', attempts: 2 } }],
  ['revoked', { link: { ...LINK, phase: 'waiting', reason: 'refused', attempts: 3 } }],
  ['replaced', { link: { ...LINK, phase: 'waiting', reason: 'replaced' } }],
  ['outdated', { link: { ...LINK, phase: 'waiting', reason: 'outdated' } }],
  ['working', { run: RUN }],
  ['working', { run: RUN, link: { ...LINK, phase: 'waiting' } }],
  ['needs_user', { run: { ...RUN, needs: { reason: 'captcha', message: 'x' } } }],
]) {
  test(`${JSON.stringify(changes)} is shown as ${expected}`, () =>
    assert.equal(view(changes), expected));
}

test('the icon calls only for what wants a person', () => {
  assert.equal(badgeOf({ view: 'needs_user' }).text, '!');
  assert.notEqual(badgeOf({ view: 'revoked' }).text, '');
  for (const quiet of ['ready', 'working', 'no_hub', 'not_paired'])
    assert.equal(badgeOf({ view: quiet }).text, '');
});
