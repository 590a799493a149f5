/**
 * The guard on the site's button: without a live permit nothing presses it, neither a person nor
 * the page, and its shortcut does not work; with one, a single press passes, and is seen.
 *
 * It stands in the capture phase of the window, so it hears of a press before the site does, and it
 * judges by both clocks at the very event. Only what a person did (`isTrusted`) counts as a press.
 */
(() => {
  const page = globalThis.proofdeskPage;
  const STARTS = ['pointerdown', 'mousedown', 'touchstart'];
  const REST = ['pointerup', 'mouseup', 'touchend', 'click', 'keydown', 'keyup', 'submit'];
  const EVENTS = [...STARTS, ...REST];
  // A press that begins when the permit is nearly over would end after it.
  const LAST_START_MS = 1_000;
  // What a press brings about by itself comes at once.
  const FOLLOWS_MS = 1_000;

  /**
   * @typedef {{
   *   id: string, selectors: Selector[], shortcuts: string[], labels: Labels,
   *   state: GuardWord['state'], until: PermitEnd | null, pressedAt: number | null,
   *   pressedBy: string, touched: boolean, broken: boolean, ready: number,
   *   version: number, letting: boolean, heard: Set<() => void>,
   * }} Guard `broken`: the gesture under way began when nothing could pass
   */

  /** @type {Guard | null} a page has one button to guard */
  let guard = null;

  /** @param {Guard} held */
  function buttons(held) {
    return page.find(document, held.selectors, held.labels).elements.filter(page.isVisible);
  }

  /** @param {Guard} held */
  function changed(held) {
    held.version += 1;
    for (const call of [...held.heard]) call();
  }

  /** @param {KeyboardEvent} event */
  function keysOf(event) {
    const held = [
      event.ctrlKey && 'Control',
      event.altKey && 'Alt',
      event.shiftKey && 'Shift',
      event.metaKey && 'Meta',
    ];
    return [...held.filter(Boolean), event.key].join('+');
  }

  /** @param {EventTarget | null} target @param {Element[]} pressed */
  function isItsForm(target, pressed) {
    return (
      target instanceof HTMLFormElement &&
      pressed.some(
        (button) => target.contains(button) || /** @type {any} */ (button).form === target,
      )
    );
  }

  /** What an event is to the button: a press, something that a site could take for one, nothing.
   *  @param {Guard} held @param {Event} event @returns {'press' | 'touch' | null} */
  function kindOf(held, event) {
    const pressed = buttons(held);
    if (event.type === 'submit') return isItsForm(event.target, pressed) ? 'press' : null;
    const path = event.composedPath();
    const onButton = pressed.some((button) => path.includes(button));
    if (event instanceof KeyboardEvent) {
      if (event.type === 'keydown' && held.shortcuts.includes(keysOf(event))) return 'press';
      return onButton && ['Enter', ' '].includes(event.key) ? 'touch' : null;
    }
    if (!onButton) return null;
    return event.type === 'click' ? 'press' : 'touch';
  }

  /** @param {Guard} held @param {number} [sooner] ms */
  function isOver({ until }, sooner = 0) {
    if (!until) return true;
    return Date.now() + sooner > until.wall || performance.now() + sooner > until.steady;
  }

  /** @param {Guard} held */
  function close(held) {
    if (held.state !== 'open') return;
    held.state = 'closed';
    held.until = null;
    page.countDown(null);
    changed(held);
  }

  /** @param {Guard} held @param {string} by */
  function pressed(held, by) {
    held.state = 'pressed';
    held.pressedAt = Date.now();
    held.pressedBy = by;
    page.countDown(null);
    changed(held);
  }

  /** @param {Event} event */
  function startsGesture({ type }) {
    return STARTS.includes(type) || type === 'keydown';
  }

  /** After the press only what it brought about by itself passes, each once.
   *  @param {Guard} held @param {Event} event */
  function follows(held, event) {
    const soon = Date.now() - Number(held.pressedAt) < FOLLOWS_MS;
    const next =
      event.type === 'submit' || (event.type === 'click' && held.pressedBy === 'keydown');
    if (!soon || !next || held.pressedBy === event.type) return false;
    held.pressedBy = event.type;
    return true;
  }

  /** @param {Guard} held @param {'press' | 'touch'} kind @param {Event} event */
  function passes(held, kind, event) {
    if (held.state === 'pressed') {
      return kind === 'press' ? follows(held, event) : !startsGesture(event);
    }
    if (!event.isTrusted) return false;
    if (held.state === 'open' && isOver(held)) close(held);
    if (startsGesture(event)) {
      held.broken = held.state === 'closed' || (kind === 'touch' && isOver(held, LAST_START_MS));
    }
    if (held.state === 'closed') {
      if (startsGesture(event) || kind === 'press') wanted(held);
      return false;
    }
    if (held.broken) return false;
    if (kind === 'touch') held.touched = true;
    else pressed(held, event.type);
    return true;
  }

  /** @param {Guard} held */
  function wanted(held) {
    held.ready += 1;
    changed(held);
  }

  /** @param {Event} event */
  function judge(event) {
    if (!guard || guard.letting) return;
    const kind = kindOf(guard, event);
    if (!kind || passes(guard, kind, event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** @param {string} id @returns {Guard} */
  function guardOf(id) {
    if (guard?.id !== id) throw new page.PageError('guard_lost', 'another document, another guard');
    return guard;
  }

  /** @param {Element} button */
  function wordOf(button) {
    const text = page.collapse(button.textContent ?? '');
    const word = text || page.collapse(button.getAttribute('aria-label') ?? '');
    return [...word].slice(0, 40).join('');
  }

  /** Stand before the button. @param {{guard: string, selectors: Selector[], shortcut?: string[]}} step
   *  @param {PageContext} context */
  function arm({ guard: id, selectors, shortcut = [] }, context) {
    if (guard?.state === 'pressed')
      throw new page.PageError('guard_lost', 'it was pressed already');
    if (!guard) {
      for (const name of EVENTS) addEventListener(name, judge, { capture: true, passive: false });
    }
    guard = {
      id,
      selectors,
      labels: context.labels,
      shortcuts: shortcut,
      state: 'closed',
      until: null,
      pressedAt: null,
      pressedBy: '',
      touched: false,
      broken: false,
      ready: 0,
      version: 0,
      letting: false,
      heard: new Set(),
    };
    const there = buttons(guard);
    const [button] = there;
    if (!button) throw new page.PageError('element_not_found', 'the button is not there');
    const pressable = there.length === 1 && !isOff(button);
    return { token: page.token, button: wordOf(button), pressable };
  }

  /** The page's steady clock, from which a permit that is asked for now will count.
   *  @param {{guard: string}} parameters */
  function mark({ guard: id }) {
    guardOf(id);
    return performance.now();
  }

  /** Let one press of a person through, until the permit ends.
   *  @param {{guard: string, until: PermitEnd}} parameters */
  function openGuard({ guard: id, until }) {
    const held = guardOf(id);
    Object.assign(held, { state: 'open', until, touched: false });
    const left = Math.min(until.wall - Date.now(), until.steady - performance.now());
    setTimeout(() => held.until === until && close(held), Math.max(0, left));
    page.countDown(until.wall);
    changed(held);
  }

  /** @param {Guard} held @returns {GuardWord} */
  function wordOn({ version, state, pressedAt, touched, ready }) {
    return { version, state, pressedAt, touched, ready };
  }

  /** How it stands, at once when that is news.
   *  @param {{guard: string, version: number, timeoutMs: number}} parameters
   *  @returns {Promise<GuardWord>} */
  function watchGuard({ guard: id, version, timeoutMs }) {
    const held = guardOf(id);
    return new Promise((resolve) => {
      const tell = () => {
        held.heard.delete(tell);
        clearTimeout(timer);
        resolve(wordOn(held));
      };
      const timer = setTimeout(tell, timeoutMs);
      held.heard.add(tell);
      if (held.version > version) tell();
    });
  }

  /** The last word on a permit: from now on nothing passes. Null when this page cannot know.
   *  @param {{guard: string}} parameters @returns {{pressedAt: number | null, touched: boolean} | null} */
  function vouch({ guard: id }) {
    if (guard?.id !== id) return null;
    close(guard);
    const { pressedAt, touched } = guard;
    return { pressedAt, touched };
  }

  /** The ring and the card beside the button.
   *  @param {{guard: string, card: PressCardText}} parameters */
  function askForPress({ guard: id, card }) {
    const held = guardOf(id);
    page.showPressCard(
      () => buttons(held)[0] ?? null,
      card,
      () => wanted(held),
    );
  }

  /** The one press of the agent: checked and made in one task.
   *  @param {{guard: string, until: PermitEnd, enabled?: Condition,
   *    composer: {selectors: Selector[], wanted: string}}} parameters @param {PageContext} context
   *  @returns {{pressedAt: number | null, why: string}} */
  function pressOnce({ guard: id, until, enabled, composer }, context) {
    const held = guardOf(id);
    held.until = until;
    const there = buttons(held);
    const why = objection(held, there, composer, enabled, context);
    held.until = null;
    if (why) return { pressedAt: null, why };
    pressed(held, 'agent');
    held.letting = true;
    try {
      page.press(there[0]);
    } finally {
      held.letting = false;
    }
    return { pressedAt: held.pressedAt, why: '' };
  }

  /** @param {Element} button */
  function isOff(button) {
    return button.matches(':disabled') || button.getAttribute('aria-disabled') === 'true';
  }

  /** Why the button may not be pressed now.
   *  @param {Guard} held @param {Element[]} there
   *  @param {{selectors: Selector[], wanted: string}} composer @param {Condition | undefined} enabled
   *  @param {PageContext} context */
  function objection(held, there, composer, enabled, context) {
    if (held.state !== 'closed') return 'pressed';
    if (there.length !== 1) return 'no_button';
    const [button] = there;
    if (isOff(button) || (enabled && !page.judge(enabled, { ...context }))) return 'disabled';
    const text = page.functions.composed(composer, context);
    if (!page.sameText(text, composer.wanted)) return 'changed';
    return isOver(held) ? 'late' : '';
  }

  Object.assign(page.functions, {
    arm,
    mark,
    openGuard,
    watchGuard,
    vouch,
    askForPress,
    pressOnce,
  });
})();
