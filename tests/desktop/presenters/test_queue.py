"""The queue: what waits for the operator first, then by time; no second send after a permit."""

from desktop.presenters import queue
from models.posts.views import POST_STATUSES
from tests.support import sample
from tests.support.views import post_view

NOW = sample.NOW


def test_what_waits_for_the_operator_stands_first() -> None:
    soon = post_view(at=NOW + sample.HOUR)
    held = post_view(status="held", at=NOW + 2 * sample.DAY)
    going = post_view(status="publishing", at=NOW - sample.MINUTE)
    later = post_view(at=NOW + sample.DAY)
    found = queue.groups([going, soon, later, held], NOW)
    assert [(title, posts) for _, title, posts in found] == [
        ("Waits for you", [held]),
        ("Going out now", [going]),
        ("Today", [soon]),
        ("Tomorrow", [later]),
    ]


def test_what_is_due_goes_out_now() -> None:
    assert queue.group_of(post_view(at=NOW), NOW)[0] == "now"


def test_after_a_permit_nothing_offers_to_send_again() -> None:
    for status in ("unknown", "publishing", "needs_user", "published", "failed"):
        assert not queue.may(post_view(status=status), "publish")


def test_what_waits_has_one_thing_to_do_and_it_is_in_its_menu() -> None:
    for status, (verb, words, icon) in queue.MAIN.items():
        assert status in POST_STATUSES
        assert queue.may(post_view(status=status), verb)
        assert words
        assert icon


def test_every_verb_has_words() -> None:
    used = {verb for status in POST_STATUSES for verb in queue.verbs(post_view(status=status))}
    assert used <= set(queue.WORDS)
