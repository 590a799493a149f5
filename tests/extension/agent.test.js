import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hex, sha256 } from '../../resources/extension/core/bytes.js';
import { RunError } from '../../resources/extension/recipe/errors.js';
import { newProfile, quietPlatform, startAgent } from './support/agent.js';
import { turns, until } from './support/clock.js';
import { connector, FakeHub, job } from './support/hub.js';

const CONNECTORS = [
  connector('google_maps'),
  connector('practice_wall', { kind: 'publish' }),
  connector('practice_wall_verify', { kind: 'verify' }),
];

/** A worker that lets the test say when it is done. */
function openEnded() {
  const runs = [];
  const work = (run) =>
    new Promise((resolve, reject) => {
      runs.push({ run, resolve, reject });
      run.signal.addEventListener('abort', () => reject(run.signal.reason));
    });
  return { runs, work };
}

async function pairedAgent(options = {}) {
  const hub = options.hub ?? (await FakeHub.open());
  const profile = await newProfile();
  const { runs, work } = openEnded();
  const started = await startAgent(hub, profile, { work, ...options });
  void started.agent.pair(hub.link, 'Front desk');
  await until(async () => (await started.agent.status()).view === 'ready' || runs.length);
  return { hub, profile, runs, work, ...started };
}

/** The worker dies: its lines are cut, and another starts in the same profile. */
async function reborn({ hub, profile, agent }, options = {}) {
  agent.attendance.link.stop();
  agent.delivery.stop();
  agent.attendance.heart.stop();
  await turns();
  const { runs, work } = openEnded();
  return { hub, profile, runs, work, ...(await startAgent(hub, profile, { work, ...options })) };
}

// ------------------------------------------------------------------ pairing

test('pairing shows the digits of the desk, keeps its id before it confirms, and goes on as a session', async () => {
  const hub = await FakeHub.open();
  hub.allow = false;
  const { agent } = await startAgent(hub, await newProfile());
  assert.equal((await agent.status()).view, 'not_paired');
  const paired = agent.pair(hub.link, 'Front desk');
  await until(async () => (await agent.status()).pairing?.step === 'compare');
  const { pairing } = await agent.status();
  assert.equal(pairing.digits, hub.line.digits);
  assert.equal(pairing.hubName, 'Sami-PC');
  assert.equal(await agent.facts.identity.device(), null);
  await until(() => hub.heardOf('pair').length);
  void hub.letIn();
  await paired;
  const [said] = hub.heardOf('pair');
  assert.deepEqual(said.data.capabilities, ['google_maps', 'google_search']);
  assert.equal(said.data.protocol, 1);
  assert.deepEqual(JSON.parse(new TextDecoder().decode(hub.line.channel.theirPayload)), {
    name: 'Front desk',
    browser: 'Chrome 156',
    version: '0.1.0',
  });
  const status = await agent.status();
  assert.equal(status.view, 'ready');
  assert.equal(status.pairing.step, 'done');
  assert.equal(status.deviceName, 'Front desk - Chrome');
  assert.equal(hub.lines.length, 1);
});

test('a link that is no link names what is wrong and dials nobody', async () => {
  const hub = await FakeHub.open();
  const { agent } = await startAgent(hub, await newProfile());
  await agent.pair('proofdesk://pair/1?u=x', '');
  assert.deepEqual((await agent.status()).pairing, {
    step: 'failed',
    digits: '',
    hubName: '',
    reason: 'linkForm',
  });
  assert.equal(hub.lines.length, 0);
});

test('a wrong secret is told as no answer, and nothing is kept', async () => {
  const hub = await FakeHub.open();
  const { agent } = await startAgent(hub, await newProfile());
  const { link } = hub;
  hub.secret = new Uint8Array(32);
  await agent.pair(link, '');
  assert.equal((await agent.status()).pairing.reason, 'noAnswer');
  assert.equal((await agent.status()).view, 'not_paired');
});

