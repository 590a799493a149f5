"""Every shipped page is whole, in both languages, and loads nothing from elsewhere."""

import json
import re
from pathlib import Path

import pytest

from hub import shipped
from hub.practice.pages import page, word
from hub.practice.variants import EDITORS

FOLDER = shipped.path("practice")
PAGES = sorted(file.stem for file in FOLDER.glob("*.html"))
WORDS = json.loads((FOLDER / "words.json").read_text("utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_filled_completely(name: str) -> None:
    text = bytes(page(name, "ar", "T<b>", {"x": "</script>"}).body).decode()
    assert "{{" not in text
    assert "<title>T&lt;b&gt;</title>" in text
    assert text.count("</script>") == 2


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_only_files_that_are_shipped(name: str) -> None:
    text = (FOLDER / f"{name}.html").read_text("utf-8")
    for file in re.findall(r'(?:src|href)="([^"]+)"', text):
        assert (FOLDER / file.removeprefix("/practice/")).is_file()


def test_scripts_and_styles_reach_for_nothing_outside() -> None:
    for file in filter(Path.is_file, (FOLDER / "static").iterdir()):
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://(?![\w.-]*\.example)[\w.]", text), file.name
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text
        )


def test_scripts_use_words_that_exist() -> None:
    used = {
        name
        for file in (FOLDER / "static").glob("*.js")
        for name in re.findall(r"\bwords\.(\w+)", file.read_text("utf-8"))
    }
    assert used <= WORDS.keys()


def test_every_word_is_there_in_both_languages() -> None:
    assert all(set(texts) == {"en", "ar"} and all(texts.values()) for texts in WORDS.values())
    assert word("end", "en") != word("end", "ar")


def test_every_editor_is_small_and_its_packages_have_their_licence() -> None:
    editors = FOLDER / "static" / "editors"
    assert {file.stem for file in editors.glob("*.js")} == set(EDITORS)
    assert all(file.stat().st_size < 400_000 for file in editors.glob("*.js"))
    named = (editors / "licences.txt").read_text("utf-8")
    pinned = json.loads((FOLDER / "editors-src" / "package.json").read_text("utf-8"))
    for package, version in pinned["dependencies"].items():
        assert re.search(rf"^{re.escape(package)} {re.escape(version)} \(", named, re.MULTILINE)
