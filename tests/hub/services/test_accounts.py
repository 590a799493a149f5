"""Accounts by the operator's hand."""

from pathlib import Path

import pytest

from hub.events import AccountChanged
from models.accounts import AccountChange
from models.errors import InvalidInput, NotFound
from tests.support.hubs import OPERATOR, hub_on, run


def test_an_account_is_named_set_up_and_told(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            accounts = desk.hub.accounts
            made = await accounts.ensure("x", "@AmmanDental", OPERATOR, display_name="Clinic")
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
