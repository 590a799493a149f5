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
  signedInAs: { en: 'Signed in as {handle}.', ar: 'الحساب المفتوح: {handle}.' },
  otherAccount: {
    en: 'The browser is signed in as {seen}, not as {wanted}. Nothing was typed or posted.',
    ar: 'المتصفح مسجَّل الدخول باسم {seen} وليس {wanted}. لم يُكتب شيء ولم يُنشر شيء.',
  },
  noAccount: {
    en: 'The page does not show which account is signed in.',
    ar: 'لا تُظهر الصفحة أي حساب مسجَّل الدخول.',
  },
  signIn: {
    en: 'Nobody is signed in on the site. Sign in, and the job goes on.',
    ar: 'لا أحد مسجَّل الدخول في الموقع. سجّل الدخول فتتابع المهمة.',
  },
  typed: {
    en: 'The composer holds the text as it is ({way}).',
    ar: 'النص في المحرّر كما هو ({way}).',
  },
  mediaCame: { en: '{name}: {size} bytes, hash checked', ar: '{name}: {size} بايت، طابقت البصمة' },
  mediaNotTaken: {
    en: 'The site did not show the attached files as ready in time.',
    ar: 'لم يُظهر الموقع الملفات المرفقة جاهزة في الوقت المحدد.',
  },
  textChanged: {
    en: 'The text in the composer is not the approved one any more. Nothing was posted.',
    ar: 'لم يعد النص في المحرّر مطابقًا للنص المعتمد. لم يُنشر شيء.',
  },
  buttonNotReady: {
    en: 'The button of the site is not there, or cannot be pressed.',
    ar: 'زر الموقع غير موجود أو لا يمكن ضغطه.',
  },
  ready: {
    en: 'Filled in and checked, before the button.',
    ar: 'مُلئ وتم التحقق منه، قبل الزر.',
  },
  youPress: {
    en: 'Ready. You press “{button}” in the browser.',
    ar: 'جاهز. اضغط أنت «{button}» في المتصفح.',
  },
  guardLost: {
    en: 'The page was loaded anew before the button was pressed. It starts over.',
    ar: 'أُعيد تحميل الصفحة قبل ضغط الزر. تبدأ المهمة من جديد.',
  },
  notPressed: {
    en: 'Not pressed ({why}); the permit went back.',
    ar: 'لم يُضغط الزر ({why})؛ أُعيد الإذن.',
  },
  pressed: { en: 'The button was pressed.', ar: 'ضُغط الزر.' },
  noWord: {
    en: 'The site did not say clearly what became of it: {why}',
    ar: 'لم يقل الموقع بوضوح ماذا حدث: {why}',
  },
  otherPage: {
    en: 'The page in which the button was pressed is gone; the post is looked for.',
    ar: 'لم تعد الصفحة التي ضُغط فيها الزر موجودة؛ يجري البحث عن المنشور.',
  },
  notSeen: {
    en: 'the post was not seen on the site',
    ar: 'لم يُرَ المنشور على الموقع',
  },
  notShown: {
    en: '{url} does not show the post',
    ar: 'لا يُظهر {url} المنشور',
  },
  found: { en: 'The post was seen at its own address.', ar: 'شوهد المنشور في عنوانه.' },
  outcomeUnknown: {
    en: 'It is not known whether the post went out. It is not sent again by itself.',
    ar: 'لا يُعرف إن كان المنشور قد نُشر. لن يُرسل ثانية من تلقاء نفسه.',
  },
  offline: {
    en: 'The desk could not be reached. Nothing was posted.',
    ar: 'تعذّر الوصول إلى المكتب. لم يُنشر شيء.',
  },
  notDiscarded: {
    en: 'What was filled in could not be discarded: {why}',
    ar: 'تعذّر التخلص مما كُتب: {why}',
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
