"""Tables of the activities room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityState, LeaveKind, LineState, Via
from bot.activities.requests.model import DisputeState, LeaveState, TaskState
from bot.storage.tables import BotTable
from knowledge.sql import Json, UtcDateTime, enum_column


class SeriesRow(BotTable):
    """A series and the rule that dates it."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    rule: Mapped[Any] = mapped_column(Json)
    request_key: Mapped[str] = mapped_column(Text, unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ActivityRow(BotTable):
    """An activity. `request_key` names the request that made it, so that a repeated request makes no second one."""

    __tablename__ = "activities"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), index=True)
    request_key: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[ActivityKind] = mapped_column(enum_column(ActivityKind))
    title: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    agenda: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    credit_minutes: Mapped[int]
    state: Mapped[ActivityState] = mapped_column(enum_column(ActivityState), index=True)
    needs_second_person: Mapped[bool]
    shows_names: Mapped[bool]
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LineRow(BotTable):
    """One person in a register; `votes` is kept as it was that day."""

    __tablename__ = "register_lines"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True, index=True)
    votes: Mapped[bool]
    state: Mapped[LineState] = mapped_column(enum_column(LineState))
    leave: Mapped[LeaveKind | None] = mapped_column(enum_column(LeaveKind))
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    via: Mapped[Via | None] = mapped_column(enum_column(Via))
    is_late_code: Mapped[bool]


class ChangeRow(BotTable):
    """The trace: every step of an activity and every change of a line, who, when, how and why. Never updated.

    `member_id` None: a step of the whole activity, `before` and `after` are then its states.
    """

    __tablename__ = "register_changes"
    __table_args__ = (Index("ix_register_changes_activity_id_member_id", "activity_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    via: Mapped[Via] = mapped_column(enum_column(Via))
    reason: Mapped[str | None] = mapped_column(Text)


class WrongCodeRow(BotTable):
    """A wrong check-in code; a few in a short time close the door for a while."""

    __tablename__ = "wrong_checkins"
    __table_args__ = (Index("ix_wrong_checkins_member_id_at", "member_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class LeaveRow(BotTable):
    """A request for leave; one a person and activity, asked again it is replaced."""

    __tablename__ = "leave_requests"
    __table_args__ = (UniqueConstraint("activity_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    kind: Mapped[LeaveKind] = mapped_column(enum_column(LeaveKind))
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[LeaveState] = mapped_column(enum_column(LeaveState))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str | None] = mapped_column(Text)


class TaskRow(BotTable):
    """A make-up study task with its proof in words."""

    __tablename__ = "make_up_tasks"
    __table_args__ = (UniqueConstraint("activity_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    task: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    state: Mapped[TaskState] = mapped_column(enum_column(TaskState))
    proof: Mapped[str | None] = mapped_column(Text)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str | None] = mapped_column(Text)


class DisputeRow(BotTable):
    """A member's objection to a line, and what was decided."""

    __tablename__ = "disputes"
    __table_args__ = (Index("ix_disputes_activity_id_member_id", "activity_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[DisputeState] = mapped_column(enum_column(DisputeState))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(Text)
