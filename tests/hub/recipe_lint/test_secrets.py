"""A recording that holds a secret is not let in."""

import pytest

from tests.support.recipes import add_step, found, put


def typed(value: str, *selectors: str) -> object:
    return {"type": "change", "value": value, "selectors": [*selectors, "main input"]}


@pytest.mark.parametrize(
    "selector",
    [
        "input[type=password]",
        "aria/Password",
        "#user_passwd",
        "aria/One-time code",
        "aria/كلمة المرور",
    ],
)
def test_a_password_field_is_never_filled(selector: str) -> None:
    change = add_step(typed("{{query}}", selector))  # type: ignore[arg-type]
    assert [path for path, _ in found(change)] == ["steps[2].value"]


@pytest.mark.parametrize(
    "value",
    [
        "Bearer abcdefghijklmnop",
        "ghp_0123456789abcdefXYZ",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOjF9",
        "-----BEGIN RSA PRIVATE KEY-----",
        "q8Zr3vKx9LmP2sT7wYb4nC6dF1gH5jQ0",
    ],
)
def test_what_looks_like_a_key_is_an_error(value: str) -> None:
    change = add_step(typed(value, "[data-a]"))  # type: ignore[arg-type]
    assert "steps[2].value" in [path for path, _ in found(change)]


@pytest.mark.parametrize(
    "url",
    [
        "https://user:pass@list.example/",
        "https://list.example/?api_key=abc",
        "https://list.example/?a=1&token=abc",
    ],
)
def test_an_address_carries_no_credential(url: str) -> None:
    change = add_step({"type": "navigate", "url": url})
    assert "the address carries a credential; a recipe never holds one" in [
        message for _, message in found(change)
    ]


def test_typed_words_should_be_a_slot() -> None:
    plain = add_step(typed("Winter check-up", "[data-a]"))  # type: ignore[arg-type]
    slot = add_step(typed("{{query}}", "[data-a]"))  # type: ignore[arg-type]
    assert found(plain) == []
    assert [path for path, _ in found(plain, "warning")] == ["steps[2].value"]
    assert found(slot, "warning") == []


def test_long_selectors_and_texts_are_no_secrets() -> None:
    long = "div[role='feed'] div[aria-label='Results for dentists'] a[href*='/maps/place/']"
    assert found(put("steps", 0, "selectors", 0, value=long)) == []
