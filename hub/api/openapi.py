"""The OpenAPI document, made from the table of endpoints and the declared shapes."""

import re
from typing import Any

import msgspec

from hub.api.guard import OPEN_PATHS
from hub.api.routes import ENDPOINTS, Endpoint
from hub.api.shapes import Failure
from hub.version import VERSION

_REF = "#/components/schemas/{name}"


def document() -> dict[str, Any]:
    """The whole document."""
    shapes = _shapes()
    schemas, components = msgspec.json.schema_components(shapes, ref_template=_REF)
    schema_of = dict(zip(map(repr, shapes), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(
            endpoint, schema_of
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Proofdesk operator API", "version": VERSION},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _shapes() -> list[Any]:
    """Every shape that the table names, once."""
    named: list[Any] = [Failure]
    for endpoint in ENDPOINTS:
        named += [
            shape for shape in (endpoint.body, endpoint.answer, endpoint.lists) if shape is not None
        ]
    return list({repr(shape): shape for shape in named}.values())


def _operation(endpoint: Endpoint, schema_of: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": endpoint.summary,
        "operationId": endpoint.handler.__module__.rpartition(".")[2]
        + "_"
        + endpoint.handler.__name__,
        "parameters": [*_in_path(endpoint), *_in_query(endpoint)],
        "responses": {
            str(endpoint.status): _answer(endpoint, schema_of),
            "default": _json("What was wrong", schema_of[repr(Failure)]),
        },
    }
    if endpoint.body is not None:
        operation["requestBody"] = {
            "required": endpoint.body_required,
            "content": {"application/json": {"schema": schema_of[repr(endpoint.body)]}},
        }
    if endpoint.accepts is not None:
        operation["requestBody"] = {"required": True, "content": {endpoint.accepts: {}}}
    if endpoint.path in OPEN_PATHS:
        operation["security"] = []
    return operation


def _in_path(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", endpoint.path)
    ]


def _in_query(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}}
        for name in endpoint.query
    ]


def _answer(endpoint: Endpoint, schema_of: dict[str, Any]) -> dict[str, Any]:
    if endpoint.lists is not None:
        return _json(endpoint.summary, _page_of(schema_of[repr(endpoint.lists)]))
    if endpoint.answer is not None:
        return _json(endpoint.summary, schema_of[repr(endpoint.answer)])
    return {"description": endpoint.summary, "content": {endpoint.media_type: {}}}


def _json(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _page_of(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["items", "nextCursor"],
        "properties": {
            "items": {"type": "array", "items": item},
            "nextCursor": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        },
    }
