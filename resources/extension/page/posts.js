/**
 * Posts that stand on a page, compared with the one that is looked for. Reads only.
 */
(() => {
  const page = globalThis.proofdeskPage;
  const MOST = 40;
  const LINKS = /\bhttps?:\/\/\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/\S*/giu;
  const INVISIBLE = /[\u200b\u200e\u200f\u2060-\u2069\ufeff]/g;

  /** The names of the hosts that a text links to: some sites show nothing else of a link.
   *  @param {string} text */
  function hostsOf(text) {
    const links = text.match(/\bhttps?:\/\/\S+/giu) ?? [];
    return links.filter((link) => URL.canParse(link)).map((link) => new URL(link).hostname);
  }

  /** @param {string} text */
  function blanks(text) {
    return page.canonical(text).replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
  }

  /** Without links: sites shorten them each in its way. @param {string} text @param {string[]} hosts */
  function unlinked(text, hosts) {
    const rest = hosts.reduce(
      (left, host) => left.replaceAll(host.replace(/^www\./, ''), ' '),
      text.replace(LINKS, ' '),
    );
    return blanks(rest);
  }

  /** How texts are compared with a wanted one. @param {string} wanted
   *  @returns {(text: string) => string} */
  function foldingFor(wanted) {
    const hosts = hostsOf(wanted);
    // A post that is nothing but a link is known by it.
    if (!unlinked(wanted, hosts)) return blanks;
    return (text) => unlinked(text, hosts);
  }

  /** The text of the first source that has one, with its lines and its pictures of letters.
   *  @param {Element} item @param {FieldSource[]} sources @param {PageContext} context */
  function postText(item, sources, context) {
    for (const source of sources) {
      const written = !source.attribute && !source.match && !source.page;
      const element = written ? page.elementOf(item, source, context) : null;
      const text = element
        ? page.textOf(element)
        : String(page.read(item, [source], context) ?? '');
      if (text.trim()) return text;
    }
    return '';
  }

  /** @param {FieldValue} value @returns {number | null} ms */
  function timeOf(value) {
    if (value === null || value === '') return null;
    const seconds = Number(value);
    const time = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(String(value));
    return Number.isFinite(time) ? time : null;
  }

  /** @param {FieldValue} value */
  function addressOf(value) {
    const text = String(value ?? '');
    return text && URL.canParse(text, location.href) ? new URL(text, location.href).href : '';
  }

  /** @param {{posts: PostsBlock, wanted: string, after: number}} parameters `after` in ms: what is
   *  older is another post @param {PageContext} context @returns {PostsSeen} */
  function findPosts({ posts, wanted, after }, context) {
    const fold = foldingFor(wanted);
    const { elements } = page.find(document, posts.items, context.labels);
    const items = elements.slice(0, posts.limit ?? MOST).map((item) => ({
      item,
      text: postText(item, posts.text, context),
      at: posts.time ? timeOf(page.read(item, posts.time, context)) : null,
    }));
    const match = items.find(
      ({ item, text, at }) =>
        wanted.trim() !== '' &&
        fold(text) === fold(wanted) &&
        (at === null || at >= after) &&
        addressOf(page.read(item, posts.link, context)),
    );
    const newest = items[0] && { text: page.clean(items[0].text.slice(0, 2000)), at: items[0].at };
    return {
      found: match
        ? {
            permalink: addressOf(page.read(match.item, posts.link, context)),
            publishedAt: match.at,
            media: posts.media ? match.item.querySelectorAll(posts.media).length : 0,
          }
        : null,
      checked: items.length,
      newest: newest ?? null,
    };
  }

  /** Whether the page shows the post somewhere. @param {{wanted: string}} parameters */
  function showsPost({ wanted }) {
    const { body } = document;
    const shown = body?.innerText ?? body?.textContent ?? '';
    const fold = foldingFor(wanted);
    // Pictures of letters are often images, and blanks come and go with the layout.
    const letters = (/** @type {string} */ text) =>
      fold(text).replace(/[\p{Extended_Pictographic}\ufe0f\u200d\s]/gu, '');
    return letters(shown).includes(letters(wanted));
  }

  /** @param {{fields: Record<string, FieldSource[]>}} parameters @param {PageContext} context
   *  @returns {Record<string, FieldValue>} */
  function read({ fields }, context) {
    const entries = Object.entries(fields).map(([name, sources]) => [
      name,
      page.read(document.documentElement, sources, context),
    ]);
    return Object.fromEntries(entries);
  }

  /** An address that the page gives. @param {{sources: FieldSource[]}} parameters
   *  @param {PageContext} context */
  function readAddress({ sources }, context) {
    return addressOf(page.read(document.documentElement, sources, context));
  }

  Object.assign(page.functions, { findPosts, showsPost, read, readAddress });
})();
