"""What was published, one row a publication, with its permalink and the hashes of its proof."""

from collections.abc import Iterator
from typing import Final

from models.clock import rfc3339
from models.posts.views import PROOF_PARTS
from models.queries import completeness
from models.rows import Database

COLUMNS: Final = (
    "post_id",
    "workspace",
    "title",
    "platform",
    "account",
    "text",
    "link",
    "published_at",
    "permalink",
    "platform_post_id",
    "device",
    "pressed_by",
    "account_seen",
    "content_digest",
    "permitted_at",
    "submitted_at",
    "recovered",
    "resolved_by",
    "proof_parts",
    "before_sha256",
    "after_sha256",
    "permalink_sha256",
    "page_sha256",
    "log_sha256",
    "job_id",
    "run_id",
)
TIMES: Final = frozenset({"published_at", "permitted_at", "submitted_at"})
OWN_COLUMNS: Final = TIMES | {
    "post_id", "pressed_by", "content_digest", "recovered", "proof_parts", "before_sha256",
    "after_sha256", "permalink_sha256", "page_sha256", "log_sha256", "job_id", "run_id",
}  # fmt: skip
"""Columns whose cells the application made: times, ids, hashes, fixed words."""

PublicationRow = dict[str, str]

_PAGE: Final = 500
_ROWS: Final = """
SELECT publishing_run.seq, post.id, workspace.name, post.title, account.platform, account.handle,
    coalesce(variant.text, post.text), coalesce(variant.link, post.link),
    coalesce(publishing_run.published_at, publishing_run.state_at), publishing_run.permalink,
    publishing_run.platform_post_id, device.name, publishing_run.commit_by,
    publishing_run.account_seen, publishing_run.content_digest, publishing_run.permitted_at,
    publishing_run.submitted_at, publishing_run.recovered, publishing_run.resolved_by,
    job.id, run.id
FROM publishing_run
JOIN run ON run.seq = publishing_run.run_seq
JOIN job ON job.seq = run.job_seq
JOIN device ON device.id = run.device_id
JOIN variant ON variant.id = publishing_run.variant_id
JOIN account ON account.id = variant.account_id
JOIN post ON post.id = variant.post_id
JOIN workspace ON workspace.id = post.workspace_id
WHERE publishing_run.state = 'published' AND publishing_run.seq > ?
    AND (? IS NULL OR post.workspace_id = ?)
ORDER BY publishing_run.seq LIMIT ?
"""
_HASHES: Final = """
SELECT proof.kind, proof.sha256 FROM proof
JOIN run ON run.seq = proof.run_seq
WHERE run.id = ? AND proof.state = 'stored' AND proof.parent_id IS NULL
UNION ALL
SELECT proof.kind, proof.sha256 FROM look
JOIN job ON job.id = look.job_id
JOIN proof ON proof.job_seq = job.seq
WHERE look.publishing_run_seq = ? AND look.outcome = 'found' AND proof.state = 'stored'
    AND proof.parent_id IS NULL AND proof.kind IN ('permalink', 'page')
"""


def rows(db: Database, workspace_id: str | None = None) -> Iterator[PublicationRow]:
    """Oldest first, by COLUMNS; what is absent is an empty text."""
    after = 0
    while page := db.execute_sql(_ROWS, (after, workspace_id, workspace_id, _PAGE)).fetchall():
        parts = completeness.parts(db, [row[-1] for row in page])
        for seq, *cells, job_id, run_id in page:
            after = seq
            hashes: dict[str, str] = {}
            for kind, sha256 in db.execute_sql(_HASHES, (run_id, seq)).fetchall():
                hashes.setdefault(kind, sha256)
            proof = [str(len(parts[run_id])), *(hashes.get(kind, "") for kind in PROOF_PARTS[1:])]
            known = zip(COLUMNS, [*cells, *proof, job_id, run_id], strict=True)
            yield {name: _text(name, value) for name, value in known}


def _text(name: str, value: str | int | None) -> str:
    if value is None:
        return ""
    if name in TIMES:
        return rfc3339(int(value))
    return ("yes" if value else "no") if name == "recovered" else str(value)
