"""States of Evidence and Proofs that have a picture of their own: name, page, steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Step = Callable[[Any], object]


def _type(text: str) -> Step:
    def typed(shell: Any) -> None:
        shell.window.page("evidence").bar.search.setText(text)

    return typed


def _tick(shell: Any) -> None:
    board = shell.window.page("evidence").board
    board.model.chosen.set(board.model.seqs()[1:4], True)
    board.table.go_to(6)


def _open_row(shell: Any) -> None:
    page = shell.window.page("evidence")
    page.board.table.go_to(14)
    page.board.table.opened.emit(page.board.table.current())


def _filters(shell: Any) -> None:
    page = shell.window.page("evidence")
    page.facets.chosen.emit("sources", "google_maps", True)
    page.facets.chosen.emit("has", "phone", True)


def _news(shell: Any) -> None:
    from desktop.pages.evidence.finder import News

    page = shell.window.page("evidence")
    page.board.held = True
    views = [page.board.model.view_at(row) for row in range(12)]
    page.board.take_news(News(views, more=False))


def _export(shell: Any) -> object:
    page = shell.window.page("evidence")
    _tick(shell)
    from desktop.dialogs.export import ExportDialog, Scope

    page.export(Scope.SHOWN)
    return shell.window.findChild(ExportDialog)


FINDINGS: tuple[tuple[str, str, Step, tuple[Step, ...]], ...] = (
    ("evidence-search", "evidence", _type("dent"), (_tick,)),
    ("evidence-arabic-search", "evidence", _type("اسنان"), ()),
    ("evidence-filters", "evidence", _filters, (_news,)),
    ("evidence-detail", "evidence", _open_row, ()),
    ("evidence-nothing", "evidence", _type("dnetist"), ()),
    ("evidence-export", "evidence", lambda shell: None, (_export,)),
)
