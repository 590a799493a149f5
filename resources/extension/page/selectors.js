/**
 * Selectors of recipes to elements: alternatives, chains through shadow roots, five kinds.
 *
 * The first alternative that finds anything wins, and which one it was is always told: that is
 * how the decay of a recipe is seen before it hurts.
 */
(() => {
  const page = globalThis.proofdeskPage;
  const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE']);
  const NAMED =
    'a,button,input,select,textarea,summary,option,h1,h2,h3,h4,h5,h6,[role],' +
    '[aria-label],[aria-labelledby],[alt],[title],[placeholder]';
  const LABEL_SLOT = /^\{\{labels\.(\w+)\}\}$/;
  const ROLE_SUFFIX = /^(.*)\[role="([\w-]+)"\]$/;

  /** The words that a text of a recipe stands for. @type {PageSide['words']} */
  function words(text, labels) {
    const slot = LABEL_SLOT.exec(text);
    return slot ? Object.values(labels[slot[1]] ?? {}).flat() : [text];
  }

  /** @param {Element} element @param {string} attribute */
  function referencedText(element, attribute) {
    const ids = element.getAttribute(attribute)?.split(/\s+/) ?? [];
    const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
    return ids.map((id) => root.getElementById(id)?.textContent ?? '').join(' ');
  }

  /** What the element offers as its name, best first. @param {Element} element */
  function* nameCandidates(element) {
    yield referencedText(element, 'aria-labelledby');
    yield element.getAttribute('aria-label') ?? '';
    if (element instanceof HTMLInputElement) {
      yield Array.from(element.labels ?? [], (label) => label.textContent).join(' ');
      if (['submit', 'button', 'reset'].includes(element.type)) yield element.value;
    }
    yield element.getAttribute('alt') ?? '';
    yield element.textContent ?? '';
    yield element.getAttribute('title') ?? '';
    yield element.getAttribute('placeholder') ?? '';
  }

  /** An approximation of the accessible name. @param {Element} element */
  function accessibleName(element) {
    for (const candidate of nameCandidates(element)) {
      const name = page.collapse(candidate);
      if (name) return name;
    }
    return '';
  }

  const NATIVE_ROLES = { A: 'link', BUTTON: 'button', SELECT: 'combobox', TEXTAREA: 'textbox' };

  /** @param {Element} element */
  function roleOf(element) {
    const { tagName } = element;
    if (/^H[1-6]$/.test(tagName)) return element.getAttribute('role') ?? 'heading';
    const native = NATIVE_ROLES[/** @type {keyof typeof NATIVE_ROLES} */ (tagName)];
    return element.getAttribute('role') ?? native ?? '';
  }

  /** @param {ParentNode} scope @param {string} query @param {Labels} labels */
  function byName(scope, query, labels) {
    const [, name = query, role = ''] = ROLE_SUFFIX.exec(query) ?? [];
    const wanted = new Set(words(name, labels).map(page.collapse));
    return Array.from(scope.querySelectorAll(NAMED)).filter(
      (element) => wanted.has(accessibleName(element)) && (!role || roleOf(element) === role),
    );
  }

  /** The smallest elements whose text contains it. @param {Element} element @param {string} text
   *  @returns {Element[]} */
  function smallestWith(element, text) {
    if (SILENT.has(element.tagName) || !page.fold(element.textContent ?? '').includes(text))
      return [];
    const inner = Array.from(element.children).flatMap((child) => smallestWith(child, text));
    return inner.length ? inner : [element];
  }

  /** @param {ParentNode} scope @param {string} query @param {Labels} labels */
  function byText(scope, query, labels) {
    const found = words(query, labels)
      .map(page.fold)
      .flatMap((text) => Array.from(scope.children).flatMap((child) => smallestWith(child, text)));
    return [...new Set(found)];
  }

  /** @param {ParentNode} scope @param {string} expression */
  function byXPath(scope, expression) {
    const owner = /** @type {Node} */ (/** @type {unknown} */ (scope));
    const found = document.evaluate(
      expression,
      owner,
      null,
      XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
      null,
    );
    return Array.from({ length: found.snapshotLength }, (_, index) =>
      found.snapshotItem(index),
    ).filter((node) => node instanceof Element);
  }

  /** CSS through all open shadow roots. @param {ParentNode} scope @param {string} css
   *  @returns {Element[]} */
  function piercing(scope, css) {
    const roots = Array.from(scope.querySelectorAll('*'), (element) => element.shadowRoot);
    const inner = roots.filter((root) => root !== null).flatMap((root) => piercing(root, css));
    return [...scope.querySelectorAll(css), ...inner];
  }

  /** @param {ParentNode} scope @param {string} selector @param {Labels} labels */
  function query(scope, selector, labels) {
    const [, prefix = '', rest = selector] =
      /^(aria|text|xpath|pierce)\/([^]*)$/.exec(selector) ?? [];
    switch (prefix) {
      case 'aria':
        return byName(scope, rest, labels);
      case 'text':
        return byText(scope, rest, labels);
      case 'xpath':
        return byXPath(scope, rest);
      case 'pierce':
        return piercing(scope, rest);
      default:
        return Array.from(scope.querySelectorAll(rest));
    }
  }

  /** @param {ParentNode} root @param {Selector} alternative @param {Labels} labels */
  function chain(root, alternative, labels) {
    /** @type {ParentNode[]} */
    let scopes = [root];
    /** @type {Element[]} */
    let found = [];
    for (const part of [alternative].flat()) {
      found = scopes.flatMap((scope) => query(scope, part, labels));
      scopes = found.map((element) => element.shadowRoot ?? element);
    }
    return found;
  }

  /** @type {PageSide['find']} */
  function find(root, selectors, labels) {
    for (const [index, alternative] of selectors.entries()) {
      const elements = chain(root, alternative, labels);
      if (elements.length) return { elements, alternative: index + 1, of: selectors.length };
    }
    return { elements: [], alternative: 0, of: selectors.length };
  }

  Object.assign(page, { find, words });
})();
