"""What would happen, told before it does: a new activity, a series, a lock. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.access import allow, reach
from bot.activities.kinds import RULES
from bot.activities.model import MISSED, Activity, ActivityId, ActivityState, Draft, Line, LineState
from bot.activities.planning.series import Occurrence, SeriesRule, drafts_of, is_working_day
from bot.activities.planning.usecases import audience
from bot.activities.reading.activity_line import Wish
from bot.activities.requests.model import MAKE_UP_DAYS
from bot.activities.requests.storage import RequestStore
from bot.clock import COUNTRY_ZONE, Clock
from bot.errors import BotError, ErrorCode
from bot.people.directory import Directory
from bot.people.model import MemberId, Organisation, Permission
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class Plan:
    """A new activity before it is made. `rule` and `days` are those of a series; `draft` is then the first of it.

    `template` is what `CreateSeries` takes: its title may hold {月}. `is_official`: that year's calendar is known.
    """

    organisation: Organisation
    draft: Draft
    template: Draft
    expected: int
    works: bool
    is_official: bool
    is_past: bool
    rule: SeriesRule | None = None
    days: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanActivity:
    """Tell what a wish comes to: where, when, how many are expected. `title` counts where the wish has none.

    It is for the organisation that the line names, among those where the caller may run activities, else the widest.
    Errors: BotError NOT_BOUND, NOT_ALLOWED, ACTIVITY_UNSOUND, SERIES_EMPTY, SERIES_TOO_LONG.
    """

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, wish: Wish, title: str, line: str) -> Plan:
        now, today = self.clock.now(), self.clock.today()
        rule = _rule(wish, today)
        days = tuple(day for day in rule.occurrences() if day.on >= today) if rule else ()
        if rule and not days:
            raise BotError(ErrorCode.SERIES_EMPTY)
        template = wish.draft(title, days[0].on if days else wish.day or today)
        draft = drafts_of(template, days)[0] if days else template
        draft.ensure_sound(now)
        async with self.database.reading() as session:
            place = await _place(session, actor, line, today)
            expected = len(await audience(session, _imagined(place, draft), now))
        works, is_official = is_working_day(draft.starts_at.astimezone(COUNTRY_ZONE).date())
        return Plan(place, draft, template, expected, works, is_official, draft.starts_at < now, rule, days)


@dataclass(frozen=True, slots=True)
class LockPlan:
    """What locking would do. `silent` would become absent; `tasks` make-up tasks would be given, due on `due_on`."""

    activity: Activity
    silent: tuple[Line, ...]
    tasks: int
    due_on: date
    waiting: int


@dataclass(frozen=True, slots=True)
class PlanLock:
    """Tell what locking a register would do. Errors: as `LockRegister`, apart from SECOND_PERSON_NEEDED."""

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> LockPlan:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.reading() as session:
            reached = await reach(session, actor, activity, Permission.LOCK_REGISTER, now, today, lock=False)
            one = reached.activity
            if one.starts_at > now:
                raise BotError(ErrorCode.NOT_BEGUN, title=one.title, starts_at=one.starts_at)
            if not one.step(ActivityState.LOCKED):
                raise BotError(ErrorCode.ACTIVITY_STEP_REFUSED, title=one.title, state=one.state)
            lines = await reached.registers.lines(activity)
            store = RequestStore(session)
            known = {task.member.id for task in await store.tasks(activity)}
            waiting = sum(leave.is_open for leave in await store.leaves(activity))
        silent = tuple(line for line in lines if line.state is LineState.EXPECTED)
        missed = [line for line in lines if line.state in MISSED | {LineState.EXPECTED}]
        new = [line for line in missed if line.member.id not in known] if RULES[one.kind].leads_to_make_up else []
        return LockPlan(one, silent, len(new), today + timedelta(days=MAKE_UP_DAYS), waiting)


def _rule(wish: Wish, today: date) -> SeriesRule | None:
    """Give the rule of a series, from today to the end of the year."""
    if wish.monthly is None:
        return None
    said = wish.monthly
    return SeriesRule(today, date(today.year, 12, 31), day=said.day, nth=said.nth, weekday_number=said.weekday)


async def _place(session: AsyncSession, actor: MemberId | None, line: str, today: date) -> Organisation:
    directory = Directory(session)
    caller = await directory.caller(actor, today)
    tree = (await directory.organisations()).values()
    places: Sequence[Organisation] = [place for place in tree if caller.may(Permission.RUN_ACTIVITY, place.path)]
    if not places:
        allow(caller, Permission.RUN_ACTIVITY, ())
    named = [place for place in places if place.name in line]
    widest = min(places, key=lambda place: (len(place.path), place.path))
    return max(named, key=lambda place: len(place.path)) if named else widest


def _imagined(place: Organisation, draft: Draft) -> Activity:
    """Give the activity that the draft would become, to ask who is expected."""
    return Activity(
        ActivityId(0),
        place,
        draft.kind,
        draft.title,
        draft.place,
        draft.agenda,
        draft.starts_at,
        draft.ends_at,
        draft.credited,
        ActivityState.PLANNED,
    )
