"""zhibu activity: creating and running activities, the paper sheet, and everything that is given out as a file."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.activities.kinds import RULES, ActivityKind
from bot.cli import activity_files
from bot.cli.activity_room import (
    as_id,
    in_room,
    is_agreed,
    organisation_called,
    print_lines,
    read_file,
    tell_written,
)
from bot.errors import BotError, ErrorCode
from bot.texts import say
from bot.texts.activity_cli import ActivityCliText
from bot.texts.catalogue import told

if TYPE_CHECKING:
    from bot.activities.room import Activities

app = typer.Typer(help=say(ActivityCliText.HELP_ACTIVITY), no_args_is_help=True)
Number = Annotated[int, typer.Argument(metavar="ID", help=say(ActivityCliText.HELP_ACTIVITY_ID))]
Org = Annotated[str, typer.Option("--org", metavar="NAME", help=say(ActivityCliText.HELP_ACTIVITY_ORG))]
Yes = Annotated[bool, typer.Option("--yes", help=say(ActivityCliText.HELP_ACTIVITY_YES))]
app.command("export", help=say(ActivityCliText.HELP_ACTIVITY_EXPORT))(activity_files.export)
app.command("ledger", help=say(ActivityCliText.HELP_ACTIVITY_LEDGER))(activity_files.ledger)
app.command("wall", help=say(ActivityCliText.HELP_ACTIVITY_WALL))(activity_files.wall)
app.command("templates", help=say(ActivityCliText.HELP_ACTIVITY_TEMPLATES))(activity_files.templates)
LOOK_BACK, LOOK_AHEAD = timedelta(days=90), timedelta(days=120)


@app.command("list", help=say(ActivityCliText.HELP_ACTIVITY_LIST))
def show_list(
    org: Annotated[str | None, typer.Option("--org", help=say(ActivityCliText.HELP_ACTIVITY_ORG))] = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help=say(ActivityCliText.HELP_ACTIVITY_FIRST))
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help=say(ActivityCliText.HELP_ACTIVITY_LAST))
    ] = None,
) -> None:
    """List activities, by default of the last three months and the next four."""

    async def action(activities: Activities) -> int:
        from bot.activities.outputs.render import summary_line  # noqa: PLC0415
        from bot.clock import SystemClock  # noqa: PLC0415

        today = SystemClock().today()
        begin = first.date() if first else today - LOOK_BACK
        end = last.date() if last else today + LOOK_AHEAD
        places = (await activities.own.standing(None)).places
        roots = (
            [await organisation_called(activities, org)] if org else [one.id for one in places if len(one.path) == 1]
        )
        found = [one for root in roots for one in await activities.register.branch(None, root, begin, end)]
        print_lines(map(summary_line, found) if found else [say(ActivityCliText.CLI_ACTIVITIES_NONE)])
        return 0

    in_room(action)


@app.command("show", help=say(ActivityCliText.HELP_ACTIVITY_SHOW))
def show(number: Number) -> None:
    """Show a register."""

    async def action(activities: Activities) -> int:
        from bot.activities.outputs.render import register_lines  # noqa: PLC0415

        print_lines(register_lines(await activities.register.view(None, as_id(number))))
        return 0

    in_room(action)


@app.command("create", help=say(ActivityCliText.HELP_ACTIVITY_CREATE))
def create(  # noqa: PLR0913 - each is an option of the command
    *,
    org: Org,
    kind: Annotated[ActivityKind, typer.Option("--kind", help=say(ActivityCliText.HELP_ACTIVITY_KIND))],
    title: Annotated[str, typer.Option("--title", help=say(ActivityCliText.HELP_ACTIVITY_TITLE))],
    start: Annotated[
        datetime, typer.Option("--start", formats=["%Y-%m-%d %H:%M"], help=say(ActivityCliText.HELP_ACTIVITY_START))
    ],
    minutes: Annotated[int | None, typer.Option("--minutes", help=say(ActivityCliText.HELP_ACTIVITY_MINUTES))] = None,
    place: Annotated[str, typer.Option("--place", help=say(ActivityCliText.HELP_ACTIVITY_PLACE))] = "",
    agenda: Annotated[str, typer.Option("--agenda", help=say(ActivityCliText.HELP_ACTIVITY_AGENDA))] = "",
    second_person: Annotated[bool, typer.Option(help=say(ActivityCliText.HELP_ACTIVITY_SECOND))] = False,
) -> None:
    """Create an activity."""

    async def action(activities: Activities) -> int:
        from bot.activities.model import Draft  # noqa: PLC0415
        from bot.activities.outputs.render import created_line  # noqa: PLC0415
        from bot.clock import COUNTRY_ZONE  # noqa: PLC0415

        organisation = await organisation_called(activities, org)
        begins = start.replace(tzinfo=COUNTRY_ZONE)
        try:
            ends = begins + timedelta(minutes=RULES[kind].minutes if minutes is None else minutes)
        except OverflowError:
            ends = begins  # the rules refuse this and say why
        draft = Draft(kind, title, begins, ends, place, agenda, needs_second_person=second_person)
        words = "\n".join((str(organisation), kind, begins.isoformat(), title))
        key = f"cli/{hashlib.sha256(words.encode()).hexdigest()}"
        typer.echo(created_line(await activities.planning.create(None, organisation, draft, key)))
        return 0

    in_room(action)


@app.command("open", help=say(ActivityCliText.HELP_ACTIVITY_OPEN))
def open_checkin(number: Number) -> None:
    """Open check-in."""
    _step(number, lambda activities: activities.register.open(None, as_id(number)))


@app.command("close", help=say(ActivityCliText.HELP_ACTIVITY_CLOSE))
def close_checkin(number: Number) -> None:
    """Close check-in."""
    _step(number, lambda activities: activities.register.close(None, as_id(number)))


@app.command("reopen", help=say(ActivityCliText.HELP_ACTIVITY_REOPEN))
def reopen(
    number: Number,
    reason: Annotated[str, typer.Option("--reason", help=say(ActivityCliText.HELP_ACTIVITY_REASON))],
) -> None:
    """Reopen a locked register."""
    _step(number, lambda activities: activities.register.reopen(None, as_id(number), reason))


@app.command("lock", help=say(ActivityCliText.HELP_ACTIVITY_LOCK))
def lock(number: Number) -> None:
    """Lock a register."""

    async def action(activities: Activities) -> int:
        done = await activities.register.lock(None, as_id(number))
        facts = {"title": done.activity.title, "absent": len(done.silent), "tasks": len(done.tasks)}
        typer.echo(say(ActivityCliText.CLI_LOCKED, **facts))
        return 0

    in_room(action)


@app.command("mark", help=say(ActivityCliText.HELP_ACTIVITY_MARK))
def mark(
    number: Number,
    words: Annotated[str, typer.Argument(help=say(ActivityCliText.HELP_ACTIVITY_WORDS))],
    *,
    yes: Yes = False,
) -> None:
    """Write attendance down in words: first what they mean, then the question."""

    async def action(activities: Activities) -> int:
        from bot.activities.outputs.render import spoken_lines  # noqa: PLC0415

        plan = await activities.register.plan_marks(None, as_id(number), words)
        spoken = plan.spoken
        print_lines(spoken_lines(spoken), err=not spoken.is_clear)
        if not spoken.is_clear:
            return 1
        if not is_agreed(yes=yes):
            typer.echo(say(ActivityCliText.CLI_NOT_WRITTEN))
            return 0
        marked = await activities.register.mark(None, as_id(number), plan.changes)
        tell_written(len(marked.changes))
        return 0

    in_room(action)


@app.command("paper", help=say(ActivityCliText.HELP_ACTIVITY_PAPER))
def paper(
    number: Number,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say(ActivityCliText.HELP_ACTIVITY_PAPER_FILE))],
    *,
    yes: Yes = False,
    reason: Annotated[str | None, typer.Option("--reason", help=say(ActivityCliText.HELP_ACTIVITY_REASON))] = None,
) -> None:
    """Import a filled sheet: first what it would change, then the question."""

    async def action(activities: Activities) -> int:
        from bot.activities.outputs.paper_rows import LARGEST_BYTES  # noqa: PLC0415
        from bot.activities.outputs.render import paper_lines  # noqa: PLC0415
        from bot.activities.register.model import Via  # noqa: PLC0415

        content = read_file(file, LARGEST_BYTES)
        preview = await activities.files.read_paper(None, as_id(number), content)
        print_lines(paper_lines(preview), err=bool(preview.problems))
        if preview.problems:
            raise BotError(ErrorCode.PAPER_ROWS_WRONG, count=len(preview.problems))
        if not preview.changes:
            tell_written(0)
        elif is_agreed(yes=yes):
            mark = activities.register.mark
            tell_written(len((await mark(None, as_id(number), preview.changes, via=Via.PAPER, reason=reason)).changes))
        else:
            typer.echo(say(ActivityCliText.CLI_NOT_WRITTEN))
        return 0

    in_room(action)


def _step(number: int, call: Callable[[Activities], Awaitable[object]]) -> None:
    async def action(activities: Activities) -> int:
        await call(activities)
        now = (await activities.register.view(None, as_id(number))).activity
        typer.echo(say(ActivityCliText.CLI_ACTIVITY_NOW, title=now.title, state=told(now.state)))
        return 0

    in_room(action)
