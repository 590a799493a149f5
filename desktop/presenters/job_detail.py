"""One job in full, in words: what happened when, what stands in the way, what can be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.i18n import mark, number, t, tn
from desktop.presenters import jobs as words_of
from desktop.presenters import phases, times
from desktop.presenters.text import isolate, plain, short_digest
from desktop.presenters.timeline import Moment
from desktop.theme.tones import Tone
from models.views import AuditView, EvidenceView, JobView, LogView, ProofView, RunView

SYSTEM = "system"
PRIORITIES = {10: mark("High"), 0: mark("Normal"), -10: mark("Low")}


@dataclass(frozen=True, slots=True)
class JobDetail:
    """Everything that the pane of a job shows, as it was read at once."""

    job: JobView
    runs: list[RunView] = field(default_factory=list)
    """Newest first."""
    logs: list[LogView] = field(default_factory=list)
    """The last lines, oldest first."""
    evidence: list[EvidenceView] = field(default_factory=list)
    """The newest rows."""
    proofs: list[ProofView] = field(default_factory=list)
    """The newest, newest first."""
    children: list[JobView] = field(default_factory=list)
    audit: list[AuditView] = field(default_factory=list)
    names: Mapping[str, str] = field(default_factory=dict)
    """Operators by id."""
    parent: JobView | None = None
    directed: str = ""
    """The name of the only device that may take it."""
    evidence_total: int = 0
    proofs_total: int = 0
    proofs_intact: int = 0
    proofs_damaged: int = 0
    log_total: int = 0


def short_id(job: JobView) -> str:
    """The number that people say: "J-58"."""
    return f"J-{job.seq}"


def who(detail: JobDetail, actor: str) -> str:
    """Who did something, by name."""
    if actor in detail.names:
        return isolate(plain(detail.names[actor], longest=80))
    if actor.startswith("device:"):
        names = {f"device:{run.device_id}": run.device_name for run in detail.runs}
        return isolate(plain(names.get(actor, ""), longest=80)) or t("a device")
    return t("the hub") if actor == SYSTEM else t("an operator")


def moments(detail: JobDetail, now: int) -> list[Moment]:
    """What happened to the job, oldest first."""
    found = [*_ordered(detail), *_runs(detail), *_brought(detail), *_standing(detail, now)]
    found.sort(key=lambda pair: pair[0])
    return [moment for _, moment in found]


_At = tuple[int, Moment]

_ORDERS = {
    "job.cancel_requested": (mark("Cancel asked by {name}"), "ban", Tone.NEUTRAL),
    "job.retried": (mark("Tried again by {name}"), "rotate-cw", Tone.NEUTRAL),
    "job.resumed": (mark("Continued by {name}"), "play", Tone.NEUTRAL),
    "job.priority": (mark("Priority changed by {name}"), "chevrons-up-down", Tone.NEUTRAL),
}


def _moment(at: int, icon: str, title: str, detail: str = "", tone: Tone = Tone.NEUTRAL) -> _At:
    return at, Moment(icon, title, detail, times.seconds(at), tone)


def _ordered(detail: JobDetail) -> Iterable[_At]:
    """What people ordered, and when the job asked for one."""
    job = detail.job
    maker = who(detail, job.created_by_id)
    yield _moment(job.created_at, "plus", t("Created by {name}", name=maker))
    for entry in detail.audit:
        if entry.action in _ORDERS:
            words, icon, tone = _ORDERS[entry.action]
            name = who(detail, entry.actor)
            yield _moment(entry.at, icon, t(words, name=name), tone=tone)
        elif entry.action == "job.needs_user":
            why = phases.reason(str(entry.detail.get("reason") or "other"))
            title = t("Needs you: {reason}", reason=why)
            yield _moment(entry.at, "hand", title, tone=Tone.WARNING)


def _runs(detail: JobDetail) -> Iterable[_At]:
    for run in detail.runs:
        name = isolate(plain(run.device_name, longest=80))
        attempt = t("run {n}", n=run.attempt)
        yield _moment(run.started_at, "link", t("Taken by {name}", name=name), attempt)
        if run.ended_at is not None and run.state in ("lost", "failed"):
            if run is detail.runs[0] and detail.job.status == "FAILED":
                continue  # the end of the job says it
            state = phases.of_run(run)
            why = plain(run.error_message, longest=200) if run.state == "failed" else attempt
            yield _moment(run.ended_at, state.icon, state.word, why, state.tone)


def _brought(detail: JobDetail) -> Iterable[_At]:
    if detail.evidence:
        count = detail.evidence_total
        words = tn("{n} evidence row", "{n} evidence rows", count)
        yield _moment(detail.evidence[0].received_at, "database", words)
    for proof in detail.proofs[:1]:
        words = tn("{n} proof kept", "{n} proofs kept", detail.proofs_total)
        digest = t("last: sha256 {digest}", digest=isolate(short_digest(proof.sha256)))
        yield _moment(proof.received_at or proof.captured_at, "camera", words, digest)


def _standing(detail: JobDetail, now: int) -> Iterable[_At]:
    """How it ended, or what it waits for."""
    job = detail.job
    state = phases.of_job(job, now)
    if job.completed_at is not None:
        why = plain(job.error_message, longest=200) if job.status == "FAILED" else ""
        more = words_of.took(job) if job.status == "COMPLETED" else why
        yield _moment(job.completed_at, state.icon, state.word, more, state.tone)
    elif job.run_after is not None and job.run_after > now:
        yield (
            job.run_after,
            Moment(state.icon, state.word, "", times.clock(job.run_after, now), state.tone),
        )


def asked(detail: JobDetail, now: int) -> list[tuple[str, str]]:
    """What the job was made of: names and values."""
    job, given = detail.job, detail.job.input
    if words_of.publishes(job):
        return _asked_to_publish(detail, now)
    pairs = [
        (t("Kind"), words_of.type_word(job)),
        (t("Look for"), _listed(given.get("queries") or given.get("query"))),
        (t("Places"), _listed(given.get("locations") or given.get("location"))),
        (t("Language"), _listed(given.get("language"))),
        (t("At most"), tn("{n} row", "{n} rows", given["limit"]) if "limit" in given else ""),
        (t("Only on"), isolate(plain(detail.directed, longest=80))),
        (t("Not before"), times.clock(job.run_after, now) if job.run_after else ""),
    ]
    return [(name, value) for name, value in pairs if value]


_PRESSED_BY = {"agent": mark("the agent"), "operator": mark("a person")}


def _asked_to_publish(detail: JobDetail, now: int) -> list[tuple[str, str]]:
    job, given = detail.job, detail.job.input
    media = given.get("media")
    count = len(media) if isinstance(media, list) else 0
    commit = _PRESSED_BY.get(str(given.get("commit")))
    pairs = [
        (t("Kind"), words_of.type_word(job)),
        (t("Account"), words_of.account(job)),
        (t("Text"), isolate(plain(str(given.get("text") or ""), lines=True, longest=400))),
        (t("Link"), isolate(plain(str(given.get("link") or ""), longest=300))),
        (t("Pictures"), number(count) if count else ""),
        (t("Pressed by"), t(commit) if commit else ""),
        (t("Zone"), isolate(plain(str(given.get("zone") or ""), longest=80))),
        (t("Only on"), isolate(plain(detail.directed, longest=80))),
        (t("Not before"), times.clock(job.run_after, now) if job.run_after else ""),
    ]
    return [(name, value) for name, value in pairs if value]


MOST_LISTED = 12


def _listed(value: object) -> str:
    """One text, or the first of several and how many more."""
    if not isinstance(value, list):
        return plain(str(value), longest=300) if value else ""
    shown = [isolate(plain(str(item), longest=80)) for item in value[:MOST_LISTED]]
    rest = len(value) - len(shown)
    more = [t("and {n} more", n=rest)] if rest else []
    return "\n".join([*shown, *more])


@dataclass(frozen=True, slots=True)
class Notice:
    """The banner of a job: what stands in its way, and the keys of what can be done."""

    title: str
    text: str
    tone: Tone
    icon: str
    actions: tuple[str, ...] = ()
    """Of: resume, page, retry, devices, child, decide, release, post, queue; the first is the one
    to press."""


_ASKS = {
    "captcha": (mark("The site asks for a captcha"), mark("Solve it in {window}.")),
    "consent": (mark("The site asks to accept its terms"), mark("Decide in {window}.")),
    "login": (mark("The site asks to log in"), mark("Log in in {window}.")),
    "blocked": (mark("The site refuses access"), mark("Look at it in {window}.")),
    "wrong_account": (mark("Another account is logged in"), mark("Change it in {window}.")),
    "confirm": (mark("The job asks you to confirm"), mark("Look at it in {window}.")),
    "other": (mark("The job needs you"), mark("Look at it in {window}.")),
}


def notice(detail: JobDetail, now: int) -> Notice | None:
    """What the operator should know or do first; None when the job just goes its way."""
    job = detail.job
    if words_of.publishes(job) and (found := _publishing(detail, now)) is not None:
        return found
    if job.needs_user_action:
        return _needs_you(detail)
    if job.cancel_requested and job.status == "RUNNING":
        words = t("The device was asked to stop. What it brought so far is kept.")
        return Notice(t("Being cancelled"), words, Tone.NEUTRAL, "ban")
    if job.phase == "failed":
        return _failed(detail)
    if job.phase == "retrying":
        return _retrying(job, now)
    if job.phase == "waiting":
        return _waiting(detail)
    if job.phase == "paused":
        words = t("It goes on by itself as soon as the pause ends.")
        return Notice(t("Work is paused"), words, Tone.NEUTRAL, "circle-pause")
    return _needy_child(detail)


def _publishing(detail: JobDetail, now: int) -> Notice | None:
    """What is said only of publications; None where the words of every job do."""
    job = detail.job
    why = isolate(plain(job.error_message or job.needs_user_message, longest=240))
    if words_of.in_doubt(job):
        title = t("We cannot know yet whether this post went out.")
        return Notice(
            title, words_of.why(job), Tone.UNKNOWN, "circle-question-mark", ("decide", "post")
        )
    if job.phase == "held":
        text = t(
            "The data came from a backup, or somebody held it back. It goes out only when you "
            "release it: look first whether it went out already."
        )
        return Notice(t("Held"), text, Tone.WARNING, "lock", ("release", "post"))
    if job.phase == "missed":
        title = t("Its time has passed")
        return Notice(title, words_of.why(job), Tone.DANGER, "clock-alert", ("queue", "post"))
    if job.error_code == "NOT_PUBLISHED":
        text = t("A new attempt can be ordered in Outcomes.")
        return Notice(t("The post did not go out."), text, Tone.NEUTRAL, "ban", ("decide", "post"))
    if job.phase == "failed" and not words_of.can_retry(job):
        title = t("The look failed") if job.type == "VERIFY_POST" else t("The post did not go out.")
        return Notice(title, why, Tone.DANGER, "circle-x", ("post",))
    doubtful = [child for child in detail.children if words_of.in_doubt(child)]
    if doubtful and job.children_total:
        title = tn(
            "Of {n} account nobody knows whether the post went out",
            "Of {n} accounts nobody knows whether the post went out",
            len(doubtful),
        )
        accounts = t(", ").join(words_of.account(child) for child in doubtful[:3])
        return Notice(title, accounts, Tone.UNKNOWN, "circle-question-mark", ("decide", "post"))
    return None


def _needs_you(detail: JobDetail) -> Notice:
    job = detail.job
    title, what = _ASKS.get(job.needs_user_reason or "other", _ASKS["other"])
    name = isolate(plain(job.assigned_agent_name, longest=80))
    window = t("the browser on “{name}”", name=name) if name else t("its browser")
    parts = [t(what, window=window)]
    if job.evidence_count:
        place = number(job.evidence_count)
        parts.append(t("The job keeps its place and continues from row {n}.", n=place))
    else:
        parts.append(t("The job keeps its place and continues from there."))
    said = isolate(plain(job.needs_user_message, longest=240).strip())
    text = " ".join([said, *parts] if job.needs_user_reason not in _PLAIN_REASONS else parts)
    actions = ("resume", "page") if detail.proofs else ("resume",)
    return Notice(t(title), text, Tone.WARNING, "hand", actions)


_PLAIN_REASONS = frozenset({"captcha", "consent", "login"})
"""Where our own words say it all; for the others the agent's message comes first."""


