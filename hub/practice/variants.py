"""The moods of the practice web: trouble that real sites make, for learning and tests."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

VARIANTS: dict[str, dict[str, str]] = {
    "consent": {"en": "asks about cookies first", "ar": "يسأل عن ملفات تعريف الارتباط أولًا"},
    "captcha": {"en": "asks whether you are a person", "ar": "يسأل إن كنت إنسانًا"},
    "limited": {"en": "limited view: 8 places, no counts", "ar": "عرض محدود: ٨ أماكن بلا أعداد"},
    "slow": {"en": "everything takes long", "ar": "كل شيء بطيء"},
    "changed": {"en": "the site was rebuilt overnight", "ar": "أُعيد بناء الموقع بين ليلة وضحاها"},
    "empty": {"en": "nothing is ever found", "ar": "لا شيء يُعثر عليه"},
    "rate_limit": {"en": "too many requests", "ar": "طلبات كثيرة جدًا"},
    "stalled": {"en": "the list stops half way", "ar": "تتوقف القائمة في منتصفها"},
    "capped": {"en": "the list ends at 120", "ar": "تنتهي القائمة عند ١٢٠"},
    "hostile": {"en": "places with hostile texts", "ar": "أماكن بنصوص خبيثة"},
}

SOLVABLE = ("consent", "captcha")
"""A person can deal with these; they stay dealt with."""


class UnknownVariant(ValueError):
    """There is no such variant; `name` is what was asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no variant {name!r}; there are {', '.join(VARIANTS)}.")
        self.name = name


@dataclass(slots=True)
class Counts:
    """What was asked of the practice web since it began or was reset."""

    pages: Counter[str] = field(default_factory=Counter)
    searches: dict[str, Counter[str]] = field(default_factory=dict)
    variants: Counter[str] = field(default_factory=Counter)
    batches: int = 0
    delivered: int = 0

    def searched(self, what: str, query: str) -> None:
        """One search of the maps list or of the search page."""
        self.searches.setdefault(what, Counter())[query] += 1

    def as_json(self) -> dict[str, Any]:
        """For `GET /practice/counts`."""
        return {
            "pages": dict(self.pages),
            "batches": self.batches,
            "delivered": self.delivered,
            "searches": {what: dict(queries) for what, queries in self.searches.items()},
            "variants": dict(self.variants),
        }


@dataclass(slots=True)
class State:
    """What the practice web remembers between requests."""

    variants: frozenset[str] = frozenset()
    solved: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    counts: Counts = field(default_factory=Counts)

    def choose(self, names: list[str]) -> None:
        """Switch these variants on and all others off; what was solved comes back."""
        for name in names:
            if name not in VARIANTS:
                raise UnknownVariant(name)
        self.variants = frozenset(names)
        self.solved.clear()

    def reset(self) -> None:
        """As if just started."""
        self.variants = frozenset()
        self.solved.clear()
        self.visited.clear()
        self.counts = Counts()

    def show(self, name: str) -> None:
        """A variant was seen by somebody."""
        self.counts.variants[name] += 1
