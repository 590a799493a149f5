"""A data folder full of believable work: two clients, six devices, sixty jobs, evidence, proofs.

Everything goes in through the functions of the models layer, in the order of time, so that
counts, phases, audit chain and full-text index are what they would be. `fill` is deterministic
but for ids.
"""

import hashlib
import random
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from models import connectors, devices, evidence, jobs, operators, proofs, workspaces
from models.changes import Claimed, NewJob
from models.database import open_writer
from models.devices import Binding, NewDevice
from models.evidence import Finding
from models.folder import DataFolder
from models.ids import new_id
from models.proof_files import ProofFiles
from models.proofs import Declaration
from tests.support import sample_pictures as pictures
from tests.support import sample_posts
from tests.support import sample_words as words

NOW = int(datetime(2026, 11, 23, 10, 21, 4).astimezone().timestamp() * 1000)
SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000
SKILLS = ["google_maps", "google_search"]


@dataclass
class Sample:
    """What was made, by the name that the sample gives it."""

    path: Path
    operator: str = ""
    dental: str = ""
    coffee: str = ""
    devices: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    """By title; empty in a sample without posts."""

    @property
    def online(self) -> set[str]:
        """The devices that are connected."""
        return {id for name, id in self.devices.items() if not name.startswith("Old")}


