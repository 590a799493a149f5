"""Frozen structs of platform accounts, as queries return them."""

import msgspec


class AccountView(msgspec.Struct, frozen=True, kw_only=True):
    """A platform account that is published to."""

    id: str
    workspace_id: str
    platform: str
    handle: str
    """As the operator wrote it."""
    key: str
    """`platform:handle`, the handle normalised (`models.accounts.keys.key_of`)."""
    display_name: str | None
    press: str | None
    """agent | operator: who presses on this account; None = as the connector says."""
    slots: list[str]
    """Weekly queue slots, wall times of `zone`: "MO 09:30"."""
    zone: str | None
    spacing_minutes: int
    """At least so long between two publications of this account; 0 = no rule."""
    daily_limit: int | None
    parked_until: int | None
    """The site asked us to wait until then."""
    created_at: int
