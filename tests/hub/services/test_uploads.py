"""Bytes on their way to the disk: gathered, in order, durable at the end."""

import asyncio
import hashlib
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hub.services.uploads import GATHERED, Incoming
from models.errors import RuleRefused
from models.folder import DataFolder
from models.proof_files import ProofFiles
from tests.support.samples import png

DATA = png(b"x" * 2_000_000)
SHA = hashlib.sha256(DATA).hexdigest()
ASSET = "00000000-0000-4000-8000-000000000001"


def scene(
    tmp_path: Path, play: Callable[[ProofFiles, ThreadPoolExecutor], Coroutine[Any, Any, None]]
) -> None:
    folder = DataFolder.open(tmp_path)
    with ThreadPoolExecutor(2) as pool:
        asyncio.run(play(ProofFiles(folder), pool))
    folder.close()


def _begin(files: ProofFiles, pool: ThreadPoolExecutor, sha256: str = SHA) -> Incoming:
    upload = files.begin(ASSET, size_bytes=len(DATA), sha256=sha256, mime="image/png")
    return Incoming(upload, "device", pool)


@pytest.mark.parametrize("size", [7_000, 48_000, GATHERED, len(DATA)])
def test_chunks_of_any_size_become_the_file(tmp_path: Path, size: int) -> None:
    async def play(files: ProofFiles, pool: ThreadPoolExecutor) -> None:
        incoming = _begin(files, pool)
        offsets = range(0, len(DATA), size)
        ended = [await incoming.take(start, DATA[start : start + size]) for start in offsets]
        assert ended == [False] * (len(ended) - 1) + [True]
        await incoming.finish()
        assert files.path(SHA).read_bytes() == DATA

    scene(tmp_path, play)


def test_chunks_that_come_twice_do_no_harm(tmp_path: Path) -> None:
    async def play(files: ProofFiles, pool: ThreadPoolExecutor) -> None:
        incoming = _begin(files, pool)
        half = len(DATA) // 2
        await incoming.take(0, DATA[:half])
        await incoming.take(0, DATA[:half])
        await incoming.take(half - 100, DATA[half - 100 : half + 100])
        assert await incoming.take(half + 100, DATA[half + 100 :])
        await incoming.finish()
        assert files.check(SHA) == "intact"

    scene(tmp_path, play)


def test_a_gap_is_refused(tmp_path: Path) -> None:
    async def play(files: ProofFiles, pool: ThreadPoolExecutor) -> None:
        incoming = _begin(files, pool)
        await incoming.take(0, DATA[:100])
        with pytest.raises(RuleRefused) as refused:
            await incoming.take(200, DATA[200:300])
        assert refused.value.code == "INVALID"
        await incoming.pause()

    scene(tmp_path, play)


def test_what_came_before_a_pause_is_there_afterwards(tmp_path: Path) -> None:
    async def play(files: ProofFiles, pool: ThreadPoolExecutor) -> None:
        incoming = _begin(files, pool)
        await incoming.take(0, DATA[:1_000_000])
        await incoming.pause()
        again = files.begin(ASSET, size_bytes=len(DATA), sha256=SHA, mime="image/png")
        assert again.offset == 1_000_000
        resumed = Incoming(again, "device", pool)
        assert await resumed.take(again.offset, DATA[again.offset :])
        await resumed.finish()
        assert files.check(SHA) == "intact"

    scene(tmp_path, play)


def test_another_content_than_declared_is_never_stored(tmp_path: Path) -> None:
    async def play(files: ProofFiles, pool: ThreadPoolExecutor) -> None:
        incoming = _begin(files, pool, sha256="0" * 64)
        assert await incoming.take(0, DATA)
        with pytest.raises(RuleRefused) as refused:
            await incoming.finish()
        assert refused.value.code == "HASH_MISMATCH"
        await incoming.pause()
        assert files.check("0" * 64) == "missing"

    scene(tmp_path, play)
