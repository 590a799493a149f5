/**
 * The words of a page that keeps one language for as long as it is open.
 */

import { loadWording } from './wording.js';

export const wording = await loadWording();
export const say = wording.say.bind(wording);
