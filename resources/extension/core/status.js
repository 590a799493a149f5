/**
 * What the popup and the pages show, made from how the parts stand.
 */

// After so many refusals in a row it is not a mistake: the desk does not know this browser.
const REFUSALS = 3;

/**
 * @typedef {{device: Device | null, farewell: Farewell | null,
 *   link: import('./link.js').Link['view'], run: RunRecord | null,
 *   pairing: PairingStatus | null, hosts: string[],
 *   askedHosts: string[], outbox: number, jobsToday: number, mayCapture: boolean,
 *   accounts: SeenAccount[], journal: JournalEntry[]}} Standing
 */

/** @param {Standing} standing @returns {Status} */
export function statusOf({ device, farewell, link, run, pairing, ...counts }) {
  return {
    view: viewOf(device, farewell, link, run),
    hubUrl: device?.hubUrl ?? '',
    hubName: device?.hubName ?? '',
    deviceName: device?.deviceName ?? farewell?.deviceName ?? '',
    nextTryAt: link.nextTryAt,
    connecting: link.phase === 'connecting',
    unknownHere: isUnknown(link),
    farewell,
    job: run && jobOf(run),
    pairing,
    ...counts,
  };
}

/** @param {import('./link.js').Link['view']} link */
function isUnknown({ reason, attempts }) {
  return reason === 'refused' && attempts >= REFUSALS;
}

/**
 * @param {Device | null} device @param {Farewell | null} farewell
 * @param {import('./link.js').Link['view']} link @param {RunRecord | null} run
 * @returns {View}
 */
function viewOf(device, farewell, link, run) {
  if (!device) return farewell ? 'revoked' : 'not_paired';
  if (run?.needs) return 'needs_user';
  if (run) return 'working';
  if (link.phase === 'online') return 'ready';
  if (isUnknown(link)) return 'revoked';
  if (link.phase === 'connecting' && link.attempts === 0) return 'connecting';
  if (link.reason === 'replaced' || link.reason === 'outdated') return link.reason;
  return 'no_hub';
}

/** @param {RunRecord} run */
function jobOf({ type, title, percent, rows, screenshots, paused, needs }) {
  return { type, title, percent, rows, screenshots, paused, needs };
}

/** The mark on the extension's icon. @param {Status} status */
export function badgeOf({ view }) {
  if (view === 'needs_user') return { text: '!', color: '#B86E00' };
  if (view === 'revoked' || view === 'outdated') return { text: '×', color: '#BF2A22' };
  return { text: '', color: '#3A50C9' };
}
