"""One post in full, in words: its targets, what its proof holds, what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.i18n import t, tn
from desktop.presenters import phases, platforms, posts, times
from desktop.presenters import proofs as proof_words
from desktop.presenters.sizes import size
from desktop.presenters.text import isolate, plain
from desktop.theme.tones import Tone
from models.posts.series import SeriesStanding
from models.posts.views import (
    PROOF_PARTS,
    MediaView,
    PostView,
    PublishingRunView,
    TargetView,
    TimelineEntry,
)
from models.views import ProofView

PICTURES = ("before", "after", "permalink")
"""The captures that are shown as pictures, in their order."""


DOUBT = frozenset({"unknown", "verifying", "not_found"})
"""Targets of which nobody knows whether they went out."""


@dataclass(frozen=True, slots=True)
class RunDetail:
    """What is known of one run of a target."""

    proofs: list[ProofView] = field(default_factory=list)
    timeline: list[TimelineEntry] = field(default_factory=list)
    log_lines: int = 0

    def proof(self, kind: str) -> ProofView | None:
        """The last capture of a kind, as it was taken (not a redacted copy)."""
        originals = (proof for proof in reversed(self.proofs) if proof.parent_id is None)
        return next((proof for proof in originals if proof.kind == kind), None)


@dataclass(frozen=True, slots=True)
class PostDetail:
    """Everything that the pane of a post shows, as it was read at once."""

    post: PostView
    media: Mapping[str, MediaView] = field(default_factory=dict)
    runs: Mapping[str, RunDetail] = field(default_factory=dict)
    """Of the newest run of each target, by the variant's id."""
    names: dict[str, str] = field(default_factory=dict)
    """Operators by id."""
    series: SeriesStanding | None = None
    """None for a post that comes once."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the proof: whether it is there, its name, what it is."""

    there: bool
    name: str
    what: str


def newest(target: TargetView) -> PublishingRunView | None:
    """The attempt that tells: the one that is out, else the last one."""
    out = (run for run in target.runs if run.state == "published")
    return next(out, target.runs[0] if target.runs else None)


def second_line(post: PostView, workspace: str, now: int) -> str:
    """ "Amman Dental Group · 23 Nov 2026 · time in Amman"."""
    parts = [isolate(plain(workspace, longest=80))] if workspace else []
    if post.at is not None:
        parts.append(f"{times.day(post.at)} {times.year(post.at)} {times.wall(post.at)}")
        if post.zone:
            parts.append(t("time in {place}", place=isolate(posts.zone(post.zone))))
    else:
        parts.append(t("no time"))
    if post.series_id:
        parts.append(t("repeats"))
    return " · ".join(parts)


def out_at(target: TargetView, now: int) -> str:
    """When it went out."""
    if target.published_at is None:
        return ""
    if times.start_of_day(now) <= target.published_at:
        return times.seconds(target.published_at)
    return times.clock(target.published_at, now)


def why(target: TargetView) -> str:
    """What stands in the way of a target, in a line."""
    if target.status in ("failed", "missed"):
        return plain(target.reason, longest=240)
    if target.status == "waiting" and not target.device_name:
        return t("No device holds this account.")
    return ""


def may_retry(target: TargetView) -> bool:
    """A plain new try: only where no permit was ever given, or each was returned unpressed."""
    run = newest(target)
    return target.status == "failed" and bool(target.job_id) and not (run and run.permit_is_out)


def may_decide(target: TargetView) -> bool:
    """Whether its outcome waits for the operator's word; also what the site refused when it was
    pressed."""
    run = newest(target)
    if target.status == "failed":
        return run is not None and run.permit_is_out
    return target.status in DOUBT or (target.status == "not_published" and run is not None)


def parts(target: TargetView, run: RunDetail) -> list[Part]:
    """The six parts of the proof, in their order."""
    return [
        Part(part in target.proof_parts, t(posts.PARTS[part]), _what(part, target, run))
        for part in PROOF_PARTS
    ]


def _what(part: str, target: TargetView, run: RunDetail) -> str:
    attempt = newest(target)
    if part == "account":
        seen = attempt.account_seen if attempt else None
        return isolate(plain(seen, longest=120)) if seen else t("missing")
    proof = run.proof(part)
    if part == "log" and proof is None and run.log_lines:
        return tn("{n} line", "{n} lines", run.log_lines)
    if proof is None:
        return t("missing")
    if part not in target.proof_parts:
        return phases.of_integrity(proof.integrity, late=proof.late).word
    words = [proof_words.form(proof), size(proof.size_bytes)]
    if part in PICTURES:
        words.insert(0, t("screenshot"))
    if part == "log" and run.log_lines:
        words[0] = tn("{n} line", "{n} lines", run.log_lines)
    return t(", ").join(words)


def claim(run: RunDetail, now: int) -> tuple[str, Tone, str]:
    """What may be said of all files together: words, tone, icon. Never more than integrity."""
    kept = [proof for proof in run.proofs if proof.state == "stored"]
    if not kept:
        return t("No file is kept yet."), Tone.MUTED, "shield-question-mark"
    damaged = [proof for proof in kept if proof.integrity in ("changed", "missing")]
    if damaged:
        words = tn("{n} file is changed or missing.", "{n} files are changed or missing.",
                   len(damaged))  # fmt: skip
        return words, Tone.DANGER, "shield-alert"
    if any(proof.integrity != "intact" for proof in kept):
        return t("Not checked yet"), Tone.WARNING, "shield-question-mark"
    checked = [proof.checked_at for proof in kept if proof.checked_at is not None]
    words = t("Unaltered since capture.")
    if checked:
        time = times.clock(min(checked), now)
        words = f"{words} " + t("Checked {time}.", time=time)
    return words, Tone.SUCCESS, "shield-check"


def caption(proof: ProofView | None) -> str:
    """ "09:15:41, composer"."""
    if proof is None:
        return t("missing")
    title = plain(proof.title, longest=60)
    time = times.seconds(proof.captured_at)
    return t("{time}, {what}", time=time, what=isolate(title)) if title else time


def texts(post: PostView) -> list[tuple[str, str, str]]:
    """Platform, account and text of each target that has its own, after the common one."""
    found = [("", t("Common text"), post.text)]
    found += [
        (target.platform, posts.account(target), target.text)
        for target in post.targets
        if target.own_text
    ]
    return found


def accounts_fact(post: PostView) -> str:
    """ "3, proof 16 of 18"."""
    words = tn("{n} account", "{n} accounts", len(post.targets))
    if post.proof_of:
        words += t(", ") + t("proof {n} of {m}", n=post.proof_have, m=post.proof_of)
    return words


def comments(post: PostView) -> Sequence[TargetView]:
    """The targets with a first comment: a person posts it, the desk never presses twice."""
    return [target for target in post.targets if (target.first_comment or "").strip()]


def comment_head(target: TargetView) -> str:
    """Whose comment it is."""
    name = platforms.name(target.platform)
    account = isolate(posts.account(target))
    return t("{platform}, {account}", platform=isolate(name), account=account)
