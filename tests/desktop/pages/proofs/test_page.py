"""The Proofs page as an operator relies on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.proofs.page import ProofsPage
from models.views import ProofView
from tests.desktop.pages.proofs.conftest import png, settle
from tests.support.findings import DAY, HOUR, NOW, CheckingHub, Findings

Open = Callable[[], ProofsPage]
Captures = Callable[[int], list[ProofView]]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/hostname"/></svg>'


def titles(page: ProofsPage) -> list[str]:
    model = page.board.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def pick(page: ProofsPage, row: int, qtbot: QtBot) -> None:
    page.board.gallery.go_to(row)
    settle(page, qtbot)


def file_of(findings: Findings, proof: ProofView) -> Path:
    return findings.files.path(proof.sha256)


def test_the_newest_capture_is_shown_first_and_in_full(
    opened: Open, captures: Captures, qtbot: QtBot
) -> None:
    captures(30)
    page = opened()
    assert titles(page)[:2] == ["Page 29", "Page 28"]
    assert page.board.model.day_words(page.board.model.days()[0]) == "Today"
    assert page.viewer.proof is not None
    assert page.viewer.proof.title == "Page 29"
    assert page.viewer.picture.canvas.has_picture
    assert page.viewer.banner.title.text() == "Unaltered since capture"
    assert page.fact.text().startswith("30, ")


def test_the_facts_of_a_proof(opened: Open, findings: Findings, qtbot: QtBot) -> None:
    proof = findings.proof(png(1), at=NOW)
    page = opened()
    facts = dict(page.viewer._device_facts.texts()) | dict(page.viewer._file_facts.texts())
    assert facts["Device"] == "Front desk"
    assert facts["Page"] == "maps.example/search"
    assert facts["SHA-256"] == f"{proof.sha256[:4]} {proof.sha256[4:8]} … {proof.sha256[-4:]}"
    assert "40 ms apart" in facts["Hub clock"]
    page.board.gallery.setFocus()
    QTest.keySequence(page.board.gallery, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == proof.sha256


def test_a_file_that_changed_on_disk_is_said_to_have_changed_after_a_check(
    opened: Open, findings: Findings, checking: CheckingHub, qtbot: QtBot
) -> None:
    proof = findings.proof(png(1))
    page = opened()
    assert page.viewer.banner.title.text() == "Unaltered since capture"
    file_of(findings, proof).write_bytes(png(2))
    page.viewer.check.click()
    qtbot.waitUntil(lambda: page.viewer.banner.title.text() == "Changed since capture")
    assert checking.checked == [proof.id]
    assert page.board.model.state(page.viewer.proof).word == "Changed"
    assert page.viewer.check.isEnabled()


def test_a_missing_file_is_said_to_be_missing_and_comes_back(
    opened: Open, findings: Findings, qtbot: QtBot
) -> None:
    proof = findings.proof(png(1))
    page = opened()
    content = file_of(findings, proof).read_bytes()
    file_of(findings, proof).unlink()
    page.viewer.check.click()
    qtbot.waitUntil(lambda: page.viewer.banner.title.text() == "The file is missing")
    assert page.viewer.picture.card.isVisible()
    assert page.viewer.picture.card.title.text() == "The file is missing"
    file_of(findings, proof).write_bytes(content)
    page.viewer.check.click()
    qtbot.waitUntil(lambda: page.viewer.banner.title.text() == "Unaltered since capture")
    qtbot.waitUntil(lambda: page.viewer.picture.canvas.isVisible())


def test_a_drawing_that_calls_itself_a_picture_is_not_opened(
    opened: Open, findings: Findings, qtbot: QtBot
) -> None:
    proof = findings.proof(png(4242))
    file_of(findings, proof).write_bytes(SVG)
    page = opened()
    qtbot.waitUntil(lambda: page.viewer.picture.card.isVisible())
    assert page.viewer.picture.card.title.text() == "This file cannot be shown"
    assert not page.viewer.picture.canvas.has_picture
    assert page.desk.thumbnails.get(proof.sha256) is None


def test_a_page_is_a_card_and_never_rendered(
    opened: Open, findings: Findings, qtbot: QtBot
) -> None:
    findings.proof(b"<html><script>alert(1)</script>", mime="text/html", kind="page")
    page = opened()
    assert page.viewer.picture.card.isVisible()
    assert page.viewer.picture.card.title.text() == "Web page"
    assert "never opened here" in page.viewer.picture.card.text.text()
    assert not page.desk.thumbnails.busy


def test_the_card_is_not_overtaken_by_a_picture_that_was_still_read(
    opened: Open, findings: Findings, qtbot: QtBot
) -> None:
    findings.proof(b"<html>", mime="text/html", kind="page", at=NOW - HOUR)
    findings.proof(png(1), at=NOW)
    page = opened()
    page.viewer.picture.again(page.board.model.view_at(0))
    page.board.gallery.go_to(1)
    settle(page, qtbot)
    assert page.viewer.picture.card.isVisible()


def test_the_captures_of_a_run_stand_in_a_strip(
    opened: Open, findings: Findings, captures: Captures, qtbot: QtBot
) -> None:
    captures(3)
    other = findings.claimed("cafés")
    findings.proof(png(90), run=other, at=NOW, title="Alone")
    page = opened()
    assert page.viewer.strip.isHidden()
    pick(page, 1, qtbot)
    assert [proof.title for proof in page.viewer.strip.proofs()] == ["Page 0", "Page 1", "Page 2"]
    assert page.viewer.second.whole().endswith("\u20683 of 3\u2069")
    page.viewer.chosen.emit(page.viewer.strip.proofs()[0])
    assert page.viewer.proof is not None
    assert page.viewer.proof.title == "Page 0"
    assert page.board.gallery.currentIndex().row() == 3


def test_arrows_in_the_viewer_go_through_the_gallery(
    opened: Open, captures: Captures, qtbot: QtBot
) -> None:
    captures(5)
    page = opened()
    canvas = page.viewer.picture.canvas
    for key, title in (
        (Qt.Key.Key_Right, "Page 3"), (Qt.Key.Key_Left, "Page 4"), (Qt.Key.Key_Left, "Page 4"),
        (Qt.Key.Key_End, "Page 0"), (Qt.Key.Key_Home, "Page 4"),
    ):  # fmt: skip
        QTest.keyClick(canvas, key)
        settle(page, qtbot)
        assert page.viewer.proof is not None
        assert page.viewer.proof.title == title


def test_text_kind_and_state_narrow_the_gallery(
    opened: Open, findings: Findings, captures: Captures, qtbot: QtBot
) -> None:
    captures(4)
    findings.proof(png(77), kind="failure", title="Captcha page", at=NOW)
    page = opened()
    filters = page.board.filters
    filters.choose_kind("failure")
    settle(page, qtbot)
    assert titles(page) == ["Captcha page"]
    filters.clear()
    settle(page, qtbot)
    assert len(titles(page)) == 5
    filters.search.setText("Page 2")
    qtbot.waitUntil(lambda: titles(page) == ["Page 2"])
    filters.choose_state("changed")
    settle(page, qtbot)
    assert page.board.nothing.isVisible()
    assert page.board.nothing.text.text() == "1 filter is on. Looked through 5 proofs."
    assert page.viewer.proof is None


def test_a_job_sent_here_shows_its_proofs(
    opened: Open, findings: Findings, captures: Captures, qtbot: QtBot
) -> None:
    captures(3)
    other = findings.claimed("cafés")
    findings.proof(png(90), run=other, title="A café")
    page = opened()
    page.open_item(other.job.id)
    settle(page, qtbot)
    assert titles(page) == ["A café"]
    page.board.filters.narrow_to(None)
    settle(page, qtbot)
    assert len(titles(page)) == 4


def test_a_proof_sent_here_is_opened(opened: Open, captures: Captures, qtbot: QtBot) -> None:
    taken = captures(40)
    page = opened()
    page.open_item(taken[3].id)
    settle(page, qtbot)
    assert page.viewer.proof == taken[3]
    assert page.board.gallery.currentIndex().row() == 36


def test_a_proof_that_arrives_is_shown_on_top(
    opened: Open, findings: Findings, captures: Captures, qtbot: QtBot
) -> None:
    captures(3)
    page = opened()
    page.desk.bridge.proofs.emit([findings.proof(png(50), at=NOW, title="Just now")])
    qtbot.waitUntil(lambda: titles(page)[0] == "Just now")
    assert page.viewer.proof is not None
    assert page.viewer.proof.title == "Page 2"  # what one looks at stays


def test_proofs_that_arrive_wait_while_one_is_further_down(
    opened: Open, findings: Findings, captures: Captures, qtbot: QtBot
) -> None:
    captures(60)
    page = opened()
    pick(page, 50, qtbot)
    page.desk.bridge.proofs.emit([findings.proof(png(500), at=NOW + 3 * DAY, title="Just now")])
    qtbot.waitUntil(lambda: page.board.news.words() == "1 new proof")
    assert page.board.model.rowCount() == 60
    page.board.news.clicked.emit()
    qtbot.waitUntil(lambda: titles(page)[0] == "Just now")


def test_all_files_can_be_checked(
    opened: Open, findings: Findings, captures: Captures, checking: CheckingHub, qtbot: QtBot
) -> None:
    taken = captures(5)
    file_of(findings, taken[1]).write_bytes(png(99))
    file_of(findings, taken[2]).unlink()
    page = opened()
    page.check_all.click()
    qtbot.waitUntil(lambda: bool(page.desk.toasts.kept))
    news = page.desk.toasts.kept[0]
    assert news.text == "5 files were checked. 1 has changed. 1 is missing."
    assert len(checking.checked) == 5
    assert news.action is not None
    news.action[1]()
    settle(page, qtbot)
    assert titles(page) == ["Page 1"]


def test_a_copy_is_saved_and_told(
    opened: Open, findings: Findings, tmp_path: Path, qtbot: QtBot
) -> None:
    proof = findings.proof(png(1))
    page = opened()
    page.verbs.save_to(proof, tmp_path / "copy.png")
    settle(page, qtbot)
    assert (tmp_path / "copy.png").read_bytes() == png(1)
    assert page.desk.toasts.kept[0].text == "Saved a copy"
    file_of(findings, proof).write_bytes(png(2))
    page.verbs.save_to(proof, tmp_path / "copy.png")
    settle(page, qtbot)
    assert "the copy is no proof" in page.desk.toasts.kept[0].text
    file_of(findings, proof).unlink()
    page.verbs.save_to(proof, tmp_path / "copy.png")
    settle(page, qtbot)
    assert page.desk.toasts.kept[0].text == "The file is not in the data folder."


def test_the_first_day_says_what_will_come(opened: Open) -> None:
    page = opened()
    assert page.board.empty.isVisible()
    assert page.board.empty.title.text() == "No proofs yet"
    assert not page.check_all.isEnabled()
    assert not page.viewer.isVisible()


def test_the_first_proof_brings_the_viewer(opened: Open, findings: Findings, qtbot: QtBot) -> None:
    page = opened()
    page.desk.bridge.proofs.emit([findings.proof(png(3), title="The first")])
    qtbot.waitUntil(lambda: page.viewer.isVisible() and page.viewer.proof is not None)
    assert titles(page) == ["The first"]


def test_in_a_narrow_window_the_viewer_is_a_view_of_its_own(
    opened: Open, captures: Captures, window: QWidget, qtbot: QtBot
) -> None:
    captures(3)
    page = opened()
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: not page.viewer.isVisible())
    page.board.gallery.setFocus()
    page.board.gallery.go_to(1)
    QTest.keyClick(page.board.gallery, Qt.Key.Key_Return)
    assert page.viewer.isVisible()
    assert not page.board.isVisible()
    QTest.keyClick(page.viewer, Qt.Key.Key_Escape)
    assert page.board.isVisible()


def test_a_hub_that_is_away_leaves_the_proof_as_it_was(
    opened: Open, findings: Findings, checking: CheckingHub, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    findings.proof(png(1))
    page = opened()

    async def away(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(checking, "check", away)
    page.viewer.check.click()
    qtbot.waitUntil(lambda: bool(page.desk.toasts.kept))
    assert page.desk.toasts.kept[0].text == "The hub is stopping. Try again when it runs."
    assert page.viewer.banner.title.text() == "Unaltered since capture"
    assert page.viewer.check.isEnabled()


def test_both_languages_and_themes_are_painted(
    arabic: None, opened: Open, captures: Captures, own_desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    captures(5)
    page = opened()
    assert page.viewer.banner.title.text().startswith("لم يتغيّر")
    assert page.board.gallery.isRightToLeft()
    assert not window.grab().isNull()
