"""The one way out: long messages, files, closed chats, slow servers; over the real library."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.settings import TelegramSettings
from bot.telegram.transport.connection import build
from bot.telegram.transport.markup import escaped, quoted
from bot.telegram.transport.pacing import Pace
from bot.telegram.transport.sender import Sender, Undelivered
from tests.support.telegram.bot_api import TOKEN, FakeTelegram, Trouble
from tests.support.telegram.limits import FastTime

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="x")]])


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
async def sender(telegram: FakeTelegram) -> AsyncIterator[Sender]:
    time = FastTime()
    app = build(TelegramSettings(token=SecretStr(TOKEN), send_timeout_seconds=0.2), telegram.transport()).app
    await app.initialize()
    yield Sender(app.bot, 0.2, Pace(now=time.now, sleep=time.sleep))
    await app.shutdown()


async def test_twenty_thousand_characters_arrive_in_order(telegram: FakeTelegram, sender: Sender) -> None:
    member = telegram.person()
    long = "".join(f"第{number}条　党员应当<b>按月交纳党费</b>&。" for number in range(900))[:20_000]
    await sender.send(member["id"], quoted(long, folded=True), buttons=BUTTONS)
    messages = telegram.messages_to(member)
    assert "".join(message["text"] for message in messages) == long
    assert [len(message["entities"]) for message in messages] == [1] * len(messages)
    assert [bool(message.get("reply_markup")) for message in messages] == [False] * (len(messages) - 1) + [True]


async def test_files_arrive(telegram: FakeTelegram, sender: Sender) -> None:
    member = telegram.person()
    await sender.send_file(member["id"], b"PK..", "签到表.xlsx", "三月")
    [file] = telegram.messages_to(member)
    assert (file["document"]["file_name"], file["document"]["file_size"], file["caption"]) == ("签到表.xlsx", 4, "三月")


async def test_a_blocked_chat_ends_quietly(telegram: FakeTelegram, sender: Sender) -> None:
    member = telegram.person()
    telegram.blocked.add(member["id"])
    assert await sender.send(member["id"], "一") is None
    await sender.draft(member["id"], 1, "一")
    assert telegram.messages_to(member) == []


async def test_a_server_that_never_answers_is_given_up(telegram: FakeTelegram, sender: Sender) -> None:
    never = asyncio.Event()
    telegram.trouble("sendMessage", *[Trouble(delay=never)] * 4)
    telegram.trouble("sendMessageDraft", Trouble(delay=never))
    with pytest.raises(Undelivered):
        await sender.send(7, "一")
    await sender.draft(7, 1, "一")
    assert telegram.sent("sendMessage") == []


async def test_waiting_without_end_is_given_up(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.trouble("sendMessage", *[Trouble(429, "Too Many Requests", retry_after=60)] * 10)
    with pytest.raises(Undelivered):
        await sender.send(7, "一")
    await sender.send(7, "二")
    assert [given["text"] for given in telegram.sent("sendMessage")] == ["二"]


async def test_a_revoked_token_counts_as_unreachable(telegram: FakeTelegram, sender: Sender) -> None:
    telegram.token = "1:another"
    with pytest.raises(Undelivered):
        await sender.send(7, "一")


async def test_an_edit_that_changes_nothing_is_no_mistake(telegram: FakeTelegram, sender: Sender) -> None:
    member = telegram.person()
    message = await sender.send(member["id"], escaped("一 < 二"), buttons=BUTTONS)
    assert message is not None
    for _ in range(2):
        await sender.edit(message, escaped("三"))
    assert telegram.texts_to(member) == ["三"]
