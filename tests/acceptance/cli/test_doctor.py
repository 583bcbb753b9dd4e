"""`zhibu doctor` after every kind of damage: it names the fault and the remedy, and the remedy heals."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.doctor.model import Health
from bot.settings import (
    Settings,
)
from bot.texts import say
from tests.support.cli.command import Zhibu
from tests.support.clock import FixedClock
from tests.support.doctor.damages import DAMAGES
from tests.support.doctor.stage import Stage


@pytest.fixture(scope="module")
def whole(small_library: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an index of one generation."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(small_library.data_dir, folder / "data")
    for words in (("index", "rebuild"), ("backup", str(folder / "backup.zip"))):
        done = Zhibu(folder)(*words)
        assert done.returncode == 0, done
    return folder / "data"


@pytest.fixture
def stage(whole: Path, tmp_path: Path) -> Iterator[Stage]:
    shutil.copytree(whole, tmp_path / "data")
    shutil.copyfile(whole.parent / "backup.zip", tmp_path / "backup.zip")
    clock = FixedClock(SystemClock().now() + timedelta(minutes=1))
    stage = Stage(tmp_path, Settings(data_dir=tmp_path / "data"), clock)
    with stage.open:
        yield stage


@pytest.mark.parametrize("name", DAMAGES)
async def test_the_fault_is_named_and_the_remedy_heals(stage: Stage, name: str) -> None:
    damage = DAMAGES[name]
    damage.harm(stage)
    found = (await stage.checks())[damage.check]
    assert (found.health, found.text) == (damage.health, damage.text)
    assert damage.told in say(found.text, **found.facts)
    damage.heal(stage)
    checks = await stage.checks()
    checks.pop("calendar") if damage.check != "calendar" else None
    assert {check.name: check.text for check in checks.values() if check.health is not Health.OK} == {}
