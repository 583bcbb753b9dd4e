"""What the commands of zhibu activity are given: an activity's number, an organisation's name."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.activities.model import ActivityId
from bot.activities.room import Activities
from bot.cli.sentences.activity import ActivityCliText
from bot.errors import BotError, ErrorCode
from bot.people.model import OrganisationId
from bot.texts import say

Number = Annotated[int, typer.Argument(metavar="ID", help=say(ActivityCliText.HELP_ACTIVITY_ID))]
Org = Annotated[str, typer.Option("--org", metavar="NAME", help=say(ActivityCliText.HELP_ACTIVITY_ORG))]
LARGEST_ID = 2**31 - 1  # what both databases hold


def as_id(number: int) -> ActivityId:
    """Take a typed number as an activity's. Errors: BotError ACTIVITY_NOT_FOUND for one that none can have."""
    if not 0 < number <= LARGEST_ID:
        raise BotError(ErrorCode.ACTIVITY_NOT_FOUND)
    return ActivityId(number)


async def organisation_called(activities: Activities, text: str) -> OrganisationId:
    """Find an organisation by its name or number. Errors: BotError ORGANISATION_NOT_FOUND, ORGANISATION_UNCLEAR."""
    places = (await activities.own.standing(None)).places
    found = [place for place in places if text.strip() in {place.name, str(place.id)}]
    if not found:
        raise BotError(ErrorCode.ORGANISATION_NOT_FOUND)
    if len(found) > 1:
        names = {place.id: place.name for place in places}
        shown = tuple(f"{place.id} {'/'.join(names[step] for step in place.path)}" for place in found)
        raise BotError(ErrorCode.ORGANISATION_UNCLEAR, places=shown)
    return found[0].id
