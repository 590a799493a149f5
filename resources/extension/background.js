/**
 * The worker. Every listener is registered before anything is waited for, since the browser wakes
 * a dead worker by an event and looks for its listener at once; then the agent starts.
 */

import { Agent } from './core/agent.js';
import { systemClock } from './core/clock.js';
import { openDatabase } from './core/database.js';
import { countJob, jobsToday, loadSettings, saveSettings } from './core/settings.js';
import { badgeOf } from './core/status.js';
import { Viewers } from './core/viewers.js';
import { browserName, platform } from './platform/index.js';
import { loadWording } from './ui/wording.js';

const ALARM = 'revive';
const REVIVE_MINUTES = 0.5;
const GATHER_MS = 100;

const viewers = new Viewers();
/** @type {ReturnType<typeof setTimeout> | null} */
let showing = null;
const started = start();

chrome.runtime.onConnect.addListener((port) => {
  if (Viewers.isOurs(port)) viewers.add(port, started);
});
chrome.alarms.onAlarm.addListener(async () => (await started).wake());
chrome.runtime.onStartup.addListener(() => void started);
chrome.runtime.onInstalled.addListener(() => void readBootstrap());
chrome.permissions.onAdded.addListener(async () => (await started).permissionsChanged());
chrome.permissions.onRemoved.addListener(async () => (await started).permissionsChanged());

async function start() {
  let wording = await loadWording();
  let settings = await loadSettings();
  const agent = new Agent({
    database: await openDatabase(),
    platform,
    clock: systemClock,
    openSocket: (url, subprotocol) => new WebSocket(url, subprotocol),
    memory: sessionMemory,
    browserSession: await browserSession(),
    version: chrome.runtime.getManifest().version,
    about: async () => ({
      ...(await browserName()),
      version: chrome.runtime.getManifest().version,
    }),
    card: (run) => (settings.showCard ? wording.card(run.record.title) : null),
    pressCard: (facts) => wording.pressCard(facts),
    mayPress: () => settings.mayPress,
    jobsToday: () => jobsToday(systemClock.now()),
    countJob: () => countJob(systemClock.now()),
    changed,
  });
  chrome.storage.local.onChanged.addListener(async () => {
    settings = await loadSettings();
    wording = await loadWording();
    await agent.permissionsChanged();
  });
  await agent.start();
  return agent;
}

/** Waits that an earlier worker was told to keep; they end with the browser.
 *  @type {import('./core/link.js').Memory} */
const sessionMemory = {
  async load() {
    return /** @type {any} */ ((await chrome.storage.session.get('waited')).waited ?? null);
  },
  async save(waited) {
    await chrome.storage.session.set({ waited });
  },
};

/** A name for this run of the browser: ids of windows and tabs mean nothing after it. */
async function browserSession() {
  const { session } = await chrome.storage.session.get('session');
  if (session) return String(session);
  const made = crypto.randomUUID();
  await chrome.storage.session.set({ session: made });
  return made;
}

/** Many things change at once while a job runs; they are shown together. */
function changed() {
  showing ??= setTimeout(() => {
    showing = null;
    void show();
  }, GATHER_MS);
}

async function show() {
  const status = await (await started).status();
  viewers.show(status);
  await keepAlarm(status.hubUrl !== '');
  const badge = badgeOf(status);
  await chrome.action.setBadgeText({ text: badge.text });
  await chrome.action.setBadgeBackgroundColor({ color: badge.color });
}

/** Only a browser that has a desk need be woken. @param {boolean} wanted */
async function keepAlarm(wanted) {
  const there = Boolean(await chrome.alarms.get(ALARM));
  if (wanted && !there) await chrome.alarms.create(ALARM, { periodInMinutes: REVIVE_MINUTES });
  if (!wanted && there) await chrome.alarms.clear(ALARM);
}

/**
 * A freshly started browser of a demo or a test pairs without hands: a `bootstrap.json` beside the
 * manifest holds the link. Read once, when the extension is installed into a profile.
 */
async function readBootstrap() {
  const { bootstrapRead } = await chrome.storage.local.get('bootstrapRead');
  if (bootstrapRead) return;
  await chrome.storage.local.set({ bootstrapRead: true });
  const answer = await fetch(chrome.runtime.getURL('bootstrap.json')).catch(() => null);
  if (!answer?.ok) return;
  const { link, name, settings } = await answer.json();
  if (settings) await saveSettings(settings);
  await (await started).pair(link, name);
}
