/**
 * What a publication says, in one canonical form, and the digest that names it; as the desk has it.
 */

import { hex, sha256, utf8 } from './bytes.js';

// Editors make U+00A0 of some spaces at the end of a line.
const LINE_END_SPACES = /[ \t\u00a0]+$/;

/** NFC, line ends LF, spaces at line ends and blank lines at the end removed.
 *  @param {string} text */
export function canonicalText(text) {
  const lines = text.normalize('NFC').replace(/\r\n?/g, '\n').split('\n');
  return lines
    .map((line) => line.replace(LINE_END_SPACES, ''))
    .join('\n')
    .replace(/\n+$/, '');
}

/** SHA-256 (hex) of `text` NUL `link` NUL the media SHA-256s joined by commas.
 *  @param {string} text @param {string | null | undefined} link @param {string[]} media */
export async function contentDigest(text, link, media) {
  const said = [canonicalText(text), link || '', media.join(',')].join('\0');
  return hex(await sha256(utf8(said)));
}

/** What names an account everywhere: `platform:handle`, the handle without @ and case.
 *  @param {Account} account */
export function accountKey({ platform, handle }) {
  return `${platform}:${plainHandle(handle)}`;
}

/** @param {string} handle */
export function plainHandle(handle) {
  const letters = [...handle.normalize('NFC').trim().replace(/^@/, '')];
  return letters.map((letter) => letter.toUpperCase().toLowerCase()).join('');
}

/** The text with its link, as a site is given it. @param {string} text
 *  @param {string | null | undefined} link */
export function bodyOf(text, link) {
  if (!link || text.includes(link)) return text;
  return text ? `${text}\n\n${link}` : link;
}
