"""What is previewed is what is written: lock, series, words and paper over registers with any history."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityId
from bot.activities.planning.series import SeriesRule
from bot.activities.register.model import LeaveKind, LineChange, LineState, Mark, Via
from bot.activities.requests.model import TaskState
from bot.activities.requests.storage import RequestStore
from bot.errors import BotError
from bot.people.model import MemberId
from tests.support.clock import FixedClock
from tests.support.register.branch import NAMES, Branch, build_branch
from tests.support.register.outputs import filled_sheet
from tests.support.register.registers import to_say
from tests.support.storage.database import migrated_database

T = TypeVar("T")
STATES = [state for state in LineState if state not in {LineState.ON_LEAVE, LineState.MADE_UP}]
MARKS = [Mark(state) for state in STATES] + [Mark(LineState.ON_LEAVE, kind) for kind in LeaveKind]
MEMBERS = st.integers(1, len(NAMES)).map(MemberId)
ROUNDS = st.lists(st.dictionaries(MEMBERS, st.sampled_from(MARKS), max_size=6), min_size=1, max_size=4)
KINDS = st.sampled_from([ActivityKind.THEME_DAY, ActivityKind.COMMITTEE_MEETING, ActivityKind.PARTY_LECTURE])
SAID = ("到会", "缺席", "病假", "线上参加", "迟到", "免到")
PAPER = ("√", "缺席", "病假", "迟到", "线上", "")
MANY = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
_numbers = itertools.count()


class World:
    """One migrated database for all examples; each example gets an activity of its own."""

    def __init__(self, folder: Path) -> None:
        self.runner = asyncio.Runner()
        self.opened = migrated_database(f"sqlite+aiosqlite:///{folder / 'zhibu.db'}")
        self.clock = FixedClock()
        self.branch: Branch = self.run(build_branch(self.run(self.opened.__aenter__()), self.clock))

    def close(self) -> None:
        self.run(self.opened.__aexit__(None, None, None))
        self.runner.close()

    def run(self, call: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(call)

    def begun(self, kind: ActivityKind = ActivityKind.THEME_DAY) -> ActivityId:
        """A new activity that has begun."""
        self.clock.moment = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
        made = self.branch.activities.planning.create(
            self.branch.secretary, self.branch.branch, self.branch.draft(kind), f"preview/{next(_numbers)}"
        )
        self.clock.move(hours=1)
        return self.run(made).activity.id

    def write(self, activity: ActivityId, marks: Mapping[MemberId, Mark]) -> None:
        """Mark lines one by one; what makes no sense for a line is left out."""
        for change in to_say(marks):
            with suppress(BotError):
                self.run(self.branch.activities.register.mark(self.branch.secretary, activity, [change]))

    def marks(self, activity: ActivityId) -> dict[MemberId, Mark]:
        register = self.run(self.branch.activities.register.view(self.branch.secretary, activity))
        return {line.member.id: line.mark for line in register.lines}

    def changed(self, activity: ActivityId, changes: tuple[LineChange, ...], via: Via) -> dict[MemberId, Mark]:
        """Write a preview's changes; gives what lines say then and did not before."""
        before = self.marks(activity)
        self.run(self.branch.activities.register.mark(self.branch.secretary, activity, changes, via=via))
        return {who: mark for who, mark in self.marks(activity).items() if mark != before[who]}

    def live_tasks(self, activity: ActivityId) -> set[MemberId]:
        async def read() -> set[MemberId]:
            async with self.branch.database.reading() as session:
                tasks = await RequestStore(session).tasks(activity)
            return {task.member.id for task in tasks}

        return self.run(read())

    def make_up(self, activity: ActivityId) -> None:
        """Have the first open task handed in and accepted."""
        requests = self.branch.activities.requests
        register = self.run(self.branch.activities.register.view(None, activity))
        for task in [task for task in register.tasks if task.state is TaskState.DUE][:1]:
            self.run(requests.submit_proof(task.member.id, task.id, "自学第三章"))
            self.run(requests.decide_task(None, task.id, accepted=True))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("previews"))
    yield world
    world.close()


