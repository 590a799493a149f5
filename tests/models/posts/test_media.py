"""Files of posts and what they say of themselves."""

import io

import pytest
from PIL import Image

from models.errors import InvalidInput, NotFound
from models.posts import media as media_store
from models.posts.media import checked_file_name, picture_size
from models.rows import Database
from tests.support.posts import a_file
from tests.support.stores import NOW, OPERATOR, refused


def test_the_same_file_is_one_row(db: Database) -> None:
    first = a_file(db, width=40, height=30)
    assert (first.name, first.mime, first.width, first.height) == ("smile.png", "image/png", 40, 30)
    assert a_file(db) == first
    assert a_file(db, "other.png").id != first.id
    assert media_store.get(db, first.id) == first
    assert media_store.some(db, [first.id, "nothing"]) == {first.id: first}


def test_what_is_not_there(db: Database) -> None:
    with pytest.raises(NotFound):
        media_store.get(db, "nothing")


def test_only_pictures_and_films_can_be_posted(db: Database) -> None:
    for mime in ("image/svg+xml", "text/html", "application/pdf"):
        with refused("UNSUPPORTED_MEDIA"):
            a_file(db, mime=mime)
    assert a_file(db, "film.mp4", mime="video/mp4").mime == "video/mp4"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("smile.png", "smile.png"),
        ("C:\\Users\\rana\\ابتسامة.png", "ابتسامة.png"),
        ("../../etc/passwd", "passwd"),
        ("x" * 150 + ".png", "x" * 96 + ".png"),
    ],
)
def test_a_file_is_called_by_the_last_part_of_its_path(given: str, kept: str) -> None:
    assert checked_file_name(given) == kept


@pytest.mark.parametrize("name", ["", "folder/", "a\nb.png", "\ud83d.png"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="name"):
        checked_file_name(name)


def encoded(form: str, **facts: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (123, 45), "teal").save(buffer, form, **facts)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("mime", "data"),
    [
        ("image/png", encoded("PNG")),
        ("image/gif", encoded("GIF")),
        ("image/jpeg", encoded("JPEG")),
        ("image/jpeg", encoded("JPEG", progressive=True, exif=b"Exif\0\0" + b"\0" * 3_000)),
        ("image/webp", encoded("WEBP")),
        ("image/webp", encoded("WEBP", lossless=True)),
        ("image/webp", encoded("WEBP", exif=b"Exif\0\0" + b"\0" * 30)),
    ],
)
def test_a_picture_says_how_large_it_is(mime: str, data: bytes) -> None:
    assert picture_size(mime, data) == (123, 45)
    for length in range(0, 30):
        assert picture_size(mime, data[:length]) in (None, (123, 45))


def test_a_film_does_not_say(db: Database) -> None:
    assert picture_size("video/mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 40) is None
    assert picture_size("image/png", b"\0" * 64) is None
    assert picture_size("image/jpeg", b"\xff\xd8" + b"\xff" * 64) is None


def test_what_was_added_is_on_record(db: Database) -> None:
    file = a_file(db)
    row = db.execute_sql(
        "SELECT action, actor, at FROM audit WHERE subject_id = ?", (file.id,)
    ).fetchone()
    assert row == ("media.added", OPERATOR, NOW)
