"""What the commands of zhibu activity share."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.running import run
from bot.errors import BotError, ErrorCode
from bot.texts import say
from bot.texts.activity_cli import ActivityCliText

if TYPE_CHECKING:
    from bot.activities.model import ActivityId
    from bot.activities.room import Activities
    from bot.people.model import OrganisationId
    from bot.settings import Settings

LARGEST_ID = 2**31 - 1  # what both databases hold


def in_room(action: Callable[[Activities], Awaitable[int]]) -> None:
    """Run a command with the activities room open."""

    async def opened(settings: Settings) -> int:
        from bot.wiring import open_activities_room  # noqa: PLC0415

        async with open_activities_room(settings) as activities:
            return await action(activities)

    run(opened)


def as_id(number: int) -> ActivityId:
    """Take a typed number as an activity's. Errors: BotError ACTIVITY_NOT_FOUND for one that none can have."""
    from bot.activities.model import ActivityId  # noqa: PLC0415

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


def print_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Print lines."""
    for line in lines:
        typer.echo(line, err=err)


def is_agreed(*, yes: bool) -> bool:
    """Ask on a terminal; anywhere else the answer is no, unless it was given beforehand."""
    return yes or (sys.stdin.isatty() and typer.confirm(say(ActivityCliText.CLI_CONFIRM)))


def tell_written(count: int) -> None:
    """Tell how many people changed."""
    typer.echo(say(ActivityCliText.CLI_WRITTEN if count else ActivityCliText.CLI_UNCHANGED, count=count))


def write_file(file: Path, content: bytes) -> None:
    """Write a new file and say so. Errors: BotError ROSTER_FILE_EXISTS, ROSTER_FILE_UNWRITABLE."""
    try:
        with file.open("xb") as target:
            target.write(content)
    except FileExistsError as there:
        raise BotError(ErrorCode.ROSTER_FILE_EXISTS, file=file) from there
    except OSError as closed:
        raise BotError(ErrorCode.ROSTER_FILE_UNWRITABLE, file=file) from closed
    typer.echo(say(ActivityCliText.CLI_EXPORTED, file=file))


def read_file(file: Path, most: int) -> bytes:
    """Read a file, but never more than can be of use: a name may lead to something endless."""
    try:
        with file.open("rb") as source:
            return source.read(most + 1)
    except OSError as missing:
        raise BotError(ErrorCode.PAPER_FILE_MISSING, file=file) from missing
