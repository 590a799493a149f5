/**
 * The side of the agent that lives in a page: one namespace in the isolated world.
 *
 * These files are classic scripts, injected in the order of `recipe/injection.js`. Each adds
 * functions to the namespace; the background calls them by name through `call`, which never
 * throws: browsers lose the reason of a page function that rejects.
 */
(() => {
  /** A failure with a name that the background understands. */
  class PageError extends Error {
    /** @param {string} code @param {string} message */
    constructor(code, message) {
      super(message);
      this.code = code;
    }
  }

  const ZERO_WIDTH = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
  const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
  const FRAME_MS = 100;
  const APOSTROPHES = /[\u2018\u2019\u02bc\u0060\u00b4]/g;

  /** @type {PageBase} */
  const page = {
    functions: {},
    PageError,
    token: String(Math.random()),

    async call(name, parameters, context) {
      try {
        const run = page.functions[name];
        if (!run) throw new PageError('page_error', `the page side has no function ${name}`);
        return { ok: (await run(parameters, context)) ?? null, hidden: document.hidden };
      } catch (error) {
        const code = error instanceof PageError ? error.code : 'page_error';
        return { err: { code, message: String(/** @type {Error} */ (error).message) } };
      }
    },

    clean(text) {
      return text.toWellFormed().replace(CONTROL, ' ');
    },

    collapse(text) {
      return page.clean(text).replace(/\s+/g, ' ').trim();
    },

    fold(text) {
      const plain = text.replace(ZERO_WIDTH, '').replace(APOSTROPHES, "'");
      return page.collapse(plain).toLocaleLowerCase();
    },

    // The scroll event and what is drawn for it come with the next frame; a hidden page has none.
    nextFrame() {
      return new Promise((resolve) => {
        setTimeout(resolve, FRAME_MS);
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      });
    },

    isVisible(element) {
      const { width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0) return false;
      return element.checkVisibility?.({ visibilityProperty: true }) ?? true;
    },
  };

  globalThis.proofdeskPage = /** @type {PageSide} */ (page);
})();
