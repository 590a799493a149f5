"""`report.pdf`: A4, one account a page, to be read without colour too.

The same content and moment give the same bytes. A text too long for its page goes on behind it.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from hub.bundles.contents import Order
from hub.bundles.report import AccountPage, Fact, Moment, Picture
from hub.bundles.sheet import HEIGHT, INNER, LACKING, MARGIN, Sheet, runs_right
from hub.bundles.words import LACKING_NOTE, Words

TEXT: Final = "#1A1E26"
TEXT2: Final = "#444C5A"
MUTED: Final = "#5E6777"
BORDER: Final = "#E2E5EB"
STRONG: Final = "#C8CDD7"
SUNKEN: Final = "#F8F9FB"
LINK: Final = "#3347B8"
ACCENT: Final = "#3A50C9"
STEP: Final = "#E9ECFB"
GOOD: Final = ("#0A6638", "#E2F3E9")
PART: Final = ("#854700", "#FDEFD6")

QUOTED: Final = 7
"""At most so many lines of the post's text on its page; fewer where other things need the room."""
FREE: Final = 46.0
"""What is left of a page with one line of text, one in the banner and four moments."""
ROW: Final = 17.0
LEADING: Final = 12.5
LABEL: Final = 86.0
DIGEST_LABEL: Final = 100.0
PICTURE: Final = (162.0, 101.0)
GIVEN: Final = 21.0
"""So much of their height pictures give up before the text is cut."""
LEAST: Final = 56.0
"""Height of a picture on a page that is full."""
FOOT: Final = HEIGHT - 30

Strokes = list[tuple[float, float]]

_SHIELD: Final[Strokes] = [(7, 0), (14, 3), (14, 8), (7, 16), (0, 8), (0, 3), (7, 0)]
_CHECK: Final[Strokes] = [(4.2, 7.6), (6.4, 9.8), (10, 5.6)]
_WARN: Final[Strokes] = [(7, 4.2), (7, 8.6)]
_TICK: Final[Strokes] = [(0, 3.6), (2.6, 6.2), (7.6, 0.8)]

# The subsetting library tells of every table it drops; nothing of that is news.
logging.getLogger("fontTools").setLevel(logging.WARNING)


