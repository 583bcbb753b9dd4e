"""Questions in chat, over the real library and a fake Bot API server: what the member sees."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ErrorCode
from bot.questions.model import AnswerId
from bot.questions.sentences import AnswerText
from bot.questions.usecases import OpenQuestions
from bot.storage.door import Door
from bot.telegram.buttons import PASS_ON, WHOLE
from bot.telegram.sentences.common import ChatText
from bot.texts import say
from bot.wiring import Services
from knowledge.model import PassageId
from knowledge.sql import Database
from tests.support.chat.register_chat import BranchChat, branch_chat
from tests.support.chat.running import Chat, chatting
from tests.support.clock import FixedClock
from tests.support.sentences import explained
from tests.support.telegram.bot_api import FakeTelegram

QUESTION = "新任党支部书记多久内参加培训？"
UNKNOWN = "党支部可以给党员发放烤火费补贴吗？"


@pytest.fixture
async def chat(services: Services, database: Database) -> AsyncIterator[Chat]:
    async with chatting(services, database, FakeTelegram()) as chat:
        yield chat


@pytest.fixture
def member(chat: Chat) -> dict[str, Any]:
    return chat.telegram.person("李四")


def buttons(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def quoted(message: dict[str, Any], kind: str) -> list[str]:
    return [
        message["text"][entity["offset"] : entity["offset"] + entity["length"]]
        for entity in message["entities"]
        if entity["type"] == kind
    ]


@pytest.mark.golden
async def test_an_answer_quotes_cites_and_unfolds(chat: Chat, member: dict[str, Any]) -> None:
    question = chat.telegram.say(member, QUESTION)
    [answer] = await chat.telegram.answered(member)
    assert "6个月内" in quoted(answer, "blockquote")[0]
    assert "《云东市新任党支部书记培训办法》（云东工发〔2025〕2号）第二条（现行有效）" in answer["text"]
    assert answer["reply_to_message"]["message_id"] == question["message_id"]
    assert buttons(answer) == ["有用", "没用", "看原文", "转支书"]


async def test_the_first_sign_comes_before_the_answer(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.say(member, QUESTION)
    await chat.telegram.answered(member)
    methods = [call.method for call in chat.telegram.calls if call.method.startswith("send")]
    assert methods == ["sendMessageDraft", "sendMessage"]
    assert chat.telegram.sent("sendMessageDraft")[0]["text"] == say(ChatText.CHAT_THINKING)


async def test_a_server_without_drafts_gets_typing(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.takes_drafts = False
    for count in (1, 2):
        chat.telegram.say(member, QUESTION)
        await chat.telegram.answered(member, count)
    assert len([call for call in chat.telegram.refused() if call.method == "sendMessageDraft"]) == 1
    assert [given["action"] for given in chat.telegram.sent("sendChatAction")] == ["typing", "typing"]


async def test_what_a_document_holds_cannot_break_the_message(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.say(member, "党员每年集中学习培训时间不少于多少学时？")
    [answer] = await chat.telegram.answered(member)
    assert "32学时" in answer["text"]
    assert "<b>&" in answer["text"]


async def test_a_refusal_names_its_reason(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.say(member, UNKNOWN)
    [answer] = await chat.telegram.answered(member)
    assert answer["text"].startswith(say(AnswerText.NO_EVIDENCE))
    assert "转支书" in buttons(answer)


async def test_the_whole_article_comes_with_its_neighbours(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.say(member, QUESTION)
    [answer] = await chat.telegram.answered(member)
    chat.telegram.press(member, answer, "看原文")
    [_, article] = await chat.telegram.answered(member, 2)
    assert "第二条" in quoted(article, "blockquote")[0]
    assert [text[:3] for text in quoted(article, "expandable_blockquote")] == ["第一条", "第三条"]


async def test_a_judgement_is_kept(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.say(member, QUESTION)
    [answer] = await chat.telegram.answered(member)
    for button in ("有用", "没用"):
        chat.telegram.press(member, answer, button)
    await chat.settled()
    assert [given["text"] for given in chat.telegram.sent("answerCallbackQuery")] == [say(AnswerText.THANKS)] * 2


async def passed_on(services: Services) -> list[str]:
    return [item.question for item in await OpenQuestions(Door(services.library.database, FixedClock()))()]


@pytest.mark.golden
async def test_words_are_stored_only_after_they_were_confirmed(
    chat: Chat, member: dict[str, Any], services: Services
) -> None:
    before = await passed_on(services)
    chat.telegram.say(member, UNKNOWN)
    [answer] = await chat.telegram.answered(member)
    chat.telegram.press(member, answer, "转支书")
    [_, preview] = await chat.telegram.answered(member, 2)
    assert quoted(preview, "blockquote") == [UNKNOWN]
    assert await passed_on(services) == before
    for _ in range(2):
        chat.telegram.press_data(member, preview, preview["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    await chat.settled()
    assert await passed_on(services) == [*before, UNKNOWN]
    assert "已转给书记，编号" in chat.telegram.texts_to(member)[1]


async def test_nothing_is_stored_when_it_was_not_confirmed(
    chat: Chat, member: dict[str, Any], services: Services
) -> None:
    before = await passed_on(services)
    chat.telegram.say(member, UNKNOWN)
    [answer] = await chat.telegram.answered(member)
    chat.telegram.press(member, answer, "转支书")
    [_, preview] = await chat.telegram.answered(member, 2)
    chat.telegram.press(member, preview, "先不转")
    await chat.settled()
    assert chat.telegram.texts_to(member)[1] == say(ChatText.CHAT_NOT_PASSED_ON)
    assert await passed_on(services) == before


async def test_nobody_passes_on_what_another_person_asked(chat: Chat, member: dict[str, Any]) -> None:
    group = chat.telegram.group()
    chat.telegram.say(member, f"/ask {UNKNOWN}", chat=group)
    [answer] = await chat.telegram.answered(group)
    chat.telegram.press(chat.telegram.person("王五"), answer, "转支书")
    await chat.settled()
    assert chat.telegram.sent("answerCallbackQuery")[0]["text"] == say(ChatText.CHAT_NOT_YOURS)


async def test_a_follow_up_knows_the_question_before(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.say(member, "新任党支部书记多久内参加培训？")
    await chat.telegram.answered(member)
    chat.telegram.say(member, "那培训时间呢？")
    [_, second] = await chat.telegram.answered(member, 2)
    assert second["text"].startswith("按“")
    chat.telegram.say(member, "/new_topic")
    chat.telegram.say(member, "那培训时间呢？")
    [*_, third] = await chat.telegram.answered(member, 4)
    assert not third["text"].startswith("按“")


@pytest.mark.parametrize("words", ["😀😀", "…？！", "\u200b"])
async def test_no_words_no_question(chat: Chat, member: dict[str, Any], words: str) -> None:
    chat.telegram.say(member, words)
    [answer] = await chat.telegram.answered(member)
    assert answer["text"] == say(AnswerText.EMPTY)


async def test_too_many_words_are_refused(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.say(member, "党费" * 1500)
    [answer] = await chat.telegram.answered(member)
    assert answer["text"] == explained(ErrorCode.TOO_LONG, limit=2000)


async def test_nothing_of_a_question_stays_in_the_inbox(chat: Chat, member: dict[str, Any]) -> None:
    chat.telegram.say(member, QUESTION)
    await chat.telegram.answered(member)
    await chat.settled()
    [row] = await chat.rows()
    assert (row.state.value, row.body, row.chat_id, row.user_id) == ("done", None, None, None)


@pytest.fixture
async def closed(services: Services, tmp_path: Path) -> AsyncIterator[BranchChat]:
    """The branch with the bot running, where questions are for bound members alone."""
    web = services.settings.web.model_copy(update={"require_sign_in": True})
    settings = services.settings.model_copy(update={"web": web})
    async with branch_chat(replace(services, settings=settings), tmp_path) as room, room.connected():
        yield room


async def test_where_a_sign_in_is_asked_for_a_stranger_is_told_how(closed: BranchChat) -> None:
    stranger, group = closed.telegram.person("生人"), closed.telegram.group()
    for words, more in ((QUESTION, {}), (f"/ask {QUESTION}", {}), (f"/ask {QUESTION}", {"chat": group})):
        [answer] = await closed.said(stranger, words, **more)
        assert answer["text"] == explained(ErrorCode.NOT_BOUND)
    alerts = [await closed.forged(stranger, data) for data in (WHOLE(PassageId(1)), PASS_ON(AnswerId("x")))]
    assert alerts == [explained(ErrorCode.NOT_BOUND)] * 2
    [welcome] = await closed.said(stranger, "/start")
    assert welcome["text"] == say(ChatText.CHAT_WELCOME)


async def test_where_a_sign_in_is_asked_for_a_bound_member_is_answered(closed: BranchChat) -> None:
    member, group = await closed.bound(closed.branch.plain), closed.telegram.group()
    for words, more in ((QUESTION, {}), (f"/ask {QUESTION}", {"chat": group})):
        [answer] = await closed.said(member, words, **more)
        assert "6个月内" in answer["text"]
