"""Options that every command takes, before or after its name."""

import argparse
from pathlib import Path
from typing import Any

from hub import places

Verbs = Any
"""argparse keeps the type of its sub-parsers to itself."""


def add_common(parser: argparse.ArgumentParser) -> None:
    """`--data-dir`, `--portable` and `--json`; what stands behind the verb wins."""
    parser.add_argument(
        "--data-dir", metavar="DIR", default=argparse.SUPPRESS, help="the data folder"
    )
    parser.add_argument(
        "--portable",
        action="store_true",
        default=argparse.SUPPRESS,
        help="keep the data beside the program",
    )
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON"
    )


def data_dir(args: argparse.Namespace) -> Path:
    """The data folder that the arguments mean."""
    return places.data_dir(
        getattr(args, "data_dir", None), portable=getattr(args, "portable", False)
    )


def as_json(args: argparse.Namespace) -> bool:
    """Whether a program reads the answer."""
    return getattr(args, "json", False)
