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


def _gallery(shell: Any) -> Any:
    return shell.window.page("proofs").board.gallery


def _damaged(shell: Any) -> None:
    import msgspec

    page = shell.window.page("proofs")
    model = page.board.model
    changes = {
        2: {"integrity": "changed"},
        3: {"integrity": "missing"},
        4: {"late": True},
        5: {"mime": "multipart/related", "title": "The page as it stood", "kind": "page"},
    }
    views = [
        msgspec.structs.replace(model.view_at(row), **change) for row, change in changes.items()
    ]
    shell.desk.bridge.proofs.emit(views)
    model.set_checking(model.view_at(1).id, True)
    page.board.gallery.setFocus()
    page.board.gallery.go_to(2)


def _page_file(shell: Any) -> None:
    _damaged(shell)
    _gallery(shell).go_to(5)


def _narrow(shell: Any) -> None:
    shell.window.resize(1100, 760)


def _narrow_viewer(shell: Any) -> None:
    _gallery(shell).opened.emit(_gallery(shell).current_proof())


def _large_tiles(shell: Any) -> None:
    shell.window.page("proofs").board.filters.size.setValue(300)
    _gallery(shell).go_to(20)


def _no_proof(shell: Any) -> None:
    filters = shell.window.page("proofs").board.filters
    filters.search.setText("dnetist")
    filters.choose_state("changed")


FINDINGS: tuple[tuple[str, str, Step, tuple[Step, ...]], ...] = (
    ("evidence-search", "evidence", _type("dent"), (_tick,)),
    ("evidence-arabic-search", "evidence", _type("اسنان"), ()),
    ("evidence-filters", "evidence", _filters, (_news,)),
    ("evidence-detail", "evidence", _open_row, ()),
    ("evidence-nothing", "evidence", _type("dnetist"), ()),
    ("evidence-narrow", "evidence", _narrow, ()),
    ("proofs-damaged", "proofs", lambda shell: None, (_damaged,)),
    ("proofs-page", "proofs", lambda shell: None, (_page_file,)),
    ("proofs-narrow", "proofs", _narrow, ()),
    ("proofs-narrow-viewer", "proofs", _narrow, (_narrow_viewer,)),
    ("proofs-large", "proofs", _large_tiles, ()),
    ("proofs-nothing", "proofs", _no_proof, ()),
    ("evidence-export", "evidence", lambda shell: None, (_export,)),
)
