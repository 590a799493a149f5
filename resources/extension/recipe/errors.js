/**
 * How a run can end otherwise than by its last step.
 */

/** The run failed, by a name that the desk shows and counts. */
export class RunError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {{retryable?: boolean, retryAfterSeconds?: number}} [how]
   */
  constructor(code, message, { retryable = false, retryAfterSeconds } = {}) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Somebody ended the run: the desk, the person at this browser, or a lost lease. */
export class Stopped extends Error {
  /** @param {'cancelled' | 'abandoned' | 'stopped_here'} by */
  constructor(by) {
    super(by);
    this.by = by;
  }
}

/** A dry run came to where the others press, and goes no further. */
export class DryRunOver extends Error {
  /** @param {{text: boolean, button: boolean}} found the composer holds the text of the job; the
   *   button was there once and could have been pressed */
  constructor(found) {
    super('the dry run is over');
    this.found = found;
  }
}

/** The site says that there is nothing: a good end with no rows. */
export class NothingThere extends Error {}

/** The document went away under a call; the page is loading another one. */
export class PageGone extends Error {}

/** The page is on a host that the connector may not touch. */
export class OffHosts extends Error {
  /** @param {string} url empty when the browser does not tell */
  constructor(url) {
    super(url);
    this.url = url;
  }
}

/** The person closed the window: the desk may offer the job again, here or elsewhere. */
export function windowClosed() {
  return new RunError('window_closed', 'The window of the job was closed in the browser.', {
    retryable: true,
  });
}
