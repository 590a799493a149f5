"""Pictures of every page and dialog over the sample data, for review and for the README.

python packaging/shots.py OUT/ [--lang en,ar] [--theme light,dark] [--only NAME,…] [--size 1440x900]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEvent, QPoint, Qt  # noqa: E402
from PySide6.QtGui import QPainter, QPixmap, QRegion  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402
from qasync import QEventLoop  # noqa: E402
from shots_accounts import ACCOUNTS  # noqa: E402
from shots_bundle import BUNDLE, KEY  # noqa: E402
from shots_connectors import CONNECTORS  # noqa: E402
from shots_findings import FINDINGS  # noqa: E402
from shots_frame import FRAME, OFFERED  # noqa: E402
from shots_jobs import JOBS  # noqa: E402
from shots_outcomes import OUTCOMES  # noqa: E402
from shots_posts import POSTS  # noqa: E402

from desktop import i18n  # noqa: E402
from desktop.bridge import Bridge  # noqa: E402
from desktop.desk import HubFacts, Workspaces  # noqa: E402
from desktop.preferences import Preferences  # noqa: E402
from desktop.reads import Reads  # noqa: E402
from desktop.shell import Parts, Shell  # noqa: E402
from desktop.theme import fonts, motion  # noqa: E402
from desktop.theme.style import Theme  # noqa: E402
from desktop.theme.tones import Tone  # noqa: E402
from desktop.thumbnails import Thumbnails  # noqa: E402
from hub.service import HubStatus  # noqa: E402
from models import workspaces  # noqa: E402
from models.database import open_reader  # noqa: E402
from models.folder import DataFolder  # noqa: E402
from tests.support import sample  # noqa: E402
from tests.support.desk import OPERATOR, Door, RecordingHub  # noqa: E402

STATUS = HubStatus(
    state="ready",
    reason=None,
    hub_id="",
    agent_url="ws://127.0.0.1:47150/agent",
    api_url="http://127.0.0.1:47151",
    agents=5,
    storage="ok",
)

HUB = RecordingHub()
HUB.answers["pairing.make_link"] = OFFERED
HUB.answers["bundles.key"] = KEY
Prepare = Callable[[Shell], object]
"""Brings a page into the state of the picture; what it returns, if a widget, is a dialog."""
QUIET_S = 0.15
LONGEST_S = 8.0


@dataclass(frozen=True)
class Scene:
    """One picture: its name, the page behind it, what to do there."""

    name: str
    page: str
    prepare: Prepare = lambda _: None
    steps: tuple[Prepare, ...] = ()
    """Further steps, each when the one before has come to rest."""


def scenes() -> Iterator[Scene]:
    """Every page that exists, then the states that have their own picture."""
    from desktop.pages.registry import PAGES, SETTINGS

    for page in (*PAGES, *SETTINGS):
        yield Scene(page.key, page.key)
    yield from SCENES


SCENES: tuple[Scene, ...] = tuple(
    Scene(*state)
    for state in (
        *FRAME,
        *FINDINGS,
        *JOBS,
        *CONNECTORS,
        *OUTCOMES,
        *POSTS,
        *ACCOUNTS,
        *BUNDLE,
    )
)


class Studio:
    """Builds windows over the sample and takes their pictures."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self.app = QApplication([])
        self.theme = Theme(self.app, "light")
        self.loop = QEventLoop(self.app, already_running=True)
        asyncio.set_event_loop(self.loop)
        motion.reduce(True)
        self.made = sample.fill(folder, with_posts=True)
        self.size = size

    def shoot(self, out: Path, language: str, theme: str, only: set[str]) -> None:
        """All scenes in one language and theme."""
        i18n.use(language, "latin")
        fonts.use_arabic(i18n.right_to_left())
        right_to_left = i18n.right_to_left()
        self.app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        )
        self.theme.choose(theme)
        for scene in scenes():
            if not only or scene.name in only:
                path = out / f"{scene.name}-{language}-{theme}.png"
                self._picture(scene).save(str(path))
                print(path)

    def _picture(self, scene: Scene) -> QPixmap:
        shell, end = self._shell()
        try:
            shell.window.resize(*self.size)
            shell.window.show_page(scene.page)
            shell.window.show()
            shell.summary.refresh()
            shell.summary.show_hub(i18n.t("Hub running"), Tone.SUCCESS, "127.0.0.1:47150")
            self._rest(shell)
            over: object = None
            for step in (scene.prepare, *scene.steps):
                over = step(shell) or over
                self._rest(shell)
            return _grabbed(shell.window, over if isinstance(over, QWidget) else None)
        finally:
            shell.close()
            end()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _shell(self) -> tuple[Shell, Callable[[], None]]:
        folder = DataFolder.read_only(self.made.path)
        reads = Reads(lambda: open_reader(folder))
        known = Workspaces()
        database = open_reader(folder)
        known.set_all(workspaces.all(database))
        database.close()
        bridge = Bridge()
        bridge.open(self.made.online)
        thumbnails = Thumbnails(folder.proofs, folder.thumbnails)
        preferences = Preferences(Path(tempfile.mkdtemp()))
        facts = HubFacts()
        facts.learn(STATUS, sample.NOW - 2 * sample.HOUR - 19 * sample.MINUTE)
        parts = Parts(
            reads=reads,
            door=Door(),
            hub=lambda: HUB,
            bridge=bridge,
            thumbnails=thumbnails,
            workspaces=known,
            facts=facts,
            preferences=preferences,
            actor=OPERATOR,
            folder=folder.path,
            clock=lambda: sample.NOW,
        )

        def end() -> None:
            bridge.close()
            thumbnails.close()
            reads.close()

        return Shell(parts), end

    def _rest(self, shell: Shell) -> None:
        """Until nothing is read any more."""
        end, quiet = time.monotonic() + LONGEST_S, time.monotonic()
        while time.monotonic() < end:
            self.app.processEvents()
            page = shell.window.current_page()
            if (page is not None and page.tasks.running) or shell.desk.thumbnails.busy:
                quiet = time.monotonic()
            if time.monotonic() - quiet > QUIET_S:
                return
            time.sleep(0.005)


def _grabbed(window: QWidget, over: QWidget | None) -> QPixmap:
    picture = window.grab()
    if over is None:
        return picture
    painter = QPainter(picture)
    place = over.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
    if isinstance(over, QDialog):
        layer = QPixmap(over.size())
        layer.fill(Qt.GlobalColor.transparent)
        over.render(layer, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        painter.drawPixmap(place, layer)
    else:
        painter.drawPixmap(place, over.grab())
    painter.end()
    return picture


def main(arguments: list[str]) -> int:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lang", default="en,ar")
    parser.add_argument("--theme", default="light,dark")
    parser.add_argument("--only", default="")
    parser.add_argument("--size", default="1440x900")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    width, _, height = given.size.partition("x")
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder) / "sample", (int(width), int(height)))
        for language in given.lang.split(","):
            for theme in given.theme.split(","):
                studio.shoot(given.out, language, theme, set(filter(None, given.only.split(","))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
