"""What the files are made of: a register, or a year of an organisation, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.activities.model import Activity, ActivityId
from bot.activities.register.model import Change, Line, LineState, Quorum, Tally
from bot.people.model import Member, MemberId, Organisation


@dataclass(frozen=True, slots=True)
class RegisterView:
    """A register with all that its file shows. `names` holds everybody whom lines and trace refer to."""

    activity: Activity
    lines: tuple[Line, ...]
    tally: Tally
    quorum: Quorum | None
    trace: tuple[Change, ...]
    names: Mapping[MemberId, str]


@dataclass(frozen=True, slots=True)
class MemberHours:
    """A member's year in minutes: what locked registers brought, and what is asked for."""

    member: Member
    earned_minutes: int
    asked_minutes: int


@dataclass(frozen=True, slots=True)
class LedgerView:
    """A year of an organisation. `states` by activity and member; `hours` None: the caller may not see hours."""

    organisation: Organisation
    year: int
    made_at: datetime
    activities: tuple[tuple[Activity, Tally], ...]
    members: tuple[Member, ...]
    states: Mapping[tuple[ActivityId, MemberId], LineState]
    hours: tuple[MemberHours, ...] | None
