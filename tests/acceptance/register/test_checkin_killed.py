"""kill -9 in the middle of check-in: whoever was told they are checked in is, and nobody is written down twice."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

from bot.people.model import MemberId
from tests.bench.checkin import killed
from tests.bench.checkin.load import bot_api, in_telegram
from tests.bench.checkin.stage import TELEGRAM_IDS, Stage, ledger_of, prepare, serving
from tests.support.cli.forked import served
from tests.support.telegram.bot_api import TOKEN, FakeTelegram

KILLS = 3
PEOPLE = 300
TAPS_PER_SECOND = 40.0
PATIENCE_SECONDS = 60.0


async def test_killed_over_http_nothing_acknowledged_is_lost(database_url: str, tmp_path: Path) -> None:
    figures = await killed(database_url, tmp_path / "data", PEOPLE, KILLS, served)
    assert figures == {"kills": KILLS, "people": PEOPLE, "lost": 0, "double": 0}


class Room:
    """Members with Telegram, and what they have read."""

    def __init__(self, stage: Stage, telegram: FakeTelegram) -> None:
        self.stage, self.telegram = stage, telegram
        self.members = [MemberId(number) for number in range(1, stage.people + 1)]

    def read(self, member: MemberId) -> list[str]:
        return self.telegram.texts_to({"id": TELEGRAM_IDS + member})

    def told(self) -> set[MemberId]:
        """Who has read 已签到."""
        return {member for member in self.members if any(text.startswith("已签到") for text in self.read(member))}

    def answered(self) -> int:
        """How many have read anything: after a kill some hear that they had signed in before."""
        return sum(bool(self.read(member)) for member in self.members)


async def until_killed(room: Room, folder: Path, api: str, chance: Random) -> set[MemberId]:
    """Let the bot work until it is killed in the middle of its answers; gives who had read 已签到 by then."""
    telegram = room.telegram
    with serving(room.stage, folder, served, as_settings(api)) as (process, _):
        wanted = min(room.answered() + chance.randint(1, PEOPLE // (KILLS + 2)), PEOPLE)
        await telegram.until(lambda: room.answered() >= wanted, PATIENCE_SECONDS)
        process.kill()
        process.wait()
    return room.told()


def as_settings(api: str) -> dict[str, str]:
    return {"ZHIBU_TELEGRAM__TOKEN": TOKEN, "ZHIBU_TELEGRAM__BASE_URL": api}


async def test_killed_in_chat_nobody_who_tapped_is_lost_or_written_twice(tmp_path: Path) -> None:
    stage = await prepare(f"sqlite+aiosqlite:///{tmp_path / 'zhibu.db'}", PEOPLE)
    telegram, chance = FakeTelegram(max_wait=0.5), Random()
    room = Room(stage, telegram)
    async with ledger_of(stage) as ledger, asyncio.TaskGroup() as group:
        with bot_api(telegram) as api:
            tapping = group.create_task(in_telegram(telegram, ledger, stage, room.members, TAPS_PER_SECOND))
            for _ in range(KILLS):
                assert await until_killed(room, tmp_path / "data", api, chance) <= await ledger.present()
            with serving(stage, tmp_path / "data", served, as_settings(api)):
                await telegram.until(lambda: room.answered() == PEOPLE, PATIENCE_SECONDS)
                assert set((await tapping).done) == set(room.members)
        assert await ledger.present() == set(room.members)
        assert await ledger.doubles() == 0