def _failed(detail: JobDetail) -> Notice:
    job = detail.job
    if job.children_total:
        failed = sum(1 for child in detail.children if child.status == "FAILED")
        title = tn("{n} search failed", "{n} searches failed", failed)
        text = t("Try again repeats only those; what the others found stays.")
        if words_of.publishes(job):
            title = tn("{n} account failed", "{n} accounts failed", failed)
            text = t("Try again repeats only those; what is out stays out.")
    else:
        title = t("The job failed")
        said = isolate(plain(job.error_message, longest=400))
        text = said or t("The device gave no reason.")
    seen = any(proof.kind == "failure" for proof in detail.proofs)
    actions = ("retry", "page") if seen else ("retry",)
    return Notice(title, text, Tone.DANGER, "circle-x", actions)


def _retrying(job: JobView, now: int) -> Notice:
    time = times.clock(job.run_after or now, now)
    attempt = t("Run {n} of {most}.", n=job.attempts + 1, most=job.max_attempts)
    why = isolate(plain(job.error_message, longest=240))
    if job.children_total:
        attempt = ""
    text = " ".join(part for part in (why, attempt) if part)
    return Notice(t("It is tried again at {time}", time=time), text, Tone.INFO, "rotate-cw")


def _waiting(detail: JobDetail) -> Notice:
    if detail.job.directed_agent_id:
        name = isolate(plain(detail.directed, longest=80))
        text = t("Only “{name}” may take it, and it is not connected.", name=name)
    else:
        text = t("It begins as soon as a paired browser that can do it is connected.")
    return Notice(t("No device can take it now"), text, Tone.NEUTRAL, "hourglass", ("devices",))


