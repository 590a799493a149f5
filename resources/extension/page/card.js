/**
 * The small card that tells whoever looks at the page that an agent works in it.
 *
 * It stands in a closed shadow root, out of reach of the page's own script and style, and is taken
 * away while a picture is made: a proof shows the page, not us.
 */
(() => {
  const page = globalThis.proofdeskPage;
  const STYLE = `
    :host { all: initial; }
    div { position: fixed; inset-block-end: 16px; inset-inline-end: 16px; z-index: 2147483647;
      inline-size: 196px; box-sizing: border-box; padding: 10px 12px; border-radius: 8px;
      background: #FFFFFF; color: #1A1E26; border: 1px solid #C8CDD7; pointer-events: none;
      font: 12px/16px Inter, "Segoe UI", "Noto Sans", sans-serif;
      box-shadow: 0 4px 14px rgb(20 24 32 / 14%); }
    b { display: block; font-weight: 600; }
    span { display: block; margin-block-start: 4px; color: #5E6777; }
    @media (prefers-color-scheme: dark) {
      div { background: #23272F; color: #E8EAEF; border-color: #3D4450; }
      span { color: #99A1B0; } }`;

  /** @type {HTMLElement | null} */
  let host = null;
  /** All that we put over the page. @type {Set<HTMLElement>} */
  const overlays = new Set();

  /** @param {CardText} text */
  function build(text) {
    const made = document.createElement('proofdesk-card');
    const card = document.createElement('div');
    card.dir = text.direction;
    card.append(Object.assign(document.createElement('b'), { textContent: text.title }));
    card.append(Object.assign(document.createElement('span'), { textContent: text.note }));
    const style = Object.assign(document.createElement('style'), { textContent: STYLE });
    made.attachShadow({ mode: 'closed' }).append(style, card);
    return made;
  }

  /** @type {PageSide['overlay']} */
  function overlay(element) {
    overlays.add(element);
    document.documentElement.append(element);
  }

  /** @type {PageSide['dropOverlay']} */
  function dropOverlay(element) {
    overlays.delete(element);
    element.remove();
  }

  /** What stood there comes back, with the card where there is one. @param {{card?: CardText}} parameters */
  function showCard({ card }) {
    if (card) overlays.add((host ??= build(card)));
    for (const element of overlays) {
      if (!element.isConnected) document.documentElement.append(element);
    }
  }

  async function hideCard() {
    for (const element of overlays) element.remove();
    await page.nextFrame();
  }

  Object.assign(page, { overlay, dropOverlay });
  Object.assign(page.functions, { showCard, hideCard });
})();
