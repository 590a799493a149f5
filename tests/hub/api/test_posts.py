"""The endpoints of posts, media and accounts: exact shapes, refusals with the field named."""

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from models.clock import rfc3339
from tests.support import posts as support
from tests.support.hubs import Desk, hub_on, run
from tests.support.samples import png

POST = {
    "id",
    "workspaceId",
    "title",
    "text",
    "link",
    "media",
    "status",
    "wall",
    "zone",
    "at",
    "latePolicy",
    "graceMinutes",
    "seriesId",
    "jobId",
    "targets",
    "createdById",
    "createdAt",
    "updatedAt",
}
TARGET = {
    "variantId",
    "account",
    "text",
    "ownText",
    "ownLink",
    "ownMedia",
    "link",
    "media",
    "firstComment",
    "status",
    "reason",
    "jobId",
    "permalink",
    "publishedAt",
    "agentId",
    "agentName",
    "proofCompleteness",
    "proofParts",
    "runs",
}
TARGETS = [{"platform": "practice", "handle": "ammandental"}]
SAID = {"text": "Meet Dr. Lina", "targets": TARGETS}
MINUTE = 60_000


async def platforms(desk: Desk) -> None:
    await desk.hub.store.write(lambda db: support.with_platforms(db))


def later(desk: Desk, minutes: float = 60) -> str:
    return rfc3339(desk.hub.posts._core.now() + round(minutes * MINUTE))


def test_a_post_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await platforms(desk)
            own = {"platform": "x", "handle": "@a", "text": "short", "link": ""}
            post = await desk.api.post(
                "/posts", SAID | {"link": "https://a.example", "targets": [*TARGETS, own]}, 201
            )
            assert set(post) == POST
            assert (post["status"], post["title"]) == ("draft", "Meet Dr. Lina")
            assert [set(t) for t in post["targets"]] == [TARGET, TARGET]
            first, second = post["targets"]
            assert first["account"] | {"id": ""} == {
                "id": "",
                "platform": "practice",
                "handle": "ammandental",
                "displayName": None,
            }
            assert (first["proofCompleteness"], first["runs"], first["permalink"]) == (0, [], None)
            assert (second["text"], second["link"]) == ("short", None)
            assert await desk.api.get(f"/posts/{post['id']}") == post
            assert await desk.api.get("/posts") == {"items": [post], "nextCursor": None}
            assert (await desk.api.get("/posts?status=published"))["items"] == []
            assert (await desk.api.get("/posts?platform=x&text=lina"))["items"] == [post]

    run(scenario())


