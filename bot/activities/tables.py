"""Activities and their registers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityState
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
    secret: Mapped[bytes] = mapped_column(LargeBinary)  # its salt: what opens the wall comes of it with the key
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
