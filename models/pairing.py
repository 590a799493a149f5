"""Pairing links: good for one use and a few minutes; their secrets are wiped when they end."""

import base64
import secrets
from typing import Final

import msgspec
from peewee import ModelSelect

from models import audit
from models.errors import InvalidInput, RuleRefused
from models.rows import Database, Row, fetch, fetch_one
from models.tables import PairingLink
from models.views import LinkView

CHANNELS: Final = ("noise", "json")
LIFETIME_MS: Final = 300_000


class LiveLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link that can still be used, with its 32 secret bytes."""

    link: LinkView
    secret: bytes


def make(
    db: Database,
    *,
    channel: str,
    allow_first: bool,
    lifetime_ms: int = LIFETIME_MS,
    actor: str,
    now: int,
) -> LiveLink:
    """`link.id` is base64url of 8 random bytes. Raises InvalidInput("channel")."""
    if channel not in CHANNELS:
        raise InvalidInput("channel", f"must be one of {', '.join(CHANNELS)}")
    link_id = base64.urlsafe_b64encode(secrets.token_bytes(8)).rstrip(b"=").decode()
    secret = secrets.token_bytes(32)
    PairingLink.insert(
        id=link_id,
        channel=channel,
        allow_first=allow_first,
        secret=secret,
        created_at=now,
        expires_at=now + lifetime_ms,
    ).execute(db)
    audit.append(
        db,
        actor=actor,
        action="pairing.offered",
        subject_type="link",
        subject_id=link_id,
        detail={"channel": channel, "allowFirst": allow_first},
        now=now,
    )
    row = fetch_one(db, _links().where(PairingLink.id == link_id))
    assert row is not None
    return LiveLink(link=_view(row), secret=secret)


def live(db: Database, *, now: int) -> list[LiveLink]:
    """All links not used and not expired."""
    alive = PairingLink.secret.is_null(False) & (PairingLink.expires_at > now)
    unused = alive & PairingLink.used_at.is_null()
    return [LiveLink(link=_view(row), secret=row[-1]) for row in fetch(db, _links().where(unused))]


def use(db: Database, link_id: str, *, now: int) -> LinkView:
    """Burn it: nobody else may use it from now on. Raises RuleRefused("UNAUTHENTICATED")."""
    burnt = (
        PairingLink.update(used_at=now, secret=None)
        .where(
            PairingLink.id == link_id,
            PairingLink.secret.is_null(False),
            PairingLink.expires_at > now,
        )
        .execute(db)
    )
    row = fetch_one(db, _links().where(PairingLink.id == link_id))
    if not burnt or row is None:
        raise RuleRefused("UNAUTHENTICATED", "This pairing link cannot be used any more.")
    return _view(row)


def end(
    db: Database, link_id: str, outcome: str, *, device_id: str | None, actor: str, now: int
) -> None:
    """Keep how it ended (paired | refused | expired) and wipe the secret; only the first counts."""
    ended = (
        PairingLink.update(outcome=outcome, secret=None, device_id=device_id)
        .where(PairingLink.id == link_id, PairingLink.outcome.is_null())
        .execute(db)
    )
    if ended:
        audit.append(
            db,
            actor=actor,
            action=f"pairing.{outcome}",
            subject_type="link",
            subject_id=link_id,
            detail={} if device_id is None else {"device": device_id},
            now=now,
        )


def expire(db: Database, *, now: int) -> list[str]:
    """Wipe the secrets of links past their time; their ids."""
    over = PairingLink.secret.is_null(False) & (PairingLink.expires_at <= now)
    ids = [id for (id,) in fetch(db, PairingLink.select(PairingLink.id).where(over))]
    for link_id in ids:
        end(db, link_id, "expired", device_id=None, actor="system", now=now)
    return ids


def _links() -> "ModelSelect[PairingLink]":
    return PairingLink.select(
        PairingLink.id,
        PairingLink.channel,
        PairingLink.allow_first,
        PairingLink.expires_at,
        PairingLink.used_at,
        PairingLink.secret,
    )


def _view(row: Row) -> LinkView:
    id, channel, allow_first, expires_at, used_at, _ = row
    return LinkView(
        id=id,
        channel=channel,
        allow_first=bool(allow_first),
        expires_at=expires_at,
        used_at=used_at,
    )