test('“They differ” ends the pairing at once', async () => {
  const hub = await FakeHub.open();
  hub.allow = false;
  const { agent } = await startAgent(hub, await newProfile());
  const paired = agent.pair(hub.link, '');
  await until(async () => (await agent.status()).pairing?.step === 'compare');
  agent.differ();
  await paired;
  assert.equal((await agent.status()).pairing.reason, 'differ');
  assert.equal(hub.line.closedWith, 1000);
  assert.equal(await agent.facts.identity.device(), null);
});

test('a desk that closes while the person compares did not allow it', async () => {
  const hub = await FakeHub.open();
  hub.allow = false;
  const { agent } = await startAgent(hub, await newProfile());
  const paired = agent.pair(hub.link, '');
  await until(async () => (await agent.status()).pairing?.step === 'compare');
  hub.line.shut(4401);
  await paired;
  assert.equal((await agent.status()).pairing.reason, 'notAllowed');
});

test('a pairing that failed leaves the earlier one as it was', async () => {
  const { agent, hub } = await pairedAgent();
  await agent.pair('proofdesk://pair/1?u=x', '');
  await until(async () => (await agent.status()).view === 'ready');
  assert.equal(hub.heardOf('auth').length, 1);
});

// ------------------------------------------------------------- coming back

test('a new worker comes back by its key, under another boot id', async () => {
  const first = await pairedAgent();
  const second = await reborn(first);
  await until(async () => (await second.agent.status()).view === 'ready');
  const third = await reborn(second);
  await until(async () => (await third.agent.status()).view === 'ready');
  const said = first.hub.heardOf('auth').map(({ data }) => data);
  assert.equal(said.length, 2);
  assert.equal(said[0].token, undefined);
  assert.notEqual(said[0].bootId, said[1].bootId);
  assert.equal('accounts' in said[0], false);
  assert.deepEqual(said[0].running, []);
});

test('it dials again when the hub goes and comes', async () => {
  const { agent, hub, clock } = await pairedAgent();
  hub.down = true;
  hub.line.shut(1001);
  await until(async () => (await agent.status()).view === 'no_hub');
  await clock.pass(60_000);
  assert.ok(hub.lines.length > 3);
  hub.down = false;
  await clock.pass(clock.nextIn);
  await until(async () => (await agent.status()).view === 'ready');
});

test('a hub that speaks another protocol is left alone', async () => {
  const first = await pairedAgent();
  first.hub.protocol = 2;
  const { agent, hub } = await reborn(first);
  await until(async () => (await agent.status()).view === 'outdated');
  assert.equal(hub.line.closedWith, 4426);
});

test('the capabilities are the connectors whose sites this browser may use', async () => {
  const hub = await FakeHub.open();
  hub.config.connectors = CONNECTORS;
  const first = await pairedAgent({ hub });
  await until(() => hub.heardOf('auth').length);
  assert.deepEqual(hub.heardOf('auth').at(-1).data.capabilities, ['google_maps', 'practice_wall']);
  const { agent } = await reborn(first, {
    platform: { ...quietPlatform(), mayUse: async () => false },
  });
  await until(async () => (await agent.status()).view === 'ready');
  assert.deepEqual(hub.heardOf('auth').at(-1).data.capabilities, []);
});

test('a permission that comes later is told by coming anew', async () => {
  const hub = await FakeHub.open();
  hub.config.connectors = CONNECTORS;
  let may = false;
  const { agent } = await pairedAgent({
    hub,
    platform: { ...quietPlatform(), mayUse: async () => may },
  });
  await until(() => hub.heardOf('auth').length === 1);
  await until(async () => (await agent.status()).view === 'ready');
  may = true;
  await agent.permissionsChanged();
  await until(() => hub.heardOf('auth').length === 2);
  assert.deepEqual(hub.heardOf('auth').at(-1).data.capabilities, ['google_maps', 'practice_wall']);
});

// ------------------------------------------------------------------- leaving