def render(pages: Sequence[AccountPage], order: Order) -> bytes:
    """The whole document."""
    say = Words(order.language)
    made = datetime.fromtimestamp(order.made_at // 1000, UTC)
    title = say("Proof of publication")
    right = say.right_to_left
    with Sheet(right_to_left=right, language=order.language, title=title, made=made) as sheet:
        _Report(sheet, say, pages).draw()
        return sheet.output()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What of a page needs more or less room."""

    banner: list[str]
    lines: list[tuple[str, bool]]
    quoted: int
    notes: list[str]
    picture: float


class _Report:
    def __init__(self, sheet: Sheet, say: Words, pages: Sequence[AccountPage]) -> None:
        self.sheet = sheet
        self.say = say
        self.pages = pages
        self.line = 15.6 if not say.right_to_left else 16.2
        self.plans = [self._plan(page) for page in pages]
        self.rests = [self._rest(plan) for plan in self.plans]
        self.total = sum(1 + len(rest) for rest in self.rests)
        self.number = 0
        self.top = 0.0

    def draw(self) -> None:
        for page, plan, rest in zip(self.pages, self.plans, self.rests, strict=True):
            self._page(page)
            self._head(page)
            self._banner(page, plan.banner)
            self._facts(page, plan)
            self._pictures(page.pictures, plan.picture)
            self._clocks(page)
            self._digests(page)
            self._verify(page)
            for lines in rest:
                self._page(page)
                self._text_page(lines)

    def _page(self, page: AccountPage) -> None:
        sheet = self.sheet
        sheet.page()
        self.number += 1
        sheet.rule(FOOT - 7, BORDER)
        sheet.ink(MUTED)
        sheet.font(6.6, mono=True)
        sheet.line(0, FOOT, 300, 10, page.foot, right=False)
        sheet.font(7.6)
        said = self.say("Page {n} of {m}", n=self.number, m=self.total)
        sheet.line(INNER - 150, FOOT, 150, 10, said, at_end=True)
        self.top = MARGIN - 4

    def _head(self, page: AccountPage) -> None:
        sheet, top = self.sheet, self.top
        sheet.ink(TEXT)
        sheet.font(18.5, bold=True)
        sheet.line(0, top, 330, 24, page.title)
        sheet.font(9.6, bold=True)
        wide = sheet.width("Proofdesk")
        sheet.font(7.4)
        wide = max(wide, sheet.width(sheet.clean(page.made))) + 2
        logo = INNER - wide - 25
        sheet.box(logo, top + 2, 19, 19, fill=ACCENT, radius=4.5)
        for sign in (_SHIELD, _CHECK):
            sheet.strokes(logo + 2.5, top + 3.5, 14, sign, "#FFFFFF")
        sheet.font(9.6, bold=True)
        sheet.line(INNER - wide, top + 1, wide, 12, "Proofdesk")
        sheet.ink(MUTED)
        sheet.font(7.4)
        sheet.line(INNER - wide, top + 13, wide, 10, page.made)
        sheet.ink(TEXT2)
        sheet.font(9.8)
        sheet.line(0, top + 26, INNER, 14, page.under)
        self.top = top + 50

    def _banner(self, page: AccountPage, more: list[str]) -> None:
        sheet = self.sheet
        height, (strong, soft) = 26 + 12.5 * len(more), GOOD if page.whole else PART
        sheet.box(0, self.top, INNER, height, fill=soft, line=strong, radius=4)
        for sign in (_SHIELD, _CHECK if page.whole else _WARN):
            sheet.strokes(14, self.top + height / 2 - 8, 14, sign, strong)
        sheet.ink(TEXT)
        sheet.font(10.6, bold=True)
        sheet.line(38, self.top + 7, INNER - 52, 14, page.banner)
        sheet.ink(TEXT2)
        sheet.font(8.6)
        for number, text in enumerate(more):
            sheet.line(38, self.top + 21.5 + 12.5 * number, INNER - 52, 12, text)
        self.top += height + 11

    def _facts(self, page: AccountPage, plan: "_Plan") -> None:
        for fact in page.facts:
            if fact.form == "quote":
                self._quote(fact, plan)
            else:
                self._fact(fact, LABEL)
        self._gap()

    def _fact(self, fact: Fact, label: float) -> None:
        sheet, start = self.sheet, label
        self._label(fact.label, label)
        if fact.mark is not None:
            start += self._mark(start, *fact.mark)
        if fact.form == "good":
            sheet.strokes(start, self.top + 3.4, 8, _TICK, GOOD[0])
            start += 13
        colours = {"link": LINK, "good": GOOD[0]}
        sheet.ink(colours.get(fact.form, TEXT))
        code = fact.form == "code"
        sheet.font(7.4 if code else 8.8, bold=fact.form == "name", mono=code)
        shown = sheet.clean(fact.text)
        right = runs_right(shown, otherwise=False) if fact.form in ("name", "plain") else False
        if fact.form in ("plain", "good") and sheet.right_to_left:
            right = True
        used = sheet.line(start, self.top, INNER - start, 14, shown, right=right)
        if fact.form == "link" and fact.text.startswith(("https://", "http://")):
            sheet.address(start, self.top, used, 14, fact.text)
        if fact.note:
            sheet.ink(TEXT2)
            sheet.font(8.8)
            sheet.line(start + used + 7, self.top, INNER - start - used - 7, 14, fact.note)
        self.top += self.line

    def _mark(self, start: float, letters: str, ground: str) -> float:
        sheet = self.sheet
        sheet.box(start, self.top + 1.6, 11, 11, fill=ground, radius=2.4)
        sheet.ink("#FFFFFF")
        sheet.font(6.4, bold=True)
        wide = sheet.width(sheet.clean(letters))
        sheet.line(start + (11 - wide) / 2, self.top + 1.6, wide + 0.1, 11, letters, right=False)
        return 16.5

    def _label(self, text: str, width: float) -> None:
        self.sheet.ink(MUTED)
        self.sheet.font(8.8)
        self.sheet.line(0, self.top, width - 6, 14, text)

    def _quote(self, fact: Fact, plan: "_Plan") -> None:
        """The text as it was, in its own direction; what is too long goes on behind this page."""
        sheet, shown = self.sheet, plan.lines[: plan.quoted]
        self._label(fact.label, LABEL)
        sheet.ink(TEXT)
        sheet.font(8.8)
        wide = max((sheet.width(text) for text, _ in shown), default=0) + 1
        away = bool(shown) and shown[0][1] != sheet.right_to_left
        top = self.top
        self._quoted(shown, LABEL if away else LABEL + 9, wide)
        sheet.ink(MUTED)
        for text in plan.notes:
            start = LABEL if away else LABEL + 9
            sheet.line(start, self.top, INNER - LABEL - 9, LEADING, text)
            self.top += LEADING
        # The stroke stands where the text itself begins.
        sheet.box(LABEL + wide + 6 if away else LABEL, top, 1.6, self.top - top + 1, fill=STRONG)
        self.top += 4.5

    def _quoted(self, lines: list[tuple[str, bool]], start: float, width: float) -> None:
        sheet = self.sheet
        for text, right in lines:
            at_end = right != sheet.right_to_left
            sheet.line(start, self.top + 1, width, LEADING, text, right=right, at_end=at_end)
            self.top += LEADING

    def _lines(self, text: str) -> list[tuple[str, bool]]:
        """Lines of a text, each with the direction of its paragraph."""
        sheet, lines, right = self.sheet, [], False
        sheet.font(8.8)
        for paragraph in text.split("\n"):
            right = runs_right(paragraph, otherwise=right)
            lines += [(line, right) for line in sheet.wrapped(paragraph, INNER - LABEL - 9)]
        return lines

    def _plan(self, page: AccountPage) -> "_Plan":
        """How the room of a page is shared: text first, then pictures as large as they can be."""
        self.sheet.font(8.6)
        wrap = self.sheet.wrapped
        banner = [line for text in page.banner_more for line in wrap(text, INNER - 52)]
        lines = self._lines(page.text)
        free = FREE - ROW * (len(page.moments) - 4) - LEADING * (len(banner) - 1)
        most = max(2, min(QUOTED, 1 + int((free + GIVEN) // LEADING)))
        notes = []
        if any(LACKING in line for line, _ in lines):
            notes.append(self.say(LACKING_NOTE, sign=LACKING))
        quoted = len(lines)
        if quoted + len(notes) > most:
            notes.insert(0, f"… {self.say('the rest is on the next page')}")
            quoted = max(1, most - len(notes))
        left = free - LEADING * (quoted + len(notes) - 1)
        picture = min(PICTURE[1], max(LEAST, PICTURE[1] + left))
        return _Plan(banner, lines, quoted, notes, picture)

    def _rest(self, plan: "_Plan") -> list[list[tuple[str, bool]]]:
        """The pages that the whole of a long text takes."""
        if plan.quoted == len(plan.lines):
            return []
        fits = int((FOOT - MARGIN - 60) / LEADING)
        return [plan.lines[start : start + fits] for start in range(0, len(plan.lines), fits)]

    def _text_page(self, lines: list[tuple[str, bool]]) -> None:
        self._title(self.say("The whole text"))
        self.sheet.ink(TEXT)
        self.sheet.font(8.8)
        self._quoted(lines, 0, INNER)

    def _pictures(self, pictures: list[Picture], height: float) -> None:
        self._title(self.say("What was seen"))
        gap = (INNER - 3 * PICTURE[0]) / 2
        for number, picture in enumerate(pictures):
            self._picture(picture, number * (PICTURE[0] + gap), height)
        self.top += height + 43
        self._gap()

    def _picture(self, picture: Picture, start: float, height: float) -> None:
        sheet, top, width = self.sheet, self.top, PICTURE[0]
        if picture.jpeg is None:
            sheet.box(start, top, width, height, line=PART[0], radius=3, dashed=True)
            sheet.ink(PART[0])
            sheet.font(8.4)
            wide = min(width, sheet.width(sheet.clean(picture.missing)) + 1)
            sheet.line(start + (width - wide) / 2, top + height / 2 - 6, wide, 12, picture.missing)
        else:
            sheet.box(start, top, width, height, fill=SUNKEN, line=STRONG, radius=3)
            sheet.picture(start + 1, top + 1, width - 2, height - 2, picture.jpeg, picture.title)
        sheet.ink(TEXT)
        sheet.font(9, bold=True)
        sheet.line(start, top + height + 5, width - 60, 12, picture.title)
        sheet.font(8.2)
        sheet.line(
            start + width - 60, top + height + 5, 60, 12, picture.time, at_end=True, right=False
        )
        sheet.ink(MUTED)
        sheet.font(7.8)
        sheet.line(start, top + height + 17, width, 11, picture.words)
        if picture.path:
            sheet.font(6.6, mono=True)
            name = f"{picture.path.rpartition('/')[2]} {picture.digest}"
            sheet.line(start, top + height + 28.5, width, 10, name, right=False)

    def _clocks(self, page: AccountPage) -> None:
        sheet = self.sheet
        self._title(self.say("When, by both clocks"))
        sheet.ink(MUTED)
        sheet.font(8)
        self._row(page.clocks)
        for moment in page.moments:
            sheet.rule(self.top, BORDER)
            self._moment(moment)
        sheet.rule(self.top, BORDER)
        self.top += 2
        self._gap()

    def _row(self, cells: Sequence[str]) -> None:
        ends = (None, 264.0, 355.0, 455.0, INNER)
        for end, text in zip(ends, cells, strict=True):
            if end is None:
                self.sheet.line(0, self.top + 2, 170, 13, text)
            elif text:
                clock = any(char.isdigit() for char in text) and text.isascii()
                right = False if clock else None
                self.sheet.line(end - 95, self.top + 2, 95, 13, text, at_end=True, right=right)
        self.top += 17

    def _moment(self, moment: Moment) -> None:
        sheet, top = self.sheet, self.top
        sheet.ink(TEXT)
        sheet.font(8.6, bold=moment.strong)
        self._row((moment.what, "", moment.hub if not moment.strong else "", "", ""))
        self.top = top
        sheet.font(8.6)
        if moment.strong:
            self._row(("", "", moment.hub, "", ""))
            self.top = top
        sheet.ink(TEXT if moment.device_known else MUTED)
        self._row(("", moment.device, "", "", ""))
        self.top = top
        sheet.ink(MUTED)
        self._row(("", "", "", moment.utc, moment.apart))

    def _digests(self, page: AccountPage) -> None:
        self._title(self.say("Digests and ledger entry"))
        for fact in page.digests:
            self._fact(fact, DIGEST_LABEL)
        self._gap()

    def _verify(self, page: AccountPage) -> None:
        sheet = self.sheet
        self._title(self.say("How to verify"))
        for number, (text, code) in enumerate(page.steps, start=1):
            sheet.disc(0, self.top + 1, 12, STEP)
            sheet.ink(ACCENT)
            sheet.font(7.2, bold=True)
            wide = sheet.width(str(number))
            sheet.line((12 - wide) / 2, self.top + 1, wide + 0.1, 12, str(number), right=False)
            sheet.ink(TEXT)
            sheet.font(8.8)
            used = sheet.line(19, self.top, INNER - 19, 14, text)
            if code:
                sheet.font(7.6, mono=True)
                wide = sheet.width(code)
                sheet.box(19 + used + 5, self.top, wide + 8, 14, fill=SUNKEN, line=BORDER, radius=2)
                sheet.line(19 + used + 9, self.top, wide + 0.1, 14, code, right=False)
            self.top += 17
        sheet.ink(MUTED)
        sheet.font(7.8)
        self.top += 2
        for text in sheet.wrapped(page.last, INNER):
            sheet.line(0, self.top, INNER, 11, text)
            self.top += 11.5

    def _title(self, text: str) -> None:
        self.sheet.ink(TEXT)
        self.sheet.font(9.8, bold=True)
        self.sheet.line(0, self.top, INNER, 14, text)
        self.top += 19

    def _gap(self) -> None:
        self.sheet.rule(self.top + 5, BORDER)
        self.top += 16
