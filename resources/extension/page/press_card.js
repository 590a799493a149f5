/**
 * The ring around the site's button and the card beside it, for a person who is to press it.
 *
 * Both stand in a closed shadow root and are taken away while a picture is made. The card never
 * covers the button; what is said on it counts only when a person said it.
 */
(() => {
  const page = globalThis.proofdeskPage;
  const WIDTH = 196;
  const AWAY = 16;
  const RING = { gap: 4, line: 3 };
  const FOLLOW_MS = 200;
  const STYLE = `
    :host { all: initial; }
    * { box-sizing: border-box; margin: 0; }
    .ring { position: fixed; z-index: 2147483646; pointer-events: none;
      border: ${RING.line}px solid #B86E00; }
    .card { position: fixed; z-index: 2147483647; inline-size: ${WIDTH}px; padding: 10px 12px;
      border-radius: 8px; background: #FFFFFF; color: #1A1E26; border: 1px solid #C8CDD7;
      font: 12px/16px Inter, "Segoe UI", "Noto Sans", sans-serif; font-variant-numeric: tabular-nums;
      box-shadow: 0 4px 14px rgb(20 24 32 / 14%); }
    .card:lang(ar) { font: 13px/20px "Noto Sans Arabic UI", "Noto Sans Arabic", Inter, sans-serif; }
    .head { display: flex; align-items: start; gap: 8px; font-weight: 600; }
    .head b { flex: 1; font-weight: 600; overflow-wrap: anywhere; }
    .mark { inline-size: 16px; block-size: 16px; border-radius: 4px; background: #3A50C9;
      color: #FFFFFF; display: grid; place-items: center; flex: none; }
    .close { all: unset; cursor: pointer; color: #5E6777; padding: 0 2px; }
    .checked { color: #444C5A; margin-block-start: 6px; }
    ul { list-style: none; padding: 0; margin-block: 4px 8px; }
    li { display: flex; gap: 8px; margin-block-start: 2px; overflow-wrap: anywhere; }
    li::before { content: "✓"; color: #0A6638; flex: none; }
    hr { border: 0; border-block-start: 1px solid #E2E5EB; margin-block: 0 8px; }
    .time { display: flex; align-items: center; gap: 8px; color: #854700; white-space: nowrap; }
    .bar { flex: 1; block-size: 6px; border-radius: 3px; background: #E2E5EB; overflow: hidden; }
    .bar > div { block-size: 100%; border-radius: 3px; background: #B86E00; }
    .ready { all: unset; box-sizing: border-box; inline-size: 100%; text-align: center;
      cursor: pointer; border-radius: 6px; padding: 4px 10px; font-weight: 500;
      background: #3A50C9; color: #FFFFFF; }
    .ready:focus-visible, .close:focus-visible { outline: 2px solid #3347B8; outline-offset: 1px; }
    .note { color: #5E6777; margin-block-start: 6px; font-size: 11px; line-height: 14px; }
    .card:lang(ar) .note { font-size: 12px; line-height: 18px; }
    [hidden] { display: none !important; }
    @media (prefers-color-scheme: dark) {
      .ring { border-color: #DFA044; }
      .card { background: #23272F; color: #E8EAEF; border-color: #3D4450; }
      .mark, .ready { background: #5064DC; }
      .close, .note { color: #99A1B0; }
      .checked { color: #BCC2CD; }
      li::before { color: #6ED39A; }
      hr { border-color: #2C313B; }
      .bar { background: #2C313B; }
      .bar > div { background: #DFA044; }
      .time { color: #F3BA62; } }`;

  /** @typedef {{ring: HTMLElement, card: HTMLElement, time: HTMLElement, fill: HTMLElement,
   *   left: HTMLElement, ready: HTMLElement, text: PressCardText}} Parts */

  /** @type {HTMLElement | null} */
  let host = null;
  /** @type {Parts | null} */
  let parts = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let counting;

  /** @param {string} tag @param {string} name @param {string} [text] @param {...Node} children */
  function make(tag, name, text = '', ...children) {
    const element = Object.assign(document.createElement(tag), { className: name });
    element.append(text, ...children);
    return element;
  }

  /** A press of the page's own script says nothing. @param {HTMLElement} button @param {() => void} call */
  function onPress(button, call) {
    button.addEventListener('click', (event) => event.isTrusted && call());
  }

  /** @param {PressCardText} text @param {() => void} said @returns {Parts} */
  function build(text, said) {
    const close = make('button', 'close', '×');
    close.setAttribute('aria-label', text.close);
    close.title = text.close;
    const fill = make('div', '');
    const left = make('span', '');
    const time = make('div', 'time', '', make('div', 'bar', '', fill), left);
    const ready = make('button', 'ready', text.ready);
    const checks = text.checks.map((check) => make('li', '', '', make('span', '', check)));
    const card = make(
      'div',
      'card',
      '',
      make('div', 'head', '', make('span', 'mark', '✓'), make('b', '', text.title), close),
      make('div', 'checked', text.checked),
      make('ul', '', '', ...checks),
      make('hr', ''),
      time,
      ready,
      make('div', 'note', text.note),
    );
    card.dir = text.direction;
    card.lang = text.direction === 'rtl' ? 'ar' : 'en';
    card.setAttribute('role', 'status');
    onPress(ready, said);
    onPress(close, () => {
      card.hidden = true;
    });
    time.hidden = true;
    return { ring: make('div', 'ring'), card, time, fill, left, ready, text };
  }

  /** Where the card fits beside the button. @param {DOMRect} box @param {number} height
   *  @param {boolean} leftFirst @returns {[number, number]} */
  function placeOf(box, height, leftFirst) {
    const within = (/** @type {number} */ value, /** @type {number} */ most) =>
      Math.max(8, Math.min(value, most));
    const top = within(box.bottom - height, innerHeight - height - 8);
    /** @type {[number, number]} */
    const right = [box.right + AWAY, top];
    /** @type {[number, number]} */
    const left = [box.left - AWAY - WIDTH, top];
    const sides = leftFirst ? [left, right] : [right, left];
    const side = sides.find(([x]) => x >= 8 && x + WIDTH <= innerWidth - 8);
    if (side) return side;
    const x = within(box.left, innerWidth - WIDTH - 8);
    const below = box.bottom + AWAY;
    return [x, below + height <= innerHeight ? below : box.top - AWAY - height];
  }

  /** @param {Parts} shown @param {Element | null} button */
  function place({ ring, card }, button) {
    ring.hidden = !button;
    if (!button) return;
    const box = button.getBoundingClientRect();
    const around = RING.gap + RING.line;
    const { direction, borderTopLeftRadius } = getComputedStyle(button);
    const [x, y] = placeOf(box, card.offsetHeight, direction === 'rtl');
    const corner = Number.parseFloat(borderTopLeftRadius) || 0;
    Object.assign(ring.style, {
      left: `${box.left - around}px`,
      top: `${box.top - around}px`,
      width: `${box.width + 2 * around}px`,
      height: `${box.height + 2 * around}px`,
      borderRadius: `${corner + around}px`,
    });
    Object.assign(card.style, { left: `${x}px`, top: `${y}px` });
  }

  /** @type {PageSide['showPressCard']} */
  function showPressCard(button, text, ready) {
    host?.remove();
    const made = build(text, ready);
    const style = make('style', '', STYLE);
    const root = document.createElement('proofdesk-press');
    root.attachShadow({ mode: 'closed' }).append(style, made.ring, made.card);
    page.overlay(root);
    host = root;
    parts = made;
    const follow = () => place(made, button());
    follow();
    const timer = setInterval(() => (host === root ? follow() : clearInterval(timer)), FOLLOW_MS);
    addEventListener('scroll', follow, { capture: true, passive: true });
  }

  /** @param {number} until @param {number} whole ms */
  function tick(until, whole) {
    if (!parts) return;
    const ms = Math.max(0, until - Date.now());
    parts.left.textContent = parts.text.left.replace('{n}', String(Math.ceil(ms / 1_000)));
    parts.fill.style.inlineSize = `${(100 * ms) / whole}%`;
  }

  /** @type {PageSide['countDown']} */
  function countDown(until) {
    clearInterval(counting);
    if (!parts) return;
    parts.time.hidden = until === null;
    parts.ready.hidden = until !== null;
    if (until === null) return;
    parts.card.hidden = false;
    const whole = Math.max(1, until - Date.now());
    tick(until, whole);
    counting = setInterval(() => tick(until, whole), FOLLOW_MS);
  }

  page.showPressCard = showPressCard;
  page.countDown = countDown;
  page.functions.dropPressCard = () => {
    clearInterval(counting);
    if (host) page.dropOverlay(host);
    host = null;
    parts = null;
  };
})();
