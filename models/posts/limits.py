"""What each platform takes: lengths, media and their sources, from `resources/platforms.json`."""

from functools import cache
from importlib.resources import files

import msgspec

from models.errors import InvalidInput


class MediaRules(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Which files a post may carry."""

    most: int
    required: bool
    """There is no post without a file."""
    types: list[str]
    image_bytes: int | None
    """The largest picture; None = not known."""


class Platform(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One platform, with when and where its figures were read."""

    name: dict[str, str]
    """By language, en and ar."""
    unit: str
    """weighted | graphemes | mastodon | threads | utf16: see `models.posts.counting`."""
    limit: int
    most: int | None
    """Of accounts that may write more than `limit`; None where only the site knows."""
    media: MediaRules
    first_comment: bool
    """A comment below the own post is usual there; the desk shows it to the person."""
    source: str
    checked: str
    """The date, "2026-11-23"."""
    bytes: int | None = None
    """A second limit, of UTF-8 bytes."""
    with_media: int | None = None
    """The limit of a text that stands below files, where it is another."""
    most_with_media: int | None = None

    def limits(self, *, media: bool) -> tuple[int, int | None]:
        """`limit` and `most` of a text with or without files."""
        if media and self.with_media is not None:
            return self.with_media, self.most_with_media
        return self.limit, self.most


class _File(msgspec.Struct, frozen=True):
    """The data file."""

    about: str
    platforms: dict[str, Platform]


@cache
def platforms() -> dict[str, Platform]:
    """By the name of the platform, in the order in which they are offered."""
    text = (files("resources") / "platforms.json").read_bytes()
    return msgspec.json.decode(text, type=_File).platforms


def platform(name: str) -> Platform | None:
    """None for a platform that somebody's own recipe brought in: nothing is known about it."""
    return platforms().get(name)


def check_media(name: str, mimes: list[str], *, field: str) -> None:
    """Raises InvalidInput(field) when this platform does not take these files."""
    known = platform(name)
    if known is None:
        return
    rules, shown = known.media, known.name["en"]
    if len(mimes) > rules.most:
        raise InvalidInput(field, f"has {len(mimes)} files; {shown} takes at most {rules.most}")
    if rules.required and not mimes:
        raise InvalidInput(field, f"must hold a file: {shown} has no posts without")
    for mime in mimes:
        if mime not in rules.types:
            raise InvalidInput(field, f"holds {mime}; {shown} takes {', '.join(rules.types)}")
