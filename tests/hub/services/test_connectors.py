"""Installed recipes: kept up to date, the operator's own left alone."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from hub import recipes
from hub.events import ConnectorChanged
from hub.services.connectors import RecipeRefused
from models.errors import NotFound
from tests.support.hubs import OPERATOR, hub_on, run
from tests.support.recordings import MARKS, RECORDED


def _shipped(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> dict[str, Any]:
    """Ship google_maps with these changes, and nothing else."""
    recipe = copy.deepcopy(recipes.shipped_recipes()["google_maps"]) | changes
    monkeypatch.setattr(recipes, "shipped_recipes", lambda: {"google_maps": recipe})
    return recipe


def test_a_newer_shipped_recipe_replaces_the_older_and_keeps_the_operators_choices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def first() -> None:
        async with hub_on(tmp_path) as desk:
            await desk.hub.connectors.set_hosts("google_maps", ["127.0.0.1:9"], OPERATOR)
            await desk.hub.connectors.set_enabled("google_maps", False, OPERATOR)

    async def second(version: int) -> None:
        async with hub_on(tmp_path) as desk:
            view = await desk.hub.connectors.get("google_maps")
            assert view.version == version
            assert (view.enabled, view.hosts) == (False, ["127.0.0.1:9"])

    run(first())
    shipped = _shipped(monkeypatch, version=1_000)
    run(second(shipped["version"]))
    _shipped(monkeypatch, version=999)
    run(second(1_000))


def test_an_edited_recipe_is_left_alone_by_newer_shipped_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def first() -> None:
        async with hub_on(tmp_path) as desk:
            edited = copy.deepcopy(recipes.shipped_recipes()["google_maps"])
            edited["name"]["en"] = "My maps"
            await desk.hub.connectors.save(edited, OPERATOR)
            await desk.heard_one(ConnectorChanged, lambda e: e.connector.name["en"] == "My maps")

    async def second() -> None:
        async with hub_on(tmp_path) as desk:
            assert (await desk.hub.connectors.get("google_maps")).name["en"] == "My maps"

    run(first())
    _shipped(monkeypatch, version=1_000)
    run(second())


def test_a_recipe_with_errors_is_refused_and_not_kept(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            wrong = copy.deepcopy(recipes.shipped_recipes()["google_maps"])
            wrong["id"] = "mine"
            wrong["steps"] = [{"type": "waitForExpression", "expression": "alert(1)"}]
            with pytest.raises(RecipeRefused) as refused:
                await desk.hub.connectors.save(wrong, OPERATOR)
            assert any("waitForExpression" in one.message for one in refused.value.findings)
            with pytest.raises(NotFound):
                await desk.hub.connectors.get("mine")

    run(scenario())


def test_a_recording_becomes_a_connector_that_can_be_taken_out_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            text = json.dumps(RECORDED)
            first = await desk.hub.connectors.imported(text)
            assert first.recipe is None
            assert "account" in str(first.missing)
            marked = await desk.hub.connectors.imported(text, MARKS)
            assert marked.missing is None
            assert marked.recipe is not None
            view = await desk.hub.connectors.save(marked.recipe, OPERATOR)
            assert (view.shipped, view.press, view.platform) == (False, "operator", view.id)
            pressed = await desk.hub.connectors.set_press(view.id, "agent", OPERATOR)
            assert pressed.press == "agent"
            await desk.hub.connectors.remove(view.id, OPERATOR)
            with pytest.raises(NotFound):
                await desk.hub.connectors.get(view.id)

    run(scenario())


def test_a_recording_with_code_becomes_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            code = {"type": "waitForExpression", "expression": "alert(1)"}
            whole = {**RECORDED, "steps": [*RECORDED["steps"], code]}
            answer = await desk.hub.connectors.imported(json.dumps(whole), MARKS)
            assert answer.recipe is None
            assert "code" in str(answer.missing)

    run(scenario())
