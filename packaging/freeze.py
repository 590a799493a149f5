"""Writes constraints.txt from what the environment holds: names and versions, nothing else."""

from __future__ import annotations

from importlib.metadata import distributions
from pathlib import Path

HEAD = """\
# Exact versions that demo, tests and installers are made with (python packaging/freeze.py).
# PySide6 6.12 corrupts reference counts on Python 3.11, hence the split.
"""
SPLIT = {
    "pyside6-essentials": ("6.11.3", "6.12.0"),
    "shiboken6": ("6.11.3", "6.12.0"),
}
NOT_PINNED = {"pip", "setuptools", "wheel", "proofdesk"}


def lines() -> list[str]:
    """One line a package, sorted; two for the packages that differ by Python."""
    pins = []
    for package in distributions():
        name = package.metadata["Name"].lower().replace("_", "-").replace(".", "-")
        if name in SPLIT:
            older, newer = SPLIT[name]
            pins.append(f"{name}=={older}; python_version < '3.12'")
            pins.append(f"{name}=={newer}; python_version >= '3.12'")
        elif name not in NOT_PINNED:
            pins.append(f"{name}=={package.version}")
    return sorted(set(pins))


if __name__ == "__main__":
    target = Path(__file__).with_name("constraints.txt")
    target.write_text(HEAD + "\n".join(lines()) + "\n", encoding="utf-8")
