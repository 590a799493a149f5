"""The publishing contract from outside: a raw script agent and the operator API, nothing else.

What other programs are written against (wire section 5 and 9, the API's publishing lines) is said
here once more, in the order in which it is read.
"""

import asyncio
import hashlib
import shutil
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hub.wire.channel import Chunk
from models.clock import parse_rfc3339, rfc3339
from tests.support.agents import Asset, Credential, JsonAgent, Link
from tests.support.hubs import Api, Clock, Desk, hub_on, run
from tests.support.samples import png

WALL = "practice_wall"
HANDLE = "ammandental"
ACCOUNT = {"platform": "practice", "handle": HANDLE}
TEXT = "Meet Dr. Lina, our new orthodontist."
PERMALINK = "http://127.0.0.1:47152/wall/@ammandental/7"
AT = "2026-11-18T10:00:00.000Z"
PARTS = ("before", "after", "permalink", "page", "log")
NOBODY = "00000000-0000-4000-8000-000000000009"


@dataclass
class Outside:
    """What somebody outside has: the API, a socket, and a watch that can be put forward."""

    api: Api
    url: str
    clock: Clock
    desk: Desk
    devices: dict[str, Credential] = field(default_factory=dict)

    async def agent(self, name: str = "one", *handles: str) -> JsonAgent:
        """A new profile, logged in to the accounts."""
        asked = {"channel": "json", "allowFirst": True}
        link = Link.parse((await self.api.post("/devices/pairing", asked, 201))["link"])
        agent = await JsonAgent.connect(self.url)
        agent.capabilities = (WALL,)
        self.devices[name] = await agent.pair(link, name)
        accounts = [{"platform": "practice", "handle": one} for one in handles or (HANDLE,)]
        id = self.devices[name].agent_id
        await self.api.put(f"/devices/{id}/bindings", {"bindings": accounts})
        return agent

    async def back(self, name: str = "one", *running: dict[str, Any]) -> JsonAgent:
        """The same profile, connected anew."""
        agent = await JsonAgent.connect(self.url)
        agent.capabilities = (WALL,)
        agent.hello["told"] = await agent.resume(self.devices[name], running)
        return agent

    async def post(self, text: str = TEXT, **more: Any) -> dict[str, Any]:
        """A post for the one account."""
        said = {"text": text, "targets": [ACCOUNT], "allowDuplicate": True} | more
        post: dict[str, Any] = await self.api.post("/posts", said, 201)
        return post

    async def sent(self, text: str = TEXT, **more: Any) -> dict[str, Any]:
        """The job of the one target of a post that is sent now."""
        post = await self.post(text, **more)
        await self.api.post(f"/posts/{post['id']}/publish", {"allowDuplicate": True})
        return await self.job_of(post["id"])

    async def job_of(self, post_id: str) -> dict[str, Any]:
        target = (await self.api.get(f"/posts/{post_id}"))["targets"][0]
        job: dict[str, Any] = await self.api.get(f"/jobs/{target['jobId']}")
        return job

    async def target(self, job: dict[str, Any]) -> dict[str, Any]:
        """The target of a job, with its runs."""
        found: dict[str, Any] = (await self.api.get(f"/posts/{job['input']['postId']}"))["targets"][
            0
        ]
        return found

    async def run_of(self, job: dict[str, Any]) -> dict[str, Any]:
        """The newest attempt."""
        newest: dict[str, Any] = (await self.target(job))["runs"][0]
        return newest

    async def now(self, job: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = await self.api.get(f"/jobs/{job['id']}")
        return found

    async def jobs(self, type: str) -> list[dict[str, Any]]:
        """Oldest first."""
        found = await self.api.get(f"/jobs?type={type}&limit=500")
        return list(reversed(found["items"]))

    async def pass_seconds(self, seconds: float) -> None:
        """Time goes by, and the hub looks at its clocks."""
        self.clock.pass_seconds(seconds)
        await self.desk.hub.scheduler.look()
        self.desk.hub.scheduler._fall_due()

    async def lease_ends(self) -> None:
        """Ninety seconds without a heartbeat, in steps that are no sleep of the machine."""
        for _ in range(9):
            await self.pass_seconds(10)

    async def refused(self, method: str, path: str, body: object, status: int) -> dict[str, Any]:
        """The error of a request."""
        answer = await self.api.ask(method, path, body)
        assert answer.status == status, answer.raw
        error: dict[str, Any] = answer.json["error"]
        assert error["code"]
        assert error["message"]
        return error


@asynccontextmanager
async def outside(path: Path, clock: Clock | None = None) -> AsyncIterator[Outside]:
    """A hub on ports, and who stands before it."""
    clock = clock or Clock()
    async with hub_on(path, clock) as desk:
        yield Outside(desk.api, desk.url, clock, desk)


def digest(text: str, link: str = "", media: tuple[str, ...] = ()) -> str:
    """The content digest as another program would write it from the contract's sentence."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip(" \t\u00a0") for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    content = b"\0".join(["\n".join(lines).encode(), link.encode(), ",".join(media).encode()])
    return hashlib.sha256(content).hexdigest()


async def take(out: Outside, agent: JsonAgent, job: dict[str, Any], name: str = "one") -> Any:
    """Claim it; the data that names the run."""
    asked = {"jobId": job["id"], "agentId": out.devices[name].agent_id}
    taken = await agent.ask("job:ack", asked, reply="job:ack_success")
    return {"jobId": job["id"], "epoch": taken["epoch"]}


async def error(agent: JsonAgent, event: str, data: dict[str, Any]) -> dict[str, Any]:
    """What a message is refused with."""
    number = next(agent.numbers)
    await agent.send(event, data, number)
    found: dict[str, Any] = await agent.expect("error", id=number)
    assert found["event"] == event
    return found


def wish(about: dict[str, Any], text: str = TEXT, **seen: Any) -> dict[str, Any]:
    """The data of `job:permit`."""
    return about | {"contentDigest": digest(text), "account": ACCOUNT} | seen


async def reason(agent: JsonAgent, data: dict[str, Any]) -> str:
    """Why there is no permit."""
    refused = await error(agent, "job:permit", data)
    assert refused["code"] == "PERMIT_REFUSED"
    return str(refused["details"]["reason"])


async def permit(agent: JsonAgent, about: dict[str, Any], text: str = TEXT) -> str:
    told = await agent.ask("job:permit", wish(about, text))
    assert told["ttlSeconds"] == 15
    return str(told["permit"])


async def press(agent: JsonAgent, about: dict[str, Any], permit: str) -> None:
    assert await agent.ask("job:submitted", about | {"permit": permit, "at": AT}) == {}


async def proof(agent: JsonAgent, about: dict[str, Any], kind: str) -> None:
    mime, data = "image/png", png(f"{kind} {about}".encode())
    if kind == "page":
        mime, data = "text/html", b"<!doctype html><title>The post</title>"
    if kind == "log":
        mime, data = "application/json", b'{"steps": []}'
    await agent.upload(Asset(data, mime, kind), about["jobId"], about["epoch"])


async def done(out: Outside, agent: JsonAgent, about: dict[str, Any], **output: Any) -> str:
    """The status after the good end."""
    said = {"permalink": PERMALINK, "platformPostId": "7", "publishedAt": AT} | output
    data = about | {"agentId": out.devices["one"].agent_id, "output": said}
    told = await agent.ask("job:done", data)
    assert told["jobId"] == about["jobId"]
    return str(told["status"])


async def offered(agent: JsonAgent, type: str) -> dict[str, Any]:
    """The next offer of a type, however it comes."""
    while True:
        message = agent.inbox.popleft() if agent.inbox else await agent.receive()
        if message["event"] in ("job:available", "job:new") and message["data"]["type"] == type:
            data: dict[str, Any] = message["data"]
            return data


async def in_doubt(out: Outside, job: dict[str, Any]) -> dict[str, Any]:
    """The attempt, once nobody knows what became of it."""
    async with asyncio.timeout(10):
        while (now := await out.run_of(job))["state"] != "unknown":  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return now


# ---------------------------------------------------------------- posts and media


def test_a_post_and_its_file_have_the_documented_shape(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            picture = png(b"a clinic")
            headers = {"Content-Type": "image/png", "X-Filename": "clinic.png"}
            answer = await out.api.ask("POST", "/media", picture, headers)
            assert answer.status == 201
            media = answer.json
            assert media["sha256"] == hashlib.sha256(picture).hexdigest()
            said = {
                "title": "Hello",
                "text": TEXT,
                "link": "https://ammandental.example/lina",
                "media": [media["mediaId"]],
                "targets": [ACCOUNT, ACCOUNT | {"handle": "@AmmanClinic", "text": "Own words"}],
            }
            post = await out.api.post("/posts", said, 201)
            assert (post["title"], post["text"], post["status"]) == ("Hello", TEXT, "draft")
            assert [one["account"]["handle"] for one in post["targets"]] == [HANDLE, "@AmmanClinic"]
            for target, text in zip(post["targets"], (TEXT, "Own words"), strict=True):
                assert target["account"]["platform"] == "practice"
                assert target["text"] == text
                assert (target["status"], target["permalink"], target["runs"]) == (
                    "draft",
                    None,
                    [],
                )
                assert (target["proofCompleteness"], target["proofParts"]) == (0, [])
            assert await out.api.get(f"/posts/{post['id']}") == post
            listed = await out.api.get("/posts")
            assert (listed["items"], listed["nextCursor"]) == ([post], None)

    run(scenario())


def test_a_target_is_published_with_its_whole_proof(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            post = await out.post(TEXT + " \r\nCome in. \n\n")
            parent = await out.api.post(f"/posts/{post['id']}/publish")
            assert (parent["type"], parent["status"]) == ("PUBLISH_POST", "PENDING")
            assert parent["input"] == {"postId": post["id"]}
            job = await out.job_of(post["id"])
            assert (job["type"], job["parentId"]) == ("PUBLISH_VARIANT", parent["id"])
            assert job["input"] == {
                "postId": post["id"],
                "variantId": post["targets"][0]["variantId"],
                "account": ACCOUNT,
                "text": post["text"],
                "media": [],
                "contentDigest": digest(TEXT + "\nCome in."),
                "commit": "agent",
            }
            assert (await offered(agent, "PUBLISH_VARIANT"))["context"] == job["input"]
            about = await take(out, agent, job)
            fresh = await out.run_of(job)
            assert (fresh["state"], fresh["jobId"]) == ("claimed", job["id"])
            await proof(agent, about, "before")
            assert (await out.run_of(job))["state"] == "preparing"
            held = await permit(agent, about, TEXT + "\nCome in.")
            permitted = await out.run_of(job)
            assert (permitted["state"], permitted["accountSeen"]) == ("permitted", HANDLE)
            await press(agent, about, held)
            pressed = await out.run_of(job)
            assert (pressed["state"], pressed["pressedAt"]) == ("submitted", AT)
            for kind in PARTS[1:]:
                await proof(agent, about, kind)
            assert await done(out, agent, about) == "COMPLETED"
            end = await out.now(job)
            assert (end["status"], end["phase"]) == ("COMPLETED", "published")
            said = {"permalink": PERMALINK, "platformPostId": "7", "publishedAt": AT}
            assert end["output"] == said
            target = await out.target(job)
            assert (target["status"], target["permalink"]) == ("published", PERMALINK)
            assert (target["publishedAt"], target["proofCompleteness"]) == (AT, 6)
            assert target["proofParts"] == ["account", *PARTS]
            assert (await out.api.get(f"/posts/{post['id']}"))["status"] == "published"
            assert (await out.now(parent))["status"] == "COMPLETED"

    run(scenario())


def test_what_lacks_of_the_proof_is_a_figure_and_a_filter(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            await proof(agent, about, "before")
            await press(agent, about, await permit(agent, about))
            await done(out, agent, about)
            target = await out.target(job)
            assert (target["proofCompleteness"], target["proofParts"]) == (2, ["account", "before"])
            lacking = (await out.api.get("/posts?incompleteProof=true"))["items"]
            assert [one["id"] for one in lacking] == [job["input"]["postId"]]

    run(scenario())


def test_a_file_of_the_post_comes_from_any_offset(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            picture = png(bytes(range(256)) * 2_000)
            headers = {"Content-Type": "image/png", "X-Filename": "clinic.png"}
            media = (await out.api.ask("POST", "/media", picture, headers)).json
            uses = [{"id": media["mediaId"], "alt": "The clinic"}]
            job = await out.sent(media=uses)
            sha = hashlib.sha256(picture).hexdigest()
            assert job["input"]["media"] == [
                {
                    "mediaId": media["mediaId"],
                    "mime": "image/png",
                    "name": "clinic.png",
                    "sizeBytes": len(picture),
                    "sha256": sha,
                    "altText": "The clinic",
                }
            ]
            assert job["input"]["contentDigest"] == digest(TEXT, media=(sha,))
            about = await take(out, agent, job)
            for offset in (0, 1_000, len(picture)):
                asked = about | {"mediaId": media["mediaId"], "offset": offset}
                told = await agent.ask("job:media", asked)
                assert (told["sizeBytes"], told["sha256"]) == (len(picture), sha)
                assert (told["mediaId"], told["mime"]) == (media["mediaId"], "image/png")
                got = await _bytes(agent, offset, len(picture))
                assert got == picture[offset:]
            for wrong in ({"offset": len(picture) + 1}, {"mediaId": NOBODY}):
                asked = about | {"mediaId": media["mediaId"], "offset": 0} | wrong
                assert (await error(agent, "job:media", asked))["code"] == "INVALID"

    run(scenario())


async def _bytes(agent: JsonAgent, offset: int, size: int) -> bytes:
    """Binary frames of one file until its end."""
    assert agent.channel is not None
    got = b""
    while offset + len(got) < size:
        chunk = agent.channel.receive(await agent.receive_frame())
        assert isinstance(chunk, Chunk)
        assert chunk.offset == offset + len(got)
        got += chunk.data
    return got


# ---------------------------------------------------------------- who gets it


def test_the_one_bound_device_is_asked_by_name(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with (
            outside(tmp_path) as out,
            await out.agent() as mine,
            await out.agent("two", "somebody-else") as other,
        ):
            job = await out.sent()
            offer = await mine.expect("job:new")
            assert offer == {
                "jobId": job["id"],
                "type": "PUBLISH_VARIANT",
                "context": job["input"],
                "priority": job["priority"],
            }
            asked = {"jobId": job["id"], "agentId": out.devices["two"].agent_id}
            assert (await error(other, "job:ack", asked))["code"] == "NOT_ELIGIBLE"
            assert not [one for one in other.inbox if one["event"] in ("job:new", "job:available")]

    run(scenario())


def test_of_two_bound_devices_one_at_a_time_works_with_the_account(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with (
            outside(tmp_path) as out,
            await out.agent() as one,
            await out.agent("two") as two,
        ):
            first, second = await out.sent(), await out.sent("Another text")
            for agent in (one, two):
                assert await offered(agent, "PUBLISH_VARIANT")
            about = await take(out, one, first)
            asked = {"jobId": first["id"], "agentId": out.devices["two"].agent_id}
            assert (await error(two, "job:ack", asked))["code"] == "JOB_TAKEN"
            asked = {"jobId": second["id"], "agentId": out.devices["two"].agent_id}
            assert (await error(two, "job:ack", asked))["code"] == "BUSY"
            asked = {"jobId": second["id"], "agentId": out.devices["one"].agent_id}
            assert (await error(one, "job:ack", asked))["code"] == "BUSY"
            await press(one, about, await permit(one, about))
            await done(out, one, about)
            await take(out, two, second, "two")

    run(scenario())


def test_a_post_ordered_for_a_device_goes_to_that_device(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with (
            outside(tmp_path) as out,
            await out.agent() as one,
            await out.agent("two") as two,
        ):
            post = await out.post()
            chosen = out.devices["two"].agent_id
            order = {
                "type": "PUBLISH_POST",
                "input": {"postId": post["id"]},
                "deviceId": chosen,
            }
            await out.api.post("/jobs", order, 201)
            job = await out.job_of(post["id"])
            assert (await two.expect("job:new"))["jobId"] == job["id"]
            asked = {"jobId": job["id"], "agentId": out.devices["one"].agent_id}
            assert (await error(one, "job:ack", asked))["code"] == "NOT_ELIGIBLE"

    run(scenario())


def test_who_presses_is_said_by_the_account_then_by_the_connector(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            assert (await out.sent("One"))["input"]["commit"] == "agent"
            await out.api.put(f"/connectors/{WALL}", {"press": "operator"})
            assert (await out.sent("Two"))["input"]["commit"] == "operator"
            (account,) = (await out.api.get("/accounts"))["items"]
            await out.api.put(f"/accounts/{account['id']}", {"press": "agent"})
            assert (await out.sent("Three"))["input"]["commit"] == "agent"

    run(scenario())


def test_of_several_targets_each_has_its_own_end(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent("one", HANDLE, "second") as agent:
            targets = [ACCOUNT, ACCOUNT | {"handle": "second", "text": "For the second"}]
            post = await out.post(targets=targets)
            parent = await out.api.post(f"/posts/{post['id']}/publish")
            jobs = await out.jobs("PUBLISH_VARIANT")
            assert [one["input"]["text"] for one in jobs] == [TEXT, "For the second"]
            about = await take(out, agent, jobs[0])
            await press(agent, about, await permit(agent, about))
            await done(out, agent, about)
            assert (await out.api.get(f"/posts/{post['id']}"))["status"] == "publishing"
            about = await take(out, agent, jobs[1])
            await agent.ask("job:error", _failure(out, about, "NOT_SUPPORTED"))
            shown = await out.api.get(f"/posts/{post['id']}")
            assert shown["status"] == "partly_published"
            assert [one["status"] for one in shown["targets"]] == ["published", "failed"]
            end = await out.now(parent)
            assert end["status"] == "FAILED"
            assert "search" not in end["errorMessage"]
            again = await out.api.post(f"/jobs/{parent['id']}/retry")
            assert again["status"] == "RUNNING"
            assert (await out.now(jobs[0]))["status"] == "COMPLETED"
            assert (await out.now(jobs[1]))["status"] == "PENDING"

    run(scenario())


# ---------------------------------------------------------------- permits


def test_a_permit_is_refused_with_its_reason_and_changes_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            me = out.devices["one"].agent_id
            job = await out.sent()
            about = await take(out, agent, job)
            await proof(agent, about, "before")
            before = await out.run_of(job)
            good = wish(about)
            assert await reason(agent, good | {"epoch": about["epoch"] + 1}) == "lease"
            assert await reason(agent, good | {"contentDigest": "0" * 64}) == "digest"
            for account in ({"platform": "practice", "handle": "else"}, {"platform": "x"}):
                assert await reason(agent, good | {"account": ACCOUNT | account}) == "account"
            for pause in (
                {"scope": "all"},
                {"scope": "platform", "id": "practice"},
                {"scope": "account", "id": f"practice:{HANDLE}"},
                {"scope": "device", "id": me},
            ):
                assert (await out.api.post("/pause", pause))["paused"]
                assert await reason(agent, good) == "paused"
                assert not (await out.api.post("/resume", pause))["paused"]
            assert await out.run_of(job) == before
            # NFC, blanks, one @ and case make no other account; line ends make no other text
            same = {"platform": "practice", "handle": " @AmmanDental"}
            told = await agent.ask("job:permit", good | {"account": same})
            assert (told["ttlSeconds"], set(told)) == (15, {"permit", "ttlSeconds"})
            refused = await error(agent, "job:permit", good | {"jobId": NOBODY})
            assert refused["code"] == "JOB_NOT_FOUND"

    run(scenario())


def test_what_was_cancelled_gets_no_permit(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            await out.api.post(f"/jobs/{job['id']}/cancel")
            wished = await agent.expect("job:cancel")
            assert (wished["jobId"], wished["epoch"]) == (job["id"], about["epoch"])
            assert await reason(agent, wish(about)) == "cancelled"
            assert await agent.ask("job:cancelled", about) == {}
            assert (await out.now(job))["status"] == "CANCELLED"
            again = await out.api.post(f"/jobs/{job['id']}/retry")
            assert again["status"] == "PENDING"

    run(scenario())


def test_a_permit_whose_window_is_over_is_refused(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            post = await out.post()
            at = rfc3339(out.clock.now() + 60_000)
            plan = {"at": at, "zone": "Asia/Amman", "graceMinutes": 5}
            await out.api.post(f"/posts/{post['id']}/publish", plan | {"allowDuplicate": True})
            await out.pass_seconds(61)
            await offered(agent, "PUBLISH_VARIANT")
            job = await out.job_of(post["id"])
            about = await take(out, agent, job)
            for _ in range(121):
                out.clock.pass_seconds(10)
                await agent.ask("heartbeat", {"agentId": out.devices["one"].agent_id})
            assert await reason(agent, wish(about)) == "window"

    run(scenario())


def test_an_account_publishes_at_its_pace(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            first, second = await out.sent(), await out.sent("Another text")
            (account,) = (await out.api.get("/accounts"))["items"]
            await out.api.put(f"/accounts/{account['id']}", {"spacingMinutes": 30})
            about = await take(out, agent, first)
            await press(agent, about, await permit(agent, about))
            await done(out, agent, about)
            about = await take(out, agent, second)
            assert await reason(agent, wish(about, "Another text")) == "pacing"

    run(scenario())


def test_only_a_publication_gets_a_permit(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            me = out.devices["one"].agent_id
            asked = {"deviceId": me, "text": TEXT, "handle": HANDLE}
            trial = await out.api.post(f"/connectors/{WALL}/dry-run", asked, 201)
            assert (trial["type"], trial["input"]["dryRun"]) == ("PUBLISH_VARIANT", True)
            assert (await agent.expect("job:new"))["jobId"] == trial["id"]
            about = await take(out, agent, trial)
            assert await reason(agent, wish(about)) == "dry_run"
            said = {"dryRun": True, "account": HANDLE, "text": True, "button": True}
            data = about | {"agentId": me, "output": said | {"steps": [], "ms": 900}}
            assert (await agent.ask("job:done", data))["status"] == "COMPLETED"
            assert (await out.api.get("/posts"))["items"] == []
            async with asyncio.timeout(10):
                while True:
                    (known,) = (await out.api.get(f"/connectors/{WALL}"))["devices"]
                    if known["state"] != "never":
                        break
                    await asyncio.sleep(0.02)
            assert (known["state"], known["accountSeen"]) == ("verified", HANDLE)

            job = await out.sent()
            about = await take(out, agent, job)
            await press(agent, about, await permit(agent, about))
            await agent.ask("job:error", _failure(out, about))
            await out.pass_seconds(31)
            look = (await out.jobs("VERIFY_POST"))[0]
            about = await take(out, agent, look)
            assert await reason(agent, wish(about)) == "not_publishing"

    run(scenario())


def test_a_permit_is_given_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            agent = await out.agent()
            job = await out.sent()
            about = await take(out, agent, job)
            first = await permit(agent, about)
            other = wish(about, account=ACCOUNT | {"handle": f"@{HANDLE}"})
            assert await reason(agent, other) == "sibling"
            await agent.socket.close()
            await in_doubt(out, job)
            async with await out.back("one", about) as again:
                assert again.hello["told"]["continue"] == [about]
                assert await reason(again, wish(about)) == "sibling"
                returned = await error(again, "job:permit_return", about | {"permit": first})
                assert returned["code"] == "INVALID"
                assert (await out.run_of(job))["state"] == "unknown"

    run(scenario())


def test_an_unpressed_permit_goes_back_and_another_is_given(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            first = await permit(agent, about)
            out.clock.pass_seconds(16)
            assert await agent.ask("job:permit_return", about | {"permit": first}) == {}
            assert (await out.run_of(job))["state"] == "preparing"
            assert await agent.ask("job:permit_return", about | {"permit": first}) == {}
            second = await permit(agent, about)
            assert second != first
            wrong = await error(agent, "job:submitted", about | {"permit": NOBODY, "at": AT})
            assert wrong["code"] == "INVALID"
            await press(agent, about, second)
            assert (await out.run_of(job))["permitCount"] == 2

    run(scenario())


def test_a_permit_that_is_returned_after_the_press_is_doubt(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            held = await permit(agent, about)
            await press(agent, about, held)
            refused = await error(agent, "job:permit_return", about | {"permit": held})
            assert refused["code"] == "INVALID"
            assert (await out.run_of(job))["state"] == "unknown"

    run(scenario())


def test_the_good_end_waits_for_every_declared_proof(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            await press(agent, about, await permit(agent, about))
            after = Asset(png(b"after"), kind="after")
            await agent.ask("job:proof", after.declaration(about["jobId"], about["epoch"]))
            me = out.devices["one"].agent_id
            data = about | {"agentId": me, "output": {"permalink": PERMALINK}}
            refused = await error(agent, "job:done", data)
            assert (refused["code"], refused["retryable"]) == ("PROOF_PENDING", True)
            assert (await out.run_of(job))["state"] == "submitted"
            await agent.upload(after, about["jobId"], about["epoch"])
            assert await done(out, agent, about) == "COMPLETED"

    run(scenario())


# ---------------------------------------------------------------- before the permit


def test_before_the_permit_all_may_be_lost_and_done_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            for attempt in (1, 2, 3):
                about = await take(out, agent, job)
                assert about["epoch"] == attempt
                if attempt == 1:
                    await out.lease_ends()
                else:
                    told = await agent.ask("job:error", _failure(out, about, "editor_gone"))
                    assert ("retryAt" in told) == (attempt < 3)
                now = await out.now(job)
                assert now["status"] == ("FAILED" if attempt == 3 else "PENDING")
                assert (await out.run_of(job))["state"] == "failed"
                if now["runAfter"]:
                    wait = (parse_rfc3339(now["runAfter"]) - out.clock.now()) / 1_000
                    await out.pass_seconds(wait + 0.1)
            assert len((await out.target(job))["runs"]) == 3
            assert (await out.target(job))["status"] == "failed"
            assert (await out.api.post(f"/jobs/{job['id']}/retry"))["status"] == "PENDING"

    run(scenario())


@pytest.mark.parametrize("code", ["INVALID_INPUT", "NOT_SUPPORTED", "ACCOUNT_MISMATCH"])
def test_what_another_attempt_would_only_meet_again_fails_at_once(
    tmp_path: Path, code: str
) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            data = _failure(out, about, code) | {"retryable": True}
            assert (await agent.ask("job:error", data))["status"] == "FAILED"
            end = await out.now(job)
            assert (end["errorCode"], end["needsUserAction"]) == (code, False)

    run(scenario())


def test_a_site_that_wants_a_pause_parks_the_account_and_costs_no_attempt(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job, other = await out.sent(), await out.sent("Another text")
            about = await take(out, agent, job)
            data = _failure(out, about, "RATE_LIMITED") | {"retryAfterSeconds": 900}
            told = await agent.ask("job:error", data)
            assert told["status"] == "PENDING"
            now = await out.now(job)
            assert (now["attempts"], now["runAfter"]) == (0, told["retryAt"])
            (account,) = (await out.api.get("/accounts"))["items"]
            assert account["parkedUntil"] == told["retryAt"]
            asked = {"jobId": other["id"], "agentId": out.devices["one"].agent_id}
            assert (await error(agent, "job:ack", asked))["code"] == "NOT_ELIGIBLE"
            await out.pass_seconds(901)
            await take(out, agent, other)

    run(scenario())


# ---------------------------------------------------------------- doubt


def _failure(
    out: Outside, about: dict[str, Any], code: str = "OUTCOME_UNKNOWN", name: str = "one"
) -> dict[str, Any]:
    """The data of `job:error`."""
    return about | {
        "agentId": out.devices[name].agent_id,
        "error": "It went wrong.",
        "errorCode": code,
    }


async def _lose(out: Outside, agent: JsonAgent, job: Any, about: dict[str, Any], how: str) -> None:
    me = out.devices["one"].agent_id
    if how == "socket":
        await agent.socket.close()
    elif how == "lease":
        await out.lease_ends()
    elif how == "silence":
        out.clock.pass_seconds(10)
        await agent.ask("heartbeat", {"agentId": me})
        out.clock.pass_seconds(10)
        await agent.ask("heartbeat", {"agentId": me})
        await out.pass_seconds(11)
    elif how == "error":
        told = await agent.ask("job:error", _failure(out, about) | {"retryable": True})
        assert told == {"jobId": job["id"], "status": "RUNNING"}
    elif how == "cancelled":
        await out.api.post(f"/jobs/{job['id']}/cancel")
        await agent.expect("job:cancel")
        await agent.ask("job:cancelled", about)
    elif how == "no link":
        data = about | {"agentId": me, "output": {"publishedAt": AT}}
        assert (await agent.ask("job:done", data))["status"] == "RUNNING"
    elif how == "revoked":
        await out.api.post(f"/devices/{me}/revoke")


FAULTS = ("socket", "lease", "error", "cancelled", "no link", "revoked")


@pytest.mark.parametrize(
    ("how", "pressed"),
    [("silence", False), *((how, pressed) for how in FAULTS for pressed in (False, True))],
)
def test_after_a_permit_every_fault_is_doubt_and_no_attempt_follows(
    tmp_path: Path, how: str, pressed: bool
) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            agent, second = await out.agent(), await out.agent("two")
            job = await out.sent()
            about = await take(out, agent, job)
            held = await permit(agent, about)
            if pressed:
                await press(agent, about, held)
            await _lose(out, agent, job, about, how)
            attempt = await in_doubt(out, job)
            assert (attempt["recovered"], attempt["permalink"]) == (False, None)
            assert attempt["unknownReason"]
            now = await out.now(job)
            assert (now["status"], now["needsUserAction"]) == ("RUNNING", True)
            assert now["phase"] in ("unknown", "verifying")
            assert (await out.target(job))["status"] in ("unknown", "verifying")
            for path, body in (("cancel", None), ("resume", None)):
                await out.refused("POST", f"/jobs/{job['id']}/{path}", body, 409)
            await out.refused("POST", f"/jobs/{job['id']}/retry", {"confirm": True}, 409)
            post = f"/posts/{job['input']['postId']}"
            await out.refused("POST", f"{post}/publish", {"allowDuplicate": True}, 409)
            await out.refused("PUT", post, {"text": "Another"}, 409)
            await out.refused("DELETE", post, None, 409)
            for _ in range(60):
                out.clock.pass_seconds(10)
                await second.ask("heartbeat", {"agentId": out.devices["two"].agent_id})
            await out.pass_seconds(1)
            assert len((await out.target(job))["runs"]) == 1
            asked = {"jobId": job["id"], "agentId": out.devices["two"].agent_id}
            assert (await error(second, "job:ack", asked))["code"] == "JOB_TAKEN"
            await second.socket.close()
            await agent.socket.close()

    run(scenario())


def test_a_look_is_offered_to_the_account_and_what_it_finds_is_published(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent(media=[])
            about = await take(out, agent, job)
            began = out.clock.now()
            await press(agent, about, await permit(agent, about))
            await agent.ask("job:error", _failure(out, about))
            attempt = await in_doubt(out, job)
            await out.pass_seconds(31)
            offer = await offered(agent, "VERIFY_POST")
            after = offer["context"].pop("after")
            assert began - 1_000 <= parse_rfc3339(after) <= out.clock.now()
            assert offer["context"] == {
                "runId": attempt["id"],
                "account": ACCOUNT,
                "text": TEXT,
                "mediaCount": 0,
            }
            look = await out.api.get(f"/jobs/{offer['jobId']}")
            looking = await take(out, agent, look)
            assert (await out.run_of(job))["state"] == "verifying"
            assert (await out.now(job))["phase"] == "verifying"
            await proof(agent, looking, "look")
            found = {"found": True, "checked": 3, "journal": "pressed"}
            assert await done(out, agent, looking, **found) == "COMPLETED"
            end = await out.run_of(job)
            assert (end["state"], end["recovered"], end["permalink"]) == (
                "published",
                True,
                PERMALINK,
            )
            assert (await out.now(job))["status"] == "COMPLETED"
            assert (await out.now(job))["needsUserAction"] is False
            assert (await out.target(job))["status"] == "published"
            kinds = [
                one["kind"] for one in (await out.api.get(f"/jobs/{look['id']}/proofs"))["items"]
            ]
            assert kinds == ["look"]

    run(scenario())


async def _looked_twice(out: Outside, agent: JsonAgent, job: dict[str, Any]) -> None:
    """Two looks that find nothing, the second when the hub orders it."""
    me = out.devices["one"].agent_id
    for number in range(2):
        waiting = [one for one in await out.jobs("VERIFY_POST") if one["status"] == "PENDING"]
        assert len(waiting) == 1
        wait = (parse_rfc3339(waiting[0]["runAfter"]) - out.clock.now()) / 1_000
        assert wait > (29 if number == 0 else 599)
        for _ in range(int(wait / 10)):
            out.clock.pass_seconds(10)
            await agent.ask("heartbeat", {"agentId": me})
        await out.pass_seconds(11)
        looking = await take(out, agent, waiting[0])
        said = {"found": False, "checked": 5, "journal": "pressed", "newest": {"text": "Old"}}
        await agent.ask("job:done", looking | {"agentId": me, "output": said})


def test_not_found_twice_and_only_the_operator_orders_a_new_run(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            await press(agent, about, await permit(agent, about))
            await agent.ask("job:error", _failure(out, about))
            await _looked_twice(out, agent, job)
            assert (await out.run_of(job))["state"] == "not_found"
            now = await out.now(job)
            assert (now["status"], now["errorCode"]) == ("FAILED", "NOT_FOUND")
            assert now["needsUserAction"]
            assert (await out.target(job))["status"] == "not_found"
            refused = await out.refused("POST", f"/jobs/{job['id']}/retry", None, 409)
            assert refused["code"] == "CONFIRM_NEEDED"
            again = await out.api.post(f"/jobs/{job['id']}/retry", {"confirm": True})
            assert (again["status"], again["needsUserAction"]) == ("PENDING", False)
            second = await take(out, agent, job)
            assert second["epoch"] == about["epoch"] + 1
            await press(agent, second, await permit(agent, second))
            assert await done(out, agent, second) == "COMPLETED"
            runs = (await out.target(job))["runs"]
            assert [one["state"] for one in runs] == ["published", "not_found"]

    run(scenario())


def test_the_runs_own_link_is_believed_however_late(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            agent = await out.agent()
            job = await out.sent()
            about = await take(out, agent, job)
            await press(agent, about, await permit(agent, about))
            await agent.socket.close()
            await in_doubt(out, job)
            await out.lease_ends()
            async with await out.back("one", about) as again:
                assert again.hello["told"]["abandon"] == [about]
                after = Asset(png(b"late"), kind="after")
                late = await error(
                    again, "job:proof", after.declaration(about["jobId"], about["epoch"])
                )
                assert late["code"] == "LEASE_LOST"
                assert late["details"] == {"assetId": after.id, "state": "send", "offset": 0}
                await again.send_chunk(Chunk(after.id, 0, after.data))
                assert (await again.expect("job:proof_stored"))["assetId"] == after.id
                for event, data in (
                    ("job:progress", {"agentId": out.devices["one"].agent_id, "progress": 90}),
                    ("job:log", {"level": "info", "message": "late"}),
                ):
                    assert (await error(again, event, about | data))["code"] == "LEASE_LOST"
                assert await done(out, again, about) == "COMPLETED"
                assert (await out.run_of(job))["state"] == "published"
                kept = (await out.api.get(f"/jobs/{job['id']}/proofs"))["items"]
                assert [one["id"] for one in kept] == [after.id]

    run(scenario())


async def _again_and_again(
    out: Outside, agent: JsonAgent, event: str, data: dict[str, Any]
) -> list[Any]:
    """The answers to a message: now, once more, and once more over a new connection."""
    first = [await agent.ask(event, data), await agent.ask(event, data)]
    await agent.socket.close()
    async with await out.back("one") as anew:
        return [*first, await anew.ask(event, data)]


@pytest.mark.parametrize("last", ["done", "error", "rejected", "before"])
def test_what_is_said_again_has_no_effect(tmp_path: Path, last: str) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            agent = await out.agent()
            job = await out.sent()
            about = await take(out, agent, job)
            if last != "before":
                held = await permit(agent, about)
                await press(agent, about, held)
                await press(agent, about, held)
            me = {"agentId": out.devices["one"].agent_id}
            code = {"rejected": "REJECTED_BY_SITE", "before": "NOT_SUPPORTED"}.get(last)
            said = _failure(out, about, code or "OUTCOME_UNKNOWN")
            event = "job:error"
            if last == "done":
                event, said = "job:done", about | me | {"output": {"permalink": PERMALINK}}
            answers = await _again_and_again(out, agent, event, said)
            status = {"done": "COMPLETED", "error": "RUNNING"}.get(last, "FAILED")
            assert answers == [{"jobId": job["id"], "status": status}] * 3
            (attempt,) = (await out.target(job))["runs"]
            state = {"done": "published", "error": "unknown"}.get(last, "failed")
            assert (attempt["state"], attempt["permitCount"]) == (state, int(last != "before"))
            audit = await out.api.get(f"/audit?subjectId={attempt['id']}&limit=100")
            told = [entry["action"] for entry in audit["items"]]
            assert len([one for one in told if one == "publication.pressed"]) <= 1

    run(scenario())


def test_on_the_plain_channel_the_lease_of_the_connection_is_meant(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            await take(out, agent, job)
            about = {"jobId": job["id"]}
            await press(agent, about, await permit(agent, about))
            assert await done(out, agent, about) == "COMPLETED"
            assert (await error(agent, "job:permit", wish(about)))["code"] == "JOB_NOT_RUNNING"

    run(scenario())


def test_a_site_that_wants_a_pause_after_the_press_parks_the_account_too(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job, other = await out.sent(), await out.sent("Another text")
            about = await take(out, agent, job)
            await press(agent, about, await permit(agent, about))
            until = out.clock.now() + 900_000
            data = _failure(out, about, "RATE_LIMITED") | {"retryAfterSeconds": 900}
            assert (await agent.ask("job:error", data))["status"] == "RUNNING"
            await in_doubt(out, job)
            (account,) = (await out.api.get("/accounts"))["items"]
            assert parse_rfc3339(account["parkedUntil"]) >= until
            (look,) = await out.jobs("VERIFY_POST")
            for waiting in (look, await out.now(other)):
                assert waiting["runAfter"] == account["parkedUntil"]

    run(scenario())


def test_a_link_of_an_older_attempt_ends_the_newer_one_before_its_press(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            first = await take(out, agent, job)
            await proof(agent, first, "before")
            await press(agent, first, await permit(agent, first))
            await agent.ask("job:error", _failure(out, first))
            path = f"/runs/{(await out.run_of(job))['id']}/resolve"
            await out.api.post(path, {"outcome": "not_published"})
            await out.api.post(f"/jobs/{job['id']}/retry", {"confirm": True})
            second = await take(out, agent, job)
            assert await done(out, agent, first) == "RUNNING"
            assert await agent.expect("job:cancel")
            assert await reason(agent, wish(second)) == "cancelled"
            await agent.ask("job:cancelled", second)
            assert (await out.now(job))["status"] == "COMPLETED"
            target = await out.target(job)
            assert [one["state"] for one in target["runs"]] == ["failed", "published"]
            assert (target["status"], target["permalink"]) == ("published", PERMALINK)
            assert target["publishedAt"] == AT
            assert {"account", "before"} <= set(target["proofParts"])

    run(scenario())


# ---------------------------------------------------------------- the operator's word


def test_the_operator_may_find_it_after_having_said_no(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            await press(agent, about, await permit(agent, about))
            await agent.ask("job:error", _failure(out, about))
            path = f"/runs/{(await out.run_of(job))['id']}/resolve"
            no, yes = {"outcome": "not_published"}, {"outcome": "published", "permalink": PERMALINK}
            await out.api.post(path, no)
            await out.api.post(f"/jobs/{job['id']}/retry", {"confirm": True})
            await out.refused("POST", path, no, 409)
            assert (await out.api.post(path, yes))["status"] == "COMPLETED"
            for word in (no, yes):
                await out.refused("POST", path, word, 409)
            asked = {"jobId": job["id"], "agentId": out.devices["one"].agent_id}
            assert (await error(agent, "job:ack", asked))["code"] == "JOB_TAKEN"
            assert (await out.target(job))["permalink"] == PERMALINK

    run(scenario())


@pytest.mark.parametrize("rejected", [False, True])
def test_the_operator_says_that_it_is_there(tmp_path: Path, rejected: bool) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            await press(agent, about, await permit(agent, about))
            code = "REJECTED_BY_SITE" if rejected else "OUTCOME_UNKNOWN"
            await agent.ask("job:error", _failure(out, about, code))
            attempt = await out.run_of(job)
            assert attempt["state"] == ("failed" if rejected else "unknown")
            path = f"/runs/{attempt['id']}/resolve"
            for body, named in (
                ({"outcome": "published"}, "permalink"),
                ({"outcome": "published", "permalink": "there"}, "permalink"),
                ({"outcome": "published", "permalink": 7}, "permalink"),
                ({"outcome": "perhaps"}, "outcome"),
                ({}, "outcome"),
                ({"outcome": "not_published", "why": "?"}, "why"),
            ):
                refused = await out.refused("POST", path, body, 422)
                assert refused["details"]["field"] == named
            assert await out.run_of(job) == attempt
            await out.refused("POST", f"/runs/{NOBODY}/resolve", {"outcome": "not_published"}, 404)
            word = {"outcome": "published", "permalink": PERMALINK, "note": "Seen by me."}
            end = await out.api.post(path, word)
            assert (end["id"], end["status"]) == (job["id"], "COMPLETED")
            attempt = await out.run_of(job)
            assert (attempt["state"], attempt["note"]) == ("published", "Seen by me.")
            assert (attempt["permalink"], attempt["recovered"]) == (PERMALINK, False)
            assert attempt["resolvedBy"]
            (entry,) = (await out.api.get("/audit?action=publication.resolved"))["items"]
            assert (entry["subjectId"], entry["detail"]["outcome"]) == (attempt["id"], "published")
            await out.refused("POST", path, word, 409)
            await out.refused("POST", f"/jobs/{job['id']}/retry", {"confirm": True}, 409)

    run(scenario())


@pytest.mark.parametrize("rejected", [False, True])
def test_the_operator_says_that_it_is_not_there(tmp_path: Path, rejected: bool) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            await press(agent, about, await permit(agent, about))
            code = "REJECTED_BY_SITE" if rejected else "OUTCOME_UNKNOWN"
            await agent.ask("job:error", _failure(out, about, code))
            retry = f"/jobs/{job['id']}/retry"
            for body in (None, {"confirm": True}):
                await out.refused("POST", retry, body, 409)
            attempt = await out.run_of(job)
            word = {"outcome": "not_published"}
            end = await out.api.post(f"/runs/{attempt['id']}/resolve", word)
            assert (end["status"], end["errorCode"]) == ("FAILED", "NOT_PUBLISHED")
            assert end["needsUserAction"] is False
            assert (await out.target(job))["status"] == "not_published"
            parent = f"/jobs/{job['parentId']}/retry"
            for path in (retry, parent):
                assert (await out.refused("POST", path, None, 409))["code"] == "CONFIRM_NEEDED"
            again = await out.api.post(retry, {"confirm": True})
            assert again["status"] == "PENDING"
            second = await take(out, agent, job)
            await press(agent, second, await permit(agent, second))
            assert await done(out, agent, second) == "COMPLETED"

    run(scenario())


# ---------------------------------------------------------------- pauses


@pytest.mark.parametrize("scope", ["all", "platform", "account", "device"])
def test_what_is_paused_is_not_begun(tmp_path: Path, scope: str) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            me = out.devices["one"].agent_id
            ids = {"platform": "practice", "account": f"practice:@{HANDLE}", "device": me}
            pause = {"scope": scope} | ({"id": ids[scope]} if scope in ids else {})
            await out.api.post("/pause", pause)
            job = await out.sent()
            asked = {"jobId": job["id"], "agentId": me}
            refused = await error(agent, "job:ack", asked)
            assert (refused["code"], refused["retryable"]) == ("PAUSED", True)
            assert not [one for one in agent.inbox if one["data"].get("jobId") == job["id"]]
            await out.api.post("/resume", pause)
            assert (await offered(agent, "PUBLISH_VARIANT"))["jobId"] == job["id"]

    run(scenario())


@pytest.mark.parametrize(
    ("pause", "named"),
    [
        ({"scope": "moon"}, "scope"),
        ({"scope": "all", "id": "x"}, "id"),
        ({"scope": "platform"}, "id"),
        ({"scope": "platform", "id": "twitter"}, "id"),
        ({"scope": "device", "id": NOBODY}, "id"),
        ({"scope": "account", "id": HANDLE}, "id"),
        ({"scope": "account", "id": "practice:"}, "id"),
        ({"scope": "account", "id": "twitter:ammandental"}, "id"),
        ({}, "scope"),
        ({"scope": "all", "until": "noon"}, "until"),
    ],
)
def test_a_pause_of_nothing_is_refused(tmp_path: Path, pause: Any, named: str) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            refused = await out.refused("POST", "/pause", pause, 422)
            assert refused["details"]["field"] == named

    run(scenario())


def test_a_platform_is_paused_whatever_becomes_of_its_connector(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            await out.api.post("/pause", {"scope": "platform", "id": "practice"})
            await out.api.put(f"/connectors/{WALL}", {"enabled": False})
            assert await reason(agent, wish(about)) == "paused"

    run(scenario())


# ---------------------------------------------------------------- time


def test_a_schedule_becomes_a_publication_at_its_time(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            at = rfc3339(out.clock.now() + 60_000)
            plan = {"at": at, "zone": "Asia/Amman", "graceMinutes": 5}
            post = await out.post(schedule=plan)
            assert (post["status"], post["at"]) == ("scheduled", at)
            (waiting,) = await out.jobs("SCHEDULE_POST")
            assert waiting["input"] == {"postId": post["id"]} | plan
            assert (waiting["runAfter"], waiting["phase"]) == (at, "scheduled")
            await out.pass_seconds(61)
            assert (await offered(agent, "PUBLISH_VARIANT"))["context"]["postId"] == post["id"]
            became = await out.now(waiting)
            assert (became["type"], became["input"]) == ("PUBLISH_POST", {"postId": post["id"]})
            job = await out.job_of(post["id"])
            about = await take(out, agent, job)
            await press(agent, about, await permit(agent, about))
            await done(out, agent, about)
            assert (await out.now(waiting))["status"] == "COMPLETED"

    run(scenario())


def test_a_schedule_that_is_late_is_missed_and_never_sends_itself(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            post = await out.post()
            at = rfc3339(out.clock.now() + 60_000)
            order = {"postId": post["id"], "at": at, "zone": "Asia/Amman", "graceMinutes": 10}
            made = await out.api.post("/jobs", {"type": "SCHEDULE_POST", "input": order}, 201)
            assert (made["type"], made["runAfter"]) == ("SCHEDULE_POST", at)
            out.clock.wall_ahead += 3_600
            await out.pass_seconds(1)
            async with asyncio.timeout(10):
                while (now := await out.now(made))["status"] == "PENDING":  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
            assert (now["status"], now["errorCode"]) == ("FAILED", "MISSED")
            assert (now["phase"], now["needsUserAction"]) == ("missed", True)
            assert (await out.api.get(f"/posts/{post['id']}"))["status"] == "missed"
            await out.pass_seconds(10)
            assert await out.jobs("PUBLISH_VARIANT") == []
            again = await out.api.post(f"/jobs/{made['id']}/retry")
            assert (again["type"], again["status"]) == ("PUBLISH_POST", "PENDING")
            await offered(agent, "PUBLISH_VARIANT")

    run(scenario())


# ---------------------------------------------------------------- a restored backup


def test_a_restored_backup_holds_what_was_not_sent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, copy = tmp_path / "desk", tmp_path / "copy"
    kept: dict[str, Any] = {}

    async def before() -> None:
        async with outside(folder) as out, await out.agent():
            kept["job"] = await out.sent()
            kept["devices"] = out.devices

    async def sends() -> None:
        async with outside(folder) as out:
            out.devices = kept["devices"]
            async with await out.back() as agent:
                kept["epoch"] = agent.hello["told"]["hubEpoch"]
                about = await take(out, agent, kept["job"])
                await press(agent, about, await permit(agent, about))
                assert await done(out, agent, about) == "COMPLETED"

    async def restored() -> None:
        async with outside(folder) as out:
            out.devices = kept["devices"]
            async with await out.back() as agent:
                assert agent.hello["told"]["hubEpoch"] > kept["epoch"]
                job = await out.now(kept["job"])
                assert (job["status"], job["phase"]) == ("PENDING", "held")
                assert (await out.target(job))["status"] == "held"
                asked = {"jobId": job["id"], "agentId": out.devices["one"].agent_id}
                assert (await error(agent, "job:ack", asked))["code"] == "PAUSED"
                await out.api.post(f"/jobs/{job['parentId']}/release")
                await offered(agent, "PUBLISH_VARIANT")

    run(before())
    shutil.copytree(folder, copy)
    run(sends())
    for file in folder.glob("proofdesk.sqlite3*"):
        file.unlink()
    for file in copy.glob("proofdesk.sqlite3*"):
        shutil.copy(file, folder / file.name)
    run(restored())
    assert "came from a backup" in caplog.text
    caplog.clear()


# ---------------------------------------------------------------- wrong input

SCHEDULE = {"postId": "POST", "at": "2031-01-01T10:00:00.000Z", "zone": "Asia/Amman"}
VERIFY = {"runId": "RUN", "account": ACCOUNT, "text": TEXT, "mediaCount": 0, "after": AT}


@pytest.mark.parametrize(
    ("type", "input", "named"),
    [
        ("SCHEDULE_POST", {}, "postId"),
        ("SCHEDULE_POST", SCHEDULE | {"postId": NOBODY}, "postId"),
        ("SCHEDULE_POST", SCHEDULE | {"postId": 7}, "postId"),
        ("SCHEDULE_POST", SCHEDULE | {"at": "soon"}, "at"),
        ("SCHEDULE_POST", SCHEDULE | {"at": "2020-01-01T10:00:00.000Z"}, "at"),
        ("SCHEDULE_POST", SCHEDULE | {"zone": "Amman"}, "zone"),
        ("SCHEDULE_POST", SCHEDULE | {"graceMinutes": -1}, "graceMinutes"),
        ("SCHEDULE_POST", SCHEDULE | {"graceMinutes": "5"}, "graceMinutes"),
        ("SCHEDULE_POST", SCHEDULE | {"targets": []}, "targets"),
        ("PUBLISH_POST", {}, "postId"),
        ("PUBLISH_POST", {"postId": "x"}, "postId"),
        ("PUBLISH_POST", {"postId": NOBODY}, "postId"),
        ("PUBLISH_POST", {"postId": "POST", "targets": []}, "targets"),
        ("PUBLISH_POST", {"postId": "POST", "targets": [NOBODY]}, "targets"),
        ("PUBLISH_POST", {"postId": "POST", "targets": "all"}, "targets"),
        ("PUBLISH_POST", {"postId": "POST", "now": True}, "now"),
        ("PUBLISH_POST", {"postId": "EMPTY"}, "postId"),
        ("PUBLISH_POST", {"postId": "NOWHERE"}, "postId"),
        ("SCHEDULE_POST", SCHEDULE | {"postId": "EMPTY"}, "postId"),
        ("SCHEDULE_POST", SCHEDULE | {"postId": "NOWHERE"}, "postId"),
        ("PUBLISH_VARIANT", {"postId": "POST"}, ""),
        ("VERIFY_POST", {}, "runId"),
        ("VERIFY_POST", VERIFY | {"runId": NOBODY}, "runId"),
        ("VERIFY_POST", VERIFY | {"runId": NOBODY, "account": HANDLE}, "account"),
        ("VERIFY_POST", VERIFY | {"runId": NOBODY, "mediaCount": -1}, "mediaCount"),
        ("VERIFY_POST", VERIFY | {"runId": NOBODY, "after": "then"}, "after"),
        ("VERIFY_POST", VERIFY | {"runId": NOBODY, "text": None}, "text"),
    ],
)
def test_wrong_input_is_named_and_nothing_is_stored(
    tmp_path: Path, type: str, input: dict[str, Any], named: str
) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            ids = {
                "POST": (await out.post())["id"],
                "EMPTY": (await out.post(" "))["id"],
                "NOWHERE": (await out.post(targets=[]))["id"],
            }
            asked = {key: ids.get(value, value) if isinstance(value, str) else value
                     for key, value in input.items()}  # fmt: skip
            before = await out.api.get("/posts")
            refused = await out.refused("POST", "/jobs", {"type": type, "input": asked}, 422)
            field = f"input.{named}" if named else "type"
            assert refused["details"]["field"] == field
            assert (await out.api.get("/jobs"))["items"] == []
            assert await out.api.get("/posts") == before

    run(scenario())


@pytest.mark.parametrize(
    ("type", "more", "named"),
    [
        ("PUBLISH_POST", {"runAfter": "2031-01-01T10:00:00.000Z"}, "runAfter"),
        ("SCHEDULE_POST", {"runAfter": "2031-01-01T10:00:00.000Z"}, "runAfter"),
        ("SCHEDULE_POST", {"deviceId": "DEVICE"}, "deviceId"),
        ("PUBLISH_POST", {"deviceId": NOBODY}, "deviceId"),
        ("PUBLISH_POST", {"workspaceId": NOBODY}, "workspaceId"),
        ("PUBLISH_POST", {"priority": 5_000}, "priority"),
        ("PUBLISH_POST", {"maxAttempts": 0}, "maxAttempts"),
    ],
)
def test_what_a_publication_cannot_keep_is_refused_not_forgotten(
    tmp_path: Path, type: str, more: dict[str, Any], named: str
) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent():
            if more.get("deviceId") == "DEVICE":
                more["deviceId"] = out.devices["one"].agent_id
            post = await out.post()
            input = {"postId": post["id"]}
            if type == "SCHEDULE_POST":
                input = SCHEDULE | input
            refused = await out.refused("POST", "/jobs", {"type": type, "input": input} | more, 422)
            assert refused["details"]["field"] == named
            assert (await out.api.get("/jobs"))["items"] == []

    run(scenario())


TARGET = {"platform": "practice", "handle": HANDLE}


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"text": None}, "text"),
        ({"text": 7}, "text"),
        ({"text": "x" * 100_001}, "text"),
        ({"text": "a\u0000b"}, "text"),
        ({"title": "t" * 201}, "title"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": 7}, "link"),
        ({"media": "file"}, "media"),
        ({"media": [NOBODY]}, "media[0]"),
        ({"media": [{"id": NOBODY, "alt": 7}]}, "media[0].alt"),
        ({"targets": None}, "targets"),
        ({"targets": [{"platform": "practice"}]}, "targets[0].handle"),
        ({"targets": [{"handle": HANDLE}]}, "targets[0].platform"),
        ({"targets": [TARGET, TARGET | {"handle": " @AMMANDENTAL"}]}, "targets[1]"),
        ({"targets": [TARGET | {"handle": "  "}]}, "targets[0].handle"),
        ({"targets": [TARGET | {"handle": "a\u0000b"}]}, "targets[0].handle"),
        ({"targets": [TARGET | {"text": 7}]}, "targets[0].text"),
        ({"targets": [TARGET | {"link": "ftp://x"}]}, "targets[0].link"),
        ({"targets": [TARGET | {"media": [NOBODY]}]}, "targets[0].media[0]"),
        ({"schedule": {"zone": "Asia/Amman"}}, "schedule.at"),
        ({"schedule": {"at": "2031-01-01T10:00"}}, "schedule.zone"),
        ({"schedule": {"at": "2031-01-01T10:00", "zone": ""}}, "schedule.zone"),
        ({"schedule": {"at": "2031-01-01T10:00", "zone": "../etc"}}, "schedule.zone"),
        ({"schedule": {"at": "2031-13-01T10:00", "zone": "UTC"}}, "schedule.at"),
        ({"schedule": {"at": 7, "zone": "UTC"}}, "schedule.at"),
        (
            {"schedule": {"at": "2031-01-01T10:00", "zone": "UTC", "graceMinutes": 1.5}},
            "schedule.graceMinutes",
        ),
        (
            {"schedule": {"at": "2031-01-01T10:00", "zone": "UTC", "latePolicy": "never"}},
            "schedule.latePolicy",
        ),
        ({"workspaceId": NOBODY}, "workspaceId"),
        ({"schedule": {"at": "2031-01-01T10:00", "zone": "UTC"}, "targets": []}, "targets"),
        ({"schedule": {"at": "2031-01-01T10:00", "zone": "UTC"}, "text": ""}, "text"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_wrong_post_is_named_and_nothing_is_stored(
    tmp_path: Path, said: dict[str, Any], named: str
) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            post = {"text": TEXT, "targets": [TARGET]} | said
            refused = await out.refused("POST", "/posts", post, 422)
            assert refused["details"]["field"] == named
            for path in ("/posts", "/jobs", "/accounts"):
                assert (await out.api.get(path))["items"] == []

    run(scenario())


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"zone": "Asia/Amman"}, "at"),
        ({"graceMinutes": 5}, "at"),
        ({"latePolicy": "ask"}, "at"),
        ({"at": "2031-01-01T10:00"}, "zone"),
        ({"at": "2020-01-01T10:00", "zone": "UTC"}, "at"),
        ({"at": "tomorrow", "zone": "UTC"}, "at"),
        ({"at": "2031-01-01T10:00", "zone": "Amman"}, "zone"),
        ({"at": "2031-01-01T10:00", "zone": "UTC", "targets": ["x"]}, "targets"),
        ({"targets": []}, "targets"),
        ({"targets": [NOBODY]}, "targets"),
        ({"when": "now"}, "when"),
    ],
)
def test_a_wrong_order_to_publish_sends_nothing(
    tmp_path: Path, said: dict[str, Any], named: str
) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            post = await out.post()
            refused = await out.refused("POST", f"/posts/{post['id']}/publish", said, 422)
            assert refused["details"]["field"] == named
            assert (await out.api.get("/jobs"))["items"] == []
            assert await out.api.get(f"/posts/{post['id']}") == post

    run(scenario())


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            for method, path, body in (
                ("GET", f"/posts/{NOBODY}", None),
                ("POST", f"/posts/{NOBODY}/publish", {}),
                ("POST", f"/posts/{NOBODY}/publish", {"at": "2031-01-01T10:00", "zone": "UTC"}),
                ("POST", f"/runs/{NOBODY}/look", None),
                ("POST", f"/jobs/{NOBODY}/release", None),
                ("PUT", f"/devices/{NOBODY}/bindings", {"bindings": []}),
                ("POST", f"/connectors/{WALL}x/dry-run", {"text": TEXT}),
            ):
                await out.refused(method, path, body, 404)

    run(scenario())


def test_a_look_that_says_nothing_is_refused_by_its_field(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            await press(agent, about, await permit(agent, about))
            await agent.ask("job:error", _failure(out, about))
            await out.pass_seconds(31)
            (look,) = await out.jobs("VERIFY_POST")
            looking = await take(out, agent, look)
            me = {"agentId": out.devices["one"].agent_id}
            for output, named in (
                ({}, "output.found"),
                ({"found": "yes"}, "output.found"),
                ({"found": True}, "output.permalink"),
            ):
                refused = await error(agent, "job:done", looking | me | {"output": output})
                assert refused["code"] == "INVALID"
                assert refused["details"]["field"] == named
            assert (await out.run_of(job))["state"] == "verifying"

    run(scenario())


def test_a_look_is_for_what_the_run_was_to_publish(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out, await out.agent() as agent:
            job = await out.sent()
            about = await take(out, agent, job)
            attempt = await out.run_of(job)
            input = {
                "runId": attempt["id"],
                "account": ACCOUNT,
                "text": TEXT,
                "mediaCount": 0,
                "after": AT,
            }
            order = {"type": "VERIFY_POST", "input": input}
            await out.refused("POST", f"/runs/{attempt['id']}/look", None, 409)
            await press(agent, about, await permit(agent, about))
            await agent.ask("job:error", _failure(out, about))
            for wrong, named in (
                ({"account": ACCOUNT | {"handle": "else"}}, "input.account"),
                ({"text": "Another"}, "input.text"),
                ({"mediaCount": 3}, "input.mediaCount"),
            ):
                body = order | {"input": input | wrong}
                refused = await out.refused("POST", "/jobs", body, 422)
                assert refused["details"]["field"] == named
            look = await out.api.post("/jobs", order, 201)
            assert (look["type"], look["input"]["runId"]) == ("VERIFY_POST", attempt["id"])

    run(scenario())


def test_the_document_of_the_api_names_every_publishing_line(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with outside(tmp_path) as out:
            paths = (await out.api.get("/openapi.json"))["paths"]
            for method, path in (
                ("post", "/posts"),
                ("get", "/posts"),
                ("get", "/posts/{id}"),
                ("post", "/media"),
                ("post", "/posts/{id}/publish"),
                ("post", "/runs/{id}/resolve"),
                ("post", "/jobs/{id}/retry"),
                ("post", "/pause"),
                ("post", "/resume"),
                ("put", "/devices/{id}/bindings"),
            ):
                assert method in paths[path], (method, path)

    run(scenario())
