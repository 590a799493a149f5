"""Pages of the practice web: a shipped HTML file with language, title and data filled in.

The data stands in the page as JSON and is put on the screen by the page's script as plain text,
never as markup: the hostile places show whether that is true.
"""

import json
from functools import lru_cache
from html import escape
from typing import Any

from starlette.responses import HTMLResponse

from hub import shipped

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def page(name: str, hl: str, title: str, data: dict[str, Any], status: int = 200) -> HTMLResponse:
    """The page `name`.html in a language."""
    filled = {
        "lang": hl,
        "dir": "rtl" if hl == "ar" else "ltr",
        "title": escape(title),
        "data": _inside_script({"hl": hl, "words": _words()[hl], **data}),
    }
    text = _template(name)
    for key, value in filled.items():
        text = text.replace("{{" + key + "}}", value)
    return HTMLResponse(text, status, headers=SECURITY)


def word(key: str, hl: str) -> str:
    """A text of the practice web itself."""
    return _words()[hl][key]


def _inside_script(data: dict[str, Any]) -> str:
    # `</script>` and `<!--` would end or change the script element.
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


@lru_cache(maxsize=32)
def _template(name: str) -> str:
    return shipped.path("practice", f"{name}.html").read_text("utf-8")


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    """All texts by language."""
    listed: dict[str, dict[str, str]] = json.loads(
        shipped.path("practice", "words.json").read_text("utf-8")
    )
    return {hl: {key: texts[hl] for key, texts in listed.items()} for hl in ("en", "ar")}
