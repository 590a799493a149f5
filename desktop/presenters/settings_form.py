"""The settings as the page lists them: sections, titles, hints, words of the choices."""

from dataclasses import dataclass, field

from desktop.i18n import mark


@dataclass(frozen=True, slots=True)
class Row:
    """One setting: its key in `models.settings`, its title and hint, its choices in words."""

    key: str
    title: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """(word, value); without, the type of the setting decides."""


@dataclass(frozen=True, slots=True)
class Section:
    """A group of settings."""

    key: str
    title: str
    icon: str
    rows: tuple[Row, ...] = field(default=())


SECTIONS = (
    Section(
        "network",
        mark("Hub and network"),
        "network",
        (
            Row("hub_port", mark("Port"), mark("Agents connect here.")),
            Row(
                "api_port",
                mark("Port of the operator API"),
                mark("Scripts on this computer connect here."),
            ),
            Row(
                "lan_enabled",
                mark("Reachable from the office network"),
                mark("Off: only browsers on this computer."),
            ),
            Row(
                "lan_address",
                mark("Address in the office network"),
                mark("The one address on which the hub is reachable then."),
            ),
        ),
    ),
    Section(
        "agents",
        mark("Script agents"),
        "bot",
        (
            Row(
                "allow_script_agents",
                mark("Allow programs as agents"),
                mark("Only on this computer, never from a browser. They must be paired too."),
            ),
        ),
    ),
    Section(
        "searching",
        mark("Searching"),
        "search",
        (
            Row(
                "platform.language",
                mark("Language of the sites"),
                mark("Used when a job names none."),
                ((mark("English"), "en"), (mark("Arabic"), "ar")),
            ),
        ),
    ),
    Section(
        "publishing",
        mark("Publishing"),
        "send",
        (
            Row(
                "publishing.duplicate_hours",
                mark("Duplicate warning"),
                mark("Hours between equal posts on one account; 0 = never warn."),
            ),
        ),
    ),
    Section("storage", mark("Storage"), "archive"),
    Section(
        "look",
        mark("Language and theme"),
        "sun-moon",
        (
            Row(
                "language",
                mark("Language"),
                "",
                ((mark("System"), "system"), ("English", "en"), ("العربية", "ar")),
            ),
            Row(
                "digits",
                mark("Digits"),
                mark("Exports always use 0123."),
                ((mark("System"), "system"), ("0123", "latin"), ("٠١٢٣", "arabic")),
            ),
            Row(
                "theme",
                mark("Theme"),
                "",
                ((mark("Auto"), "auto"), (mark("Light"), "light"), (mark("Dark"), "dark")),
            ),
            Row("reduce_motion", mark("Reduce motion"), mark("Nothing slides, nothing turns.")),
        ),
    ),
    Section(
        "notifications",
        mark("Notifications"),
        "bell",
        (
            Row(
                "notifications",
                mark("Tell me on the desktop"),
                mark("When something needs you and the window is not in front."),
            ),
        ),
    ),
    Section("keyboard", mark("Keyboard"), "keyboard"),
    Section("about", mark("About"), "info"),
)


def titles() -> dict[str, str]:
    """The untranslated title of each setting by its key."""
    return {row.key: row.title for section in SECTIONS for row in section.rows}
