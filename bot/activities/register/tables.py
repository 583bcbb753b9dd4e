"""Registers: a line a person, and the trace of every change."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.activities.register.model import LeaveKind, LineState, Via
from bot.storage.tables import BotTable
from knowledge.sql import UtcDateTime, enum_column


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
