"""What members ask of the register."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.activities.register.model import LeaveKind
from bot.activities.requests.model import DisputeState, LeaveState, TaskState
from bot.storage.tables import BotTable
from knowledge.sql import UtcDateTime, enum_column


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
