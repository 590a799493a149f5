"""The moods of the practice web: trouble that real sites make, for learning and tests."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hub.practice.wall_posts import WallPosts

EDITORS = ("plain", "lexical", "prosemirror", "quill", "draft")
"""The editors of the wall's composer."""

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
    "wall_slow": {"en": "posting takes four seconds", "ar": "النشر يستغرق أربع ثوانٍ"},
    "wall_fails": {"en": "every post is refused", "ar": "كل منشور يُرفض"},
    "wall_error_shown": {"en": "an error shows, yet it is out", "ar": "يظهر خطأ مع أن المنشور نُشر"},
    "wall_vanishes": {"en": "accepted, then gone", "ar": "يُقبل المنشور ثم يختفي"},
    "wall_late": {"en": "seen only after eight seconds", "ar": "لا يظهر إلا بعد ثماني ثوانٍ"},
    "wall_rate_limited": {"en": "too many posts", "ar": "منشورات كثيرة جدًا"},
    "wall_checkpoint": {"en": "asks whether it is you", "ar": "يسأل إن كنت أنت"},
    "wall_other_account": {"en": "somebody else is signed in", "ar": "شخص آخر مسجّل الدخول"},
    "wall_signed_out": {"en": "nobody is signed in", "ar": "لا أحد مسجّل الدخول"},
    "wall_no_answer": {"en": "it is out, nobody is told", "ar": "نُشر المنشور ولا جواب"},
    **{
        f"wall_editor_{name}": {"en": f"the editor is {name}", "ar": f"المحرّر هو {name}"}
        for name in EDITORS
    },
}

SOLVABLE = ("consent", "captcha", "wall_checkpoint", "wall_signed_out")
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
    wall: WallPosts = field(default_factory=WallPosts)
    closing: asyncio.Event = field(default_factory=asyncio.Event, compare=False)
    """Set when the practice web ends: nobody waits any longer."""

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
        self.wall.reset()

    def show(self, name: str) -> None:
        """A variant was seen by somebody."""
        self.counts.variants[name] += 1
