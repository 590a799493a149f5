"""Small pictures: made off the GUI thread, and only of what is a picture."""

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPixmapCache
from pytestqt.qtbot import QtBot

from desktop.thumbnails import Thumbnails, Undecodable, decode, picture_format

SHA = "ab" + "0" * 62


def encoded(form: str, width: int = 640, height: int = 400) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 20, 30))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form)
    return bytes(content.data())


def bomb(side: int = 40_000) -> bytes:
    """A small PNG that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.fixture
def thumbnails(tmp_path: Path, qtbot: QtBot) -> Thumbnails:
    QPixmapCache.clear()
    (tmp_path / "proofs" / "ab").mkdir(parents=True)
    return Thumbnails(tmp_path / "proofs", tmp_path / "thumbnails")


def put(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "proofs" / "ab" / SHA
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("form", ["png", "jpg", "webp"])
def test_a_picture_is_made_small(
    form: str, thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot
) -> None:
    put(tmp_path, encoded(form))
    assert thumbnails.get(SHA) is None
    qtbot.waitSignal(thumbnails.ready).wait()
    made = thumbnails.get(SHA)
    assert made is not None
    assert (made.width(), made.height()) == (320, 200)
    assert not thumbnails.busy
    thumbnails.close()


def test_it_is_kept_on_disk(thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot) -> None:
    path = put(tmp_path, encoded("png"))
    thumbnails.get(SHA)
    qtbot.waitSignal(thumbnails.ready).wait()
    QPixmapCache.clear()
    path.unlink()
    thumbnails.get(SHA)
    qtbot.waitSignal(thumbnails.ready).wait()
    assert thumbnails.get(SHA) is not None
    thumbnails.close()


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>',
        b"GIF89a" + b"\0" * 40,
        b"\x89PNG\r\n\x1a\n<svg/>",
        b"",
        b"<html>",
        bomb(),
    ],
    ids=["svg", "gif", "png magic only", "empty", "html", "bomb"],
)
def test_what_is_no_picture_is_not_shown(
    content: bytes, thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot
) -> None:
    path = put(tmp_path, content)
    with pytest.raises(Undecodable):
        decode(path)
    thumbnails.get(SHA)
    qtbot.waitSignal(thumbnails.ready).wait()
    assert thumbnails.broken(SHA)
    assert thumbnails.get(SHA) is None
    assert not thumbnails.busy
    thumbnails.close()


def test_a_missing_file_is_broken_until_it_is_tried_again(
    thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot
) -> None:
    thumbnails.get(SHA)
    qtbot.waitSignal(thumbnails.ready).wait()
    assert thumbnails.broken(SHA)
    put(tmp_path, encoded("png"))
    thumbnails.retry(SHA)
    thumbnails.get(SHA)
    qtbot.waitSignal(thumbnails.ready).wait()
    assert thumbnails.get(SHA) is not None
    thumbnails.close()


def test_only_three_forms_are_known() -> None:
    assert picture_format(b"\x89PNG\r\n\x1a\n") == b"png"
    assert picture_format(b"\xff\xd8\xff\xe0") == b"jpeg"
    assert picture_format(b"RIFF\0\0\0\0WEBP") == b"webp"
    with pytest.raises(Undecodable):
        picture_format(b"RIFF\0\0\0\0AVI ")
