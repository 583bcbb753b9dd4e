"""zhibu activity export, ledger, wall and templates: what is given out as a file, and the link of the wall."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.activities.outputs.model import ExportKind, LedgerKind
from bot.activities.outputs.templates import TemplateName, default_template
from bot.activities.outputs.variables import explained
from bot.activities.room import Activities
from bot.cli.commands.activity.options import Number, Org, as_id, organisation_called
from bot.cli.running import command, opening
from bot.cli.sentences.activity import ActivityCliText
from bot.cli.terminal import write_file
from bot.errors import BotError, ErrorCode
from bot.links import Links
from bot.settings import Settings
from bot.texts import say
from bot.wiring import TEMPLATES, open_activities_room

app = typer.Typer()
To = Annotated[Path, typer.Option("--to", metavar="FILE", help=say(ActivityCliText.HELP_ACTIVITY_TO))]
Typed = Literal["xlsx", "docx", "sheet", "form", "ics"]
KINDS: dict[Typed, ExportKind] = {  # shorter to type than the kinds' own names
    "xlsx": ExportKind.REGISTER_XLSX,
    "docx": ExportKind.REGISTER_DOCX,
    "sheet": ExportKind.SHEET_DOCX,
    "form": ExportKind.SHEET_XLSX,
    "ics": ExportKind.CALENDAR,
}


@app.command("export", help=say(ActivityCliText.HELP_ACTIVITY_EXPORT))
@opening(open_activities_room)
async def export(
    activities: Activities,
    number: Number,
    *,
    form: Annotated[Typed, typer.Option("--as", help=say(ActivityCliText.HELP_ACTIVITY_AS))],
    to: To,
) -> None:
    """Export one activity."""
    _write(to, (await activities.files.export(None, as_id(number), KINDS[form])).content)


@app.command("ledger", help=say(ActivityCliText.HELP_ACTIVITY_LEDGER))
@opening(open_activities_room)
async def ledger(
    activities: Activities,
    *,
    org: Org,
    year: Annotated[int, typer.Option("--year", help=say(ActivityCliText.HELP_ACTIVITY_YEAR))],
    form: Annotated[LedgerKind, typer.Option("--as", help=say(ActivityCliText.HELP_ACTIVITY_AS))] = LedgerKind.XLSX,
    to: To,
) -> None:
    """Export a year's ledger."""
    organisation = await organisation_called(activities, org)
    _write(to, (await activities.files.export_ledger(None, organisation, year, form)).content)


@app.command("wall", help=say(ActivityCliText.HELP_ACTIVITY_WALL))
@command
async def wall(settings: Settings, number: Number) -> None:
    """Print the wall's link."""
    async with open_activities_room(settings) as activities:
        path = await activities.wall.link(None, as_id(number))
    link = Links(settings.web.public_url).page(path, f"http://{settings.web.host}:{settings.web.port}")
    typer.echo(say(ActivityCliText.CLI_WALL, link=link))


@app.command("templates", help=say(ActivityCliText.HELP_ACTIVITY_TEMPLATES))
@command
async def templates(
    settings: Settings,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=say(ActivityCliText.HELP_ACTIVITY_FOLDER))],
) -> None:
    """Write our templates and what their variables mean."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as closed:
        raise BotError(ErrorCode.FILE_UNWRITABLE, file=folder) from closed
    for name in TemplateName:
        _write(folder / name, default_template(name))
    _write(folder / say(ActivityCliText.VARIABLES_FILE), "".join(f"{line}\n" for line in explained()).encode())
    typer.echo(say(ActivityCliText.CLI_TEMPLATES, folder=folder, target=settings.data_dir / TEMPLATES))


def _write(file: Path, content: bytes) -> None:
    write_file(file, content)
    typer.echo(say(ActivityCliText.CLI_EXPORTED, file=file))
