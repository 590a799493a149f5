"""The rows of proof files: declared, then stored; kept even when late."""

import msgspec

from models.rows import Database
from models.views import JobView, ProofView


class Declaration(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent says about the file it is going to send. `captured_at` is its own clock."""

    asset_id: str
    kind: str
    mime: str
    size_bytes: int
    sha256: str
    captured_at: int
    page_url: str | None = None
    title: str | None = None
    width: int | None = None
    height: int | None = None


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """`proof.state` says whether bytes are awaited; `late` = the agent is to be told LEASE_LOST."""

    proof: ProofView
    late: bool


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A proof whose file is durable; `jobs` are those whose counts changed."""

    proof: ProofView
    jobs: list[JobView]


def declare(
    db: Database, device_id: str, job_id: str, epoch: int, declaration: Declaration, *,
    clock_skew_ms: int | None, now: int,
) -> Declared:
    """Idempotent by asset id. Raises RuleRefused("INVALID") when the id was used for another file,
    "UNSUPPORTED_MEDIA", "LEASE_LOST" when the device never had this epoch; NotFound("job").
    """
    raise NotImplementedError


def commit_stored(db: Database, asset_id: str, *, now: int) -> Stored:
    """The file is durable (call only then). A repeat changes nothing. Raises NotFound("proof")."""
    raise NotImplementedError


def pending(db: Database, job_id: str, epoch: int) -> list[str]:
    """Asset ids that this run declared and did not send yet."""
    raise NotImplementedError


def record_check(
    db: Database, asset_id: str, integrity: str, *, actor: str, now: int
) -> ProofView:
    """Keep what a check against the file said: intact | changed | missing."""
    raise NotImplementedError
