"""The operator API as one ASGI application."""

from typing import TYPE_CHECKING

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.api.call import Call
from hub.api.failures import as_response
from hub.api.guard import Guard
from hub.api.openapi import document
from hub.api.routes import ENDPOINTS, Endpoint

if TYPE_CHECKING:
    from hub.service import HubService


def build(hub: "HubService", *, token: str) -> Guard:
    """Every endpoint behind the guard."""
    routes = [_route(hub, endpoint) for endpoint in ENDPOINTS]
    routes.append(Route("/openapi.json", _openapi, methods=["GET"]))
    app = Starlette(routes=routes, exception_handlers={HTTPException: _http_failure})
    app.router.redirect_slashes = False
    return Guard(app, token=token)


def _route(hub: "HubService", endpoint: Endpoint) -> Route:
    async def serve(request: Request) -> Response:
        try:
            result = await endpoint.handler(Call(hub, request))
        except HTTPException:
            raise
        except Exception as error:
            return as_response(error)
        if isinstance(result, Response):
            return result
        return _json(result, endpoint.status)

    return Route(endpoint.path, serve, methods=[endpoint.method])


async def _openapi(_: Request) -> Response:
    return _json(document(), 200)


async def _http_failure(_: Request, error: Exception) -> Response:
    return as_response(error)


def _json(body: object, status: int) -> Response:
    return Response(msgspec.json.encode(body), status, media_type="application/json")
