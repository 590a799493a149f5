/**
 * When a run needs a person: the flag goes up with a picture, and the run goes on by itself as
 * soon as the reason is gone. Pressing "I solved it" or "resume" only makes it look at once.
 */

const LOOK_MS = 1_000;

/**
 * @param {import('./work.js').Work} work
 * @param {{reason: string, message: string}} need
 * @param {() => Promise<boolean>} holds whether the reason is still there
 */
export async function untilSolved(work, need, holds) {
  await raise(work, need);
  for (;;) {
    const pressed = await work.run.solved(LOOK_MS);
    if (!(await holds())) break;
    if (pressed) await raise(work, need);
  }
  await work.run.relieved();
}

/** @param {import('./work.js').Work} work @param {{reason: string, message: string}} need */
async function raise(work, need) {
  const assetId = await work.tryCapture('needs_user');
  await work.run.needsUser({ ...need, ...(assetId && { assetId }) });
}

/**
 * A page that nobody can see gets no frames, and a feed in it loses rows: better to wait and say so.
 * @param {import('./work.js').Work} work
 */
export async function untilVisible(work) {
  if (!work.tab.hidden) return;
  const need = { reason: 'other', message: work.say('hidden') };
  await untilSolved(work, need, async () => {
    await work.tab.insist('size');
    return work.tab.hidden;
  });
}
