"""Bundles and redacted copies through the hub."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PIL import Image

from hub.bundles import verify
from hub.events import JobChanged, ProofStored
from hub.keys import KeyUnreadable
from models.errors import InvalidInput, NotFound, StorageFailing
from models.ids import new_id
from models.queries.audit import AuditFilter
from models.queries.proofs import ProofFilter, page
from models.views import ProofView
from tests.support import bundles
from tests.support.hubs import OPERATOR, Desk, hub_on, run
from tests.support.stores import refused


@asynccontextmanager
async def desk_with_post(path: Path) -> AsyncIterator[tuple[Desk, str]]:
    """A hub over a folder with a published post."""
    with bundles.office(path) as office:
        post = bundles.a_post(office)
    async with hub_on(path) as desk:
        yield desk, post


async def a_picture(desk: Desk) -> ProofView:
    """The capture after the press on the first account."""
    found = await desk.hub.store.read(page, ProofFilter(kinds=("after",)))
    proof: ProofView = found.items[-1]
    return proof


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_bundle_is_written_whole_and_noted(tmp_path: Path, language: str) -> None:
    async def scenario() -> None:
        out, told = tmp_path / "bundle.zip", list[tuple[int, int]]()
        async with desk_with_post(tmp_path / "data") as (desk, post):
            made = await desk.hub.bundles.make(
                post, language, out, actor=OPERATOR, tell=lambda done, of: told.append((done, of))
            )
            checked = verify.check(out, desk.hub.bundles.fingerprint)
            assert checked.problems == []
            assert checked.hub_id == desk.hub.hub_id
            assert told[-1] == (6, 6)
            (entry,) = (
                await desk.hub.audit.page(
                    AuditFilter(action_prefix="bundle."), limit=9, cursor=None
                )
            ).items
            assert (entry.actor, entry.subject_id) == (OPERATOR, post)
            assert entry.detail["bundle"] == made.bundle_id

    run(scenario())


def test_what_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with desk_with_post(tmp_path / "data") as (desk, post):
            make, out = desk.hub.bundles.make, tmp_path / "bundle.zip"
            with pytest.raises(NotFound):
                await make(new_id(), "en", out, actor=OPERATOR)
            with pytest.raises(InvalidInput, match="language"):
                await make(post, "fr", out, actor=OPERATOR)
            with refused("INVALID"):
                await make(post, "en", out, redacted=True, actor=OPERATOR)
            with pytest.raises(StorageFailing):
                await make(post, "en", tmp_path / "no" / "b.zip", actor=OPERATOR)

    run(scenario())
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_redacted_copy_goes_into_the_bundle_in_place_of_its_original(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with desk_with_post(tmp_path / "data") as (desk, post):
            original = await a_picture(desk)
            path = await desk.hub.proofs.path(original.sha256)
            before = path.read_bytes()
            copy = await desk.hub.bundles.redact(original.id, [(100, 60, 50, 40)], OPERATOR)
            assert path.read_bytes() == before
            assert (copy.parent_id, copy.mime) == (original.id, "image/png")
            content = (await desk.hub.proofs.path(copy.sha256)).read_bytes()
            with Image.open(io.BytesIO(content)) as shown:
                assert shown.getpixel((120, 80)) == (0, 0, 0)
                assert shown.getpixel((40, 40)) != (0, 0, 0)
            assert (await desk.heard_one(ProofStored)).proof == copy
            assert (await desk.heard_one(JobChanged)).job.id == original.job_id
            out = tmp_path / "bundle.zip"
            made = await desk.hub.bundles.make(post, "en", out, redacted=True, actor=OPERATOR)
            assert verify.check(out).whole
            held = {file.sha256: file for file in made.files}
            assert original.sha256 not in held
            parent = held[copy.sha256].parent
            assert parent is not None
            assert parent.sha256 == original.sha256

    run(scenario())


def test_what_cannot_be_redacted_stores_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with desk_with_post(tmp_path / "data") as (desk, _):
            original = await a_picture(desk)
            files = sorted((tmp_path / "data" / "proofs").rglob("*"))
            redact = desk.hub.bundles.redact
            with pytest.raises(InvalidInput, match="boxes"):
                await redact(original.id, [], OPERATOR)
            with refused("INVALID"):
                await redact(original.id, [(9_000, 0, 5, 5)], OPERATOR)
            with pytest.raises(NotFound):
                await redact(new_id(), [(0, 0, 5, 5)], OPERATOR)
            assert sorted((tmp_path / "data" / "proofs").rglob("*")) == files
            (await desk.hub.proofs.path(original.sha256)).write_bytes(b"another")
            with refused("INVALID"):
                await redact(original.id, [(0, 0, 5, 5)], OPERATOR)

    run(scenario())


def test_the_ledger_says_once_which_key_signs(tmp_path: Path) -> None:
    async def scenario() -> None:
        for _ in range(2):
            async with hub_on(tmp_path / "data") as desk:
                chosen = AuditFilter(action_prefix="hub.signing_key")
                (entry,) = (await desk.hub.audit.page(chosen, limit=9, cursor=None)).items
                assert entry.detail == {"fingerprint": desk.hub.bundles.fingerprint}

    run(scenario())


def test_a_damaged_key_costs_the_bundles_not_the_hub(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        with bundles.office(tmp_path / "data") as office:
            post = bundles.a_post(office)
        (tmp_path / "data" / "signing-key").write_text("c2hvcnQ=")
        async with hub_on(tmp_path / "data") as desk:
            assert desk.hub.status().state == "ready"
            with pytest.raises(KeyUnreadable):
                await desk.hub.bundles.prepare(post, "en", actor=OPERATOR)
        caplog.clear()

    run(scenario())
