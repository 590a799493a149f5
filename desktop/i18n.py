"""English and Arabic: the words of the window by catalogue, and the digits they are written in.

English is the source and stands in the code: `t("New job")`, `tn("{n} row", "{n} rows", count)`,
`tc("device", "Needs you")` where one English word needs two Arabic ones, and `mark("Queued")` for
words in tables that are translated later. The catalogue is `resources/translations/ar.po`.
"""

import gettext
from enum import StrEnum

from PySide6.QtCore import QLocale

from hub import shipped

LANGUAGES = ("en", "ar")
DOMAIN = "ar.mo"


class Digits(StrEnum):
    """How numbers are written in the window; exports are always 0123."""

    SYSTEM = "system"
    LATIN = "latin"
    ARABIC = "arabic"


_TO_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"
_digits = Digits.LATIN


def _system_language() -> str:
    return "ar" if QLocale.system().language() == QLocale.Language.Arabic else "en"


def _system_digits() -> Digits:
    return Digits.ARABIC if QLocale.system().zeroDigit() == "٠" else Digits.LATIN


def use(language: str = "system", digits: Digits | str = Digits.SYSTEM) -> None:
    """Put a language (en | ar | system) and a way to write digits in force."""
    global _catalogue, _language, _digits
    chosen = Digits(digits)
    _language = _system_language() if language == "system" else language
    _digits = _system_digits() if chosen is Digits.SYSTEM else chosen
    if _language == "ar":
        with shipped.path("translations", DOMAIN).open("rb") as file:
            _catalogue = gettext.GNUTranslations(file)
    else:
        _catalogue = gettext.NullTranslations()


def language() -> str:
    """The language in force: en or ar."""
    return _language


def right_to_left() -> bool:
    """Whether the language in force is written from the right."""
    return _language == "ar"


def locale() -> QLocale:
    """The locale of the language in force, for names of days and months."""
    if _language == "ar":
        return QLocale(QLocale.Language.Arabic, QLocale.Country.Egypt)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def digits(text: str) -> str:
    """The same text with its digits as the operator wants them."""
    return text.translate(_TO_ARABIC) if _digits is Digits.ARABIC else text


def _filled(text: str, values: dict[str, object]) -> str:
    if not values:
        return text
    shown = {
        name: digits(str(value)) if isinstance(value, int) else value
        for name, value in values.items()
    }
    return text.format(**shown)


def t(text: str, /, **values: object) -> str:
    """The text in the language in force, its slots filled (whole numbers in the right digits)."""
    return _filled(_catalogue.gettext(text), values)


def tc(context: str, text: str, /, **values: object) -> str:
    """As `t`, for a text whose translation depends on what it speaks of."""
    return _filled(_catalogue.pgettext(context, text), values)


def tn(one: str, many: str, n: int, /, **values: object) -> str:
    """As `t`, for a text that counts: the slot {n} is the number."""
    values.setdefault("n", number(n))
    return _filled(_catalogue.ngettext(one, many, n), values)


def mark(text: str) -> str:
    """Only marks a text for the catalogue; `t` translates it where it is shown."""
    return text


def mark_in(context: str, text: str) -> str:
    """As `mark`, for a text that `tc` translates."""
    return text


def number(value: int) -> str:
    """A whole number with its thousands apart, in the right digits."""
    return digits(f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}"))


def decimal(value: float, places: int = 1) -> str:
    """A number with some decimal places, in the right digits."""
    return digits(f"{value:.{places}f}")


def percent(value: int) -> str:
    """A percentage: "62%"."""
    return digits(f"{value}%")
