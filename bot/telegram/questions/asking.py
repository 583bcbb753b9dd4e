"""Questions in chat: plain text or /ask, and the buttons under an answer."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.errors import BotError, ErrorCode
from bot.questions.model import Answered, AnswerId, Asked
from bot.questions.words import checked
from bot.telegram.desk.room import Context, Desk, Handler
from bot.telegram.questions import answers
from bot.telegram.questions.live import Draft, drafting
from bot.telegram.questions.memory import Key
from bot.telegram.transport.addressing import FOR_US, words_of
from bot.telegram.transport.markup import escaped
from bot.telegram.wording.common_sentences import ChatText
from bot.texts import Sentence, Text, say
from knowledge.generating.events import Sentence as Said
from knowledge.model import PassageId

ANSWER = r"([\w-]{1,40})$"


@dataclass(frozen=True, slots=True)
class QuestionHandlers:
    """Ask, judge the answer, read the article, pass the question on."""

    desk: Desk

    @property
    def commands(self) -> dict[str, Sentence]:
        """Name the commands of the menu."""
        return {"ask": ChatText.CHAT_COMMAND_ASK, "new_topic": ChatText.CHAT_COMMAND_NEW}

    def handlers(self) -> Sequence[Handler]:
        """List the handlers; plain text comes last, so that every command goes before it."""
        new = filters.UpdateType.MESSAGE
        return [
            CommandHandler("ask", self.on_ask, new),
            CommandHandler("new_topic", self.on_new_topic, new),
            CallbackQueryHandler(self.on_judged, rf"^q([+-]):{ANSWER}"),
            CallbackQueryHandler(self.on_whole, rf"^{answers.WHOLE}:(\d{{1,18}})$"),
            CallbackQueryHandler(self.on_pass_on, rf"^{answers.PASS_ON}:{ANSWER}"),
            CallbackQueryHandler(self.on_confirmed, rf"^{answers.CONFIRM}:{ANSWER}"),
            CallbackQueryHandler(self.on_cancelled, rf"^{answers.CANCEL}$"),
            MessageHandler(new & filters.TEXT & ~filters.COMMAND & FOR_US, self.on_question),
        ]

    async def on_ask(self, update: Update, context: Context) -> None:
        """Answer /ask; without a question say how it is used."""
        assert update.message is not None  # CommandHandler's promise
        if words_of(update.message):
            await self.on_question(update, context)
        else:
            await self.desk.say(update.message, ChatText.CHAT_ASK_HOW)

    async def on_new_topic(self, update: Update, _: Context) -> None:
        """Forget the questions before."""
        assert update.message is not None  # CommandHandler's promise
        self.desk.conversations.forget(_key(update.message))
        await self.desk.say(update.message, ChatText.CHAT_TOPIC_CHANGED)

    async def on_question(self, update: Update, _: Context) -> None:
        """Answer a question under the message that asked it."""
        message = update.message
        assert message is not None  # the filter's promise
        words = checked(words_of(message))
        async with drafting(self.desk.sender, message) as draft:
            asked = await self._asked(words, _key(message), draft)
        await self.desk.reply(message, answers.answer_html(asked, words), answers.answer_buttons(asked))

    async def on_judged(self, update: Update, context: Context) -> None:
        """Keep whether an answer helped."""
        query = _query(update)
        assert context.matches is not None  # the pattern's promise
        answer = AnswerId(context.matches[0][2])
        await self.desk.services.questions.give_feedback(answer, useful=context.matches[0][1] == "+")
        await self.desk.sender.answer(query, say(Text.WEB_THANKS))

    async def on_whole(self, update: Update, context: Context) -> None:
        """Show the article with those around it. Errors: BotError PASSAGE_NOT_FOUND."""
        query = _query(update)
        assert context.matches is not None  # the pattern's promise
        number = PassageId(int(context.matches[0][1]))
        around = await self.desk.services.library.neighbours(number)
        place = next((at for at, item in enumerate(around) if item.passage.id == number), None)
        if place is None:
            raise BotError(ErrorCode.PASSAGE_NOT_FOUND)
        await self.desk.sender.answer(query)
        await self.desk.reply(_message(query), answers.article_html(around, place))

    async def on_pass_on(self, update: Update, _: Context) -> None:
        """Show what would be passed on, and ask."""
        query = _query(update)
        question = await self._own_question(query)
        if question is not None:
            await self.desk.sender.answer(query)
            words = checked(words_of(question))
            buttons = answers.preview_buttons(secrets.token_urlsafe(12))
            await self.desk.reply(question, answers.preview_html(words), buttons)

    async def on_confirmed(self, update: Update, context: Context) -> None:
        """Pass the question on; the same button pressed again gives the same number."""
        query = _query(update)
        question = await self._own_question(query)
        if question is not None:
            assert context.matches is not None  # the pattern's promise
            words = checked(words_of(question))
            number = await self.desk.services.questions.pass_on(words, nonce=context.matches[0][1])
            await self.desk.sender.answer(query)
            await self.desk.sender.edit(_message(query), escaped(say(ChatText.CHAT_PASSED_ON, number=number)))

    async def on_cancelled(self, update: Update, _: Context) -> None:
        """Pass nothing on."""
        query = _query(update)
        await self.desk.sender.answer(query)
        await self.desk.sender.edit(_message(query), escaped(say(ChatText.CHAT_NOT_PASSED_ON)))

    async def _own_question(self, query: CallbackQuery) -> Message | None:
        """Give the question above the button if this person asked it; otherwise tell why not."""
        question = _message(query).reply_to_message
        if question is None or not question.text:
            await self.desk.sender.answer(query, say(ChatText.CHAT_QUESTION_GONE), alert=True)
            return None
        if question.from_user is None or question.from_user.id != query.from_user.id:
            await self.desk.sender.answer(query, say(ChatText.CHAT_NOT_YOURS), alert=True)
            return None
        return question

    @property
    def _is_written(self) -> bool:
        """Whether a model writes, sentence by sentence; quotations come all at once and need no drafts."""
        return self.desk.services.settings.llm.base_url is not None

    async def _asked(self, words: str, key: Key, draft: Draft) -> Asked:
        earlier, told = self.desk.conversations.earlier(key), ""
        async with aclosing(self.desk.services.ask.stream(words, earlier=earlier)) as happenings:
            async for happening in happenings:
                if isinstance(happening, Said) and self._is_written:
                    told += happening.text
                    draft.show(told)
                if isinstance(happening, Answered):
                    self.desk.conversations.add(key, happening.asked.answer.question)
                    return happening.asked
        raise BotError(ErrorCode.EMBEDDINGS_UNREACHABLE)  # a stream ends with its answer, unless it broke


def _query(update: Update) -> CallbackQuery:
    assert update.callback_query is not None  # CallbackQueryHandler's promise
    return update.callback_query


def _message(query: CallbackQuery) -> Message:
    """Give the message with the button. Errors: BotError BUTTON_EXPIRED when Telegram no longer shows it to bots."""
    if not isinstance(query.message, Message) or not query.message.is_accessible:
        raise BotError(ErrorCode.BUTTON_EXPIRED)
    return query.message


def _key(message: Message) -> Key:
    return message.chat.id, message.from_user.id if message.from_user else 0
