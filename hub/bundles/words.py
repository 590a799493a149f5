"""The report's words in English and Arabic; digits are always 0123.

English stands in the code, as in the window; a text that has no Arabic here is a mistake that the
tests find.
"""

from datetime import datetime, timedelta
from typing import Final

MONTHS: Final = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر",
           "أكتوبر", "نوفمبر", "ديسمبر"),
}  # fmt: skip
PARTS: Final = {
    "account": "account seen",
    "before": "before",
    "after": "after",
    "permalink": "permalink",
    "page": "page",
    "log": "log",
}
"""The six parts of a proof as they are named in a sentence."""

LAST: Final = (
    "This shows what the device saw at these times and that the files are unaltered since. It does"
    " not show that the post is still online, nor that the device’s clock was right: compare the"
    " two clocks."
)
LACKING_NOTE: Final = "{sign}: a sign that only report.html shows"
REDACTED: Final = "Parts of the pictures are blacked out; the originals are not in this bundle."

ARABIC: Final = {
    "Proof of publication": "إثبات نشر",
    "For {workspace} · report {number} · account {n} of {m}": (
        "إلى {workspace} · تقرير {number} · الحساب {n} من {m}"
    ),
    "made {time}": "أُعدّ {time}",
    "Published on {date} at {time}": "نُشر في {date} الساعة {time}",
    "Published": "نُشر",
    "Outcome unknown": "النتيجة غير معروفة",
    "Not found in two looks": "لم يُعثر عليه في مرتين",
    "Not published": "لم يُنشر",
    "Not published yet": "لم يُنشر بعد",
    "Failed before it was published": "فشل قبل النشر",
    "Publishing had not ended when this was made": "لم يكن النشر قد انتهى عند إعداد هذا التقرير",
    "Proof {n} of {m}. No file has changed since it was captured.": (
        "الإثبات {n} من {m}. لم يتغيّر أي ملف منذ التقاطه."
    ),
    "Proof {n} of {m}. Missing: {parts}.": "الإثبات {n} من {m}. ينقصه: {parts}.",
    "A file was lost or changed since it was captured, and is left out: {files}.": (
        "ملف فُقد أو تغيّر منذ التقاطه، فلم يُضمّ: {files}."
    ),
    LACKING_NOTE: "{sign}: رمز لا يظهر إلا في report.html",
    REDACTED: "حُجبت أجزاء من الصور، والأصول ليست في هذه الحزمة.",
    "Nothing was attempted yet, so there is no proof.": "لم تُجرَ أي محاولة بعد، فلا إثبات.",
    "It was found by a look afterwards.": "عُثر عليه في بحث لاحق.",
    "The operator said so.": "بحسب قول المشغّل.",
    "account seen": "الحساب الظاهر",
    "before": "قبل النشر",
    "after": "بعد النشر",
    "permalink": "الرابط الدائم",
    "page": "الصفحة",
    "log": "السجل",
    "Account": "الحساب",
    "seen as signed in": "ظهر مسجّل الدخول",
    "not seen": "لم يظهر",
    "seen as signed in: {name}": "ظهر مسجّل الدخول: {name}",
    "Link": "الرابط",
    "Text": "النص",
    "the rest is on the next page": "البقية في الصفحة التالية",
    "Pictures": "الصور",
    "none": "لا شيء",
    "{n}, {names}": "{n}، {names}",
    "Device": "الجهاز",
    "Button pressed by": "من ضغط الزر",
    "the agent, with the hub’s permit, ledger entry {n}": "الوكيل، بإذن من المركز، القيد {n}",
    "a person, with the hub’s permit, ledger entry {n}": "شخص، بإذن من المركز، القيد {n}",
    "the agent, with the hub’s permit": "الوكيل، بإذن من المركز",
    "a person, with the hub’s permit": "شخص، بإذن من المركز",
    "not known; the permit is ledger entry {n}": "غير معروف؛ الإذن هو القيد {n}",
    "nobody: there was no permit": "لا أحد: لم يُمنح إذن",
    "What was seen": "ما شوهد",
    "Before": "قبل النشر",
    "After": "بعد النشر",
    "Permalink": "الرابط الدائم",
    "the filled composer": "نافذة الكتابة بعد تعبئتها",
    "the page after the button": "الصفحة بعد الضغط على الزر",
    "the post, opened by its link": "المنشور مفتوحًا من رابطه",
    "missing": "غير موجود",
    "taken later": "التُقط لاحقًا",
    "partly blacked out": "محجوب جزئيًا",
    "no picture can be shown": "لا يمكن عرض الصورة",
    "When, by both clocks": "متى، بالساعتين",
    "Device clock": "ساعة الجهاز",
    "Hub clock": "ساعة المركز",
    "Hub clock, UTC": "ساعة المركز، UTC",
    "Apart": "الفارق",
    "hub only": "المركز فقط",
    "Permit given": "منح الإذن",
    "Button pressed": "الضغط على الزر",
    "Post seen": "ظهور المنشور",
    "Permalink opened": "فتح الرابط الدائم",
    "Look: found": "بحث: عُثر عليه",
    "Look: not found": "بحث: لم يُعثر عليه",
    "{n} ms": "{n} م.ث",
    "{n} s": "{n} ث",
    "Digests and ledger entry": "البصمات وقيد السجل",
    "Content, as approved": "المحتوى كما اعتُمد",
    "Content, as seen": "المحتوى كما شوهد",
    "the same": "مطابق",
    "not read": "لم يُقرأ",
    "another one": "مختلف",
    "Ledger entry {n}": "قيد السجل {n}",
    "The entry before it": "القيد السابق",
    "Signed with key": "موقّع بالمفتاح",
    "public key in the bundle": "المفتاح العام في الحزمة",
    "How to verify": "كيف تتحقق",
    "Open {file}. It lists every file of the bundle with its SHA-256.": (
        "افتح {file}، ففيه كل ملف في الحزمة مع بصمته SHA-256."
    ),
    "Compute the SHA-256 of a file with any tool and compare.": (
        "احسب بصمة أي ملف بأي أداة وقارنها."
    ),
    "Or let the program do all of it, without a network:": (
        "أو دع البرنامج يفعل ذلك كله دون شبكة:"
    ),
    LAST: (
        "يبيّن هذا التقرير ما رآه الجهاز في هذه الأوقات وأن الملفات لم تتغيّر بعدها. ولا يبيّن أن "
        "المنشور ما زال منشورًا، ولا أن ساعة الجهاز كانت صحيحة: قارن بين الساعتين."
    ),
    "bundle {id}": "bundle {id}",
    "Page {n} of {m}": "صفحة {n} من {m}",
    "The whole text": "النص كاملًا",
    "GMT": "غرينتش",
}


