"""The preview of many searches, as rows."""

from pytestqt.modeltest import ModelTester

from desktop.item_models.planned import Planned, PlannedModel
from tests.support.views import job_view


def test_searches_stand_in_the_order_in_which_they_are_made(qtmodeltester: ModelTester) -> None:
    model = PlannedModel(lambda: 0)
    model.set_rows(Planned(n, f"q{n}", "Amman", None) for n in reversed(range(12)))
    assert [model.index(n, 0).data() for n in (0, 1, 11)] == ["q0", "q1", "q11"]
    qtmodeltester.check(model, force_py=True)


def test_what_was_searched_before_says_when_and_what_it_found() -> None:
    model = PlannedModel(lambda: 60_000)
    seen = job_view(completed_at=0, evidence_count=214)
    model.set_rows([Planned(0, "q", "", seen), Planned(1, "r", "", None)])
    assert str(model.index(0, 2).data()).endswith("214 rows")
    assert model.index(1, 2).data() == "not searched yet"
