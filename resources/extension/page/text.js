/**
 * Text of editors and posts: read as a person sees it, written in the ways that editors understand.
 *
 * No editor family takes every way, and some take one and spoil it. So after each way the text is
 * read back, and what was spoilt is cleared before the next.
 */
(() => {
  const page = globalThis.proofdeskPage;
  const LOOK_MS = 50;
  const TAKES_MS = 1_000;
  const NOTHING_MS = 300;
  const SETTLES_MS = 150;
  const BACKSPACE = { key: 'Backspace', code: 'Backspace', keyCode: 8, which: 8 };

  // ------------------------------------------------------------- reading

  /** @type {PageSide['canonical']} */
  function canonical(text) {
    const lines = text.normalize('NFC').replace(/\r\n?/g, '\n').split('\n');
    return lines
      .map((line) => line.replace(/[ \t\u00a0]+$/, ''))
      .join('\n')
      .replace(/\n+$/, '');
  }

  /** What editors add for themselves: hard spaces, marks of no width where the cursor stands.
   *  @param {string} text */
  function loose(text) {
    return canonical(text.replace(/\u00a0/g, ' ').replace(/[\u200b\ufeff]/g, ''));
  }

  /** @type {PageSide['sameText']} */
  function sameText(one, other) {
    return canonical(one) === canonical(other) || loose(one) === loose(other);
  }

  /** @param {Element} element */
  function isBlock(element) {
    const { display } = getComputedStyle(element);
    return !/^(inline|contents|none|ruby)/.test(display);
  }

  /** What stands in a line: texts, pictures of letters, breaks. @param {Node} node @returns {string} */
  function inlineText(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
    if (!(node instanceof Element) || getComputedStyle(node).display === 'none') return '';
    if (node.tagName === 'BR') return '\n';
    if (node.tagName === 'IMG') return node.getAttribute('alt') ?? '';
    return Array.from(node.childNodes, inlineText).join('');
  }

  /** @param {Node} node */
  function holdsBlocks(node) {
    return node instanceof Element && [...node.querySelectorAll('*')].some(isBlock);
  }

  /** The lines of a block. A break at its end only keeps the last line open.
   *  @param {Element} element @returns {string[]} */
  function linesOf(element) {
    /** @type {string[]} */
    const lines = [];
    let run = '';
    const blocks = Array.from(element.children).some(
      (child) => isBlock(child) || holdsBlocks(child),
    );
    const flush = () => {
      if (!blocks || run.trim()) lines.push(...run.replace(/\n$/, '').split('\n'));
      run = '';
    };
    for (const child of element.childNodes) {
      const own = child instanceof Element && (isBlock(child) || holdsBlocks(child));
      if (!own) run += inlineText(child);
      else {
        flush();
        lines.push(...linesOf(child));
      }
    }
    flush();
    return lines;
  }

  /** @type {PageSide['textOf']} */
  function textOf(element) {
    if (isField(element)) return element.value;
    return linesOf(element).join('\n');
  }

  /** @param {Element} element @returns {element is HTMLInputElement | HTMLTextAreaElement} */
  function isField(element) {
    return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  }

  // ------------------------------------------------------------- writing

  /** @param {Selector[]} selectors @param {PageContext} context */
  function editorOf(selectors, context) {
    const found = page.find(document, selectors, context.labels);
    const editor = found.elements.find(page.isVisible) ?? found.elements[0];
    if (!(editor instanceof HTMLElement)) {
      throw new page.PageError('element_not_found', 'no selector matches an editor');
    }
    return { editor, alternative: found.alternative, of: found.of };
  }

  /** @param {number} ms @returns {Promise<void>} */
  function rest(ms) {
    return new Promise((resolve) => {
      setTimeout(resolve, ms);
    });
  }

  /** Whether the editor comes to hold the text and keeps it; one that took nothing is told early.
   *  @param {() => string} seen @param {string} wanted */
  async function takes(seen, wanted) {
    const before = seen();
    for (let waited = 0; waited <= TAKES_MS; waited += LOOK_MS) {
      if (sameText(seen(), wanted)) {
        await rest(SETTLES_MS);
        if (sameText(seen(), wanted)) return true;
      }
      if (waited >= NOTHING_MS && seen() === before && !canonical(before)) return false;
      await rest(LOOK_MS);
    }
    return false;
  }

  /** @param {HTMLElement} editor */
  async function selectAll(editor) {
    editor.focus();
    if (isField(editor)) editor.select();
    else getSelection()?.selectAllChildren(editor);
    // Editors with a model of their own follow the selection only with its event.
    await page.nextFrame();
  }

  /** @param {DataTransfer} transfer @param {string} text */
  function pasteEvent(transfer, text) {
    const init = { bubbles: true, cancelable: true, composed: true };
    const event = new ClipboardEvent('paste', { ...init, clipboardData: transfer });
    if (event.clipboardData?.getData('text/plain') === text) return event;
    // Firefox lets nobody hand it a transfer, but takes one text by itself.
    const own = { ...init, dataType: 'text/plain', data: text };
    return new ClipboardEvent('paste', /** @type {ClipboardEventInit} */ (own));
  }

  /** @param {string} text */
  function markupOf(text) {
    const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    return escaped
      .split('\n')
      .map((line) => `<p>${line || '<br>'}</p>`)
      .join('');
  }

  /** @param {string} text @param {boolean} [withMarkup] */
  function transferOf(text, withMarkup = false) {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', text);
    if (withMarkup) transfer.setData('text/html', markupOf(text));
    return transfer;
  }

  /** @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} value */
  function setValue(field, value) {
    // Frameworks watch the element's own setter; the one of its kind goes past them.
    const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: value }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** @param {HTMLElement} editor @param {string} inputType @param {string | null} data */
  function beforeInput(editor, inputType, data) {
    const transfer = data === null ? {} : { dataTransfer: transferOf(data) };
    const init = { inputType, data, ...transfer, bubbles: true, cancelable: true, composed: true };
    editor.dispatchEvent(new InputEvent('beforeinput', init));
  }

  /** @param {string} text */
  function insertLines(text) {
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) document.execCommand('insertParagraph');
      if (line) document.execCommand('insertText', false, line);
    }
  }

  /** The ways, in the order in which they spoil least. @type {[string, (editor: HTMLElement, text: string) => void][]} */
  const WAYS = [
    ['paste', (editor, text) => void editor.dispatchEvent(pasteEvent(transferOf(text), text))],
    [
      'pasteMarkup',
      (editor, text) => void editor.dispatchEvent(pasteEvent(transferOf(text, true), text)),
    ],
    ['insertLines', (_, text) => insertLines(text)],
    ['setValue', (editor, text) => void (isField(editor) && setValue(editor, text))],
    ['beforeInput', (editor, text) => beforeInput(editor, 'insertText', text)],
  ];

  /** @type {((editor: HTMLElement) => void)[]} */
  const CLEARINGS = [
    (editor) => void (isField(editor) && setValue(editor, '')),
    (editor) => {
      const init = { ...BACKSPACE, bubbles: true, cancelable: true, composed: true };
      editor.dispatchEvent(new KeyboardEvent('keydown', init));
    },
    (editor) => beforeInput(editor, 'deleteContentBackward', null),
    () => void document.execCommand('delete'),
  ];

  /** Browsers differ in what they have of these ways. @param {() => void} way */
  function can(way) {
    try {
      way();
      return true;
    } catch {
      return false;
    }
  }

  /** @param {() => HTMLElement} editor found anew each time: some are made anew @param {() => string} seen */
  async function empty(editor, seen) {
    for (const clear of CLEARINGS) {
      if (!loose(seen())) return;
      await selectAll(editor());
      if (can(() => clear(editor()))) await takes(seen, '');
    }
    if (loose(seen())) {
      throw new page.PageError('text_not_accepted', 'the editor cannot be emptied');
    }
  }

  /** @param {{selectors: Selector[], read?: Selector[], value: string}} step
   *  @param {PageContext} context */
  async function typeText({ selectors, read, value }, context) {
    const { alternative, of } = editorOf(selectors, context);
    const editor = () => editorOf(selectors, context).editor;
    const seen = () => textOf(editorOf(read ?? selectors, context).editor);
    if (sameText(seen(), value)) return { way: 'kept', alternative, of };
    for (const [way, write] of WAYS) {
      await empty(editor, seen);
      await selectAll(editor());
      if (!can(() => write(editor(), value))) continue;
      if (await takes(seen, value)) return { way, alternative, of };
    }
    throw new page.PageError('text_not_accepted', 'the editor does not hold the text as it is');
  }

  /** What stands in the composer; where it is the text that was wanted, in its very letters.
   *  @param {{selectors: Selector[], wanted: string}} parameters @param {PageContext} context */
  function composed({ selectors, wanted }, context) {
    const text = textOf(editorOf(selectors, context).editor);
    return sameText(text, wanted) ? canonical(wanted) : canonical(text);
  }

  Object.assign(page, { canonical, sameText, textOf });
  Object.assign(page.functions, { typeText, composed });
})();
