"""`proofdesk verify`: 0 whole, 1 damaged and what, 2 unusable."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import bundles
from tests.support.agents import Asset
from tests.support.hubs import hub_on
from tests.support.processes import proofdesk
from tests.support.samples import png


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger and a proof."""
    folder = tmp_path_factory.mktemp("whole")
    asyncio.run(_work(folder))
    return folder


async def _work(folder: Path) -> None:
    async with hub_on(folder) as desk:
        agent, me = await desk.json_agent()
        async with agent:
            job = await desk.job()
            about = {"jobId": job.id, "agentId": me.agent_id}
            await agent.ask("job:ack", about, reply="job:ack_success")
            await agent.upload(Asset(png(b"proof")), job.id, 1)
            await agent.ask("job:done", about)


def _proof_file(folder: Path) -> Path:
    return next(path for path in (folder / "proofs").rglob("*") if path.is_file())


def _change_ledger(folder: Path) -> None:
    connection = sqlite3.connect(folder / "proofdesk.sqlite3")
    for (name,) in connection.execute(
        "select name from sqlite_master where type='trigger'"
    ).fetchall():
        connection.execute(f'drop trigger "{name}"')
    connection.execute("update audit set actor='somebody else' where rowid=2")
    connection.commit()
    connection.close()


DAMAGES: list[tuple[Callable[[Path], object], str]] = [
    (lambda folder: _proof_file(folder).unlink(), "missing"),
    (lambda folder: _proof_file(folder).write_bytes(b"other"), "changed"),
    (_change_ledger, "ledger entry"),
]


def test_a_whole_folder(whole: Path) -> None:
    result = proofdesk("verify", "--data-dir", str(whole))
    assert (result.returncode, result.stderr) == (0, "")
    assert "1 proofs" in result.stdout
    assert "signed with the key" in result.stdout
    told = json.loads(proofdesk("verify", "--json", "--data-dir", str(whole)).stdout)
    assert (told["whole"], told["problems"], told["proofs"]) == (True, [], 1)


@pytest.mark.parametrize(("damage", "words"), DAMAGES)
def test_a_damaged_folder(
    whole: Path, tmp_path: Path, damage: Callable[[Path], object], words: str
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(whole, folder)
    damage(folder)
    result = proofdesk("verify", "--data-dir", str(folder))
    assert (result.returncode, result.stderr) == (1, "")
    assert words in result.stdout


def test_an_unusable_folder(tmp_path: Path) -> None:
    nothing = proofdesk("verify", "--data-dir", str(tmp_path / "none"))
    assert (nothing.returncode, nothing.stderr.count("\n")) == (2, 1)
    (tmp_path / "proofdesk.sqlite3").write_bytes(b"this is no database" * 1_000)
    garbage = proofdesk("verify", "--data-dir", str(tmp_path))
    assert (garbage.returncode, garbage.stderr.count("\n")) == (2, 1)


def test_files_of_posts_are_checked_too(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with bundles.office(folder) as office:
        office.media("dr-lina.png", bundles.picture("red"))
        kept = office.files.path(office.put(bundles.picture("red"), "image/png"))
    assert "1 media" in proofdesk("verify", "--data-dir", str(folder)).stdout
    kept.write_bytes(b"another")
    result = proofdesk("verify", "--data-dir", str(folder))
    assert (result.returncode, "dr-lina.png" in result.stdout) == (1, True)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A bundle, made by the command; the fingerprint of its key."""
    folder = tmp_path_factory.mktemp("bundle")
    with bundles.office(folder / "data") as office:
        post, fingerprint = bundles.a_post(office), office.key.fingerprint
    out = folder / "bundle.zip"
    made = proofdesk(
        "export", "proofs", "--post", post, "--lang", "ar", "--out", str(out),
        "--data-dir", str(folder / "data"),
    )  # fmt: skip
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    return out, fingerprint


def test_a_whole_bundle(bundle: tuple[Path, str]) -> None:
    path, fingerprint = bundle
    result = proofdesk("verify", str(path))
    assert (result.returncode, result.stderr) == (0, "")
    assert "unaltered since capture" in result.stdout
    assert f"Signed with the key {fingerprint}." in result.stdout
    assert "in another way" in result.stdout
    told = json.loads(proofdesk("verify", str(path), "--json").stdout)
    assert (told["whole"], told["problems"], told["fingerprint"]) == (True, [], fingerprint)


def test_the_fingerprint_is_compared_as_people_write_it(bundle: tuple[Path, str]) -> None:
    path, fingerprint = bundle
    groups = " ".join(fingerprint[at : at + 4] for at in range(0, 64, 4)).upper()
    same = proofdesk("verify", str(path), "--fingerprint", groups)
    assert (same.returncode, "which you gave" in same.stdout) == (0, True)
    other = proofdesk("verify", str(path), "--fingerprint", "0" * 64)
    assert (other.returncode, "not the one that you gave" in other.stdout) == (1, True)
    assert proofdesk("verify", str(path), "--fingerprint", "12ab").returncode == 2


def test_a_damaged_bundle_names_the_file(bundle: tuple[Path, str], tmp_path: Path) -> None:
    raw = bytearray(bundle[0].read_bytes())
    raw[raw.index(b"%PDF-") + 900] ^= 1
    (tmp_path / "b.zip").write_bytes(raw)
    result = proofdesk("verify", str(tmp_path / "b.zip"))
    assert (result.returncode, result.stderr) == (1, "")
    assert "damaged: report.pdf: changed" in result.stdout


def test_what_is_no_bundle(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"no zip")
    for path in ("b.zip", "none.zip"):
        result = proofdesk("verify", str(tmp_path / path))
        assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert proofdesk("verify", "--fingerprint", "0" * 64).returncode == 2
