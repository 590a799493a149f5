"""The QPalette of a theme, for everything that Fusion paints itself."""

from PySide6.QtGui import QColor, QPalette

from desktop.theme.tokens import Tokens

Role = QPalette.ColorRole
Group = QPalette.ColorGroup


def _normal(tokens: Tokens) -> dict[Role, str]:
    return {
        Role.Window: tokens.surface,
        Role.WindowText: tokens.text,
        Role.Base: tokens.surface,
        Role.AlternateBase: tokens.sunken,
        Role.Text: tokens.text,
        Role.PlaceholderText: tokens.muted,
        Role.Button: tokens.raised,
        Role.ButtonText: tokens.text,
        Role.BrightText: tokens.on_accent,
        Role.ToolTipBase: tokens.tooltip,
        Role.ToolTipText: tokens.on_tooltip,
        Role.Highlight: tokens.selected,
        Role.HighlightedText: tokens.text,
        Role.Accent: tokens.accent,
        Role.Link: tokens.accent_text,
        Role.LinkVisited: tokens.accent_text,
        Role.Light: tokens.raised,
        Role.Midlight: tokens.border,
        Role.Mid: tokens.strong,
        Role.Dark: tokens.control,
        Role.Shadow: tokens.shadow,
    }


def make(tokens: Tokens) -> QPalette:
    """All three colour groups; the inactive window looks as the active one."""
    palette = QPalette()
    for role, value in _normal(tokens).items():
        for group in (Group.Active, Group.Inactive, Group.Disabled):
            palette.setColor(group, role, QColor(value))
    for role in (Role.WindowText, Role.Text, Role.ButtonText, Role.HighlightedText):
        palette.setColor(Group.Disabled, role, QColor(tokens.disabled))
    return palette
