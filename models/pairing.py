"""Pairing links: good for one use and a few minutes; their secrets are wiped when they end."""

import msgspec

from models.rows import Database
from models.views import LinkView


class LiveLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link that can still be used, with its 32 secret bytes."""

    link: LinkView
    secret: bytes


def make(
    db: Database, *, channel: str, allow_first: bool, lifetime_ms: int = 300_000, actor: str,
    now: int,
) -> LiveLink:
    """`link.id` is base64url of 8 random bytes. Raises InvalidInput("channel")."""
    raise NotImplementedError


def live(db: Database, *, now: int) -> list[LiveLink]:
    """All links not used and not expired."""
    raise NotImplementedError


def use(db: Database, link_id: str, *, now: int) -> LinkView:
    """Burn it: nobody else may use it from now on. Raises RuleRefused("UNAUTHENTICATED")."""
    raise NotImplementedError


def end(db: Database, link_id: str, outcome: str, *, device_id: str | None, actor: str, now: int
) -> None:
    """Keep how it ended (paired | refused | expired) and wipe the secret."""
    raise NotImplementedError


def expire(db: Database, *, now: int) -> list[str]:
    """Wipe the secrets of links past their time; their ids."""
    raise NotImplementedError