def _needy_child(detail: JobDetail) -> Notice | None:
    waiting = [child for child in detail.children if child.needs_user_action]
    if not waiting:
        return None
    why = phases.reason(waiting[0].needs_user_reason)
    title = tn("{n} search needs you", "{n} searches need you", len(waiting))
    if words_of.publishes(detail.job):
        title = tn("{n} account needs you", "{n} accounts need you", len(waiting))
    text = f"{words_of.account(waiting[0]) or words_of.title(waiting[0])}: {why}"
    return Notice(title, text, Tone.WARNING, "hand", ("child",))


def run_time(run: RunView, now: int) -> str:
    """How long a run took, or has taken so far."""
    return times.span((run.ended_at or now) - run.started_at)


def proofs_fact(detail: JobDetail) -> str:
    """ "5, all intact", or how many are not."""
    if detail.proofs_damaged:
        return tn("{n} damaged", "{n} damaged", detail.proofs_damaged)
    if detail.proofs_total and detail.proofs_intact == detail.proofs_total:
        return t("{n}, all intact", n=number(detail.proofs_total))
    return number(detail.proofs_total) if detail.proofs_total else ""


def proof_title(proof: ProofView) -> str:
    """What a proof shows, in one line."""
    return plain(proof.title, longest=120) or t(KINDS.get(proof.kind, mark("Proof")))


KINDS = {
    "results": mark("Results page"),
    "failure": mark("Where it failed"),
    "screenshot": mark("Screenshot"),
    "page": mark("Page"),
    "log": mark("Log file"),
    "before": mark("Before"),
    "after": mark("After"),
    "permalink": mark("Permalink"),
    "look": mark("Profile"),
}
