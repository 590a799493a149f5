/**
 * The words of the extension's own pages, in the language that was chosen here.
 *
 * The browser's own lookup follows only the browser's language, so the same files are read by hand.
 */

import { loadSettings } from '../core/settings.js';

const LANGUAGES = ['en', 'ar'];
/** @type {Record<string, string>} */
const CALENDARS = { en: 'en-GB', ar: 'ar-u-nu-latn' };

/** @returns {Promise<Wording>} */
export async function loadWording() {
  const { language } = await loadSettings();
  return wordingIn(language === 'auto' ? ofBrowser() : language);
}

function ofBrowser() {
  const language = chrome.i18n.getUILanguage().split('-')[0];
  return LANGUAGES.includes(language) ? language : 'en';
}

/** @param {string} language @returns {Promise<Wording>} */
async function wordingIn(language) {
  const file = chrome.runtime.getURL(`_locales/${language}/messages.json`);
  /** @type {Record<string, {message: string}>} */
  const messages = await (await fetch(file)).json();
  return new Wording(language, messages);
}

export class Wording {
  #messages;

  /** @param {string} language @param {Record<string, {message: string}>} messages */
  constructor(language, messages) {
    this.language = language;
    this.direction = language === 'ar' ? 'rtl' : 'ltr';
    this.#messages = messages;
  }

  /** @param {string} key @param {Record<string, string | number>} [values] */
  say(key, values = {}) {
    const text = this.#messages[key]?.message ?? key;
    return text.replace(/\{(\w+)\}/g, (slot, name) => isolated(values[name] ?? slot));
  }

  /** Whether there is such a text. @param {string} key */
  has(key) {
    return key in this.#messages;
  }

  /** The right form for a number, as the language has it. @param {string} key @param {number} count
   *  @param {Record<string, string | number>} [values] */
  count(key, count, values = {}) {
    const form = new Intl.PluralRules(this.language).select(count);
    const chosen = this.has(`${key}_${form}`) ? `${key}_${form}` : `${key}_other`;
    return this.say(chosen, { count, ...values });
  }

  /** @param {number} ms */
  time(ms) {
    const form = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
    return new Intl.DateTimeFormat(CALENDARS[this.language], /** @type {any} */ (form)).format(ms);
  }

  /** What the card beside the site's button says. @param {PressFacts} facts
   *  @returns {PressCardText} */
  pressCard({ button, handle, displayName, text, pictures, screenshot }) {
    const checks = [
      displayName || `@${handle}`,
      ...(text ? [this.say('textAsApproved')] : []),
      ...(pictures ? [this.count('picturesAsApproved', pictures)] : []),
      ...(screenshot ? [this.say('screenshotKept')] : []),
    ];
    return {
      title: this.say('youPress', { button }),
      checked: this.say('checkedNow'),
      checks,
      ready: this.say('iAmReady'),
      left: this.say('secondsLeft'),
      note: this.say('nothingPressed'),
      close: this.say('close'),
      direction: this.direction,
    };
  }

  /** What the card in a page says. @param {string} title @returns {CardText} */
  card(title) {
    return { title: this.say('cardTitle'), note: title, direction: this.direction };
  }
}

/** A name or title keeps its own direction inside a sentence. @param {string | number} value */
function isolated(value) {
  return typeof value === 'number' ? String(value) : `\u2068${value}\u2069`;
}
