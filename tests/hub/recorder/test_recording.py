"""A recording is read as the Recorder's own tools read it, and refused where they refuse."""

import json
from pathlib import Path
from typing import Any

import pytest

from hub.recorder.recording import KEYS, MOST_STEPS, RecordingRefused, parse
from tests.support.recordings import RECORDED, TEXT, recorded

VECTORS = json.loads((Path(__file__).parent / "fixtures" / "vectors.json").read_text("utf-8"))
"""What `parse` of @puppeteer/replay 3.1.3 made of each: what it kept, or null for refused."""

STRICTER = ('"selectors": [[]]', '"timeout": "5"', '"target": 1', '"assertedEvents": {}')
"""What that parser passes over in silence, and no Recorder writes: refused here."""


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: json.dumps(one["given"])[:80])
def test_it_reads_what_the_recorders_own_parser_reads(vector: dict[str, Any]) -> None:
    given, read = json.dumps(vector["given"]), vector["read"]
    if read is None or any(text in given for text in STRICTER):
        with pytest.raises(RecordingRefused):
            parse(given)
        return
    recording = parse(given)
    assert recording.title == read["title"]
    assert recording.steps == read["steps"]
    assert recording.timeout == read.get("timeout")


def test_every_step_of_the_recorder_is_known() -> None:
    assert {step["type"] for one in VECTORS if one["read"] for step in one["read"]["steps"]} == set(
        KEYS
    )


def test_what_the_recorder_appends_to_its_file_is_cut() -> None:
    text = json.dumps(RECORDED, indent=2) + "\n//# recorderSourceMap=BCBCBCBC"
    assert len(parse("\ufeff" + text).steps) == len(RECORDED["steps"])


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"title": "x"}', "[" * 100_000])
def test_what_is_no_recording_is_refused(text: str) -> None:
    with pytest.raises(RecordingRefused):
        parse(text)


def test_the_refusal_says_which_step_and_what() -> None:
    def change(whole: dict[str, Any]) -> None:
        del whole["steps"][TEXT]["value"]

    with pytest.raises(RecordingRefused, match=r"step 4 \(change\) has no value"):
        recorded(change)


def test_a_giant_recording_is_refused() -> None:
    steps = [{"type": "close"}] * (MOST_STEPS + 1)
    with pytest.raises(RecordingRefused, match=str(MOST_STEPS)):
        parse(json.dumps({"title": "x", "steps": steps}))
