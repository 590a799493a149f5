"""What is said of posts that missed their time."""

from desktop.presenters import lateness


def test_what_happens_when_it_is_missed_is_one_sentence_each() -> None:
    said = {lateness.late_words(policy, grace) for policy, grace in lateness.LATE}
    assert len(said) == len(lateness.LATE)
