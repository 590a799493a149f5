"""What the report says, account by account, before it becomes HTML or PDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hub.bundles import manifest as m
from hub.bundles import pictures
from hub.bundles.words import LAST, PARTS, Words, number
from models.accounts.keys import normal_handle
from models.clock import parse_rfc3339
from models.posts.views import PROOF_PARTS
from models.queries.bundles import LedgerEntry

SIDE: Final = 1_000
"""Pixels of a picture in the report."""
SHOWN: Final = (
    ("before", "Before", "the filled composer"),
    ("after", "After", "the page after the button"),
    ("permalink", "Permalink", "the post, opened by its link"),
)
STATES: Final = {
    "published": "Published",
    "unknown": "Outcome unknown",
    "verifying": "Outcome unknown",
    "not_found": "Not found in two looks",
    "not_published": "Not published",
    "failed": "Failed before it was published",
}
MARKS: Final = {
    "x": ("X", "#1A1E26"), "facebook": ("f", "#1B5FCC"), "linkedin": ("in", "#0A5A9C"),
    "instagram": ("ig", "#A92C74"),
}  # fmt: skip
OTHER_MARK: Final = "#444C5A"


@dataclass(frozen=True, slots=True)
class Fact:
    """A line with its label. `form`: plain, link, code, quote, good."""

    label: str
    text: str
    form: str = "plain"
    note: str = ""
    mark: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A capture as it is shown; `jpeg` is None when there is none."""

    title: str
    words: str
    time: str = ""
    path: str = ""
    digest: str = ""
    jpeg: bytes | None = None
    width: int = 0
    height: int = 0
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the table of clocks."""

    what: str
    device: str
    hub: str
    utc: str
    apart: str
    strong: bool = False
    device_known: bool = True


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account's page."""

    title: str
    under: str
    made: str
    whole: bool
    """Published with full proof: then the banner is green, else amber."""
    banner: str
    banner_more: list[str]
    facts: list[Fact]
    text: str
    """The whole post text, for where the quote is cut."""
    pictures: list[Picture]
    clocks: tuple[str, str, str, str, str]
    moments: list[Moment]
    digests: list[Fact]
    steps: list[tuple[str, str]]
    """A sentence, and what of it stands in code."""
    last: str
    foot: str
    more_files: list[str] = field(default_factory=list)


