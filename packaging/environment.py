"""Makes the place where Proofdesk runs: system libraries, `.venv`, pinned packages.

Standard library only: this runs before anything is installed. `ensure()` is quick the second time,
because the environment is stamped with what it was made from.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
STAMP = VENV / "proofdesk-stamp"
OLDEST_PYTHON = (3, 11)

QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libbrotlidec.so.1": "libbrotli1",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome-for-testing")
ARABIC_FONT = Path("/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf")


class SetupError(Exception):
    """The machine lacks something; the text says what to run."""


def has_screen() -> bool:
    """Whether a window can be shown (Windows and macOS always can)."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def venv_python() -> Path:
    """The interpreter of the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure(*, browser_needed: bool) -> None:
    """Everything that demo and test stand on. Raises SetupError with one line to run."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetupError(
            f"Proofdesk needs Python 3.11 or newer (3.12 or newer is better); this is {found}."
        )
    _ensure_system_packages(browser_needed=browser_needed)
    _ensure_venv()


# ------------------------------------------------------------------ system


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _missing_packages() -> list[str]:
    """Debian packages without which the application or its browser cannot run."""
    wanted = dict(QT_LIBRARIES)
    if has_screen():
        wanted |= SCREEN_LIBRARIES
    missing = [package for library, package in wanted.items() if not _loads(library)]
    has_pip = importlib.util.find_spec("ensurepip") or importlib.util.find_spec("pip")
    if not has_pip and not venv_python().exists():
        missing.append("python3-venv")
    return missing


def _browser_packages() -> list[str]:
    """Debian packages for the browser side: Chromium, and an Arabic font for its pages."""
    missing = [] if any(map(shutil.which, BROWSERS)) else ["chromium"]
    if not ARABIC_FONT.exists():
        missing.append("fonts-noto-core")
    return missing


def _ensure_system_packages(*, browser_needed: bool) -> None:
    if not sys.platform.startswith("linux"):
        return
    missing, browser = _missing_packages(), _browser_packages()
    if not missing and not browser:
        return
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    line = "apt-get install -y --no-install-recommends " + " ".join(missing + browser)
    if is_root and shutil.which("apt-get"):
        _apt(missing + browser)
        return
    if missing or browser_needed:
        raise SetupError(f"Some system packages are missing. Run this once:\n  sudo {line}")
    print(f"Going on without a browser. To have one, run:\n  sudo {line}", file=sys.stderr)


def _apt(packages: list[str]) -> None:
    print("Installing system packages: " + " ".join(packages), file=sys.stderr)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-q"], install):
        done = subprocess.run(
            command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if done.returncode:
            raise SetupError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr}")


# -------------------------------------------------------------------- venv


def _stamp() -> str:
    made_from = hashlib.sha256()
    for source in (ROOT / "pyproject.toml", CONSTRAINTS):
        made_from.update(source.read_bytes())
    made_from.update(f"{sys.version} {ROOT}".encode())
    return made_from.hexdigest()


def _ensure_venv() -> None:
    stamp = _stamp()
    if STAMP.exists() and STAMP.read_text() == stamp and venv_python().exists():
        return
    print("Making .venv with the pinned packages (a few minutes the first time)", file=sys.stderr)
    bare = importlib.util.find_spec("ensurepip") is None
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    _run(make + (["--without-pip"] if bare else []))
    _run([*_pip(bare), "install", "-q", "-c", str(CONSTRAINTS), "-e", f"{ROOT}[test,bench]"])
    STAMP.write_text(stamp)


def _pip(bare: bool) -> list[str]:
    """The environment's own pip, or the outer one working on it where ensurepip is absent."""
    quiet = ["--disable-pip-version-check", "--no-input"]
    if bare:
        return [sys.executable, "-m", "pip", "--python", str(venv_python()), *quiet]
    return [str(venv_python()), "-m", "pip", *quiet]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SetupError(f"This failed with exit code {done.returncode}:\n  {' '.join(command)}")
