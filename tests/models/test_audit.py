"""The chain: what was changed, removed or slipped in is found and named."""

import pytest

from models import audit
from models.rows import Database
from tests.support.stores import NOW


@pytest.fixture
def chain(db: Database) -> Database:
    """At least ten entries, and no triggers that would stop a forger."""
    for number in range(10):
        audit.append(
            db,
            actor="operator-1",
            action="job.created",
            subject_type="job",
            subject_id=f"job-{number}",
            detail={"title": f"أسنان {number}"},
            now=NOW + number,
        )
    for trigger in ("audit_is_kept", "audit_is_final"):
        db.execute_sql(f"DROP TRIGGER {trigger}")
    return db


def test_an_entry_names_the_one_before_it(db: Database) -> None:
    first = audit.append(db, actor="a", action="x.y", now=NOW)
    second = audit.append(db, actor="a", action="x.y", now=NOW)
    assert second.previous_hash == first.hash
    assert second.seq == first.seq + 1
    assert first.hash != second.hash


def test_a_whole_chain_is_whole(chain: Database) -> None:
    check = audit.verify(chain)
    assert check.whole
    assert check.entries == chain.execute_sql("SELECT count(*) FROM audit").fetchone()[0]


@pytest.mark.parametrize(
    "change",
    [
        "at = at + 1",
        "actor = 'somebody'",
        "action = 'job.cancelled'",
        "subject_type = NULL",
        "subject_id = 'job-x'",
        "detail = '{}'",
        "previous_hash = hash",
        "hash = previous_hash",
    ],
)
def test_a_changed_entry_is_named(chain: Database, change: str) -> None:
    chain.execute_sql(f"UPDATE audit SET {change} WHERE seq = 5")
    check = audit.verify(chain)
    assert not check.whole
    assert (check.bad_seq, check.entries) == (5, 4)
    assert check.problem is not None
    assert "5" in check.problem


def test_a_forged_entry_with_its_own_right_hash_is_named(chain: Database) -> None:
    """Who changes an entry and counts its hash anew is given away by the next one."""
    seq, *said, _ = chain.execute_sql("SELECT * FROM audit WHERE seq = 5").fetchone()
    said[1] = "somebody"
    chain.execute_sql(
        "UPDATE audit SET actor = 'somebody', hash = ? WHERE seq = 5",
        (audit.entry_hash(seq, *said),),
    )
    assert audit.verify(chain).bad_seq == 6


def test_a_removed_entry_is_named(chain: Database) -> None:
    chain.execute_sql("DELETE FROM audit WHERE seq = 4")
    check = audit.verify(chain)
    assert check.bad_seq == 4
    assert "removed" in (check.problem or "")


def test_a_removed_end_is_noticed(chain: Database) -> None:
    (last,) = chain.execute_sql("SELECT max(seq) FROM audit").fetchone()
    chain.execute_sql("DELETE FROM audit WHERE seq > ?", (last - 2,))
    check = audit.verify(chain)
    assert check.bad_seq == last - 1
    assert "removed" in (check.problem or "")


def test_an_entry_slipped_in_between_is_named(chain: Database) -> None:
    chain.execute_sql("UPDATE audit SET seq = seq + 100 WHERE seq > 5")
    chain.execute_sql("UPDATE audit SET seq = seq - 99 WHERE seq > 100")
    _, *said, _ = chain.execute_sql("SELECT * FROM audit WHERE seq = 5").fetchone()
    said[-1] = chain.execute_sql("SELECT hash FROM audit WHERE seq = 5").fetchone()[0]
    chain.execute_sql(
        "INSERT INTO audit VALUES (6, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*said, audit.entry_hash(6, *said)),
    )
    check = audit.verify(chain)
    assert check.bad_seq == 7


def test_an_entry_added_behind_our_back_is_named(chain: Database) -> None:
    (last, digest) = chain.execute_sql("SELECT max(seq), hash FROM audit").fetchone()
    said = [NOW, "somebody", "job.created", None, None, "{}", digest]
    chain.execute_sql(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (last + 1, *said, audit.entry_hash(last + 1, *said)),
    )
    check = audit.verify(chain)
    assert check.bad_seq == last + 1
    assert "inserted" in (check.problem or "")


def test_an_emptied_log_is_noticed(chain: Database) -> None:
    chain.execute_sql("DELETE FROM audit")
    assert audit.verify(chain).bad_seq == 1


def test_a_rolled_back_entry_leaves_the_chain_whole(db: Database) -> None:
    with db.atomic() as transaction:
        audit.append(db, actor="a", action="x.y", now=NOW)
        transaction.rollback()
    audit.append(db, actor="a", action="x.z", now=NOW)
    assert audit.verify(db).whole
