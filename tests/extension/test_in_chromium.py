"""The extension in a real Chromium, with a real hub and the practice web: what a person sees."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hub import shipped
from hub.practice.server import PracticeWeb
from hub.service import HubOptions, HubService
from hub.thread import HubThread
from models.folder import DataFolder
from tests.support.browser import Browser, Page, chromium, until
from tests.support.operator import Operator

OPERATOR = "operator"
SECONDS = 60.0
ALL_ROWS = 64
"""Dentists in Amman that the practice web knows."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine"),
]

Job = dict[str, Any]


class Room:
    """A hub in a thread and a practice web beside it; operator and browser come to them."""

    def __init__(self, folder: DataFolder) -> None:
        self.thread = HubThread(lambda: HubService(folder, HubOptions(port=0, api_port=0)))
        status = self.thread.start().result(SECONDS)
        assert self.thread.service is not None
        self.hub = self.thread.service
        self.operator = Operator(status.api_url, folder.api_token())
        self.web = PracticeWeb(delay=0.05)
        self.ask(self.web.start)
        for connector in ("google_maps", "google_search"):
            self.operator.ask("PUT", f"/connectors/{connector}", {"hosts": [self.web.host]})

    def close(self) -> None:
        self.ask(self.web.stop)
        assert self.thread.stop()

    def ask(self, function: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """The answer of one of the coroutine functions of hub or web."""
        return self.thread.call(function, *args, **more).result(SECONDS)

    def link(self, *, allow_first: bool) -> str:
        made = self.ask(self.hub.pairing.make_link, allow_first=allow_first, actor=OPERATOR)
        link: str = made.link
        return link

    def create(self, kind: str = "google_maps", **inputs: Any) -> str:
        wanted = {"query": "dentists", "location": "Amman"} | inputs
        made: Job = self.operator.ask("POST", "/jobs", {"type": kind, "input": wanted})
        return str(made["id"])

    def job(self, job_id: str) -> Job:
        job: Job = self.operator.ask("GET", f"/jobs/{job_id}")
        return job

    def wait(self, job_id: str, fits: Callable[[Job], bool], what: str) -> Job:
        """The job, once it is as it should be."""
        until(lambda: fits(self.job(job_id)), SECONDS, what)
        return self.job(job_id)

    def ended(self, job_id: str) -> Job:
        return self.wait(job_id, lambda job: job["completedAt"] is not None, "the end of the job")

    def some_rows(self, job_id: str) -> Job:
        return self.wait(job_id, lambda job: job["counts"]["evidence"] >= 10, "the first rows")

    def devices(self) -> list[dict[str, Any]]:
        return self.operator.everything("/devices")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    folder = DataFolder.open(tmp_path / "desk")
    room = Room(folder)
    yield room
    room.close()
    folder.close()


def _browser(tmp_path: Path, **more: Any) -> Browser:
    return Browser(shipped.path("extension"), tmp_path / "profile", **more)


@pytest.fixture
def browser(tmp_path: Path, room: Room) -> Iterator[Browser]:
    """A browser that paired with the room by itself."""
    bootstrap = {"link": room.link(allow_first=True), "name": "Front desk"}
    with _browser(tmp_path, bootstrap=bootstrap) as browser:
        until(lambda: [one for one in room.devices() if one["online"]], SECONDS, "the device")
        yield browser


def _says(page: Page, text: str) -> None:
    page.wait(f"document.body.innerText.includes({text!r})")


def _press(page: Page, word: str) -> None:
    found = f"[...document.querySelectorAll('button')].find((one) => one.innerText === {word!r})"
    page.wait(f"Boolean({found})")
    page.evaluate(f"{found}.click()")


# ------------------------------------------------------------------ pairing


def test_pairing_by_hand_shows_the_same_digits_on_both_sides(room: Room, tmp_path: Path) -> None:
    with _browser(tmp_path) as browser:
        with browser.page(f"ui/pair.html#{room.link(allow_first=False)}") as page:
            _says(page, "must show the same six digits")
            assert page.evaluate("location.hash") == ""
            digits = page.evaluate("document.querySelector('.digits b').innerText")
            (asked,) = room.ask(room.hub.pairing.waiting)
            assert digits.replace(" ", "") == asked.digits
            assert room.devices() == []
            room.ask(room.hub.pairing.allow, asked.link_id, "Front desk", OPERATOR)
            _says(page, "It is “\u2068Front desk\u2069” on your desk")
        with browser.page("ui/popup.html") as popup:
            _says(popup, "Ready, nothing to do")
        (device,) = room.devices()
        assert (device["name"], device["channel"], device["online"]) == (
            "Front desk",
            "noise",
            True,
        )


def test_they_differ_ends_the_pairing_on_both_sides(room: Room, tmp_path: Path) -> None:
    with (
        _browser(tmp_path) as browser,
        browser.page(f"ui/pair.html#{room.link(allow_first=False)}") as page,
    ):
        _press(page, "They differ")
        _says(page, "Nothing was paired")
        until(lambda: room.ask(room.hub.pairing.waiting) == [], SECONDS, "the end of the wait")
        assert room.devices() == []


# --------------------------------------------------------------------- work


def test_a_search_brings_every_row_and_its_proof(room: Room, browser: Browser) -> None:
    job = room.ended(room.create(limit=500))
    assert (job["status"], job["output"]["ended"]) == ("COMPLETED", "end")
    rows = room.operator.everything(f"/jobs/{job['id']}/evidence")
    assert len({row["hash"] for row in rows}) == len(rows) == ALL_ROWS
    proofs = room.operator.everything(f"/jobs/{job['id']}/proofs")
    assert {(one["kind"], one["mime"]) for one in proofs} == {
        ("results", "image/jpeg"),
        ("page", "multipart/related"),
    }
    for proof in proofs:
        content = room.operator.download(f"/proofs/{proof['id']}/content")
        assert len(content) == proof["sizeBytes"]
        assert proof["width"] is None or proof["width"] >= 1000
    assert browser.tabs() == ["about:blank"]


def test_without_leave_for_pictures_the_pages_are_the_proof(room: Room, tmp_path: Path) -> None:
    bootstrap = {"link": room.link(allow_first=True)}
    with _browser(tmp_path, bootstrap=bootstrap, granted=False) as browser:
        job = room.ended(room.create(limit=20))
        assert (job["status"], job["output"]["rows"]) == ("COMPLETED", 20)
        assert [note["code"] for note in job["output"]["notes"]] == ["no_pictures"]
        proofs = room.operator.everything(f"/jobs/{job['id']}/proofs")
        assert {one["mime"] for one in proofs} == {"multipart/related"}
        with browser.page("ui/popup.html") as popup:
            _says(popup, "Allow pictures")


def test_a_worker_that_dies_goes_on_with_its_run(room: Room, browser: Browser) -> None:
    job_id = room.create(limit=500)
    room.some_rows(job_id)
    browser.kill_worker()
    job = room.ended(job_id)
    assert (job["status"], job["attempts"], job["output"]["rows"]) == ("COMPLETED", 1, ALL_ROWS)
    assert job["counts"]["evidence"] == ALL_ROWS


def test_a_captcha_waits_for_the_person_and_goes_on_by_itself(room: Room, browser: Browser) -> None:
    room.web.state.choose(["captcha"])
    job_id = room.create(limit=20)
    job = room.wait(job_id, lambda job: job["needsUserAction"], "the flag")
    assert job["phase"] == "needs_user"
    with browser.page("ui/popup.html") as popup:
        _says(popup, "The site asks for a captcha")
    with browser.worker() as worker:
        assert worker.evaluate("chrome.action.getBadgeText({})") == "!"
    with browser.tab(room.web.host) as tab:
        tab.evaluate("document.querySelector('button').click()")
    job = room.ended(job_id)
    assert (job["status"], job["output"]["rows"]) == ("COMPLETED", 20)
    kinds = [one["kind"] for one in room.operator.everything(f"/jobs/{job_id}/proofs")]
    assert "needs_user" in kinds


def test_what_the_list_lacks_is_looked_up_on_the_web(room: Room, browser: Browser) -> None:
    job = room.ended(room.create("google_maps_search", limit=6))
    assert job["status"] == "COMPLETED"
    rows = room.operator.everything(f"/jobs/{job['id']}/evidence")
    places = [row for row in rows if row["type"] == "place"]
    lacking = {row["title"] for row in places if not {"website", "phone"} <= set(row["snippet"])}
    looked_up = {row["snippet"]["place"] for row in rows if row["type"] == "web_result"}
    assert len(places) == 6
    assert looked_up == lacking
    assert lacking


# ------------------------------------------------------------------ its ends


def test_a_cancel_closes_the_window(room: Room, browser: Browser) -> None:
    job_id = room.create(limit=500)
    room.some_rows(job_id)
    room.operator.ask("POST", f"/jobs/{job_id}/cancel")
    assert room.ended(job_id)["status"] == "CANCELLED"
    until(lambda: browser.tabs() == ["about:blank"], SECONDS, "the window's end")


def test_a_window_closed_by_the_person_is_told(room: Room, browser: Browser) -> None:
    job_id = room.create(limit=500)
    room.some_rows(job_id)
    with browser.tab("/maps/search") as tab:
        tab.close()
    job = room.wait(job_id, lambda job: job["errorCode"] is not None, "the word of it")
    assert job["errorCode"] == "window_closed"


def test_a_revoked_browser_drops_its_work_and_says_so(room: Room, browser: Browser) -> None:
    job_id = room.create(limit=500)
    room.some_rows(job_id)
    (device,) = room.devices()
    room.operator.ask("POST", f"/devices/{device['id']}/revoke")
    with browser.page("ui/popup.html") as popup:
        _says(popup, "This browser is no longer paired")
    until(lambda: browser.tabs() == ["about:blank"], SECONDS, "the window's end")
    with browser.worker() as worker:
        count = "indexedDB.databases().then((all) => all.length)"
        assert worker.evaluate(count) == 1
