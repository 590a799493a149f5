/**
 * What the popup shows in each state: the body with what can be done, and the line at its foot.
 */

import { isLoopback, parseLink } from '../core/pairing_link.js';
import { tell } from './desk.js';
import { button, h, icon } from './dom.js';
import { say, wording } from './spoken.js';

const POSTS = new Set(['PUBLISH_VARIANT', 'VERIFY_POST']);
const MOST_ACCOUNTS = 4;
const MOST_HOSTS = 2;
const MOST_LETTERS = 60;
const PERMIT_MS = 15_000;

/** @param {string} name @param {string} tone @param {string} title @param {...string} texts */
function lead(name, tone, title, ...texts) {
  const paragraphs = texts.map((text) => h('p', { dir: 'auto' }, text));
  return h('div', { class: 'lead' }, icon(name, tone), h('h2', {}, title), ...paragraphs);
}

/** @param {...(Node | string)} children */
function actions(...children) {
  return h('div', { class: 'actions' }, ...children);
}

/** @param {Status} status */
function device({ deviceName, jobsToday }) {
  const jobs = jobsToday ? ` · ${wording.count('jobsToday', jobsToday)}` : '';
  return [icon('laptop'), h('span', { class: 'clip' }, h('bdi', {}, deviceName), jobs)];
}

/** @param {Status} status */
function address({ hubUrl }) {
  return [icon('plug'), h('span', { class: 'mono clip' }, hubUrl && new URL(hubUrl).host)];
}

function closeAnd(/** @type {string} */ command) {
  tell(command);
  window.close();
}

