"""The rows of Evidence."""

from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from desktop.item_models.evidence import EvidenceModel
from desktop.presenters.cells import CheckCell, LevelCell, PlainCell
from models.views import EvidenceView
from tests.support.hostile import TEXTS
from tests.support.window_views import evidence_view

NOW = 1_795_000_000_000


@pytest.fixture
def model() -> EvidenceModel:
    made = EvidenceModel(lambda: NOW)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, parent=made)
    return made


def show(model: EvidenceModel, views: list[EvidenceView], text: str | None = None) -> None:
    model.show(array("q", (view.seq for view in views)), views, text)


def test_the_model_is_honest(model: EvidenceModel, qtmodeltester: ModelTester) -> None:
    views = [evidence_view(received_at=NOW) for _ in range(30)]
    show(model, views[:10], "dent")
    qtmodeltester.check(model, force_py=True)
    model.extend(array("q", (view.seq for view in views)))
    model.add_new([evidence_view(received_at=NOW) for _ in range(3)])
    model.chosen.set_all(True)
    show(model, [])


def test_a_finding_in_nine_cells(model: EvidenceModel) -> None:
    view = evidence_view(
        title="Rabieh Smile Dental", category="Dental clinic", address="Rabieh, Amman",
        phone="+962 6 555 0142", rating=4.8, reviews=211, received_at=NOW,
    )  # fmt: skip
    show(model, [view])
    cells = {column.key: model.cell(view, column.key) for column in model.columns}
    assert cells["check"] == CheckCell(False)
    assert cells["confidence"] == LevelCell(3, "High")
    assert isinstance(cells["rating"], PlainCell)
    assert (cells["rating"].text, cells["rating"].after) == ("4.8", "(211)")
    assert [cells[key].text for key in ("title", "category", "place", "phone", "source")] == [
        "Rabieh Smile Dental", "Dental clinic", "Rabieh, Amman", "+962 6 555 0142", "Maps list",
    ]  # fmt: skip


def test_a_search_result_shows_its_site(model: EvidenceModel) -> None:
    view = evidence_view(type="web_result", source="google_search", url="https://forum.example/t")
    assert model.cell(view, "category").text == "Search result"
    assert model.cell(view, "place").text == "forum.example"


def test_a_connector_of_the_operator_has_its_own_name(model: EvidenceModel) -> None:
    model.names = {"my_site": "City directory"}
    assert model.cell(evidence_view(source="my_site"), "source").text == "City directory"
    assert model.cell(evidence_view(source="unknown_one"), "source").text == "unknown_one"


def test_the_whole_answer_follows_the_first_rows_without_a_jump(
    model: EvidenceModel,
) -> None:
    views = [evidence_view() for _ in range(4)]
    show(model, views[:2])
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.extend(array("q", (view.seq for view in views)))
    assert model.rowCount() == 4
    assert resets == []
    model.extend(array("q", (view.seq for view in reversed(views))))
    assert resets == [1]


def test_new_rows_are_marked_until_the_page_is_left(model: EvidenceModel) -> None:
    old, new = evidence_view(), evidence_view()
    show(model, [old])
    model.add_new([new])

    def badges() -> list[str]:
        cells = [model.cell(view, "title") for view in (new, old)]
        return [cell.badge for cell in cells if isinstance(cell, PlainCell)]

    assert badges() == ["new", ""]
    model.nothing_is_new()
    assert badges() == ["", ""]


def test_the_tick_is_told_to_those_who_listen(model: EvidenceModel) -> None:
    view = evidence_view()
    show(model, [view])
    model.chosen.toggle(view.seq)
    role = Qt.ItemDataRole.CheckStateRole
    assert model.index(0, 0).data(role) == Qt.CheckState.Checked
    assert model.headerData(0, Qt.Orientation.Horizontal, role) == Qt.CheckState.Checked


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_stays_text(model: EvidenceModel, text: str) -> None:
    view = evidence_view(
        title=text or "x", category=text, address=text, phone=text, source=text or "x", url=text,
        website=text, snippet=text, confidence="high", type=text or "x",
    )  # fmt: skip
    show(model, [view], text)
    for column in model.columns:
        shown = model.cell(view, column.key).text
        assert len(shown) <= 301
        assert not set(shown) & set("\u202e\u2066\u200b\x00\x1b\n\r")
    assert "\n" not in model.sentence(view)
