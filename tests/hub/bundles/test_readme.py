"""What the README promises, and what not."""

import pytest

from hub.bundles import readme
from tests.support.bundles import Office


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_says_what_is_shown_and_what_not(office: Office, post: str, language: str) -> None:
    text = readme.text(office.bundle(post, language).manifest).decode()
    assert "unaltered since capture" in text
    assert "does not show that the post is still online" in text
    assert office.key.fingerprint in text
    assert ("لم تتغيّر منذ التقاطها" in text) == (language == "ar")


def test_it_never_claims_truth(office: Office, post: str) -> None:
    for language in ("en", "ar"):
        words = readme.text(office.bundle(post, language).manifest).decode().lower().split()
        assert not {"true", "truth", "proves", "authentic", "genuine"} & set(words)
