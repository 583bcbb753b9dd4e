"""The doctor names what is wrong and what to do; tests/acceptance/cli/test_doctor.py has the kinds of damage."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.doctor.examining import examine
from bot.doctor.machine import check_disk, check_folder, check_python, check_zone
from bot.doctor.model import Check, Health
from bot.doctor.sentences import DoctorText
from bot.settings import Settings
from bot.texts import say
from bot.wiring import open_library
from tests.support.clock import FixedClock

CHECKS = {
    *("python", "data_dir", "modes", "key", "disk", "writer", "zone", "calendar"),
    *("database", "clock", "index", "embeddings", "chroma", "ocr", "llm", "address", "telegram"),
}


def by_name(checks: list[Check]) -> dict[str, Check]:
    for check in checks:
        assert say(check.text, **check.facts)
    return {check.name: check for check in checks}


async def test_a_fresh_machine_has_nothing_wrong(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    async with open_library(settings):
        pass
    checks = by_name(await examine(settings, FixedClock()))
    assert {name for name, check in checks.items() if check.health is not Health.OK} == set()
    assert set(checks) == CHECKS


async def test_before_the_first_start_nothing_is_missed_and_nothing_is_made(tmp_path: Path) -> None:
    checks = by_name(await examine(Settings(data_dir=tmp_path / "data"), FixedClock()))
    assert checks["database"].text is DoctorText.DATABASE_NONE
    assert checks["index"].text is DoctorText.INDEX_UNKNOWN
    assert list((tmp_path / "data").iterdir()) == []


def test_an_old_python_and_a_full_disk(tmp_path: Path) -> None:
    assert check_python((3, 10, 2)).health is Health.FAIL
    assert check_disk(1_000_000_000).health is Health.WARN
    assert check_disk(1_000).health is Health.FAIL
    occupied = tmp_path / "file"
    occupied.touch()
    assert check_folder(occupied / "data").health is Health.FAIL


def test_another_zone_is_told() -> None:
    noon = datetime(2026, 11, 28, 4, tzinfo=UTC)
    assert check_zone(noon.astimezone(ZoneInfo("Asia/Shanghai"))).text is DoctorText.ZONE
    assert check_zone(noon).text is DoctorText.ZONE_OTHER
