"""A committee with two branches to test on; names are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.activities.checkin.codes import code_at
from bot.activities.kinds import ActivityKind
from bot.activities.model import Activity, ActivityId, Draft
from bot.activities.room import Activities, open_activities
from bot.activities.storage import ActivityStore
from bot.people.model import MemberId, MemberStatus, OrganisationId, OrganisationKind, PostKind
from bot.people.tables import MemberRow, MembershipRow, OrganisationRow, PostRow
from knowledge.sql import Database
from tests.support.clock import FixedClock

SINCE = date(2020, 1, 1)
NAMES = ("赵一", "钱二", "孙三", "李四", "周五", "吴六", "王伟", "王伟", "冯九", "陈和平")


@dataclass(frozen=True)
class Branch:
    """Ids of the first branch's people, and of one from the other branch."""

    database: Database
    clock: FixedClock
    activities: Activities
    committee: OrganisationId
    branch: OrganisationId
    other_branch: OrganisationId
    members: tuple[MemberId, ...]
    secretary: MemberId
    deputy: MemberId
    discipline: MemberId
    publicity: MemberId  # runs activities, locks none
    plain: MemberId
    probationary: MemberId
    foreign_secretary: MemberId
    foreign_member: MemberId

    def draft(self, kind: ActivityKind = ActivityKind.THEME_DAY, **changes: object) -> Draft:
        """A draft that begins in half an hour."""
        start = self.clock.now() + timedelta(minutes=30)
        values: dict[str, object] = {
            "kind": kind,
            "title": "3月主题党日",
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            "place": "三楼会议室",
        }
        return Draft(**(values | changes))  # type: ignore[arg-type]

    async def planned(self, kind: ActivityKind = ActivityKind.THEME_DAY, **changes: object) -> Activity:
        """An activity of the first branch."""
        key = f"test/{kind}/{self.clock.now()}/{sorted(changes)}"
        return (
            await self.activities.planning.create(self.secretary, self.branch, self.draft(kind, **changes), key)
        ).activity

    async def opened(self, kind: ActivityKind = ActivityKind.THEME_DAY, **changes: object) -> Activity:
        """An activity whose check-in is open."""
        planned = await self.planned(kind, **changes)
        return await self.activities.register.open(self.secretary, planned.id)

    async def code(self, activity: ActivityId, *, seconds_ago: float = 0) -> str:
        """The wall's code, as it is or was."""
        async with self.database.reading() as session:
            secret = await ActivityStore(session).secret(activity)
        return code_at(secret, self.clock.now() - timedelta(seconds=seconds_ago))


async def build_branch(database: Database, clock: FixedClock) -> Branch:
    """Write the organisations and their people."""
    async with database.transaction() as session:
        rows = {
            1: (None, OrganisationKind.COMMITTEE, "示例机关党委", "/1/"),
            2: (1, OrganisationKind.BRANCH, "第一党支部", "/1/2/"),
            3: (1, OrganisationKind.BRANCH, "第二党支部", "/1/3/"),
            4: (2, OrganisationKind.GROUP, "第一党小组", "/1/2/4/"),
            5: (2, OrganisationKind.GROUP, "第二党小组", "/1/2/5/"),
        }
        for number, (parent, kind, name, path) in rows.items():
            session.add(OrganisationRow(id=number, parent_id=parent, kind=kind, name=name, path=path))
            await session.flush()
        for number, name in enumerate(NAMES, 1):
            status = MemberStatus.PROBATIONARY if name == "冯九" else MemberStatus.FULL
            session.add(MemberRow(id=number, code=f"A{number:03}", name=name, status=status, joined_on=SINCE))
            session.add(MembershipRow(member_id=number, organisation_id=4 + number % 2, from_on=SINCE))
        for number, name in ((11, "外支书"), (12, "外党员")):
            session.add(
                MemberRow(id=number, code=f"B{number:03}", name=name, status=MemberStatus.FULL, joined_on=SINCE)
            )
            session.add(MembershipRow(member_id=number, organisation_id=3, from_on=SINCE))
        await session.flush()
        posts = (
            (1, 2, PostKind.SECRETARY),
            (2, 2, PostKind.DEPUTY_SECRETARY),
            (3, 2, PostKind.DISCIPLINE_COMMISSIONER),
            (10, 2, PostKind.PUBLICITY_COMMISSIONER),
            (11, 3, PostKind.SECRETARY),
        )
        for member, organisation, post in posts:
            session.add(PostRow(member_id=member, organisation_id=organisation, kind=post, from_on=SINCE))
    ids = tuple(MemberId(number) for number in range(1, len(NAMES) + 1))
    return Branch(
        database,
        clock,
        open_activities(database, clock),
        OrganisationId(1),
        OrganisationId(2),
        OrganisationId(3),
        ids,
        secretary=ids[0],
        deputy=ids[1],
        discipline=ids[2],
        publicity=ids[9],
        plain=ids[4],
        probationary=ids[8],
        foreign_secretary=MemberId(11),
        foreign_member=MemberId(12),
    )


@pytest.fixture
async def branch(database: Database, clock: FixedClock) -> Branch:
    """Both branches on either database; it is Friday the 6th of March 2026, two in the afternoon in China."""
    clock.moment = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
    return await build_branch(database, clock)
