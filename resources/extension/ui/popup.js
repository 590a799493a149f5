/**
 * The popup: how this agent stands, in one look, and what the person can do about it.
 */

import { listen } from './desk.js';
import { h, icon, mark, show, speak, stateOf } from './dom.js';
import { say, wording } from './spoken.js';
import { VIEWS } from './views.js';

/** @type {Status | null} */
let shown = null;

speak(wording);
listen((status) => {
  // Somebody may be typing a link.
  const typing = shown?.view === 'not_paired' && status.view === 'not_paired';
  shown = status;
  if (!typing) render(status);
});
setInterval(() => shown && isCounting(shown) && render(shown), 1_000);

/** Whether it shows seconds. @param {Status} status */
function isCounting({ nextTryAt, job }) {
  return Boolean(nextTryAt || job?.needs?.press?.until);
}

/** @param {Status} status */
function render(status) {
  const { body, foot } = VIEWS[status.view](status);
  const head = h('header', {}, mark(), h('h1', {}, say('name')), stateOf(status, wording));
  show(head, h('main', {}, ...body), h('footer', {}, ...foot, settingsButton()));
}

function settingsButton() {
  const open = () => chrome.runtime.openOptionsPage();
  const label = say('settings');
  return h(
    'button',
    {
      class: 'ghost icon-only',
      title: label,
      'aria-label': label,
      'data-key': label,
      onclick: open,
    },
    icon('settings'),
  );
}
