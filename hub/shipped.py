"""The one door to what is shipped and is not Python: recipes, icons, fonts, the extension."""

from importlib.resources import files
from pathlib import Path


def path(*parts: str) -> Path:
    """The path of a shipped file or folder: `path("recipes")`, `path("icons", "x.svg")`."""
    return Path(str(files("resources"))).joinpath(*parts)
