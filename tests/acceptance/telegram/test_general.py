"""Everything a person may send that is no question: a sentence each, or silence where nobody spoke to the bot."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.errors import ErrorCode
from bot.questions.model import AnswerId
from bot.questions.sentences import AnswerText
from bot.telegram import buttons, commands
from bot.telegram.buttons import Nonce, Sign
from bot.telegram.sentences.common import ChatText
from bot.texts import say
from bot.wiring import Services
from knowledge.model import PassageId
from tests.support.chat.attacks import every_button
from tests.support.chat.running import Chat, chatting
from tests.support.sentences import begins, explained
from tests.support.storage.database import migrated_database
from tests.support.telegram.bot_api import FakeTelegram, private

QUESTION = "新任党支部书记多久内参加培训？"
PHOTO: dict[str, Any] = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]}
STICKER = {
    "sticker": {
        "file_id": "s",
        "file_unique_id": "s",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    }
}
VOICE = {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}}
FILE = {"document": {"file_id": "d", "file_unique_id": "d"}}
PLACE = {"location": {"longitude": 1.0, "latitude": 1.0}}
CONTACT = {"contact": {"phone_number": "1", "first_name": "x"}}
ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "某人"}


@pytest.fixture
async def chat(services: Services, tmp_path: Any) -> AsyncIterator[Chat]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'chat.db'}"
    async with migrated_database(url) as database, chatting(services, database, FakeTelegram()) as chat:
        yield chat


@pytest.fixture
def member(chat: Chat) -> dict[str, Any]:
    return chat.telegram.person("李四<b>&")


@pytest.mark.parametrize(
    ("words", "begin"),
    [
        ("/start", say(ChatText.CHAT_WELCOME)),
        ("/START", say(ChatText.CHAT_WELCOME)),
        ("/help", begins(ChatText.CHAT_HELP)),
        ("/privacy", say(ChatText.CHAT_PRIVACY)),
        ("/ask", say(ChatText.CHAT_ASK_HOW)),
        ("/new_topic", say(ChatText.CHAT_TOPIC_CHANGED)),
        ("/rank_me", say(ChatText.CHAT_UNKNOWN_COMMAND, command="/rank_me")),
        ("/help@zhibu_test_bot", begins(ChatText.CHAT_HELP)),
        ("你好", say(AnswerText.GREETING)),
        (f"/ask {QUESTION}", "第二条 新任党支部书记应当在任职后6个月内"),
        (f"/ASK@Zhibu_Test_Bot {QUESTION}", "第二条 新任党支部书记应当在任职后6个月内"),
    ],
)
async def test_a_command_is_answered(chat: Chat, member: dict[str, Any], words: str, begin: str) -> None:
    chat.telegram.say(member, words)
    [answer] = await chat.telegram.answered(member)
    assert answer["text"].startswith(begin)


@pytest.mark.parametrize("words", ["password", "20261128", "K7QM-3XPT 是什么"])
async def test_a_word_or_a_number_is_a_question_and_no_code(chat: Chat, member: dict[str, Any], words: str) -> None:
    chat.telegram.say(member, words)
    [answer] = await chat.telegram.answered(member)
    assert answer["text"].startswith((say(AnswerText.NO_EVIDENCE), say(AnswerText.OFF_TOPIC)))


@pytest.mark.parametrize("words", ["１２３４５６", "123 456"])
async def test_six_digits_of_somebody_unknown_bind_nobody(chat: Chat, member: dict[str, Any], words: str) -> None:
    chat.telegram.say(member, words)
    [answer] = await chat.telegram.answered(member)
    assert answer["text"] == explained(ErrorCode.NOT_BOUND)


@pytest.mark.parametrize(
    "content", [PHOTO, STICKER, VOICE, FILE, PLACE, CONTACT], ids=lambda content: next(iter(content))
)
async def test_only_text_is_understood(chat: Chat, member: dict[str, Any], content: dict[str, Any]) -> None:
    chat.telegram.say(member, None, **content)
    [answer] = await chat.telegram.answered(member)
    assert answer["text"] == say(ChatText.CHAT_ONLY_TEXT)


async def test_an_edited_message_is_not_answered_again(chat: Chat, member: dict[str, Any]) -> None:
    message = chat.telegram.say(member, QUESTION)
    await chat.telegram.answered(member)
    chat.telegram.edit(message, "党费怎么交？")
    [_, answer] = await chat.telegram.answered(member, 2)
    assert answer["text"] == say(ChatText.CHAT_EDITED)


async def test_a_forwarded_question_is_answered(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.say(member, QUESTION, forward_origin=ORIGIN)
    [answer] = await chat.telegram.answered(member)
    assert "6个月内" in answer["text"]


@pytest.mark.parametrize(
    "data", ["q?", "checkin:7", "q+:answer", "qj:+", "qr:notanumber", "qr:" + "9" * 19, "\u4e00", "qc:" + "x" * 61]
)
async def test_a_button_nobody_knows_is_explained(chat: Chat, member: dict[str, Any], data: str) -> None:
    chat.telegram.say(member, "/help")
    [message] = await chat.telegram.answered(member)
    chat.telegram.press_data(member, message, data)
    await chat.settled()
    [given] = chat.telegram.sent("answerCallbackQuery")
    assert given["text"] == explained(ErrorCode.BUTTON_EXPIRED)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (buttons.WHOLE(PassageId(999_999_999)), explained(ErrorCode.PASSAGE_NOT_FOUND)),
        (buttons.JUDGE(Sign.PLUS, AnswerId("nosuchanswer")), explained(ErrorCode.ANSWER_NOT_FOUND)),
        (buttons.PASS_ON_YES(Nonce("stolen")), say(ChatText.CHAT_QUESTION_GONE)),
    ],
)
async def test_a_forged_button_changes_nothing(chat: Chat, member: dict[str, Any], data: str, sentence: str) -> None:
    message = {"message_id": 1, "date": 1, "chat": private(member), "from": chat.telegram.bot, "text": "x"}
    chat.telegram.press_data(member, message, data)
    await chat.settled()
    assert chat.telegram.sent("answerCallbackQuery")[0]["text"] == sentence


async def test_a_message_too_old_to_be_seen_is_explained(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.press_data(
        member, {"message_id": 1, "date": 0, "chat": private(member)}, buttons.PASS_ON(AnswerId("abc"))
    )
    await chat.settled()
    assert chat.telegram.sent("answerCallbackQuery")[0]["text"] == explained(ErrorCode.BUTTON_EXPIRED)


async def test_an_old_press_is_answered_with_a_message(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.say(member, "/help")
    [message] = await chat.telegram.answered(member)
    chat.telegram.old_queries.update(f"q{number}" for number in range(100))
    chat.telegram.press_data(member, message, "nothing")
    [_, answer] = await chat.telegram.answered(member, 2)
    assert answer["text"] == explained(ErrorCode.BUTTON_EXPIRED)


async def test_a_group_is_answered_only_when_it_speaks_to_the_bot(chat: Chat, member: dict[str, Any]) -> None:
    group = chat.telegram.group()
    for words in (QUESTION, "/help@another_bot", "/weather", "大家好 @another_bot"):
        chat.telegram.say(member, words, chat=group)
    chat.telegram.say(member, None, chat=group, **PHOTO)
    chat.telegram.edit(chat.telegram.say(member, "党费", chat=group), "党费怎么交")
    await chat.settled()
    assert chat.telegram.messages_to(group) == []
    chat.telegram.say(member, f"@zhibu_test_bot {QUESTION}", chat=group)
    [first] = await chat.telegram.answered(group)
    chat.telegram.say(member, QUESTION, chat=group, reply_to=first)
    [_, second] = await chat.telegram.answered(group, 2)
    assert "6个月内" in first["text"]
    assert second["text"] == first["text"]
    assert "李四" not in first["text"] + second["text"]


async def test_bots_channels_and_services_are_left_alone(chat: Chat, member: dict[str, Any]) -> None:
    robot = chat.telegram.person("bot") | {"is_bot": True}
    group = chat.telegram.group()
    chat.telegram.say(robot, "/help", chat=group)
    chat.telegram.say(member, None, chat=group, new_chat_members=[member])
    chat.telegram.say(member, "/help", chat=group, sender_chat={"id": -5, "type": "channel", "title": "x"})
    await chat.settled()
    assert chat.telegram.sent("sendMessage") == []
    assert {row.state.value for row in await chat.rows()} == {"done"}


async def test_a_person_who_blocked_the_bot_is_left_alone(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.say(member, QUESTION)
    chat.telegram.block(member)
    await chat.settled()
    chat.telegram.unblock(member)
    chat.telegram.say(member, QUESTION)
    [answer] = await chat.telegram.answered(member)
    assert "6个月内" in answer["text"]
    await chat.settled()
    assert {row.state.value for row in await chat.rows()} == {"done"}


async def test_the_menu_is_offered(chat: Chat) -> None:
    members = {"checkin", "next", "leave", "me", "dispute", "suggest", "cancel"}
    offered = {command["command"] for command in chat.telegram.commands}
    assert offered == {"ask", "new_topic", "help", "privacy"} | members
    assert chat.told == [say(ChatText.SERVE_TELEGRAM, name="zhibu_test_bot")]


async def test_every_button_and_command_is_heard_by_one_handler(chat: Chat) -> None:
    handlers = chat.bot.app.handlers[0]
    heard = [one.pattern for one in handlers if isinstance(one, CallbackQueryHandler) and one.pattern]
    assert Counter(heard) == Counter(button.pattern for button in every_button())
    typed = [name for one in handlers if isinstance(one, CommandHandler) for name in one.commands]
    assert Counter(typed) == Counter(command.name for command in (commands.START, *commands.TABLE))
