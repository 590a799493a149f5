"""Pictures of what the script agent is about to post and of what it saw: a card on a wall."""

from collections.abc import Sequence

from hub.agent.canvas import Canvas, text_height, text_width
from hub.agent.picture import HEIGHT, INK, LINE, NOTE, PALE, PALETTE, PAPER, RED, SOFT, TEAL, WIDTH

LEFT, CARD_WIDTH, TOP = 300, 680, 64
SIGNS = 52
"""In a line of a card."""
MOST_LINES = 14


def composer(handle: str, text: str, pictures: int) -> bytes:
    """The composer with what will be posted."""
    canvas = _wall(handle)
    bottom = _card(canvas, TOP + 28, "New post", text, pictures)
    canvas.rounded(LEFT + CARD_WIDTH - 120, bottom - 52, 96, 34, 17, TEAL)
    canvas.text(LEFT + CARD_WIDTH - 96, bottom - 42, "Post", PAPER, size=2, width=80)
    return _finished(canvas)


def answer(handle: str, said: str) -> bytes:
    """What the site said after the press."""
    canvas = _wall(handle)
    _card(canvas, TOP + 28, "After the press", said, 0)
    return _finished(canvas)


def posts(handle: str, shown: Sequence[tuple[str, str, int]]) -> bytes:
    """Posts as a page shows them: time, text, and how many pictures."""
    canvas = _wall(handle)
    top = TOP + 28
    for at, text, count in shown:
        if top > HEIGHT - 120:
            break
        top = _card(canvas, top, at, text, count) + 14
    if not shown:
        canvas.text(LEFT + 24, top + 20, "Nothing has been posted yet", SOFT, size=2, width=600)
    return _finished(canvas)


def _wall(handle: str) -> Canvas:
    canvas = Canvas(WIDTH, HEIGHT, PALETTE)
    canvas.box(0, 0, WIDTH, HEIGHT, PALE)
    canvas.box(0, 0, WIDTH, TOP, PAPER)
    canvas.rounded(20, 16, 32, 32, 8, TEAL)
    canvas.disc(36, 30, 8, PAPER)
    canvas.disc(36, 30, 3.5, RED)
    canvas.text(66, 25, "Practice Wall", INK, size=2, width=220)
    name = f"@{handle}"
    canvas.text(WIDTH - 40 - text_width(name, 2), 25, name, INK, size=2, width=600)
    canvas.box(0, TOP - 1, WIDTH, 1, LINE)
    return canvas


def _card(canvas: Canvas, top: int, title: str, text: str, pictures: int) -> int:
    """Its lower edge."""
    lines = _lines(text)
    height = 60 + 24 * len(lines) + (96 if pictures else 0) + 60
    canvas.rounded(LEFT, top, CARD_WIDTH, height, 14, PAPER)
    canvas.text(LEFT + 24, top + 20, title, SOFT, size=2, width=CARD_WIDTH - 48)
    for index, line in enumerate(lines):
        canvas.text(LEFT + 24, top + 52 + 24 * index, line, INK, size=2, width=CARD_WIDTH - 48)
    below = top + 56 + 24 * len(lines)
    for index in range(min(pictures, 4)):
        canvas.rounded(LEFT + 24 + 96 * index, below, 84, 84, 8, LINE)
    return top + height


def _lines(text: str) -> list[str]:
    lines = [
        line[start : start + SIGNS]
        for line in text.split("\n")
        for start in range(0, max(len(line), 1), SIGNS)
    ]
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], "..."]


def _finished(canvas: Canvas) -> bytes:
    width = text_width(NOTE, 1) + 16
    canvas.rounded(WIDTH - width - 10, HEIGHT - 28, width, 18, 4, PAPER)
    across, down = WIDTH - width - 2, HEIGHT - 28 + (18 - text_height(1)) // 2
    canvas.text(across, down, NOTE, SOFT, size=1, width=width)
    return canvas.png()
