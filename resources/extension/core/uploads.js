/**
 * One file to the hub: declared, then its bytes from where the hub says, until it says "stored".
 */

import { CHUNK_BYTES } from './frames.js';
import { Refused } from './session.js';

/**
 * @param {import('./session.js').Session} session
 * @param {OutboxEntry} entry a `job:proof`
 * @param {Bytes} file
 * @param {number} chunkBytes what the hub bears
 * @returns {Promise<HubMessage>}
 */
export async function upload(session, entry, file, chunkBytes) {
  const { reply, late } = await declare(session, entry);
  const stored =
    reply.data.state === 'stored'
      ? reply
      : await sendFrom(session, entry.data.assetId, file, reply.data.offset, chunkBytes);
  if (late) throw late;
  return stored;
}

/** The hub keeps the files of a lost lease too, so they are sent before the loss is told.
 *  @param {import('./session.js').Session} session @param {OutboxEntry} entry
 *  @returns {Promise<{reply: HubMessage, late: Refused | null}>} */
async function declare(session, entry) {
  try {
    return { reply: await session.request('job:proof', entry.data, entry.id), late: null };
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'LEASE_LOST') throw error;
    const data = { state: 'send', offset: 0, ...error.details };
    return { reply: { event: 'job:proof_ack', data }, late: error };
  }
}

/**
 * @param {import('./session.js').Session} session @param {string} assetId @param {Bytes} file
 * @param {number} start @param {number} chunkBytes
 */
async function sendFrom(session, assetId, file, start, chunkBytes) {
  const stored = session.stored(assetId);
  let over = false;
  const ended = stored.then(
    () => {
      over = true;
    },
    () => {
      over = true;
    },
  );
  const size = Math.min(chunkBytes, CHUNK_BYTES);
  for (let offset = start; offset < file.length && !over; offset += size) {
    await session.sendChunk(assetId, offset, file.subarray(offset, offset + size));
  }
  await ended;
  return stored;
}
