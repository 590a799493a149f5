/**
 * Values of the job's input for the `{{slots}}` of a recipe. They land in addresses, typed values
 * and titles; never in selectors or code.
 */

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

/** A row limit: a number, or a slot that holds one. @param {number | string} limit
 *  @param {Record<string, string>} values */
export function limitOf(limit, values) {
  return typeof limit === 'number' ? limit : Number(fill(limit, values)) || DEFAULT_LIMIT;
}

/** @param {Texts} texts @param {string} language */
export function inLanguage(texts, language) {
  return texts[language] ?? texts[language.split('-')[0]] ?? texts.en;
}
