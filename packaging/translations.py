"""Keeps the Arabic catalogue in step with the code.

python packaging/translations.py update         take the texts of the code into ar.po, compile
python packaging/translations.py fill FILE.tsv  set translations: English TAB Arabic (see `fill`)
python packaging/translations.py missing        list the texts that have no Arabic yet
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "desktop"
FOLDER = ROOT / "resources" / "translations"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "t": None,
    "mark": None,
    "tn": (1, 2),
    "tc": ((1, "c"), 2),
    "mark_in": ((1, "c"), 2),
}
PLURALS = ("zero", "one", "two", "few", "many", "other")


HEADERS = [
    ("Language", "ar"),
    (
        "Plural-Forms",
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5);",
    ),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
]


class ArabicCatalog(Catalog):
    """A catalogue whose header says only what matters: no dates, no tool, so that it is stable."""

    def __init__(self) -> None:
        super().__init__(locale="ar", fuzzy=False, charset="utf-8", header_comment="# Arabic.")

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The four headers."""
        return HEADERS


def extracted() -> Catalog:
    """A catalogue of all texts in the code, in the order of the files, without line numbers."""
    found = Catalog(charset="utf-8", fuzzy=False)
    rows = extract_from_dir(SOURCES, [("**.py", "python")], keywords=KEYWORDS, comment_tags=())
    for name, _line, text, _comments, context in sorted(rows, key=lambda row: row[:2]):
        found.add(text, locations=[(f"desktop/{name}", None)], context=context)
    return found


def read(folder: Path = FOLDER) -> Catalog:
    """The Arabic catalogue as it is kept."""
    with (folder / "ar.po").open("rb") as file:
        kept = read_po(file, locale="ar")
    result = ArabicCatalog()
    for message in kept:
        if message.id:
            _add(result, message, message.string)
    return result


def merged(kept: Catalog, found: Catalog) -> Catalog:
    """The texts of the code with the translations that are kept; what is not used goes."""
    result = ArabicCatalog()
    for message in found:
        if message.id:
            old = kept.get(_key(message), message.context)
            _add(result, message, old.string if old else None)
    return result


def _add(catalogue: Catalog, message: Message, text: str | tuple[str, ...] | None) -> None:
    catalogue.add(message.id, text, locations=message.locations[:1], context=message.context)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue in the form that the application reads."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def written(catalogue: Catalog) -> bytes:
    """The catalogue in the form that people read."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, omit_header=False, include_lineno=False)
    return buffer.getvalue()


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """The texts that have no translation, or a plural that is not whole."""
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = len(PLURALS) if message.pluralizable else 1
        if message.id and (len(strings) < wanted or not all(strings)):
            yield message


def save(catalogue: Catalog, folder: Path = FOLDER) -> None:
    """Write both forms."""
    (folder / "ar.po").write_bytes(written(catalogue))
    (folder / "ar.mo").write_bytes(compiled(catalogue))


def fill(catalogue: Catalog, lines: list[str]) -> list[str]:
    """Set translations from lines; returns the texts that the code does not have.

    A line is `English TAB Arabic`, `context|English TAB Arabic` for a text with a context, or
    `English TAB zero TAB one TAB two TAB few TAB many TAB other` for a text that counts.
    """
    strange = []
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        key, *texts = line.rstrip("\n").split("\t")
        context, bar, text = key.partition("|")
        message = catalogue.get(text, context) if bar else catalogue.get(key)
        if message is None:
            strange.append(key)
        else:
            message.string = tuple(texts) if message.pluralizable else texts[0]
    return strange


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else str(message.id)


@contextmanager
def _alone() -> Iterator[None]:
    """One run at a time, where the system can lock a folder."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (FOLDER / "ar.po").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    """Do what the first argument says."""
    verb = arguments[0] if arguments else ""
    if verb not in ("update", "fill", "missing") or (verb == "fill" and len(arguments) != 2):
        print(__doc__, file=sys.stderr)
        return 2
    with _alone():
        catalogue = merged(read(), extracted())
        if verb == "fill":
            lines = Path(arguments[1]).read_text("utf-8").splitlines()
            for key in fill(catalogue, lines):
                print(f"not in the code: {key}", file=sys.stderr)
        if verb != "missing":
            save(catalogue)
    left = list(untranslated(catalogue))
    for message in left:
        print(f"{message.context}|{_key(message)}" if message.context else _key(message))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
