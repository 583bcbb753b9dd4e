"""The sample branch of `zhibu serve --demo`: people from docs/demo/roster.csv and activities past and coming."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityId, Draft
from bot.activities.register.model import LeaveKind
from bot.activities.room import Activities
from bot.clock import COUNTRY_ZONE
from bot.errors import BotError, ErrorCode
from bot.people.model import Member, MemberId, OrganisationId
from bot.wiring import Services

ROSTER = Path(__file__).parents[2] / "docs" / "demo" / "roster.csv"
SINCE = timedelta(days=400)  # the sample people have been there long enough for the past activities


async def load_demo(services: Services, roster: Path = ROSTER) -> None:
    """Fill an empty service with the sample branch; one that holds people already is left alone.

    Errors: BotError SAMPLES_MISSING.
    """
    if (await services.people.roster(None, None)).lines:
        return
    today = services.clock.today()
    await services.people.import_roster(None, await asyncio.to_thread(_read, roster), on=today - SINCE)
    await _Story(services.activities, today, await _first_branch(services)).tell()


def _read(roster: Path) -> bytes:
    if not roster.is_file():
        raise BotError(ErrorCode.SAMPLES_MISSING, folder=roster.parent)
    return roster.read_bytes()


async def _first_branch(services: Services) -> tuple[OrganisationId, list[Member]]:
    """Give the branch of the first member in the file, with its people."""
    everyone = await services.people.roster(None, None)
    first = min((line.member for line in everyone.lines), key=lambda member: member.code)
    assert first.home is not None  # everybody in the file belongs somewhere
    branch = first.home.path[-2]
    return branch, [line.member for line in (await services.people.roster(None, branch)).lines]


class _Story:
    """What has happened in the sample branch, and what lies ahead."""

    def __init__(self, act: Activities, today: date, branch: tuple[OrganisationId, list[Member]]) -> None:
        self._act = act
        self._today = today
        self._branch, self._people = branch

    async def tell(self) -> None:
        """Write it all, through the same use cases that people call."""
        last = await self._add(ActivityKind.THEME_DAY, "上月主题党日：学习党员教育管理工作条例（示例）", -28)
        absent, sick = self._people[6].code, self._people[9].code
        await self._write(last, f"除{absent}、{sick}（病假）外全部到会")
        await self._act.register.lock(None, last)
        study = await self._add(ActivityKind.STUDY_SESSION, "集中学习：支部工作条例（示例）", -9)
        await self._write(study, f"除{self._people[11].code}（出差）外全部到会")
        await self._add(
            ActivityKind.THEME_DAY,
            "本月主题党日：走进社区办实事（示例）",
            0,
            agenda="一、集中学习\n二、入户走访\n三、交流体会",
        )
        lecture = await self._add(ActivityKind.PARTY_LECTURE, "书记讲党课（示例）", 8, place="五楼报告厅")
        await self._act.requests.ask_leave(self._id(4), lecture, LeaveKind.OFFICIAL, "到县里调研，当天赶不回来")
        await self._add(ActivityKind.GENERAL_MEETING, "支部党员大会（示例）", 16)

    async def _add(
        self, kind: ActivityKind, title: str, days: int, *, place: str = "三楼会议室", agenda: str = ""
    ) -> ActivityId:
        day = self._today + timedelta(days=days)
        start = datetime.combine(day, time(15), COUNTRY_ZONE).astimezone(UTC)
        draft = Draft(kind, title, start, start + timedelta(hours=2), place, agenda)
        return (await self._act.planning.create(None, self._branch, draft, f"demo/{title}")).activity.id

    async def _write(self, activity: ActivityId, words: str) -> None:
        plan = await self._act.register.plan_marks(None, activity, words)
        await self._act.register.mark(None, activity, plan.changes)
        await self._act.register.close(None, activity)

    def _id(self, number: int) -> MemberId:
        return self._people[number].id