test('a revoked browser forgets its key, drops what it held and does not come back', async () => {
  const { agent, hub, clock, platform, runs } = await pairedAgent();
  hub.offer(hub.line, job());
  hub.jobs = [job()];
  await until(() => runs.length);
  await runs[0].run.save({ windowId: 5, tabId: 6 });
  void hub.line.push('device:revoked', { reason: 'The operator revoked this device.' });
  void hub.line.queue(() => hub.line.shut(4403));
  await until(async () => (await agent.status()).view === 'revoked');
  const status = await agent.status();
  assert.equal(status.farewell.deviceName, 'Front desk - Chrome');
  assert.equal(await agent.facts.identity.key(), null);
  assert.equal(await agent.outbox.count(), 0);
  assert.equal(status.job, null);
  const before = hub.lines.length;
  await clock.pass(3_600_000);
  assert.equal(hub.lines.length, before);
  assert.deepEqual(platform.closed, []);
});

test('a 4403 from one who did not prove that he is the hub forgets nothing', async () => {
  const first = await pairedAgent();
  first.hub.down = true;
  const { agent, hub } = await reborn(first);
  hub.down = false;
  hub.answers = {};
  agent.attendance.link.connectNow();
  hub.line.shut(4403);
  await turns();
  assert.notEqual(await agent.facts.identity.device(), null);
  assert.equal((await agent.status()).view, 'no_hub');
});

test('three refusals in a row are told as not paired, and the key stays', async () => {
  const first = await pairedAgent();
  first.hub.known.clear();
  const { agent, clock, hub } = await reborn(first);
  for (let count = 1; count < 3; count += 1) {
    await until(() => hub.line.closedWith === 4401 && clock.nextIn);
    await turns();
    await clock.pass(clock.nextIn);
  }
  await until(async () => (await agent.status()).view === 'revoked');
  assert.equal((await agent.status()).unknownHere, true);
  assert.notEqual(await agent.facts.identity.key(), null);
});

test('forgetting the desk is for good', async () => {
  const { agent, hub } = await pairedAgent();
  await agent.forget();
  assert.equal((await agent.status()).view, 'not_paired');
  assert.equal(await agent.facts.identity.key(), null);
  assert.equal(hub.line.closedWith, 1000);
});

// ---------------------------------------------------------------------- work

test('a job that is offered is asked for, worked on and told', async () => {
  const { agent, hub, runs } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  assert.equal((await agent.status()).job.title, 'dentists, Amman');
  const { run, resolve } = runs[0];
  await run.evidence([{ type: 'place', title: 'A', source: 's', snippet: {}, confidence: 'low' }]);
  await run.proof({
    kind: 'results',
    mime: 'image/jpeg',
    bytes: new Uint8Array(100_000).fill(1),
    width: 10,
    height: 20,
    pageUrl: 'http://x/',
    title: 'T',
    capturedAt: 0,
  });
  await run.progress(50, 'half way');
  resolve({ rows: 1, ended: 'end' });
  await until(() => hub.heardOf('job:done').length);
  const order = hub.line.messages
    .map(({ event }) => event)
    .filter((event) => event.startsWith('job:'));
  assert.deepEqual(order, ['job:ack', 'job:evidence', 'job:proof', 'job:progress', 'job:done']);
  const { data } = hub.heardOf('job:done')[0];
  assert.deepEqual(data.output, { rows: 1, ended: 'end', accepted: 1, duplicates: 0, proofs: 1 });
  const [proof] = hub.heardOf('job:proof');
  assert.equal(proof.data.sizeBytes, 100_000);
  assert.match(proof.data.sha256, /^[0-9a-f]{64}$/);
  assert.equal(proof.data.capturedAt, '1970-01-01T00:00:00.000Z');
  assert.deepEqual(
    hub.line.chunks.map(({ offset }) => offset),
    [0, 49127, 98254],
  );
  await until(async () => (await agent.outbox.count()) === 0);
  assert.equal((await agent.status()).view, 'ready');
  assert.deepEqual(await agent.jobs.running(), []);
});

