/**
 * Captures as proofs: what is seen, an element, the whole page, or the document itself.
 */

import { RunError, Stopped } from './errors.js';

const WIDEST = 1600;
const MOST_VIEWS = 16;

/** @param {import('./work.js').Work} work @param {Step} step
 *  @returns {Promise<string | null>} the asset id; null when the file is too big for the desk */
export async function capture(work, step) {
  await quietly(work, () => work.tab.insist('hideCard'));
  try {
    const assetId = await take(work, step);
    if (assetId) work.captured.add(step.kind);
    return assetId;
  } finally {
    await quietly(work, () => work.run.showCard(work.tab));
  }
}

/** @param {import('./work.js').Work} work @param {Step} step */
async function take(work, step) {
  const { url, title } = await addressOf(work);
  const capturedAt = work.clock.now();
  const file = await CAPTURES[await possible(work, step.what)](work, step).catch(named);
  if (file.bytes.length > work.maxProofBytes) {
    await work.run.log('warn', work.say('tooBig', { size: file.bytes.length }));
    return null;
  }
  return work.run.proof({ ...file, kind: step.kind, pageUrl: url, title, capturedAt });
}

/** A page that does not answer, or may not be asked, can still be looked at.
 *  @template T @param {import('./work.js').Work} work @param {() => Promise<T>} ask
 *  @returns {Promise<T | null>} */
async function quietly(work, ask) {
  try {
    return await ask();
  } catch {
    work.run.signal.throwIfAborted();
    return null;
  }
}

/** Without the person's leave to take pictures the document itself has to be the proof.
 *  @param {import('./work.js').Work} work @param {string} what */
async function possible(work, what) {
  if (what === 'page' || (await work.platform.mayCapture())) return what;
  await work.note({ code: 'no_pictures', message: work.texts('mayNotCapture') });
  return 'page';
}

/** What a browser says when it cannot make a picture is no error of ours.
 *  @param {any} error @returns {never} */
function named(error) {
  const ours = error instanceof RunError || error instanceof Stopped;
  throw ours
    ? error
    : new RunError('capture_failed', String(error?.message ?? error), { retryable: true });
}

/** @param {import('./work.js').Work} work @returns {Promise<{url: string, title: string}>} */
async function addressOf(work) {
  return (
    (await quietly(work, () => work.tab.insist('address'))) ?? {
      url: await work.tab.url(),
      title: '',
    }
  );
}

/** @type {Record<string, (work: import('./work.js').Work, step: Step) => Promise<ImageFile>>} */
const CAPTURES = {
  async viewport(work) {
    return work.platform.images.encode(await seen(work), WIDEST);
  },

  async element(work, step) {
    const place = await work.tab.insist('placeOf', { selectors: step.selectors });
    const { viewHeight, width, top } = await work.tab.insist('size');
    const inView = place.top >= 0 && place.top + place.height <= viewHeight;
    if (inView) return work.platform.images.crop(await seen(work), place, width);
    // What is taller than the window is cut out of the whole page.
    const { bytes, mime } = await CAPTURES.fullPage(work, step);
    const whole = new Blob([/** @type {BlobPart} */ (bytes)], { type: mime });
    return work.platform.images.crop(whole, { ...place, top: place.top + top }, width);
  },

  async fullPage(work) {
    const { viewHeight, width, height, top } = await work.tab.insist('size');
    const views = [];
    for (let y = 0; y < height && views.length < MOST_VIEWS; y += viewHeight) {
      const at = await work.tab.insist('scrollPage', { top: y });
      views.push({ picture: await seen(work), top: at });
    }
    await work.tab.insist('scrollPage', { top });
    const shown = Math.min(height, viewHeight * MOST_VIEWS);
    return work.platform.images.stitch(views, { width, height: shown });
  },

  async page(work) {
    const archive = await work.tab.snapshot();
    if (archive) return { mime: 'multipart/related', bytes: archive };
    const markup = await work.tab.insist('markup');
    return { mime: 'text/html', bytes: new TextEncoder().encode(markup) };
  },
};

/** @param {import('./work.js').Work} work @returns {Promise<Blob>} */
async function seen(work) {
  // A page that nobody can see may not have been drawn.
  if (work.tab.hidden) throw new RunError('hidden', work.say('hidden'), { retryable: true });
  return work.tab.picture();
}
