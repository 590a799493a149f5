/**
 * What a recipe does to a page: clicks, keys, values, scrolling. Events are dispatched, so a site
 * that insists on trusted ones will not hear them; nothing here pretends otherwise.
 */
(() => {
  const page = globalThis.proofdeskPage;
  const BUTTONS = { primary: 0, auxiliary: 1, secondary: 2, back: 3, forward: 4 };

  /** @param {{selectors: Selector[]}} step @param {PageContext} context */
  function target(step, context) {
    const found = page.find(document, step.selectors, context.labels);
    const element = found.elements.find(page.isVisible) ?? found.elements[0];
    if (!element) throw new page.PageError('element_not_found', 'no selector matches anything');
    return { element, alternative: found.alternative, of: found.of };
  }

  /** @param {Element} element @param {PointerStep} step @returns {PointerEventInit} */
  function pointerAt(element, step) {
    const box = element.getBoundingClientRect();
    return {
      bubbles: true,
      cancelable: true,
      composed: true,
      view: window,
      clientX: box.left + (step.offsetX ?? box.width / 2),
      clientY: box.top + (step.offsetY ?? box.height / 2),
      button: BUTTONS[step.button ?? 'primary'],
      pointerType: step.deviceType ?? 'mouse',
    };
  }

  /** @param {Element} element @param {PointerEventInit} [init] */
  function press(element, init = pointerAt(element, { selectors: [] })) {
    element.dispatchEvent(new PointerEvent('pointerdown', init));
    element.dispatchEvent(new MouseEvent('mousedown', init));
    if (element instanceof HTMLElement) element.focus();
    element.dispatchEvent(new PointerEvent('pointerup', init));
    element.dispatchEvent(new MouseEvent('mouseup', init));
    element.dispatchEvent(new MouseEvent('click', init));
  }

  /** @param {PointerStep} step @param {PageContext} context */
  function click(step, context) {
    const { element, ...matched } = target(step, context);
    element.scrollIntoView({ block: 'center' });
    press(element, pointerAt(element, step));
    return matched;
  }

  /** @param {PointerStep} step @param {PageContext} context */
  function doubleClick(step, context) {
    const matched = click(step, context);
    const { element } = target(step, context);
    const init = pointerAt(element, step);
    press(element, init);
    element.dispatchEvent(new MouseEvent('dblclick', init));
    return matched;
  }

  /** @param {PointerStep} step @param {PageContext} context */
  function hover(step, context) {
    const { element, ...matched } = target(step, context);
    element.scrollIntoView({ block: 'center' });
    const init = pointerAt(element, step);
    for (const name of ['pointerover', 'pointerenter', 'pointermove']) {
      element.dispatchEvent(new PointerEvent(name, init));
    }
    for (const name of ['mouseover', 'mouseenter', 'mousemove']) {
      element.dispatchEvent(new MouseEvent(name, init));
    }
    return matched;
  }

  /** @param {Element} element @param {string} value */
  function fill(element, value) {
    if (element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type)) {
      if (String(element.checked) !== value) element.click();
      return;
    }
    if (!('value' in element)) {
      throw new page.PageError('element_not_found', 'the element that matches holds no value');
    }
    element.value = value;
    element.dispatchEvent(new InputEvent('input', { bubbles: true, data: value }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** @param {{selectors: Selector[], value: string}} step @param {PageContext} context */
  function change(step, context) {
    const { element, ...matched } = target(step, context);
    if (element instanceof HTMLElement) element.focus();
    fill(element, step.value);
    return matched;
  }

  /** @param {'keydown' | 'keyup'} event */
  function key(event) {
    return (/** @type {{key: string}} */ step) => {
      const init = { key: step.key, bubbles: true, cancelable: true, composed: true };
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent(event, init));
    };
  }

  /** @param {{selectors?: Selector[], x?: number, y?: number}} step @param {PageContext} context */
  function scroll(step, context) {
    const place = { left: step.x ?? 0, top: step.y ?? 0 };
    if (!step.selectors) {
      window.scrollTo(place);
      return null;
    }
    const { element, ...matched } = target({ selectors: step.selectors }, context);
    if (step.x === undefined && step.y === undefined) element.scrollIntoView({ block: 'center' });
    else element.scrollTo(place);
    return matched;
  }

  Object.assign(page, { press });
  Object.assign(page.functions, {
    click,
    doubleClick,
    hover,
    change,
    scroll,
    keyDown: key('keydown'),
    keyUp: key('keyup'),
  });
})();
