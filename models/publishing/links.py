"""Where a publication is, as an agent says it."""

from typing import Any

import msgspec

from models.clock import parse_rfc3339, rfc3339


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Where a publication is; at least one of the first two is given."""

    permalink: str | None = None
    platform_post_id: str | None = None
    published_at: int | None = None

    @classmethod
    def of(cls, output: dict[str, Any] | None) -> "Link | None":
        """What an agent's output says, None when it names no post."""
        said = output or {}
        permalink, post_id = _text(said.get("permalink")), _text(said.get("platformPostId"))
        if permalink is None and post_id is None:
            return None
        return cls(
            permalink=permalink,
            platform_post_id=post_id,
            published_at=_time(said.get("publishedAt")),
        )

    def facts(self) -> dict[str, Any]:
        """As the ledger says it, times in milliseconds."""
        said = {
            "permalink": self.permalink,
            "platformPostId": self.platform_post_id,
            "publishedAt": self.published_at,
        }
        return {name: value for name, value in said.items() if value is not None}

    def output(self) -> dict[str, Any]:
        """As the job's output says it, and as the agent said it: times as texts."""
        at = self.published_at
        return self.facts() | ({} if at is None else {"publishedAt": rfc3339(at)})


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() and len(value) <= 8_192 else None


def _time(value: Any) -> int | None:
    try:
        return parse_rfc3339(value) if isinstance(value, str) else None
    except ValueError:
        return None
