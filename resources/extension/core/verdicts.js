/**
 * What the hub's answers to the outbox mean for the job that works on.
 */

import { isLastWord } from './outbox.js';

/** The lease is somebody else's, or the job is over: nothing more is wanted of this run. */
const GONE = new Set(['LEASE_LOST', 'JOB_NOT_RUNNING', 'JOB_NOT_FOUND']);

/**
 * @param {import('./jobs.js').Jobs} jobs
 * @param {import('./outbox.js').Outbox} outbox
 * @param {import('./journal.js').Journal} journal
 * @param {() => Promise<void>} ended the hub heard the end of a run
 * @returns {import('./delivery.js').DeliveryHandler}
 */
export function verdicts(jobs, outbox, journal, ended) {
  return {
    async delivered(entry, { event, data }) {
      if (event === 'job:progress_ack' && data.cancelRequested) jobs.cancel(entry.jobId);
      if (!isLastWord(entry.event)) return;
      await journal.heard(entry);
      await ended();
    },

    async refused(entry, error) {
      console.info(`${entry.event} was refused: ${error.code} ${error.message}`);
      if (GONE.has(error.code)) await jobs.abandon(entry.jobId);
      else if (entry.event === 'job:done') await outbox.add(undone(entry, error));
    },
  };
}

/** A job whose end the hub does not take cannot stay open for ever.
 *  @param {OutboxEntry} entry @param {import('./session.js').Refused} error @returns {OutboxEntry} */
function undone({ jobId, epoch, data }, error) {
  const { agentId } = data;
  return {
    id: crypto.randomUUID(),
    event: 'job:error',
    jobId,
    epoch,
    data: { jobId, epoch, agentId, errorCode: error.code, error: error.message, retryable: true },
  };
}
