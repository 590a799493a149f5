"""Publishing, whole: a real hub, the practice wall, a real Chromium that presses the button.

The wall counts every press and every post by its content; what the hub comes to believe is compared
with that. One desk and one browser serve all tests of the file; each begins on an empty wall.
"""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from models.posts.content import canonical_text
from tests.e2e.conftest import EXTENSION, Office
from tests.support.browser import Browser, BrowserError, Page, chromium, until
from tests.support.practices import Practice, practice_process

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SECONDS = 90
HANDLE = "mona"
WALL = "practice_wall"
EDITORS = ("plain", "lexical", "prosemirror", "quill", "draft")
TEXT = (
    "افتتاح فرعنا الجديد في عمّان 🎉\n\nOpen Saturday – Thursday  (9:00…21:00)\n"
    "👩‍⚕️👨‍👩‍👧 خصم 20٪ <b>&amp;</b> «أهلًا»\n  • two blanks before, one line after\n\nنراكم!"
)
SIX = 6
"""Parts of a whole proof."""


@dataclass
class Room:
    """Everybody who takes part."""

    office: Office
    practice: Practice
    browser: Browser

    def ask(self, method: str, path: str, body: object = None) -> Any:
        assert self.office.operator is not None
        return self.office.operator.ask(method, path, body)

    def sign_in(self, handle: str) -> None:
        """As a person does it, in a tab of the browser."""
        with self.browser.page(f"{self.practice.url}/wall/login?hl=en") as page:
            page.evaluate(
                f"document.querySelector('[data-wall=login] input').value = {handle!r};"
                "document.querySelector('[data-wall=login]').submit()"
            )
            page.wait("location.pathname === '/wall' && !!document.querySelector('[data-wall=me]')")

    def truth(self) -> dict[str, Any]:
        truth: dict[str, Any] = self.practice.ask("/practice/wall/truth")
        return truth

    def publish(self, text: str, **more: Any) -> str:
        """Order a post to the bound account; its id."""
        targets = [{"platform": "practice", "handle": HANDLE}]
        post = self.ask("POST", "/posts", {"text": text, "targets": targets} | more)
        self.ask("POST", f"/posts/{post['id']}/publish")
        return str(post["id"])

    def everything(self, path: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.ask("GET", path)["items"]
        return items

    def target(self, post_id: str) -> dict[str, Any]:
        """What became of the post."""
        (target,) = self.ask("GET", f"/posts/{post_id}")["targets"]
        assert isinstance(target, dict)
        return target

    def job(self, post_id: str) -> dict[str, Any]:
        job: dict[str, Any] = self.ask("GET", f"/jobs/{self.target(post_id)['jobId']}")
        return job

    def wait(self, post_id: str, *statuses: str) -> dict[str, Any]:
        """The post's target, once it has come to one of these."""
        try:
            until(lambda: self.target(post_id)["status"] in statuses, SECONDS, str(statuses))
        except BrowserError as error:
            raise AssertionError(f"{error}: {self.target(post_id)} {self.job(post_id)}") from None
        return self.target(post_id)

    def needs(self, post_id: str) -> dict[str, Any]:
        """The job, once it wants a person."""
        until(lambda: self.job(post_id)["needsUserAction"], SECONDS, "the flag")
        return self.job(post_id)

    @property
    def presses(self) -> int:
        presses: int = self.truth()["presses"]
        return presses


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A desk with the wall for its connector, a browser that is bound to one account on it."""
    if chromium() is None:
        pytest.skip("no Chromium on this machine")
    folder = tmp_path_factory.mktemp("publishing")
    with practice_process() as practice, closing(Office(folder / "desk")) as office:
        operator = office.open()
        for connector in (WALL, f"{WALL}_verify"):
            operator.ask("PUT", f"/connectors/{connector}", {"hosts": [practice.host]})
        link = operator.ask("POST", "/devices/pairing", {"allowFirst": True})["link"]
        bootstrap = {"link": link, "name": "Front desk"}
        with Browser(EXTENSION, folder / "profile", bootstrap=bootstrap) as browser:
            room = Room(office, practice, browser)
            until(lambda: room.everything("/devices"), SECONDS, "the device")
            room.sign_in(HANDLE)
            yield room


@pytest.fixture
def room(house: Room) -> Iterator[Room]:
    house.practice.ask("/practice/reset", {})
    house.practice.become()
    (device,) = house.everything("/devices")
    bindings = [{"platform": "practice", "handle": HANDLE}]
    house.ask("PUT", f"/devices/{device['id']}/bindings", {"bindings": bindings})
    yield house
    house.practice.become()
    for status in ("PENDING", "RUNNING"):
        for job in house.everything(f"/jobs?status={status}&limit=200"):
            house.ask("POST", f"/jobs/{job['id']}/cancel")


# ------------------------------------------------------------------ it is out


@pytest.mark.parametrize("editor", EDITORS)
def test_a_post_goes_out_as_it_is_whatever_the_editor(room: Room, editor: str) -> None:
    room.practice.become(f"wall_editor_{editor}")
    text = f"{editor}\n{TEXT}"
    target = room.wait(room.publish(text), "published")
    (post,) = room.truth()["posts"]
    assert canonical_text(post["text"]) == canonical_text(text)
    assert (post["handle"], room.presses) == (HANDLE, 1)
    assert target["permalink"].endswith(post["id"])
    assert target["proofCompleteness"] == SIX, target["proofParts"]


def _png() -> bytes:
    picture = QImage(320, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert picture.save(buffer, "PNG")
    return bytes(data.data())


def test_pictures_go_out_with_the_text(room: Room) -> None:
    assert room.office.operator is not None
    data = _png()
    request = urllib.request.Request(
        f"{room.office.operator.api_url}/media",
        data=data,
        headers={
            "Authorization": f"Bearer {room.office.operator.token}",
            "Content-Type": "image/png",
            "X-Filename": "open-day.png",
        },
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as reply:
        media = json.load(reply)
    post_id = room.publish("With a picture 🖼️", media=[{"id": media["mediaId"], "alt": "Teal"}])
    room.wait(post_id, "published")
    (post,) = room.truth()["posts"]
    assert (len(post["media"]), room.presses) == (1, 1)


def test_a_link_goes_out_behind_its_text(room: Room) -> None:
    room.wait(room.publish("Our sale", link="https://shop.example/sale?a=1&b=2"), "published")
    (post,) = room.truth()["posts"]
    assert post["text"] == "Our sale\n\nhttps://shop.example/sale?a=1&b=2"


@pytest.mark.parametrize("mood", ["wall_error_shown", "wall_late", "wall_slow", "wall_no_answer"])
def test_what_is_out_is_found_whatever_the_site_said(room: Room, mood: str) -> None:
    room.practice.become(mood)
    target = room.wait(room.publish(f"Out all the same: {mood}"), "published")
    (post,) = room.truth()["posts"]
    assert target["permalink"].endswith(post["id"])
    assert room.presses == 1


# ------------------------------------------------------------- it is not out


def test_another_account_is_not_published_from(room: Room) -> None:
    room.practice.become("wall_other_account")
    post_id = room.publish("Not for strangers")
    room.wait(post_id, "failed")
    assert room.job(post_id)["errorCode"] == "ACCOUNT_MISMATCH"
    assert room.presses == 0


def test_a_site_that_says_no_rejected_it(room: Room) -> None:
    room.practice.become("wall_fails")
    post_id = room.publish("Refused")
    room.wait(post_id, "failed")
    assert room.job(post_id)["errorCode"] == "REJECTED_BY_SITE"
    assert (room.presses, room.truth()["posts"]) == (1, [])


def test_nobody_signed_in_waits_for_the_person(room: Room) -> None:
    room.practice.become("wall_signed_out")
    post_id = room.publish("After the sign-in")
    room.needs(post_id)
    with room.browser.tab("/wall?") as tab:
        tab.evaluate(
            f"document.querySelector('[data-wall=login] input').value = {HANDLE!r};"
            "document.querySelector('[data-wall=login]').submit()"
        )
    room.wait(post_id, "published")
    assert room.presses == 1


def test_accepted_then_gone_is_unknown_and_a_look_does_not_find_it(room: Room) -> None:
    room.practice.become("wall_vanishes")
    post_id = room.publish("Gone")
    target = room.wait(post_id, "unknown", "verifying")
    (run,) = target["runs"]
    room.ask("POST", f"/runs/{run['id']}/look")
    look = until(lambda: _look_for(room, "Gone"), SECONDS, "the look")
    assert (look["output"]["found"], look["output"]["journal"]) == (False, "pressed")
    assert room.target(post_id)["status"] in ("unknown", "verifying")
    assert room.presses == 1
    room.ask("POST", f"/runs/{run['id']}/resolve", {"outcome": "not_published"})
    room.wait(post_id, "not_published")


def _look_for(room: Room, text: str) -> dict[str, Any] | None:
    looks = room.everything("/jobs?type=VERIFY_POST&status=COMPLETED")
    return next((look for look in looks if look["input"]["text"] == text), None)


# -------------------------------------------------------------- the worker dies


def test_a_worker_killed_before_the_button_starts_over(room: Room) -> None:
    room.practice.become("wall_checkpoint")
    post_id = room.publish("Killed before")
    room.needs(post_id)
    room.browser.kill_worker()
    room.practice.become()
    room.wait(post_id, "published")
    assert (room.presses, len(room.truth()["posts"])) == (1, 1)


def test_a_worker_killed_after_the_press_does_not_press_again(room: Room) -> None:
    room.practice.become("wall_slow")
    post_id = room.publish("Killed after")
    until(lambda: room.presses, SECONDS, "the press")
    room.browser.kill_worker()
    room.wait(post_id, "published")
    assert (room.presses, len(room.truth()["posts"])) == (1, 1)


# ----------------------------------------------------------------- a dry run


def test_a_dry_run_presses_nothing(room: Room) -> None:
    (device,) = room.everything("/devices")
    wish = {"deviceId": device["id"], "text": "Only to try\nمرحبا"}
    job = room.ask("POST", f"/connectors/{WALL}/dry-run", wish)
    until(
        lambda: room.ask("GET", f"/jobs/{job['id']}")["completedAt"], SECONDS, "the end of the run"
    )
    done = room.ask("GET", f"/jobs/{job['id']}")
    assert (done["status"], room.presses) == ("COMPLETED", 0)
    said = done["output"]
    assert (said["text"], said["button"], said["account"]) == (True, True, HANDLE)


# ------------------------------------------------------------ a person presses


def _centre(tab: Page) -> tuple[float, float]:
    box = "document.querySelector('[data-wall=post]').getBoundingClientRect()"
    x, y = tab.evaluate(f"[{box}.left + {box}.width / 2, {box}.top + {box}.height / 2]")
    return x, y


def _click(tab: Page) -> None:
    """As a mouse does it: the browser trusts it."""
    x, y = _centre(tab)
    for kind in ("mousePressed", "mouseReleased"):
        tab.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


def _press(page: Page, word: str) -> None:
    found = f"[...document.querySelectorAll('button')].find((one) => one.innerText === {word!r})"
    page.wait(f"Boolean({found})")
    page.evaluate(f"{found}.click()")


@pytest.fixture
def by_hand(room: Room) -> Iterator[Room]:
    room.ask("PUT", f"/connectors/{WALL}", {"press": "operator"})
    yield room
    room.ask("PUT", f"/connectors/{WALL}", {"press": None})


def test_a_person_presses_and_only_with_a_permit(by_hand: Room) -> None:
    room = by_hand
    post_id = room.publish("By hand")
    room.needs(post_id)
    with room.browser.tab("/wall?") as tab:
        tab.evaluate("document.querySelector('[data-wall=post]').click()")
        for kind in ("keyDown", "keyUp"):
            tab.ask("Input.dispatchKeyEvent", type=kind, key="Enter", modifiers=2)
        assert room.presses == 0
    with room.browser.page("ui/popup.html") as popup:
        popup.wait("document.body.innerText.includes('You press “\u2068Post\u2069”')")
        _press(popup, "I am ready")
        popup.wait("document.body.innerText.includes('s left')")
    with room.browser.tab("/wall?") as tab:
        _click(tab)
        _click(tab)
    room.wait(post_id, "published")
    assert (room.presses, len(room.truth()["posts"])) == (1, 1)


def test_who_does_not_want_it_posted_says_so(by_hand: Room) -> None:
    room = by_hand
    post_id = room.publish("Not this one")
    room.needs(post_id)
    with room.browser.page("ui/popup.html") as popup:
        _press(popup, "Do not post")
    room.wait(post_id, "failed")
    assert room.job(post_id)["errorCode"] == "stopped_here"
    assert room.presses == 0


def test_a_stop_before_the_button_everywhere_refuses_the_permit(by_hand: Room) -> None:
    room = by_hand
    post_id = room.publish("Held back")
    room.needs(post_id)
    room.ask("POST", "/pause", {"scope": "all"})
    try:
        with room.browser.page("ui/popup.html") as popup:
            _press(popup, "I am ready")
            popup.wait("document.body.innerText.includes('no permit')")
    finally:
        room.ask("POST", "/resume", {"scope": "all"})
    with room.browser.tab("/wall?") as tab:
        _click(tab)
    assert room.presses == 0
    with room.browser.page("ui/popup.html") as popup:
        popup.wait("document.body.innerText.includes('s left')")
    with room.browser.tab("/wall?") as tab:
        _click(tab)
    room.wait(post_id, "published")
    assert room.presses == 1


def _online(room: Room) -> dict[str, Any] | None:
    return next((one for one in room.everything("/devices") if one["online"]), None)


# --------------------------------------------------------------- another device


def test_a_look_from_another_device_finds_what_the_first_could_not_tell(
    room: Room, tmp_path: Path
) -> None:
    room.practice.become("wall_slow")
    post_id = room.publish("Whose browser died")
    until(lambda: room.presses, SECONDS, "the press")
    room.browser.kill()
    room.practice.become()
    room.wait(post_id, "unknown", "verifying")
    link = room.ask("POST", "/devices/pairing", {"allowFirst": True})["link"]
    with Browser(EXTENSION, tmp_path / "profile", bootstrap={"link": link}) as other:
        device = until(lambda: _online(room), SECONDS, "the other device")
        bindings = [{"platform": "practice", "handle": HANDLE}]
        room.ask("PUT", f"/devices/{device['id']}/bindings", {"bindings": bindings})
        (run,) = room.target(post_id)["runs"]
        room.ask("POST", f"/runs/{run['id']}/look")
        target = room.wait(post_id, "published")
        assert other.worker_is_alive()
    assert target["permalink"].endswith(room.truth()["posts"][0]["id"])
    assert room.presses == 1
