"""What can be a proof, and what only pretends to be one."""

import pytest

from models import media
from tests.support.stores import refused

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 12
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 "
SVG = b'<svg xmlns="http://www.w3.org/2000/svg">'


@pytest.mark.parametrize(
    ("mime", "head"),
    [
        ("image/png", PNG),
        ("image/jpeg", JPEG),
        ("image/webp", WEBP),
        ("text/html", SVG),
        ("multipart/related", b""),
        ("text/plain", PNG),
        ("application/json", b"{}"),
    ],
)
def test_a_file_is_what_it_says(mime: str, head: bytes) -> None:
    media.refuse_unsupported(mime)
    media.refuse_disguised(mime, head)


@pytest.mark.parametrize(
    ("mime", "head"),
    [
        ("image/png", SVG),
        ("image/png", JPEG),
        ("image/png", b""),
        ("image/png", PNG[:7]),
        ("image/jpeg", PNG),
        ("image/webp", b"RIFF\x10\x00\x00\x00AVI "),
        ("image/webp", b"RIFF"),
        ("image/jpeg", SVG),
    ],
)
def test_a_disguised_file_is_refused(mime: str, head: bytes) -> None:
    with refused("UNSUPPORTED_MEDIA"):
        media.refuse_disguised(mime, head)


@pytest.mark.parametrize(
    "mime", ["image/svg+xml", "image/gif", "application/pdf", "IMAGE/PNG", "", "text/html;x=1"]
)
def test_other_kinds_are_no_proof(mime: str) -> None:
    with refused("UNSUPPORTED_MEDIA"):
        media.refuse_unsupported(mime)


@pytest.mark.parametrize(
    ("mime", "head"),
    [
        ("image/png", PNG),
        ("image/gif", b"GIF89a" + b"\0" * 10),
        ("video/mp4", b"\0\0\0\x18ftypmp42\0\0\0\0"),
    ],
)
def test_a_file_of_a_post_is_what_it_says(mime: str, head: bytes) -> None:
    media.refuse_unpostable(mime)
    media.refuse_disguised(mime, head)
    with refused("UNSUPPORTED_MEDIA"):
        media.refuse_disguised(mime, SVG[:16])


def test_a_page_cannot_be_posted_and_a_film_is_no_proof() -> None:
    with refused("UNSUPPORTED_MEDIA"):
        media.refuse_unpostable("text/html")
    with refused("UNSUPPORTED_MEDIA"):
        media.refuse_unsupported("video/mp4")
