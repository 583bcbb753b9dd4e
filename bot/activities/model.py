"""Facts and rules of activities and registers: states, their order, what is counted. Standard library only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NewType

from bot.activities.kinds import RULES, ActivityKind, QuorumRule
from bot.errors import BotError, ErrorCode
from bot.people.model import Member, MemberId, Organisation
from bot.plain import printable

ActivityId = NewType("ActivityId", int)
LATE_AFTER = timedelta(minutes=10)  # whoever signs in later than this after the start is written down as late
LONGEST = timedelta(days=3)
FARTHEST = timedelta(days=800)  # a date farther away is a typing mistake


class ActivityState(StrEnum):
    """Where an activity stands."""

    PLANNED = "planned"
    OPEN = "open"  # members can check in
    CLOSED = "closed"  # check-in is over, the register is being put right
    CONFIRMED = "confirmed"  # a second person agrees with it
    LOCKED = "locked"
    CANCELLED = "cancelled"


class LineState(StrEnum):
    """What the register says of one person (DESIGN section 7)."""

    EXPECTED = "expected"
    PRESENT = "present"
    LATE = "late"
    ONLINE = "online"
    LEFT_EARLY = "left_early"
    ON_LEAVE = "on_leave"
    EXCUSED = "excused"
    ABSENT = "absent"
    MADE_UP = "made_up"


class LeaveKind(StrEnum):
    """Why someone asks for leave."""

    SICK = "sick"  # 病假
    PERSONAL = "personal"  # 事假
    OFFICIAL = "official"  # 因公
    OTHER = "other"


class Via(StrEnum):
    """How a line of the register was changed."""

    CODE = "code"  # six digits typed
    LINK = "link"  # the QR code scanned
    SECRETARY = "secretary"
    PAPER = "paper"
    LEAVE = "leave"
    LOCK = "lock"  # nobody spoke for the line before the register was locked
    MAKE_UP = "make_up"
    DISPUTE = "dispute"


IN_ROOM = frozenset({LineState.PRESENT, LineState.LATE})
CAME = IN_ROOM | {LineState.LEFT_EARLY, LineState.ONLINE}
EARNS = CAME | {LineState.MADE_UP}
MISSED = frozenset({LineState.ABSENT, LineState.ON_LEAVE})

_STEPS: dict[ActivityState, frozenset[ActivityState]] = {
    ActivityState.PLANNED: frozenset({ActivityState.OPEN, ActivityState.CLOSED, ActivityState.CANCELLED}),
    ActivityState.OPEN: frozenset({ActivityState.CLOSED, ActivityState.CANCELLED}),
    ActivityState.CLOSED: frozenset({ActivityState.OPEN, ActivityState.CONFIRMED, ActivityState.LOCKED}),
    ActivityState.CONFIRMED: frozenset({ActivityState.OPEN, ActivityState.CLOSED, ActivityState.LOCKED}),
    ActivityState.LOCKED: frozenset({ActivityState.CLOSED}),
    ActivityState.CANCELLED: frozenset({ActivityState.PLANNED}),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a secretary fills in. `credit_minutes` None: the length, where the kind counts as study, else nothing."""

    kind: ActivityKind
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    agenda: str = ""
    credit_minutes: int | None = None
    needs_second_person: bool = False

    def ensure_sound(self, now: datetime) -> None:
        """Errors: BotError ACTIVITY_UNSOUND with the part that does not fit."""
        length = self.ends_at - self.starts_at
        if not printable(self.title) or max(len(self.title), len(self.place)) > 100 or len(self.agenda) > 2000:
            raise BotError(ErrorCode.ACTIVITY_UNSOUND, part=Part.TITLE)
        if not timedelta() < length <= LONGEST:
            raise BotError(ErrorCode.ACTIVITY_UNSOUND, part=Part.LENGTH)
        if abs(self.starts_at - now) > FARTHEST:
            raise BotError(ErrorCode.ACTIVITY_UNSOUND, part=Part.DAY)
        if self.credit_minutes is not None and not 0 <= self.credit_minutes <= LONGEST.total_seconds() // 60:
            raise BotError(ErrorCode.ACTIVITY_UNSOUND, part=Part.CREDIT)

    @property
    def credited(self) -> int:
        """Minutes of study that coming brings."""
        if self.credit_minutes is not None:
            return self.credit_minutes
        return int((self.ends_at - self.starts_at).total_seconds() // 60) if RULES[self.kind].is_study else 0


class Part(StrEnum):
    """The part of a draft that does not fit."""

    TITLE = "title"
    LENGTH = "length"
    DAY = "day"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as it stands. Moments are aware UTC; `credit_minutes` is what coming earns in study minutes."""

    id: ActivityId
    organisation: Organisation
    kind: ActivityKind
    title: str
    place: str
    agenda: str
    starts_at: datetime
    ends_at: datetime
    credit_minutes: int
    state: ActivityState
    needs_second_person: bool = False
    shows_names: bool = False
    confirmed_by: MemberId | None = None
    locked_at: datetime | None = None
    series: int | None = None

    @property
    def quorum(self) -> QuorumRule | None:
        """The quorum its kind asks for."""
        return RULES[self.kind].quorum

    @property
    def is_locked(self) -> bool:
        """Whether the register is locked."""
        return self.state is ActivityState.LOCKED

    def step(self, to: ActivityState) -> bool:
        """Tell whether it has to move; False when it is there already. Errors: BotError ACTIVITY_STEP_REFUSED."""
        if to is self.state:
            return False
        if to not in _STEPS[self.state]:
            raise BotError(ErrorCode.ACTIVITY_STEP_REFUSED, title=self.title, state=self.state)
        return True

    def ensure_locked(self, *, is_locked: bool = True) -> None:
        """Let through what is for locked registers, or for the others. Errors: BotError ACTIVITY_STEP_REFUSED."""
        if self.is_locked is not is_locked:
            raise BotError(ErrorCode.ACTIVITY_STEP_REFUSED, title=self.title, state=self.state)

    def ensure_changeable(self, reason: str | None) -> None:
        """Let a locked register change with a reason only. Errors: BotError REGISTER_LOCKED, ACTIVITY_CANCELLED."""
        if self.state is ActivityState.CANCELLED:
            raise BotError(ErrorCode.ACTIVITY_CANCELLED, title=self.title)
        if self.is_locked and not (reason and reason.strip()):
            raise BotError(ErrorCode.REGISTER_LOCKED, title=self.title)


@dataclass(frozen=True, slots=True)
class Sitting:
    """What of an activity matters to whoever signs in."""

    id: ActivityId
    title: str
    state: ActivityState
    starts_at: datetime

    def why_not(self) -> BotError | None:
        """Tell why nobody can sign in now: CHECKIN_NOT_OPEN, CHECKIN_CLOSED, ACTIVITY_CANCELLED; None: they can."""
        if self.state is ActivityState.OPEN:
            return None
        if self.state is ActivityState.PLANNED:
            return BotError(ErrorCode.CHECKIN_NOT_OPEN, title=self.title, starts_at=self.starts_at)
        is_cancelled = self.state is ActivityState.CANCELLED
        code = ErrorCode.ACTIVITY_CANCELLED if is_cancelled else ErrorCode.CHECKIN_CLOSED
        return BotError(code, title=self.title)

    def on_checkin(self, at: datetime) -> LineState:
        """Give the state of a person who signs in at this moment."""
        return LineState.LATE if at > self.starts_at + LATE_AFTER else LineState.PRESENT


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
