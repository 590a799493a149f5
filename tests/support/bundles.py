"""A post with its files in a data folder, and bundles made of it."""

import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from hub import keys
from hub.bundles.contents import Order
from hub.bundles.make import Bundle, make
from hub.keys import SigningKey
from models import jobs, redactions, workspaces
from models.database import open_writer
from models.folder import DataFolder
from models.ids import new_id
from models.proof_files import ProofFiles
from models.queries import bundles
from models.redactions import Copy
from models.rows import Database
from models.tables import Media
from models.views import DeviceView
from tests.support import publications, stores
from tests.support.publications import Publication
from tests.support.stores import NOW, OPERATOR

ZONE = "Asia/Amman"
MADE_AT = NOW + 3_600_000


def picture(colour: str = "teal", form: str = "PNG", size: tuple[int, int] = (320, 200)) -> bytes:
    """A drawn page."""
    drawn = Image.new("RGB", size, "white")
    ImageDraw.Draw(drawn).rectangle((20, 20, size[0] - 20, size[1] - 20), fill=colour)
    out = io.BytesIO()
    drawn.save(out, form)
    return out.getvalue()


@dataclass
class Office:
    """A data folder with its database, files and key."""

    folder: DataFolder
    db: Database
    files: ProofFiles
    device: DeviceView
    key: SigningKey

    def put(self, content: bytes, mime: str) -> str:
        """Store a file by its hash; its SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        asset = new_id()
        upload = self.files.begin(asset, size_bytes=len(content), sha256=digest, mime=mime)
        upload.write(0, content)
        upload.finish()
        return digest

    def proof(
        self, made: Publication, kind: str, content: bytes, mime: str = "image/png", **more: Any
    ) -> str:
        """A capture of the run, 118 ms on its way; its asset id."""
        digest = self.put(content, mime)
        at = more.pop("captured_at", NOW + 9_412)
        return stores.a_proof(
            self.db, self.device, more.pop("job", made.job), kind=kind, mime=mime,
            size_bytes=len(content), sha256=digest, captured_at=at, now=at + 118, **more,
        )  # fmt: skip

    def target(
        self, post: str, handle: str, platform: str, *kinds: str, **facts: Any
    ) -> Publication:
        """A target that was published, with these captures."""
        made = publications.a_publication(
            self.db, self.device, post_id=post, handle=handle, platform=platform, **facts
        )
        jobs.write_log(
            self.db, self.device.id, made.job, made.epoch, "info", "typed the text", None, now=NOW
        )
        for number, kind in enumerate(kinds):
            if kind == "page":
                self.proof(made, kind, f"<html>{handle}</html>".encode(), "text/html")
            else:
                colour = f"#{number * 40 + 20:02x}{len(handle) * 9:02x}80"
                self.proof(made, kind, picture(colour), captured_at=NOW + 9_000 * (number + 1))
        publications.finish(self.db, made)
        return made

    def redact(self, asset_id: str, content: bytes) -> str:
        """A redacted copy; its asset id."""
        copy = Copy(
            asset_id=new_id(), mime="image/png", size_bytes=len(content), width=320, height=200,
            sha256=self.put(content, "image/png"), boxes=[(1, 2, 30, 40)],
        )  # fmt: skip
        redactions.record(self.db, asset_id, copy, actor=OPERATOR, now=NOW)
        return copy.asset_id

    def media(self, name: str, content: bytes) -> str:
        """A picture of posts; its id."""
        media_id = new_id()
        Media.insert(
            id=media_id, sha256=self.put(content, "image/png"), mime="image/png", name=name,
            size_bytes=len(content), created_at=NOW,
        ).execute(self.db)  # fmt: skip
        return media_id

    def bundle(self, post: str, language: str = "en", *, redacted: bool = False) -> Bundle:
        """Made at MADE_AT."""
        order = Order(language=language, redacted=redacted, made_at=MADE_AT)
        return make(bundles.facts(self.db, post), self.files, self.key, order)

    def zip(self, out: Path, post: str, language: str = "en", *, redacted: bool = False) -> Path:
        """The bundle as a file."""
        out.write_bytes(b"".join(self.bundle(post, language, redacted=redacted).chunks()))
        return out


@contextmanager
def office(path: Path) -> Iterator[Office]:
    """An office in a new folder."""
    folder = DataFolder.open(path)
    db = open_writer(folder)
    stores.with_connectors(db)
    workspaces.rename(db, workspaces.default(db).id, "Amman Dental", actor=OPERATOR, now=NOW)
    device = stores.a_device(db)
    key = keys.load_signing(folder.signing_key_file, "hub")
    try:
        yield Office(folder, db, ProofFiles(folder), device, key)
    finally:
        db.close()
        folder.close()


ALL = ("before", "after", "permalink", "page")


def a_post(desk: Office, text: str = publications.TEXT, **facts: Any) -> str:
    """Published on two accounts, on the second without permalink and page; its id."""
    post = publications.a_post(desk.db, text=text, zone=ZONE, **facts)
    desk.target(post, "Amman Dental Group", "linkedin", *ALL)
    desk.target(post, "@ammandental", "instagram", "before", "after")
    return post


def crc(content: bytes) -> int:
    """As a zip file has it."""
    return zlib.crc32(content)
