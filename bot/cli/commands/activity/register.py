"""zhibu activity open to paper: running a register at the machine, and taking the paper sheet in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.activities.model import ActivityId
from bot.activities.outputs.paper_rows import LARGEST_BYTES
from bot.activities.register.marking import Marked
from bot.activities.register.model import Via
from bot.activities.room import Activities
from bot.cli.commands.activity.options import Number, as_id
from bot.cli.running import opening
from bot.cli.sentences.activity import ActivityCliText
from bot.cli.terminal import is_agreed, print_lines, read_file
from bot.cli.wording.activities import paper_lines, spoken_lines
from bot.errors import BotError, ErrorCode
from bot.texts import say, told
from bot.wiring import open_activities_room

app = typer.Typer()
Yes = Annotated[bool, typer.Option("--yes", help=say(ActivityCliText.HELP_ACTIVITY_YES))]


@app.command("open", help=say(ActivityCliText.HELP_ACTIVITY_OPEN))
@opening(open_activities_room)
async def open_checkin(activities: Activities, number: Number) -> None:
    """Open check-in."""
    await activities.register.open(None, as_id(number))
    await _tell_state(activities, as_id(number))


@app.command("close", help=say(ActivityCliText.HELP_ACTIVITY_CLOSE))
@opening(open_activities_room)
async def close_checkin(activities: Activities, number: Number) -> None:
    """Close check-in."""
    await activities.register.close(None, as_id(number))
    await _tell_state(activities, as_id(number))


@app.command("reopen", help=say(ActivityCliText.HELP_ACTIVITY_REOPEN))
@opening(open_activities_room)
async def reopen(
    activities: Activities,
    number: Number,
    reason: Annotated[str, typer.Option("--reason", help=say(ActivityCliText.HELP_ACTIVITY_REASON))],
) -> None:
    """Reopen a locked register."""
    await activities.register.reopen(None, as_id(number), reason)
    await _tell_state(activities, as_id(number))


@app.command("lock", help=say(ActivityCliText.HELP_ACTIVITY_LOCK))
@opening(open_activities_room)
async def lock(activities: Activities, number: Number) -> None:
    """Lock a register."""
    done = await activities.register.lock(None, as_id(number))
    facts = {"title": done.activity.title, "absent": len(done.silent), "tasks": len(done.tasks)}
    typer.echo(say(ActivityCliText.CLI_LOCKED, **facts))


@app.command("mark", help=say(ActivityCliText.HELP_ACTIVITY_MARK))
@opening(open_activities_room)
async def write(
    activities: Activities,
    number: Number,
    words: Annotated[str, typer.Argument(help=say(ActivityCliText.HELP_ACTIVITY_WORDS))],
    *,
    yes: Yes = False,
) -> int:
    """Write attendance down in words: first what they mean, then the question."""
    plan = await activities.register.plan_marks(None, as_id(number), words)
    print_lines(spoken_lines(plan.spoken), err=not plan.spoken.is_clear)
    if not plan.spoken.is_clear:
        return 1
    if yes or is_agreed(ActivityCliText.CLI_CONFIRM):
        _tell_written(await activities.register.mark(None, as_id(number), plan.changes))
    else:
        typer.echo(say(ActivityCliText.CLI_NOT_WRITTEN))
    return 0


@app.command("paper", help=say(ActivityCliText.HELP_ACTIVITY_PAPER))
@opening(open_activities_room)
async def paper(
    activities: Activities,
    number: Number,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say(ActivityCliText.HELP_ACTIVITY_PAPER_FILE))],
    *,
    yes: Yes = False,
    reason: Annotated[str | None, typer.Option("--reason", help=say(ActivityCliText.HELP_ACTIVITY_REASON))] = None,
) -> None:
    """Import a filled sheet: first what it would change, then the question."""
    content = read_file(file, LARGEST_BYTES, ErrorCode.PAPER_FILE_MISSING)
    preview = await activities.files.read_paper(None, as_id(number), content)
    print_lines(paper_lines(preview), err=bool(preview.problems))
    if preview.problems:
        raise BotError(ErrorCode.PAPER_ROWS_WRONG, count=len(preview.problems))
    if not preview.changes or yes or is_agreed(ActivityCliText.CLI_CONFIRM):
        mark = activities.register.mark
        _tell_written(await mark(None, as_id(number), preview.changes, via=Via.PAPER, reason=reason))
    else:
        typer.echo(say(ActivityCliText.CLI_NOT_WRITTEN))


async def _tell_state(activities: Activities, activity: ActivityId) -> None:
    now = (await activities.register.view(None, activity)).activity
    typer.echo(say(ActivityCliText.CLI_ACTIVITY_NOW, title=now.title, state=told(now.state)))


def _tell_written(marked: Marked) -> None:
    count = len(marked.changes)
    typer.echo(say(ActivityCliText.CLI_WRITTEN if count else ActivityCliText.CLI_UNCHANGED, count=count))
