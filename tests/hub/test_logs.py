"""One JSON object a line, whatever foreign text is in it."""

import json
import logging
from pathlib import Path

from hub import logs


def test_foreign_text_cannot_forge_a_line_or_steer_a_terminal(tmp_path: Path) -> None:
    with logs.kept_in(tmp_path):
        logging.getLogger("test").info("title %s", 'a\nb\x1b[31m"' + "x" * 10_000)
        try:
            raise ValueError("inner")
        except ValueError:
            logging.getLogger("test").info("failed", exc_info=True)
    logging.getLogger("test").info("nobody keeps this")
    lines = (tmp_path / "hub.log").read_text("utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert len(entries) == 2
    assert "\x1b" not in "".join(lines)
    assert entries[0]["message"].startswith("title a\nb")
    assert len(entries[0]["message"]) == logs.LONGEST_TEXT
    assert "ValueError: inner" in entries[1]["traceback"]
    assert entries[0]["at"].endswith("Z")
