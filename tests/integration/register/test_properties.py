"""Any sequence of events: 应到 is the sum of states, a locked register never changes silently, repeats do nothing."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityId, ActivityState
from bot.activities.register.model import LeaveKind, LineState, Mark
from bot.activities.register.viewing import Register
from bot.activities.requests.model import DisputeState, LeaveState, TaskState
from bot.errors import BotError
from bot.people.model import MemberId
from tests.support.clock import FixedClock
from tests.support.register.branch import Branch, build_branch
from tests.support.register.registers import to_say
from tests.support.storage.database import migrated_database

MARKS = [Mark(state) for state in LineState if state is not LineState.ON_LEAVE]
MARKS += [Mark(LineState.ON_LEAVE, kind) for kind in LeaveKind]
PEOPLE = st.integers(1, 12).map(MemberId)  # the last two belong to the other branch
_numbers = itertools.count()


class World:
    """One migrated database for all examples; each example gets an activity of its own."""

    def __init__(self, folder: Path) -> None:
        self.runner = asyncio.Runner()
        self.opened = migrated_database(f"sqlite+aiosqlite:///{folder / 'zhibu.db'}")
        self.clock = FixedClock(datetime(2026, 3, 6, 6, 0, tzinfo=UTC))
        database = self.runner.run(self.opened.__aenter__())
        self.branch: Branch = self.runner.run(build_branch(database, self.clock))

    def close(self) -> None:
        self.runner.run(self.opened.__aexit__(None, None, None))
        self.runner.close()


class RegisterMachine(RuleBasedStateMachine):
    """Everything people can do to one register, in any order, by anybody, twice."""

    world: World

    @initialize(kind=st.sampled_from([ActivityKind.THEME_DAY, ActivityKind.COMMITTEE_MEETING]), second=st.booleans())
    def plan(self, kind: ActivityKind, second: bool) -> None:
        self.branch = self.world.branch
        self.world.clock.moment = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
        draft = self.branch.draft(kind, needs_second_person=second)
        created = self.run(
            self.branch.activities.planning.create(
                self.branch.secretary, self.branch.branch, draft, f"machine/{next(_numbers)}"
            )
        )
        self.id: ActivityId = created.activity.id
        self.expected = created.expected
        self.last = self.look()

    def run(self, call: Any) -> Any:
        return self.world.runner.run(call)

    def look(self) -> Register:
        register: Register = self.run(self.branch.activities.register.view(self.branch.secretary, self.id))
        return register

    def twice(self, make: Any) -> None:
        """Do a thing; when it succeeded, doing it again at once changes nothing."""
        try:
            self.run(make())
        except BotError:
            return
        once = self.look()
        with suppress(BotError):
            self.run(make())
        again = self.look()
        assert again.lines == once.lines
        assert len(again.trace) == len(once.trace)

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.move(minutes=minutes)

    @property
    def steps(self) -> dict[str, Any]:
        """Use cases by the step they take."""
        register, planning = self.branch.activities.register, self.branch.activities.planning
        steps = {"open": register.open, "close": register.close, "confirm": register.confirm, "lock": register.lock}
        return steps | {"restore": planning.restore, "cancel": planning.cancel, "reopen": register.reopen}

    @rule(actor=PEOPLE, what=st.sampled_from(["open", "close", "confirm", "lock", "restore"]))
    def step(self, actor: MemberId, what: str) -> None:
        self.twice(lambda: self.steps[what](actor, self.id))

    @rule(actor=PEOPLE, what=st.sampled_from(["cancel", "reopen"]), reason=st.sampled_from(["", "更正"]))
    def step_with_reason(self, actor: MemberId, what: str, reason: str) -> None:
        self.twice(lambda: self.steps[what](actor, self.id, reason))

    @rule(member=PEOPLE, seconds_ago=st.sampled_from([0, 10, 30]))
    def check_in(self, member: MemberId, seconds_ago: int) -> None:
        code = self.run(self.branch.code(self.id, seconds_ago=seconds_ago))
        self.twice(lambda: self.branch.activities.check_in(member, code, activity=self.id))

    @rule(actor=PEOPLE, member=PEOPLE, mark=st.sampled_from(MARKS), reason=st.sampled_from([None, "核对"]))
    def mark(self, actor: MemberId, member: MemberId, mark: Mark, reason: str | None) -> None:
        self.twice(lambda: self.branch.activities.register.mark(actor, self.id, to_say({member: mark}), reason=reason))

    @rule(member=PEOPLE, kind=st.sampled_from(LeaveKind))
    def ask_leave(self, member: MemberId, kind: LeaveKind) -> None:
        self.twice(lambda: self.branch.activities.requests.ask_leave(member, self.id, kind, "有事"))

    @rule(actor=PEOPLE, granted=st.booleans())
    def decide_leave(self, actor: MemberId, granted: bool) -> None:
        for leave in [leave for leave in self.look().leaves if leave.state is LeaveState.ASKED][:1]:
            self.twice(partial(self.branch.activities.requests.decide_leave, actor, leave.id, granted=granted))

    @rule(actor=PEOPLE, accepted=st.booleans())
    def make_up(self, actor: MemberId, accepted: bool) -> None:
        for task in [task for task in self.look().tasks if task.state is not TaskState.ACCEPTED][:1]:
            self.twice(partial(self.branch.activities.requests.submit_proof, task.member.id, task.id, "已学"))
            self.twice(
                partial(self.branch.activities.requests.decide_task, actor, task.id, accepted=accepted, note="补")
            )

    @rule(actor=PEOPLE, member=PEOPLE, to=st.sampled_from([None, LineState.PRESENT, LineState.EXCUSED]))
    def object(self, actor: MemberId, member: MemberId, to: LineState | None) -> None:
        self.twice(lambda: self.branch.activities.requests.object_to_line(member, self.id, "有误"))
        for dispute in [one for one in self.look().disputes if one.state is DisputeState.ASKED][:1]:
            self.twice(
                partial(self.branch.activities.requests.decide_dispute, actor, dispute.id, "核实", correct_to=to)
            )

    @invariant()
    def holds(self) -> None:
        now = self.look()
        assert now.tally.expected == sum(now.tally.by_state.values()) == len(now.lines) == self.expected
        # the trace explains every line: replaying it from 未签到 gives what the register says
        replayed = {line.member.id: LineState.EXPECTED.value for line in now.lines}
        for change in now.trace:
            if change.member is not None:
                assert replayed[change.member] == change.before
                replayed[change.member] = change.after
        assert replayed == {line.member.id: line.state.value for line in now.lines}
        new = now.trace[len(self.last.trace) :]
        assert now.trace[: len(self.last.trace)] == self.last.trace
        if self.last.activity.is_locked:
            assert all(change.reason for change in new if change.member is not None or change.after != "locked")
        assert all(change.by not in {MemberId(11), MemberId(12)} for change in now.trace)
        if now.activity.state is ActivityState.LOCKED:
            assert not now.silent or self.last.activity.is_locked
        self.last = now


def test_any_sequence_of_events() -> None:
    with tempfile.TemporaryDirectory() as folder:
        RegisterMachine.world = World(Path(folder))
        try:
            RegisterMachine.TestCase.settings = settings(
                max_examples=20,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            )
            RegisterMachine.TestCase("runTest").debug()
        finally:
            RegisterMachine.world.close()
