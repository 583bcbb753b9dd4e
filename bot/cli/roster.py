"""zhibu roster: the template, taking a roster in and back, looking at it, inviting members."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import run
from bot.errors import BotError, ErrorCode
from bot.texts import Text, say
from bot.texts.roster import RosterText
from bot.texts.roster_help import RosterHelp

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(help=say(RosterHelp.HELP_ROSTER), no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help=say(Text.HELP_JSON))]


@app.command("template", help=say(RosterHelp.HELP_ROSTER_TEMPLATE))
def write_template(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=say(RosterHelp.HELP_ROSTER_TEMPLATE_FILE))] = Path(
        "roster.xlsx"
    ),
) -> None:
    """Write the template."""

    async def action(_settings: Settings) -> int:
        from bot.people.roster.template import template  # noqa: PLC0415

        try:
            with file.open("xb") as target:
                target.write(template())
        except FileExistsError as there:
            raise BotError(ErrorCode.ROSTER_FILE_EXISTS, file=file) from there
        except OSError as closed:
            raise BotError(ErrorCode.ROSTER_FILE_UNWRITABLE, file=file) from closed
        typer.echo(say(RosterText.ROSTER_TEMPLATE_WRITTEN, file=file))
        return 0

    run(action)


@app.command("import", help=say(RosterHelp.HELP_ROSTER_IMPORT))
def take_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say(RosterHelp.HELP_ROSTER_FILE))],
    *,
    yes: Annotated[bool, typer.Option("--yes", help=say(RosterHelp.HELP_ROSTER_YES))] = False,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=say(RosterHelp.HELP_ROSTER_ON))] = None,
    as_json: AsJson = False,
) -> None:
    """Preview a roster, ask, and take it in."""
    day = on.date() if on else None

    async def action(settings: Settings) -> int:
        from bot.people.roster.render import plan_json, plan_lines  # noqa: PLC0415
        from bot.wiring import open_people_room  # noqa: PLC0415

        content = _content(file)
        async with open_people_room(settings) as people:
            plan = await people.preview_import(None, content, day)
            if not as_json:
                _print(plan_lines(plan), err=bool(plan.problems))
            is_wanted = not plan.problems and not plan.is_empty and (yes or _is_agreed(as_json=as_json))
            if is_wanted:
                plan = await people.import_roster(None, content, day)
        if as_json:
            typer.echo(json.dumps(plan_json(plan, is_imported=is_wanted), ensure_ascii=False))
            return 1 if plan.problems else 0
        if plan.problems:
            raise BotError(ErrorCode.ROSTER_ROWS_WRONG, count=len(plan.problems))
        typer.echo(say(_ending(is_empty=plan.is_empty, is_imported=is_wanted)))
        return 0

    run(action)


@app.command("undo", help=say(RosterHelp.HELP_ROSTER_UNDO))
def undo() -> None:
    """Take the last import back."""

    async def action(settings: Settings) -> int:
        from bot.clock import COUNTRY_ZONE  # noqa: PLC0415
        from bot.wiring import open_people_room  # noqa: PLC0415

        async with open_people_room(settings) as people:
            at = await people.undo_import(None)
        typer.echo(say(RosterText.ROSTER_UNDONE, at=f"{at.astimezone(COUNTRY_ZONE):%Y-%m-%d %H:%M}"))
        return 0

    run(action)


@app.command("rights", help=say(RosterHelp.HELP_ROSTER_RIGHTS))
def show_rights() -> None:
    """List what each post may do."""
    from bot.people.render import rights_table  # noqa: PLC0415

    typer.echo(rights_table())


@app.command("list", help=say(RosterHelp.HELP_ROSTER_LIST))
def show_list(*, as_json: AsJson = False) -> None:
    """List all members."""

    async def action(settings: Settings) -> int:
        from bot.people.render import line_json, line_text  # noqa: PLC0415
        from bot.wiring import open_people_room  # noqa: PLC0415

        async with open_people_room(settings) as people:
            view = await people.roster(None, None)
        for line in view.lines:
            facts = line_json(line, view.places)
            typer.echo(json.dumps(facts, ensure_ascii=False) if as_json else line_text(line, view.places))
        if not view.lines:
            typer.echo(say(RosterText.ROSTER_NONE), err=as_json)
        return 0

    run(action)


@app.command("show", help=say(RosterHelp.HELP_ROSTER_SHOW))
def show_member(
    code: Annotated[str, typer.Argument(metavar="CODE", help=say(RosterHelp.HELP_ROSTER_CODE))],
    *,
    as_json: AsJson = False,
) -> None:
    """Show one member."""

    async def action(settings: Settings) -> int:
        from bot.people.render import file_json, file_lines  # noqa: PLC0415
        from bot.wiring import open_people_room  # noqa: PLC0415

        async with open_people_room(settings) as people:
            file = await people.show_member(None, code)
        _print([json.dumps(file_json(file), ensure_ascii=False)] if as_json else file_lines(file))
        return 0

    run(action)


@app.command("invite", help=say(RosterHelp.HELP_ROSTER_INVITE))
def invite(
    who: Annotated[str, typer.Argument(metavar="NAME_OR_CODE", help=say(RosterHelp.HELP_ROSTER_WHO))],
    *,
    as_json: AsJson = False,
) -> None:
    """Invite a member."""

    async def action(settings: Settings) -> int:
        from bot.people.render import choice_lines, invitation_json, invitation_lines  # noqa: PLC0415
        from bot.wiring import open_people_room  # noqa: PLC0415

        async with open_people_room(settings) as people:
            found = await people.find_members(None, who)
            if len(found) > 1:
                _print(choice_lines(who, found), err=True)
                return 1
            invitation = await people.invite(None, found[0].id)
        as_text = [json.dumps(invitation_json(invitation), ensure_ascii=False)]
        _print(as_text if as_json else invitation_lines(invitation))
        return 0

    run(action)


@app.command("accounts", help=say(RosterHelp.HELP_ROSTER_ACCOUNTS))
def accounts(*, as_json: AsJson = False) -> None:
    """List the bound accounts."""

    async def action(settings: Settings) -> int:
        from bot.people.render import account_json, account_line  # noqa: PLC0415
        from bot.texts.people import PeopleText  # noqa: PLC0415
        from bot.wiring import open_people_room  # noqa: PLC0415

        async with open_people_room(settings) as people:
            found = await people.list_accounts(None)
        for account in found:
            typer.echo(json.dumps(account_json(account), ensure_ascii=False) if as_json else account_line(account))
        if not found:
            typer.echo(say(PeopleText.ACCOUNTS_NONE), err=as_json)
        return 0

    run(action)


@app.command("revoke", help=say(RosterHelp.HELP_ROSTER_REVOKE))
def revoke(number: Annotated[int, typer.Argument(metavar="NUMBER", help=say(RosterHelp.HELP_ROSTER_ACCOUNT))]) -> None:
    """Revoke a bound account."""

    async def action(settings: Settings) -> int:
        from bot.people.accounts import AccountId  # noqa: PLC0415
        from bot.texts.people import PeopleText  # noqa: PLC0415
        from bot.wiring import open_people_room  # noqa: PLC0415

        async with open_people_room(settings) as people:
            await people.revoke_account(None, AccountId(number))
        typer.echo(say(PeopleText.ACCOUNT_REVOKED, number=number))
        return 0

    run(action)


def _content(file: Path) -> bytes:
    """Read a file, but never more than can be a roster: a name may lead to something endless."""
    from bot.people.roster.files import LARGEST_BYTES  # noqa: PLC0415

    try:
        with file.open("rb") as source:
            return source.read(LARGEST_BYTES + 1)
    except OSError as missing:
        raise BotError(ErrorCode.ROSTER_FILE_MISSING, file=file) from missing


def _is_agreed(*, as_json: bool) -> bool:
    """Ask on a terminal; anywhere else the answer is no."""
    if as_json or not sys.stdin.isatty():
        return False
    return typer.confirm(say(RosterText.ROSTER_CONFIRM))


def _ending(*, is_empty: bool, is_imported: bool) -> RosterText:
    if is_empty:
        return RosterText.ROSTER_UNCHANGED
    if is_imported:
        return RosterText.ROSTER_IMPORTED
    return RosterText.ROSTER_NOT_IMPORTED if sys.stdin.isatty() else RosterText.ROSTER_PREVIEW_ONLY


def _print(lines: Iterable[str], *, err: bool = False) -> None:
    for line in lines:
        typer.echo(line, err=err)