def zone_of(name: str | None) -> tzinfo | None:
    """The post's time zone; None = the one of this computer."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def pages_of(
    manifest: m.Manifest, paths: Mapping[str, Path], ledger: Sequence[LedgerEntry], zone: str | None
) -> list[AccountPage]:
    """One page an account; `paths` says where the captures lie."""
    writer = _Writer(manifest, paths, ledger, zone_of(zone))
    count = len(manifest.targets)
    return [writer.page(target, n, count) for n, target in enumerate(manifest.targets, start=1)]


class _Writer:
    def __init__(
        self,
        manifest: m.Manifest,
        paths: Mapping[str, Path],
        ledger: Sequence[LedgerEntry],
        zone: tzinfo | None,
    ) -> None:
        self._manifest = manifest
        self._paths = paths
        self._ledger = ledger
        self._zone = zone
        self._say = Words(manifest.language)

    def page(self, target: m.TargetInfo, n: int, count: int) -> AccountPage:
        say, manifest = self._say, self._manifest
        made = self._local(manifest.made_at)
        report = f"PD-{made:%Y-%m%d}-{manifest.post.id[:4]}"
        files = [one for one in manifest.files if one.account == target.account]
        left = [one for one in manifest.left_out if one.account == target.account]
        published = target.run is not None and target.run.state == "published"
        lost = [one for one in left if one.reason != "redacted"]
        return AccountPage(
            title=say("Proof of publication"),
            under=say(
                "For {workspace} · report {number} · account {n} of {m}",
                workspace=manifest.post.workspace,
                number=report,
                n=n,
                m=count,
            ),
            made=say("made {time}", time=say.moment(made)),
            whole=published and not target.missing and not lost,
            banner=self._banner(target),
            banner_more=list(self._banner_more(target, lost)),
            facts=list(self._facts(target)),
            text=target.text,
            pictures=[self._picture(files, *shown) for shown in SHOWN],
            clocks=self._clock_heads(target),
            moments=list(self._moments(target, files)),
            digests=list(self._digests(target)),
            steps=[
                (
                    say(
                        "Open {file}. It lists every file of the bundle with its SHA-256.",
                        file=m.MANIFEST,
                    ),
                    "",
                ),
                (say("Compute the SHA-256 of a file with any tool and compare."), ""),
                (
                    say("Or let the program do all of it, without a network:"),
                    "proofdesk verify bundle.zip",
                ),
            ],
            last=say(LAST),
            foot=say("bundle {id}", id=_short(manifest.bundle_id)),
            more_files=[one.path for one in files],
        )

    def _banner(self, target: m.TargetInfo) -> str:
        run = target.run
        if run is None:
            return self._say("Not published yet")
        at = run.published_at or run.submitted_at
        if run.state == "published" and at is not None:
            local = self._local(at)
            return self._say(
                "Published on {date} at {time}", date=self._say.day(local), time=f"{local:%H:%M:%S}"
            )
        return self._say(STATES.get(run.state, "Publishing had not ended when this was made"))

    def _banner_more(self, target: m.TargetInfo, lost: list[m.LeftOut]) -> Iterator[str]:
        say, run = self._say, target.run
        have, of = len(target.parts), len(PROOF_PARTS)
        if run is None:
            yield say("Nothing was attempted yet, so there is no proof.")
            return
        if target.missing:
            named = say.listed([say(PARTS[part]) for part in target.missing])
            yield say("Proof {n} of {m}. Missing: {parts}.", n=have, m=of, parts=named)
        elif not lost:
            yield say("Proof {n} of {m}. No file has changed since it was captured.", n=have, m=of)
        if lost:
            named = say.listed([say(PARTS.get(one.kind, one.kind)) if one.kind in PARTS
                                else one.kind for one in lost])  # fmt: skip
            yield say(
                "A file was lost or changed since it was captured, and is left out: {files}.",
                files=named,
            )
        if run.recovered:
            yield say("It was found by a look afterwards.")
        elif run.resolved_by is not None:
            yield say("The operator said so.")
        if self._manifest.redacted:
            yield say(
                "Parts of the pictures are blacked out; the originals are not in this bundle."
            )

    def _facts(self, target: m.TargetInfo) -> Iterator[Fact]:
        say, run = self._say, target.run
        letters, ground = MARKS.get(target.platform, (target.platform[:1].upper(), OTHER_MARK))
        yield Fact(
            say("Account"),
            target.display_name or target.handle,
            "name",
            note=self._seen(target),
            mark=(letters, ground),
        )
        link = run.permalink if run is not None else None
        yield Fact(say("Link"), link or say("none"), "link" if link else "plain")
        yield Fact(say("Text"), target.text, "quote")
        names = say.listed([one.name for one in target.media])
        shown = say("{n}, {names}", n=len(target.media), names=names) if names else say("none")
        yield Fact(say("Pictures"), shown)
        if run is not None:
            yield Fact(say("Device"), say.listed([t for t in (run.device, run.browser) if t]))
            yield Fact(say("Button pressed by"), self._pressed_by(run))

    def _seen(self, target: m.TargetInfo) -> str:
        run = target.run
        if run is None:
            return ""
        if run.account_seen is None:
            return self._say("not seen")
        if normal_handle(run.account_seen) == normal_handle(target.handle):
            return self._say("seen as signed in")
        return self._say("seen as signed in: {name}", name=run.account_seen)

    def _pressed_by(self, run: m.RunInfo) -> str:
        if run.permit is None:
            return self._say("nobody: there was no permit")
        entry = self._entry(run, "permitted")
        pressed = run.pressed_at or run.submitted_at or run.state == "published"
        if not pressed:
            seq = number(entry.seq) if entry is not None else "?"
            return self._say("not known; the permit is ledger entry {n}", n=seq)
        who = "the agent" if run.pressed_by == "agent" else "a person"
        if entry is None:
            return self._say(f"{who}, with the hub’s permit")
        return self._say(f"{who}, with the hub’s permit, ledger entry {{n}}", n=number(entry.seq))

    def _picture(self, files: list[m.FileInfo], kind: str, title: str, words: str) -> Picture:
        say = self._say
        # The last capture of a kind shows what the page came to.
        found = [one for one in files if one.kind == kind and one.mime in pictures.FORMS]
        if not found:
            return Picture(say(title), say(words), missing=say("missing"))
        shown = found[-1]
        small = pictures.thumbnail(self._paths[shown.path], shown.mime, SIDE)
        jpeg, width, height = small or (None, 0, 0)
        marks = [say("taken later")] if shown.taken_later else []
        marks += [say("partly blacked out")] if shown.redaction else []
        return Picture(
            title=say(title),
            words=say.listed([say(words), *marks]),
            time=f"{self._local(shown.captured_at):%H:%M:%S}.{(shown.captured_at or '')[20:23]}",
            path=shown.path,
            digest=_short(shown.sha256),
            jpeg=jpeg,
            width=width,
            height=height,
            missing="" if jpeg else say("no picture can be shown"),
        )

    def _clock_heads(self, target: m.TargetInfo) -> tuple[str, str, str, str, str]:
        say, run = self._say, target.run
        first = (run and (run.pressed_at or (run.permit and run.permit.given_at))) or None
        local = self._local(first or self._manifest.made_at)
        zone = f"{say.day(local)}{'، ' if say.right_to_left else ', '}{say.offset(local)}"
        return (zone, say("Device clock"), say("Hub clock"), say("Hub clock, UTC"), say("Apart"))

    def _moments(self, target: m.TargetInfo, files: list[m.FileInfo]) -> Iterator[Moment]:
        run = target.run
        if run is None:
            return
        if run.permit is not None:
            yield self._moment("Permit given", None, run.permit.given_at)
        if run.submitted_at is not None or run.pressed_at is not None:
            yield self._moment("Button pressed", run.pressed_at, run.submitted_at, strong=True)
        for kind, what in (("after", "Post seen"), ("permalink", "Permalink opened")):
            found = [one for one in files if one.kind == kind and not one.taken_later]
            if found:
                yield self._moment(what, found[-1].captured_at, found[-1].hub_clock_at)
        for look in run.looks:
            what = "Look: found" if look.outcome == "found" else "Look: not found"
            yield self._moment(what, None, look.at)

    def _moment(
        self, what: str, device: str | None, hub: str | None, *, strong: bool = False
    ) -> Moment:
        apart = ""
        if device is not None and hub is not None:
            apart = self._say.apart(parse_rfc3339(hub) - parse_rfc3339(device))
        return Moment(
            what=self._say(what),
            device=self._clock(device) if device else self._say("hub only"),
            hub=self._clock(hub) if hub else "",
            utc=hub[11:] if hub else "",
            apart=apart,
            strong=strong,
            device_known=device is not None,
        )

    def _digests(self, target: m.TargetInfo) -> Iterator[Fact]:
        say, run = self._say, target.run
        if run is not None:
            yield Fact(say("Content, as approved"), _grouped(run.content_digest), "code")
            seen = run.digest_seen
            if seen is None:
                yield Fact(say("Content, as seen"), say("not read"))
            elif seen == run.content_digest:
                yield Fact(say("Content, as seen"), say("the same"), "good")
            else:
                yield Fact(say("Content, as seen"), _grouped(seen), "code", say("another one"))
            entry = self._entry(run, "published") or self._last_entry(run)
            if entry is not None:
                label = say("Ledger entry {n}", n=number(entry.seq))
                yield Fact(label, _grouped(entry.hash), "code")
                yield Fact(say("The entry before it"), _grouped(entry.previous_hash), "code")
        key = self._manifest.key
        shown = f"ed25519 {spaced(key.fingerprint[:32])}"
        yield Fact(say("Signed with key"), shown, "code", say("public key in the bundle"))

    def _entry(self, run: m.RunInfo, word: str) -> LedgerEntry | None:
        """The last entry about this run that says this of it."""
        about = (run.id, run.job_id)
        found = [
            entry
            for entry in self._ledger
            if entry.subject_id in about and entry.action == f"publication.{word}"
        ]
        return found[-1] if found else None

    def _last_entry(self, run: m.RunInfo) -> LedgerEntry | None:
        found = [entry for entry in self._ledger if entry.subject_id in (run.id, run.job_id)]
        return found[-1] if found else None

    def _local(self, time: str | None) -> datetime:
        ms = parse_rfc3339(time) if time else 0
        return datetime.fromtimestamp(ms / 1000, UTC).astimezone(self._zone)

    def _clock(self, time: str) -> str:
        return f"{self._local(time):%H:%M:%S}.{time[20:23]}"


def spaced(text: str, group: int = 4) -> str:
    """7c1e 90ab 22d4…"""
    return " ".join(text[start : start + group] for start in range(0, len(text), group))


def _grouped(digest: str) -> str:
    return spaced(digest, 16)


def _short(digest: str) -> str:
    return f"{digest[:16]}…{digest[-8:]}"
