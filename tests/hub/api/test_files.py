"""Bytes through the API: proofs exactly as stored, CSV streamed and safe."""

import csv
import io
from pathlib import Path

import pytest

from hub.bundles import verify
from hub.exports.safe_text import unescape
from models.queries.exports import EVIDENCE_COLUMNS, NUMBER_COLUMNS
from models.queries.proofs import ProofFilter, page
from tests.support import bundles
from tests.support.agents import Asset
from tests.support.hubs import Desk, hub_on, run
from tests.support.samples import finding, png

TRAPS = ['=HYPERLINK("http://x")', "+1", "-1", "@sum", "\ttab", "'quoted", "  =behind", "＝wide"]
PLAIN = ["a, b", 'say "hi"', "two\nlines", "عيادة الأسنان"]


async def _stored(desk: Desk, titles: list[str], *assets: Asset) -> str:
    agent, me = await desk.json_agent()
    async with agent:
        job = await desk.job()
        about = {"jobId": job.id, "agentId": me.agent_id}
        await agent.ask("job:ack", about, reply="job:ack_success")
        if titles:
            batch = {"batchId": "b", "evidence": [finding(title) for title in titles]}
            assert (await agent.ask("job:evidence", about | batch))["accepted"] == len(titles)
        for asset in assets:
            await agent.upload(asset, job.id, 1)
    return job.id


def _cells(raw: bytes) -> list[dict[str, str]]:
    text = raw.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("mime", "data"),
    [
        ("image/png", png()),
        ("text/html", b"<script>alert(1)</script>"),
        ("multipart/related", b"From: <Saved>\r\n\r\n"),
        ("text/plain", b"just text"),
        ("application/json", b"{}"),
    ],
)
def test_a_proof_comes_back_as_it_was_and_never_as_a_page(
    tmp_path: Path, mime: str, data: bytes
) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            asset = Asset(data, mime=mime)
            await _stored(desk, [], asset)
            answer = await desk.api.ask("GET", f"/proofs/{asset.id}/content")
            assert answer.status == 200
            assert answer.raw == data
            assert answer.headers["content-type"] == mime
            assert answer.headers["content-length"] == str(len(data))
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-disposition"].startswith("attachment;")

    run(scenario())


def test_a_proof_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            assert (await desk.api.ask("GET", "/proofs/nobody/content")).status == 404
            asset = Asset(png())
            await _stored(desk, [], asset)
            for file in (tmp_path / "proofs").rglob("*"):
                if file.is_file():
                    file.unlink()
            assert (await desk.api.ask("GET", f"/proofs/{asset.id}/content")).status == 404

    run(scenario())


def test_a_declared_proof_has_no_content_yet(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, me = await desk.json_agent()
            async with agent:
                job = await desk.job()
                about = {"jobId": job.id, "agentId": me.agent_id}
                await agent.ask("job:ack", about, reply="job:ack_success")
                asset = Asset(png())
                await agent.ask("job:proof", asset.declaration(job.id, 1))
                assert (await desk.api.ask("GET", f"/proofs/{asset.id}/content")).status == 404

    run(scenario())


def test_the_csv_is_safe_for_spreadsheets_and_reversible(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            job_id = await _stored(desk, TRAPS + PLAIN)
            answer = await desk.api.ask("GET", f"/export/evidence.csv?jobId={job_id}")
            assert answer.headers["content-type"].startswith("text/csv")
            assert answer.raw.startswith(b"\xef\xbb\xbf" + ",".join(EVIDENCE_COLUMNS).encode())
            rows = _cells(answer.raw)
            assert {row["title"] for row in rows} == {"'" + t for t in TRAPS} | set(PLAIN)
            raw = await desk.api.ask("GET", f"/export/evidence.csv?jobId={job_id}&raw=true")
            raw_rows = _cells(raw.raw)
            assert {row["title"] for row in raw_rows} == set(TRAPS + PLAIN)
            back = [
                {
                    name: cell if name in NUMBER_COLUMNS else unescape(cell)
                    for name, cell in row.items()
                }
                for row in rows
            ]
            assert back == raw_rows
            assert rows[0]["phone"] == "'+962 6 111"

    run(scenario())


def test_the_csv_can_be_narrowed(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await _stored(desk, ["one", "two"])
            other = await _stored(desk, ["three"])
            everything = _cells((await desk.api.ask("GET", "/export/evidence.csv")).raw)
            assert {row["title"] for row in everything} == {"one", "two", "three"}
            mine = _cells((await desk.api.ask("GET", f"/export/evidence.csv?jobId={other}")).raw)
            assert {row["title"] for row in mine} == {"three"}
            answer = await desk.api.ask("GET", "/export/evidence.csv?confidence=certain")
            assert answer.status == 422

    run(scenario())


def test_a_bundle_is_streamed_and_a_picture_redacted(tmp_path: Path) -> None:
    async def scenario() -> None:
        with bundles.office(tmp_path / "data") as office:
            post = bundles.a_post(office)
        async with hub_on(tmp_path / "data") as desk:
            answer = await desk.api.ask("GET", f"/posts/{post}/bundle.zip?lang=ar")
            assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
            assert answer.headers["content-length"] == str(len(answer.raw))
            assert answer.headers["content-disposition"].startswith('attachment; filename="proof-')
            (tmp_path / "b.zip").write_bytes(answer.raw)
            assert verify.check(tmp_path / "b.zip").whole
            for path, status in (
                (f"/posts/{post}/bundle.zip?lang=fr", 422),
                (f"/posts/{post}/bundle.zip?redacted=true", 409),
                ("/posts/nobody/bundle.zip", 404),
            ):
                assert (await desk.api.ask("GET", path)).status == status
            found = await desk.hub.store.read(page, ProofFilter(kinds=("after",)))
            original = found.items[0].id
            boxes = {"boxes": [[10, 10, 30, 30]]}
            copy = await desk.api.post(f"/proofs/{original}/redactions", boxes, 201)
            assert (copy["parentId"], copy["kind"]) == (original, "after")
            await desk.api.post(f"/proofs/{original}/redactions", {"boxes": []}, 422)
            await desk.api.post(f"/proofs/{original}/redactions", {"boxes": [[1, 2, 3]]}, 422)
            answer = await desk.api.ask("GET", f"/posts/{post}/bundle.zip?redacted=true")
            (tmp_path / "r.zip").write_bytes(answer.raw)
            assert verify.check(tmp_path / "r.zip", desk.hub.bundles.fingerprint).whole

    run(scenario())
