"""The accounts that a post is for, each with its own form of it."""

from collections.abc import Sequence
from typing import Any, Final

from models import json_text
from models.accounts import accounts
from models.errors import InvalidInput, RuleRefused
from models.ids import new_id
from models.posts import checks as post_checks
from models.posts.changes import NewTarget
from models.rows import Database
from models.tables import Variant

# Said in SQL: an import makes thousands of rows, and composing each costs more than storing it.
_THERE: Final = "SELECT account_id, id, job_id FROM variant WHERE post_id = ?"
_INSERT: Final = """
INSERT INTO variant (id, post_id, account_id, position, text, link, media, first_comment)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


def put(
    db: Database,
    post_id: str,
    targets: Sequence[NewTarget],
    *,
    workspace_id: str | None,
    actor: str,
    now: int,
) -> None:
    """These accounts and no others; a variant that is there keeps its id."""
    if len(targets) > post_checks.MOST_TARGETS:
        raise InvalidInput("targets", f"must be at most {post_checks.MOST_TARGETS}")
    there = {
        account_id: (id, job_id)
        for account_id, id, job_id in db.execute_sql(_THERE, (post_id,)).fetchall()
    }
    named: set[str] = set()
    for index, target in enumerate(targets):
        field = f"targets[{index}]"
        account_id = _account(db, target, field, workspace_id, actor=actor, now=now)
        if account_id in named:
            raise InvalidInput(field, "names an account that was named before")
        named.add(account_id)
        columns = {"position": index} | _variant_columns(db, target, field)
        if account_id in there:
            Variant.update(**columns).where(Variant.id == there[account_id][0]).execute(db)
        else:
            db.execute_sql(_INSERT, (new_id(), post_id, account_id, *columns.values()))
    for account_id, (id, job_id) in there.items():
        if account_id in named:
            continue
        if job_id is not None:
            raise RuleRefused("ALREADY_SENT", "An account that was tried once stays with the post.")
        Variant.delete().where(Variant.id == id).execute(db)


def _account(
    db: Database,
    target: NewTarget,
    field: str,
    workspace_id: str | None,
    *,
    actor: str,
    now: int,
) -> str:
    try:
        return accounts.ensure(
            db, target.platform, target.handle, workspace_id=workspace_id, actor=actor, now=now
        ).id
    except InvalidInput as error:
        raise InvalidInput(f"{field}.{error.field}", error.message) from None


def _variant_columns(db: Database, target: NewTarget, field: str) -> dict[str, Any]:
    text, media, comment = target.text, target.media, target.first_comment
    if text is not None:
        post_checks.checked_body(text, field=f"{field}.text")
    if comment is not None:
        post_checks.checked_body(comment, field=f"{field}.firstComment")
    if media is not None:
        media = post_checks.checked_media(db, media, field=f"{field}.media")
    link = target.link
    if link:
        link = post_checks.checked_link(link, field=f"{field}.link")
    return {
        "text": text,
        "link": link,
        "media": json_text.dump_optional(media),
        "first_comment": comment or None,
    }
