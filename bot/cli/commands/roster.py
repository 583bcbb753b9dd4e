"""zhibu roster: the template, taking a roster in and back, looking at it, inviting members."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.running import command, opening
from bot.cli.sentences.roster import RosterHelp
from bot.cli.terminal import AsJson, is_agreed, print_json, print_lines, read_file, write_file
from bot.cli.wording.people import (
    account_json,
    choice_lines,
    file_json,
    file_lines,
    invitation_json,
    line_json,
    line_text,
    rights_table,
)
from bot.cli.wording.roster import plan_json, plan_lines
from bot.clock import minute
from bot.errors import BotError, ErrorCode
from bot.people.accounts.model import AccountId
from bot.people.room import People
from bot.people.roster.files import LARGEST_BYTES
from bot.people.roster.sentences import RosterText
from bot.people.roster.template import template
from bot.people.sentences import PeopleText
from bot.people.wording import account_line, invitation_lines
from bot.settings import Settings
from bot.texts import say
from bot.wiring import open_people_room

app = typer.Typer(no_args_is_help=True)


@app.command("template", help=say(RosterHelp.HELP_ROSTER_TEMPLATE))
@command
async def write_template(
    _settings: Settings,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=say(RosterHelp.HELP_ROSTER_TEMPLATE_FILE))] = Path(
        "roster.xlsx"
    ),
) -> None:
    """Write the template."""
    write_file(file, template())
    typer.echo(say(RosterText.ROSTER_TEMPLATE_WRITTEN, file=file))


@app.command("import", help=say(RosterHelp.HELP_ROSTER_IMPORT))
@opening(open_people_room)
async def take_in(
    people: People,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say(RosterHelp.HELP_ROSTER_FILE))],
    *,
    yes: Annotated[bool, typer.Option("--yes", help=say(RosterHelp.HELP_ROSTER_YES))] = False,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help=say(RosterHelp.HELP_ROSTER_ON))
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Preview a roster, ask, and take it in."""
    day = on.date() if on else None
    content = read_file(file, LARGEST_BYTES, ErrorCode.ROSTER_FILE_MISSING)
    plan = await people.preview_import(None, content, day)
    if not as_json:
        print_lines(plan_lines(plan), err=bool(plan.problems))
    is_wanted = not plan.problems and not plan.is_empty and (yes or _is_agreed(as_json=as_json))
    if is_wanted:
        plan = await people.import_roster(None, content, day)
    if as_json:
        print_json(plan_json(plan, is_imported=is_wanted))
        return 1 if plan.problems else 0
    if plan.problems:
        raise BotError(ErrorCode.ROSTER_ROWS_WRONG, count=len(plan.problems))
    typer.echo(say(_ending(is_empty=plan.is_empty, is_imported=is_wanted)))
    return 0


@app.command("undo", help=say(RosterHelp.HELP_ROSTER_UNDO))
@opening(open_people_room)
async def undo(people: People) -> None:
    """Take the last import back."""
    at = await people.undo_import(None)
    typer.echo(say(RosterText.ROSTER_UNDONE, at=minute(at)))


@app.command("rights", help=say(RosterHelp.HELP_ROSTER_RIGHTS))
def show_rights() -> None:
    """List what each post may do."""
    typer.echo(rights_table())


@app.command("list", help=say(RosterHelp.HELP_ROSTER_LIST))
@opening(open_people_room)
async def show_list(people: People, *, as_json: AsJson = False) -> None:
    """List all members."""
    view = await people.roster(None, None)
    for line in view.lines:
        if as_json:
            print_json(line_json(line, view.places))
        else:
            typer.echo(line_text(line, view.places))
    if not view.lines:
        typer.echo(say(RosterText.ROSTER_NONE), err=as_json)


@app.command("show", help=say(RosterHelp.HELP_ROSTER_SHOW))
@opening(open_people_room)
async def show_member(
    people: People,
    code: Annotated[str, typer.Argument(metavar="CODE", help=say(RosterHelp.HELP_ROSTER_CODE))],
    *,
    as_json: AsJson = False,
) -> None:
    """Show one member."""
    file = await people.show_member(None, code)
    if as_json:
        print_json(file_json(file))
    else:
        print_lines(file_lines(file))


@app.command("invite", help=say(RosterHelp.HELP_ROSTER_INVITE))
@opening(open_people_room)
async def invite(
    people: People,
    who: Annotated[str, typer.Argument(metavar="NAME_OR_CODE", help=say(RosterHelp.HELP_ROSTER_WHO))],
    *,
    as_json: AsJson = False,
) -> int:
    """Invite a member."""
    found = await people.find_members(None, who)
    if len(found) > 1:
        print_lines(choice_lines(who, found), err=True)
        return 1
    invitation = await people.invite(None, found[0].id)
    if as_json:
        print_json(invitation_json(invitation))
    else:
        print_lines(invitation_lines(invitation))
    return 0


@app.command("accounts", help=say(RosterHelp.HELP_ROSTER_ACCOUNTS))
@opening(open_people_room)
async def accounts(people: People, *, as_json: AsJson = False) -> None:
    """List the bound accounts."""
    found = await people.list_accounts(None)
    for account in found:
        if as_json:
            print_json(account_json(account))
        else:
            typer.echo(account_line(account))
    if not found:
        typer.echo(say(PeopleText.ACCOUNTS_NONE), err=as_json)


@app.command("revoke", help=say(RosterHelp.HELP_ROSTER_REVOKE))
@opening(open_people_room)
async def revoke(
    people: People, number: Annotated[int, typer.Argument(metavar="NUMBER", help=say(RosterHelp.HELP_ROSTER_ACCOUNT))]
) -> None:
    """Revoke a bound account."""
    await people.revoke_account(None, AccountId(number))
    typer.echo(say(PeopleText.ACCOUNT_REVOKED, number=number))


def _is_agreed(*, as_json: bool) -> bool:
    return not as_json and is_agreed(RosterText.ROSTER_CONFIRM)


def _ending(*, is_empty: bool, is_imported: bool) -> RosterText:
    if is_empty:
        return RosterText.ROSTER_UNCHANGED
    if is_imported:
        return RosterText.ROSTER_IMPORTED
    return RosterText.ROSTER_NOT_IMPORTED if sys.stdin.isatty() else RosterText.ROSTER_PREVIEW_ONLY
