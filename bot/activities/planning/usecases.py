"""Creating activities: one, or a series; calling one off and restoring it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.checkin.codes import new_secret
from bot.activities.door import ActivityDoor, PlaceVisit
from bot.activities.model import Activity, ActivityId, ActivityState, Draft
from bot.activities.planning.audience import expect_audience
from bot.activities.planning.preview import Plan
from bot.activities.requests.model import words_of
from bot.logs import Event
from bot.people.model import MemberId, OrganisationId, Permission
from bot.previewing import ensure_seen


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

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, organisation: OrganisationId, draft: Draft, key: str) -> Created:
        async with self.door.organisation(actor, organisation, Permission.RUN_ACTIVITY) as at:
            draft.ensure_sound(at.now)
            created = await _add(at, draft, key)
            at.note(Event.ACTIVITY_CREATED, activity=created.activity.id, member=actor, expected=created.expected)
            return created


@dataclass(frozen=True, slots=True)
class CreateSeries:
    """Create the activities of a planned series, each with its register; a repeat of the request changes nothing.

    `seen` is the mark of the preview that was agreed to.
    Errors: as `CreateActivity`, and BotError PREVIEW_CHANGED when the plan is no longer the one that was seen.
    """

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, plan: Plan, key: str, seen: str | None = None) -> list[Activity]:
        rule = plan.series_rule
        async with self.door.organisation(actor, plan.organisation.id, Permission.RUN_ACTIVITY) as at:
            series, is_new = await at.activities.add_series(at.place.id, rule.as_json(), key, at.now)
            if is_new:
                ensure_seen(plan.seen, seen)
                for number, draft in enumerate(plan.drafts):
                    await _add(at, draft, f"{key}/{number}", series)
            at.note(Event.SERIES_CREATED, series=series, member=actor, count=len(plan.drafts))
            return await at.activities.of_series(series)


@dataclass(frozen=True, slots=True)
class CancelActivity:
    """Call an activity off, with the reason; its register stays. Errors: as the door, ACTIVITY_STEP_REFUSED."""

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity: ActivityId, reason: str) -> Activity:
        words = words_of(reason)
        async with self.door.activity(actor, activity, Permission.RUN_ACTIVITY) as at:
            await at.step(ActivityState.CANCELLED, reason=words)
            return await at.fresh()


@dataclass(frozen=True, slots=True)
class RestoreActivity:
    """Undo a cancellation. Errors: as the door, BotError ACTIVITY_STEP_REFUSED."""

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> Activity:
        async with self.door.activity(actor, activity, Permission.RUN_ACTIVITY) as at:
            await at.step(ActivityState.PLANNED)
            return await at.fresh()


async def _add(at: PlaceVisit, draft: Draft, key: str, series: int | None = None) -> Created:
    number, is_new = await at.activities.add(
        at.place.id, draft, key=key, by=at.caller.id, at=at.now, secret=new_secret(), series=series
    )
    activity = await at.activities.get(number)
    if is_new:
        await expect_audience(at, activity)
    return Created(activity, (await at.registers.states(number)).expected, is_new)
