"""The wall in a real Chromium: what stands in each editor is what is posted, to the letter."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from hub.practice.server import PracticeWeb
from hub.practice.variants import EDITORS
from tests.support.browser import Page, chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium is installed"),
]

Open = Callable[[str, str], AbstractContextManager[Page]]

EDITOR = '[data-wall="editor"] [contenteditable="true"], [data-wall="editor"] textarea'
TEXT = "صباح الخير 👋🏽 يا عمّان\n\nLine two: *stars* <b>&amp;\n  indented\n#tag @who 👨‍👩‍👧‍👦"
ENABLED = "!document.querySelector('[data-wall=post]').disabled"
OUT = "document.querySelector('[data-wall=status] [data-wall=permalink]')?.href"
ERROR = "document.querySelector('[data-wall=error]:not([hidden])')?.textContent"
PICTURE = """
(async () => {
  const canvas = document.createElement('canvas');
  const blob = await new Promise((done) => canvas.toBlob(done));
  const transfer = new DataTransfer();
  transfer.items.add(new File([blob], 'one.png', {type: 'image/png'}));
  const field = document.querySelector('[data-wall=files]');
  field.files = transfer.files;
  field.dispatchEvent(new Event('change', {bubbles: true}));
})()
"""
PASTE = """
(() => {
  const editor = document.querySelector(%s);
  editor.focus();
  const transfer = new DataTransfer();
  transfer.setData('text/plain', %s);
  const event = new ClipboardEvent('paste',
    {clipboardData: transfer, bubbles: true, cancelable: true});
  editor.dispatchEvent(event);
})()
"""


def sign_in(page: Page, path: str) -> None:
    """From the form to the composer at this address."""
    page.evaluate(
        "document.querySelector('[name=handle]').value = '@Jo_Cafe';"
        "document.querySelector('[data-wall=login]').submit()"
    )
    page.wait("document.querySelector('[data-wall=composer]') !== null")
    page.go(page.evaluate("location.origin") + path)
    page.wait(f"document.querySelector({json.dumps(EDITOR)}) !== null")


def key(page: Page, name: str, code: int, text: str = "", modifiers: int = 0) -> None:
    """A key, pressed and let go."""
    about: dict[str, Any] = {"key": name, "windowsVirtualKeyCode": code, "modifiers": modifiers}
    page.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **about)
    page.ask("Input.dispatchKeyEvent", type="keyUp", **about)


def write(page: Page, text: str) -> None:
    """As a person does it: lines and the Enter key."""
    page.evaluate(f"document.querySelector({json.dumps(EDITOR)}).focus()")
    for number, line in enumerate(text.split("\n")):
        if number:
            key(page, "Enter", 13, "\r")
        if line:
            page.ask("Input.insertText", text=line)
    page.wait(ENABLED)


def press(page: Page) -> None:
    page.evaluate("document.querySelector('[data-wall=post]').click()")


@pytest.mark.parametrize("editor", EDITORS)
def test_what_is_written_is_posted(at: Open, web: PracticeWeb, editor: str) -> None:
    with at("/wall/login", "[data-wall=login]") as page:
        sign_in(page, f"/wall?editor={editor}")
        write(page, TEXT)
        press(page)
        link = page.wait(OUT)
        (post,) = web.state.wall.posts
        assert (post.text, post.handle) == (TEXT, "jo_cafe")
        page.wait("document.querySelector('[data-wall=items] [data-wall=item]') !== null")
        assert page.evaluate(ENABLED) is False  # empty again
        page.go(link)
        shown = page.wait("document.querySelector('[data-wall=text]')?.textContent")
        assert shown == TEXT


@pytest.mark.parametrize("editor", [one for one in EDITORS if one != "plain"])
def test_what_is_pasted_is_posted(at: Open, web: PracticeWeb, editor: str) -> None:
    with at("/wall/login", "[data-wall=login]") as page:
        sign_in(page, f"/wall?editor={editor}")
        page.evaluate(PASTE % (json.dumps(EDITOR), json.dumps(TEXT)))
        page.wait(ENABLED)
        press(page)
        page.wait(OUT)
        assert [one.text for one in web.state.wall.posts] == [TEXT]


def test_the_shortcut_presses_once_and_only_when_the_button_would(
    at: Open, web: PracticeWeb
) -> None:
    with at("/wall/login", "[data-wall=login]") as page:
        sign_in(page, "/wall?editor=lexical")
        page.evaluate(f"document.querySelector({json.dumps(EDITOR)}).focus()")
        key(page, "Enter", 13, modifiers=2)
        write(page, "short")
        key(page, "Enter", 13, modifiers=2)
        page.wait(OUT)
        assert [one.text for one in web.state.wall.posts] == ["short"]
        assert len(web.state.wall.presses) == 1


def test_pictures_are_attached_taken_off_and_posted(at: Open, web: PracticeWeb) -> None:
    attached = "document.querySelectorAll('[data-wall=attachment]').length"
    with at("/wall/login", "[data-wall=login]") as page:
        sign_in(page, "/wall?hl=ar")
        page.evaluate(PICTURE)
        page.wait(f"{attached} === 1 && {ENABLED}")
        page.evaluate("document.querySelector('[data-wall=attachment] button').click()")
        page.wait(f"{attached} === 0 && !({ENABLED})")
        page.evaluate(PICTURE)
        page.wait(f"{attached} === 1 && {ENABLED}")
        press(page)
        page.wait(OUT)
        page.wait("document.querySelector('[data-wall=picture]')?.naturalWidth > 0")
        (post,) = web.state.wall.posts
        assert (post.text, len(post.media)) == ("", 1)


def test_too_long_a_text_cannot_be_posted(at: Open, web: PracticeWeb) -> None:
    with at("/wall/login", "[data-wall=login]") as page:
        sign_in(page, "/wall")
        write(page, "x" * 2_000)
        page.ask("Input.insertText", text="y")
        page.wait(f"!({ENABLED})")
        assert page.evaluate("document.querySelector('[data-wall=left]').textContent") == "-1 left"


@pytest.mark.parametrize(("mood", "posts"), [("wall_fails", 0), ("wall_error_shown", 1)])
def test_an_error_is_shown_and_the_text_stays(
    at: Open, web: PracticeWeb, mood: str, posts: int
) -> None:
    with at("/wall/login", "[data-wall=login]") as page:
        sign_in(page, "/wall")
        web.state.choose([mood])
        write(page, "kept")
        press(page)
        assert page.wait(ERROR)
        assert page.evaluate(f"document.querySelector({json.dumps(EDITOR)}).value") == "kept"
        assert len(web.state.wall.posts) == posts


def test_without_an_answer_the_button_stays_shut(at: Open, web: PracticeWeb) -> None:
    with at("/wall/login", "[data-wall=login]") as page:
        sign_in(page, "/wall")
        web.state.choose(["wall_no_answer"])
        write(page, "out")
        press(page)
        page.wait("fetch('/practice/wall/truth').then((a) => a.json()).then((t) => t.posts.length)")
        assert page.evaluate(ENABLED) is False
        assert not page.evaluate(OUT)
        assert not page.evaluate(ERROR)


def test_the_checkpoint_leads_back_to_the_composer(at: Open, web: PracticeWeb) -> None:
    with at("/wall/login", "[data-wall=login]") as page:
        sign_in(page, "/wall")
        web.state.choose(["wall_checkpoint"])
        page.go(web.url + "/wall?editor=quill")
        page.wait("document.querySelector('[data-wall=checkpoint]') !== null")
        page.evaluate("document.querySelector('[data-wall=checkpoint] button').click()")
        page.wait("document.querySelector('.ql-editor') !== null")


def test_the_one_who_is_signed_in_is_named_and_can_leave(at: Open) -> None:
    with at("/wall/login", "[data-wall=login]") as page:
        sign_in(page, "/wall")
        me = "document.querySelector('[data-wall=me]')"
        assert page.evaluate(f"{me}.textContent") == "@jo_cafe"
        assert page.evaluate(f"{me}.getAttribute('href')") == "/wall/@jo_cafe"
        page.evaluate("document.querySelector('form[action^=\"/wall/logout\"]').submit()")
        page.wait("document.querySelector('[data-wall=login]') !== null")
