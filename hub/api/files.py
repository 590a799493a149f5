"""Endpoints that answer with bytes: proof files and exports."""

from collections.abc import Iterator
from typing import Any

from starlette.responses import FileResponse, StreamingResponse

from hub.api import present, shapes
from hub.api.call import Call
from hub.exports import evidence_csv
from models.errors import NotFound
from models.queries.evidence import EvidenceFilter

SUFFIXES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "text/html": "html",
    "multipart/related": "mhtml",
    "text/plain": "txt",
    "application/json": "json",
}


async def proof_content(call: Call) -> FileResponse:
    """The bytes of a proof: as an attachment, of exactly the stored type."""
    proof = await call.hub.proofs.get(call.id)
    if proof.state != "stored":
        raise NotFound("stored proof", call.id)
    path = await call.hub.proofs.path(proof.sha256)
    name = f"{proof.id}.{SUFFIXES.get(proof.mime, 'bin')}"
    headers = {
        "Content-Type": proof.mime,
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
    }
    return FileResponse(path, headers=headers)


async def post_bundle(call: Call) -> StreamingResponse:
    """The proof bundle of a post: lang=en|ar, redacted=true for redacted copies."""
    (language, *_) = call.choices("lang", ("en", "ar")) or ("en",)
    bundle = await call.hub.bundles.prepare(
        call.id, language, redacted=call.flag("redacted"), actor=call.actor
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{bundle.file_name}"',
        "Content-Length": str(bundle.size),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return StreamingResponse(bundle.chunks(), headers=headers, media_type="application/zip")


async def redact(call: Call) -> shapes.Proof:
    """A copy of a picture with black boxes; the original stays as it was captured."""
    body = await call.body(shapes.Redaction)
    return present.proof(await call.hub.bundles.redact(call.id, body.boxes, call.actor))


async def evidence_file(call: Call) -> StreamingResponse:
    """Findings as CSV: spreadsheet-safe unless raw=true, streamed."""
    chosen = EvidenceFilter(
        job_id=call.query("jobId"),
        workspace_id=call.query("workspaceId"),
        text=call.query("text"),
        types=_texts(call, "type"),
        sources=_texts(call, "source"),
        confidences=call.choices("confidence", ("high", "medium", "low")),
    )
    raw = call.flag("raw")
    headers = {
        "Content-Disposition": 'attachment; filename="evidence.csv"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }

    def chunks(db: Any) -> Iterator[bytes]:
        return evidence_csv.chunks(db, chosen, raw=raw)

    return StreamingResponse(
        call.hub.store.stream(chunks), headers=headers, media_type="text/csv; charset=utf-8"
    )


def _texts(call: Call, name: str) -> tuple[str, ...]:
    given = call.query(name)
    return tuple(given.split(",")) if given else ()
