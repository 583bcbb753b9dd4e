"""Activities and their registers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityState, LeaveKind, LineState, Via
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
