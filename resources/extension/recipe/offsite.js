/**
 * Conditions on a page that the connector may not touch: only its address is known.
 *
 * Nothing but `url` can be true there, and `not` around anything else is false as well: what
 * cannot be seen is not claimed to be absent.
 */

/** @param {Condition} condition @param {string} url @returns {boolean} */
export function judgeAddress(condition, url) {
  if ('any' in condition) return condition.any.some((part) => judgeAddress(part, url));
  if ('all' in condition) return condition.all.every((part) => judgeAddress(part, url));
  if ('not' in condition) return isAddressOnly(condition.not) && !judgeAddress(condition.not, url);
  return 'url' in condition && new RegExp(condition.url).test(url);
}

/** @param {Condition} condition @returns {boolean} */
function isAddressOnly(condition) {
  if ('any' in condition) return condition.any.every(isAddressOnly);
  if ('all' in condition) return condition.all.every(isAddressOnly);
  if ('not' in condition) return isAddressOnly(condition.not);
  return 'url' in condition;
}
