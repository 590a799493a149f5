"""What must be true at the end of the demo, each looked at from outside."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

from tests.support.operator import Operator
from tests.support.practices import Practice

BOM = "\ufeff"


def summary(
    operator: Operator, practice: Practice, *, job_id: str, query: str, csv_file: Path
) -> dict[str, Any]:
    """`{checks: {sentence: bool}, counts, …}` of the search."""
    job = operator.ask("GET", f"/jobs/{job_id}")
    proofs = operator.everything(f"/jobs/{job_id}/proofs")
    rows = _rows(csv_file)
    wanted = practice.expected(query)
    checks = {
        "the job is completed": job["status"] == "COMPLETED",
        "every place of the practice web is a row": job["counts"]["evidence"] == len(wanted),
        "the CSV holds every row": len(rows) == job["counts"]["evidence"],
        "every CSV row has a title and a hash": all(r["title"] and r["hash"] for r in rows),
        "there are screenshots": any(p["mime"].startswith("image/") for p in proofs),
        "every proof is what its SHA-256 says": all(_is_whole(operator, p) for p in proofs),
        "the practice web was really asked": bool(practice.ask("/practice/counts")["searches"]),
    }
    return {
        "checks": checks,
        "counts": job["counts"],
        "rows": len(rows),
        "output": job["output"],
    }


def _rows(csv_file: Path) -> list[dict[str, str]]:
    text = csv_file.read_bytes().decode("utf-8").removeprefix(BOM)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _is_whole(operator: Operator, proof: dict[str, Any]) -> bool:
    content = operator.download(f"/proofs/{proof['id']}/content")
    return hashlib.sha256(content).hexdigest() == proof["sha256"]
