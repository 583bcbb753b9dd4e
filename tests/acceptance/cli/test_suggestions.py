"""zhibu suggestions in its own process: list, close, and a number that is none."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.questions.suggesting import Suggest
from bot.settings import Settings
from bot.storage.door import Door
from tests.support.cli.command import Zhibu
from tests.support.clock import FixedClock
from tests.support.storage.database import migrated_database


@pytest.mark.golden
async def test_suggestions_are_listed_and_closed(tmp_path: Path) -> None:
    zhibu = Zhibu(tmp_path, "suggestions")
    settings = Settings(data_dir=tmp_path / "data")
    async with migrated_database(settings.database_url) as database:
        clock = FixedClock(datetime(2026, 3, 6, 6, 0, tzinfo=UTC))
        await Suggest(Door(database, clock))("会议开短一点\n联系方式：8123", key="tg:1")
    assert zhibu("list").stdout == "1　2026-03-06　会议开短一点（8123）\n"
    line = json.loads(zhibu("list", "--json").stdout)
    assert line == {"number": 1, "words": "会议开短一点", "contact": "8123", "date": "2026-03-06"}
    assert zhibu("close", "1").stdout == "建议 1 已标记为处理完毕，原文已清除。\n"
    assert zhibu("list").stdout == "没有待处理的建议。\n"
    again = zhibu("close", "1")
    assert (again.returncode, "没有编号为 1 的待处理建议" in again.stderr) == (1, True)
