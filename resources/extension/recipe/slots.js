/**
 * Values of the job's input for the `{{slots}}` of a recipe. They land in addresses, typed values
 * and titles; never in selectors or code.
 */

import { bodyOf } from '../core/content.js';
import { schemeOf } from './hosts.js';

const SLOT = /\{\{([A-Za-z]+)((?:\|[a-z]+)*)\}\}/g;
const DEFAULT_LIMIT = 120;
const DEFAULT_ZOOM = 14;

/** @type {Record<string, (value: string) => string>} */
const PIPES = {
  url: (value) => encodeURIComponent(value),
  trim: (value) => value.trim(),
  lower: (value) => value.toLowerCase(),
};

/** @param {Record<string, any>} input @param {string} language the hub's, where the input has none
 *  @returns {Record<string, string>} */
export function slotValues(input, language) {
  const scalars = Object.entries(input).filter(
    ([, value]) => value !== null && typeof value !== 'object',
  );
  return {
    ...Object.fromEntries(scalars.map(([name, value]) => [name, String(value)])),
    search: [input.query, input.location].filter(Boolean).join(' '),
    language: String(input.language || language || 'en'),
    limit: String(input.limit ?? DEFAULT_LIMIT),
    near: near(input),
    ...postValues(input),
  };
}

/** @param {Record<string, any>} input of a job about a post @returns {Record<string, string>} */
function postValues({ account, text = '', link, media, mediaCount = 0 }) {
  if (!account) return {};
  return {
    handle: String(account.handle).trim().replace(/^@/, ''),
    body: bodyOf(String(text), link),
    mediaCount: String(media?.length ?? mediaCount),
  };
}

/** @param {Record<string, any>} input */
function near({ center, zoom }) {
  return center ? `@${center.lat},${center.lng},${zoom ?? DEFAULT_ZOOM}z/` : '';
}

/** @param {string} template @param {Record<string, string>} values */
export function fill(template, values) {
  return template.replace(SLOT, (_, name, pipes) => {
    const names = pipes.split('|').filter(Boolean);
    return names.reduce(
      (/** @type {string} */ value, /** @type {string} */ pipe) => (PIPES[pipe] ?? String)(value),
      values[name] ?? '',
    );
  });
}

/** An address of a recipe: the first host in force, then the slots.
 *  @param {string} template @param {string[]} hosts @param {Record<string, string>} values */
export function fillAddress(template, hosts, values) {
  const [host] = hosts;
  const placed = template.replace(/^https?:\/\/\{host\}/, `${schemeOf(host)}://${host}`);
  return new URL(fill(placed, values)).href;
}

/** @type {Condition} */
const ALWAYS = { all: [] };
/** @type {Condition} */
const NEVER = { any: [] };

/** A condition as the page is asked it: what is asked of the job is answered, counts are numbers.
 *  @param {Condition} condition @param {Record<string, string>} values @returns {Condition} */
export function settled(condition, values) {
  const part = (/** @type {Condition} */ one) => settled(one, values);
  if ('any' in condition) return { any: condition.any.map(part) };
  if ('all' in condition) return { all: condition.all.map(part) };
  if ('not' in condition) return { not: part(condition.not) };
  if ('media' in condition) return Number(values.mediaCount) > 0 ? ALWAYS : NEVER;
  if ('link' in condition) return values.link ? ALWAYS : NEVER;
  if ('selectors' in condition && typeof condition.count === 'string') {
    return { ...condition, count: Number(fill(condition.count, values)) };
  }
  return condition;
}

/** A row limit: a number, or a slot that holds one. @param {number | string} limit
 *  @param {Record<string, string>} values */
export function limitOf(limit, values) {
  return typeof limit === 'number' ? limit : Number(fill(limit, values)) || DEFAULT_LIMIT;
}

/** @param {Texts} texts @param {string} language */
export function inLanguage(texts, language) {
  return texts[language] ?? texts[language.split('-')[0]] ?? texts.en;
}
