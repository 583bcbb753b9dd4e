"""The two doors: an invitation binds an account, the code on the wall checks a member in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update

from bot.activities.checkin.codes import read_payload
from bot.activities.checkin.usecases import CheckIn
from bot.activities.model import ActivityId
from bot.activities.own.usecases import Own
from bot.activities.room import Mine
from bot.clock import Clock
from bot.errors import BotError, ErrorCode
from bot.links import Links
from bot.logs import Event, record
from bot.people.accounts.invitations import Bind
from bot.people.accounts.model import Binding
from bot.people.model import Permission
from bot.telegram import commands
from bot.telegram.desk.reception import Reception
from bot.telegram.desk.spots import Spot, spot_of
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.transport.addressing import is_forwarded
from bot.telegram.transport.callback_data import Context, Handler
from bot.telegram.wording.members import checked_in, welcome_text


@dataclass(frozen=True, slots=True)
class Entry:
    """Binding and checking in, by link, by command or by a bare code."""

    desk: Reception
    bind: Bind
    check_in: CheckIn
    own: Mine
    links: Links
    clock: Clock

    def handlers(self) -> Sequence[Handler]:
        return [commands.CHECKIN.handler(self.on_checkin)]

    async def on_checkin(self, update: Update, _: Context) -> None:
        """Check in by /checkin CODE."""
        spot = await self._own_message(update)
        if spot is None:
            return
        if spot.words:
            await self._check_in(spot, spot.words, None)
        else:
            await self.desk.reply(spot, RegisterChat.CHECKIN_HOW)

    async def on_digits(self, update: Update, digits: str) -> None:
        """Take six bare digits: the wall's code."""
        spot = await self._own_message(update)
        if spot is not None:
            await self._check_in(spot, digits, None)

    async def on_invitation(self, update: Update, code: str) -> None:
        """Take a bare invitation code."""
        spot = await self._own_message(update)
        if spot is not None:
            await self._welcome(spot, await self.bind.by_code(spot.asker, code))

    async def on_payload(self, update: Update, payload: str) -> None:
        """Take what a link handed to /start: an invitation's token or the wall's code."""
        spot = await self._own_message(update)
        if spot is None:
            return
        link = read_payload(payload)
        if link is not None:
            await self._check_in(spot, link[1], link[0])
            return
        token = self.links.invitation_in(payload)
        await self._welcome(spot, await self.bind.by_token(spot.asker, token))

    async def _own_message(self, update: Update) -> Spot | None:
        """Give a message that its sender wrote, in private. Errors: BotError FORWARDED_CODE."""
        spot = spot_of(update)
        if is_forwarded(spot.message):
            record(Event.FORWARDED_CODE_REFUSED, update=spot.update)
            raise BotError(ErrorCode.FORWARDED_CODE)
        return None if await self.desk.is_public(spot) else spot

    async def _check_in(self, spot: Spot, code: str, activity: ActivityId | None) -> None:
        sent_at = spot.message.date  # by Telegram's clock: what waited in our queue is not late
        result = await self.check_in(spot.asker, code, activity=activity, sent_at=sent_at)
        await self.desk.reply(spot, checked_in(result))

    async def _welcome(self, spot: Spot, binding: Binding) -> None:
        member = binding.member.id
        standing = await self.own.standing(member)
        ahead: Sequence[Own] = await self.own.ahead(member)
        runs = standing.caller.holds(Permission.RUN_ACTIVITY)
        await self.desk.reply(spot, welcome_text(binding, ahead, self.clock.now(), runs=runs))
