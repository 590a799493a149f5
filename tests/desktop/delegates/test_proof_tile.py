"""A tile of the gallery."""

from array import array
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.delegates.proof_tile import ProofTileDelegate
from desktop.item_models.proofs import ProofsModel
from desktop.theme.style import Theme
from desktop.thumbnails import Thumbnails
from models.views import ProofView
from tests.support.hostile import TEXTS
from tests.support.window_views import proof_view


def painted(view: ProofView, folder: Path, *, selected: bool = False) -> QImage:
    model = ProofsModel(lambda: 0)
    model.set_proofs(array("q", [view.seq]), array("q", [0]))
    model.take([view], [view.seq])
    thumbnails = Thumbnails(folder, folder)
    delegate = ProofTileDelegate(thumbnails)
    image = QImage(240, 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.rect = QRect(20, 20, 180, 156)
    if selected:
        option.state |= QStyle.StateFlag.State_Selected
    delegate.paint(painter, option, model.index(0))
    painter.end()
    thumbnails.close()
    return image


def test_a_page_is_painted_as_a_file_and_asks_for_no_picture(tmp_path: Path, qtbot: QtBot) -> None:
    page, picture = (proof_view(mime=mime) for mime in ("text/html", "image/png"))
    assert painted(page, tmp_path) != painted(picture, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_chosen_tile_stands_out(tmp_path: Path, qtbot: QtBot) -> None:
    view = proof_view(mime="text/html")
    assert painted(view, tmp_path) != painted(view, tmp_path, selected=True)


def test_another_theme_is_painted_at_once(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    view = proof_view(mime="text/html")
    light = painted(view, tmp_path)
    theme.choose("dark")
    assert painted(view, tmp_path) != light


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_titles_are_painted(tmp_path: Path, text: str, qtbot: QtBot) -> None:
    view = proof_view(title=text, device_name=text, mime="text/html")
    assert not painted(view, tmp_path).isNull()
