"""Members, invitations and accounts put into the words of the command line, and into JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.people.accounts.model import Account, Invitation
from bot.people.members.usecases import MemberFile, RosterLine
from bot.people.model import MATRIX, Grant, Member, Organisation, OrganisationId, Permission, PostKind
from bot.people.roster.sentences import RosterText
from bot.people.sentences import PeopleText
from bot.people.wording import member_choice
from bot.texts import say, told

Places = Mapping[OrganisationId, Organisation]


def place_name(organisation: Organisation | None, places: Places) -> str:
    """Name an organisation from the top down; someone without one has left."""
    if organisation is None:
        return say(RosterText.ROSTER_LEFT)
    return "/".join(places[step].name for step in organisation.path)


def line_text(line: RosterLine, places: Places) -> str:
    """Show a member in a list."""
    member = line.member
    posts = told(tuple(f"{told(grant.post)}（{places[grant.organisation].name}）" for grant in line.posts))
    return say(
        RosterText.ROSTER_LINE,
        code_number=member.code,
        name=member.name,
        status=told(member.status),
        organisation=place_name(member.home, places),
        posts=posts,
    ).rstrip()


def line_json(line: RosterLine, places: Places) -> dict[str, Any]:
    """Give a member of a list as machines read it."""
    return _member_json(line.member, places) | {"posts": [_post_json(grant, places) for grant in line.posts]}


def file_lines(file: MemberFile) -> Iterator[str]:
    """Show a member with their history, oldest first."""
    yield line_text(RosterLine(file.member, ()), file.places)
    if file.member.joined_on:
        yield say(RosterText.ROSTER_JOINED, day=file.member.joined_on.isoformat())
    for period in file.periods:
        place = place_name(file.places[period.organisation], file.places)
        last = period.last.isoformat() if period.last else say(RosterText.ROSTER_PERIOD_OPEN)
        what = f"{place}　{told(period.post)}" if period.post else place
        yield say(RosterText.ROSTER_PERIOD, first=period.first.isoformat(), last=last, what=what)


def file_json(file: MemberFile) -> dict[str, Any]:
    """Give a member with their history as machines read it."""
    periods = [
        {
            "organisation": place_name(file.places[period.organisation], file.places),
            "post": period.post.value if period.post else None,
            "from": period.first.isoformat(),
            "to": period.last.isoformat() if period.last else None,
        }
        for period in file.periods
    ]
    return _member_json(file.member, file.places) | {"periods": periods}


def choice_lines(name: str, members: Iterable[Member]) -> Iterator[str]:
    """Ask back which of several members with one name is meant."""
    found = list(members)
    yield say(PeopleText.MEMBERS_SEVERAL, count=len(found), name=name)
    for member in found:
        yield member_choice(member)


def invitation_json(invitation: Invitation) -> dict[str, Any]:
    """Give an invitation as machines read it."""
    return {
        "member": invitation.member.code,
        "name": invitation.member.name,
        "code": invitation.code,
        "token": invitation.token,
        "expires_at": invitation.expires_at.isoformat(),
    }


def account_json(account: Account) -> dict[str, Any]:
    """Give a bound account as machines read it."""
    return {
        "account": account.id,
        "member": account.member.code,
        "name": account.member.name,
        "channel": account.channel.value,
        "bound_at": account.bound_at.isoformat(),
    }


def rights_table() -> str:
    """Give the table of posts and permissions in Markdown."""
    rows = [[say(PeopleText.MATRIX_PERMISSION), *(str(told(post)) for post in PostKind)], ["---"] * (len(PostKind) + 1)]
    rows += [
        [str(told(permission)), *("✓" if permission in MATRIX[post] else "" for post in PostKind)]
        for permission in Permission
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _member_json(member: Member, places: Places) -> dict[str, Any]:
    return {
        "code": member.code,
        "name": member.name,
        "status": member.status.value,
        "joined_on": member.joined_on.isoformat() if member.joined_on else None,
        "organisation": place_name(member.home, places) if member.home else None,
    }


def _post_json(grant: Grant, places: Places) -> dict[str, Any]:
    return {"post": grant.post.value, "organisation": place_name(places[grant.organisation], places)}
