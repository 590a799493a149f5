"""The direction of the house: models <- hub <- desktop, read from the imports themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "models": {"hub", "desktop", "resources", "asyncio", "PySide6", "qasync", "websockets"},
    "hub": {"desktop", "resources", "PySide6", "qasync", "peewee", "playhouse"},
    "desktop": {"peewee", "playhouse", "websockets", "resources"},
}
WEBSOCKETS_ROOMS = {"hub/door/gateway.py", "hub/agent/client.py"}
"""The server's gateway and the script agent's client: nobody else speaks to sockets."""


def _imported_roots(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_a_layer_imports_nothing_above_it(layer: str) -> None:
    offenders = {
        str(file.relative_to(ROOT)): bad
        for file in (ROOT / layer).rglob("*.py")
        if (bad := FORBIDDEN[layer] & set(_imported_roots(file)))
    }
    assert not offenders


def test_only_the_gateway_and_the_script_agent_import_websockets() -> None:
    users = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "hub").rglob("*.py")
        if "websockets" in _imported_roots(file)
    }
    assert users <= WEBSOCKETS_ROOMS


def test_packaging_is_a_folder_of_scripts_not_a_package() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_package_files_hold_no_code(layer: str) -> None:
    for init in (ROOT / layer).rglob("__init__.py"):
        body = ast.parse(init.read_text("utf-8")).body
        assert all(isinstance(node, ast.Expr) for node in body), init


def test_nobody_imports_the_tests_or_the_packaging_scripts() -> None:
    for layer in FORBIDDEN:
        for file in (ROOT / layer).rglob("*.py"):
            assert not {"tests", "packaging"} & set(_imported_roots(file)), file
