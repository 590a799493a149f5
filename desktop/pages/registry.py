"""The pages that exist, in the order of the sidebar. A page is added here and nowhere else."""

from desktop.pages.base import Page
from desktop.pages.devices import DevicesPage
from desktop.pages.evidence.page import EvidencePage
from desktop.pages.jobs.page import JobsPage
from desktop.pages.overview import OverviewPage
from desktop.pages.proofs.page import ProofsPage
from desktop.pages.settings import SettingsPage

PAGES: tuple[type[Page], ...] = (OverviewPage, JobsPage, EvidencePage, ProofsPage, DevicesPage)
"""In the order of the sidebar; those in `BELOW` stand under its line."""
BELOW = frozenset({"devices", "connectors", "audit"})
SETTINGS: tuple[type[Page], ...] = (SettingsPage,)
"""Pages that stand at the foot of the sidebar."""
