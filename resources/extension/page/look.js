/**
 * What a capture needs to know of the page: sizes, places, the document as text, and whether it
 * can be seen at all.
 */
(() => {
  const page = globalThis.proofdeskPage;

  /** @param {{selectors: Selector[]}} step @param {PageContext} context */
  function placeOf(step, context) {
    const found = page.find(document, step.selectors, context.labels);
    const element = found.elements.find(page.isVisible);
    if (!element)
      throw new page.PageError('element_not_found', 'no selector matches anything visible');
    element.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = element.getBoundingClientRect();
    return { left, top, width, height, alternative: found.alternative, of: found.of };
  }

  function size() {
    const { scrollHeight } = document.documentElement;
    return { width: innerWidth, viewHeight: innerHeight, height: scrollHeight, top: scrollY };
  }

  /** @param {{top: number}} place */
  async function scrollPage({ top }) {
    window.scrollTo({ top, behavior: 'instant' });
    await page.nextFrame();
    return scrollY;
  }

  function markup() {
    const doctype = document.doctype ? `<!doctype ${document.doctype.name}>\n` : '';
    return `${doctype}${document.documentElement.outerHTML}`.toWellFormed();
  }

  function address() {
    return { url: location.href, title: page.collapse(document.title) };
  }

  /** The rows by which a page of results is known again.
   *  @param {{block: ExtractBlock}} parameters @param {PageContext} context */
  function firstKeys({ block }, context) {
    return page
      .extract(block, context)
      .rows.slice(0, 3)
      .map((row) => row.key);
  }

  /** Whether the page went on after "next": another address, or other rows.
   *  @param {{block: ExtractBlock, from: {url: string, keys: string[]}, timeoutMs: number}} parameters
   *  @param {PageContext} context */
  async function moved({ block, from, timeoutMs }, context) {
    const went = () => {
      if (location.href !== from.url) return true;
      const keys = firstKeys({ block }, context);
      return keys.length > 0 && keys.join('\n') !== from.keys.join('\n') ? true : null;
    };
    return (await page.until(went, timeoutMs)) ?? false;
  }

  Object.assign(page.functions, { placeOf, size, scrollPage, markup, address, firstKeys, moved });
})();
