"""Questions in chat: plain text or /ask, and the buttons under an answer."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.errors import BotError, ErrorCode
from bot.questions.model import Answered, Asked
from bot.questions.room import Questions
from bot.questions.sentences import AnswerText
from bot.questions.usecases import AskQuestion
from bot.questions.words import checked
from bot.telegram import buttons, commands
from bot.telegram.buttons import Nonce, Sign
from bot.telegram.desk.reception import Reception
from bot.telegram.desk.spots import Press, Spot, press_of, query_of, spot_of
from bot.telegram.questions import answers
from bot.telegram.questions.live import LiveAnswer, answering
from bot.telegram.questions.memory import Conversations, Key
from bot.telegram.sentences.common import ChatText
from bot.telegram.transport.addressing import FOR_US, words_of
from bot.telegram.transport.callback_data import Context, Handler
from bot.texts import say
from knowledge.generating.events import Said
from knowledge.library.library import Library


@dataclass(frozen=True, slots=True)
class QuestionHandlers:
    """Ask, judge the answer, read the article, pass the question on.

    `is_written`: a model writes, sentence by sentence; quotations come all at once and need no live answer.
    """

    desk: Reception
    ask: AskQuestion
    questions: Questions
    library: Library
    is_written: bool
    memory: Conversations = field(default_factory=Conversations)

    def handlers(self) -> Sequence[Handler]:
        """List them; plain text comes last, so that every command goes before it."""
        return [
            commands.ASK.handler(self.on_ask),
            commands.NEW_TOPIC.handler(self.on_new_topic),
            buttons.JUDGE.handler(self.on_judged),
            buttons.WHOLE.handler(self.on_whole),
            buttons.PASS_ON.handler(self.on_pass_on),
            buttons.PASS_ON_YES.handler(self.on_confirmed),
            buttons.PASS_ON_NO.handler(self.on_cancelled),
            MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND & FOR_US, self.on_question),
        ]

    async def on_ask(self, update: Update, context: Context) -> None:
        """Answer /ask; without a question say how it is used."""
        spot = spot_of(update)
        if spot.words:
            await self.on_question(update, context)
        else:
            await self.desk.reply(spot, ChatText.CHAT_ASK_HOW)

    async def on_new_topic(self, update: Update, _: Context) -> None:
        """Forget the questions before."""
        spot = spot_of(update)
        self.memory.forget(_key(spot))
        await self.desk.reply(spot, ChatText.CHAT_TOPIC_CHANGED)

    async def on_question(self, update: Update, _: Context) -> None:
        """Answer a question under the message that asked it."""
        spot = spot_of(update)
        await self.desk.admit(spot)
        words = checked(spot.words)
        async with answering(self.desk.sender, spot.message) as live:
            asked = await self._asked(words, _key(spot), live)
        await self.desk.show(spot, answers.answer_html(asked, words), answers.answer_buttons(asked))

    async def on_judged(self, update: Update, _: Context) -> None:
        """Keep whether an answer helped, even where its message is too old to be seen by bots."""
        query = query_of(update)
        sign, answer = buttons.JUDGE.read(query)
        await self.questions.give_feedback(answer, useful=sign is Sign.PLUS)
        await self.desk.sender.answer(query, say(AnswerText.THANKS))

    async def on_whole(self, update: Update, _: Context) -> None:
        """Show the article with those around it. Errors: BotError PASSAGE_NOT_FOUND, NOT_BOUND."""
        press = press_of(update)
        await self.desk.admit(press)
        number = press.of(buttons.WHOLE)
        around = await self.library.neighbours(number)
        place = next((at for at, item in enumerate(around) if item.passage.id == number), None)
        if place is None:
            raise BotError(ErrorCode.PASSAGE_NOT_FOUND)
        await self.desk.heard(press)
        await self.desk.show(press, answers.article_html(around, place))

    async def on_pass_on(self, update: Update, _: Context) -> None:
        """Show what would be passed on, and ask."""
        press = press_of(update)
        await self.desk.admit(press)
        question = await self._own_question(press)
        if question is not None:
            await self.desk.heard(press)
            words = checked(words_of(question))
            below = answers.preview_buttons(Nonce(secrets.token_urlsafe(12)))
            await self.desk.show(Spot(question, press.user, press.update), answers.preview_html(words), below)

    async def on_confirmed(self, update: Update, _: Context) -> None:
        """Pass the question on; the same button pressed again gives the same number."""
        press = press_of(update)
        await self.desk.admit(press)
        question = await self._own_question(press)
        if question is not None:
            words = checked(words_of(question))
            number = await self.questions.pass_on(words, nonce=press.of(buttons.PASS_ON_YES))
            await self.desk.change(press, say(ChatText.CHAT_PASSED_ON, number=number))

    async def on_cancelled(self, update: Update, _: Context) -> None:
        """Pass nothing on."""
        await self.desk.change(press_of(update), ChatText.CHAT_NOT_PASSED_ON)

    async def _own_question(self, press: Press) -> Message | None:
        """Give the question above the button if this person asked it; otherwise tell why not."""
        question = press.message.reply_to_message
        refusal = _refusal(press, question)
        if refusal is not None:
            await self.desk.sender.answer(press.query, say(refusal), alert=True)
            return None
        return question

    async def _asked(self, words: str, key: Key, live: LiveAnswer) -> Asked:
        told = ""
        async with aclosing(self.ask.stream(words, earlier=self.memory.earlier(key))) as happenings:
            async for happening in happenings:
                if isinstance(happening, Said) and self.is_written:
                    told += happening.text
                    live.show(told)
                if isinstance(happening, Answered):
                    self.memory.add(key, happening.asked.answer.question)
                    return happening.asked
        raise BotError(ErrorCode.EMBEDDINGS_UNREACHABLE)  # a stream ends with its answer, unless it broke


def _refusal(press: Press, question: Message | None) -> ChatText | None:
    """Tell why this person may not pass this question on; None when they may."""
    if question is None or not question.text:
        return ChatText.CHAT_QUESTION_GONE
    if question.from_user is None or question.from_user.id != press.user:
        return ChatText.CHAT_NOT_YOURS
    return None


def _key(spot: Spot) -> Key:
    return spot.chat, spot.user
