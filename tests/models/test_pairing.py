"""Links: one use, a few minutes, no secret left behind."""

import base64

import pytest

from models import pairing
from models.errors import InvalidInput
from models.pairing import LiveLink
from models.queries import audit
from models.queries.audit import AuditFilter
from models.rows import Database
from models.views import DeviceView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR, refused


@pytest.fixture
def made(db: Database) -> LiveLink:
    """A fresh link."""
    return pairing.make(db, channel="noise", allow_first=True, actor=OPERATOR, now=NOW)


def test_a_link_carries_a_secret_for_five_minutes(db: Database, made: LiveLink) -> None:
    assert len(base64.urlsafe_b64decode(made.link.id + "=")) == 8
    assert len(made.secret) == 32
    assert (made.link.channel, made.link.allow_first) == ("noise", True)
    assert made.link.expires_at == NOW + 300_000
    assert pairing.live(db, now=NOW + 299_999) == [made]
    assert pairing.live(db, now=NOW + 300_000) == []


def test_a_link_is_used_once(db: Database, made: LiveLink) -> None:
    used = pairing.use(db, made.link.id, now=NOW + 1)
    assert used.used_at == NOW + 1
    with refused("UNAUTHENTICATED"):
        pairing.use(db, made.link.id, now=NOW + 2)
    assert pairing.live(db, now=NOW + 2) == []
    assert made.secret not in str(stores.snapshot(db)).encode()


def test_an_expired_or_unknown_link_cannot_be_used(db: Database, made: LiveLink) -> None:
    with refused("UNAUTHENTICATED"):
        pairing.use(db, made.link.id, now=NOW + 300_000)
    with refused("UNAUTHENTICATED"):
        pairing.use(db, "AAAAAAAAAAA", now=NOW)


def test_how_it_ended_is_kept_and_only_the_first_word_counts(
    db: Database, made: LiveLink, device: DeviceView
) -> None:
    pairing.end(db, made.link.id, "paired", device_id=device.id, actor=OPERATOR, now=NOW)
    before = stores.snapshot(db)
    pairing.end(db, made.link.id, "refused", device_id=None, actor=OPERATOR, now=NOW)
    assert stores.snapshot(db) == before
    (entry,) = audit.page(db, AuditFilter(action_prefix="pairing.paired")).items
    assert entry.detail == {"device": device.id}
    with refused("UNAUTHENTICATED"):
        pairing.use(db, made.link.id, now=NOW)


def test_secrets_of_expired_links_are_wiped(db: Database, made: LiveLink) -> None:
    later = pairing.make(db, channel="json", allow_first=False, actor=OPERATOR, now=NOW + 9)
    assert pairing.expire(db, now=NOW + 300_000) == [made.link.id]
    assert pairing.expire(db, now=NOW + 300_000) == []
    secrets = db.execute_sql("SELECT secret FROM pairing_link ORDER BY seq").fetchall()
    assert secrets == [(None,), (later.secret,)]


def test_a_wrong_channel_is_refused(db: Database) -> None:
    with pytest.raises(InvalidInput):
        pairing.make(db, channel="telnet", allow_first=False, actor=OPERATOR, now=NOW)
