"""Creating activities: one, or a series; taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.activities.access import reach, reach_organisation
from bot.activities.kinds import RULES, Audience
from bot.activities.model import Activity, ActivityId, ActivityState, Draft
from bot.activities.planning.series import Occurrence, SeriesRule, drafts_of
from bot.activities.requests.model import words_of
from bot.activities.storage import ActivityStore, RegisterStore
from bot.clock import COUNTRY_ZONE, Clock
from bot.logs import Event, record
from bot.people.directory import Directory
from bot.people.model import Member, MemberId, OrganisationId, Permission
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class Created:
    """A new activity and how many are expected; `is_new` false: the same request had made it before."""

    activity: Activity
    expected: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class CreateActivity:
    """Create an activity with its register. `key` names the request, so that a repeat makes no second one.

    Errors: BotError NOT_BOUND, ORGANISATION_NOT_FOUND, NOT_ALLOWED, ACTIVITY_UNSOUND.
    """

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, organisation: OrganisationId, draft: Draft, key: str) -> Created:
        now, today = self.clock.now(), self.clock.today()
        draft.ensure_sound(now)
        async with self.database.transaction() as session:
            await reach_organisation(session, actor, organisation, Permission.RUN_ACTIVITY, today)
            store = ActivityStore(session)
            activity_id, is_new = await store.add(organisation, draft, key=key, by=actor, at=now, series=None)
            activity = await store.get(activity_id)
            if is_new:
                await expect_audience(session, activity, now)
            tally = await RegisterStore(session).states(activity_id)
        record(Event.ACTIVITY_CREATED, activity=activity_id, member=actor, expected=tally.expected)
        return Created(activity, tally.expected, is_new)


@dataclass(frozen=True, slots=True)
class PlanSeries:
    """Tell on which days a series falls, nothing stored: the preview before `CreateSeries`."""

    clock: Clock

    def __call__(self, rule: SeriesRule) -> Sequence[Occurrence]:
        return [day for day in rule.occurrences() if day.on >= self.clock.today()]


@dataclass(frozen=True, slots=True)
class CreateSeries:
    """Create all activities of a series at once, each with its register; a repeat of the request changes nothing.

    Errors: as `CreateActivity`, and BotError SERIES_EMPTY.
    """

    database: Database
    clock: Clock

    async def __call__(
        self, actor: MemberId | None, organisation: OrganisationId, draft: Draft, rule: SeriesRule, key: str
    ) -> list[Activity]:
        now, today = self.clock.now(), self.clock.today()
        draft.ensure_sound(now)
        dated = drafts_of(draft, [day for day in rule.occurrences() if day.on >= today])
        async with self.database.transaction() as session:
            await reach_organisation(session, actor, organisation, Permission.RUN_ACTIVITY, today)
            store = ActivityStore(session)
            series, is_new = await store.add_series(organisation, rule.as_json(), key, now)
            made = []
            for number, one in enumerate(dated if is_new else []):
                activity_id, _ = await store.add(
                    organisation, one, key=f"{key}/{number}", by=actor, at=now, series=series
                )
                made.append(await store.get(activity_id))
                await expect_audience(session, made[-1], now)
            created = made if is_new else await store.of_series(series)
        record(Event.SERIES_CREATED, series=series, member=actor, count=len(created))
        return created


@dataclass(frozen=True, slots=True)
class CancelActivity:
    """Call an activity off, with the reason; its register stays. Errors: as `reach`, BotError ACTIVITY_STEP_REFUSED."""

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, activity: ActivityId, reason: str) -> Activity:
        words = words_of(reason)
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            reached = await reach(session, actor, activity, Permission.RUN_ACTIVITY, now, today)
            await reached.step(ActivityState.CANCELLED, reason=words)
            return await ActivityStore(session).get(activity)


@dataclass(frozen=True, slots=True)
class RestoreActivity:
    """Undo a cancellation. Errors: as `reach`, BotError ACTIVITY_STEP_REFUSED."""

    database: Database
    clock: Clock

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> Activity:
        now, today = self.clock.now(), self.clock.today()
        async with self.database.transaction() as session:
            reached = await reach(session, actor, activity, Permission.RUN_ACTIVITY, now, today)
            await reached.step(ActivityState.PLANNED)
            return await ActivityStore(session).get(activity)


async def audience(session: AsyncSession, activity: Activity, now: datetime) -> list[Member]:
    """List who is expected: as of today for what lies ahead, as of its own day for what is entered afterwards."""
    moment = min(now, activity.starts_at).astimezone(COUNTRY_ZONE)
    directory = Directory(session)
    if RULES[activity.kind].audience is Audience.COMMITTEE:
        return await directory.committee_of(activity.organisation.id, moment.date())
    return await directory.members_of(activity.organisation.id, moment.date())


async def expect_audience(session: AsyncSession, activity: Activity, now: datetime) -> None:
    """Bring the register's lines in step with the roster: new people come in, empty lines of others go."""
    expected = await audience(session, activity, now)
    store = RegisterStore(session)
    known = await store.member_ids(activity.id)
    await store.expect(activity.id, [member for member in expected if member.id not in known])
    gone = known - {member.id for member in expected}
    if gone:
        await store.forget(activity.id, gone)
