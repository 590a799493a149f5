"""Names that mean the same everywhere."""

import pytest

from hub.bundles.names import bad_name, simple


@pytest.mark.parametrize("name", ["a", "README.txt", "files/1-x-y/before-2.redacted.png", "a.b.c"])
def test_good_names(name: str) -> None:
    assert not bad_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "a/..", "../a", "/a", "a/", "a//b", "C:a", "a\\b", "a.png:x", "con",
        "NUL.txt", "files/aux.png", "a.", "a ", "é", "a\0", "x" * 90, "a/b/c/d/e", "-\u202egnp",
        "~", "lpt1.zip",
    ],
)  # fmt: skip
def test_bad_names(name: str) -> None:
    assert bad_name(name)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Amman Dental Group", "amman-dental-group"),
        ("@cairo.coffee", "cairo-coffee"),
        ("Café Zürich", "cafe-zurich"),
        ("عيادة", "account"),
        ("../../etc", "etc"),
        ("", "account"),
        ("x" * 99, "x" * 40),
    ],
)
def test_a_text_becomes_part_of_a_name(text: str, made: str) -> None:
    assert simple(text, "account") == made
    assert not bad_name(simple(text, "account"))
