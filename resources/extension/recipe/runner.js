/**
 * Runs the steps of one recipe, in order, and keeps where it stands after each.
 */

import { NothingThere, RunError } from './errors.js';
import { fillAddress } from './slots.js';
import { BRINGS, STEPS } from './steps.js';

const LOADING_MS = 30_000;

/**
 * @param {import('./work.js').Work} work
 * @param {number} [from] the step to go on with, in the tab as it stands
 * @returns {Promise<Ended>}
 */
export async function runRecipe(work, from = 0) {
  const { cursor } = work.run.record;
  try {
    if (from === 0) await arrive(work);
    for (const [index, step] of work.recipe.steps.entries()) {
      if (index < from || (index < cursor.step && BRINGS.has(step.type))) continue;
      await runSteps(work, [step]);
      cursor.step = Math.max(cursor.step, index + 1);
      await work.run.save();
    }
    return work.ended;
  } catch (error) {
    if (!(error instanceof NothingThere)) throw error;
    // That a site has nothing is a finding too, and wants its proof.
    await work.tryCapture('results');
    return 'empty';
  }
}

/** @param {import('./work.js').Work} work @param {Step[]} steps */
export async function runSteps(work, steps) {
  const numbers = numbersOf(work.recipe);
  for (const step of steps) {
    await runStep(work, step, numbers.get(step) ?? 0, (inner) => runSteps(work, inner));
  }
}

/** @type {WeakMap<Recipe, Map<Step, number>>} */
const numberings = new WeakMap();

/** @param {Recipe} recipe */
function numbersOf(recipe) {
  const known = numberings.get(recipe);
  if (known) return known;
  const numbers = numbered(recipe.steps);
  numberings.set(recipe, numbers);
  return numbers;
}

/** To the first page; or stay, where a run goes on in the tab it had.
 *  @param {import('./work.js').Work} work */
async function arrive(work) {
  const { cursor } = work.run.record;
  if (!(work.resumed && (await work.tab.isAtHome()))) {
    const start = fillAddress(work.recipe.start, work.hosts, work.values);
    const url = cursor.page > 1 && cursor.url ? cursor.url : start;
    await work.tab.navigate(url, LOADING_MS);
  }
  await work.wait(null, 0);
  await work.run.showCard(work.tab);
}

/** Every step by its number, nested ones counted in order. @param {Step[]} steps
 *  @param {Map<Step, number>} [numbers] */
function numbered(steps, numbers = new Map()) {
  for (const step of steps) {
    numbers.set(step, numbers.size);
    for (const nested of [step.then, step.else, step.steps]) numbered(nested ?? [], numbers);
  }
  return numbers;
}

/**
 * @param {import('./work.js').Work} work @param {Step} step @param {number} index
 * @param {(steps: Step[]) => Promise<void>} runSteps
 */
async function runStep(work, step, index, runSteps) {
  await work.run.gate();
  const begun = work.clock.now();
  try {
    const run = STEPS[step.type];
    if (!run) throw new RunError('recipe_error', `No step is called ${step.type}.`);
    const matched = await run(work, step, runSteps);
    await work.run.stepDone({
      index,
      type: step.type,
      alternative: matched?.alternative ?? 0,
      of: matched?.of ?? 0,
      ms: Math.round(work.clock.now() - begun),
    });
  } catch (error) {
    if (!(step.optional || isAfterwards(work, step)) || !(error instanceof RunError)) throw error;
    if (work.run.signal.aborted) throw error;
    await work.run.log('warn', `${step.title ?? step.type}: ${error.message}`);
  }
}

/** What was posted is posted: a picture of it that fails is a gap in the proof, not in the run.
 *  @param {import('./work.js').Work} work @param {Step} step */
function isAfterwards({ post }, { type }) {
  return Boolean(post?.isPressed) && type !== 'commit' && type !== 'readPermalink';
}
