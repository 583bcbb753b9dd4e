"""Invitations and bound accounts, for who may invite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.people.accounts import AccountId
from bot.people.model import Member, MemberId, Permission
from bot.people.render import account_line, channel_name, invitation_lines, member_choice
from bot.telegram.desk.keyboards import NUMBER, column, keyboard
from bot.telegram.desk.reception import MemberDesk, Spot
from bot.telegram.desk.room import Context, Handler
from bot.telegram.transport.addressing import words_of
from bot.telegram.wording.member_sentences import RegisterChat
from bot.telegram.wording.secretary_sentences import SecretaryChat
from bot.texts import Sentence, say
from bot.texts.people import PeopleText

MOST_BUTTONS = 20


@dataclass(frozen=True, slots=True)
class InviteHandlers:
    """An invitation is shown once, in private."""

    members: MemberDesk

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name no command: /help tells those who may invite."""
        return {}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        new = filters.UpdateType.MESSAGE
        return [
            CommandHandler("invite", self.on_invite, new),
            CommandHandler("accounts", self.on_accounts, new),
            CallbackQueryHandler(self.on_member, rf"^iv:{NUMBER}$"),
            CallbackQueryHandler(self.on_revoke, rf"^ac:{NUMBER}$"),
            CallbackQueryHandler(self.on_revoke_sure, rf"^acy:{NUMBER}$"),
            CallbackQueryHandler(self.on_revoke_not, r"^acn$"),
        ]

    async def on_invite(self, update: Update, _: Context) -> None:
        """Invite whom the name or number means; several of one name are asked back."""
        spot = await self.members.private(update)
        if spot is None:
            return
        name = words_of(spot.message)
        found = await self._found(spot, name)
        if len(found) > 1:
            buttons = column([(member_choice(one), f"iv:{one.id}") for one in found])
            await self.members.tell(spot, say(PeopleText.MEMBERS_SEVERAL, count=len(found), name=name), buttons)
        elif found:
            await self._invite(spot, found[0].id)
        else:
            await self.members.say(spot, SecretaryChat.INVITE_HOW)

    async def on_member(self, update: Update, context: Context) -> None:
        """Invite who was chosen; never in a group."""
        press = await self.members.press(update, context)
        if not await self.members.desk.is_public(press.spot.message):
            await self._invite(press.spot, MemberId(press.number()))
        await self.members.heard(press)

    async def on_accounts(self, update: Update, _: Context) -> None:
        """List the bound accounts; words after the command are a name to look for."""
        spot = await self.members.private(update)
        if spot is None:
            return
        wanted, listed = words_of(spot.message), await self.members.services.people.list_accounts(spot.member)
        found = [one for one in listed if wanted in one.member.name]
        head = say(SecretaryChat.ACCOUNTS_HEAD, count=len(found)) if found else say(PeopleText.ACCOUNTS_NONE)
        more = [say(SecretaryChat.ACCOUNTS_MORE)] if len(found) > MOST_BUTTONS else []
        some = [(one, {"name": one.member.name, "channel": channel_name(one)}) for one in found[:MOST_BUTTONS]]
        buttons = [(say(SecretaryChat.BUTTON_REVOKE_OF, **facts), f"ac:{one.id}") for one, facts in some]
        await self.members.tell(spot, "\n".join([head, *map(account_line, found), *more]), column(buttons))

    async def on_revoke(self, update: Update, context: Context) -> None:
        """Ask whether to unbind an account."""
        press = await self.members.press(update, context)
        number, spot = press.number(), await self.members.heard(press)
        yes, no = (RegisterChat.BUTTON_UNBIND_YES, f"acy:{number}"), (RegisterChat.BUTTON_KEEP, "acn")
        await self.members.tell(spot, say(SecretaryChat.REVOKE_ASK, number=number), keyboard([yes, no]))

    async def on_revoke_sure(self, update: Update, context: Context) -> None:
        """Unbind it."""
        press = await self.members.press(update, context)
        await self.members.services.people.revoke_account(press.spot.member, AccountId(press.number()))
        await self.members.change(press, say(PeopleText.ACCOUNT_REVOKED, number=press.number()))

    async def on_revoke_not(self, update: Update, context: Context) -> None:
        """Leave it bound."""
        press = await self.members.press(update, context)
        await self.members.change(press, say(RegisterChat.UNBIND_KEPT))

    async def _found(self, spot: Spot, name: str) -> Sequence[Member]:
        (await self.members.act.own.standing(spot.member)).ensure_holds(Permission.INVITE)
        return await self.members.services.people.find_members(spot.member, name) if name else []

    async def _invite(self, spot: Spot, member: MemberId) -> None:
        invitation = await self.members.services.people.invite(spot.member, member)
        link, _ = self.members.services.links.invitation(invitation.token, "")
        await self.members.tell(spot, "\n".join(invitation_lines(invitation, link)))