test('what was not acknowledged is sent again, the same, after a reconnect', async () => {
  const { agent, hub, runs, clock } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  hub.answers['job:evidence'] = (message, line) => {
    line.shut(1006);
    return null;
  };
  await runs[0].run.evidence([{ title: 'A' }]);
  await until(async () => (await agent.status()).view === 'working' && hub.line.closedWith);
  hub.answers = {};
  hub.jobs = [];
  await turns();
  await clock.pass(1_000);
  await until(() => hub.heardOf('job:evidence').length === 2);
  const [first, second] = hub.heardOf('job:evidence');
  assert.deepEqual(first, second);
  await until(async () => (await agent.outbox.count()) === 0);
});

test('a worker that died goes on with the run that the hub leaves it', async () => {
  const first = await pairedAgent();
  first.hub.jobs = [job()];
  first.hub.offer(first.hub.line, job());
  await until(() => first.runs.length);
  await first.runs[0].run.save({ rows: 7, windowId: 3, tabId: 4 });
  first.hub.jobs = [];
  const second = await reborn(first);
  await until(() => second.runs.length);
  assert.deepEqual(first.hub.heardOf('auth').at(-1).data.running, [
    { jobId: job().jobId, epoch: 1 },
  ]);
  const { record } = second.runs[0].run;
  assert.equal(record.rows, 7);
  assert.equal(record.tabId, 4);
});

test('after the browser itself was restarted the old ids of tabs mean nothing', async () => {
  const first = await pairedAgent();
  first.hub.jobs = [job()];
  first.hub.offer(first.hub.line, job());
  await until(() => first.runs.length);
  await first.runs[0].run.save({ windowId: 3, tabId: 4 });
  first.hub.jobs = [];
  first.profile.session = 'two';
  const second = await reborn(first);
  await until(() => second.runs.length);
  assert.equal(second.runs[0].run.record.tabId, null);
  assert.deepEqual(second.platform.closed, []);
});

test('a run that the hub gave to another is dropped with its window', async () => {
  const first = await pairedAgent();
  first.hub.jobs = [job()];
  first.hub.offer(first.hub.line, job());
  await until(() => first.runs.length);
  await first.runs[0].run.save({ windowId: 3, tabId: 4 });
  first.hub.jobs = [];
  first.hub.continue = () => [];
  const second = await reborn(first);
  await until(() => second.platform.closed.length);
  assert.deepEqual(second.platform.closed, [3]);
  assert.equal(second.runs.length, 0);
  assert.deepEqual(await second.agent.jobs.running(), []);
});

test('a last word that was not heard keeps its job among the running ones', async () => {
  const first = await pairedAgent();
  first.hub.jobs = [job()];
  first.hub.offer(first.hub.line, job());
  await until(() => first.runs.length);
  first.hub.answers['job:done'] = () => null;
  first.runs[0].resolve({ rows: 0 });
  await until(() => first.hub.heardOf('job:done').length);
  first.hub.jobs = [];
  first.hub.answers = {};
  const second = await reborn(first);
  await until(() => first.hub.heardOf('job:done').length === 2);
  assert.deepEqual(first.hub.heardOf('auth').at(-1).data.running, [
    { jobId: job().jobId, epoch: 1 },
  ]);
  assert.equal(second.runs.length, 0);
});

test('a cancel stops the run and is confirmed', async () => {
  const { agent, hub, runs } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  void hub.line.push('job:cancel', { jobId: job().jobId, epoch: 1, reason: 'x' });
  await until(() => hub.heardOf('job:cancelled').length);
  assert.deepEqual(hub.heardOf('job:cancelled')[0].data, { jobId: job().jobId, epoch: 1 });
  await until(async () => (await agent.status()).view === 'ready');
});

