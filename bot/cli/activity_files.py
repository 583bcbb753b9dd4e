"""zhibu activity: what is given out as a file, and the link of the wall."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.activity_room import as_id, in_room, organisation_called, write_file
from bot.cli.running import run
from bot.errors import BotError, ErrorCode
from bot.texts import say
from bot.texts.activity_cli import ActivityCliText

if TYPE_CHECKING:
    from bot.activities.room import Activities
    from bot.settings import Settings

Number = Annotated[int, typer.Argument(metavar="ID", help=say(ActivityCliText.HELP_ACTIVITY_ID))]
To = Annotated[Path, typer.Option("--to", metavar="FILE", help=say(ActivityCliText.HELP_ACTIVITY_TO))]


class Form(StrEnum):
    """What an activity is exported as; the value is what is typed."""

    XLSX = "xlsx"
    DOCX = "docx"
    SHEET = "sheet"  # to print and sign
    FORM = "form"  # to fill in and import
    ICS = "ics"


class LedgerForm(StrEnum):
    """What a ledger is exported as."""

    XLSX = "xlsx"
    DOCX = "docx"


def export(
    number: Number,
    *,
    form: Annotated[Form, typer.Option("--as", help=say(ActivityCliText.HELP_ACTIVITY_AS))],
    to: To,
) -> None:
    """Export one activity."""

    async def action(activities: Activities) -> int:
        from bot.activities.outputs.model import ExportKind  # noqa: PLC0415

        kinds = {
            Form.XLSX: ExportKind.REGISTER_XLSX,
            Form.DOCX: ExportKind.REGISTER_DOCX,
            Form.SHEET: ExportKind.SHEET_DOCX,
            Form.FORM: ExportKind.SHEET_XLSX,
            Form.ICS: ExportKind.CALENDAR,
        }
        write_file(to, (await activities.files.export(None, as_id(number), kinds[form])).content)
        return 0

    in_room(action)


def ledger(
    *,
    org: Annotated[str, typer.Option("--org", metavar="NAME", help=say(ActivityCliText.HELP_ACTIVITY_ORG))],
    year: Annotated[int, typer.Option("--year", help=say(ActivityCliText.HELP_ACTIVITY_YEAR))],
    form: Annotated[LedgerForm, typer.Option("--as", help=say(ActivityCliText.HELP_ACTIVITY_AS))] = LedgerForm.XLSX,
    to: To,
) -> None:
    """Export a year's ledger."""

    async def action(activities: Activities) -> int:
        from bot.activities.outputs.model import LedgerKind  # noqa: PLC0415

        organisation = await organisation_called(activities, org)
        write_file(to, (await activities.files.export_ledger(None, organisation, year, LedgerKind(form))).content)
        return 0

    in_room(action)


def wall(number: Number) -> None:
    """Print the wall's link."""

    async def action(settings: Settings) -> int:
        from bot.links import Links  # noqa: PLC0415
        from bot.wiring import open_activities_room  # noqa: PLC0415

        async with open_activities_room(settings) as activities:
            path = await activities.wall.link(None, as_id(number))
        link = Links(settings.web.public_url).page(path, f"http://{settings.web.host}:{settings.web.port}")
        typer.echo(say(ActivityCliText.CLI_WALL, link=link))
        return 0

    run(action)


def templates(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=say(ActivityCliText.HELP_ACTIVITY_FOLDER))],
) -> None:
    """Write our templates and what their variables mean."""

    async def action(settings: Settings) -> int:
        from bot.activities.outputs.templates import TemplateName, default_template  # noqa: PLC0415
        from bot.activities.outputs.variables import explained  # noqa: PLC0415
        from bot.wiring import TEMPLATES  # noqa: PLC0415

        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as closed:
            raise BotError(ErrorCode.ROSTER_FILE_UNWRITABLE, file=folder) from closed
        for name in TemplateName:
            write_file(folder / name, default_template(name))
        lines = "\n".join(explained())
        write_file(folder / say(ActivityCliText.VARIABLES_FILE), f"{lines}\n".encode())
        typer.echo(say(ActivityCliText.CLI_TEMPLATES, folder=folder, target=settings.data_dir / TEMPLATES))
        return 0

    run(action)
