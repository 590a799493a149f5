"""Connectors: installed recipes, whether they are on, and on which hosts they work."""

from typing import Any, Final

from peewee import ModelSelect

from models import audit, json_text
from models.errors import InvalidInput, NotFound, RuleRefused
from models.names import checked_text
from models.rows import Database, Row, fetch, fetch_one
from models.tables import Connector
from models.views import ConnectorView

PRESSES: Final = ("agent", "operator")
_WANTED: Final = """
SELECT 1 FROM job WHERE status IN ('PENDING', 'RUNNING')
    AND ',' || needs || ',' LIKE '%,' || ? || ',%'
"""


def install(db: Database, recipe: dict[str, Any], *, now: int) -> ConnectorView | None:
    """A shipped recipe: added (enabled), or replaced when another one is shipped than before.

    A recipe that the operator saved stays. None when nothing changed. Recipes are linted by the
    caller.
    """
    row = fetch_one(
        db,
        Connector.select(Connector.shipped, Connector.version, Connector.recipe).where(
            Connector.id == recipe["id"]
        ),
    )
    if row is not None:
        shipped, version, known = row
        older = recipe["version"] < version
        if not shipped or older or known == json_text.dump(recipe):
            return None
    _keep(db, recipe, shipped=True, now=now)
    _record(db, "installed", recipe["id"], actor="system", now=now, version=recipe["version"])
    return get(db, recipe["id"])


def save(db: Database, recipe: dict[str, Any], *, actor: str, now: int) -> ConnectorView:
    """An operator's recipe, new or edited; `install` leaves it alone from now on."""
    _keep(db, recipe, shipped=False, now=now)
    _record(db, "saved", recipe["id"], actor=actor, now=now, version=recipe["version"])
    return get(db, recipe["id"])


def set_enabled(
    db: Database, connector_id: str, enabled: bool, *, actor: str, now: int
) -> ConnectorView:
    """Jobs that need a disabled connector wait. Raises NotFound."""
    if get(db, connector_id).enabled != enabled:
        _change(db, connector_id, now, enabled=enabled)
        action = "enabled" if enabled else "disabled"
        _record(db, action, connector_id, actor=actor, now=now)
    return get(db, connector_id)


def set_hosts(
    db: Database, connector_id: str, hosts: list[str] | None, *, actor: str, now: int
) -> ConnectorView:
    """The operator's hosts instead of the recipe's; None = the recipe's again."""
    get(db, connector_id)
    if hosts is not None and not hosts:
        raise InvalidInput("hosts", "must name at least one host, or be left out")
    for host in hosts or ():
        if not checked_text(host, field="hosts").strip():
            raise InvalidInput("hosts", "must not hold an empty host")
    _change(db, connector_id, now, hosts=json_text.dump_optional(hosts))
    _record(db, "hosts", connector_id, actor=actor, now=now, hosts=hosts)
    return get(db, connector_id)


def set_press(
    db: Database, connector_id: str, press: str | None, *, actor: str, now: int
) -> ConnectorView:
    """Who presses the last button, `agent` or `operator`; None = as the recipe says again.

    An account's own choice goes before it. Raises NotFound, InvalidInput("press").
    """
    view = get(db, connector_id)
    if view.kind != "publish":
        raise InvalidInput("press", "means nothing where nothing is published")
    if press not in PRESSES and press is not None:
        raise InvalidInput("press", f"must be {' or '.join(PRESSES)}")
    if press != (view.press if view.press_chosen else None):
        # Not `_change`: the recipe is as it was, and so is what dry runs said of it.
        Connector.update(press=press).where(Connector.id == connector_id).execute(db)
        _record(db, "press", connector_id, actor=actor, now=now, press=press)
    return get(db, connector_id)


def remove(db: Database, connector_id: str, *, actor: str, now: int) -> ConnectorView:
    """Take out an operator's own recipe, as it was. Raises NotFound, RuleRefused("INVALID")."""
    view = get(db, connector_id)
    if view.shipped:
        raise RuleRefused("INVALID", "This connector is shipped; switch it off instead.")
    if db.execute_sql(_WANTED, (connector_id,)).fetchone() is not None:
        raise RuleRefused("INVALID", "Jobs that are not over need this connector.")
    Connector.delete().where(Connector.id == connector_id).execute(db)
    _record(db, "removed", connector_id, actor=actor, now=now, version=view.version)
    return view


def get(db: Database, connector_id: str) -> ConnectorView:
    """Raises NotFound("connector", id)."""
    row = fetch_one(db, _select().where(Connector.id == connector_id))
    if row is None:
        raise NotFound("connector", connector_id)
    return _view(row)


def all(db: Database) -> list[ConnectorView]:
    """By id."""
    return [_view(row) for row in fetch(db, _select().order_by(Connector.id))]


def _select() -> "ModelSelect[Connector]":
    return Connector.select(
        Connector.id,
        Connector.name,
        Connector.kind,
        Connector.platform,
        Connector.version,
        Connector.enabled,
        Connector.hosts,
        Connector.recipe,
        Connector.updated_at,
        Connector.shipped,
        Connector.press,
    )


def _view(row: Row) -> ConnectorView:
    id, name, kind, platform, version, enabled, hosts, text, updated_at, shipped, press = row
    recipe = json_text.load(text)
    override = json_text.load_optional(hosts)
    return ConnectorView(
        id=id,
        name=json_text.load(name),
        kind=kind,
        platform=platform,
        version=version,
        enabled=bool(enabled),
        hosts=recipe["hosts"] if override is None else override,
        hosts_overridden=override is not None,
        recipe=recipe,
        updated_at=updated_at,
        shipped=bool(shipped),
        press=(press or recipe.get("commit")) if kind == "publish" else None,
        press_chosen=press is not None,
    )


def _keep(db: Database, recipe: dict[str, Any], *, shipped: bool, now: int) -> None:
    """Add or replace; the operator's switch and hosts stay as they are."""
    columns = {
        "name": json_text.dump(recipe["name"]),
        "kind": recipe["kind"],
        "platform": recipe["platform"],
        "version": recipe["version"],
        "shipped": shipped,
        "recipe": json_text.dump(recipe),
        "updated_at": now,
    }
    Connector.insert(id=recipe["id"], enabled=True, **columns).on_conflict(
        conflict_target=[Connector.id], update=columns
    ).execute(db)


def _change(db: Database, connector_id: str, now: int, **columns: Any) -> None:
    Connector.update(updated_at=now, **columns).where(Connector.id == connector_id).execute(db)


def _record(
    db: Database, action: str, connector_id: str, *, actor: str, now: int, **detail: Any
) -> None:
    audit.append(
        db,
        actor=actor,
        action=f"connector.{action}",
        subject_type="connector",
        subject_id=connector_id,
        detail=detail,
        now=now,
    )
