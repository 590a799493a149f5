"""Accounts by the operator's hand."""

from pathlib import Path

import pytest

from hub.events import AccountChanged, JobChanged
from models.accounts.accounts import AccountChange
from models.clock import now_ms
from models.errors import InvalidInput, NotFound
from models.posts.changes import NewPost
from models.publishing import parking
from tests.support.hubs import OPERATOR, hub_on, run
from tests.support.posts import HOUR, PRACTICE, with_platforms


def test_an_account_is_named_set_up_and_told(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            accounts = desk.hub.accounts
            await desk.hub.store.write(with_platforms)
            made = await accounts.add("x", "@AmmanDental", OPERATOR, display_name="Clinic")
            assert await accounts.all() == [made]
            to = AccountChange(press="operator", spacing_minutes=30)
            changed = await accounts.change(made.id, to, OPERATOR)
            assert (changed.press, changed.spacing_minutes) == ("operator", 30)
            assert await accounts.get(made.id) == changed
            told = [e.account for e in desk.heard if isinstance(e, AccountChanged)]
            assert told == [made, changed]
            with pytest.raises(InvalidInput):
                await accounts.change(made.id, AccountChange(press="nobody"), OPERATOR)
            with pytest.raises(NotFound):
                await accounts.get("nobody")

    run(scenario())


def test_a_parked_account_goes_on_when_the_operator_says_so(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            store, accounts = desk.hub.store, desk.hub.accounts
            await store.write(with_platforms)
            post = await desk.hub.posts.create(NewPost(text="Hi", targets=[PRACTICE]), OPERATOR)
            sent = await desk.hub.posts.publish(post.id, OPERATOR)
            (account,) = await accounts.all()
            now = now_ms()
            await store.write(
                parking.park, account.key, now + HOUR, but="", actor="device:d", now=now
            )
            desk.heard.clear()
            freed = await accounts.go_on(account.id, OPERATOR)
            assert freed.parked_until is None
            assert [e.account for e in desk.heard if isinstance(e, AccountChanged)] == [freed]
            jobs = [e.job.id for e in desk.heard if isinstance(e, JobChanged)]
            assert jobs == [sent.targets[0].job_id]
            desk.heard.clear()
            assert await accounts.go_on(account.id, OPERATOR) == freed
            assert desk.heard == []

    run(scenario())
