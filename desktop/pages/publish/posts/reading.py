"""What the Posts tab reads: the list, and one post with its proofs and timeline."""

from typing import Any

from desktop.presenters.post_detail import PostDetail, RunDetail, newest
from models import operators
from models.errors import NotFound
from models.posts import media as media_store
from models.posts import series
from models.posts.views import PostView, TargetView
from models.queries import jobs, posts, proofs
from models.queries.posts import PostFilter
from models.queries.proofs import ProofFilter

MOST_OF_A_RUN = 40


def listed(db: Any, filter: PostFilter, now: int) -> list[PostView]:
    """The posts of the list."""
    return posts.listed(db, filter, now=now)


def detail(db: Any, item: str, now: int) -> PostDetail:
    """One post in full. Raises NotFound."""
    post = posts.get(db, item, now=now)
    uses = [use for target in post.targets for use in target.media] + post.media
    return PostDetail(
        post=post,
        media=media_store.some(db, {use.id for use in uses}),
        runs={target.variant_id: _run(db, target, now) for target in post.targets},
        names=operators.names(db),
        series=None if post.series_id is None else series.standing(db, post.series_id, post.at),
    )


def _run(db: Any, target: TargetView, now: int) -> RunDetail:
    run = newest(target)
    if run is None:
        return RunDetail()
    seqs, _ = proofs.seqs(db, ProofFilter(run_id=run.id))
    try:
        lines = jobs.get(db, run.job_id, now=now).log_count
    except NotFound:
        lines = 0
    return RunDetail(
        proofs=proofs.rows(db, seqs[:MOST_OF_A_RUN])[::-1],
        timeline=posts.timeline(db, run.id),
        log_lines=lines,
    )