@MANY
@given(kind=KINDS, rounds=ROUNDS, is_made_up=st.booleans())
def test_a_lock_does_what_its_preview_said(
    world: World, kind: ActivityKind, rounds: list[dict[MemberId, Mark]], is_made_up: bool
) -> None:
    act, secretary, activity = world.branch.activities.register, world.branch.secretary, world.begun(kind)
    for marks in rounds:
        world.write(activity, marks)
        world.run(act.close(secretary, activity))
        plan = world.run(act.plan_lock(secretary, activity))
        before, tasks = world.marks(activity), world.live_tasks(activity)
        shown = world.run(act.view(secretary, activity)).lock
        assert shown == plan
        locked = world.run(act.lock(secretary, activity, seen=plan.seen))
        assert (locked.silent, locked.tasks, locked.dropped) == (plan.silent, plan.tasks, plan.dropped)
        after = world.marks(activity)
        fell_silent = {who for who, mark in after.items() if mark != before[who]}
        assert fell_silent == {line.member.id for line in plan.silent}
        assert all(after[who] == Mark(LineState.ABSENT) for who in fell_silent)
        assert world.live_tasks(activity) - tasks == set(plan.tasks)
        assert tasks - world.live_tasks(activity) == set(plan.dropped)
        if is_made_up:
            world.make_up(activity)
        world.run(act.reopen(secretary, activity, "更正"))


@MANY
@given(
    first=st.dictionaries(MEMBERS, st.sampled_from(MARKS), max_size=6),
    named=st.dictionaries(st.sampled_from(sorted(set(NAMES) - {"王伟"})), st.sampled_from(SAID), max_size=4),
    rest=st.sampled_from(["", *SAID]),
)
def test_words_write_what_their_preview_said(
    world: World, first: dict[MemberId, Mark], named: dict[str, str], rest: str
) -> None:
    act, secretary, activity = world.branch.activities.register, world.branch.secretary, world.begun()
    world.write(activity, first)
    said = [f"{name}{state}" for name, state in named.items()] + ([f"其余{rest}"] if rest else [])
    plan = world.run(act.plan_marks(secretary, activity, "，".join(said)))
    now = world.marks(activity)
    assert all(change.before == now[change.member] for change in plan.changes)
    wanted = {change.member: change.after for change in plan.changes if change.after != change.before}
    assert world.changed(activity, plan.changes, Via.SECRETARY) == wanted


@MANY
@given(
    first=st.dictionaries(MEMBERS, st.sampled_from(MARKS), max_size=6),
    rows=st.dictionaries(st.integers(1, len(NAMES)), st.sampled_from(PAPER), min_size=1, max_size=6),
    late=MEMBERS,
)
def test_paper_writes_what_its_preview_said_and_nobody_who_came_since(
    world: World, first: dict[MemberId, Mark], rows: dict[int, str], late: MemberId
) -> None:
    secretary, activity = world.branch.secretary, world.begun()
    world.write(activity, first)
    content = filled_sheet(*((f"A{number:03}", NAMES[number - 1], mark) for number, mark in rows.items()))
    paper = world.run(world.branch.activities.files.read_paper(secretary, activity, content))
    before = world.marks(activity)
    world.write(activity, {late: Mark(LineState.EXCUSED)})  # somebody else is quicker
    is_passed = world.marks(activity)[late] != before[late]
    wanted = {change.member: change.after for change in paper.changes if not (is_passed and change.member == late)}
    assert world.changed(activity, paper.changes, Via.PAPER) == wanted


@MANY
@given(
    day=st.one_of(st.none(), st.integers(1, 31)),
    nth=st.sampled_from([1, 2, 3, 4, 5, -1]),
    weekday=st.integers(0, 6),
    months=st.integers(1, 12),
    today=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_a_series_is_what_its_preview_said(
    world: World, day: int | None, nth: int, weekday: int, months: int, today: date
) -> None:
    planning, branch = world.branch.activities.planning, world.branch
    world.clock.moment = datetime(today.year, today.month, today.day, 4, 0, tzinfo=UTC)
    last = date(2026 + (today.month + months > 12), (today.month + months - 1) % 12 + 1, 1)
    rule = SeriesRule(today, last, day=day) if day else SeriesRule(today, last, nth=nth, weekday_number=weekday)
    draft = branch.draft(title="{月}月主题党日")
    try:
        plan = world.run(planning.plan(branch.secretary, branch.branch, draft, rule))
    except BotError:  # no day of the rule lies ahead
        return
    made = world.run(planning.create_series(branch.secretary, plan, f"series/{next(_numbers)}", plan.seen))
    created = [(one.title, one.starts_at, one.ends_at, one.credit_minutes) for one in made]
    assert created == [(one.title, one.starts_at, one.ends_at, one.credited) for one in plan.drafts]
    summary = world.run(branch.activities.register.view(branch.secretary, made[0].id))
    assert summary.tally.expected == plan.expected
