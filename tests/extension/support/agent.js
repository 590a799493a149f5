import { IDBFactory } from 'fake-indexeddb';

import { Agent } from '../../../resources/extension/core/agent.js';
import { openDatabase } from '../../../resources/extension/core/database.js';
import { FakeClock } from './clock.js';

/** A browser that opens windows and shows nothing; enough where no recipe runs. */
export function quietPlatform() {
  return {
    closed: [],
    closeWindow(windowId) {
      this.closed.push(windowId);
      return Promise.resolve();
    },
    stayAwake: () => Promise.resolve(),
    mayUse: () => Promise.resolve(true),
    mayCapture: () => Promise.resolve(true),
  };
}

/** What outlives a worker: the database, the waits, the name of the browser's session. */
export async function newProfile() {
  return { factory: new IDBFactory(), waited: null, session: 'one' };
}

/** An agent as a worker starts it, in a profile. */
export async function startAgent(
  hub,
  profile,
  { work, clock = new FakeClock(), platform = quietPlatform() } = {},
) {
  const agent = new Agent({
    database: await openDatabase(profile.factory),
    platform,
    clock,
    openSocket: hub.openSocket,
    memory: {
      load: async () => profile.waited,
      save: async (waited) => {
        profile.waited = waited;
      },
    },
    browserSession: profile.session,
    version: '0.1.0',
    about: async () => ({ name: 'Chrome - Linux', browser: 'Chrome 156', version: '0.1.0' }),
    card: () => null,
    pressCard: () => ({}),
    mayPress: () => true,
    jobsToday: async () => 0,
    countJob: async () => undefined,
    changed: () => undefined,
    work,
  });
  await agent.start();
  return { agent, clock, platform };
}
