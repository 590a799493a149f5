"""Every endpoint of the operator API, in one visible table."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from hub.api import desk, devices, events, files, jobs, posts, runs, shapes
from hub.api.call import Call

Handler = Callable[[Call], Awaitable[Any]]

PAGE = ("limit", "cursor")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method on one path. `lists` is the shape of a list's items."""

    method: str
    path: str
    handler: Handler
    status: int = 200
    body: Any = None
    body_required: bool = True
    lists: type[shapes.Shape] | None = None
    answer: Any = None
    media_type: str = "application/json"
    query: tuple[str, ...] = ()
    accepts: str | None = None
    """The type of a body that is not JSON."""

    @property
    def summary(self) -> str:
        """What it does: the first line of the handler's words."""
        return (self.handler.__doc__ or "").strip().partition("\n")[0]


E = Endpoint
ENDPOINTS: tuple[Endpoint, ...] = (
    E("POST", "/jobs", jobs.create, 201, body=shapes.NewJob, answer=shapes.Job),
    E(
        "GET",
        "/jobs",
        jobs.listed,
        lists=shapes.Job,
        query=("status", "type", "workspaceId", *PAGE),
    ),
    E("GET", "/jobs/{id}", jobs.shown, answer=shapes.JobDetail),
    E("POST", "/jobs/{id}/cancel", jobs.cancel, answer=shapes.Job),
    E(
        "POST",
        "/jobs/{id}/retry",
        jobs.retry,
        body=shapes.Retry,
        body_required=False,
        answer=shapes.Job,
    ),
    E("POST", "/jobs/{id}/release", runs.release, answer=shapes.Job),
    E("POST", "/jobs/{id}/resume", jobs.resume, answer=shapes.Job),
    E("GET", "/jobs/{id}/logs", jobs.logs, lists=shapes.LogLine, query=PAGE),
    E("GET", "/jobs/{id}/evidence", jobs.evidence, lists=shapes.Evidence, query=PAGE),
    E("GET", "/jobs/{id}/proofs", jobs.proofs, lists=shapes.Proof, query=PAGE),
    E("GET", "/jobs/{id}/runs", jobs.runs, lists=shapes.Run, query=PAGE),
    E("POST", "/runs/{id}/resolve", runs.resolve, body=shapes.Resolution, answer=shapes.Job),
    E("POST", "/runs/{id}/look", runs.look, answer=shapes.Job),
    E(
        "GET",
        "/proofs/{id}/content",
        files.proof_content,
        media_type="application/octet-stream",
    ),
    E("POST", "/posts", posts.create, 201, body=shapes.NewPost, answer=shapes.Post),
    E(
        "GET",
        "/posts",
        posts.listed,
        lists=shapes.Post,
        query=(
            "status",
            "workspaceId",
            "accountId",
            "platform",
            "text",
            "incompleteProof",
            *PAGE,
        ),
    ),
    E(
        "POST",
        "/posts/import",
        posts.import_posts,
        accepts="text/csv",
        answer=shapes.ImportReport,
        query=("zone", "allowDuplicates", "dry"),
    ),
    E("GET", "/posts/template.csv", posts.template, media_type="text/csv"),
    E("GET", "/posts/{id}", posts.shown, answer=shapes.Post),
    E("PUT", "/posts/{id}", posts.change, body=shapes.PostChange, answer=shapes.Post),
    E("DELETE", "/posts/{id}", posts.remove, answer=shapes.Post),
    E(
        "POST",
        "/posts/{id}/publish",
        posts.publish,
        body=shapes.PublishRequest,
        answer=shapes.Job,
    ),
    E("POST", "/posts/{id}/unschedule", posts.unschedule, answer=shapes.Post),
    E(
        "POST",
        "/media",
        posts.add_media,
        201,
        accepts="application/octet-stream",
        answer=shapes.Media,
    ),
    E("GET", "/accounts", posts.accounts, lists=shapes.Account, query=("workspaceId",)),
    E("POST", "/accounts", posts.add_account, 201, body=shapes.NewAccount, answer=shapes.Account),
    E("POST", "/accounts/{id}/unpark", posts.unpark_account, answer=shapes.Account),
    E(
        "PUT",
        "/accounts/{id}",
        posts.change_account,
        body=shapes.AccountChange,
        answer=shapes.Account,
    ),
    E(
        "POST",
        "/proofs/{id}/redactions",
        files.redact,
        201,
        body=shapes.Redaction,
        answer=shapes.Proof,
    ),
    E(
        "GET",
        "/posts/{id}/bundle.zip",
        files.post_bundle,
        media_type="application/zip",
        query=("lang", "redacted"),
    ),
    E("GET", "/devices", devices.listed, lists=shapes.Device),
    E(
        "POST",
        "/devices/pairing",
        devices.pair,
        201,
        body=shapes.PairingRequest,
        answer=shapes.PairingLink,
    ),
    E("POST", "/devices/{id}/revoke", devices.revoke, answer=shapes.Device),
    E("POST", "/devices/{id}/rename", devices.rename, body=shapes.Rename, answer=shapes.Device),
    E("PUT", "/devices/{id}/bindings", devices.bind, body=shapes.Bindings, answer=shapes.Device),
    E("GET", "/connectors", desk.connectors, lists=shapes.Connector),
    E(
        "POST",
        "/connectors",
        desk.save_connector,
        201,
        body=dict[str, Any],
        answer=shapes.Connector,
    ),
    E(
        "PUT",
        "/connectors/{id}",
        desk.change_connector,
        body=shapes.ConnectorChange,
        answer=shapes.Connector,
    ),
    E(
        "POST",
        "/connectors/import",
        desk.import_recording,
        body=shapes.RecordingImport,
        answer=shapes.ImportedRecording,
    ),
    E("GET", "/connectors/{id}", desk.connector, answer=shapes.ConnectorDetail),
    E(
        "POST",
        "/connectors/{id}/dry-run",
        desk.dry_run,
        201,
        body=shapes.DryRun,
        answer=shapes.Job,
    ),
    E("GET", "/settings", desk.read_settings, answer=dict[str, Any]),
    E("PUT", "/settings", desk.change_settings, body=dict[str, Any], answer=dict[str, Any]),
    E(
        "GET",
        "/audit",
        desk.audit,
        lists=shapes.AuditEntry,
        query=("actor", "action", "subjectType", "subjectId", *PAGE),
    ),
    E("POST", "/pause", desk.pause, body=shapes.PauseRequest, answer=shapes.Pause),
    E("POST", "/resume", desk.resume, body=shapes.PauseRequest, answer=shapes.Pause),
    E(
        "GET",
        "/export/evidence.csv",
        files.evidence_file,
        media_type="text/csv",
        query=("jobId", "workspaceId", "text", "type", "source", "confidence", "raw"),
    ),
    E(
        "GET",
        "/export/publications.csv",
        posts.publications,
        media_type="text/csv",
        query=("workspaceId", "raw"),
    ),
    E("GET", "/events", events.stream, media_type="text/event-stream"),
    E("GET", "/health", desk.health, answer=shapes.Health),
)
