"""The pages that exist, in the order of the sidebar. A page is added here and nowhere else.

A page is loaded when it is first wanted: the window stands before most of them are read.
"""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.i18n import mark
from desktop.pages.base import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """What the sidebar needs of a page, and how to get the page itself."""

    key: str
    icon: str
    words: str
    load: Callable[[], type[Page]]


def _overview() -> type[Page]:
    from desktop.pages.overview import OverviewPage

    return OverviewPage


def _jobs() -> type[Page]:
    from desktop.pages.jobs.page import JobsPage

    return JobsPage


def _publish() -> type[Page]:
    from desktop.pages.publish.page import PublishPage

    return PublishPage


def _evidence() -> type[Page]:
    from desktop.pages.evidence.page import EvidencePage

    return EvidencePage


def _proofs() -> type[Page]:
    from desktop.pages.proofs.page import ProofsPage

    return ProofsPage


def _devices() -> type[Page]:
    from desktop.pages.devices import DevicesPage

    return DevicesPage


def _connectors() -> type[Page]:
    from desktop.pages.connectors.page import ConnectorsPage

    return ConnectorsPage


def _settings() -> type[Page]:
    from desktop.pages.settings import SettingsPage

    return SettingsPage


PAGES = (
    PageEntry("overview", "layout-dashboard", mark("Overview"), _overview),
    PageEntry("jobs", "list-checks", mark("Jobs"), _jobs),
    PageEntry("publish", "calendar-days", mark("Publish"), _publish),
    PageEntry("evidence", "scan-search", mark("Evidence"), _evidence),
    PageEntry("proofs", "camera", mark("Proofs"), _proofs),
    PageEntry("devices", "monitor-smartphone", mark("Devices"), _devices),
    PageEntry("connectors", "puzzle", mark("Connectors"), _connectors),
)
"""In the order of the sidebar; those in `BELOW` stand under its line."""
BELOW = frozenset({"devices", "connectors", "audit"})
SETTINGS = (PageEntry("settings", "settings", mark("Settings"), _settings),)
"""Pages that stand at the foot of the sidebar."""
