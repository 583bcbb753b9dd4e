"""One stored update from beginning to end: handled, answered with an error's sentence, or apologised for."""

from __future__ import annotations

from dataclasses import dataclass, field

from telegram import Update
from telegram.error import TelegramError

from bot.errors import BotError, ErrorCode
from bot.inbox.model import UpdateState, Waiting
from bot.incidents import explained
from bot.logs import Event, record
from bot.people.accounts.sessions import NoteSeen
from bot.telegram.desk.spots import asker
from bot.telegram.sentences.common import ChatText
from bot.telegram.transport.addressing import is_for_us
from bot.telegram.transport.callback_data import Context
from bot.telegram.transport.connection import App
from bot.telegram.transport.markup import escaped
from bot.telegram.transport.sender import Sender, Undelivered
from bot.texts import say, sentence


@dataclass(frozen=True, slots=True)
class Handling:
    """Hands updates to the library's handlers and sees to their end."""

    app: App
    sender: Sender
    seen: NoteSeen
    _failures: dict[int, Exception] = field(default_factory=dict)

    async def handle(self, waiting: Waiting) -> UpdateState:
        """Handle an update; gives how it ended, NEW when the answer could not be delivered."""
        update = self._read(waiting)
        if update is None:
            return await self.give_up(waiting)
        await self.app.process_update(update)
        failure = self._failures.pop(update.update_id, None)
        if failure is None:
            return await self._done(update)
        if isinstance(failure, Undelivered):
            record(Event.UPDATE_AGAIN, update=waiting.id)
            return UpdateState.NEW
        return await self._explain(update, explained(failure))

    async def _done(self, update: Update) -> UpdateState:
        """Note the day for the account, now that its answer is out."""
        if update.effective_user is not None:
            await self.seen(asker(update.effective_user.id))
        return UpdateState.DONE

    async def give_up(self, waiting: Waiting) -> UpdateState:
        """Apologise for an update whose handling never came to an end."""
        try:
            is_told = await self._apologise(waiting)
        except (TelegramError, Undelivered):
            is_told = False
        record(Event.UPDATE_APOLOGISED if is_told else Event.UPDATE_FAILED, update=waiting.id)
        return UpdateState.APOLOGISED if is_told else UpdateState.FAILED

    def _read(self, waiting: Waiting) -> Update | None:
        """Give the library's update; None for one it cannot read, which a newer Bot API may send."""
        try:
            return Update.de_json(dict(waiting.body), self.app.bot)
        except (KeyError, TypeError, ValueError, AttributeError):
            record(Event.UPDATE_UNREADABLE, update=waiting.id)
            return None

    async def note_failure(self, update: object, context: Context) -> None:
        """Keep what a handler raised; the library calls this."""
        assert isinstance(update, Update)  # nothing else is processed
        assert isinstance(context.error, Exception)  # the library catches no more than that
        self._failures[update.update_id] = context.error

    async def _explain(self, update: Update, error: BotError) -> UpdateState:
        is_expected = error.code is not ErrorCode.UNEXPECTED
        if is_expected:
            record(Event.UPDATE_REFUSED, update=update.update_id, reason=error.code)
        try:
            await self._tell(update, sentence(error))
        except Undelivered:
            return UpdateState.NEW if is_expected else UpdateState.FAILED
        except TelegramError:
            record(Event.UPDATE_FAILED, update=update.update_id)
            return UpdateState.FAILED
        return UpdateState.DONE if is_expected else UpdateState.APOLOGISED

    async def _tell(self, update: Update, text: str) -> None:
        if update.callback_query is not None:
            await self.sender.answer(update.callback_query, text, alert=True)
        elif update.effective_message is not None:
            message = update.effective_message
            await self.sender.send(message.chat.id, escaped(text), reply_to=message.message_id)

    async def _apologise_unread(self, waiting: Waiting) -> bool:
        """Apologise in private for a message that could not be read; tells whether the apology arrived."""
        is_said = bool({"message", "callback_query"} & waiting.body.keys())
        if not is_said or waiting.chat is None or waiting.chat != waiting.user:
            return False
        return await self.sender.send(waiting.chat, escaped(say(ChatText.CHAT_APOLOGY))) is not None

    async def _apologise(self, waiting: Waiting) -> bool:
        """Tell whether the apology arrived. In a group only who spoke to the bot hears of it."""
        update = self._read(waiting)
        if update is None:
            return await self._apologise_unread(waiting)
        message = update.message
        if update.callback_query is None and (message is None or not is_for_us(message)):
            return False
        chat = update.effective_chat
        reply_to = message.message_id if message else None
        text = escaped(say(ChatText.CHAT_APOLOGY))
        return chat is not None and await self.sender.send(chat.id, text, reply_to=reply_to) is not None
