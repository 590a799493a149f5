"""What belongs to a job, as rows."""

from array import array

from pytestqt.modeltest import ModelTester

from desktop.item_models.job_parts import FoundModel, PicturesModel, SearchesModel
from desktop.presenters.cells import PlainCell, TwoLineCell
from models.views import EvidenceView
from tests.support.views import evidence_view, job_view, proof_view


def texts(model: FoundModel, view: EvidenceView) -> list[str]:
    return [model.cell(view, column.key).text.strip("\u2068\u2069") for column in model.columns]


def test_a_finding_shows_its_phone_else_its_site() -> None:
    model = FoundModel()
    called = evidence_view(phone="+962 6 555 0142", rating=4.8, website="https://smile.example")
    assert texts(model, called) == ["Rabieh Smile Dental", "4.8", "+962 6 555 0142"]
    assert texts(model, evidence_view(website="https://smile.example/x"))[2] == "smile.example"
    assert texts(model, evidence_view()) == ["Rabieh Smile Dental", "", "maps.example"]


def test_findings_are_honest_rows(qtmodeltester: ModelTester) -> None:
    model = FoundModel()
    model.set_seqs(array("q", [3, 2, 1]), [evidence_view(seq=n) for n in (1, 2, 3)])
    qtmodeltester.check(model, force_py=True)
    new = evidence_view(seq=4)
    model.prepend(array("q", [4]), [new])
    assert model.view_at(0) == new


def test_searches_do_not_repeat_what_all_have_in_common() -> None:
    model = SearchesModel(lambda: 0)
    jobs = [job_view(input={"query": "dentists", "location": place}) for place in ("a", "b")]
    model.learn_common(jobs)
    model.show_only(jobs)
    assert [model.index(n, 0).data() for n in range(2)] == ["a", "b"]
    jobs = [job_view(input={"query": query, "location": "a"}) for query in ("x", "y")]
    model.learn_common(jobs)
    model.show_only(jobs)
    assert [model.index(n, 0).data() for n in range(2)] == ["x", "y"]


def test_searches_are_honest_rows(qtmodeltester: ModelTester) -> None:
    model = SearchesModel(lambda: 0)
    model.show_only([job_view(evidence_count=n) for n in range(4)])
    qtmodeltester.check(model, force_py=True)


def test_a_picture_says_what_it_shows_and_when() -> None:
    model = PicturesModel(lambda: proof_view().captured_at)
    cell = model.cell(proof_view(), "proof")
    assert isinstance(cell, TwoLineCell)
    assert cell.title == "Results page 1"
    unnamed = model.cell(proof_view(title=None, kind="failure"), "proof")
    assert isinstance(unnamed, TwoLineCell)
    assert unnamed.title == "Where it failed"


def test_cells_of_text_are_plain() -> None:
    cell = FoundModel().cell(evidence_view(title="<b>\u202ex"), "title")
    assert isinstance(cell, PlainCell)
    assert cell.text == "<b>[U+202E]x"
