"""Captured pictures: what is decoded, what is refused, what a black box hides."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from hub.bundles import pictures
from tests.support.bundles import picture
from tests.support.stores import refused


def kept(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "picture"
    path.write_bytes(content)
    return path


def bomb(width: int, height: int) -> bytes:
    """A small PNG that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0" * 99)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_boxes_are_black_and_the_rest_is_as_it_was(tmp_path: Path, form: str) -> None:
    path = kept(tmp_path, picture("teal", form))
    mime = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}[form]
    content, made, width, height = pictures.blacked_out(
        path, mime, [(30, 40, 50, 60), (-9, -9, 20, 20)]
    )
    assert (width, height) == (320, 200)
    assert made == ("image/jpeg" if form == "JPEG" else "image/png")
    with Image.open(path) as before, Image.open(io.BytesIO(content)) as after:
        assert before.size == after.size
        was, now = before.convert("RGB"), after.convert("RGB")
        for at in ((35, 45), (60, 80), (2, 2)):
            assert max(now.getpixel(at)) < 8  # type: ignore[type-var,arg-type]
        for at in ((100, 150), (200, 100)):
            pairs = zip(now.getpixel(at), was.getpixel(at), strict=True)  # type: ignore[arg-type]
            assert all(abs(one - other) < 8 for one, other in pairs)


def test_nothing_of_the_metadata_goes_along(tmp_path: Path) -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "31.95 N 35.91 E"
    Image.new("RGB", (90, 90), "white").save(out, "JPEG", exif=exif)
    assert b"35.91 E" in out.getvalue()
    content, *_ = pictures.blacked_out(kept(tmp_path, out.getvalue()), "image/jpeg", [(0, 0, 9, 9)])
    assert b"35.91 E" not in content


@pytest.mark.parametrize("box", [(320, 0, 5, 5), (0, 200, 5, 5), (-10, 0, 10, 5)])
def test_a_box_that_hides_nothing_is_refused(tmp_path: Path, box: pictures.Box) -> None:
    with refused("INVALID"):
        pictures.blacked_out(kept(tmp_path, picture()), "image/png", [box])


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"),
        (picture(form="GIF"), "image/png"),
        (picture(form="PNG"), "image/jpeg"),
        (picture()[:200], "image/png"),
        (bomb(50_000, 50_000), "image/png"),
        (bomb(7_000, 7_000), "image/png"),
        (bomb(40_000, 2), "image/png"),
        (picture(), "image/svg+xml"),
        (b"", "image/webp"),
    ],
)
def test_what_is_no_picture_or_too_large(tmp_path: Path, content: bytes, mime: str) -> None:
    path = kept(tmp_path, content)
    with refused("UNSUPPORTED_MEDIA"):
        pictures.opened(path, mime)
    assert pictures.thumbnail(path, mime, 100) is None


def test_a_thumbnail_is_the_whole_picture_made_small(tmp_path: Path) -> None:
    small = pictures.thumbnail(kept(tmp_path, picture(size=(2_000, 500))), "image/png", 1_000)
    assert small is not None
    assert small[1:] == (1_000, 250)
    with Image.open(io.BytesIO(small[0])) as shown:
        assert (shown.format, shown.size) == ("JPEG", (1_000, 250))


def test_what_is_transparent_is_shown_on_white(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (30, 30), (255, 0, 0, 0)).save(out, "PNG")
    assert (
        pictures.opened(kept(tmp_path, out.getvalue()), "image/png").getpixel((5, 5)) == (255,) * 3
    )
