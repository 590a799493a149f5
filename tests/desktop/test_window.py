"""The window: pages, narrow and wide, and no way in for hostile text."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

import desktop
from desktop.pages.registry import PAGES, SETTINGS, PageEntry
from desktop.shell import Shell
from desktop.sidebar import NARROW, WIDE
from models import evidence, jobs, operators, workspaces
from models.evidence import Finding
from models.folder import DataFolder
from models.ids import new_id
from tests.support import sample
from tests.support.desk import RecordingHub, make_shell
from tests.support.hostile import TEXTS

KEYS = [page.key for page in (*PAGES, *SETTINGS)]


def at_rest(shell: Shell, qtbot: QtBot) -> None:
    page = shell.window.current_page()
    qtbot.waitUntil(lambda: page is None or not page.tasks.running)


def test_the_pages_that_exist_are_in_the_sidebar(shell: Shell) -> None:
    shown = [entry.key for entry in shell.window.sidebar.pages.rows.entries if entry.key]
    assert shown == [page.key for page in PAGES]
    foot = [entry.key for entry in shell.window.sidebar.foot.rows.entries]
    assert foot == ["settings", "pause"]


@pytest.mark.parametrize("entry", [*PAGES, *SETTINGS], ids=lambda entry: entry.key)
def test_the_sidebar_says_what_the_page_says(entry: PageEntry) -> None:
    page = entry.load()
    assert (entry.key, entry.icon, entry.words) == (page.key, page.icon, page.words)


@pytest.mark.parametrize("key", KEYS)
def test_every_page_opens(key: str, shell: Shell, qtbot: QtBot) -> None:
    shell.window.show()
    shell.window.show_page(key)
    assert shell.window.current_page().key == key
    at_rest(shell, qtbot)
    assert shell.desk.toasts.kept == type(shell.desk.toasts.kept)(maxlen=100)


@pytest.mark.parametrize("key", KEYS)
def test_every_control_of_a_page_has_a_name(key: str, shell: Shell, qtbot: QtBot) -> None:
    shell.window.show()
    shell.window.show_page(key)
    at_rest(shell, qtbot)
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
    unnamed = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in shell.window.current_page().findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.isVisible()
        and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QComboBox)
        and not isinstance(widget, QHeaderView)
        and type(widget).__name__ != "QTableCornerButton"
    ]
    assert not unnamed


@pytest.mark.parametrize("key", KEYS)
def test_no_label_of_a_page_guesses_html(key: str, shell: Shell, qtbot: QtBot) -> None:
    shell.window.show()
    shell.window.show_page(key)
    at_rest(shell, qtbot)
    widgets = shell.window.findChildren(QWidget)
    rich = [
        w for w in widgets if isinstance(w, QLabel) and w.textFormat() != Qt.TextFormat.PlainText
    ]
    assert not rich
    assert not [w for w in widgets if isinstance(w, QTextEdit)]


def test_bare_labels_and_tooltips_are_nowhere_in_the_code() -> None:
    """One class makes labels, one function sets tooltips: the rest would guess HTML."""
    offenders = []
    for file in Path(desktop.__file__).parent.rglob("*.py"):
        if file.name == "labels.py":
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            made = node.func.id if isinstance(node.func, ast.Name) else ""
            if made in ("QLabel", "QMessageBox", "QTextEdit", "QTextBrowser"):
                offenders.append(f"{file.name}: {made}")
            if name in ("setHtml", "setMarkdown") or (name == "exec" and not node.args):
                offenders.append(f"{file.name}: {name}")
            if name == "setToolTip" and not isinstance(node.args[0], ast.Constant):
                offenders.append(f"{file.name}: {name}")
    assert not offenders


def test_an_unknown_page_changes_nothing(shell: Shell) -> None:
    shell.window.show_page("overview")
    shell.window.show_page("moon")
    assert shell.window.current_page().key == "overview"


def test_a_narrow_window_has_a_narrow_sidebar(shell: Shell) -> None:
    shell.window.show()
    shell.window.resize(1300, 800)
    assert shell.window.sidebar.width() == WIDE
    shell.window.resize(1000, 800)
    assert shell.window.sidebar.width() == NARROW


def test_the_window_is_small() -> None:
    lines = Path(desktop.__file__).with_name("window.py").read_text("utf-8").splitlines()
    assert len(lines) < 200


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Jobs, findings, logs and a device whose every text wants to be more than text."""
    maker = sample.Maker(tmp_path_factory.mktemp("hostile") / "data")
    with maker.db.atomic("IMMEDIATE"):
        maker.made.operator = operators.first(maker.db).id
        maker.made.dental = workspaces.default(maker.db).id
        at = sample.NOW - sample.HOUR
        maker.connectors(at)
        maker.device("<b>desk</b>", "<img src=x>", "127.0.0.1", at)
        for number, text in enumerate(TEXTS):
            storable = text[:400].replace("\0", "")
            if storable.strip():
                _hostile_job(maker, storable, at + number * sample.MINUTE)
    maker.close()
    return maker.made.path


def _hostile_job(maker: sample.Maker, text: str, at: int) -> None:
    job = maker.job("google_maps", text, "", at)
    run = maker.claim(job, "<b>desk</b>", at + 1)
    maker.say(run, 10, text, at + 2)
    finding = Finding(
        index=0, type="place", title=text, source="google_maps", snippet={"address": text},
        confidence="high", url="javascript:alert(1)",
    )  # fmt: skip
    evidence.store_batch(maker.db, run.run.device_id, job, 1, new_id(), [finding], now=at + 3)
    jobs.fail(
        maker.db, run.run.device_id, job, 1, "x", text, retryable=False, now=at + 4, jitter=0.0
    )


@pytest.mark.parametrize("key", KEYS)
def test_hostile_texts_are_only_texts_everywhere(
    key: str, hostile_folder: Path, tmp_path: Path, loop: QEventLoop, qtbot: QtBot
) -> None:
    folder = DataFolder.read_only(hostile_folder)
    shell, end = make_shell(
        folder, RecordingHub(), home=tmp_path, online=set(), clock=lambda: sample.NOW
    )
    try:
        shell.window.show()
        shell.window.show_page(key)
        at_rest(shell, qtbot)
        for widget in shell.window.findChildren(QWidget):
            if isinstance(widget, QLabel):
                assert widget.textFormat() == Qt.TextFormat.PlainText
                assert "\u202e" not in widget.text()
            tip = widget.toolTip()
            assert "<" not in tip.removeprefix("<qt>").removesuffix("</qt>")
        shell.window.grab()
        assert not shell.desk.toasts.kept
    finally:
        end()