test('a cancel that came while the line was down is learnt from the next beat', async () => {
  const { hub, runs, clock } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  hub.answers.heartbeat = () => ({
    event: 'heartbeat_ack',
    data: { time: '', cancel: [job().jobId], lost: [], paused: false },
  });
  await clock.pass(20_000);
  await until(() => hub.heardOf('job:cancelled').length);
  assert.deepEqual(hub.heardOf('heartbeat')[0].data.running, [{ jobId: job().jobId, epoch: 1 }]);
});

test('a lost lease ends the run without a word, and the findings are still sent', async () => {
  const { agent, hub, runs } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  hub.answers['job:progress'] = () => ({
    event: 'error',
    data: { code: 'LEASE_LOST', message: 'gone', event: 'job:progress', retryable: false },
  });
  await runs[0].run.progress(10);
  await runs[0].run.evidence([{ title: 'A' }]);
  await until(() => hub.heardOf('job:evidence').length);
  await until(async () => (await agent.status()).view === 'ready');
  assert.ok(runs[0].run.signal.aborted);
  for (const event of ['job:done', 'job:error', 'job:cancelled'])
    assert.equal(hub.heardOf(event).length, 0);
});

test('a proof under a lost lease is sent before the loss is obeyed', async () => {
  const { hub, runs } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  hub.answers['job:proof'] = ({ data }) => {
    hub.declared.push(data);
    return {
      event: 'error',
      data: {
        code: 'LEASE_LOST',
        message: 'late',
        event: 'job:proof',
        retryable: false,
        details: { assetId: data.assetId, state: 'send', offset: 0 },
      },
    };
  };
  await runs[0].run.proof({
    kind: 'results',
    mime: 'image/png',
    bytes: new Uint8Array(10),
    pageUrl: '',
    title: '',
    capturedAt: 0,
  });
  await until(() => runs[0].run.signal.aborted);
  assert.deepEqual([...hub.files.values()], [10]);
});

test('an upload goes on where the hub says', async () => {
  const { agent, hub, runs } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  hub.answers['job:proof'] = ({ data }) => {
    hub.declared.push(data);
    hub.files.set(data.assetId, 60_000);
    return {
      event: 'job:proof_ack',
      data: { assetId: data.assetId, state: 'send', offset: 60_000 },
    };
  };
  await runs[0].run.proof({
    kind: 'results',
    mime: 'image/png',
    bytes: new Uint8Array(100_000),
    pageUrl: '',
    title: '',
    capturedAt: 0,
  });
  await until(async () => (await agent.outbox.count()) === 0);
  assert.deepEqual(
    hub.line.chunks.map(({ offset, bytes }) => [offset, bytes.length]),
    [[60_000, 40_000]],
  );
});

test('a hub whose disk is full is asked again, and nothing is dropped', async () => {
  const { agent, hub, runs, clock } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  const full = {
    event: 'error',
    data: { code: 'RETRY_LATER', message: 'full', event: 'job:evidence', retryable: true },
  };
  hub.answers['job:evidence'] = () => full;
  await runs[0].run.evidence([{ title: 'A' }]);
  await until(() => clock.nextIn === 1_000);
  assert.equal(await agent.outbox.count(), 1);
  hub.answers = {};
  await clock.pass(1_000);
  await until(async () => (await agent.outbox.count()) === 0);
});

test('a job whose end the hub does not take is given back', async () => {
  const { agent, hub, runs } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  hub.answers['job:done'] = () => ({
    event: 'error',
    data: {
      code: 'PROOF_PENDING',
      message: 'a proof is missing',
      event: 'job:done',
      retryable: false,
    },
  });
  runs[0].resolve({ rows: 0 });
  await until(() => hub.heardOf('job:error').length);
  const { data } = hub.heardOf('job:error')[0];
  assert.equal(data.errorCode, 'PROOF_PENDING');
  assert.equal(data.retryable, true);
  await until(async () => (await agent.outbox.count()) === 0);
});

test('what breaks in the agent itself fails the job by a name', async (context) => {
  const said = context.mock.method(console, 'error', () => undefined);
  const { hub, runs } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  runs[0].reject(new TypeError('boom'));
  await until(() => hub.heardOf('job:error').length);
  const { data } = hub.heardOf('job:error')[0];
  assert.equal(data.errorCode, 'agent_error');
  assert.equal(data.retryable, true);
  assert.equal(said.mock.callCount(), 1);
});

