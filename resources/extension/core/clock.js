/**
 * The clock that everything is given, so that tests can give another one.
 */

/** @type {Clock} */
export const systemClock = {
  now: () => Date.now(),
  setTimeout: (call, ms) => setTimeout(call, ms),
  clearTimeout: (timer) => clearTimeout(/** @type {any} */ (timer)),
};

/** @param {Clock} clock @param {number} ms @returns {Promise<void>} */
export function pass(clock, ms) {
  return new Promise((resolve) => {
    clock.setTimeout(resolve, ms);
  });
}
