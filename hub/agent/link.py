"""A pairing link, taken apart: where the hub is, and the secret that lets one agent in."""

import base64
import binascii
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

KEY_BYTES = 32
LINK_ID_BYTES = 8


class BadLink(ValueError):
    """This is no pairing link; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Link:
    """`proofdesk://pair/1?u=…&h=…&i=…&s=…`. Without the hub's key it is for the plain channel."""

    url: str
    id: str
    secret: str
    hub_key: bytes | None

    @property
    def channel(self) -> str:
        """`noise` or `json`."""
        return "json" if self.hub_key is None else "noise"

    @property
    def secret_bytes(self) -> bytes:
        """The 32 bytes behind the text."""
        return from_base64url(self.secret)

    @property
    def id_bytes(self) -> bytes:
        """The id as the handshake carries it."""
        return from_base64url(self.id)


def parse(text: str) -> Link:
    """Raises BadLink."""
    parts = urlsplit(text.strip())
    if parts.scheme != "proofdesk" or parts.netloc != "pair":
        raise BadLink("A pairing link begins with proofdesk://pair/; copy it whole.")
    if parts.path != "/1":
        raise BadLink("This link is for another version of Proofdesk.")
    given = {name: values[0] for name, values in parse_qs(parts.query).items()}
    url = given.get("u", "")
    if urlsplit(url).scheme != "ws" or not urlsplit(url).hostname:
        raise BadLink("The link does not say where the hub is.")
    key = _bytes(given["h"], KEY_BYTES, "key") if "h" in given else None
    link = Link(url, given.get("i", ""), given.get("s", ""), key)
    _bytes(link.secret, KEY_BYTES, "secret")
    _bytes(link.id, LINK_ID_BYTES, "id")
    return link


def from_base64url(text: str) -> bytes:
    """Without padding, as links and nonces are written."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def to_base64url(data: bytes) -> str:
    """Without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _bytes(text: str, size: int, name: str) -> bytes:
    try:
        data = from_base64url(text)
    except (binascii.Error, ValueError):
        data = b""
    if len(data) != size:
        raise BadLink(f"The {name} of the link is damaged; copy it whole.")
    return data