test('a job stopped in the browser fails for good, and says by whom', async () => {
  const { agent, hub, runs } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  agent.stopJob();
  await until(() => hub.heardOf('job:error').length);
  const { data } = hub.heardOf('job:error')[0];
  assert.equal(data.errorCode, 'stopped_here');
  assert.equal(data.retryable, false);
});

test('one job at a time: the next is asked for when the first is done', async () => {
  const { hub, runs } = await pairedAgent();
  const second = job({ jobId: '01a20a3d-0000-7000-8000-000000000002' });
  hub.jobs = [job(), second];
  hub.offer(hub.line, job());
  hub.offer(hub.line, second);
  await until(() => runs.length);
  await turns();
  assert.equal(hub.heardOf('job:ack').length, 1);
  runs[0].resolve({});
  await until(() => runs.length === 2);
  assert.equal(runs[1].run.record.jobId, second.jobId);
});

test('a job that another took is left, and the next is asked for', async () => {
  const { hub, runs } = await pairedAgent();
  const second = job({ jobId: '01a20a3d-0000-7000-8000-000000000002' });
  hub.jobs = [second];
  hub.answers['job:ack'] = ({ data }) =>
    data.jobId === second.jobId
      ? undefined
      : {
          event: 'error',
          data: { code: 'JOB_TAKEN', message: 'x', event: 'job:ack', retryable: false },
        };
  hub.offer(hub.line, job());
  hub.offer(hub.line, second);
  await until(() => runs.length);
  assert.equal(runs[0].run.record.jobId, second.jobId);
});

test('a job whose answer was lost with the line is asked for again on the next', async () => {
  const { hub, runs, clock } = await pairedAgent();
  hub.jobs = [job()];
  hub.answers['job:ack'] = (message, line) => {
    line.shut(1006);
    return null;
  };
  hub.offer(hub.line, job());
  await until(() => hub.heardOf('job:ack').length);
  hub.answers = {};
  await until(async () => {
    await clock.pass(1_000);
    return runs.length;
  });
  assert.equal(runs[0].run.record.jobId, job().jobId);
  assert.equal(hub.heardOf('job:ack').length, 2);
});

test('a paused desk is asked again with the next beat', async () => {
  const { hub, runs, clock } = await pairedAgent();
  hub.jobs = [job()];
  hub.answers['job:ack'] = () => ({
    event: 'error',
    data: { code: 'PAUSED', message: 'x', event: 'job:ack', retryable: true },
  });
  hub.offer(hub.line, job());
  await until(() => hub.heardOf('job:ack').length);
  hub.answers = {};
  await turns();
  await clock.pass(20_000);
  await until(() => runs.length);
});

test('a kind of job that this agent does not know is left to others', async () => {
  const { hub } = await pairedAgent();
  hub.offer(hub.line, job({ type: 'PUBLISH_POST' }));
  await turns();
  assert.equal(hub.heardOf('job:ack').length, 0);
});

test('resume from the desk and “I solved it” wake a run that waits', async () => {
  const { agent, hub, runs } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  const { run } = runs[0];
  await run.needsUser({ reason: 'captcha', message: 'Solve it.' });
  assert.equal((await agent.status()).view, 'needs_user');
  const woken = run.solved(60_000);
  void hub.line.push('job:resume', { jobId: job().jobId, epoch: 1 });
  assert.equal(await woken, true);
  await run.relieved();
  assert.equal((await agent.status()).view, 'working');
});

test('a pause here holds the run at its next step', async () => {
  const { runs, hub, agent } = await pairedAgent();
  hub.jobs = [job()];
  hub.offer(hub.line, job());
  await until(() => runs.length);
  const { run } = runs[0];
  await run.pause(true);
  let through = false;
  const gate = run.gate().then(() => {
    through = true;
  });
  await turns();
  assert.equal(through, false);
  assert.equal((await agent.status()).job.paused, true);
  await run.pause(false);
  await gate;
  await until(() => hub.heardOf('job:log').length === 2);
});

