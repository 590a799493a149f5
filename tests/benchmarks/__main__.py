"""`python -m tests.benchmarks [NAME ...] [--json FILE]` runs and prints the table; exit is 0."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import bench_claims, bench_evidence, bench_hub, bench_proofs, bench_start
from tests.benchmarks.report import Figure, table

BENCHMARKS: dict[str, Callable[[], list[Figure]]] = {
    "hub-throughput": bench_hub.throughput,
    "hub-latency": bench_hub.latency,
    "ui-under-load": bench_hub.under_load,
    "evidence-batch": bench_evidence.batch,
    "proof-upload": bench_proofs.upload,
    "claims": bench_claims.claims,
    "start-up": bench_start.first_paint,
}


def main() -> None:
    """Run what was asked for, in the order of the goals."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--json", type=Path, metavar="FILE")
    chosen = parser.parse_args()
    unknown = set(chosen.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark named {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    for name in chosen.names or BENCHMARKS:
        print(f"{name} ...", flush=True)
        figures += BENCHMARKS[name]()
    print(table(figures))
    if chosen.json:
        chosen.json.write_text(json.dumps([figure.as_json() for figure in figures], indent=2))


if __name__ == "__main__":
    main()
