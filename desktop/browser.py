"""Opens an address in the operator's own browser; nothing but the web is ever opened."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.presenters.outcomes import web_address


def open_address(address: str | None) -> bool:
    """Whether it was an address of the web and was handed over."""
    known = web_address(address)
    if not known:
        return False
    url = QUrl(known, QUrl.ParsingMode.StrictMode)
    return url.isValid() and QDesktopServices.openUrl(url)
