import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Link } from '../../resources/extension/core/link.js';
import { FakeClock, turns } from './support/clock.js';

/** A link whose dialled lines are ended by hand; its dice always fall in the middle. */
function linkWith({ waited = null } = {}) {
  const clock = new FakeClock();
  const lines = [];
  const memory = {
    kept: waited,
    load: async () => memory.kept,
    save: async (news) => {
      memory.kept = news;
    },
  };
  const dial = () => {
    const line = {
      closed: false,
      close: () => {
        line.closed = true;
      },
    };
    lines.push(line);
    return line;
  };
  const link = new Link({ dial, clock, memory, changed: () => undefined, random: () => 0.5 });
  const end = (code, authenticated = false) =>
    link.ended(lines.at(-1), { code, reason: '', authenticated });
  return { link, clock, lines, memory, end };
}

test('it dials at once, and again after a short wait that doubles to half a minute', async () => {
  const { link, clock, lines, end } = linkWith();
  await link.start();
  const waits = [];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    end(1006);
    waits.push(clock.nextIn);
    await clock.pass(clock.nextIn);
  }
  assert.deepEqual(waits, [375, 750, 1500, 3000, 6000, 12000, 22500, 22500, 22500]);
  assert.equal(lines.length, 10);
});

test('waits are jittered between half and whole', async () => {
  for (const [dice, wait] of [
    [0, 250],
    [1, 500],
  ]) {
    const clock = new FakeClock();
    const line = { close: () => undefined };
    const memory = { load: async () => null, save: async () => undefined };
    const link = new Link({
      dial: () => line,
      clock,
      memory,
      changed: () => undefined,
      random: () => dice,
    });
    await link.start();
    link.ended(line, { code: 1006, reason: '', authenticated: false });
    assert.equal(clock.nextIn, wait);
  }
});

test('a steady connection starts the waits anew, a short one does not', async () => {
  const { link, clock, end } = linkWith();
  await link.start();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    end(1006);
    await clock.pass(clock.nextIn);
  }
  link.online();
  end(1001, true);
  assert.equal(clock.nextIn, 6000);
  await clock.pass(6000);
  link.online();
  await clock.pass(10_000);
  end(1001, true);
  assert.equal(clock.nextIn, 375);
});

for (const [code, reason, wait] of [
  [4401, 'refused', 22_500],
  [4409, 'replaced', 225_000],
  [4426, 'outdated', 2_700_000],
  [1013, 'busy', 3_750],
]) {
  test(`close ${code} means ${reason}, and is remembered for the next worker`, async () => {
    const { link, clock, end, memory } = linkWith();
    await link.start();
    end(code);
    assert.equal(clock.nextIn, wait);
    assert.equal(link.view.reason, reason);
    assert.equal(memory.kept.reason, reason);
  });
}

test('refusals wait for longer and longer, up to an hour', async () => {
  const { link, clock, end } = linkWith();
  await link.start();
  const waits = [];
  for (let attempt = 0; attempt < 10; attempt += 1) {
    end(4401);
    waits.push(clock.nextIn);
    await clock.pass(clock.nextIn);
  }
  assert.equal(waits[1], 45_000);
  assert.equal(waits.at(-1), 2_700_000);
  assert.equal(link.view.attempts, 10);
});

test('a new worker keeps the wait that an earlier one was told', async () => {
  const waited = { reason: 'replaced', attempts: 1, nextTryAt: 1_000_000 + 60_000 };
  const { link, clock, lines } = linkWith({ waited });
  await link.start();
  assert.equal(lines.length, 0);
  assert.deepEqual(link.view, {
    phase: 'waiting',
    reason: 'replaced',
    attempts: 1,
    nextTryAt: 1_060_000,
  });
  await clock.pass(60_000);
  assert.equal(lines.length, 1);
});

test('a wait that is over is no wait', async () => {
  const { link, lines } = linkWith({ waited: { reason: 'refused', attempts: 2, nextTryAt: 1 } });
  await link.start();
  assert.equal(lines.length, 1);
});

test('the person need not wait', async () => {
  const { link, clock, lines, end } = linkWith();
  await link.start();
  end(4409);
  link.connectNow();
  assert.equal(lines.length, 2);
  assert.equal(clock.nextIn, null);
  link.connectNow();
  assert.equal(lines.length, 2);
});

test('the alarm dials only when the wait is over', async () => {
  const { link, clock, lines, end } = linkWith();
  await link.start();
  end(4409);
  await clock.pass(1_000);
  link.wake();
  assert.equal(lines.length, 1);
});

test('what an old line says after it was hung up changes nothing', async () => {
  const { link, clock, lines, end } = linkWith();
  await link.start();
  link.online();
  link.reopen();
  assert.equal(lines[0].closed, true);
  link.ended(lines[0], { code: 1006, reason: '', authenticated: true });
  assert.equal(link.view.phase, 'connecting');
  end(1006);
  assert.equal(link.view.phase, 'waiting');
  link.stop();
  await clock.pass(60_000);
  await turns();
  assert.equal(lines.length, 2);
});
