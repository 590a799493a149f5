"""Labels show text, never HTML, in the direction that fits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.fonts import Role
from desktop.theme.tones import Tone
from desktop.widgets.labels import ElidedLabel, PlainLabel, set_tooltip
from tests.support.hostile import TEXTS


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_label_never_guesses_html(text: str, qtbot: QtBot) -> None:
    label = PlainLabel(text)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == text


def test_a_tooltip_is_text_too(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tooltip(widget, "<img src=/etc/passwd>")
    assert widget.toolTip() == "<qt>&lt;img src=/etc/passwd&gt;</qt>"


def test_what_does_not_fit_is_cut_and_the_tooltip_has_it_all(qtbot: QtBot) -> None:
    label = ElidedLabel("A very long name of a <b>device</b>")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.whole() == "A very long name of a <b>device</b>"
    assert "&lt;b&gt;" in label.toolTip()
    label.resize(600, 20)
    assert label.text() == label.whole()
    assert label.toolTip() == ""


def test_a_path_is_cut_in_the_middle(qtbot: QtBot) -> None:
    label = ElidedLabel("/home/sami/data/proofdesk/proofs", middle=True)
    qtbot.addWidget(label)
    label.resize(100, 20)
    label.show()
    assert label.text()[0] == "/"
    assert label.text()[-1] == "s"


def test_the_tone_can_change(qtbot: QtBot) -> None:
    label = PlainLabel("x", Role.SMALL, Tone.MUTED)
    qtbot.addWidget(label)
    muted = label.grab().toImage()
    label.set_tone(Tone.DANGER)
    assert label.property("tone") == "danger"
    assert label.grab().toImage() != muted


@pytest.mark.usefixtures("arabic")
def test_our_sentence_follows_the_window_and_a_foreign_one_itself(qtbot: QtBot) -> None:
    ours, foreign = PlainLabel("Proofdesk لا يعمل"), PlainLabel("Cafés in Cairo.", foreign=True)
    for label in (ours, foreign):
        qtbot.addWidget(label)
        assert label.alignment() & Qt.AlignmentFlag.AlignRight
    assert ours.text().startswith("\u200f")
    assert foreign.text() == "Cafés in Cairo."


@pytest.mark.usefixtures("arabic")
def test_digests_and_addresses_stay_left_to_right(qtbot: QtBot) -> None:
    label = PlainLabel("ws://127.0.0.1", Role.MONO)
    qtbot.addWidget(label)
    assert label.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert label.text() == "ws://127.0.0.1"
