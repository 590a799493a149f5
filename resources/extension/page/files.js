/**
 * Files of a post into a page: they come in pieces, and are given as if they were chosen, dropped
 * or pasted.
 */
(() => {
  const page = globalThis.proofdeskPage;
  /** @type {Map<string, Uint8Array<ArrayBuffer>[]>} */
  const pieces = new Map();

  /** @param {{id: string, first: boolean, base64: string}} piece */
  function takePiece({ id, first, base64 }) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    pieces.set(id, first ? [bytes] : [...(pieces.get(id) ?? []), bytes]);
  }

  /** @param {{id: string, name: string, mime: string}[]} files */
  function transferOf(files) {
    const transfer = new DataTransfer();
    for (const { id, name, mime } of files) {
      transfer.items.add(new File(pieces.get(id) ?? [], name, { type: mime }));
      pieces.delete(id);
    }
    return transfer;
  }

  /** @param {Element} input @param {DataTransfer} transfer */
  function choose(input, transfer) {
    if (!(input instanceof HTMLInputElement) || input.type !== 'file') {
      throw new page.PageError('element_not_found', 'the element that matches takes no files');
    }
    input.files = transfer.files;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** @param {Element} element @param {DataTransfer} dataTransfer */
  function drop(element, dataTransfer) {
    const init = { bubbles: true, cancelable: true, composed: true, dataTransfer };
    for (const name of ['dragenter', 'dragover', 'drop']) {
      element.dispatchEvent(new DragEvent(name, init));
    }
  }

  /** @param {Element} element @param {DataTransfer} clipboardData */
  function paste(element, clipboardData) {
    const init = { bubbles: true, cancelable: true, composed: true, clipboardData };
    element.dispatchEvent(new ClipboardEvent('paste', init));
  }

  const GIVINGS = { selectors: choose, drop, paste };

  /** @param {Partial<Record<keyof typeof GIVINGS, Selector[]>> &
   *  {files: {id: string, name: string, mime: string}[]}} step
   *  @param {PageContext} context */
  function giveFiles({ files, ...places }, context) {
    for (const [how, give] of Object.entries(GIVINGS)) {
      const selectors = places[/** @type {keyof typeof GIVINGS} */ (how)];
      if (!selectors) continue;
      const found = page.find(document, selectors, context.labels);
      if (!found.elements.length) continue;
      give(found.elements[0], transferOf(files));
      return { alternative: found.alternative, of: found.of };
    }
    throw new page.PageError('element_not_found', 'nothing on the page takes files');
  }

  Object.assign(page.functions, { takePiece, giveFiles });
})();
