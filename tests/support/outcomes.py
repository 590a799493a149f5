"""Outcomes in doubt made by hand: a press without an answer, two looks that found nothing."""

from typing import Any

import msgspec

from models.posts.views import LookView, MediaUse, OutcomeView, TimelineEntry
from models.publishing.outcomes import REASONS
from models.views import ProofView
from tests.support import sample
from tests.support.views import proof_view, publishing_run_view, target_view

AT = sample.NOW - 10 * sample.MINUTE
SECOND = sample.SECOND


def look_view(**changes: Any) -> LookView:
    """A look that read forty posts and found nothing."""
    look = LookView(
        job_id="look-1",
        device_id="d",
        device_name="Front desk - Chrome",
        outcome="not_found",
        at=AT + 148 * SECOND,
        read_count=40,
        newest="Weekend opening hours, Sat 21 Nov 09:30",
        permalink=None,
        detail={"samePicture": 0, "alsoChecked": "drafts and scheduled posts: empty"},
        proofs=[],
    )
    return msgspec.structs.replace(look, **changes)


def looks(proofs: list[ProofView] | None = None) -> list[LookView]:
    """Two of them, ten minutes apart."""
    second = look_view(job_id="look-2", at=AT + 792 * SECOND, proofs=proofs or [])
    return [look_view(proofs=proofs or []), second]


def outcome_view(state: str = "not_found", **changes: Any) -> OutcomeView:
    """A post to a Facebook page whose press nobody answered."""
    run = publishing_run_view(
        state=state,
        started_at=AT - 20 * SECOND,
        permitted_at=AT - 2 * SECOND,
        permit_count=1,
        pressed_at=AT,
        submitted_at=AT,
        unknown_at=AT + SECOND,
        unknown_reason=REASONS["socket"],
        journal="pressed",
        journal_heard_at=AT + 73 * SECOND,
    )
    run = msgspec.structs.replace(run, **changes.pop("run", {}))
    target = target_view(
        "facebook",
        handle="ammandentalgroup",
        display_name="Amman Dental Group",
        status=state,
        media=[MediaUse(id="m")],
    )
    group = {"not_found": "to_decide", "unknown": "looking", "verifying": "looking"}
    outcome = OutcomeView(
        post_id="post-1",
        post_title="Winter check-up offer",
        workspace_id="w",
        target=target,
        run=run,
        group=group.get(state, "decided"),
        looks=looks() if state != "unknown" else [],
        proofs=[proof_view(kind="before", captured_at=AT - 14 * SECOND)],
    )
    return msgspec.structs.replace(outcome, **changes)


def timeline() -> list[TimelineEntry]:
    """What happened to it, to the second."""

    def entry(after: int, kind: str, **detail: Any) -> TimelineEntry:
        at = AT + after * SECOND
        return TimelineEntry(at=at, device_at=None, kind=kind, detail=detail, audit_seq=None)

    return [
        entry(-14, "before"),
        entry(-2, "permit"),
        entry(0, "pressed"),
        entry(1, "unknown"),
        entry(73, "device_back"),
        entry(148, "look_not_found", checked=40),
        entry(792, "look_not_found", checked=40),
    ]
