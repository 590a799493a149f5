"""What stands before every page: the cookie question, the captcha, the rate limit."""

from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from hub.practice import listing
from hub.practice.pages import page, word
from hub.practice.variants import VARIANTS, State

RETRY_AFTER = "900"


def chosen(request: Request, state: State) -> frozenset[str]:
    """The variants of this request: those of the server and those in its address."""
    asked = request.query_params.get("variant", "").split(",")
    if request.query_params.get("hostile") == "1":
        asked.append("hostile")
    return state.variants | {name for name in asked if name in VARIANTS}


def gate(request: Request, state: State) -> Response | None:
    """The page that stands in the way, or None when the way is free."""
    variants = chosen(request, state)
    hl = listing.language(request.query_params.get("hl"))
    if "rate_limit" in variants:
        state.show("rate_limit")
        state.counts.pages["rate_limit"] += 1
        answer: Response = page("limit", hl, word("tooMany", hl), {}, 429)
        answer.headers["Retry-After"] = RETRY_AFTER
        return answer
    way = quote(_here(request), safe="")
    if "consent" in variants - state.solved:
        return RedirectResponse(f"/consent.google.practice/m?continue={way}&hl={hl}", 302)
    if "captcha" in variants - state.solved:
        return RedirectResponse(f"/sorry/index?continue={way}&hl={hl}", 302)
    return None


def api_gate(request: Request, state: State) -> JSONResponse | None:
    """The same for programs: which trouble, and the page where a person deals with it."""
    variants = chosen(request, state)
    if "rate_limit" in variants:
        state.show("rate_limit")
        body = {"trouble": "rate_limit", "retryAfterSeconds": int(RETRY_AFTER)}
        return JSONResponse(body, 429, headers={"Retry-After": RETRY_AFTER})
    for name, path in (("consent", "/consent.google.practice/m"), ("captcha", "/sorry/index")):
        if name in variants - state.solved:
            state.show(name)
            return JSONResponse({"trouble": name, "page": f"{path}?continue=%2F"}, 403)
    return None


def routes(state: State) -> list[Route]:
    """The pages of the gates and the forms that open them."""

    async def consent(request: Request) -> Response:
        return _ask(request, "consent", "consentTitle")

    async def sorry(request: Request) -> Response:
        return _ask(request, "captcha", "sorryTitle")

    def _ask(request: Request, name: str, title: str) -> Response:
        state.show(name)
        state.counts.pages[name] += 1
        hl = listing.language(request.query_params.get("hl"))
        way = _own(request.query_params.get("continue", "/"))
        return page("sorry" if name == "captcha" else name, hl, word(title, hl), {"continue": way})

    async def answered(request: Request) -> Response:
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        state.solved.add("consent" if request.url.path.startswith("/consent") else "captcha")
        return RedirectResponse(_own(form.get("continue", ["/"])[0]), 303)

    return [
        # The form's address carries the words by which a recipe knows the real question.
        Route("/consent.google.practice/m", consent),
        Route("/consent.google.practice/save", answered, methods=["POST"]),
        Route("/sorry/index", sorry),
        Route("/sorry/index", answered, methods=["POST"]),
    ]


def _here(request: Request) -> str:
    path = request.scope.get("raw_path", b"/").decode("ascii").partition("?")[0]
    return f"{path}?{request.url.query}" if request.url.query else path


def _own(way: str) -> str:
    """A way within this site, nothing else."""
    return way if way.startswith("/") and not way.startswith(("//", "/\\")) else "/"
