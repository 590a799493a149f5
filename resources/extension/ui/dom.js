/**
 * Elements by hand: texts are always set as text, never as markup.
 */

/**
 * @param {string} tag
 * @param {Record<string, any>} [properties] `class`, `on…` handlers, attributes
 * @param {...(Node | string | null | false)} children
 * @returns {HTMLElement}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

/** @param {string} name @param {string} [classes] */
export function icon(name, classes = '') {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('class', `icon ${classes}`);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(namespace, 'use');
  use.setAttribute('href', `icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** The mark of Proofdesk. */
export function mark() {
  return h('span', { class: 'mark' }, icon('shield-check'));
}

/**
 * @param {string} text
 * @param {() => unknown} pressed
 * @param {{icon?: string, kind?: string, disabled?: boolean}} [look]
 */
export function button(text, pressed, { icon: name, kind = '', disabled = false } = {}) {
  return h(
    'button',
    { class: kind, disabled, 'data-key': text, onclick: pressed },
    name ? icon(name) : null,
    text,
  );
}

/** Put new content in place, and the focus back where it was. @param {...Node} content */
export function show(...content) {
  const focused = document.activeElement?.getAttribute('data-key');
  document.body.replaceChildren(...content);
  if (focused) {
    /** @type {HTMLElement | null} */ (
      document.querySelector(`[data-key="${CSS.escape(focused)}"]`)
    )?.focus();
  }
}

/** The page takes the language that was chosen. @param {import('./wording.js').Wording} wording */
export function speak(wording) {
  document.documentElement.lang = wording.language;
  document.documentElement.dir = wording.direction;
}

/** @param {Status} status @param {import('./wording.js').Wording} wording */
export function stateOf({ view, job }, wording) {
  const [key, tone] = job?.paused && view === 'working' ? ['statePaused', 'ring'] : STATES[view];
  return h('span', { class: `state ${tone}` }, wording.say(key));
}

/** @type {Record<View, [string, string]>} */
const STATES = {
  connecting: ['stateConnecting', 'ring'],
  no_hub: ['stateNoHub', 'ring'],
  not_paired: ['stateNotPaired', 'ring'],
  ready: ['stateReady', 'success'],
  working: ['stateWorking', 'accent'],
  needs_user: ['stateNeedsUser', 'warning'],
  revoked: ['stateRevoked', 'danger'],
  replaced: ['stateReplaced', 'ring'],
  outdated: ['stateOutdated', 'danger'],
};
