"""Facts of what members ask of the register: leave, make-up study, objections. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.activities.model import Activity
from bot.activities.register.model import LeaveKind, LineState
from bot.errors import BotError, ErrorCode
from bot.people.model import Member
from bot.plain import printable
from bot.texts.pairs import Named

MAKE_UP_DAYS = 30  # the deadline a task gets when the secretary names none
OBJECTION_DAYS = 30  # after locking, in which a member may object
LONGEST_WORDS = 1000


class LeaveState(Named):
    """Where a request for leave stands."""

    ASKED = "asked", "待批", "waiting"
    GRANTED = "granted", "已准假", "granted"
    REFUSED = "refused", "未准假", "refused"
    WITHDRAWN = "withdrawn", "已撤回", "taken back"


class TaskState(Named):
    """Where a make-up task stands."""

    DUE = "due", "待补学", "to be made up"
    SUBMITTED = "submitted", "待审核", "handed in"
    ACCEPTED = "accepted", "已通过", "accepted"
    RETURNED = "returned", "退回修改", "returned"
    DROPPED = "dropped", "已撤销", "dropped"  # the register was put right, nothing is left to make up


class DisputeState(Named):
    """Where an objection stands."""

    ASKED = "asked", "待处理", "waiting"
    UPHELD = "upheld", "已更正", "upheld"
    REJECTED = "rejected", "维持原记录", "rejected"


@dataclass(frozen=True, slots=True)
class Leave:
    """A request for leave."""

    id: int
    activity: Activity
    member: Member
    kind: LeaveKind
    reason: str
    state: LeaveState
    asked_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state is LeaveState.ASKED

    @property
    def is_after_start(self) -> bool:
        """Whether it was asked when the activity had begun; the secretary is told, it is no verdict."""
        return self.asked_at > self.activity.starts_at


@dataclass(frozen=True, slots=True)
class Task:
    """A make-up study task."""

    id: int
    activity: Activity
    member: Member
    task: str
    due_on: date
    state: TaskState
    proof: str | None
    note: str | None

    @property
    def is_open(self) -> bool:
        """Whether the member has something to hand in, or may still put it better."""
        return self.state in {TaskState.DUE, TaskState.RETURNED, TaskState.SUBMITTED}


@dataclass(frozen=True, slots=True)
class Dispute:
    """An objection to a line of the register."""

    id: int
    activity: Activity
    member: Member
    words: str
    asked_at: datetime
    state: DisputeState
    line: LineState
    reason: str | None = None


def ensure_undecided(name: str, *, is_decided: bool, state: StrEnum) -> None:
    """Keep a second decision from replacing the first unseen. Errors: BotError ALREADY_DECIDED."""
    if is_decided:
        raise BotError(ErrorCode.ALREADY_DECIDED, name=name, state=state)


def words_of(text: str) -> str:
    """Give a person's words trimmed. Errors: BotError WORDS_MISSING, TOO_LONG."""
    words = printable(text)
    if not words:
        raise BotError(ErrorCode.WORDS_MISSING)
    if len(words) > LONGEST_WORDS:
        raise BotError(ErrorCode.TOO_LONG, limit=LONGEST_WORDS)
    return words


def spoken_or_none(text: str | None) -> str | None:
    """Give a note trimmed, None where nothing was said. Errors: BotError TOO_LONG."""
    return words_of(text) if text and printable(text) else None


def ensure_open_to_objection(activity: Activity, now: datetime) -> None:
    """Let an objection in when the register says something, and in time. Errors: OBJECTION_LATE, NOT_BEGUN."""
    if activity.starts_at > now:
        raise BotError(ErrorCode.NOT_BEGUN, title=activity.title, starts_at=activity.starts_at)
    if activity.locked_at and now > activity.locked_at + timedelta(days=OBJECTION_DAYS):
        raise BotError(ErrorCode.OBJECTION_LATE, title=activity.title, days=OBJECTION_DAYS)