test('a line on which a beat is not answered is given up', async () => {
  const { agent, hub, clock } = await pairedAgent();
  hub.answers.heartbeat = () => null;
  await clock.pass(20_000);
  await until(() => hub.heardOf('heartbeat').length);
  await clock.pass(30_000);
  assert.equal(hub.lines[0].closedWith, 1000);
  hub.answers = {};
  await clock.pass(1_000);
  await until(async () => (await agent.status()).view === 'ready');
});

test('a frame that does not open costs the line', async () => {
  const { hub, agent } = await pairedAgent();
  hub.line.say(new Uint8Array(40).buffer);
  await until(() => hub.lines[0].closedWith);
  assert.equal(hub.lines[0].closedWith, 4400);
  assert.notEqual((await agent.status()).view, 'revoked');
});

// ---------------------------------------------------------------- publishing

const ACCOUNT = { platform: 'practice', handle: 'mona' };

function publication() {
  return job({
    type: 'PUBLISH_VARIANT',
    connector: 'practice_wall',
    input: { account: ACCOUNT, text: 'Open day\nSaturday', media: [], commit: 'agent' },
  });
}

function pressed(epoch = 1) {
  const { jobId } = job();
  const entry = { jobId, epoch, state: 'pressed', by: 'agent', permit: 'p', account: ACCOUNT };
  return { ...entry, text: 'Open day', digest: '', at: 1_000_000, token: 't', guard: 'g' };
}

async function publishingAgent() {
  const paired = await pairedAgent();
  paired.hub.jobs = [publication()];
  paired.hub.offer(paired.hub.line, publication());
  await until(() => paired.runs.length);
  return { ...paired, ...paired.runs[0] };
}

test('a publication is known by its account and its first line', async () => {
  const { agent } = await publishingAgent();
  assert.equal((await agent.status()).job.title, '@mona: Open day');
});

test('accounts that were seen are told at the next coming, at once when the run is over', async () => {
  const { agent, hub, run, resolve } = await publishingAgent();
  await run.accounts.remember({ ...ACCOUNT, displayName: 'Mona', seenAt: 1 });
  hub.jobs = [];
  resolve({});
  await until(() => hub.heardOf('auth').length);
  assert.deepEqual(hub.heardOf('auth')[0].data.accounts, [ACCOUNT]);
  assert.equal((await agent.status()).accounts[0].displayName, 'Mona');
});

test('the line is not renewed for them before the hub has heard the end of the run', async () => {
  const { hub, run, resolve } = await publishingAgent();
  let answer = null;
  hub.answers['job:done'] = ({ id, data }, line) => {
    answer = () => line.push('job:done_ack', { jobId: data.jobId, status: 'COMPLETED' }, id);
    return null;
  };
  await run.accounts.remember({ ...ACCOUNT, displayName: '', seenAt: 1 });
  hub.jobs = [];
  resolve({});
  await until(() => answer);
  await turns();
  assert.equal(hub.lines.length, 1);
  void answer();
  await until(() => hub.heardOf('auth').length);
});

test('a file of a post comes in pieces behind its answer, and is taken only with its hash', async () => {
  const { hub, run } = await publishingAgent();
  const mediaId = '01a20a3d-0000-7000-8000-00000000000a';
  const file = new Uint8Array(100_000).map((_, index) => index % 251);
  let named = hex(await sha256(file));
  hub.answers['job:media'] = ({ id, data }, line) => {
    assert.deepEqual(data, { ...run.ref, mediaId, offset: 0 });
    const said = { mediaId, mime: 'image/png', name: 'a', sizeBytes: file.length, sha256: named };
    void line.push('job:media_ack', said, id);
    void line.pushChunk(mediaId, 0, file.slice(0, 49_000));
    void line.pushChunk(mediaId, 49_000, file.slice(49_000, 98_000));
    void line.pushChunk(mediaId, 98_000, file.slice(98_000));
    return null;
  };
  assert.deepEqual(await run.desk.fetch(run.ref, mediaId), file);
  named = 'f'.repeat(64);
  await assert.rejects(run.desk.fetch(run.ref, mediaId), { code: 'media_damaged' });
});

