"""Taking a roster in and back, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import BotError, ErrorCode
from bot.people.model import MemberStatus, OrganisationKind, PostKind
from bot.people.room import open_people
from bot.people.roster.model import ChangeKind, ProblemKind
from bot.people.tables import AccountRow, MemberRow, MembershipRow, OrganisationRow, PostRow, RosterImportRow
from knowledge.sql import Database
from tests.support.clock import FixedClock
from tests.support.register.people import (
    FIRST,
    SAMPLE,
    SECOND,
    TOP,
    as_csv,
    as_excel,
    numbers,
    places,
    row,
    sample_people,
    telegram,
)

TABLES = (OrganisationRow, MemberRow, MembershipRow, PostRow, AccountRow)


async def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Give all rows of the roster's tables."""
    async with database.reading() as session:
        found = {}
        for table in TABLES:
            rows = await session.execute(select(*table.__table__.columns).order_by(table.__table__.c.id))
            found[table.__tablename__] = [tuple(cells) for cells in rows]
        return found


async def test_the_sample_branch_comes_in_whole(database: Database, clock: FixedClock) -> None:
    people = await sample_people(database, clock)
    view = await people.roster(None, None)
    assert len(view.lines) == 38
    assert [line.member.code for line in view.lines if line.member.name == "王伟"] == ["S0003", "S0011"]
    held = {line.member.code: [grant.post for grant in line.posts] for line in view.lines if line.posts}
    assert held["S0001"] == [PostKind.SECRETARY]
    assert held["S0022"] == [PostKind.ADMINISTRATOR]
    by_kind = [place.kind for place in view.places.values()]
    assert [by_kind.count(kind) for kind in OrganisationKind] == [1, 0, 2, 3]
    leader = next(line for line in view.lines if line.member.code == "S0003")
    assert view.places[leader.posts[0].organisation].name == "第一党小组"
    assert sum(line.member.status is MemberStatus.PROBATIONARY for line in view.lines) == 2


async def test_the_same_file_again_changes_nothing(database: Database, clock: FixedClock) -> None:
    people = await sample_people(database, clock)
    before = await everything(database)
    clock.move(days=30)
    again = await people.import_roster(None, SAMPLE.read_bytes())
    assert again.is_empty
    assert again.unchanged == 38
    assert await everything(database) == before
    async with database.reading() as session:
        assert len((await session.scalars(select(RosterImportRow))).all()) == 1


async def test_one_wrong_row_and_nothing_is_written(database: Database, clock: FixedClock) -> None:
    people = open_people(database, clock)
    content = as_csv(row("1", "甲"), row("2", ""), row("1", "丙"))
    plan = await people.preview_import(None, content)
    assert [(problem.row, problem.kind) for problem in plan.problems] == [
        (3, ProblemKind.NAME_MISSING),
        (4, ProblemKind.CODE_TWICE),
    ]
    with pytest.raises(BotError) as refused:
        await people.import_roster(None, content)
    assert refused.value.code is ErrorCode.ROSTER_ROWS_WRONG
    assert all(rows == [] for rows in (await everything(database)).values())


async def test_a_preview_writes_nothing(database: Database, clock: FixedClock) -> None:
    people = open_people(database, clock)
    plan = await people.preview_import(None, SAMPLE.read_bytes())
    assert plan.counts() == {"new": 38, "changed": 0, "moved": 0, "leaving": 0, "unchanged": 0, "places": 6}
    assert all(rows == [] for rows in (await everything(database)).values())


async def test_a_transfer_keeps_the_time_before(database: Database, clock: FixedClock) -> None:
    people = open_people(database, clock)
    await people.import_roster(None, as_csv(row("1", "甲", posts="书记"), row("2", "乙", SECOND)), date(2026, 1, 1))
    moved = await people.import_roster(None, as_csv(row("1", "甲", SECOND)), date(2026, 6, 1))
    assert moved.counts()["moved"] == 1
    assert moved.missing == 1
    place = await places(database)
    file = await people.show_member(None, "1")
    assert [(period.organisation, period.post, period.first, period.last) for period in file.periods] == [
        (place[tuple(FIRST.split("/"))], None, date(2026, 1, 1), date(2026, 5, 31)),
        (place[tuple(FIRST.split("/"))], PostKind.SECRETARY, date(2026, 1, 1), date(2026, 5, 31)),
        (place[tuple(SECOND.split("/"))], None, date(2026, 6, 1), None),
    ]


async def test_who_leaves_keeps_history_and_loses_access(database: Database, clock: FixedClock) -> None:
    people = await sample_people(database, clock)
    secretary = (await numbers(database))["S0001"]
    invitation = await people.invite(None, secretary)
    await people.bind.by_code(telegram(1), invitation.code)
    content = as_csv(row("S0001", "陈志远", leaving="转出"))
    plan = await people.import_roster(None, content)
    assert plan.counts()["leaving"] == 1
    assert await people.who_is(telegram(1)) is None
    with pytest.raises(BotError) as gone:
        await people.invite(None, secretary)
    assert gone.value.code is ErrorCode.MEMBER_NOT_FOUND
    assert (await people.show_member(None, "S0001")).periods[0].last == clock.today() - timedelta(days=1)
    assert (await people.import_roster(None, content)).is_empty
    back = await people.import_roster(None, SAMPLE.read_bytes())
    assert [change.kind for change in back.steps[0].changes] == [ChangeKind.BACK, ChangeKind.POST_BEGINS]


