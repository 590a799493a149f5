"""The document lists every route, and its references lead somewhere."""

import json
import re
from pathlib import Path

from hub.api import app
from hub.api.openapi import document
from hub.api.routes import ENDPOINTS
from tests.support.hubs import hub_on, run


def test_every_route_is_listed_with_a_summary_and_an_answer() -> None:
    paths = document()["paths"]
    assert {(method.upper(), path) for path, methods in paths.items() for method in methods} == {
        (endpoint.method, endpoint.path) for endpoint in ENDPOINTS
    }
    for methods in paths.values():
        for operation in methods.values():
            assert operation["summary"]
            assert "default" in operation["responses"]


def test_the_application_serves_exactly_the_table() -> None:
    class Hub:
        operator_id = ""

    guard = app.build(Hub(), token="t")  # type: ignore[arg-type]
    routes = {
        (method, route.path)
        for route in guard._app.routes  # type: ignore[attr-defined]
        for method in route.methods - {"HEAD"}
    }
    table = {(endpoint.method, endpoint.path) for endpoint in ENDPOINTS}
    assert routes == table | {("GET", "/openapi.json")}


def test_the_contract_is_complete() -> None:
    """Every path of the contract."""
    served = {(endpoint.method, endpoint.path) for endpoint in ENDPOINTS}
    assert served >= {
        ("POST", "/jobs"),
        ("GET", "/jobs"),
        ("GET", "/jobs/{id}"),
        ("POST", "/jobs/{id}/cancel"),
        ("POST", "/jobs/{id}/retry"),
        ("POST", "/jobs/{id}/resume"),
        ("GET", "/jobs/{id}/logs"),
        ("GET", "/jobs/{id}/evidence"),
        ("GET", "/jobs/{id}/proofs"),
        ("GET", "/jobs/{id}/runs"),
        ("GET", "/proofs/{id}/content"),
        ("POST", "/posts"),
        ("GET", "/posts"),
        ("GET", "/posts/{id}"),
        ("POST", "/posts/{id}/publish"),
        ("POST", "/media"),
        ("POST", "/pause"),
        ("POST", "/resume"),
        ("GET", "/devices"),
        ("POST", "/devices/pairing"),
        ("POST", "/devices/{id}/revoke"),
        ("PUT", "/devices/{id}/bindings"),
        ("GET", "/connectors"),
        ("POST", "/connectors"),
        ("GET", "/settings"),
        ("PUT", "/settings"),
        ("GET", "/audit"),
        ("GET", "/export/evidence.csv"),
        ("GET", "/events"),
        ("GET", "/health"),
    }


def test_references_lead_to_declared_shapes() -> None:
    text = json.dumps(document())
    schemas = document()["components"]["schemas"]
    assert set(re.findall(r'"#/components/schemas/(\w+)"', text)) <= set(schemas)
    assert "createdById" in schemas["Job"]["properties"]


def test_it_is_served_behind_the_token(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            served = await desk.api.get("/openapi.json")
            assert served == json.loads(json.dumps(document()))

    run(scenario())
