"""Ticks by the rows' numbers."""

from array import array

import pytest
from PySide6.QtCore import Qt

from desktop.item_models.chosen import Chosen

ROWS = array("q", [9, 7, 5, 3, 1])


@pytest.fixture
def chosen() -> Chosen:
    made = Chosen()
    made.show(ROWS)
    return made


def test_some_are_ticked_in_the_order_shown(chosen: Chosen) -> None:
    chosen.set((3, 9), True)
    assert list(chosen.seqs()) == [9, 3]
    assert (chosen.count(), chosen.state()) == (2, Qt.CheckState.PartiallyChecked)


def test_all_but_one(chosen: Chosen) -> None:
    chosen.set_all(True)
    assert chosen.state() == Qt.CheckState.Checked
    assert not chosen.toggle(5)
    assert list(chosen.seqs()) == [9, 7, 3, 1]
    assert chosen.count() == 4
    assert chosen.toggle(5)
    assert chosen.state() == Qt.CheckState.Checked


def test_rows_that_come_by_themselves_are_not_ticked_with_all(chosen: Chosen) -> None:
    chosen.set_all(True)
    chosen.grow(array("q", [11]) + ROWS, new=[11])
    assert 11 not in chosen
    assert list(chosen.seqs()) == list(ROWS)


def test_the_rest_of_an_answer_is_ticked_with_all(chosen: Chosen) -> None:
    chosen.set_all(True)
    chosen.grow(ROWS + array("q", [0]))
    assert chosen.count() == 6


def test_other_rows_begin_without_ticks(chosen: Chosen) -> None:
    chosen.set_all(True)
    chosen.show(array("q", [2, 4]))
    assert chosen.count() == 0
    assert chosen.state() == Qt.CheckState.Unchecked


def test_a_million_are_ticked_at_no_cost(chosen: Chosen) -> None:
    many = array("q", range(1_000_000))
    chosen.show(many)
    chosen.set_all(True)
    assert chosen.count() == 1_000_000
    assert chosen.seqs() is many
