"""Members, invitations and accounts put into words and into JSON."""

from __future__ import annotations

from collections.abc import Iterator

from bot.clock import COUNTRY_ZONE, minute
from bot.people.accounts.model import Account, Invitation
from bot.people.accounts.sessions import OwnAccount
from bot.people.model import Member
from bot.people.roster.sentences import RosterText
from bot.people.sentences import PeopleText
from bot.texts import say, told


def member_choice(member: Member) -> str:
    """Name one of several members with one name."""
    place = member.home.name if member.home else ""
    return say(PeopleText.MEMBER_CHOICE, code_number=member.code, name=member.name, organisation=place)


def invitation_lines(invitation: Invitation, link: str | None = None) -> Iterator[str]:
    """Show an invitation to whoever passes it on, with a link where the service knows its own address."""
    member = invitation.member
    yield say(
        PeopleText.INVITATION_READY,
        name=member.name,
        code_number=member.code,
        organisation=member.home.name if member.home else "",
        code=invitation.code,
        until=minute(invitation.expires_at),
    )
    if link:
        yield say(PeopleText.INVITATION_LINK, link=link)
    yield say(PeopleText.INVITATION_START, token=invitation.token)


def account_line(account: Account) -> str:
    """Show a bound account; whose it is, not which."""
    member = account.member
    return say(
        PeopleText.ACCOUNT_LINE,
        number=account.id,
        name=member.name,
        code_number=member.code,
        organisation=member.home.name if member.home else say(RosterText.ROSTER_LEFT),
        channel=told(account.channel),
        since=f"{account.bound_at.astimezone(COUNTRY_ZONE):%Y-%m-%d}",
    )


def own_account_line(own: OwnAccount) -> str:
    """Show one of one's own accounts."""
    bound_on = own.account.bound_at.astimezone(COUNTRY_ZONE).date()
    line = say(
        PeopleText.OWN_ACCOUNT,
        channel=told(own.account.channel),
        since=bound_on.isoformat(),
        seen=(own.account.last_seen_on or bound_on).isoformat(),
    )
    return say(PeopleText.OWN_ACCOUNT_THIS, account=line) if own.is_this else line