class Maker:
    """Fills one folder; each method is one thing that happened at a time."""

    def __init__(self, path: Path) -> None:
        self.folder = DataFolder.open(path)
        self.db = open_writer(self.folder)
        self.files = ProofFiles(self.folder)
        self.made = Sample(path)
        self.chance = random.Random(7)
        self.found = 0
        self.children: list[str] = []
        """Of the last bulk job."""

    def close(self) -> None:
        """Let go of the folder."""
        self.db.close()
        self.folder.close()

    def connectors(self, at: int) -> None:
        """Two connectors are installed."""
        for id, name in (("google_maps", "Maps list"), ("google_search", "Search page")):
            recipe = {
                "id": id, "name": {"en": name, "ar": name}, "version": 7, "kind": "search",
                "platform": "google", "hosts": ["www.google.com"], "steps": [],
            }  # fmt: skip
            connectors.install(self.db, recipe, now=at)

    def device(self, name: str, browser: str, address: str, at: int, **more: Any) -> str:
        """A paired device that is connected."""
        channel = more.get("channel", "noise")
        secret: dict[str, Any] = (
            {"token": "sample"} if channel == "json" else {"public_key": self.chance.randbytes(32)}
        )
        new = NewDevice(
            name=name, browser=browser, version="1.0.0", channel=channel, capabilities=SKILLS,
            address=address, named_by_operator=True, **secret,
        )  # fmt: skip
        made = devices.create(self.db, new, actor=self.made.operator, now=at)
        accounts = [Binding(platform=p, handle=h) for p, h in more.get("accounts", ())]
        devices.opened(
            self.db, made.id, version="1.0.0", capabilities=SKILLS, accounts=accounts,
            browser=browser, address=address, now=at + 20 * SECOND,
        )  # fmt: skip
        devices.seen(self.db, made.id, now=NOW - 8 * SECOND)
        self.made.devices[name] = made.id
        return made.id

    def job(
        self, type: str, query: str, place: str, at: int, *, coffee: bool = False, **more: Any
    ) -> str:
        """A new job."""
        given: dict[str, Any] = {"query": query} | ({"location": place} if place else {})
        if type == "SEARCH_SINGLE":
            given["connector"] = "google_search"
        if type == "SEARCH_BULK":
            given = {"connector": "google_maps", "queries": query.split("|")}
            given["locations"] = place.split("|")
        workspace = self.made.coffee if coffee else self.made.dental
        new = NewJob(type=type, input=given, workspace_id=workspace, **more)
        made = jobs.create(self.db, new, actor=self.made.operator, now=at)
        self.made.jobs[f"{query} {place}".strip()] = made[0].id
        self.children = [child.id for child in made[1:]]
        return made[0].id

    def claim(self, job_id: str, device: str, at: int) -> Claimed:
        """A device takes the job."""
        return jobs.claim(self.db, job_id, self.made.devices[device], now=at)

    def say(self, run: Claimed, percent: int, message: str, at: int) -> None:
        """The device reports progress."""
        jobs.progress(
            self.db, run.run.device_id, run.job.id, run.run.epoch, percent, message, None, now=at
        )

    def log(self, run: Claimed, level: str, message: str, at: int) -> None:
        """The device writes a line."""
        jobs.write_log(
            self.db, run.run.device_id, run.job.id, run.run.epoch, level, message, None, now=at
        )

    def rows(self, run: Claimed, count: int, at: int, *, coffee: bool, web: bool = False) -> None:
        """The device sends findings."""
        findings = [self._finding(index, at, coffee, web) for index in range(count)]
        findings += findings[: count // 4]  # a virtual list shows some of its rows twice
        evidence.store_batch(
            self.db, run.run.device_id, run.job.id, run.run.epoch, new_id(), findings, now=at
        )

    def _finding(self, index: int, at: int, coffee: bool, web: bool) -> Finding:
        self.found += 1
        number = self.found
        names, areas, kinds = (
            (words.CAFES, words.QUARTERS, words.CAFE_KINDS)
            if coffee
            else (words.DENTISTS, words.AREAS, words.DENTAL_KINDS)
        )
        city = "Cairo" if coffee else "Amman"
        name = names[number % len(names)]
        if number >= len(names):
            name = f"{name} {number // len(names) + 1}"
        if web:
            return Finding(
                index=index, type="web_result", title=f"{name}: prices and opening hours",
                source="google_search", confidence="low", url=f"https://site{number}.example/",
                snippet={"description": f"Everything about {name}."}, collected_at=at,
            )  # fmt: skip
        place = f"{areas[number % len(areas)]}, {city}"
        facts: dict[str, Any] = {
            "address": place,
            "category": kinds[number % len(kinds)],
            "rating": round(3.8 + (number * 7 % 12) / 10, 1),
            "reviews": 9 + number * 37 % 331,
            "latitude": 31.95 + number % 90 / 1000,
            "longitude": 35.91 + number % 70 / 1000,
        }
        if number % 4:
            prefix = "+20 2 5550" if coffee else "+962 6 555 0"
            facts["phone"] = f"{prefix}{100 + number % 900:03}"
        if number % 3 == 0:
            facts["website"] = f"https://place{number}.example"
        return Finding(
            index=index, type="place", title=name, source="google_maps", snippet=facts,
            confidence="high" if number % 4 else "medium", key=f"0x{number:08x}",
            url=f"https://maps.example/place/{number}", collected_at=at,
        )  # fmt: skip

    def proof(self, run: Claimed, kind: str, title: str, content: bytes, at: int) -> str:
        """The device sends a screenshot."""
        asset, digest = new_id(), hashlib.sha256(content).hexdigest()
        declaration = Declaration(
            asset_id=asset, kind=kind, mime="image/png", size_bytes=len(content), sha256=digest,
            captured_at=at - 118, page_url="https://maps.example/search", title=title,
            width=pictures.WIDTH, height=pictures.HEIGHT,
        )  # fmt: skip
        proofs.declare(
            self.db, run.run.device_id, run.job.id, run.run.epoch, declaration,
            clock_skew_ms=118, now=at,
        )  # fmt: skip
        upload = self.files.begin(asset, size_bytes=len(content), sha256=digest, mime="image/png")
        upload.write(0, content)
        upload.finish()
        proofs.commit_stored(self.db, asset, now=at)
        proofs.record_check(self.db, asset, "intact", actor="system", now=at)
        return asset

    def screenshot(self, run: Claimed, number: int, at: int, *, coffee: bool, web: bool) -> None:
        """A drawn page of results."""
        names = list(words.CAFES if coffee else words.DENTISTS)
        names = names[number % 7 :] + names[: number % 7]
        content = pictures.results(run.job.title, names) if web else pictures.maps(names, number)
        self.proof(run, "results", f"Results page {number % 4 + 1}", content, at)

    def done(self, run: Claimed, at: int) -> None:
        """The device is through."""
        output = {"rows": run.job.evidence_count, "ended": "end"}
        jobs.complete(self.db, run.run.device_id, run.job.id, run.run.epoch, output, now=at)


def fill(path: Path, *, with_posts: bool = False) -> Sample:
    """Make the sample in a new folder; `with_posts` adds what is and was published."""
    maker = Maker(path)
    try:
        with maker.db.atomic("IMMEDIATE"):
            _people(maker)
            _past(maker)
            if with_posts:
                sample_posts.before(maker)
            _today(maker)
            if with_posts:
                sample_posts.after(maker)
        return maker.made
    finally:
        maker.close()


def _people(maker: Maker) -> None:
    db, made, first = maker.db, maker.made, NOW - 30 * DAY
    made.operator = operators.first(db).id
    operators.rename(db, made.operator, "Sami", actor="system", now=first)
    made.dental = workspaces.default(db).id
    workspaces.rename(db, made.dental, "Amman Dental Group", actor=made.operator, now=first)
    made.coffee = workspaces.create(
        db, "Cairo Coffee House", actor=made.operator, now=first + MINUTE
    ).id
    maker.connectors(first)
    at = first + HOUR
    maker.device("Front desk - Chrome", "Chrome 142", "127.0.0.1", at,
                 accounts=[("facebook", "Amman Dental Group"), ("x", "@cairocoffeehs"),
                           ("linkedin", "Amman Dental Group")])  # fmt: skip
    maker.device("Laptop Mona - Firefox", "Firefox 145", "192.168.1.34", at + HOUR,
                 accounts=[("instagram", "@ammandental")])  # fmt: skip
    maker.device("Studio PC - Edge", "Edge 142", "192.168.1.41", at + 2 * HOUR,
                 accounts=[("instagram", "@cairo.coffee.house"),
                           ("linkedin", "Cairo Coffee House")])  # fmt: skip
    maker.device("Practice agent", "built in", "127.0.0.1", at + 3 * HOUR, channel="json")
    maker.device("Reception tablet - Edge", "Edge 141", "192.168.1.52", at + 4 * HOUR)
    maker.device("Old laptop - Chrome", "Chrome 139", "192.168.1.29", at + 5 * HOUR)


def _past(maker: Maker) -> None:
    """Nine days of work that is over."""
    names = list(maker.made.devices)
    for number in range(40):
        type, query, place = words.FINISHED[number % len(words.FINISHED)]
        coffee = number % len(words.FINISHED) >= 10
        if number >= len(words.FINISHED):
            query = f"{query} {number // len(words.FINISHED) + 1}"
        at = NOW - 9 * DAY + number * 5 * HOUR
        _finished(maker, number, (type, query, place), names[number % 4], at, coffee=coffee)
    old = maker.made.devices["Old laptop - Chrome"]
    devices.closed(maker.db, old, now=NOW - 2 * DAY - 18 * HOUR - 19 * MINUTE)
    draining = maker.made.devices["Reception tablet - Edge"]
    devices.set_draining(maker.db, draining, True, actor=maker.made.operator, now=NOW - HOUR)


def _finished(
    maker: Maker, number: int, what: tuple[str, str, str], device: str, at: int, *, coffee: bool
) -> None:
    type, query, place = what
    web = type == "SEARCH_SINGLE"
    job = maker.job(type, query, place, at, coffee=coffee)
    run = maker.claim(job, device, at + 2 * SECOND)
    maker.log(run, "info", f"opened the page, query “{query}”", at + 4 * SECOND)
    maker.say(run, 30, "reading the first results", at + 40 * SECOND)
    maker.rows(run, 3 + number % 9, at + 50 * SECOND, coffee=coffee, web=web)
    if number % 13 == 12:
        jobs.fail(
            maker.db, run.run.device_id, job, run.run.epoch, "element_not_found",
            "The list of results was not found on the page.", retryable=False,
            now=at + MINUTE, jitter=0.0,
        )  # fmt: skip
        return
    if number % 17 == 16:
        jobs.request_cancel(maker.db, job, actor=maker.made.operator, now=at + MINUTE)
        jobs.confirm_cancelled(
            maker.db, run.run.device_id, job, run.run.epoch, now=at + MINUTE + SECOND
        )
        return
    maker.say(run, 80, "scrolled to the end of the list", at + 2 * MINUTE)
    maker.rows(run, 2 + number % 5, at + 2 * MINUTE, coffee=coffee, web=web)
    if number % 2 == 0:
        maker.screenshot(run, number, at + 2 * MINUTE, coffee=coffee, web=web)
    maker.done(run, at + (2 + number % 6) * MINUTE)


def _today(maker: Maker) -> None:
    """What stands on the desk this morning."""
    morning = NOW - 2 * HOUR
    _finished(maker, 41, ("google_maps", "Dental labs", "Madaba"), "Laptop Mona - Firefox",
              morning, coffee=False)  # fmt: skip
    _finished(maker, 42, ("SEARCH_SINGLE", "dental implants amman", ""), "Practice agent",
              morning + 20 * MINUTE, coffee=False)  # fmt: skip
    _finished(maker, 44, ("google_maps", "Cafés", "Alexandria"), "Studio PC - Edge",
              morning + 40 * MINUTE, coffee=True)  # fmt: skip
    _finished(maker, 46, ("google_maps", "Dentists", "Jerash"), "Laptop Mona - Firefox",
              morning + 70 * MINUTE, coffee=False)  # fmt: skip
    _night(maker)
    _bulk(maker, NOW - 25 * MINUTE)
    _captcha(maker, NOW - 12 * MINUTE)
    _login(maker, NOW - 14 * MINUTE)
    _running(maker, NOW - 6 * MINUTE)
    maker.job("SEARCH_SINGLE", "dental implants price amman", "", NOW - 11 * MINUTE,
              device_id=maker.made.devices["Old laptop - Chrome"])  # fmt: skip
    maker.job("google_maps", "Bakeries", "Cairo", NOW - 52 * MINUTE, coffee=True,
              run_after=NOW + 4 * HOUR + 9 * MINUTE)  # fmt: skip
    maker.job("google_maps", "Coffee machines", "Giza", NOW - 3 * MINUTE, coffee=True)
    maker.job("google_maps_search", "عيادات تجميل", "عمّان", NOW - 2 * MINUTE)


def _night(maker: Maker) -> None:
    """Work since midnight, so that the hours of today differ."""
    names = ("Front desk - Chrome", "Laptop Mona - Firefox", "Studio PC - Edge")
    for hour in range(9):
        for turn in range(1 + hour * 5 % 4):
            number = 60 + hour * 6 + turn * 2
            at = NOW - (9 - hour) * HOUR - 30 * MINUTE + turn * 8 * MINUTE
            place = f"{words.AREAS[(hour + turn) % 8]} {number}"
            what = ("google_maps", "Pharmacies" if turn % 2 else "Clinics", place)
            _finished(maker, number + (number % 13 == 12), what, names[turn % 3], at, coffee=False)


def _bulk(maker: Maker, at: int) -> None:
    """A bulk search, seven of twelve places done, one about to be tried again."""
    places = "|".join(
        f"{area}, Amman" for area in (*words.AREAS, "Naour", "Marka", "Bayader", "Hashmi")
    )
    maker.job("SEARCH_BULK", "Orthodontists", places, at)
    for number, child in enumerate(maker.children[:8]):
        start = at + MINUTE + number * 2 * MINUTE
        run = maker.claim(child, "Practice agent", start)
        maker.rows(run, 4 + number, start + 30 * SECOND, coffee=False)
        if number == 7:
            jobs.fail(
                maker.db, run.run.device_id, child, run.run.epoch, "timeout",
                "The page did not answer.", retryable=True, retry_after_ms=8 * MINUTE,
                now=start + MINUTE, jitter=0.0,
            )  # fmt: skip
            return
        maker.done(run, start + MINUTE)


def _captcha(maker: Maker, at: int) -> None:
    """The site wants to know whether a person is there."""
    job = maker.job("google_maps", "Dentists", "Amman", at)
    lost = maker.claim(job, "Front desk - Chrome", at + 10 * SECOND)
    jobs.lease_lost(maker.db, job, lost.run.epoch, now=at + MINUTE, jitter=0.0)
    run = maker.claim(job, "Laptop Mona - Firefox", at + 2 * MINUTE)
    start = at + 2 * MINUTE
    maker.log(run, "info", "opened maps list, query “dentists in amman”", start + SECOND)
    for step in range(4):
        maker.rows(run, 22 if step < 3 else 20, start + (step + 1) * 35 * SECOND, coffee=False)
        maker.say(
            run, 15 * (step + 1), f"scrolled {step + 3} times", start + (step + 1) * 36 * SECOND
        )
        maker.screenshot(run, step, start + (step + 1) * 37 * SECOND, coffee=False, web=False)
    maker.say(run, 62, "reading Abdoun, 86 rows", NOW - 3 * MINUTE)
    maker.log(run, "warn", "unexpected page: title “One more step”", NOW - 2 * MINUTE - 8 * SECOND)
    maker.proof(run, "failure", "Captcha page", pictures.captcha(1), NOW - 2 * MINUTE - 6 * SECOND)
    jobs.raise_needs_user(
        maker.db, run.run.device_id, job, run.run.epoch, "captcha",
        "The site asks for a captcha in the Firefox window on “Laptop Mona”.",
        now=NOW - 2 * MINUTE - 4 * SECOND,
    )  # fmt: skip


def _login(maker: Maker, at: int) -> None:
    """The browser is signed out."""
    job = maker.job("google_maps", "Brunch places", "Cairo", at, coffee=True)
    run = maker.claim(job, "Studio PC - Edge", at + 3 * SECOND)
    maker.say(run, 20, "the page asks to log in", at + 3 * MINUTE)
    maker.rows(run, 9, at + 3 * MINUTE, coffee=True)
    jobs.raise_needs_user(
        maker.db, run.run.device_id, job, run.run.epoch, "login",
        "“Studio PC - Edge” is signed out of the site.", now=at + 5 * MINUTE,
    )  # fmt: skip


def _running(maker: Maker, at: int) -> None:
    """Work that goes well."""
    job = maker.job("google_maps", "Cafés", "Cairo: Zamalek, Maadi, Dokki", at, coffee=True)
    run = maker.claim(job, "Front desk - Chrome", at + 4 * SECOND)
    for step in range(4):
        maker.rows(run, 32, at + (step + 1) * MINUTE, coffee=True)
    maker.screenshot(run, 3, NOW - 2 * MINUTE, coffee=True, web=False)
    maker.screenshot(run, 4, NOW - MINUTE, coffee=True, web=False)
    maker.say(run, 41, "reading Maadi, 128 rows", NOW - 12 * SECOND)
    second = maker.job("SEARCH_SINGLE", "orthodontist fees", "Amman", at + MINUTE)
    other = maker.claim(second, "Practice agent", at + 2 * MINUTE)
    maker.rows(other, 12, at + 3 * MINUTE, coffee=False, web=True)
    maker.say(other, 66, "page 2 of 3", NOW - 30 * SECOND)


if __name__ == "__main__":
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication([])
    print(fill(Path(sys.argv[1])))
