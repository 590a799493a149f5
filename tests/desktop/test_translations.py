"""The Arabic catalogue: whole, in step with the code, compiled, and in the words of the design."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from desktop import i18n
from desktop.i18n import t, tc
from desktop.presenters import phases

ROOT = Path(__file__).resolve().parents[2]
PHASE_WORDS = {
    "queued": "في الطابور",
    "scheduled": "مجدولة 10:19",
    "waiting": "بانتظار جهاز",
    "running": "قيد التنفيذ",
    "retrying": "إعادة المحاولة 10:19",
    "paused": "متوقفة مؤقتًا",
    "held": "محجوزة",
    "needs_user": "تحتاج إليك: كابتشا",
    "unknown": "النتيجة غير معروفة",
    "verifying": "جارٍ التحقق",
    "completed": "مكتملة",
    "published": "نُشر",
    "failed": "فشلت",
    "missed": "فات موعدها",
    "cancelled": "أُلغيت",
}
REASON_WORDS = {
    "captcha": "كابتشا",
    "consent": "موافقة على الشروط",
    "login": "تسجيل الدخول",
    "blocked": "الموقع حظر الوصول",
    "wrong_account": "حساب غير مطابق",
    "confirm": "تأكيد منك",
    "other": "سبب آخر",
}
WORDS = {
    "Overview": "نظرة عامة",
    "Jobs": "المهام",
    "Evidence": "الأدلة",
    "Proofs": "الإثباتات",
    "Devices": "الأجهزة",
    "Settings": "الإعدادات",
    "Lease lost": "فُقد الحجز",
    "Not found": "لم يُعثر عليه",
    "Intact": "سليم",
    "Checking": "جارٍ الفحص",
    "Arrived late": "وصل متأخرًا",
    "Changed": "تغيّر",
    "File missing": "الملف مفقود",
    "Not signed": "غير موقّع",
    "High": "عالية",
    "Medium": "متوسطة",
    "Low": "منخفضة",
    "They differ": "غير متطابقة",
}
DEVICE_WORDS = {
    "Online": "متصل",
    "Busy": "مشغول",
    "Needs you": "يحتاج إليك",
    "Draining": "يُنهي عمله",
    "Offline": "غير متصل",
    "Revoked": "أُلغي اقترانه",
}


OUTCOME_WORDS = {
    "Did this post go out?": "هل نُشر هذا المنشور؟",
    "We cannot know yet whether this post went out.": (
        "لا يمكننا أن نعرف بعد إن كان المنشور قد نُشر."
    ),
    "Two looks did not find it. It is not sent again unless you order it; there is no hurry.": (
        "لم نجده في مرتين. لن يُرسل ثانيةً إلا إذا طلبت ذلك، ولا داعي للعجلة."
    ),
    "What we know": "ما نعرفه",
    "What was seen": "ما شوهد",
    "Your decision": "قرارك",
    "Permit given": "مُنح الإذن",
    "Button pressed": "ضُغط الزر",
    "Connection lost": "انقطع الاتصال",
    "Device is back": "عاد الجهاز",
    "First look: not found": "البحث الأول: لم يُعثر عليه",
    "Second look: not found": "البحث الثاني: لم يُعثر عليه",
    "It is there": "المنشور موجود",
    "Paste its link. It is looked at once more and kept as published.": (
        "الصق رابطه. سنتحقق منه مرة أخرى ونسجّله منشورًا."
    ),
    "It is not there": "المنشور غير موجود",
    "The post did not go out. Nothing more happens by itself.": (
        "لم يُنشر، ولن يحدث شيء من تلقاء نفسه."
    ),
    "Leave it unpublished": "اتركه دون نشر",
    "Order a new attempt": "اطلب محاولة جديدة",
    "Look again": "ابحث مرة أخرى",
    "A read-only look now, and one in ten minutes. Nothing is posted.": (
        "بحث للقراءة فقط الآن، وآخر بعد عشر دقائق. لا يُنشر شيء."
    ),
    "Not found twice": "لم يُعثر عليه مرتين",
    "Not now": "ليس الآن",
    "Your answer is written to the audit log with your name.": ("يُكتب جوابك في سجل التدقيق باسمك."),
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """packaging/translations.py, which is no package."""
    path = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations_script", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_of_the_code_has_an_arabic_one(script: ModuleType) -> None:
    merged = script.merged(script.read(), script.extracted())
    assert [script._key(message) for message in script.untranslated(merged)] == []


def test_the_catalogue_is_in_step_with_the_code(script: ModuleType) -> None:
    merged = script.merged(script.read(), script.extracted())
    assert script.written(merged) == (script.FOLDER / "ar.po").read_bytes()


def test_what_is_compiled_is_what_is_written(script: ModuleType) -> None:
    assert script.compiled(script.read()) == (script.FOLDER / "ar.mo").read_bytes()


def test_translations_have_the_slots_of_their_text(script: ModuleType) -> None:
    slots = re.compile(r"\{\w*\}")
    for message in script.read():
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        allowed = {slot for text in ids for slot in slots.findall(text)}
        for string in strings if message.id else ():
            used = set(slots.findall(string))
            assert used <= allowed, message.id
            if not message.pluralizable:
                assert used == allowed, message.id


def test_no_text_hides_from_the_extraction() -> None:
    """Inside an f-string the extraction does not see a call."""
    hidden = re.compile(r"""f["'][^"'\n]*\{(t|tn|tc)\(""")
    offenders = [
        str(file)
        for file in (ROOT / "desktop").rglob("*.py")
        if hidden.search(file.read_text("utf-8"))
    ]
    assert not offenders


@pytest.mark.parametrize(("phase", "words"), PHASE_WORDS.items())
def test_phases_are_called_as_the_design_says(phase: str, words: str) -> None:
    i18n.use("ar", "latin")
    known = phases.PHASES[phase]
    assert t(known.word, time="10:19", reason=phases.reason("captcha")) == words


@pytest.mark.parametrize(("code", "words"), REASON_WORDS.items())
def test_reasons_are_called_as_the_design_says(code: str, words: str) -> None:
    i18n.use("ar", "latin")
    assert phases.reason(code) == words


@pytest.mark.parametrize(("english", "arabic"), WORDS.items())
def test_words_are_those_of_the_design(english: str, arabic: str) -> None:
    i18n.use("ar", "latin")
    assert t(english) == arabic


@pytest.mark.parametrize(("english", "arabic"), DEVICE_WORDS.items())
def test_devices_are_called_as_the_design_says(english: str, arabic: str) -> None:
    i18n.use("ar", "latin")
    assert tc("device", english) == arabic


@pytest.mark.parametrize("english", OUTCOME_WORDS)
def test_an_outcome_in_doubt_is_spoken_of_in_the_words_of_the_design(
    english: str, arabic: None
) -> None:
    assert t(english) == OUTCOME_WORDS[english]


def test_a_new_attempt_is_warned_of_in_the_words_of_the_design(arabic: None) -> None:
    said = t(
        "A late post can still appear, and then it would be there twice. "
        "To order it all the same, type the account name: {name}",
        name="X",
    )
    assert said == (
        "قد يظهر المنشور متأخرًا فيصبح مكررًا. إن أردت المحاولة رغم ذلك فاكتب اسم الحساب: X"
    )
