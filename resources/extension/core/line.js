/**
 * A line to the hub: socket, channel and session as one thing that is dialled, used and hung up.
 */

import { Opening, SUBPROTOCOL } from './channel.js';
import { CLOSE, Connection } from './connection.js';
import { Session } from './session.js';

/**
 * @typedef {{
 *   opened(line: Line): void,
 *   pushed(message: HubMessage): void,
 *   closed(line: Line, close: Close): void,
 * }} LineHandler
 * @typedef {(url: string, subprotocol: string) => WebSocket} OpenSocket
 */

export class Line {
  #connection;
  /** @type {import('./channel.js').Channel | null} */
  channel = null;

  /**
   * @param {string} hubUrl @param {OpeningPlan} plan @param {OpenSocket} openSocket
   * @param {Clock} clock @param {LineHandler} handler
   */
  constructor(hubUrl, plan, openSocket, clock, handler) {
    const socket = openSocket(hubUrl, SUBPROTOCOL);
    this.#connection = new Connection(socket, new Opening(plan), clock, {
      opened: (channel) => {
        this.channel = channel;
        handler.opened(this);
      },
      message: (message) => this.session.receive(message),
      chunk: (chunk) => this.session.receiveChunk(chunk),
      closed: (close) => {
        this.session.end();
        handler.closed(this, close);
      },
    });
    this.session = new Session(this.#connection, handler.pushed);
  }

  /** How many frames went through; an encrypted session has an end. */
  get used() {
    return this.#connection.used;
  }

  /** When anything last came from the hub. */
  get heardAt() {
    return this.#connection.heardAt;
  }

  close(code = CLOSE.normal, reason = '') {
    this.#connection.close(code, reason);
  }
}
