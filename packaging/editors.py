"""Builds the editors of the practice wall from their packages.

python packaging/editors.py    install the pinned packages in a scratch folder, bundle them

Needs `npm`. The bundles are committed, so that nobody else does.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "resources" / "practice" / "editors-src"
BUNDLES = ROOT / "resources" / "practice" / "static" / "editors"
MOST_BYTES = 400_000
SWITCHES = (
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2022",
    "--legal-comments=none",
    "--charset=utf8",
    "--conditions=production",
    "--define:process.env.NODE_ENV='production'",
    "--define:global=globalThis",
)


def main() -> int:
    """Build all; returns 1 and says why when a bundle is too large."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is not installed; on Debian: apt-get install npm")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for file in SOURCES.iterdir():
            shutil.copy(file, scratch)
        run(npm, "install", "--no-audit", "--no-fund", "--no-package-lock", at=scratch)
        used: set[str] = set()
        for entry in sorted(SOURCES.glob("*.js")):
            used |= bundle(scratch, entry.name)
        (BUNDLES / "licences.txt").write_text(licences(scratch, used), "utf-8")
    large = [file.name for file in BUNDLES.glob("*.js") if file.stat().st_size > MOST_BYTES]
    if large:
        print(f"Larger than {MOST_BYTES:,} bytes: {', '.join(large)}")
    return 1 if large else 0


def bundle(scratch: Path, entry: str) -> set[str]:
    """Make one bundle; the folders of the packages that are in it."""
    run(
        str(scratch / "node_modules" / ".bin" / "esbuild"),
        entry,
        *SWITCHES,
        f"--outfile={BUNDLES / entry}",
        "--metafile=meta.json",
        "--log-level=warning",
        at=scratch,
    )
    inputs = json.loads((scratch / "meta.json").read_text("utf-8"))["inputs"]
    return {package(path) for path in inputs if path.startswith("node_modules/")}


def package(path: str) -> str:
    """The folder of the package to which a file belongs."""
    before, _, after = path.rpartition("node_modules/")
    parts = after.split("/")
    return f"{before}node_modules/{'/'.join(parts[: 2 if after.startswith('@') else 1])}"


def licences(scratch: Path, folders: set[str]) -> str:
    """Name, version and licence of everything in the bundles."""
    texts = ["The editors of the practice wall contain these packages.\n"]
    for folder in sorted(folders):
        about = json.loads((scratch / folder / "package.json").read_text("utf-8"))
        kept = sorted((scratch / folder).glob("[Ll][Ii][Cc][Ee][Nn][CcSs][Ee]*"))
        text = kept[0].read_text("utf-8").strip() if kept else ""
        texts.append(
            f"{'=' * 72}\n{about['name']} {about['version']} ({about['license']})\n\n{text}"
        )
    return "\n\n".join(texts).rstrip() + "\n"


def run(*command: str, at: Path) -> None:
    """Run to the end. Raises CalledProcessError."""
    subprocess.run(command, cwd=at, check=True)


if __name__ == "__main__":
    sys.exit(main())
