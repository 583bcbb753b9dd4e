"""Invitations and bound accounts, for who may invite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update

from bot.activities.room import Mine
from bot.links import Links
from bot.people.accounts.model import Account
from bot.people.model import Member, MemberId, Permission
from bot.people.sentences import PeopleText
from bot.people.wording import account_line, invitation_lines, member_choice
from bot.telegram import buttons, commands
from bot.telegram.desk.keyboards import Button, column, keyboard
from bot.telegram.desk.reception import Reception
from bot.telegram.desk.spots import MemberSpot
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.transport.callback_data import Context, Handler
from bot.texts import say, told

MOST_BUTTONS = 20


@dataclass(frozen=True, slots=True)
class InviteHandlers:
    """An invitation is shown once, in private."""

    desk: Reception
    own: Mine
    links: Links

    def handlers(self) -> Sequence[Handler]:
        return [
            commands.INVITE.handler(self.on_invite),
            commands.ACCOUNTS.handler(self.on_accounts),
            buttons.INVITE.handler(self.on_member),
            buttons.REVOKE.handler(self.on_revoke),
            buttons.REVOKE_YES.handler(self.on_revoke_sure),
            buttons.REVOKE_NO.handler(self.on_revoke_not),
        ]

    async def on_invite(self, update: Update, _: Context) -> None:
        """Invite whom the name or number means; several of one name are asked back."""
        spot = await self.desk.private(update)
        if spot is None:
            return
        found = await self._found(spot)
        if len(found) > 1:
            shown = column([(member_choice(one), buttons.INVITE(one.id)) for one in found])
            await self.desk.reply(spot, say(PeopleText.MEMBERS_SEVERAL, count=len(found), name=spot.words), shown)
        elif found:
            await self._invite(spot, found[0].id)
        else:
            await self.desk.reply(spot, SecretaryChat.INVITE_HOW)

    async def on_member(self, update: Update, _: Context) -> None:
        """Invite who was chosen; never in a group."""
        press = await self.desk.press(update)
        if not await self.desk.is_public(press):
            await self._invite(press, press.of(buttons.INVITE))
        await self.desk.heard(press)

    async def on_accounts(self, update: Update, _: Context) -> None:
        """List the bound accounts; words after the command are a name to look for."""
        spot = await self.desk.private(update)
        if spot is None:
            return
        listed = await self.desk.people.list_accounts(spot.member)
        found = [one for one in listed if spot.words in one.member.name]
        head = say(SecretaryChat.ACCOUNTS_HEAD, count=len(found)) if found else say(PeopleText.ACCOUNTS_NONE)
        more = [say(SecretaryChat.ACCOUNTS_MORE)] if len(found) > MOST_BUTTONS else []
        shown = column([_revoke_button(one) for one in found[:MOST_BUTTONS]])
        await self.desk.reply(spot, "\n".join([head, *map(account_line, found), *more]), shown)

    async def on_revoke(self, update: Update, _: Context) -> None:
        """Ask whether to unbind an account."""
        press = await self.desk.press(update)
        number = press.of(buttons.REVOKE)
        yes = (RegisterChat.BUTTON_UNBIND_YES, buttons.REVOKE_YES(number))
        no = (RegisterChat.BUTTON_KEEP, buttons.REVOKE_NO())
        await self.desk.heard(press)
        await self.desk.reply(press, say(SecretaryChat.REVOKE_ASK, number=number), keyboard([yes, no]))

    async def on_revoke_sure(self, update: Update, _: Context) -> None:
        """Unbind it."""
        press = await self.desk.press(update)
        number = press.of(buttons.REVOKE_YES)
        await self.desk.people.revoke_account(press.member, number)
        await self.desk.change(press, say(PeopleText.ACCOUNT_REVOKED, number=number))

    async def on_revoke_not(self, update: Update, _: Context) -> None:
        """Leave it bound."""
        await self.desk.change(await self.desk.press(update), RegisterChat.UNBIND_KEPT)

    async def _found(self, spot: MemberSpot) -> Sequence[Member]:
        (await self.own.standing(spot.member)).ensure_holds(Permission.INVITE)
        return await self.desk.people.find_members(spot.member, spot.words) if spot.words else []

    async def _invite(self, spot: MemberSpot, member: MemberId) -> None:
        invitation = await self.desk.people.invite(spot.member, member)
        link, _ = self.links.invitation(invitation.token, "")
        await self.desk.reply(spot, "\n".join(invitation_lines(invitation, link)))


def _revoke_button(account: Account) -> Button:
    label = say(SecretaryChat.BUTTON_REVOKE_OF, name=account.member.name, channel=told(account.channel))
    return label, buttons.REVOKE(account.id)
