"""The colours of both themes: the only file that holds a hex value (widgets name tokens)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of one theme, by what it is used for."""

    name: str
    background: str
    surface: str
    raised: str
    sunken: str
    hover: str
    selected: str
    border: str
    strong: str
    control: str
    text: str
    text2: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    info: str
    info_soft: str
    unknown: str
    unknown_soft: str
    neutral: str
    neutral_soft: str
    danger_solid: str
    warning_bar: str
    success_dot: str
    mark: str
    bar_rest: str
    """The quiet bars of a figure card and the part of a bar that is not filled yet is `track`."""
    track: str
    scrim: str
    """#AARRGGBB, as Qt reads it."""
    shadow: str
    ring: str
    """The ring around platform marks; transparent in the light theme."""
    tooltip: str
    on_tooltip: str

    @property
    def dark(self) -> bool:
        """Whether this is the dark theme."""
        return self.name == "dark"


LIGHT = Tokens(
    name="light",
    background="#F3F4F7",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#F8F9FB",
    hover="#F1F3F7",
    selected="#E9ECFB",
    border="#E2E5EB",
    strong="#C8CDD7",
    control="#858D9C",
    text="#1A1E26",
    text2="#444C5A",
    muted="#5E6777",
    disabled="#9AA2B0",
    accent="#3A50C9",
    accent_hover="#3044B0",
    on_accent="#FFFFFF",
    accent_text="#3347B8",
    success="#0A6638",
    success_soft="#E2F3E9",
    warning="#854700",
    warning_soft="#FDEFD6",
    danger="#AE231C",
    danger_soft="#FCE7E5",
    info="#0A5A87",
    info_soft="#E1F0F9",
    unknown="#86277A",
    unknown_soft="#F8E5F4",
    neutral="#444C5A",
    neutral_soft="#EBEEF2",
    danger_solid="#BF2A22",
    warning_bar="#B86E00",
    success_dot="#1B8A50",
    mark="#FFE9A8",
    bar_rest="#C8CDD7",
    track="#EBEEF2",
    scrim="#61141820",
    shadow="#24000000",
    ring="#00FFFFFF",
    tooltip="#1A1E26",
    on_tooltip="#FFFFFF",
)

DARK = Tokens(
    name="dark",
    background="#14161B",
    surface="#1A1D23",
    raised="#23272F",
    sunken="#16191E",
    hover="#22262E",
    selected="#262D4E",
    border="#2C313B",
    strong="#3D4450",
    control="#747D8D",
    text="#E8EAEF",
    text2="#BCC2CD",
    muted="#99A1B0",
    disabled="#656D7B",
    accent="#5064DC",
    accent_hover="#475AD2",
    on_accent="#FFFFFF",
    accent_text="#A3B1FF",
    success="#6ED39A",
    success_soft="#14301F",
    warning="#F3BA62",
    warning_soft="#38290E",
    danger="#FF938A",
    danger_soft="#3D1C1B",
    info="#7AC7F1",
    info_soft="#122C3C",
    unknown="#F0A1E1",
    unknown_soft="#3A1D36",
    neutral="#BCC2CD",
    neutral_soft="#2A2F38",
    danger_solid="#C23A31",
    warning_bar="#DFA044",
    success_dot="#37A86B",
    mark="#5A4708",
    bar_rest="#3D4450",
    track="#2A2F38",
    scrim="#8C000000",
    shadow="#73000000",
    ring="#30FFFFFF",
    tooltip="#E8EAEF",
    on_tooltip="#14161B",
)

WORKSPACE_COLOURS = ("#2B8A78", "#B5651D", "#6B5BB8", "#A3476B", "#3F7CAC", "#7A7A2E")
"""Squares beside a workspace's name, in the order of the workspaces."""

PLATFORM_MARKS = {
    "x": ("X", "#1A1E26"),
    "facebook": ("f", "#1B5FCC"),
    "linkedin": ("in", "#0A5A9C"),
    "instagram": ("ig", "#A92C74"),
    "threads": ("th", "#2E3440"),
    "mastodon": ("m", "#5A48C8"),
    "bluesky": ("b", "#0B63B8"),
    "telegram": ("t", "#14698F"),
    "practice": ("p", "#2B6E5F"),
}
"""Letters on a rounded square, never a logo; the text on them is white."""

PLATFORM_OTHER = "#444C5A"
PLATFORM_INK = "#FFFFFF"

QR_INK = "#000000"
QR_PAPER = "#FFFFFF"
"""Cameras want black on white: the code is never inverted."""
