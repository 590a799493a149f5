"""The contrast tables of the design language, computed again from the colours themselves."""

import re
from dataclasses import fields

import pytest

from desktop.theme.tokens import DARK, LIGHT, Tokens

GROUNDS = ("background", "surface", "raised", "sunken", "hover", "selected")
TEXTS = {
    "text": ((16.7, 14.2), (14.0, 11.1)),
    "text2": ((8.7, 7.4), (9.4, 7.5)),
    "muted": ((5.7, 4.9), (6.5, 5.2)),
    "accent_text": ((7.7, 6.5), (8.3, 6.6)),
    "success": ((7.1, 6.0), (9.2, 7.3)),
    "warning": ((7.2, 6.2), (9.7, 7.7)),
    "danger": ((6.9, 5.8), (7.9, 6.3)),
    "info": ((7.4, 6.3), (9.1, 7.2)),
    "unknown": ((8.1, 6.8), (8.8, 7.0)),
    "neutral": ((8.7, 7.4), (9.4, 7.5)),
}
NON_TEXT = ("control", "accent_text", "accent", "warning_bar", "success_dot")


def luminance(value: str) -> float:
    """WCAG 2's relative luminance of #RRGGBB."""
    parts = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def worst(tokens: Tokens, name: str) -> float:
    """The worst contrast of a text colour on any ground and on its own soft colour."""
    grounds = [getattr(tokens, ground) for ground in GROUNDS]
    soft = getattr(tokens, f"{name}_soft", None)
    return min(contrast(getattr(tokens, name), g) for g in [*grounds, *([soft] if soft else [])])


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", TEXTS)
def test_text_is_as_readable_as_the_design_says(tokens: Tokens, name: str) -> None:
    on_surface, at_worst = TEXTS[name][tokens.dark]
    assert contrast(getattr(tokens, name), tokens.surface) == pytest.approx(on_surface, abs=0.06)
    assert worst(tokens, name) == pytest.approx(at_worst, abs=0.06)
    assert worst(tokens, name) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_on_filled_grounds_is_readable(tokens: Tokens) -> None:
    for ground in (tokens.accent, tokens.accent_hover, tokens.danger_solid):
        assert contrast(tokens.on_accent, ground) >= 4.5
    assert contrast(tokens.text, tokens.mark) >= 4.5
    assert contrast(tokens.on_tooltip, tokens.tooltip) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", NON_TEXT)
def test_outlines_and_bars_can_be_seen(tokens: Tokens, name: str) -> None:
    assert contrast(getattr(tokens, name), tokens.surface) >= 3.0


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_token_is_a_colour(tokens: Tokens) -> None:
    for field in fields(tokens):
        value = getattr(tokens, field.name)
        assert field.name == "name" or re.fullmatch(r"#([0-9A-F]{2})?[0-9A-F]{6}", value)
