/**
 * The pairing page: paste the link, compare six digits, done. Opened with the link behind `#`, it
 * goes on by itself where that can harm nobody: a desk on this machine, and no pairing to replace.
 */

import { isLoopback, LinkError, parseLink } from '../core/pairing_link.js';
import { browserName } from '../platform/index.js';
import { listen, tell } from './desk.js';
import { button, h, icon, mark, show, speak } from './dom.js';
import { say, wording } from './spoken.js';

const given = takeLink();
const suggested = (await browserName()).name;
/** @type {Status | null} */
let status = null;
/** Whether this page began a pairing; an earlier one is not its business. */
let begun = false;

speak(wording);
document.title = say('notPairedTitle');
listen(changed, () => {
  if (begun && status?.pairing?.step !== 'done') begun = false;
});

/** The link holds a secret: it does not stay in the address or the history. */
function takeLink() {
  const link = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, '', location.pathname);
  return link;
}

/** @param {Status} news */
function changed(news) {
  const first = status === null;
  status = news;
  if (begun) render();
  else if (first && mayBeginAlone(news)) begin(given, suggested);
  else if (first) render();
}

/** @param {Status} news */
function mayBeginAlone(news) {
  const unpaired = news.view === 'not_paired' || news.view === 'revoked';
  return (
    given !== '' && unpaired && reasonAgainst(given) === null && isLoopback(parseLink(given).hubUrl)
  );
}

/** @param {string} link @returns {string | null} */
function reasonAgainst(link) {
  try {
    parseLink(link);
    return null;
  } catch (error) {
    return error instanceof LinkError ? error.reason : 'linkForm';
  }
}

/** @param {string} link @param {string} name */
function begin(link, name) {
  begun = true;
  tell('pair', { link, name });
}

function render() {
  const step = begun ? (status?.pairing?.step ?? 'opening') : 'link';
  const content = {
    link: linkStep,
    opening: openingStep,
    compare: compareStep,
    done: doneStep,
    failed: failedStep,
  }[step]();
  const title = h('div', { class: 'row' }, mark(), h('h1', {}, say('notPairedTitle')));
  show(h('main', {}, title, steps(step), h('section', {}, ...content)));
}

/** @param {string} step */
function steps(step) {
  const at = { link: 0, failed: 0, opening: 0, compare: 1, done: 2 }[step] ?? 0;
  const names = ['stepLink', 'stepCompare', 'stepDone'];
  return h(
    'ol',
    {},
    ...names.map((name, index) => {
      const past = index < at || step === 'done';
      const number = h('span', {}, past ? icon('check') : String(index + 1));
      return h('li', { class: past ? 'done' : index === at ? 'now' : '' }, number, say(name));
    }),
  );
}

function linkStep() {
  const link = /** @type {HTMLInputElement} */ (
    h('input', {
      type: 'text',
      class: 'mono',
      placeholder: 'proofdesk://pair/1?…',
      value: given,
      spellcheck: 'false',
    })
  );
  const name = /** @type {HTMLInputElement} */ (
    h('input', { type: 'text', value: suggested, maxlength: 100 })
  );
  const warning = h('div', {});
  const next = /** @type {HTMLButtonElement} */ (
    button(say('continue'), () => proceed(link.value, name.value), { kind: 'primary' })
  );
  const look = () => {
    const reason = reasonAgainst(link.value);
    next.disabled = reason !== null;
    warning.replaceChildren(...notices(link.value, reason));
  };
  link.addEventListener('input', look);
  look();
  return [
    h('p', { class: 'text2' }, say('pairText')),
    h('label', {}, say('pairingLink'), link),
    h('label', {}, say('browserName'), name, h('small', {}, say('browserNameHint'))),
    warning,
    status?.mayCapture ? h('span') : h('p', { class: 'muted small' }, say('picturesAsk')),
    h('div', { class: 'actions' }, next),
  ];
}

/** What there is to say about a link before it is used. @param {string} link @param {string | null} reason */
function notices(link, reason) {
  if (!link.trim()) return [];
  if (reason) return [notice('danger', say(`failed_${reason}`))];
  const { hubUrl } = parseLink(link);
  const away = isLoopback(hubUrl)
    ? []
    : [notice('warning', say('pairAway', { host: new URL(hubUrl).host }))];
  const replaces = status?.hubName
    ? [notice('warning', say('pairReplaces', { name: status.hubName }))]
    : [];
  return [...away, ...replaces];
}

/** @param {string} tone @param {string} text */
function notice(tone, text) {
  return h('p', { class: `notice ${tone}`, role: 'status' }, text);
}

/** Pictures are the proof, and the browser asks for them only upon a press.
 *  @param {string} link @param {string} name */
async function proceed(link, name) {
  if (!status?.mayCapture) {
    await chrome.permissions.request({ origins: ['<all_urls>'] }).catch(() => false);
  }
  begin(link, name);
  render();
}

function openingStep() {
  return [h('p', { class: 'row tone-info' }, icon('loader-circle', 'spin'), say('opening'))];
}

function compareStep() {
  const { digits = '', hubName = '' } = status?.pairing ?? {};
  return [
    h(
      'div',
      { class: 'digits' },
      h('b', { 'aria-label': [...digits].join(' ') }, `${digits.slice(0, 3)} ${digits.slice(3)}`),
      h('span', { class: 'muted small' }, say('compareText', { name: hubName })),
    ),
    h('p', { class: 'text2' }, say('compareHelp')),
    h(
      'div',
      { class: 'actions' },
      h(
        'span',
        { class: 'row tone-info small', role: 'status' },
        icon('loader-circle', 'spin'),
        say('waitingAnswer'),
      ),
      button(say('differ'), () => tell('differ'), { icon: 'circle-x', kind: 'danger end' }),
    ),
  ];
}

function doneStep() {
  return [
    h('h2', { class: 'row tone-success' }, icon('circle-check'), say('doneTitle')),
    h('p', { class: 'text2' }, say('doneText', { name: status?.deviceName ?? '' })),
    h(
      'div',
      { class: 'actions' },
      button(say('close'), () => window.close(), { kind: 'primary' }),
      button(say('openOptions'), () => chrome.runtime.openOptionsPage()),
    ),
  ];
}

function failedStep() {
  const again = () => {
    begun = false;
    render();
  };
  return [
    notice('danger', say(`failed_${status?.pairing?.reason || 'broken'}`)),
    h('div', { class: 'actions' }, button(say('newLink'), again, { icon: 'link' })),
  ];
}
