import { afterEach } from 'node:test';

import { IDBFactory } from 'fake-indexeddb';

import { systemClock } from '../../../resources/extension/core/clock.js';
import { openDatabase } from '../../../resources/extension/core/database.js';
import { Accounts } from '../../../resources/extension/core/accounts.js';
import { Journal } from '../../../resources/extension/core/journal.js';
import { Outbox } from '../../../resources/extension/core/outbox.js';
import { Run } from '../../../resources/extension/core/run.js';
import { Stopped } from '../../../resources/extension/recipe/errors.js';
import { workOn } from '../../../resources/extension/recipe/job.js';

export const SITE = '127.0.0.1:8000';
const START = { part: 0, step: 0, page: 1, url: '', rows: 0 };

const runs = [];
afterEach(() => {
  for (const { run, site } of runs.splice(0)) {
    run.stop(new Stopped('abandoned'), true);
    site.window?.close();
  }
});

export function record(more = {}) {
  return {
    jobId: 'job',
    epoch: 1,
    type: 'SEARCH_SINGLE',
    input: { connector: 'x', query: 'dentists' },
    connector: 'x',
    title: 'dentists',
    cursor: { ...START },
    keys: [],
    rows: 0,
    screenshots: 0,
    percent: 0,
    notes: [],
    steps: [],
    fields: {},
    lookups: [],
    windowId: null,
    tabId: null,
    browserSession: 'one',
    paused: false,
    needs: null,
    account: null,
    ...more,
  };
}

/** A recipe of these steps, for the site of the tests. */
export function recipe(steps, more = {}) {
  return {
    id: 'x',
    hosts: [SITE],
    start: 'https://{host}/search?q={{search|url}}',
    labels: {},
    trouble: [],
    steps,
    ...more,
  };
}

const CARD = {
  title: '',
  checked: '',
  checks: [],
  ready: 'I am ready',
  left: '{n} s left',
  note: '',
  close: 'Close',
  direction: 'ltr',
};

/** A desk that gives every permit and hears everything, unless it is told otherwise. */
export class FakeDesk {
  asked = [];
  answers = {};
  files = new Map();
  fresh = true;

  heardWithin = () => this.fresh;
  fetch = async (ref, mediaId) => this.files.get(mediaId);

  async ask(event, data) {
    this.asked.push({ event, data });
    const answer = this.answers[event]?.(data);
    if (answer instanceof Error) throw answer;
    return answer ?? (event === 'job:permit' ? { permit: 'permit', ttlSeconds: 15 } : {});
  }

  said(event) {
    return this.asked.filter((one) => one.event === event).map(({ data }) => data);
  }
}

/** A run of recipes over a site, with its outbox to look into. */
export async function startWork(
  site,
  recipes,
  { kept = record(), config = {}, desk = new FakeDesk(), mayPress = true, database } = {},
) {
  database ??= await openDatabase(new IDBFactory());
  const journal = new Journal(database);
  const accounts = new Accounts(database);
  const outbox = new Outbox(database, () => undefined);
  const run = new Run(kept, {
    database,
    outbox,
    clock: systemClock,
    agentId: 'agent',
    changed: () => undefined,
    inFlight: () => null,
    card: () => null,
    pressCard: (facts) => ({ ...CARD, title: facts.button, checks: [facts.handle] }),
    mayPress: () => mayPress,
    desk,
    journal,
    accounts,
  });
  runs.push({ run, site });
  const connectors = [recipes]
    .flat()
    .map((one) => ({ id: one.id, kind: one.kind, enabled: true, hosts: one.hosts, recipe: one }));
  const around = {
    platform: site,
    clock: systemClock,
    config: {
      platform: { language: 'en' },
      connectors,
      limits: { maxProofBytes: 1_000_000 },
      ...config,
    },
  };
  const sent = async (event) =>
    (await database.all('outbox')).filter((entry) => entry.event === event).map(({ data }) => data);
  const ended = workOn(run, around);
  ended.catch(() => undefined);
  return {
    run,
    ended,
    sent,
    desk,
    journal,
    accounts,
    database,
    findings: async () => (await sent('job:evidence')).flatMap(({ evidence }) => evidence),
  };
}