def test_a_post_is_published_now_or_later(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await platforms(desk)
            post = await desk.api.post("/posts", SAID, 201)
            at = later(desk, 60.5)
            job = await desk.api.post(
                f"/posts/{post['id']}/publish", {"at": at, "zone": "Asia/Amman", "graceMinutes": 3}
            )
            assert (job["type"], job["runAfter"]) == ("SCHEDULE_POST", at)
            planned = await desk.api.get(f"/posts/{post['id']}")
            assert (planned["status"], planned["at"]) == ("scheduled", at)
            assert (planned["zone"], planned["graceMinutes"]) == ("Asia/Amman", 3)
            moved = await desk.api.post(
                f"/posts/{post['id']}/publish", {"at": planned["wall"].replace("20", "21", 1)}
            )
            assert (moved["id"], moved["type"]) == (job["id"], "SCHEDULE_POST")
            draft = await desk.api.post(f"/posts/{post['id']}/unschedule")
            assert (draft["status"], draft["at"]) == ("draft", None)
            now = await desk.api.post(f"/posts/{post['id']}/publish")
            assert (now["type"], now["status"]) == ("PUBLISH_POST", "PENDING")
            sent = await desk.api.get(f"/posts/{post['id']}")
            assert (sent["status"], sent["targets"][0]["status"]) == ("publishing", "waiting")

    run(scenario())


def test_a_post_with_a_schedule_waits_from_the_start(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await platforms(desk)
            at = later(desk)
            plan = {"at": at, "zone": "Asia/Amman", "graceMinutes": 7, "latePolicy": "ask"}
            post = await desk.api.post("/posts", SAID | {"schedule": plan}, 201)
            assert (post["status"], post["at"], post["latePolicy"]) == ("scheduled", at, "ask")
            wall = {"at": "2031-03-30T02:30", "zone": "Europe/Berlin"}
            gap = await desk.api.post("/posts", SAID | {"schedule": wall}, 201)
            assert (gap["wall"], gap["at"]) == ("2031-03-30T03:00", "2031-03-30T01:00:00.000Z")
            rule = {"at": "2031-01-06T10:00", "zone": "Asia/Amman", "rule": "FREQ=WEEKLY"}
            weekly = await desk.api.post("/posts", SAID | {"schedule": rule}, 201)
            assert weekly["seriesId"] is not None
            publish = f"/posts/{post['id']}/publish"
            await desk.api.post(publish, rule | {"allowDuplicate": True})
            again = await desk.api.get(f"/posts/{post['id']}")
            assert again["seriesId"] not in (None, weekly["seriesId"])
            answer = await desk.api.ask("POST", publish, {"rule": "FREQ=DAILY"})
            assert answer.json["error"]["details"] == {"field": "at"}

    run(scenario())


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("text", {"text": 5}),
        ("strange", {"strange": 1}),
        ("link", {"link": "nowhere"}),
        ("media[0]", {"media": ["nothing"]}),
        ("targets[0].handle", {"targets": [{"platform": "x", "handle": "@"}]}),
        ("schedule.at", {"schedule": {"at": "soon", "zone": "Asia/Amman"}}),
        ("schedule.at", {"schedule": {"at": "2020-01-01T00:00:00Z", "zone": "Asia/Amman"}}),
        ("schedule.at", {"schedule": {"at": "2020-01-01T00:00", "zone": "Asia/Amman"}}),
        ("schedule.zone", {"schedule": {"at": "2031-01-01T00:00", "zone": "Amman"}}),
        ("schedule.rule", {"schedule": {"at": "2031-01-01T00:00", "zone": "UTC", "rule": "x"}}),
        (
            "schedule.graceMinutes",
            {"schedule": {"at": "2031-01-01T00:00", "zone": "UTC", "graceMinutes": -1}},
        ),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, field: str, facts: dict[str, Any]) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await platforms(desk)
            answer = await desk.api.ask("POST", "/posts", SAID | facts)
            assert answer.status == 422, answer.raw
            assert answer.json["error"]["details"] == {"field": field}
            assert (await desk.api.get("/posts"))["items"] == []

    run(scenario())


def test_a_duplicate_is_a_conflict_with_its_data(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await platforms(desk)
            first = await desk.api.post("/posts", SAID, 201)
            await desk.api.post(f"/posts/{first['id']}/publish")
            second = await desk.api.post("/posts", SAID, 201)
            answer = await desk.api.ask("POST", f"/posts/{second['id']}/publish", {})
            assert (answer.status, answer.json["error"]["code"]) == (409, "DUPLICATE")
            (told,) = answer.json["error"]["details"]["duplicates"]
            assert told["postId"] == first["id"]
            job = await desk.api.post(f"/posts/{second['id']}/publish", {"allowDuplicate": True})
            assert job["type"] == "PUBLISH_POST"
            again = await desk.api.ask("POST", f"/posts/{first['id']}/publish", {})
            assert again.status == 409

    run(scenario())


def test_a_post_is_changed_and_removed(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await platforms(desk)
            post = await desk.api.post("/posts", SAID, 201)
            path = f"/posts/{post['id']}"
            x = {"platform": "x", "handle": "a"}
            after = await desk.api.put(path, {"text": "New", "targets": [*TARGETS, x]})
            assert (after["text"], len(after["targets"])) == ("New", 2)
            assert after["targets"][0]["variantId"] == post["targets"][0]["variantId"]
            answer = await desk.api.ask("DELETE", path)
            assert answer.status == 200
            assert (await desk.api.ask("GET", path)).status == 404
            for method, body in (("PUT", {}), ("DELETE", None)):
                assert (await desk.api.ask(method, path, body)).status == 404

    run(scenario())


def test_a_file_is_added_and_used(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await platforms(desk)
            data = png(b"x" * 2_000_000)
            headers = {"Content-Type": "image/png", "X-Filename": quote("ابتسامة.png")}
            answer = await desk.api.ask("POST", "/media", data, headers)
            assert answer.status == 201
            media = answer.json
            assert (media["name"], media["mime"], media["sizeBytes"]) == (
                "ابتسامة.png",
                "image/png",
                len(data),
            )
            assert len(media["sha256"]) == 64
            uses = [{"id": media["mediaId"], "alt": "A smile"}]
            post = await desk.api.post("/posts", SAID | {"media": uses}, 201)
            assert post["media"] == uses
            plain = await desk.api.post("/posts", SAID | {"media": [media["mediaId"]]}, 201)
            assert plain["targets"][0]["media"] == [{"id": media["mediaId"], "alt": ""}]
            for body, sent, status in (
                (b"<svg/>", headers, 415),
                (b"", headers, 400),
                (data, {"Content-Type": "image/png"}, 422),
            ):
                refused = await desk.api.ask("POST", "/media", body, sent)
                assert refused.status == status, refused.raw

    run(scenario())


def test_accounts_are_listed_and_set_up(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await platforms(desk)
            await desk.api.post("/posts", SAID, 201)
            (account,) = (await desk.api.get("/accounts"))["items"]
            assert account["key"] == "practice:ammandental"
            to = {"press": "operator", "slots": ["MO 09:30"], "dailyLimit": 3}
            changed = await desk.api.put(f"/accounts/{account['id']}", to)
            assert changed == account | to
            answer = await desk.api.ask("PUT", f"/accounts/{account['id']}", {"press": "x"})
            assert answer.json["error"]["details"] == {"field": "press"}
            assert (await desk.api.ask("PUT", "/accounts/nobody", {})).status == 404
            free = await desk.api.post(f"/accounts/{account['id']}/unpark", None)
            assert free == changed


def test_an_account_is_named_by_hand(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await platforms(desk)
            asked = {"platform": "practice", "handle": "@new", "displayName": "New"}
            made = await desk.api.post("/accounts", asked, 201)
            assert (made["key"], made["displayName"]) == ("practice:new", "New")
            assert (await desk.api.get("/accounts"))["items"] == [made]
            answer = await desk.api.ask("POST", "/accounts", asked | {"platform": "nowhere"})
            assert answer.json["error"]["details"] == {"field": "platform"}

    run(scenario())


def test_a_table_of_posts_goes_in_by_the_template(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await platforms(desk)
            template = await desk.api.ask("GET", "/posts/template.csv")
            assert template.headers["content-type"] == "text/csv; charset=utf-8"
            dry = await desk.api.ask("POST", "/posts/import?dry=1", template.raw)
            assert dry.json == {"rows": 1, "postIds": [], "problems": []}
            done = await desk.api.ask("POST", "/posts/import", template.raw)
            assert len(done.json["postIds"]) == 1
            again = await desk.api.ask("POST", "/posts/import", template.raw)
            (problem,) = again.json["problems"]
            assert (problem["row"], problem["column"]) == (2, "text")
            meant = await desk.api.ask("POST", "/posts/import?allowDuplicates=1", template.raw)
            assert len(meant.json["postIds"]) == 1

    run(scenario())


def test_the_publications_are_a_table_even_when_there_are_none(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            answer = await desk.api.ask("GET", "/export/publications.csv")
            assert answer.headers["content-type"] == "text/csv; charset=utf-8"
            assert answer.raw.startswith(b"\xef\xbb\xbf")
            (header,) = csv.reader(io.StringIO(answer.raw.decode("utf-8-sig")))
            assert {"permalink", "page_sha256"} <= set(header)

    run(scenario())


def test_the_stream_of_events_tells_of_posts(tmp_path: Path) -> None:
    from hub.api.events import described
    from hub.events import AccountChanged, PostChanged

    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            await platforms(desk)
            await desk.api.post("/posts", SAID, 201)
            (event,) = [e for e in desk.heard if isinstance(e, PostChanged)]
            named = described(event, online=set())
            assert named is not None
            assert named[0] == "post.changed"
            account = (await desk.hub.accounts.all())[0]
            named = described(AccountChanged(account=account), online=set())
            assert named is not None
            assert named[0] == "account.changed"

    run(scenario())
