"""A publication against a real wall and a hub in memory: order, one press, honest last words."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from hub.agent.client import Refused
from hub.agent.journal import Journal
from hub.agent.site import PracticeSite
from hub.agent.waits import Waits
from hub.wire import messages as m
from models.posts.content import content_digest
from tests.support.practice import Visitor, practice_web
from tests.support.script_agent import MemoryLine, a_run, refusal

TEXT = "صباح الخير 👋🏽\n\nLine two"
ACCOUNT = {"platform": "practice", "handle": "@Jo_Cafe"}


class Stage:
    """One publication and everything that it met."""

    def __init__(self, visitor: Visitor, path: Path) -> None:
        self.visitor = visitor
        self.wall = visitor.web.state.wall
        self.line = MemoryLine()
        self.journal = Journal(path / "agent.journal")

    async def publish(self, waits: Waits | None = None, **given: Any) -> str:
        usual = {"account": ACCOUNT, "text": TEXT, "media": [], "commit": "agent"}
        more = {} if waits is None else {"waits": waits}
        run = a_run(
            self.line,
            PracticeSite(self.visitor.web.url),
            type="PUBLISH_VARIANT",
            connector="practice_wall",
            journal=self.journal,
            **(usual | given),
            **more,
        )
        return await run.work()

    @property
    def log(self) -> list[str]:
        """The steps of the log that was kept as proof."""
        (data,) = (data for declared, data in self.line.files if declared.kind == "log")
        return [one["step"] for one in json.loads(data)["steps"]]


def stage(tmp_path: Path, play: Callable[[Stage], Awaitable[None]], *moods: str) -> None:
    """Play it on a fresh wall in these moods."""

    async def run() -> None:
        async with practice_web() as visitor:
            visitor.web.state.choose(list(moods))
            await play(Stage(visitor, tmp_path))

    asyncio.run(run())


def test_everything_comes_in_its_order(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        on.line.media["m"] = b"png"
        sha = hashlib.sha256(b"png").hexdigest()
        word = await on.publish(
            media=[{"mediaId": "m", "sha256": sha, "mime": "image/png"}], link="https://a.example/"
        )
        (post,) = on.wall.posts
        assert post.text == f"{TEXT}\n\nhttps://a.example/"
        assert (post.handle, len(post.media)) == ("jo_cafe", 1)
        permalink = f"{on.visitor.web.url}/wall/@jo_cafe/{post.id}"
        assert word == f"published, {permalink}"
        assert on.line.events == [
            "job:progress", "job:progress", "job:permit", "job:submitted", "job:done",
        ]  # fmt: skip
        (asked,) = on.line.bodies("job:permit")
        assert asked.content_digest == content_digest(TEXT, "https://a.example/", [sha])
        assert asked.account == m.Account(platform="practice", handle="jo_cafe")
        kinds = [declared.kind for declared, _ in on.line.files]
        assert kinds == ["before", "after", "permalink", "page", "log"]
        output = on.line.last.output
        assert output["permalink"] == permalink
        assert output["platformPostId"] == post.id
        assert on.log == [
            "account", "attached", "composer", "permit", "pressed", "answered", "looked",
            "published",
        ]  # fmt: skip
        assert on.journal.open_entries() == []
        assert on.journal.about("practice:jo_cafe", TEXT, 0) == "pressed"

    stage(tmp_path, play)


@pytest.mark.parametrize(
    ("mood", "event", "code", "posts"),
    [
        ("wall_fails", "job:error", "REJECTED_BY_SITE", 0),
        ("wall_error_shown", "job:done", None, 1),
        ("wall_vanishes", "job:error", "OUTCOME_UNKNOWN", 1),
        ("wall_no_answer", "job:done", None, 1),
        ("wall_other_account", "job:error", "ACCOUNT_MISMATCH", 0),
        ("wall_rate_limited", "job:error", "RATE_LIMITED", 0),
    ],
)
def test_the_last_word_is_what_was_seen(
    tmp_path: Path, mood: str, event: str, code: str | None, posts: int
) -> None:
    async def play(on: Stage) -> None:
        await on.publish(Waits(answer=0.3, after_no=0, look_every=0.01, looks=2))
        assert on.line.events[-1] == event
        assert getattr(on.line.last, "error_code", None) == code
        assert (len(on.wall.posts), len(on.wall.presses) <= 1) == (posts, True)

    stage(tmp_path, play, mood)


def test_a_late_post_is_waited_for(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        start = on.wall.now()
        looked = 0

        def later() -> float:
            nonlocal looked
            looked += 1
            return start + looked

        on.wall.now = later
        await on.publish(Waits(look_every=0.0, looks=20))
        assert on.line.events[-1] == "job:done"

    stage(tmp_path, play, "wall_late")


@pytest.mark.parametrize("mood", ["wall_signed_out", "wall_checkpoint"])
def test_a_person_is_asked_and_the_run_goes_on(tmp_path: Path, mood: str) -> None:
    async def play(on: Stage) -> None:
        work = asyncio.create_task(on.publish())
        await on.line.asked_for("job:needs_user")
        on.visitor.web.state.solved.add(mood)
        await work
        assert len(on.wall.posts) == 1

    stage(tmp_path, play, mood)


def test_a_dry_run_asks_for_no_permit(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        assert "dry run" in await on.publish(dryRun=True, commit="operator")
        output = on.line.last.output
        assert output.pop("ms") >= 0
        assert output.pop("agent").startswith("script ")
        assert [one["step"] for one in output.pop("steps")] == ["account", "composer"]
        assert output == {
            "dryRun": True,
            "account": "jo_cafe",
            "text": True,
            "button": True,
            "notes": [],
        }
        assert "job:permit" not in on.line.events
        assert on.wall.presses == []

    stage(tmp_path, play)


def test_where_the_operator_presses_it_is_of_no_use(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.publish(commit="operator")
        assert (on.line.last.error_code, on.line.last.retryable) == ("NOT_SUPPORTED", False)

    stage(tmp_path, play)


def test_a_damaged_file_is_not_posted(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        on.line.media["m"] = b"png"
        await on.publish(media=[{"mediaId": "m", "sha256": "0" * 64}])
        assert (on.line.last.error_code, on.line.last.retryable) == ("media_damaged", True)
        assert on.wall.presses == []

    stage(tmp_path, play)


# ---------------------------------------------------------------- permits


def refused_because(reason: str) -> Callable[[m.Message], m.Message]:
    """A permit that is refused."""

    error = m.Error(
        code="PERMIT_REFUSED",
        message=reason,
        event=None,
        retryable=False,
        details={"reason": reason},
    )

    def answer(_: m.Message) -> m.Message:
        raise Refused(error)

    return answer


@pytest.mark.parametrize(
    ("reason", "asked", "code", "retryable"),
    [
        ("paused", 3, "PERMIT_REFUSED", True),
        ("pacing", 3, "PERMIT_REFUSED", True),
        ("account", 1, "ACCOUNT_MISMATCH", False),
        ("digest", 1, "text_not_accepted", False),
        ("sibling", 1, "PERMIT_REFUSED", False),
    ],
)
def test_without_a_permit_nothing_is_pressed(
    tmp_path: Path, reason: str, asked: int, code: str, retryable: bool
) -> None:
    async def play(on: Stage) -> None:
        on.line.answers["job:permit"] = refused_because(reason)
        await on.publish()
        assert len(on.line.bodies("job:permit")) == asked
        assert (on.line.last.error_code, on.line.last.retryable) == (code, retryable)
        assert on.wall.presses == []
        assert on.journal.about("practice:jo_cafe", TEXT, 0) == "none"

    stage(tmp_path, play)


def test_a_cancelled_publication_says_so(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        on.line.answers["job:permit"] = refused_because("cancelled")
        assert await on.publish() == "cancelled"
        assert on.line.events[-1] == "job:cancelled"

    stage(tmp_path, play)


def test_a_permit_that_lapsed_is_returned_and_asked_for_again(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        ttls = iter((0, 15))
        on.line.answers["job:permit"] = lambda _: m.JobPermitAck(
            permit=f"p{len(on.line.asked)}", ttl_seconds=next(ttls)
        )
        await on.publish()
        assert on.line.events[2:6] == [
            "job:permit", "job:permit_return", "job:permit", "job:submitted",
        ]  # fmt: skip
        assert len(on.wall.presses) == 1

    stage(tmp_path, play)


def test_a_permit_of_another_connection_is_not_used(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        def cut(_: m.Message) -> m.Message:
            on.line.wire = object()  # the answer was on its way when the line was cut
            return m.JobPermitAck(permit="p", ttl_seconds=15)

        on.line.answers["job:permit"] = cut
        on.line.answers["job:permit_return"] = refusal("INVALID")
        await on.publish()
        assert on.wall.presses == []
        assert on.line.last.error_code == "OUTCOME_UNKNOWN"

    stage(tmp_path, play)


def test_a_journal_that_cannot_be_written_presses_nothing(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        on.journal.path.mkdir()
        await on.publish()
        assert on.wall.presses == []
        assert len(on.line.bodies("job:permit_return")) == 3
        assert on.line.last.retryable is True

    stage(tmp_path, play)


def test_a_proof_that_is_refused_after_the_press_costs_that_proof(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        upload = on.line.upload

        async def picky(declared: m.JobProof, data: bytes) -> None:
            if declared.kind == "after":
                refusal("INVALID")(declared)
            await upload(declared, data)

        on.line.upload = picky  # type: ignore[method-assign]
        await on.publish()
        assert on.line.events[-1] == "job:done"
        assert "proof_refused" in on.log

    stage(tmp_path, play)