class Words:
    """Texts, dates and times of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.right_to_left = language == "ar"

    def __call__(self, text: str, /, **values: object) -> str:
        """The text in this language, its slots filled."""
        said = ARABIC[text] if self.language == "ar" else text
        return said.format(**values) if values else said

    def day(self, at: datetime) -> str:
        """23 November 2026."""
        return f"{at.day} {MONTHS[self.language][at.month - 1]} {at.year}"

    def moment(self, at: datetime) -> str:
        """23 Nov 2026, 10:31; the whole name of the month in Arabic."""
        month = MONTHS[self.language][at.month - 1]
        month, gap = (month, " ") if self.right_to_left else (month[:3], ", ")
        return f"{at.day} {month} {at.year}{gap}{at:%H:%M}"

    def offset(self, at: datetime) -> str:
        """GMT+3."""
        minutes = (at.utcoffset() or timedelta()) // timedelta(minutes=1)
        sign = "-" if minutes < 0 else "+"
        hours, rest = divmod(abs(minutes), 60)
        return self("GMT") + (f"{sign}{hours}" + (f":{rest:02d}" if rest else ""))

    def listed(self, texts: list[str]) -> str:
        """Texts between commas."""
        return ("، " if self.right_to_left else ", ").join(texts)

    def apart(self, ms: int) -> str:
        """How far two clocks are apart: 122 ms, 12.3 s."""
        if abs(ms) < 10_000:
            return self("{n} ms", n=ms)
        return self("{n} s", n=f"{ms / 1000:.1f}")


def number(value: int) -> str:
    """A whole number with its thousands apart."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
