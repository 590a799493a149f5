/**
 * Conditions of recipes, judged on the page as it stands, and waiting for them.
 */
(() => {
  const page = globalThis.proofdeskPage;

  // Shadow roots, the address and layout change without a mutation of the document.
  const TICK_MS = 200;
  const GATHER_MS = 30;

  const OPERATORS = {
    /** @param {number} a @param {number} b */
    '>=': (a, b) => a >= b,
    /** @param {number} a @param {number} b */
    '==': (a, b) => a === b,
    /** @param {number} a @param {number} b */
    '<=': (a, b) => a <= b,
  };

  /** @param {SelectorCondition} condition @param {PageContext} context */
  function judgeElements(condition, context) {
    const found = page.find(document, condition.selectors, context.labels);
    const elements = condition.visible ? found.elements.filter(page.isVisible) : found.elements;
    const compare = OPERATORS[condition.operator ?? '>='];
    const met = compare(elements.length, Number(condition.count ?? 1));
    if (met && found.alternative) {
      context.matched = { alternative: found.alternative, of: found.of };
    }
    return met;
  }

  /** @param {string[]} texts @param {PageContext} context */
  function judgeText(texts, context) {
    const body = document.body;
    const shown = page.fold(body?.innerText ?? body?.textContent ?? '');
    return texts
      .flatMap((text) => page.words(text, context.labels))
      .some((word) => shown.includes(page.fold(word)));
  }

  /** @param {FieldSource[]} sources @param {PageContext} context */
  function hasValue(sources, context) {
    const value = page.read(document.documentElement, sources, context);
    return value !== null && value !== '';
  }

  /** @type {PageSide['judge']} */
  function judge(condition, context) {
    if ('any' in condition) return condition.any.some((part) => judge(part, context));
    if ('all' in condition) return condition.all.every((part) => judge(part, context));
    if ('not' in condition) return !judge(condition.not, { ...context });
    if ('url' in condition) return new RegExp(condition.url).test(location.href);
    if ('text' in condition) return judgeText(condition.text, context);
    if ('value' in condition) return hasValue(condition.value, context);
    // What is asked of the job was answered before the page was asked.
    if ('media' in condition || 'link' in condition) return false;
    return judgeElements(condition, context);
  }

  /** What `check` says, once it says anything; null when the time is over.
   *  @type {PageSide['until']} */
  function until(check, timeoutMs, root = document) {
    return new Promise((resolve, reject) => {
      /** @type {ReturnType<typeof setTimeout> | null} */
      let gathering = null;
      /** @param {() => void} end */
      const stop = (end) => {
        observer.disconnect();
        clearInterval(tick);
        clearTimeout(last);
        if (gathering !== null) clearTimeout(gathering);
        end();
      };
      const look = () => {
        gathering = null;
        try {
          const answer = check();
          if (answer !== null) stop(() => resolve(answer));
        } catch (error) {
          stop(() => reject(error));
        }
      };
      const observer = new MutationObserver(() => {
        gathering ??= setTimeout(look, GATHER_MS);
      });
      const tick = setInterval(look, TICK_MS);
      const last = setTimeout(() => stop(() => resolve(null)), timeoutMs);
      observer.observe(root, {
        attributes: true,
        characterData: true,
        childList: true,
        subtree: true,
      });
      look();
    });
  }

  /** The first trouble that holds, by its place in the recipe. @type {PageSide['trouble']} */
  function trouble(rules, context) {
    return rules.find((rule) => judge(rule.when, { ...context }))?.index ?? null;
  }

  /** One look, or waiting: trouble first, then what is waited for.
   *  @param {{met?: Condition | null, troubles: IndexedRule[], timeoutMs: number}} parameters
   *  @param {PageContext} context
   *  @returns {Promise<WaitOutcome>} */
  async function wait({ met, troubles, timeoutMs }, context) {
    /** @returns {WaitOutcome | null} */
    const check = () => {
      const index = trouble(troubles, context);
      if (index !== null) return { trouble: index };
      // Chromium leaves null out of what it hands to a page.
      if (met && !judge(met, context)) return null;
      return { met: true, ...context.matched };
    };
    const first = check();
    if (first || timeoutMs <= 0) return first ?? { timeout: true };
    return (await until(check, timeoutMs)) ?? { timeout: true };
  }

  Object.assign(page, { judge, trouble, until });
  page.functions.wait = wait;
  page.functions.judge = ({ condition }, context) => judge(condition, context);
})();
