/**
 * Bytes and their texts: base64url, hex, UUIDs, digests. Nothing here knows what they mean.
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** @param {string} text @returns {Bytes} */
export function utf8(text) {
  return encoder.encode(text);
}

/** @param {BufferSource} bytes @returns {string} */
export function text(bytes) {
  return decoder.decode(bytes);
}

/** @param {...Uint8Array} parts @returns {Bytes} */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** @param {Uint8Array} bytes @returns {string} */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {string} digits @returns {Bytes} */
export function fromHex(digits) {
  const pairs = digits.match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** @param {Uint8Array} bytes @returns {string} */
export function base64url(bytes) {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @param {string} digits @returns {Bytes} */
export function fromBase64url(digits) {
  const binary = atob(digits.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** The 16 bytes of a UUID. @param {string} id @returns {Bytes} */
export function uuidBytes(id) {
  return fromHex(id.replaceAll('-', ''));
}

/** The UUID of these 16 bytes. @param {Uint8Array} bytes @returns {string} */
export function uuidOf(bytes) {
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** For pages, which take nothing but texts. @param {Uint8Array} bytes @returns {string} */
export function base64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** @param {BufferSource} bytes @returns {Promise<Bytes>} */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