test('a line that ends in the middle of a file ends the wait for it', async () => {
  const { hub, run } = await publishingAgent();
  hub.answers['job:media'] = ({ id, data }, line) => {
    const said = { mediaId: data.mediaId, mime: '', name: '', sizeBytes: 9, sha256: '' };
    void line.push('job:media_ack', said, id);
    void line.queue(() => line.shut(1006));
    return null;
  };
  const mediaId = '01a20a3d-0000-7000-8000-00000000000a';
  await assert.rejects(run.desk.fetch(run.ref, mediaId), { message: 'the connection ended' });
});

test('a question waits for the line to come back, and knows how fresh the desk is', async () => {
  const { agent, hub, run, clock } = await publishingAgent();
  assert.equal(run.desk.heardWithin(5_000), true);
  hub.line.shut(1006);
  await until(() => !run.desk.heardWithin(5_000));
  hub.answers['job:permit'] = () => ({ event: 'job:permit_ack', data: { permit: 'p' } });
  const answer = run.desk.ask('job:permit', run.ref);
  await turns();
  await clock.pass(1_000);
  assert.deepEqual(await answer, { permit: 'p' });
  await until(async () => (await agent.status()).view === 'working');
  await clock.pass(6_000);
  assert.equal(run.desk.heardWithin(5_000), false);
});

test('the journal is kept until the hub heard the end, and on when the end is unknown', async () => {
  const first = await publishingAgent();
  await first.run.journal.write(pressed());
  first.resolve({ permalink: 'x' });
  await until(() => first.hub.heardOf('job:done').length);
  await until(async () => (await first.agent.journal.all()).length === 0);
  const second = await publishingAgent();
  await second.run.journal.write(pressed());
  second.reject(new RunError('OUTCOME_UNKNOWN', 'nobody knows'));
  await until(async () => second.hub.heardOf('job:error').length);
  await until(async () => (await second.agent.outbox.count()) === 0);
  assert.equal(await second.agent.journal.tells(ACCOUNT, 'Open day'), 'pressed');
  assert.equal((await second.agent.status()).journal.length, 1);
});

test('an old entry of the journal goes when the worker starts', async () => {
  const first = await publishingAgent();
  await first.run.journal.write({ ...pressed(9), at: first.clock.now() - 46 * 86_400_000 });
  const { agent } = await reborn(first);
  assert.deepEqual(await agent.journal.all(), []);
});

test('a run that may have pressed goes on even when it is not ours any more', async () => {
  const first = await publishingAgent();
  await first.run.journal.write(pressed());
  first.hub.jobs = [];
  first.hub.continue = () => [];
  const second = await reborn(first);
  await until(() => second.runs.length);
  assert.equal(second.runs[0].run.record.jobId, job().jobId);
});

test('a permit that is out outlasts a cancel, a lost lease and a stop; a revoke ends it', async () => {
  const { agent, hub, run } = await publishingAgent();
  run.hold();
  agent.jobs.cancel(job().jobId);
  await agent.jobs.abandon(job().jobId);
  agent.stopJob();
  assert.equal(run.signal.aborted, false);
  void hub.line.push('device:revoked', { reason: 'x' });
  void hub.line.queue(() => hub.line.shut(4403));
  await until(() => run.signal.aborted);
});

test('a permit that went back lets the first who wanted to stop the run do so', async () => {
  const { agent, hub, run } = await publishingAgent();
  run.hold();
  agent.jobs.cancel(job().jobId);
  assert.throws(() => run.letGo());
  await until(() => hub.heardOf('job:cancelled').length);
});
