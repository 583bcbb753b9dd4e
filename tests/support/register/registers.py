"""Registers for tests: one that is locked, what lines say, what a refusal is called."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.activities.model import ActivityId
from bot.activities.register.model import LeaveKind, LineChange, LineState, Mark
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId
from tests.support.register.branch import Branch


async def code_of(call: object) -> ErrorCode:
    with pytest.raises(BotError) as caught:
        await call  # type: ignore[misc]
    return caught.value.code


async def states(branch: Branch, activity: ActivityId) -> dict[MemberId, LineState]:
    register = await branch.activities.register.view(branch.secretary, activity)
    return {line.member.id: line.state for line in register.lines}


async def locked(branch: Branch) -> ActivityId:
    activity = await branch.opened()
    branch.clock.move(minutes=31)
    await branch.activities.check_in(branch.secretary, await branch.code(activity.id))
    leave = await branch.activities.requests.ask_leave(branch.deputy, activity.id, LeaveKind.OFFICIAL, "外出调研")
    await branch.activities.requests.decide_leave(branch.secretary, leave.id, granted=True)
    await branch.activities.register.close(branch.secretary, activity.id)
    result = await branch.activities.register.lock(branch.secretary, activity.id)
    assert (len(result.silent), len(result.tasks)) == (8, 9)
    return activity.id


def to_say(marks: Mapping[MemberId, Mark]) -> tuple[LineChange, ...]:
    """Give the changes that bring these marks about, whatever the lines say."""
    return tuple(LineChange(member, mark) for member, mark in marks.items())
