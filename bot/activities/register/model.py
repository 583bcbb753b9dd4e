"""Facts and rules of a register: its lines, what is written in them, what is counted. Standard library only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.activities.kinds import QuorumRule
from bot.activities.model import Activity
from bot.errors import BotError, ErrorCode
from bot.people.model import Member, MemberId
from bot.texts.pairs import Named


class LineState(Named):
    """What the register says of one person."""

    EXPECTED = "expected", "未签到", "not signed in"
    PRESENT = "present", "到会", "present"
    LATE = "late", "迟到", "late"
    ONLINE = "online", "线上参加", "online"
    LEFT_EARLY = "left_early", "早退", "left early"
    ON_LEAVE = "on_leave", "请假", "on leave"
    EXCUSED = "excused", "免到", "excused"
    ABSENT = "absent", "缺席", "absent"
    MADE_UP = "made_up", "已补学", "made up"


class LeaveKind(Named):
    """Why someone asks for leave."""

    SICK = "sick", "病假", "sick leave"
    PERSONAL = "personal", "事假", "personal leave"
    OFFICIAL = "official", "因公", "on duty elsewhere"
    OTHER = "other", "其他事由", "other reasons"


class Via(Named):
    """How a line of the register was changed."""

    CODE = "code", "输入签到码", "code"  # six digits typed
    LINK = "link", "扫码", "QR code"  # the QR code scanned
    SECRETARY = "secretary", "书记登记", "by the secretary"
    PAPER = "paper", "纸质签到表", "paper sheet"
    LEAVE = "leave", "请假", "leave"
    LOCK = "lock", "锁定时登记", "at locking"  # nobody spoke for the line before the register was locked
    MAKE_UP = "make_up", "补学", "make-up study"
    DISPUTE = "dispute", "异议处理", "objection"


IN_ROOM = frozenset({LineState.PRESENT, LineState.LATE})


CAME = IN_ROOM | {LineState.LEFT_EARLY, LineState.ONLINE}


EARNS = CAME | {LineState.MADE_UP}


MISSED = frozenset({LineState.ABSENT, LineState.ON_LEAVE})


@dataclass(frozen=True, slots=True)
class Mark:
    """What is written in a line: a state, and for leave its kind."""

    state: LineState
    leave: LeaveKind | None = None


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line to be rewritten. It is, only where it says `before` still; None: whatever it says."""

    member: MemberId
    after: Mark
    before: Mark | None = None

    def fits(self, line: Line) -> bool:
        """Tell whether the line says what this change starts from."""
        return self.before in (None, line.mark)

    def as_json(self) -> list[Any]:
        """Give it for storing: member, state and leave after, state and leave before."""
        return [
            self.member,
            self.after.state,
            self.after.leave,
            *((self.before.state, self.before.leave) if self.before else ()),
        ]

    @classmethod
    def from_json(cls, kept: Sequence[Any]) -> LineChange:
        """Give back what `as_json` stored."""
        member, *marks = kept
        after, *before = (_mark(*marks[place : place + 2]) for place in range(0, len(marks), 2))
        return cls(MemberId(member), after, before[0] if before else None)

    def taken_back(self) -> LineChange:
        """Give the change that undoes this one. `before` has to be known, as it is in what `MarkLines` gives."""
        assert self.before is not None
        return LineChange(self.member, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Line:
    """One person in a register, with the last change. `votes` is what held when the line was made."""

    member: Member
    state: LineState
    leave: LeaveKind | None = None
    at: datetime | None = None
    via: Via | None = None
    is_late_code: bool = False
    votes: bool = True

    @property
    def mark(self) -> Mark:
        """What it says."""
        return Mark(self.state, self.leave)

    def change(self, to: LineState, leave: LeaveKind | None = None) -> bool:
        """Tell whether this is a change at all. Errors: BotError LINE_STEP_REFUSED for a step that makes no sense."""
        if (to is LineState.ON_LEAVE) != (leave is not None):
            raise BotError(ErrorCode.LINE_STEP_REFUSED, name=self.member.name, state=self.state)
        if to is self.state and leave is self.leave:
            return False
        left = to is LineState.LEFT_EARLY and self.state not in IN_ROOM
        made_up = to is LineState.MADE_UP and self.state not in MISSED
        if left or made_up:
            raise BotError(ErrorCode.LINE_STEP_REFUSED, name=self.member.name, state=self.state)
        return True


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the trace. `member` None: a step of the whole activity."""

    member: MemberId | None
    before: str
    after: str
    at: datetime
    by: MemberId | None
    via: Via
    reason: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a register: everybody is in exactly one state, so 应到 is the sum."""

    by_state: Mapping[LineState, int]
    voters: int = 0
    voters_in_room: int = 0

    @classmethod
    def of(cls, lines: Iterable[tuple[LineState, bool]]) -> Tally:
        """Count states, each with whether that person votes."""
        kept = list(lines)
        voters = [state for state, votes in kept if votes]
        return cls(Counter(state for state, _ in kept), len(voters), sum(state in IN_ROOM for state in voters))

    @property
    def expected(self) -> int:
        """应到."""
        return sum(self.by_state.values())

    @property
    def in_room(self) -> int:
        """实到: in the room now, the late included; those online are counted apart."""
        return sum(self.by_state.get(state, 0) for state in IN_ROOM)

    @property
    def on_leave(self) -> int:
        """请假."""
        return self.by_state.get(LineState.ON_LEAVE, 0)

    def quorum_of(self, activity: Activity) -> Quorum | None:
        """Hold the counts against the quorum that the activity's kind asks for; None where it asks for none."""
        return self.quorum(activity.quorum) if activity.quorum else None

    def quorum(self, rule: QuorumRule) -> Quorum:
        """Hold the counts against a quorum rule."""
        present, expected = (self.voters_in_room, self.voters) if rule.of_voters else (self.in_room, self.expected)
        return Quorum(rule, present, expected)


@dataclass(frozen=True, slots=True)
class Quorum:
    """A quorum rule held against a register."""

    rule: QuorumRule
    present: int
    expected: int

    @property
    def is_reached(self) -> bool:
        """Whether the meeting may begin."""
        return self.rule.holds(self.present, self.expected)

    @property
    def missing(self) -> int:
        """How many more are needed."""
        return max(0, self.rule.needed(self.expected) - self.present)


def _mark(state: str, leave: str | None) -> Mark:
    return Mark(LineState(state), LeaveKind(leave) if leave else None)
