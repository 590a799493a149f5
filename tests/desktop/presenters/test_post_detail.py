"""A post in full: what its proof holds and lacks, and that nothing is sent again by a slip."""

import pytest
from msgspec.structs import replace

from desktop.presenters import post_detail as words
from desktop.presenters.post_detail import RunDetail
from desktop.theme.tones import Tone
from tests.support import sample
from tests.support.post_details import detail, meet, proofs_of
from tests.support.views import post_view, proof_view, publishing_run_view, target_view

NOW = sample.NOW


def test_the_six_parts_say_what_they_are() -> None:
    shown = detail()
    target = shown.post.targets[0]
    parts = words.parts(target, shown.runs[target.variant_id])
    assert [(part.there, part.name, part.what) for part in parts] == [
        (True, "Account seen", "\u2068Amman Dental Group\u2069"),
        (True, "Before", "screenshot, PNG, 208 KB"),
        (True, "After", "screenshot, PNG, 209 KB"),
        (True, "Permalink", "screenshot, PNG, 210 KB"),
        (True, "Page text", "Web page archive, 211 KB"),
        (True, "Log", "38 lines, 212 KB"),
    ]


def test_a_missing_part_is_named() -> None:
    shown = detail()
    target = shown.post.targets[1]
    parts = words.parts(target, shown.runs[target.variant_id])
    assert [(part.name, part.what) for part in parts if not part.there] == [
        ("Permalink", "missing"),
        ("Page text", "missing"),
    ]


def test_a_changed_file_is_no_part_and_says_why() -> None:
    target = target_view(status="published", proof_parts=["account"], runs=[])
    run = RunDetail([proof_view(kind="before", integrity="changed")])
    part = words.parts(target, run)[1]
    assert (part.there, part.what) == (False, "Changed")
    assert words.claim(run, NOW)[1] is Tone.DANGER


def test_a_redacted_copy_is_not_taken_for_the_original() -> None:
    original = proof_view(id="original", kind="before")
    copy = proof_view(id="copy", kind="before", parent_id="original")
    assert RunDetail([original, copy]).proof("before") is original


def test_only_integrity_is_claimed() -> None:
    assert words.claim(detail().runs["variant-x"], NOW) == (
        "Unaltered since capture. Checked 10:07.", Tone.SUCCESS, "shield-check",
    )  # fmt: skip
    unchecked = [replace(one, integrity="unchecked") for one in proofs_of("x")]
    assert words.claim(RunDetail(unchecked), NOW)[0] == "Not checked yet"
    assert words.claim(RunDetail(), NOW)[0] == "No file is kept yet."


@pytest.mark.parametrize(
    ("status", "permits", "retry"),
    [("failed", 0, True), ("failed", 1, False), ("not_found", 1, False), ("published", 1, False),
     ("unknown", 1, False), ("not_published", 1, False)],
)  # fmt: skip
def test_a_plain_new_try_is_offered_only_before_any_permit(
    status: str, permits: int, retry: bool
) -> None:
    runs = [publishing_run_view(permit_count=permits)]
    target = target_view(status=status, runs=runs, job_id="job-1")
    assert words.may_retry(target) is retry


@pytest.mark.parametrize("status", ["unknown", "verifying", "not_found", "not_published"])
def test_what_is_in_doubt_leads_to_the_decision(status: str) -> None:
    assert words.may_decide(target_view(status=status, runs=[publishing_run_view()]))
    failed = publishing_run_view(state="failed", permit_count=0)
    assert not words.may_decide(target_view(status="failed", runs=[failed]))


def test_a_permit_that_came_back_leaves_a_plain_new_try() -> None:
    returned = publishing_run_view(state="failed", permit_count=1, returned_at=NOW)
    target = target_view(status="failed", runs=[returned], job_id="job-1")
    assert words.may_retry(target)
    assert not words.may_decide(target)
    refused = publishing_run_view(state="failed", permit_count=1)
    assert words.may_decide(target_view(status="failed", runs=[refused], job_id="job-1"))


def test_the_attempt_that_is_out_tells_of_a_target() -> None:
    out, later = publishing_run_view(state="published"), publishing_run_view(state="failed")
    assert words.newest(target_view(runs=[later, out])) is out


def test_the_second_line_names_place_and_time() -> None:
    said = words.second_line(meet(), "Amman Dental Group", NOW)
    assert said == (
        "\u2068Amman Dental Group\u2069 · 23 Nov 2026 09:21 · time in \u2068Amman\u2069"
    )
    assert words.second_line(post_view(), "", NOW) == "no time"


def test_the_texts_of_accounts_that_have_their_own() -> None:
    found = words.texts(meet())
    assert [(platform, name) for platform, name, _ in found] == [
        ("", "Common text"),
        ("x", "@ammandental"),
    ]


def test_first_comments_are_for_a_person() -> None:
    assert [one.platform for one in words.comments(meet())] == ["linkedin"]


def test_accounts_and_proof_are_counted() -> None:
    assert words.accounts_fact(meet()) == "3 accounts, proof 16 of 18"
    assert words.accounts_fact(post_view(targets=[target_view()])) == "1 account"
