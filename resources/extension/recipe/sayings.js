/**
 * What the agent itself says into the job's log and messages, in the job's language.
 *
 * The texts of the extension's own pages are in `_locales`; these travel to the desk.
 */

export const SAYINGS = {
  hidden: {
    en: 'The window of the job is hidden or covered. A hidden page loses rows; bring it to the front and the job goes on.',
    ar: 'نافذة المهمة مخفية أو مغطاة. الصفحة المخفية تفقد صفوفًا؛ أظهرها فتتابع المهمة.',
  },
  leftHosts: {
    en: 'The page went to {url}, which is not a host of this connector.',
    ar: 'انتقلت الصفحة إلى {url} وهو ليس من مضيفات هذا الموصل.',
  },
  timeout: {
    en: 'The page did not become ready in time.',
    ar: 'لم تصبح الصفحة جاهزة في الوقت المحدد.',
  },
  noPicture: { en: 'No picture could be made: {why}', ar: 'تعذّر التقاط صورة: {why}' },
  mayNotCapture: {
    en: 'The browser was not allowed to make pictures, so the pages themselves were kept; the extension’s options ask for it.',
    ar: 'لم يُسمح للمتصفح بالتقاط الصور فحُفظت الصفحات نفسها؛ اسمح بذلك من خيارات الإضافة.',
  },
  tooBig: {
    en: 'A file of {size} bytes is more than the desk takes.',
    ar: 'ملف حجمه {size} بايت أكبر مما يقبله المكتب.',
  },
  rows: { en: '{rows} rows read', ar: 'قُرئ {rows} من الصفوف' },
  page: { en: 'Page {page}: {rows} rows read', ar: 'الصفحة {page}: قُرئ {rows} من الصفوف' },
  missing: {
    en: '{step}: no selector of {selectors} matches.',
    ar: '{step}: لا يطابق أي محدد من {selectors}.',
  },
  noRows: {
    en: '{step}: nothing could be read. The site probably changed.',
    ar: '{step}: تعذّرت قراءة أي شيء. ربما تغيّر الموقع.',
  },
  lookup: { en: 'Looking up {n} of {of}: {title}', ar: 'بحث {n} من {of}: {title}' },
  lookupFailed: {
    en: '“{title}” could not be looked up: {why}',
    ar: 'تعذّر البحث عن «{title}»: {why}',
  },
  solved: { en: 'The reason is gone; the job goes on.', ar: 'زال السبب وتتابع المهمة.' },
  pausedHere: { en: 'Paused in the browser.', ar: 'أوقفت مؤقتًا من المتصفح.' },
  resumedHere: { en: 'Resumed in the browser.', ar: 'استؤنفت من المتصفح.' },
  stoppedHere: {
    en: 'Somebody stopped the job in the browser.',
    ar: 'أنهى أحدهم المهمة من المتصفح.',
  },
  notAllowedHere: {
    en: 'This browser was not allowed to use {hosts}; the extension’s options ask for it.',
    ar: 'لم يُسمح لهذا المتصفح باستخدام {hosts}؛ اسمح بذلك من خيارات الإضافة.',
  },
  noConnector: {
    en: 'This browser has no connector {id}.',
    ar: 'لا يوجد موصل {id} في هذا المتصفح.',
  },
};

/** @typedef {keyof typeof SAYINGS} Saying */

/** @param {Saying} saying @param {string} language @param {Record<string, string | number>} [values] */
export function agentText(saying, language, values = {}) {
  const texts = SAYINGS[saying];
  const text = language.startsWith('ar') ? texts.ar : texts.en;
  return text.replace(/\{(\w+)\}/g, (slot, name) => String(values[name] ?? slot));
}
