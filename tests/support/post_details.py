"""A post in full, made by hand: three accounts, one of them without all of its proof."""

from typing import Any

from desktop.presenters.post_detail import PostDetail, RunDetail
from models.posts.views import PROOF_PARTS, PostView, TimelineEntry
from models.views import ProofView
from tests.support import sample
from tests.support.views import post_view, proof_view, publishing_run_view, target_view

AT = sample.NOW - sample.HOUR
SECOND = sample.SECOND
DIGEST = "4b7e" + "0" * 56 + "c19d"


def meet(**changes: Any) -> PostView:
    """Published on three accounts; of one the permalink and the page are missing."""
    made = [
        ("linkedin", "Amman Dental Group", "Front desk - Chrome", list(PROOF_PARTS)),
        ("facebook", "Amman Dental Group", "Front desk - Chrome",
         ["account", "before", "after", "log"]),
        ("x", "@ammandental", "Laptop Mona - Firefox", list(PROOF_PARTS)),
    ]  # fmt: skip
    targets = []
    for number, (platform, name, device, parts) in enumerate(made):
        run = publishing_run_view(
            id=f"run-{platform}", job_id=f"job-{platform}", state="published",
            started_at=AT - sample.MINUTE,
            account_seen=name, permitted_at=AT, permit_count=1, pressed_at=AT + 2 * SECOND,
            permalink=f"https://{platform}.example/ammandental/posts/{number}",
        )  # fmt: skip
        targets.append(
            target_view(
                platform, variant_id=f"variant-{platform}", display_name=name, handle=name,
                device_name=device, status="published", proof_parts=parts, runs=[run],
                permalink=run.permalink, published_at=AT + number * 2 * sample.MINUTE,
                job_id=run.job_id, own_text=platform == "x",
                first_comment="Book: cairocoffee.example/fri" if platform == "linkedin" else None,
            )
        )  # fmt: skip
    facts: dict[str, Any] = {
        "id": "meet",
        "title": "Meet Dr. Lina",
        "text": "Meet Dr. Lina, our new orthodontist. She joins the Abdoun clinic in December.",
        "status": "published",
        "at": AT,
        "zone": "Asia/Amman",
        "job_id": "job-meet",
        "targets": targets,
    }
    return post_view(**(facts | changes))


def proofs_of(platform: str, shas: dict[str, str] | None = None) -> list[ProofView]:
    """The captures of a run."""
    kinds = ["before", "after", "permalink", "page", "log"]
    if platform == "facebook":
        kinds = ["before", "after", "log"]
    mimes = {"page": "multipart/related", "log": "application/json"}
    return [
        proof_view(
            id=f"{platform}-{kind}", kind=kind, title=kind, size_bytes=208_000 + number * 900,
            mime=mimes.get(kind, "image/png"), captured_at=AT + number * 9 * SECOND,
            checked_at=AT + 46 * sample.MINUTE, job_id=f"job-{platform}",
            sha256=(shas or {}).get(kind, "9f3c" + "0" * 60),
        )
        for number, kind in enumerate(kinds)
    ]  # fmt: skip


def timeline() -> list[TimelineEntry]:
    """How one of them went."""

    def entry(after: int, kind: str, seq: int | None = None, **detail: Any) -> TimelineEntry:
        at = AT + after * SECOND
        return TimelineEntry(at=at, device_at=None, kind=kind, detail=detail, audit_seq=seq)

    return [
        entry(-54_000, "approved", actor="o", digest=DIGEST),
        entry(-340, "claimed", device="Front desk - Chrome"),
        entry(-21, "before"),
        entry(0, "permit", 48_197),
        entry(2, "pressed"),
        entry(7, "published"),
        entry(19, "permalink", 48_203),
    ]


def detail(post: PostView | None = None, shas: dict[str, str] | None = None) -> PostDetail:
    """The post with the proofs of its runs."""
    shown = post if post is not None else meet()
    return PostDetail(
        post=shown,
        runs={
            one.variant_id: RunDetail(proofs_of(one.platform, shas), timeline(), 38)
            for one in shown.targets
        },
        names={"o": "Sami"},
    )
