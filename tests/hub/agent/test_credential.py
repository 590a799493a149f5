"""The file of the credential: private, whole, forgettable."""

import stat
from pathlib import Path

import pytest

from hub.agent.credential import Credential, Keeper

ONE = Credential(url="ws://x/agent", link_id="i", agent_id="a", channel="json", token="t")


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "deep" / "agent.json")
    assert keeper.load() is None
    keeper.save(ONE)
    assert keeper.load() == ONE
    keeper.forget()
    keeper.forget()
    assert keeper.load() is None


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "agent.json")
    keeper.path.write_text("{}")
    keeper.path.chmod(0o644)
    keeper.save(ONE)
    assert stat.S_IMODE(keeper.path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["agent.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"url": 7}'])
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str) -> None:
    keeper = Keeper(tmp_path / "agent.json")
    keeper.path.write_text(text)
    assert keeper.load() is None


def test_the_usual_place_is_the_persons_own_state_folder() -> None:
    assert Keeper().path.name == "agent.json"
    assert Keeper().path.is_absolute()
