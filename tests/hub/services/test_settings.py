"""Settings: told, audited, all or none."""

from pathlib import Path

import pytest

from hub.events import SettingChanged
from models.errors import InvalidInput
from tests.support.hubs import OPERATOR, hub_on, run


def test_a_changed_setting_is_in_force_and_told_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            settings = desk.hub.settings
            await settings.set("platform.language", "ar", OPERATOR)
            await settings.set("platform.language", "ar", OPERATOR)
            assert await settings.get("platform.language") == "ar"
            assert settings.current["platform.language"] == "ar"
            assert desk.heard.count(SettingChanged(key="platform.language")) == 1
        async with hub_on(tmp_path) as desk:
            assert desk.hub.settings.current["platform.language"] == "ar"

    run(scenario())


def test_one_wrong_value_changes_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            before = dict(desk.hub.settings.current)
            with pytest.raises(InvalidInput, match="hub_port"):
                await desk.hub.settings.set_many({"theme": "dark", "hub_port": -1}, OPERATOR)
            assert desk.hub.settings.current == before
            assert await desk.hub.settings.get("theme") == before["theme"]

    run(scenario())


def test_script_agents_are_let_in_by_the_setting_at_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path, allow_script_agents=False) as desk:
            with pytest.raises(Exception, match="403"):
                await desk.json_agent()
            await desk.hub.settings.set("allow_script_agents", True, OPERATOR)
            agent, _ = await desk.json_agent()
            await agent.socket.close()

    run(scenario())
