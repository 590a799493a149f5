"""A proof in words."""

from datetime import datetime

import pytest

from desktop.presenters import proofs
from desktop.theme.tones import Tone
from models.queries.proofs import ProofFilter, ProofTotals
from tests.support.hostile import TEXTS
from tests.support.window_views import proof_view

NOW = int(datetime(2026, 11, 23, 15, 0).astimezone().timestamp() * 1000)
AT = NOW - 4 * 60_000


def test_only_pictures_are_ever_shown() -> None:
    for form in ("png", "jpeg", "webp"):
        assert proofs.is_picture(proof_view(mime=f"image/{form}"))
    for mime in ("image/svg+xml", "text/html", "multipart/related", "application/pdf"):
        assert not proofs.is_picture(proof_view(mime=mime))


def test_the_file_in_words() -> None:
    assert proofs.file(proof_view(size_bytes=212_000)) == "PNG, \u20681280 × 800\u2069, 212 KB"
    page = proof_view(mime="multipart/related", size_bytes=900)
    assert proofs.file(page) == "Web page archive, 900 B"


def test_the_two_clocks_and_how_far_they_stood_apart() -> None:
    near = proof_view(captured_at=AT, received_at=AT + 118, clock_skew_ms=118)
    assert proofs.hub_clock(near) == "14:56:00.118, 118 ms apart"
    far = proof_view(captured_at=AT, received_at=AT + 86_400_000, clock_skew_ms=-7_200_000)
    assert proofs.hub_clock(far) == "24 Nov 14:56:00.000, 2 h apart"


@pytest.mark.parametrize(
    ("integrity", "title", "tone"),
    [
        ("intact", "Unaltered since capture", Tone.SUCCESS),
        ("changed", "Changed since capture", Tone.DANGER),
        ("missing", "The file is missing", Tone.DANGER),
        ("unchecked", "Not checked yet", Tone.WARNING),
    ],
)
def test_what_is_claimed_of_a_file(integrity: str, title: str, tone: Tone) -> None:
    claim = proofs.claim(proof_view(integrity=integrity, checked_at=AT), NOW)
    assert (claim.title, claim.tone) == (title, tone)
    assert ("Checked 14:56." in claim.text) == (integrity != "unchecked")


def test_a_late_file_is_unaltered_and_says_that_it_was_late() -> None:
    claim = proofs.claim(proof_view(late=True), NOW)
    assert claim.title == "Unaltered since capture"
    assert "after the run had lost its job" in claim.text


def test_nothing_is_claimed_while_the_file_is_read() -> None:
    assert proofs.claim(proof_view(), NOW, checking=True).tone is Tone.INFO


def test_totals() -> None:
    assert proofs.totals(ProofTotals(files=0, size_bytes=0, damaged=0)) == ""
    assert proofs.totals(ProofTotals(files=2318, size_bytes=3_100_000_000, damaged=0)) == (
        "2\N{NARROW NO-BREAK SPACE}318, 3.1 GB"
    )


PATHS = ("../../etc/passwd", "CON", "a.png:stream", "C:\\x", ".. ", "x" * 400)


@pytest.mark.parametrize("title", [*TEXTS, *PATHS])
def test_a_copy_has_a_name_that_every_file_system_takes(title: str) -> None:
    name = proofs.file_name(proof_view(title=title, captured_at=AT))
    assert name.endswith(" 2026-11-23 14.56.00.png")
    assert not set(name) & set('/\\:*?"<>|\x00\n\u202e')
    assert not name.startswith((".", " "))
    assert len(name) < 100


def test_filters() -> None:
    filter = ProofFilter(kinds=("failure",), job_id="j", text=" ")
    assert proofs.filters_on(filter) == 2
    assert proofs.narrowed(ProofFilter(text=" ")) is False
    title, text = proofs.nothing_matches(ProofFilter(text="captcha", kinds=("page",)), 45)
    assert "captcha" in title
    assert text == "1 filter is on. Looked through 45 proofs."


def test_a_redacted_copy_is_never_called_unaltered_since_capture() -> None:
    copy = proof_view(parent_id="original", redaction=[(1, 2, 3, 4)])
    claim = proofs.claim(copy, NOW)
    assert (claim.title, claim.tone) == ("Redacted copy", Tone.NEUTRAL)
    assert proofs.state(copy).word == "Redacted copy"
    assert proofs.title(copy).endswith(", redacted copy")
    damaged = proof_view(parent_id="original", integrity="changed")
    assert proofs.claim(damaged, NOW).tone is Tone.DANGER


def test_only_original_pictures_that_are_there_can_be_redacted() -> None:
    assert proofs.can_be_redacted(proof_view())
    assert not proofs.can_be_redacted(proof_view(mime="text/html"))
    assert not proofs.can_be_redacted(proof_view(parent_id="original"))
    assert not proofs.can_be_redacted(proof_view(integrity="missing"))
