/**
 * The post that a publishing run is about: what is wanted, and what is known of it so far.
 */

import { bodyOf, canonicalText } from '../core/content.js';
import { RunError } from './errors.js';

// Clocks of desk, device and site are never quite the same.
const OLDER_MS = 120_000;

/** @typedef {import('./work.js').Work} Work */

export class Post {
  /** @param {Record<string, any>} input of a `PUBLISH_VARIANT` @param {Step} composer
   *  @param {'agent' | 'operator'} by */
  constructor(input, composer, by) {
    /** @type {Account} */
    this.account = input.account;
    this.text = String(input.text ?? '');
    /** @type {string | null} */
    this.link = input.link || null;
    this.body = bodyOf(this.text, this.link);
    /** @type {{mediaId: string, mime: string, name: string, sha256: string}[]} */
    this.media = input.media ?? [];
    this.dryRun = input.dryRun === true;
    this.composer = composer;
    this.by = by;
    /** Of what was read in the composer. */
    this.digest = String(input.contentDigest ?? '');
    /** @type {JournalEntry | null} */
    this.entry = null;
    /** The tab still shows the document in which the button was pressed. */
    this.same = true;
    this.accepted = false;
    this.permalink = '';
    this.platformPostId = '';
    /** @type {number | null} */
    this.publishedAt = null;
  }

  /** From now on it can only be looked for. @param {JournalEntry} entry */
  pressed(entry) {
    this.entry = entry;
  }

  get isPressed() {
    return this.entry !== null;
  }

  /** What is older than this is another post. */
  get after() {
    return this.entry ? this.entry.at - OLDER_MS : 0;
  }

  /** What names its text in the journal. */
  get canonical() {
    return canonicalText(this.text);
  }

  /** @param {FoundPost} found */
  found({ permalink, publishedAt }) {
    this.permalink = permalink;
    this.publishedAt = publishedAt;
  }
}

/** The post of a run. @param {Work} work */
export function postFor({ recipe, run }) {
  const { input } = run.record;
  const typed = recipe.steps.filter(({ type }) => type === 'typeText');
  const composer = typed.at(-1);
  if (!composer) throw new RunError('recipe_error', 'The recipe has no composer.');
  const operator = input.commit === 'operator' || !run.mayPress();
  return new Post(input, composer, operator ? 'operator' : 'agent');
}

/** @param {Work} work @returns {Post} */
export function postOf({ post }) {
  if (!post) throw new RunError('recipe_error', 'This step belongs to a recipe that publishes.');
  return post;
}
