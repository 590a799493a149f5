/**
 * Rows of pages to findings: each once, at most as many as asked for, counted by field.
 */

const TOP_FIELDS = ['title', 'url'];

/** Take the rows that are new. @param {import('./work.js').Work} work @param {ExtractBlock} block
 *  @param {Row[]} rows @param {number} limit @returns {Promise<number>} how many were new */
export async function takeRows(work, block, rows, limit) {
  const { record } = work.run;
  const known = new Set(record.keys);
  const fresh = rows
    .filter(({ key }) => !known.has(keyInRun(work, key)) && known.add(keyInRun(work, key)))
    .slice(0, Math.max(0, limit - work.rows));
  if (!fresh.length) return 0;
  countFields(record, block, fresh);
  collectLookups(work, fresh);
  record.keys.push(...fresh.map(({ key }) => keyInRun(work, key)));
  work.rows += fresh.length;
  record.rows += fresh.length;
  record.cursor.rows = work.rows;
  await work.run.evidence(fresh.map((row) => finding(work, block, row)));
  return fresh.length;
}

/** A picture after each so many rows; one that fails costs a line in the log, not the rows. @param {import('./work.js').Work} work
 *  @param {{every: number, kind: string} | null} wish @param {number} before rows before the last ones */
export async function captureAfter(work, wish, before) {
  if (wish && Math.floor(before / wish.every) < Math.floor(work.rows / wish.every)) {
    await work.tryCapture(wish.kind);
  }
}

/** Two lookups may find the same page. @param {import('./work.js').Work} work @param {string} key */
function keyInRun(work, key) {
  return work.context.placeKey ? `${key} ${work.context.placeKey}` : key;
}

/** @param {import('./work.js').Work} work @param {ExtractBlock} block @param {Row} row */
function finding(work, block, { values, key }) {
  const rest = Object.entries(values).filter(([name]) => !TOP_FIELDS.includes(name));
  return {
    type: block.evidence.type,
    source: block.evidence.source,
    title: String(values.title ?? values.url ?? key).slice(0, 2000),
    ...(values.url !== undefined && { url: String(values.url) }),
    snippet: { ...Object.fromEntries(rest), ...work.context },
    confidence: confidenceOf(values, block.confidence ?? {}),
    key: keyInRun(work, key).slice(0, 2000),
    collectedAt: new Date(work.clock.now()).toISOString(),
  };
}

/** @param {Row['values']} values @param {{high?: string[], medium?: string[]}} rules */
function confidenceOf(values, { high, medium }) {
  const filled = (/** @type {string[] | undefined} */ names) =>
    names?.every((name) => values[name] !== undefined) ?? false;
  if (filled(high)) return 'high';
  return filled(medium) ? 'medium' : 'low';
}

/** @param {RunRecord} record @param {ExtractBlock} block @param {Row[]} rows */
function countFields(record, block, rows) {
  for (const name of Object.keys(block.fields)) {
    const count = (record.fields[name] ??= { filled: 0, of: 0 });
    count.of += rows.length;
    count.filled += rows.filter(({ values }) => values[name] !== undefined).length;
  }
}

/** Places without website or phone are looked up afterwards, where the job wants it.
 *  @param {import('./work.js').Work} work @param {Row[]} rows */
function collectLookups(work, rows) {
  const { record } = work.run;
  if (record.type !== 'google_maps_search' || work.part > 0) return;
  for (const { values, key } of rows) {
    if (values.website !== undefined && values.phone !== undefined) continue;
    record.lookups.push({
      title: String(values.title ?? ''),
      address: String(values.address ?? ''),
      key,
    });
  }
}
