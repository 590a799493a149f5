import assert from 'node:assert/strict';
import { test } from 'node:test';

import { base64url } from '../../resources/extension/core/bytes.js';
import { isLoopback, parseLink } from '../../resources/extension/core/pairing_link.js';

const bytes = (length, value = 7) => base64url(new Uint8Array(length).fill(value));

function link(changes = {}) {
  const parts = {
    u: 'ws://127.0.0.1:47150/agent',
    h: bytes(32),
    i: bytes(8),
    s: bytes(32),
    ...changes,
  };
  return `proofdesk://pair/1?${new URLSearchParams(parts)}`;
}

test('a whole link gives address, key, id and secret', () => {
  const parsed = parseLink(`  ${link()}\n`);
  assert.equal(parsed.hubUrl, 'ws://127.0.0.1:47150/agent');
  assert.equal(parsed.linkId, bytes(8));
  assert.deepEqual([...parsed.linkIdBytes], Array(8).fill(7));
  assert.equal(parsed.secret.length, 32);
  assert.equal(parsed.hubKey.length, 32);
});

for (const [what, text, reason] of [
  ['anything else', 'https://example.org/?u=1', 'linkForm'],
  ['nothing', '', 'linkForm'],
  ['another version', link().replace('/1?', '/2?'), 'linkVersion'],
  ['no secret', link({ s: '' }), 'linkForm'],
  ['a page instead of a socket', link({ u: 'http://127.0.0.1:47150/agent' }), 'linkAddress'],
  ['an address with a name and password', link({ u: 'ws://a:b@127.0.0.1/agent' }), 'linkAddress'],
  ['a key that is too short', link({ h: bytes(31) }), 'linkKeys'],
  ['a secret that is no base64url', link({ s: '*'.repeat(43) }), 'linkKeys'],
]) {
  test(`${what} is refused by name`, () => {
    assert.throws(
      () => parseLink(text),
      (error) => error.reason === reason,
    );
  });
}

test('this machine is told from others', () => {
  assert.ok(isLoopback('ws://127.0.0.1:47150/agent'));
  assert.ok(isLoopback('ws://[::1]:47150/agent'));
  assert.ok(!isLoopback('ws://192.168.1.20:47150/agent'));
  assert.ok(!isLoopback('ws://127.0.0.1.example.org/agent'));
});
