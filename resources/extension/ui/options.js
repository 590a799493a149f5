/**
 * The options: the desk, what this browser may use, how it speaks, what still waits to be heard.
 */

import { loadSettings, saveSettings } from '../core/settings.js';
import { allowSite, isBuiltIn, maySite, withdrawSite } from '../platform/sites.js';
import { listen, tell } from './desk.js';
import { button, h, icon, mark, show, speak, stateOf } from './dom.js';
import { loadWording } from './wording.js';

const ALL = '<all_urls>';

let wording = await loadWording();
let settings = await loadSettings();
/** @type {Status | null} */
let status = null;
/** @type {{host: string, granted: boolean, builtIn: boolean}[]} */
let sites = [];
const open = { sites: false, forget: false, journal: false };

speak(wording);
listen(async (news) => {
  status = news;
  sites = await sitesNow();
  render();
});

/** @param {string} key @param {Record<string, string | number>} [values] */
function say(key, values) {
  return wording.say(key, values);
}

async function sitesNow() {
  const hosts = [...new Set(status?.hosts ?? [])];
  return Promise.all(
    hosts.map(async (host) => ({ host, granted: await maySite(host), builtIn: isBuiltIn(host) })),
  );
}

function render() {
  if (!status) return;
  document.title = say('optionsTitle');
  const head = h('header', {}, mark(), h('h1', {}, say('optionsTitle')), stateOf(status, wording));
  show(
    h(
      'main',
      {},
      head,
      ...deskRows(status),
      nameRow(status),
      ...siteRows(),
      picturesRow(status),
      switchRow('mayPress', say('mayPress'), say('mayPressHint')),
      switchRow('showCard', say('card'), say('cardHint')),
      languageRow(),
      ...journalRows(status),
    ),
  );
}

/** @param {string} title @param {string | Node} hint @param {...Node} ends */
function option(title, hint, ...ends) {
  const texts = h('div', {}, h('h2', {}, title), hint ? h('p', {}, hint) : null);
  return h('div', { class: 'option' }, texts, ...ends);
}

/** @param {Status} now */
function deskRows(now) {
  if (!now.hubUrl) {
    const pair = () => chrome.tabs.create({ url: chrome.runtime.getURL('ui/pair.html') });
    return [option(say('desk'), say('noDesk'), button(say('pair'), pair, { icon: 'link' }))];
  }
  const url = now.hubUrl.replace(/\/agent$/, '');
  const where = h('span', {}, h('span', { class: 'mono' }, url), ' · ', h('bdi', {}, now.hubName));
  const row = option(
    say('desk'),
    where,
    button(say('forget'), () => flip('forget'), { icon: 'unlink', disabled: open.forget }),
  );
  return open.forget ? [row, forgetQuestion()] : [row];
}

function forgetQuestion() {
  const forget = () => {
    open.forget = false;
    tell('forget');
  };
  return h(
    'div',
    { class: 'ask' },
    h('p', {}, say('forgetAsk')),
    h(
      'div',
      { class: 'row' },
      button(say('forgetYes'), forget, { kind: 'danger' }),
      button(say('keep'), () => flip('forget')),
    ),
  );
}

/** @param {'sites' | 'forget' | 'journal'} part */
function flip(part) {
  open[part] = !open[part];
  render();
}

/** @param {Status} now */
function nameRow(now) {
  return option(
    say('nameHere'),
    say('nameHint'),
    h('bdi', { class: 'value' }, now.deviceName || '–'),
  );
}

function siteRows() {
  const row = option(
    say('sites'),
    say('sitesHint'),
    h(
      'span',
      { class: 'chip' },
      wording.count('sites', sites.filter(({ granted }) => granted).length),
    ),
    button(say(open.sites ? 'close' : 'change'), () => flip('sites'), { kind: 'link' }),
  );
  if (!open.sites) return [row];
  const rows = sites.length ? sites.map(siteRow) : [option(say('noSites'), '')];
  return [row, h('div', { class: 'sites' }, ...rows)];
}

/** @param {typeof sites[number]} site */
function siteRow({ host, granted, builtIn }) {
  const hint = builtIn ? say('builtIn') : granted ? say('allowed') : '';
  const end = builtIn
    ? icon('check', 'tone-success')
    : button(say(granted ? 'withdraw' : 'allow'), () =>
        granted ? withdrawSite(host) : allowSite(host),
      );
  return option(host, hint, end);
}

/** @param {Status} now */
function picturesRow({ mayCapture }) {
  const ask = () => chrome.permissions[mayCapture ? 'remove' : 'request']({ origins: [ALL] });
  return option(
    say('pictures'),
    say('picturesHint'),
    button(say(mayCapture ? 'withdraw' : 'allow'), ask),
  );
}

/** @param {'mayPress' | 'showCard'} name @param {string} title @param {string} hint */
function switchRow(name, title, hint) {
  const box = /** @type {HTMLInputElement} */ (
    h('input', {
      type: 'checkbox',
      class: 'switch',
      role: 'switch',
      'aria-label': title,
      'data-key': name,
      checked: settings[name],
      onchange: () => change({ [name]: box.checked }),
    })
  );
  return option(title, hint, box);
}

function languageRow() {
  const names = { auto: say('languageAuto'), en: 'English', ar: 'العربية' };
  const choices = Object.entries(names).map(([value, name]) =>
    h('option', { value, selected: settings.language === value }, name),
  );
  const list = /** @type {HTMLSelectElement} */ (
    h(
      'select',
      {
        'aria-label': say('language'),
        'data-key': 'language',
        onchange: () => change({ language: /** @type {any} */ (list.value) }),
      },
      ...choices,
    )
  );
  return option(say('language'), '', list);
}

/** @param {Status} now */
function journalRows({ outbox, journal }) {
  const flipped = button(say(open.journal ? 'close' : 'show'), () => flip('journal'));
  const row = option(say('journal'), say('journalHint', { count: outbox }), flipped);
  if (!open.journal) return [row];
  const entries = journal.length ? journal.map(journalEntry) : [option(say('noPresses'), '')];
  return [row, h('div', { class: 'sites' }, ...entries)];
}

/** @param {JournalEntry} entry */
function journalEntry({ account, text, state, at }) {
  const [line] = text.split('\n');
  const title = h('bdi', {}, `${account.platform}: @${account.handle.replace(/^@/, '')}`);
  const end = h('span', { class: 'value small' }, say(`journal_${state}`), ' · ', wording.time(at));
  const texts = h('div', {}, h('h2', {}, title), h('p', { dir: 'auto' }, line.slice(0, 120)));
  return h('div', { class: 'option' }, texts, end);
}

/** @param {Partial<import('../core/settings.js').Settings>} news */
async function change(news) {
  await saveSettings(news);
  settings = await loadSettings();
  wording = await loadWording();
  speak(wording);
  render();
}