async def test_undo_gives_back_exactly_what_was(database: Database, clock: FixedClock) -> None:
    people = await sample_people(database, clock)
    bound = await people.invite(None, (await numbers(database))["S0005"])
    await people.bind.by_code(telegram(5), bound.code)
    before = await everything(database)
    content = as_csv(
        row("S0001", "陈志远改", f"{TOP}/第二党支部", "书记、管理员", joined="1996-01-02"),
        row("S0005", "孙丽华", leaving="转出"),
        row("S0006", "周明", f"{TOP}/第一党支部/第一党小组", "宣传委员", joined="2004-02-28", since="2025-01-01"),
        row("N1", "新人", "另一机关党委/第一党支部", "书记"),
    )
    plan = await people.import_roster(None, content)
    assert plan.counts() == {"new": 1, "changed": 2, "moved": 1, "leaving": 1, "unchanged": 0, "places": 2}
    assert await everything(database) != before
    await people.undo_import(None)
    assert await everything(database) == before
    assert await people.who_is(telegram(5)) is not None
    with pytest.raises(BotError) as used:
        await people.undo_import(None)  # the first import made a member who has bound an account since
    assert used.value.code is ErrorCode.ROSTER_IN_USE
    assert await everything(database) == before


async def test_another_room_may_keep_an_import(database: Database, clock: FixedClock) -> None:
    asked: list[int] = []

    async def needs_it(session: AsyncSession, members: Sequence[Any], organisations: Sequence[Any]) -> bool:
        asked.extend((len(members), len(organisations)))
        return True

    people = open_people(database, clock, (needs_it,))
    await people.import_roster(None, SAMPLE.read_bytes())
    with pytest.raises(BotError) as used:
        await people.undo_import(None)
    assert used.value.code is ErrorCode.ROSTER_IN_USE
    assert asked == [38, 6]


async def test_undo_of_nothing_says_so(database: Database, clock: FixedClock) -> None:
    with pytest.raises(BotError) as nothing:
        await open_people(database, clock).undo_import(None)
    assert nothing.value.code is ErrorCode.ROSTER_NOTHING_TO_UNDO


async def test_an_administrator_reaches_only_their_own_tree(database: Database, clock: FixedClock) -> None:
    people = await sample_people(database, clock)
    await people.import_roster(None, as_csv(row("X1", "外人", "另一机关党委/第一党支部")))
    codes = await numbers(database)
    admin = codes["S0022"]
    foreign = as_csv(
        row("N1", "新人", "另一机关党委/第一党支部"),
        row("X1", "外人", f"{TOP}/第一党支部"),
        row("N2", "新人", "全新机关党委/第一党支部"),
        row("N3", "新人", f"{TOP}/第一党支部", "书记（另一机关党委/第一党支部）"),
    )
    plan = await people.preview_import(admin, foreign)
    assert [(problem.row, problem.kind) for problem in plan.problems] == [
        (2, ProblemKind.PLACE_OUT_OF_REACH),
        (3, ProblemKind.CODE_OUT_OF_REACH),
        (4, ProblemKind.PLACE_OUT_OF_REACH),
        (5, ProblemKind.PLACE_OUT_OF_REACH),
    ]
    own = await people.import_roster(admin, as_csv(row("N1", "新人", f"{TOP}/第三党支部")))
    assert own.counts()["new"] == 1
    for caller in (codes["S0001"], codes["S0007"]):
        with pytest.raises(BotError) as refused:
            await people.import_roster(caller, as_csv(row("N9", "新人", f"{TOP}/第一党支部")))
        assert refused.value.code is ErrorCode.NOT_ALLOWED
        with pytest.raises(BotError):
            await people.undo_import(caller)


async def test_many_members_are_quick(database: Database, clock: FixedClock) -> None:
    people = open_people(database, clock)
    rows = [row(f"A{n:05}", f"员{n}", f"示例机关党委/第{n % 50}党支部") for n in range(10_000)]
    assert (await people.import_roster(None, as_csv(*rows))).counts()["new"] == 10_000
    assert len((await people.roster(None, None)).lines) == 10_000
    await people.undo_import(None)
    assert all(found == [] for found in (await everything(database)).values())


members = st.lists(
    st.tuples(
        st.sampled_from([f"C{n}" for n in range(6)]),
        st.sampled_from(["甲", "乙", "=cmd", "<b>"]),
        st.sampled_from([FIRST, SECOND, f"{FIRST}/第一党小组", "另一机关党委"]),
        st.sampled_from(["", "书记", "组织委员、管理员（示例机关党委）", "党小组组长"]),
        st.sampled_from(["", "转出"]),
        st.sampled_from(["", "2020-01-02"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda cells: cells[0],
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rosters=st.lists(members, min_size=1, max_size=3), days=st.lists(st.integers(-40, 40), min_size=3, max_size=3))
async def test_import_then_undo_is_as_before_and_twice_is_once(
    database: Database, rosters: list[list[Any]], days: list[int]
) -> None:
    clock = FixedClock()
    people = open_people(database, clock)
    states = [await everything(database)]
    for roster, day in zip(rosters, days, strict=False):
        content = as_excel(*(row(c, n, p, o, leaving=e, since=s) for c, n, p, o, e, s in roster))
        on = clock.today() + timedelta(days=day)
        plan = await people.preview_import(None, content, on)
        if plan.problems or plan.is_empty:
            continue
        await people.import_roster(None, content, on)
        states.append(await everything(database))
        assert (await people.import_roster(None, content, on)).is_empty
    while len(states) > 1:
        assert await everything(database) == states.pop()
        await people.undo_import(None)
    assert await everything(database) == states[0]
