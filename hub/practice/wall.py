"""The wall: a social site with one composer in five editors, profiles and posts.

Whoever types a handle is signed in under it: the wall practises publishing, not passwords.
"""

from typing import Any
from urllib.parse import parse_qs, quote, unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.practice import listing
from hub.practice.gates import RETRY_AFTER, chosen, gate
from hub.practice.pages import page, word
from hub.practice.variants import EDITORS, State
from hub.practice.wall_posts import LIMIT, MOST_PICTURES, PICTURES, WallPost, moment
from models.accounts.keys import normal_handle

COOKIE = "wall"
STRANGER = "somebody_else"
"""Who is signed in while the mood `wall_other_account` is on."""
LONGEST_HANDLE = 60


class Wall:
    """The pages of the wall over one state."""

    def __init__(self, state: State) -> None:
        self._state = state

    def routes(self) -> list[Route]:
        """All addresses that people open."""
        return [
            Route("/wall", self.feed),
            Route("/wall/login", self.login),
            Route("/wall/login", self.sign_in, methods=["POST"]),
            Route("/wall/logout", self.sign_out, methods=["POST"]),
            Route("/wall/checkpoint", self.checkpoint),
            Route("/wall/checkpoint", self.confirmed, methods=["POST"]),
            Route("/wall/media/{id}", self.picture),
            Route("/wall/@{handle}", self.profile),
            Route("/wall/@{handle}/{id}", self.post),
        ]

    async def feed(self, request: Request) -> Response:
        """Everybody's posts, with the composer or the form to sign in above them."""
        variants = chosen(request, self._state)
        stopped = gate(request, self._state) or self._stopped(request, variants)
        if stopped is not None:
            return stopped
        hl = _language(request)
        asked = request.query_params.get("editor", "")
        moody = (name for name in EDITORS if f"wall_editor_{name}" in variants)
        data = {
            "editor": asked if asked in EDITORS else next(moody, "plain"),
            "limit": LIMIT,
            "mostPictures": MOST_PICTURES,
            "pictures": list(PICTURES),
            "items": self._items(request, self._state.wall.visible()),
        }
        return self._page(request, "wall", word("wall", hl), data)

    async def profile(self, request: Request) -> Response:
        """One account's posts, newest first. Everybody has a profile, perhaps an empty one."""
        stopped = gate(request, self._state)
        if stopped is not None:
            return stopped
        handle = normal_handle(str(request.path_params["handle"]))
        items = self._items(request, self._state.wall.visible(handle))
        return self._page(request, "wall-profile", f"@{handle}", {"handle": handle, "items": items})

    async def post(self, request: Request) -> Response:
        """One post alone; what is not visible is not there."""
        stopped = gate(request, self._state)
        if stopped is not None:
            return stopped
        hl = _language(request)
        handle = normal_handle(str(request.path_params["handle"]))
        found = [
            one for one in self._state.wall.visible(handle) if one.id == request.path_params["id"]
        ]
        if not found:
            return page("nothing", hl, word("noPlace", hl), {"query": request.url.path}, 404)
        data = {"handle": handle, "items": self._items(request, found)}
        return self._page(request, "wall-post", f"@{handle}", data)

    async def picture(self, request: Request) -> Response:
        """The bytes of a picture."""
        found = self._state.wall.pictures.get(str(request.path_params["id"]))
        if found is None:
            return Response(status_code=404)
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
        return Response(found.data, media_type=found.mime, headers=headers)

    # ------------------------------------------------------------ who is there

    async def login(self, request: Request) -> Response:
        """The form to sign in."""
        hl = _language(request)
        return self._page(request, "wall-login", word("wallSignIn", hl), {"signedIn": None})

    async def sign_in(self, request: Request) -> Response:
        """Remember a handle in the browser."""
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        handle = normal_handle(form.get("handle", [""])[0])
        hl = _language(request)
        if not handle or len(handle) > LONGEST_HANDLE or set(handle) & set("/?#\\@ "):
            return RedirectResponse(f"/wall/login?hl={hl}", 303)
        self._state.solved.add("wall_signed_out")
        answer = RedirectResponse(_onward(request, hl), 303)
        answer.set_cookie(COOKIE, quote(handle, safe=""), path="/", httponly=True, samesite="lax")
        return answer

    async def sign_out(self, request: Request) -> Response:
        """Forget the handle."""
        answer = RedirectResponse(f"/wall?hl={_language(request)}", 303)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    async def checkpoint(self, request: Request) -> Response:
        """The question whether it is really you."""
        hl = _language(request)
        self._state.show("wall_checkpoint")
        self._state.counts.pages["wall-checkpoint"] += 1
        return page(
            "wall-checkpoint", hl, word("wallCheckpoint", hl), {"onward": request.url.query}
        )

    async def confirmed(self, request: Request) -> Response:
        """It is."""
        self._state.solved.add("wall_checkpoint")
        return RedirectResponse(_onward(request, _language(request)), 303)

    def _stopped(self, request: Request, variants: frozenset[str]) -> Response | None:
        """What stands between a person and the composer."""
        hl = _language(request)
        if "wall_rate_limited" in variants:
            self._state.show("wall_rate_limited")
            answer = page("limit", hl, word("tooMany", hl), {}, 429)
            answer.headers["Retry-After"] = RETRY_AFTER
            return answer
        if "wall_checkpoint" in variants - self._state.solved:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/wall/checkpoint{query}", 302)
        return None

    # ------------------------------------------------------------ what is shown

    def _page(self, request: Request, name: str, title: str, data: dict[str, Any]) -> Response:
        variants = chosen(request, self._state)
        for one in variants & {"wall_other_account", "wall_signed_out"}:
            self._state.show(one)
        self._state.counts.pages[name] += 1
        seen = {"me": signed_in(request, self._state), "variants": sorted(variants)}
        return page(name, _language(request), title, seen | data)

    def _items(self, request: Request, posts: list[WallPost]) -> list[dict[str, Any]]:
        return [
            {
                "id": one.id,
                "handle": one.handle,
                "text": one.text,
                "at": moment(one.at),
                "href": post_path(one),
                "pictures": [f"/wall/media/{name}" for name in one.media],
            }
            for one in posts
        ]


def signed_in(request: Request, state: State) -> str | None:
    """Whose session this is: by the cookie, or by the header that script agents send."""
    variants = chosen(request, state)
    if "wall_signed_out" in variants - state.solved:
        return None
    said = request.headers.get("x-wall-handle") or request.cookies.get(COOKIE, "")
    handle = normal_handle(unquote(said))
    if not handle:
        return None
    return STRANGER if "wall_other_account" in variants else handle


def post_path(post: WallPost) -> str:
    """The address of a post within the site."""
    return f"/wall/@{quote(post.handle, safe='')}/{post.id}"


def _language(request: Request) -> str:
    return listing.language(request.query_params.get("hl"))


def _onward(request: Request, hl: str) -> str:
    """Back to the wall, with the editor and the mood of the address that was asked for."""
    return f"/wall?{request.url.query or f'hl={hl}'}"
