"""Facts and rules of activities and registers: states, their order, what is counted. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

from bot.activities.kinds import RULES, ActivityKind, QuorumRule
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId, Organisation
from bot.plain import printable
from bot.texts.pairs import Named

ActivityId = NewType("ActivityId", int)


LONGEST = timedelta(days=3)


FARTHEST = timedelta(days=800)  # a date farther away is a typing mistake


class ActivityState(Named):
    """Where an activity stands."""

    PLANNED = "planned", "未开始", "planned"
    OPEN = "open", "签到中", "open for check-in"  # members can check in
    CLOSED = "closed", "核对中", "being checked"  # check-in is over, the register is being put right
    CONFIRMED = "confirmed", "已确认", "confirmed"  # a second person agrees with it
    LOCKED = "locked", "已锁定", "locked"
    CANCELLED = "cancelled", "已取消", "called off"


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


class Part(Named):
    """The part of a draft that does not fit."""

    TITLE = "title", "请写上名称（100 字以内），地点和议程也不要过长", "the title is missing, or a text is too long"
    LENGTH = "length", "结束时间要晚于开始时间，并且不超过 3 天", "it must end after it begins, within three days"
    DAY = "day", "日期离今天太远，可能是年份写错了", "the day is too far away; look at the year"
    CREDIT = "credit", "学时不能是负数，也不能超过 72 小时", "study hours must lie between 0 and 72"


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
