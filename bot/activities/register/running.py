"""Running an activity: opening and ending check-in, the names on the wall."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.door import ActivityDoor
from bot.activities.model import Activity, ActivityId, ActivityState
from bot.activities.planning.audience import expect_audience
from bot.logs import Event
from bot.people.model import MemberId, Permission


@dataclass(frozen=True, slots=True)
class OpenCheckin:
    """Let members check in; the register is first brought in step with the roster. A repeat changes nothing.

    Errors: as the door, BotError ACTIVITY_STEP_REFUSED.
    """

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> Activity:
        async with self.door.activity(actor, activity, Permission.RUN_ACTIVITY) as at:
            await at.step(ActivityState.OPEN, event=Event.CHECKIN_OPENED, confirmed_by=None)
            if at.activity.state is ActivityState.PLANNED:
                await expect_audience(at, at.activity)
            return await at.fresh()


@dataclass(frozen=True, slots=True)
class CloseCheckin:
    """End check-in; also for a meeting kept on paper, whose check-in was never open. A repeat changes nothing.

    Errors: as the door, BotError ACTIVITY_STEP_REFUSED also for a locked register: closing is not how it opens again.
    """

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity: ActivityId) -> Activity:
        async with self.door.activity(actor, activity, Permission.RUN_ACTIVITY) as at:
            at.activity.ensure_locked(is_locked=False)
            if at.activity.state is not ActivityState.CONFIRMED:
                await at.step(ActivityState.CLOSED)
            return await at.fresh()


@dataclass(frozen=True, slots=True)
class ShowNames:
    """Turn the names on the wall on or off. Errors: as the door."""

    door: ActivityDoor

    async def __call__(self, actor: MemberId | None, activity: ActivityId, *, shown: bool) -> Activity:
        async with self.door.activity(actor, activity, Permission.RUN_ACTIVITY) as at:
            await at.activities.change(activity, shows_names=shown)
            return await at.fresh()