function openPairing(link = '') {
  const page = chrome.runtime.getURL(`ui/pair.html${link && `#${link}`}`);
  void chrome.tabs.create({ url: page });
  window.close();
}

/** @typedef {{body: Node[], foot: Node[]}} Parts */
/** What each state of the agent looks like. @type {Record<View, (status: Status) => Parts>} */
export const VIEWS = {
  connecting: (status) => ({
    body: [lead('loader-circle', 'spin muted', say('connectingTitle'), say('connectingText'))],
    foot: address(status),
  }),
  no_hub: (status) => ({
    body: [
      lead(
        'plug-zap',
        'text2',
        say('noHubTitle'),
        say(isLoopback(status.hubUrl) ? 'noHubText' : 'noHubAwayText'),
      ),
      tryAgain(status, 'tryNow'),
    ],
    foot: address(status),
  }),
  not_paired: () => ({
    body: notPaired(),
    foot: [icon('shield-check'), h('span', { class: 'clip' }, say('passwordsStay'))],
  }),
  ready: (status) => ({
    body: [
      ...(status.accounts.length ? signedIn(status.accounts) : [readyLead(say('readyText'))]),
      ...(status.mayCapture ? [] : [picturesOff()]),
      ...(status.askedHosts.length ? [sitesAsked(status.askedHosts)] : []),
    ],
    foot: device(status),
  }),
  working: (status) => ({ body: working(status), foot: device(status) }),
  needs_user: (status) => ({ body: needsUser(status), foot: device(status) }),
  revoked: (status) => ({
    body: [
      lead(
        'shield-off',
        'tone-danger',
        say('revokedTitle'),
        status.unknownHere || !status.farewell
          ? say('unknownText')
          : say('revokedText', { time: wording.time(status.farewell.at) }),
      ),
      actions(button(say('pairAgain'), () => openPairing(), { icon: 'link' })),
    ],
    foot: [icon('laptop'), h('span', { class: 'clip' }, say('was', { name: status.deviceName }))],
  }),
  replaced: (status) => ({
    body: [
      lead('copy-x', 'text2', say('replacedTitle'), say('replacedText')),
      tryAgain(status, 'takeOver'),
    ],
    foot: device(status),
  }),
  outdated: (status) => ({
    body: [
      lead('triangle-alert', 'tone-danger', say('outdatedTitle'), say('outdatedText')),
      tryAgain(status, 'tryNow'),
    ],
    foot: address(status),
  }),
};

/** @param {...string} texts */
function readyLead(...texts) {
  return lead('circle-check', 'tone-success', say('readyTitle'), ...texts);
}

/** @param {SeenAccount[]} accounts */
function signedIn(accounts) {
  const rows = accounts
    .slice(0, MOST_ACCOUNTS)
    .map((account) => h('li', {}, ...accountName(account), icon('check', 'tone-success end')));
  return [readyLead(), h('p', { class: 'line' }, say('signedInHere')), h('ul', {}, ...rows)];
}

/** @param {{platform: string, handle: string, displayName: string}} account */
function accountName({ platform, handle, displayName }) {
  const letter = [...platform][0]?.toUpperCase() ?? '';
  return [
    h('span', { class: 'platform', title: platform, 'aria-hidden': 'true' }, letter),
    h('bdi', { class: 'clip' }, displayName || `@${handle}`),
  ];
}

/** @param {Status} status @param {string} label */
function tryAgain(status, label) {
  const press = button(say(label), () => tell('tryNow'), {
    icon: 'refresh-cw',
    disabled: status.connecting,
  });
  return actions(press, h('span', { class: 'muted small' }, nextTry(status)));
}

/** @param {Status} status */
function nextTry({ nextTryAt, connecting }) {
  if (connecting) return say('tryingNow');
  if (!nextTryAt) return '';
  const seconds = Math.max(0, Math.ceil((nextTryAt - Date.now()) / 1_000));
  return seconds > 90
    ? say('nextTryMinutes', { minutes: Math.ceil(seconds / 60) })
    : say('nextTry', { seconds });
}

function notPaired() {
  const next = /** @type {HTMLButtonElement} */ (
    button(say('continue'), () => openPairing(field.value.trim()), { disabled: true })
  );
  const field = /** @type {HTMLInputElement} */ (
    h('input', {
      type: 'text',
      class: 'mono',
      placeholder: 'proofdesk://pair/1?…',
      'aria-label': say('pairingLink'),
      'data-key': 'link',
      spellcheck: 'false',
      oninput: () => {
        next.disabled = !isLink(field.value);
      },
    })
  );
  const title = h(
    'div',
    { class: 'lead plain' },
    h('h2', {}, say('notPairedTitle')),
    h('p', {}, say('notPairedText')),
  );
  return [
    title,
    field,
    actions(
      next,
      button(say('howItWorks'), () => openPairing(), { kind: 'link' }),
    ),
  ];
}

/** @param {string} text */
function isLink(text) {
  try {
    return Boolean(parseLink(text));
  } catch {
    return false;
  }
}

function picturesOff() {
  const ask = () => chrome.permissions.request({ origins: ['<all_urls>'] });
  return h(
    'div',
    { class: 'lead' },
    icon('image-off', 'tone-warning'),
    h('p', {}, say('picturesOff'), ' ', button(say('allowPictures'), ask, { kind: 'link' })),
  );
}

/** @param {string[]} hosts */
function sitesAsked(hosts) {
  const open = () => chrome.runtime.openOptionsPage();
  return h(
    'div',
    { class: 'lead' },
    icon('hand', 'tone-warning'),
    h(
      'p',
      {},
      hosts.length > MOST_HOSTS
        ? wording.count('sitesMore', hosts.length)
        : say('sitesAsked', { hosts: hosts.join(', ') }),
      ' ',
      button(say('settings'), open, { kind: 'link' }),
    ),
  );
}

/** @param {Status} status */
function working({ job }) {
  const { type, title, percent, rows, screenshots, paused } =
    /** @type {NonNullable<Status['job']>} */ (job);
  const isPost = POSTS.has(type);
  const pictures = wording.count('screenshots', screenshots);
  const kept = isPost
    ? say('keptPictures', { screenshots: pictures })
    : say('kept', { rows: wording.count('rows', rows), screenshots: pictures });
  const bar = h(
    'div',
    { class: 'progress' },
    h(
      'div',
      {
        class: 'bar',
        role: 'progressbar',
        'aria-valuenow': percent,
        'aria-valuemin': 0,
        'aria-valuemax': 100,
      },
      h('div', { style: `inline-size: ${percent}%` }),
    ),
    h('span', {}, `${percent}%`),
  );
  return [
    h(
      'div',
      { class: 'lead' },
      icon(isPost ? 'send' : 'map-pin', 'text2'),
      h('h2', { class: 'clip', title }, h('bdi', {}, title)),
    ),
    bar,
    h('p', { class: 'kept' }, paused ? `${say('pausedText')} ${kept}` : kept),
    h('p', { class: 'line' }, icon('eye'), say('keepVisible')),
    actions(
      paused
        ? button(say('goOn'), () => tell('goOn'), { icon: 'play' })
        : button(say('pauseHere'), () => tell('pause'), { icon: 'circle-pause' }),
      button(say('showTab'), () => closeAnd('showTab'), { icon: 'external-link', kind: 'ghost' }),
      button(say('stopJob'), () => tell('stopJob'), { kind: 'ghost danger end' }),
    ),
  ];
}

/** @param {Status} status */
function needsUser({ job }) {
  const { title, rows, needs } = /** @type {NonNullable<Status['job']>} */ (job);
  const { reason, message, press } = /** @type {NeedsUser} */ (needs);
  if (press) return youPress(press);
  const known = wording.has(`needsText_${reason}`);
  const text = known ? say(`needsText_${reason}`, { job: title, rows }) : message;
  return [
    lead('hand', 'tone-warning', say(`needsTitle_${reason}`), text),
    actions(
      button(say('goToTab'), () => closeAnd('showTab'), { icon: 'external-link', kind: 'primary' }),
      button(say('solved'), () => tell('solved'), { icon: 'check' }),
    ),
  ];
}

/** A person is to press the site's own button. @param {PressAsk} press */
function youPress({ button: word, text, pictures, until, refused, ...account }) {
  const [line] = text.trim().split('\n');
  const letters = [...line];
  const cut = letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join('')}…` : line;
  const filled = say(pictures ? 'pressTextPictures' : 'pressText', { text: cut });
  const hint = refused ? say('pressRefused', { why: refused }) : filled;
  const title = lead('mouse-pointer-click', 'tone-warning', say('pressTitle', { button: word }));
  title.append(
    h('p', { class: 'account' }, ...accountName(account)),
    h('p', { dir: 'auto' }, until ? say('pressNow', { button: word }) : hint),
  );
  const ready = button(say('iAmReady'), () => tell('solved'), {
    kind: 'tight',
    disabled: until !== null,
  });
  return [
    title,
    ...(until ? [secondsLeft(until)] : []),
    actions(
      button(say('goToTab'), () => closeAnd('showTab'), { kind: 'primary tight' }),
      ready,
      button(say('doNotPost'), () => tell('stopJob'), { kind: 'tight' }),
    ),
  ];
}

/** @param {number} until */
function secondsLeft(until) {
  const ms = Math.max(0, until - Date.now());
  const share = Math.min(100, (100 * ms) / PERMIT_MS);
  return h(
    'div',
    { class: 'progress seconds' },
    h('div', { class: 'bar' }, h('div', { style: `inline-size: ${share}%` })),
    h('span', { class: 'tone-warning' }, say('secondsLeft', { n: Math.ceil(ms / 1_000) })),
  );
}
