"""What the Connectors page shows, made by hand: tests and pictures of the page use it."""

from typing import Any

from desktop.pages.connectors.reading import Reading
from hub.recipes import shipped_recipes
from models.connector_views import ConnectorHealth, DeviceCheckView, FieldHealth, PressChoice
from models.views import ConnectorView
from tests.support.views import connector_view, device_view

HOUR, DAY = 3_600_000, 86_400_000
NAMES = ("Front desk - Chrome", "Laptop Mona - Firefox", "Studio PC - Edge", "Reception tablet")
SHOWN = ("google_maps", "google_search", "facebook_page", "linkedin", "x", "mastodon", "bluesky")
FILLED = {
    "title": (120, 120),
    "address": (118, 120),
    "rating": (109, 120),
    "phone": (3, 120),
    "website": (64, 120),
    "placeId": (120, 120),
}
USUAL = {"phone": 0.93}


def view(id: str, **changes: Any) -> ConnectorView:
    """A shipped connector as the store gives it."""
    recipe = shipped_recipes()[id]
    known = {
        "name": recipe["name"],
        "kind": recipe["kind"],
        "platform": recipe["platform"],
        "version": recipe["version"],
        "hosts": recipe["hosts"],
        "recipe": recipe,
        "press": recipe.get("commit"),
    }
    return connector_view(id, **(known | changes))


def field(name: str, filled: int, of: int, usual: float) -> FieldHealth:
    """A field that was filled as usual until yesterday."""
    return FieldHealth(
        name=name, filled=filled, of=of, usual=usual, line=(*[usual] * 13, filled / of)
    )


def health(*fields: FieldHealth, runs: int = 0, pressed: int = 0, seen: int = 0) -> ConnectorHealth:
    """Fourteen days with these fields."""
    weak = next((one for one in fields if one.filled / one.of < one.usual / 2), None)
    return ConnectorHealth(
        runs=runs,
        last_at=0,
        line=weak.line if weak else (1.0,) * 14,
        fields=fields,
        weak=weak,
        steps=(),
        pressed=pressed,
        seen=seen,
    )


def check(number: int, state: str, at: int | None) -> DeviceCheckView:
    """What is known of one of the devices."""
    return DeviceCheckView(
        device_id=f"device-{number}",
        device_name=NAMES[number],
        online=number < 3,
        state=state,
        at=at,
        version=1 if at else None,
        account_seen=None,
        message="The list was not found." if state == "failed" else None,
        job_id=None,
    )


def reading(now: int) -> Reading:
    """Seven connectors; the phone of the maps list is found seldom since yesterday."""
    fields = tuple(
        field(name, filled, of, USUAL.get(name, filled / of))
        for name, (filled, of) in FILLED.items()
    )
    good = [check(0, "verified", now - 2 * DAY), check(1, "verified", now - 2 * DAY)]
    views = [view(id) for id in SHOWN]
    views = [one if one.id != "x" else view("x", press="agent", press_chosen=True) for one in views]
    return Reading(
        connectors=views,
        health={
            "google_maps": health(*fields, runs=31),
            "google_search": health(field("title", 40, 40, 1.0), runs=18),
            "facebook_page": health(runs=11, pressed=11, seen=11),
            "linkedin": health(runs=9, pressed=9, seen=8),
            "x": health(runs=14, pressed=14, seen=14),
            "mastodon": health(runs=2),
        },
        checks={
            "google_maps": [*good, check(2, "never", None), check(3, "failed", now - HOUR)],
            "google_search": good,
            "facebook_page": good,
            "linkedin": [good[0], check(1, "older", now - 9 * DAY)],
            "x": good,
            "mastodon": [check(0, "never", None)],
            "bluesky": [],
        },
        choices={"x": PressChoice(by="operator", at=now - 14 * DAY)},
        devices=[device_view(f"device-{n}", name=name) for n, name in enumerate(NAMES)],
        looking=frozenset({"x_verify"}),
    )
