/**
 * A desk of one room for tests of the agent: real frames, no database. It records what it hears,
 * answers as the protocol says, and can be told to answer otherwise.
 */
import { base64url, hex } from '../../../resources/extension/core/bytes.js';
import { generateKeyPair } from '../../../resources/extension/core/noise.js';
import { HubLine } from './responder.js';

const AGENT = '01a20a3d-995c-7fba-beb3-016ddd9d4816';

/** A connector as `config` names it. */
export function connector(id, more = {}) {
  return { id, enabled: true, kind: 'search', hosts: ['www.google.com'], recipe: {}, ...more };
}

export class FakeHub {
  constructor() {
    this.secret = crypto.getRandomValues(new Uint8Array(32));
    this.linkId = crypto.getRandomValues(new Uint8Array(8));
    this.lines = [];
    this.known = new Set();
    this.down = false;
    /** event → function(message) that gives `{event, data}` or null for silence */
    this.answers = {};
    this.allow = true;
    this.config = {
      platform: { language: 'en' },
      connectors: [connector('google_maps'), connector('google_search')],
      limits: {
        heartbeatSeconds: 20,
        leaseSeconds: 60,
        maxMessageBytes: 262144,
        chunkBytes: 49127,
        maxProofBytes: 67108864,
      },
    };
    this.continue = (running) => running;
    this.jobs = [];
    this.files = new Map();
    this.declared = [];
  }

  static async open() {
    const hub = new FakeHub();
    hub.key = await generateKeyPair();
    return hub;
  }

  get link() {
    const query = new URLSearchParams({
      u: 'ws://127.0.0.1:47150/agent',
      h: base64url(this.key.publicKey),
      i: base64url(this.linkId),
      s: base64url(this.secret),
    });
    return `proofdesk://pair/1?${query}`;
  }

  /** What the agent is given instead of `new WebSocket`. */
  openSocket = () => {
    const line = new HubLine(this);
    this.lines.push(line);
    if (this.down) {
      line.closedWith = 1006;
      setImmediate(() => line.socket.onclose?.({ code: 1006, reason: '' }));
    }
    return line.socket;
  };

  get line() {
    return this.lines.at(-1);
  }

  knows(publicKey) {
    return this.known.has(hex(publicKey));
  }

  /** Everything heard on all lines, by event. */
  heardOf(event) {
    return this.lines.flatMap((line) => line.messages).filter((message) => message.event === event);
  }

  async heard(line, message) {
    const { event, data, id } = message;
    const answer = this.answers[event]?.(message, line);
    if (answer === null) return;
    if (answer) void line.push(answer.event, answer.data, id);
    else this.say(line, event, data, id);
  }

  say(line, event, data, id) {
    const ack = { jobId: data.jobId };
    const known = {
      pair: () => this.paired(line),
      pair_confirm: () => this.welcome(line, { running: [] }),
      auth: () => this.welcome(line, data),
      heartbeat: () =>
        line.push('heartbeat_ack', { time: '', cancel: [], lost: [], paused: false }, id),
      'job:ack': () =>
        line.push(
          'job:ack_success',
          this.jobs.find((job) => job.jobId === data.jobId),
          id,
        ),
      'job:evidence': () =>
        line.push(
          'job:evidence_ack',
          {
            ...ack,
            batchId: data.batchId,
            accepted: data.evidence.length,
            duplicates: 0,
            rejected: [],
          },
          id,
        ),
      'job:progress': () =>
        line.push(
          'job:progress_ack',
          {
            ...ack,
            progress: data.progress,
            cancelRequested: false,
          },
          id,
        ),
      'job:proof': () => {
        this.declared.push(data);
        return line.push('job:proof_ack', { assetId: data.assetId, state: 'send', offset: 0 }, id);
      },
      'job:done': () => line.push('job:done_ack', { ...ack, status: 'COMPLETED' }, id),
      'job:error': () => line.push('job:error_ack', { ...ack, status: 'FAILED' }, id),
    }[event];
    void (known ? known() : line.push(`${event}_ack`, {}, id));
  }

  paired(line) {
    return this.allow ? this.letIn(line) : undefined;
  }

  /** The operator pressed Allow. */
  letIn(line = this.line) {
    this.known.add(hex(line.channel.theirStatic));
    return line.push('pair_ok', { agentId: AGENT });
  }

  welcome(line, { running }) {
    const kept = this.continue(running);
    void line.push('auth_ok', {
      agentId: AGENT,
      deviceName: 'Front desk - Chrome',
      hubId: 'hub',
      hubEpoch: 1,
      time: '',
      continue: kept,
      abandon: running.filter((run) => !kept.includes(run)),
    });
    void line.push('config', this.config);
    for (const job of this.jobs) this.offer(line, job);
  }

  offer(line, { jobId, type, input }) {
    return line.push('job:available', { jobId, type, context: input, priority: 0 });
  }

  async chunk(line, { offset, bytes }) {
    const file = this.declared.at(-1);
    const got = (this.files.get(file.assetId) ?? 0) + bytes.length;
    this.files.set(file.assetId, got);
    if (got === file.sizeBytes) {
      void line.push('job:proof_stored', {
        assetId: file.assetId,
        sha256: file.sha256,
        sizeBytes: got,
      });
    }
    return offset;
  }
}

export function job(more = {}) {
  return {
    jobId: '01a20a3d-0000-7000-8000-000000000001',
    epoch: 1,
    type: 'google_maps',
    input: { query: 'dentists', location: 'Amman' },
    connector: 'google_maps',
    attempt: 1,
    checkpoint: null,
    leaseSeconds: 60,
    ...more,
  };
}
