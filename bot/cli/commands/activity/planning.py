"""zhibu activity list, show and create: what there is, and what is added."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Annotated

import typer

from bot.activities.kinds import RULES, ActivityKind
from bot.activities.model import Draft
from bot.activities.room import Activities
from bot.cli.commands.activity.options import Number, Org, as_id, organisation_called
from bot.cli.running import opening
from bot.cli.sentences.activity import ActivityCliText
from bot.cli.terminal import print_lines
from bot.cli.wording.activities import created_line, register_lines, summary_line
from bot.clock import COUNTRY_ZONE, SystemClock
from bot.texts import say, told
from bot.wiring import open_activities_room

app = typer.Typer()
KINDS = "、".join(f"{told(kind)} {kind}" for kind in ActivityKind)
LOOK_BACK, LOOK_AHEAD = timedelta(days=90), timedelta(days=120)


@app.command("list", help=say(ActivityCliText.HELP_ACTIVITY_LIST))
@opening(open_activities_room)
async def show_list(
    activities: Activities,
    org: Annotated[str | None, typer.Option("--org", help=say(ActivityCliText.HELP_ACTIVITY_ORG))] = None,
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], metavar="DAY", help=say(ActivityCliText.HELP_ACTIVITY_FIRST)),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option("--until", formats=["%Y-%m-%d"], metavar="DAY", help=say(ActivityCliText.HELP_ACTIVITY_LAST)),
    ] = None,
) -> None:
    """List activities, by default of the last three months and the next four."""
    today = SystemClock().today()
    begin = first.date() if first else today - LOOK_BACK
    end = last.date() if last else today + LOOK_AHEAD
    places = (await activities.own.standing(None)).places
    roots = [await organisation_called(activities, org)] if org else [one.id for one in places if len(one.path) == 1]
    found = [one for root in roots for one in await activities.register.branch(None, root, begin, end)]
    print_lines(map(summary_line, found) if found else [say(ActivityCliText.CLI_ACTIVITIES_NONE)])


@app.command("show", help=say(ActivityCliText.HELP_ACTIVITY_SHOW))
@opening(open_activities_room)
async def show(activities: Activities, number: Number) -> None:
    """Show a register."""
    print_lines(register_lines(await activities.register.view(None, as_id(number))))


@app.command("create", help=say(ActivityCliText.HELP_ACTIVITY_CREATE))
@opening(open_activities_room)
async def create(  # noqa: PLR0913 - each is an option of the command
    activities: Activities,
    *,
    org: Org,
    kind: Annotated[
        ActivityKind,
        typer.Option("--kind", metavar="KIND", help=say(ActivityCliText.HELP_ACTIVITY_KIND, kinds=KINDS)),
    ],
    title: Annotated[str, typer.Option("--title", help=say(ActivityCliText.HELP_ACTIVITY_TITLE))],
    start: Annotated[
        datetime,
        typer.Option(
            "--start", formats=["%Y-%m-%d %H:%M"], metavar="TIME", help=say(ActivityCliText.HELP_ACTIVITY_START)
        ),
    ],
    minutes: Annotated[int | None, typer.Option("--minutes", help=say(ActivityCliText.HELP_ACTIVITY_MINUTES))] = None,
    place: Annotated[str, typer.Option("--place", help=say(ActivityCliText.HELP_ACTIVITY_PLACE))] = "",
    agenda: Annotated[str, typer.Option("--agenda", help=say(ActivityCliText.HELP_ACTIVITY_AGENDA))] = "",
    second_person: Annotated[bool, typer.Option(help=say(ActivityCliText.HELP_ACTIVITY_SECOND))] = False,
) -> None:
    """Create an activity."""
    organisation = await organisation_called(activities, org)
    begins = start.replace(tzinfo=COUNTRY_ZONE)
    ends = _ends(begins, RULES[kind].minutes if minutes is None else minutes)
    draft = Draft(kind, title, begins, ends, place, agenda, needs_second_person=second_person)
    words = "\n".join((str(organisation), kind, begins.isoformat(), title))
    key = f"cli/{hashlib.sha256(words.encode()).hexdigest()}"
    typer.echo(created_line(await activities.planning.create(None, organisation, draft, key)))


def _ends(begins: datetime, minutes: int) -> datetime:
    try:
        return begins + timedelta(minutes=minutes)
    except OverflowError:
        return begins  # the rules refuse this and say why
