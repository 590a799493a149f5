/**
 * What turns a text of a page into a value: one small function each, nothing in means nothing out.
 *
 * A transform returns null for "nothing". All of them are total: odd text costs a field, not a row.
 */
(() => {
  const page = globalThis.proofdeskPage;

  const EDGE_MARKS =
    /^[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+$/g;
  const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
  const LABEL_NUMBER = /\d+(?:[.,\u066b\u066c]\d+)*/g;
  const FEWEST_PHONE_DIGITS = 5;

  /** Arabic and Persian digits as 0-9. @param {string} text */
  function westernDigits(text) {
    return text.replace(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf));
  }

  /** @param {string} text @returns {URL | null} */
  function webAddress(text) {
    if (!URL.canParse(text, document.baseURI)) return null;
    const url = new URL(text, document.baseURI);
    return ['http:', 'https:'].includes(url.protocol) ? url : null;
  }

  /** Marks of thousands go, the decimal mark becomes a point. @param {string} token */
  function plainNumber(token) {
    const text = token
      .replaceAll('\u066b', '.')
      .replaceAll('\u066c', '')
      .replace(/[\s\u00a0'’]/g, '');
    const marks = text.match(/[.,]/g) ?? [];
    const decimal = decimalMark(text, marks);
    return Number(
      text.replace(/[.,]/g, (mark, place) =>
        mark === decimal && place === text.lastIndexOf(mark) ? '.' : '',
      ),
    );
  }

  /** Which mark of a number is its decimal mark, if any. @param {string} text @param {string[]} marks */
  function decimalMark(text, marks) {
    const last = marks.at(-1);
    if (!last) return null;
    if (new Set(marks).size === 2) return last;
    if (marks.length > 1) return null;
    return /^\d{1,3}[.,]\d{3}$/.test(text) ? null : last;
  }

  /** @param {string} label */
  function labelNumbers(label) {
    return westernDigits(label).match(LABEL_NUMBER) ?? [];
  }

  /** @param {string} text @param {RegExp} pattern */
  function group(text, pattern) {
    return pattern.exec(text)?.[1] ?? null;
  }

  /** @param {string} text @param {RegExp} pattern */
  function coordinate(text, pattern) {
    const digits = group(text, pattern);
    return digits === null ? null : Number(digits);
  }

  /** @param {string} text @returns {string} */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** Whether a host belongs to the site itself. @param {string} name @param {PageContext} context */
  function isOwn(name, context) {
    const inForce = context.hosts.map((host) => host.replace(/:\d+$/, ''));
    if (inForce.some((host) => host === name || host.endsWith(`.${name}`))) return true;
    return context.ownHosts ? new RegExp(context.ownHosts).test(name) : false;
  }

  /** @type {Record<string, Transform>} */
  const transforms = {
    trim: (text) => page.collapse(text).replace(EDGE_MARKS, ''),
    digits: (text) => westernDigits(text).replace(/\D/g, ''),
    number: (text) => {
      const token = /\d[\d.,\s\u00a0'’\u066b\u066c]*/.exec(westernDigits(text))?.[0];
      const value = token ? plainNumber(token.replace(/[.,\s]+$/, '')) : Number.NaN;
      return Number.isFinite(value) ? value : null;
    },
    phone: (text) => {
      const kept = westernDigits(text)
        .replace(/^\s*tel:/i, '')
        .replace(/[^\d+\s()-]/g, '');
      return kept.replace(/\D/g, '').length < FEWEST_PHONE_DIGITS ? null : page.collapse(kept);
    },
    url: (text) => webAddress(text)?.href ?? null,
    unwrapRedirect: (text) => {
      const url = webAddress(text);
      if (url?.pathname !== '/url') return text;
      const target = url.searchParams.get('q') ?? url.searchParams.get('url') ?? '';
      return /^https?:/.test(target) ? (webAddress(target)?.href ?? text) : text;
    },
    foreign: (text, context) => {
      const name = webAddress(text)?.hostname;
      return name && !isOwn(name, context) ? text : null;
    },
    hostname: (text) => webAddress(text)?.hostname.replace(/^www\./, '') ?? null,
    ratingFromLabel: (label) => {
      const [first] = labelNumbers(label);
      const rating = first ? plainNumber(first) : Number.NaN;
      return rating >= 0 && rating <= 5 ? rating : null;
    },
    reviewsFromLabel: (label) =>
      group(westernDigits(label), /\((\d[\d.,\u066b\u066c\s]*)\)/) ??
      labelNumbers(label)[1] ??
      null,
    stripVisitedLink: (text, context) => {
      const dot = text.lastIndexOf(' ·');
      const words = page.words('{{labels.visitedLink}}', context.labels).map(page.fold);
      return dot >= 0 && words.includes(page.fold(text.slice(dot + 2))) ? text.slice(0, dot) : text;
    },
    stripPrefix: (text) => (text.includes(': ') ? text.slice(text.indexOf(': ') + 2) : text),
    featureId: (text) => group(text, /!1s(0x[0-9a-f]+:0x[0-9a-f]+)/i),
    knowledgeId: (text) => {
      const id = group(text, /!16s([^!?&]+)/);
      return id === null ? null : decoded(id);
    },
    placeId: (text) => group(text, /!19s(ChIJ[\w-]+)/),
    latitudeFromUrl: (text) => coordinate(text, /!3d(-?\d+(?:\.\d+)?)/),
    longitudeFromUrl: (text) => coordinate(text, /!4d(-?\d+(?:\.\d+)?)/),
  };

  /** @type {PageSide['transform']} */
  function transform(value, names, context) {
    let current = value;
    for (const name of names) {
      if (current === null || current === '') return null;
      if (!transforms[name])
        throw new page.PageError('recipe_error', `no transform is called ${name}`);
      current = transforms[name](String(current), context);
    }
    return current === '' ? null : current;
  }

  page.transform = transform;
})();
