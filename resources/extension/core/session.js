/**
 * Questions and answers over an open connection: each message has an id, its reply repeats it.
 *
 * A session ends with its connection; whoever waits for an answer then gets `Disconnected`.
 */

import { Download } from './downloads.js';

/** The connection ended before the answer came; the message may be sent again on the next. */
export class Disconnected extends Error {}

/** The hub did not take a message, with the code of the protocol. */
export class Refused extends Error {
  /** @param {{code: string, message: string, retryable?: boolean, details?: any}} data */
  constructor(data) {
    super(data.message);
    this.code = data.code;
    this.retryable = data.retryable ?? false;
    this.details = data.details ?? {};
  }
}

/** @typedef {{resolve: (message: HubMessage) => void, reject: (error: Error) => void}} Waiting */

export class Session {
  #connection;
  #pushed;
  /** @type {Map<string | number, Waiting>} */
  #waiting = new Map();
  /** @type {Map<string, Waiting>} */
  #uploads = new Map();
  /** @type {Map<string, Waiting>} */
  #expected = new Map();
  /** @type {Map<string, Download>} */
  #downloads = new Map();
  #ended = false;

  /**
   * @param {Pick<import('./connection.js').Connection, 'send' | 'sendChunk'>} connection
   * @param {(message: HubMessage) => void} pushed what the hub says unasked
   */
  constructor(connection, pushed) {
    this.#connection = connection;
    this.#pushed = pushed;
  }

  /** @param {string} event @param {object} data @param {string} [id] @returns {Promise<HubMessage>} */
  request(event, data, id = crypto.randomUUID()) {
    return this.#wait(this.#waiting, id, () => this.#connection.send({ event, data, id }));
  }

  /** Say something whose answer comes as an event of its own, as in the opening of a session.
   *  @param {string} event @param {object} data @param {string} answer @returns {Promise<HubMessage>} */
  open(event, data, answer) {
    return this.#wait(this.#expected, answer, () => this.#connection.send({ event, data }));
  }

  /** When the hub has the whole file, or says why not. @param {string} assetId */
  stored(assetId) {
    return this.#wait(this.#uploads, assetId, async () => undefined);
  }

  /** @param {string} assetId @param {number} offset @param {Bytes} bytes */
  sendChunk(assetId, offset, bytes) {
    return this.#connection.sendChunk(assetId, offset, bytes);
  }

  /** A file of a post, whole and checked. @param {{jobId: string, epoch: number}} run
   *  @param {string} mediaId @returns {Promise<Bytes>} */
  async download(run, mediaId) {
    // Its bytes follow the answer on its heels, so they are expected before it is asked for.
    const download = new Download();
    this.#downloads.set(mediaId, download);
    try {
      const { data } = await this.request('job:media', { ...run, mediaId, offset: 0 });
      return await download.whole(data);
    } finally {
      this.#downloads.delete(mediaId);
    }
  }

  /** @param {Chunk} chunk */
  receiveChunk(chunk) {
    this.#downloads.get(chunk.id)?.take(chunk);
  }

  /** @param {HubMessage} message */
  receive(message) {
    const waiting = this.#whoWaitsFor(message);
    if (!waiting) this.#pushed(message);
    else if (message.event === 'error') waiting.reject(new Refused(message.data));
    else waiting.resolve(message);
  }

  end() {
    this.#ended = true;
    for (const waits of [this.#waiting, this.#uploads, this.#expected]) {
      for (const { reject } of waits.values()) reject(new Disconnected('the connection ended'));
      waits.clear();
    }
    for (const download of this.#downloads.values()) {
      download.fail(new Disconnected('the connection ended'));
    }
  }

  /** @param {HubMessage} message */
  #whoWaitsFor({ id, event, data }) {
    if (id !== undefined) return taken(this.#waiting, id);
    if (this.#expected.has(event)) return taken(this.#expected, event);
    if (event === 'job:proof_stored') return taken(this.#uploads, data.assetId);
    if (event === 'error') return taken(this.#uploads, data.details?.assetId);
    return undefined;
  }

  /**
   * @template K
   * @param {Map<K, Waiting>} waits @param {K} key @param {() => Promise<void>} ask
   * @returns {Promise<HubMessage>}
   */
  #wait(waits, key, ask) {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(new Disconnected('the connection ended'));
        return;
      }
      waits.set(key, { resolve, reject });
      ask().catch((error) => {
        waits.delete(key);
        reject(error instanceof RangeError ? error : new Disconnected(String(error)));
      });
    });
  }
}

/** @template K @param {Map<K, Waiting>} waits @param {K} key */
function taken(waits, key) {
  const waiting = waits.get(key);
  waits.delete(key);
  return waiting;
}
