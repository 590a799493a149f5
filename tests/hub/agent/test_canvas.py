"""Drawing without a screen, and a PNG that others can read."""

import struct
import zlib

from hub.agent.canvas import Canvas, text_height, text_width

PALETTE = ("#ffffff", "#000000", "#ff0000")


def rows(png: bytes) -> list[bytes]:
    """The indices of a PNG with a palette, row by row; checks every part on the way."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    parts: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        name, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        (check,) = struct.unpack_from(">I", png, at + 8 + size)
        assert check == zlib.crc32(name + data)
        parts[name] = data
        at += 12 + size
    assert list(parts) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    width, height = struct.unpack_from(">II", parts[b"IHDR"])
    assert parts[b"PLTE"] == b"\xff\xff\xff\x00\x00\x00\xff\x00\x00"
    pixels = zlib.decompress(parts[b"IDAT"])
    assert len(pixels) == (width + 1) * height
    return [pixels[row * (width + 1) + 1 : (row + 1) * (width + 1)] for row in range(height)]


def test_boxes_are_cut_at_the_edges() -> None:
    canvas = Canvas(6, 4, PALETTE)
    canvas.box(-3, -3, 5, 5, 1)
    canvas.box(4, 3, 90, 90, 2)
    canvas.box(90, 90, 5, 5, 2)
    assert rows(canvas.png()) == [
        b"\1\1\0\0\0\0",
        b"\1\1\0\0\0\0",
        b"\0\0\0\0\0\0",
        b"\0\0\0\0\2\2",
    ]


def test_discs_and_lines_are_where_they_should_be() -> None:
    canvas = Canvas(40, 40, PALETTE)
    canvas.disc(10, 10, 6, 1)
    canvas.line([(5, 30), (35, 30)], 3, 2)
    drawn = rows(canvas.png())
    assert drawn[10][10] == 1
    assert drawn[10][17] == 0
    assert drawn[30][20] == 2
    assert drawn[34][20] == 0


def test_rounded_boxes_have_round_corners() -> None:
    canvas = Canvas(20, 20, PALETTE)
    canvas.rounded(0, 0, 20, 20, 6, 1)
    drawn = rows(canvas.png())
    assert (drawn[0][0], drawn[0][10], drawn[10][0], drawn[19][19]) == (0, 1, 1, 0)


def test_text_is_cut_at_its_width_and_says_where_it_ends() -> None:
    canvas = Canvas(60, 20, PALETTE)
    assert canvas.text(0, 0, "HI", 1, size=1, width=60) == text_width("HI", 1)
    assert canvas.text(0, 10, "HHHHHHHHHHHHHHHHHHHH", 1, size=1, width=30) == 30
    drawn = rows(canvas.png())
    assert drawn[0][:5] == b"\1\0\0\0\1"
    assert set(drawn[10][30:]) == {0}
    assert text_height(2) == 14


def test_marks_fall_off_and_other_writing_becomes_bars() -> None:
    def drawn(text: str) -> list[bytes]:
        canvas = Canvas(40, 8, PALETTE)
        canvas.text(0, 0, text, 1, size=1, width=40)
        return rows(canvas.png())

    assert drawn("é") == drawn("e")
    assert drawn("ع") != drawn(" ")
