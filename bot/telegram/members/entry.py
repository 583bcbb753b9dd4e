"""The two doors: an invitation binds an account, the code on the wall checks a member in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import CommandHandler, filters

from bot.activities.checkin.codes import read_payload
from bot.activities.model import ActivityId
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.accounts import Binding
from bot.people.model import Permission
from bot.telegram.desk.reception import MemberDesk, asker
from bot.telegram.desk.room import Context, Handler
from bot.telegram.transport.addressing import is_forwarded, words_of
from bot.telegram.transport.markup import escaped
from bot.telegram.wording.member_sentences import RegisterChat
from bot.telegram.wording.members import checked_in, next_one
from bot.texts import Sentence, say
from bot.texts.people import PeopleText


@dataclass(frozen=True, slots=True)
class Entry:
    """Binding and checking in, by link, by command or by bare digits."""

    members: MemberDesk

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name the commands of the menu."""
        return {"checkin": RegisterChat.COMMAND_CHECKIN}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers."""
        return [CommandHandler("checkin", self.on_checkin, filters.UpdateType.MESSAGE)]

    async def on_checkin(self, update: Update, _: Context) -> None:
        """Check in by /checkin CODE."""
        message = await self._own_message(update)
        if message is None:
            return
        code = words_of(message)
        if code:
            await self._check_in(update, code, None)
        else:
            await self.members.desk.say(message, RegisterChat.CHECKIN_HOW)

    async def on_code(self, update: Update, code: str) -> None:
        """Take six bare digits: of somebody known they are the wall's code, else an invitation's."""
        message = await self._own_message(update)
        if message is None or message.from_user is None:
            return
        user = message.from_user.id
        if await self.members.known(user) is None:
            await self._welcome(message, await self.members.services.people.bind.by_code(asker(user), code))
        else:
            await self._check_in(update, code, None)

    async def on_payload(self, update: Update, payload: str) -> None:
        """Take what a link handed to /start: an invitation's token or the wall's code."""
        message = await self._own_message(update)
        if message is None or message.from_user is None:
            return
        link = read_payload(payload)
        if link is not None:
            await self._check_in(update, link[1], link[0])
            return
        token, bind = self.members.services.links.invitation_in(payload), self.members.services.people.bind
        await self._welcome(message, await bind.by_token(asker(message.from_user.id), token))

    async def _own_message(self, update: Update) -> Message | None:
        """Give a message that its sender wrote, in private. Errors: BotError FORWARDED_CODE."""
        message = update.effective_message
        assert message is not None  # only handlers of messages ask
        if is_forwarded(message):
            record(Event.FORWARDED_CODE_REFUSED, update=update.update_id)
            raise BotError(ErrorCode.FORWARDED_CODE)
        return None if await self.members.desk.is_public(message) else message

    async def _check_in(self, update: Update, code: str, activity: ActivityId | None) -> None:
        message, user = update.effective_message, update.effective_user
        assert message is not None  # _own_message gave it
        assert user is not None  # the same
        sent_at = message.date  # by Telegram's clock: what waited in our queue is not late
        result = await self.members.act.check_in(asker(user.id), code, activity=activity, sent_at=sent_at)
        await self.members.desk.reply(message, escaped(checked_in(result)))

    async def _welcome(self, message: Message, binding: Binding) -> None:
        member = binding.member
        key = PeopleText.BOUND if binding.is_first else PeopleText.BOUND_ALREADY
        facts = {"organisation": member.home.name if member.home else ""} if binding.is_first else {}
        act = self.members.act
        standing = await act.own.standing(member.id)
        lines = [say(key, name=member.name, **facts), say(RegisterChat.WELCOME_BOUND)]
        if standing.caller.holds(Permission.RUN_ACTIVITY):
            lines.append(say(RegisterChat.WELCOME_RUNS))
        lines.append(next_one(await act.own.ahead(member.id), self.members.services.clock.now()))
        await self.members.desk.reply(message, escaped("\n".join(filter(None, lines))))
