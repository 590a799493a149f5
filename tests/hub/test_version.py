"""Which Proofdesk this is."""

import re

from hub.version import VERSION


def test_the_version_is_the_installed_one() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", VERSION)
