/**
 * Items of a page to rows of values, as an extract block says. Reads only.
 */
(() => {
  const page = globalThis.proofdeskPage;
  const LONGEST_VALUE = 4000;

  /** Where a source looks: the item, an ancestor of it, or inside either.
   *  @param {Element} item @param {FieldSource} source @param {PageContext} context */
  function elementOf(item, source, context) {
    const scope = source.closest ? nearest(item, source.closest) : item;
    if (!scope || !source.selectors) return scope;
    return page.find(scope, source.selectors, context.labels).elements[0] ?? null;
  }

  /** @param {Element} item @param {string[]} alternatives */
  function nearest(item, alternatives) {
    for (const css of alternatives) {
      const found = item.closest(css);
      if (found) return found;
    }
    return null;
  }

  /** @param {Element} element @param {FieldSource} source */
  function rawText(element, source) {
    if (source.attribute) return element.getAttribute(source.attribute) ?? '';
    return page.collapse(element.textContent ?? '');
  }

  /** @param {Element} item @param {FieldSource} source @param {PageContext} context
   *  @returns {FieldValue} */
  function rawValue(item, source, context) {
    if (source.page) return source.page === 'url' ? location.href : document.title;
    const element = elementOf(item, source, context);
    if (!element) return null;
    return source.value ?? rawText(element, source);
  }

  /** @param {FieldValue} value @param {string | undefined} pattern @returns {FieldValue} */
  function matching(value, pattern) {
    if (pattern === undefined || value === null) return value;
    return new RegExp(pattern).exec(String(value))?.[1] ?? null;
  }

  /** The first source with a value wins. @param {Element} item @param {Field} field
   *  @param {PageContext} context @returns {FieldValue} */
  function fieldValue(item, field, context) {
    for (const source of field.from) {
      const raw = matching(rawValue(item, source, context), source.match);
      const names = [...(source.transforms ?? []), ...(field.transforms ?? [])];
      const value = page.transform(raw, names, context);
      if (value !== null && value !== '') {
        return typeof value === 'string' ? page.clean(value.slice(0, LONGEST_VALUE)) : value;
      }
    }
    return null;
  }

  /** @param {Element} item @param {ExtractBlock} block @param {PageContext} context
   *  @returns {Record<string, string | number | boolean> | null} null when a required field is empty */
  function readItem(item, block, context) {
    /** @type {Record<string, string | number | boolean>} */
    const values = {};
    for (const [name, field] of Object.entries(block.fields)) {
      const value = fieldValue(item, field, context);
      if (value !== null) values[name] = value;
      else if (field.required) return null;
    }
    return values;
  }

  /** What names the item within the run. @param {Record<string, unknown>} values
   *  @param {(string | string[])[]} entries */
  function keyOf(values, entries) {
    for (const entry of entries) {
      const names = [entry].flat();
      if (names.every((name) => values[name] !== undefined)) {
        const joined = names.map((name) => String(values[name])).join('|');
        return Array.isArray(entry) ? joined.toLowerCase() : joined;
      }
    }
    return null;
  }

  /** @type {PageSide['extract']} */
  function extract(block, context) {
    const { elements, alternative, of } = page.find(document, block.items, context.labels);
    const excluded = (block.exclude ?? []).join(',');
    const items = excluded ? elements.filter((item) => !item.closest(excluded)) : elements;
    const read = items.map((item) => readItem(item, block, context));
    const rows = read
      .filter((values) => values !== null)
      .map((values) => ({ values, key: keyOf(values, block.key) ?? JSON.stringify(values) }));
    return { rows, skipped: read.length - rows.length, alternative, of };
  }

  /** @type {PageSide['read']} */
  function read(item, sources, context) {
    return fieldValue(item, { from: sources }, context);
  }

  Object.assign(page, { extract, read, elementOf });
  page.functions.extract = ({ block }, context) => extract(block, context);
})();
