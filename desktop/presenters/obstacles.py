"""What stands in the way of sending a post, and what is doubtful about it."""

from collections.abc import Sequence

from desktop.i18n import t, tn
from desktop.presenters import platforms, text_room
from desktop.presenters.destinations import Row
from desktop.presenters.drafts import Draft
from desktop.presenters.text import isolate
from models.accounts.accounts import key_of
from models.posts import counting
from models.posts import limits as text_limits
from models.posts.counting import Count


def problems(draft: Draft, rows: Sequence[Row], mimes: dict[str, str]) -> list[str]:
    """What stands in the way of sending it, the first thing first; `mimes` of files by their id."""
    if not draft.targets:
        return [t("Choose at least one account.")]
    found: list[str] = []
    by_key = {row.key: row for row in rows}
    for target in draft.targets:
        row = by_key.get(key_of(target.platform, target.handle))
        if row is None:
            continue
        said = _problem(draft, row, mimes)
        if said:
            found.append(said)
    return found


def _problem(draft: Draft, row: Row, mimes: dict[str, str]) -> str:
    name = isolate(row.name)
    files = draft.media_for(row.key)
    if not (draft.text_for(row.key).strip() or draft.link_for(row.key) or files):
        return t("Write something for {account}.", account=name)
    counted = counting.too_long(
        row.platform, draft.text_for(row.key), draft.link_for(row.key), media=bool(files)
    )
    if counted is not None:
        return _too_long(row, counted)
    known = text_limits.platform(row.platform)
    if known is None:
        return ""
    platform = platforms.name(row.platform)
    if known.media.required and not files:
        return t("{platform} has no posts without a picture or film.", platform=platform)
    if len(files) > known.media.most:
        return tn(
            "{platform} takes {n} file at most.",
            "{platform} takes {n} files at most.",
            known.media.most,
            platform=platform,
        )
    wrong = [m for use in files if (m := mimes.get(use.id)) and m not in known.media.types]
    if wrong:
        kind = wrong[0].rpartition("/")[2].upper()
        return t("{platform} does not take {kind} files.", platform=platform, kind=isolate(kind))
    return ""


def doubts(draft: Draft, rows: Sequence[Row]) -> list[str]:
    """Texts that are too long for an ordinary account, though some accounts may write so much."""
    found = []
    for row in rows:
        counted = text_room.count(draft, row) if draft.target(row.key) is not None else None
        if counted is not None and counted.over:
            found.append(_too_long(row, counted))
    return found


def _too_long(row: Row, counted: Count) -> str:
    return tn(
        "The text is {n} character too long for {account}.",
        "The text is {n} characters too long for {account}.",
        -counted.left,
        account=isolate(row.name),
    )
