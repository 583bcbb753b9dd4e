"""With a language model behind it the chat shows the words as they come, and the checked answer in the end."""

from __future__ import annotations

from pathlib import Path

from bot.settings import LlmSettings, Settings
from bot.telegram.sentences.common import ChatText
from bot.texts import say
from bot.wiring import open_services
from tests.support.answering.model_path import honest
from tests.support.answering.model_server import model_server
from tests.support.chat.running import chatting
from tests.support.storage.database import migrated_database
from tests.support.telegram.bot_api import FakeTelegram


async def test_words_come_as_drafts_and_the_answer_as_a_message(small_library: Settings, tmp_path: Path) -> None:
    telegram = FakeTelegram()
    member = telegram.person()
    with model_server() as server:
        server.manner = honest("6个月")
        llm = LlmSettings(base_url=server.base_url)
        async with (
            open_services(small_library.model_copy(update={"llm": llm})) as services,
            migrated_database(f"sqlite+aiosqlite:///{tmp_path / 'chat.db'}") as database,
            chatting(services, database, telegram),
        ):
            telegram.say(member, "新任党支部书记多久内参加培训？")
            [answer] = await telegram.answered(member)
    drafts = [given["text"] for given in telegram.sent("sendMessageDraft")]
    assert drafts[0] == say(ChatText.CHAT_THINKING)
    assert "6个月内" in drafts[-1]
    assert "6个月内" in answer["text"]
    assert "〔1〕——《云东市新任党支部书记培训办法》" in answer["text"]
    assert telegram.calls[-1].method != "sendMessageDraft"
