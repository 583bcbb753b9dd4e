"""What goes wrong between the bot and Telegram, and what comes of it: nothing lost, nothing twice, nothing silent."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.logs import set_up_logs
from bot.telegram.sentences.common import ChatText
from bot.texts import Sentence, say
from bot.wiring import Services
from knowledge.sql import Database
from tests.support.chat.running import chatting
from tests.support.telegram.bot_api import TOKEN, FakeTelegram, Trouble

QUESTION = "新任党支部书记多久内参加培训？"
WRONG = "123456789:AAWrong-token-nobody-gave-out-00000"


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield set_up_logs(tmp_path / "logs", "DEBUG")
    for handler in root.handlers[:]:
        handler.close()
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def events(log: Path) -> list[str]:
    return [line["event"] for line in lines(log)]


def states(rows: list[Any]) -> list[str]:
    return [row.state.value for row in rows]


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble(429, "Too Many Requests", retry_after=37),
        Trouble(500, "Internal Server Error"),
        Trouble(502, "Bad Gateway"),
        Trouble(0),
    ],
    ids=["429", "500", "502", "cut"],
)
async def test_a_passing_trouble_delays_the_answer(
    services: Services, database: Database, telegram: FakeTelegram, trouble: Trouble
) -> None:
    telegram.trouble("sendMessage", trouble, trouble)
    member = telegram.person()
    async with chatting(services, database, telegram) as chat:
        telegram.say(member, QUESTION)
        [answer] = await telegram.answered(member)
        await chat.settled()
        assert "6个月内" in answer["text"]
        assert states(await chat.rows()) == ["done"]
        if trouble.retry_after is not None:
            first, second, third = [call.at for call in telegram.calls if call.method == "sendMessage"]
            assert (second - first, third - second) == (37, 37)


async def test_an_answer_that_cannot_be_delivered_is_tried_again_then_given_up(
    services: Services, database: Database, telegram: FakeTelegram
) -> None:
    telegram.trouble("sendMessage", *[Trouble(500)] * 12)
    member = telegram.person()
    async with chatting(services, database, telegram) as chat:
        chat.bot.inbox.again_seconds = 0
        telegram.say(member, QUESTION)
        [apology] = await telegram.answered(member)
        await chat.settled()
        assert apology["text"] == say(ChatText.CHAT_APOLOGY)
        assert [(row.state.value, row.tries) for row in await chat.rows()] == [("apologised", 3)]


@pytest.mark.parametrize("broken", [{"sticker": {}}, {"entities": [{"type": "bold"}]}, {"photo": "x"}])
async def test_a_message_that_the_library_cannot_read_is_apologised_for(
    services: Services, database: Database, telegram: FakeTelegram, broken: dict[str, Any]
) -> None:
    member = telegram.person()
    async with chatting(services, database, telegram) as chat:
        telegram.say(member, None, **broken)
        [apology] = await telegram.answered(member)
        await chat.settled()
        assert apology["text"]
        assert states(await chat.rows())[0] in {"apologised", "done"}


async def test_the_unexpected_gets_a_number(
    services: Services, database: Database, telegram: FakeTelegram, log: Path
) -> None:
    member = telegram.person()
    async with chatting(services, database, telegram) as chat:
        telegram.trouble("sendMessage", Trouble(400, "Bad Request: something new"))
        telegram.say(member, QUESTION)
        [answer] = await telegram.answered(member)
        await chat.settled()
        assert states(await chat.rows()) == ["apologised"]
    incidents = [line.get("incident") for line in lines(log)]
    assert [number for number in incidents if number and number in answer["text"]]


async def test_the_limits_are_kept(services: Services, database: Database, telegram: FakeTelegram) -> None:
    telegram.limits.enabled = True
    people = [telegram.person() for _ in range(40)]
    group = telegram.group()
    async with chatting(services, database, telegram) as chat:
        for person in people:
            telegram.say(person, "/privacy")
        for _ in range(30):
            telegram.say(people[0], "/help@zhibu_test_bot", chat=group)
        await telegram.answered(group, 30)
        await chat.settled()
        assert [call.reply["error_code"] for call in telegram.refused()] == []
        assert states(await chat.rows()) == ["done"] * 70


async def test_what_was_stored_is_handled_after_a_restart(
    services: Services, database: Database, telegram: FakeTelegram
) -> None:
    member, wait = telegram.person(), asyncio.Event()
    telegram.trouble("sendMessageDraft", Trouble(delay=wait))
    async with chatting(services, database, telegram, patience_seconds=0) as chat:
        telegram.say(member, QUESTION)
        await telegram.until(lambda: not telegram._trouble["sendmessagedraft"])
        assert states(await chat.rows()) == ["new"]
    assert telegram.messages_to(member) == []
    wait.set()
    async with chatting(services, database, telegram) as chat:
        [answer] = await telegram.answered(member)
        await chat.settled()
        assert "6个月内" in answer["text"]
        assert [(row.state.value, row.tries) for row in await chat.rows()] == [("done", 2)]


async def test_what_is_in_hand_is_finished_when_it_stops(
    services: Services, database: Database, telegram: FakeTelegram
) -> None:
    member, wait = telegram.person(), asyncio.Event()
    telegram.trouble("sendMessage", Trouble(delay=wait))
    async with chatting(services, database, telegram) as chat:
        telegram.say(member, "/privacy")
        await telegram.until(lambda: not telegram._trouble["sendmessage"])
        asyncio.get_running_loop().call_soon(wait.set)
    assert len(telegram.messages_to(member)) == 1
    assert states(await chat.rows()) == ["done"]


async def test_repeated_and_disordered_updates_change_nothing(
    services: Services, database: Database, telegram: FakeTelegram
) -> None:
    member = telegram.person()
    async with chatting(services, database, telegram) as chat:
        telegram.say(member, "/privacy")
        telegram.say(member, QUESTION)
        seen = list(telegram.pending)
        await chat.settled()
        before = len(telegram.calls)
        repeats = seen * 50
        random.Random(7).shuffle(repeats)
        for update in repeats:
            telegram.deliver({key: value for key, value in update.items() if key != "update_id"}, update["update_id"])
        await chat.settled()
        sent = [call.method for call in telegram.calls[before:] if call.method != "getUpdates"]
        assert sent == []
        assert states(await chat.rows()) == ["done", "done"]


async def test_a_wrong_token_stops_nothing_else(
    services: Services, database: Database, telegram: FakeTelegram, log: Path
) -> None:
    async with chatting(services, database, telegram, connected=False, facts={"token": WRONG}) as chat:
        await telegram.until(lambda: len(telegram.refused()) >= 3)
        assert chat.told == [say(ChatText.SERVE_TELEGRAM_TOKEN)]
    assert "telegram_token_refused" in events(log)
    assert WRONG.partition(":")[2] not in json.dumps(lines(log))


async def test_an_unreachable_server_is_tried_again(
    services: Services, database: Database, telegram: FakeTelegram, log: Path
) -> None:
    telegram.trouble("getMe", Trouble(0), Trouble(503))
    telegram.trouble("setMyCommands", Trouble(500))
    async with chatting(services, database, telegram) as chat:
        assert chat.told == [
            say(ChatText.SERVE_TELEGRAM_UNREACHABLE),
            say(ChatText.SERVE_TELEGRAM, name="zhibu_test_bot"),
        ]
    assert "telegram_unreachable" in events(log)
    assert TOKEN.partition(":")[2] not in json.dumps(lines(log))


@pytest.mark.parametrize(
    ("trouble", "said", "event"),
    [
        (
            Trouble(409, "Conflict: terminated by other getUpdates request"),
            ChatText.SERVE_TELEGRAM_CONFLICT,
            "conflict",
        ),
        (Trouble(401, "Unauthorized"), ChatText.SERVE_TELEGRAM_TOKEN, "token_refused"),
    ],
)
async def test_a_rival_and_a_withdrawn_token_are_told_once_until_it_works_again(
    services: Services,
    database: Database,
    telegram: FakeTelegram,
    log: Path,
    trouble: Trouble,
    said: Sentence,
    event: str,
) -> None:
    telegram.trouble("getUpdates", trouble, trouble)
    member = telegram.person()
    async with chatting(services, database, telegram) as chat:
        telegram.say(member, "/privacy")
        await telegram.answered(member)
        assert chat.told[1:] == [say(said)]
    told = [name for name in events(log) if name in {f"telegram_{event}", "telegram_connected"}]
    assert told == ["telegram_connected", f"telegram_{event}", f"telegram_{event}", "telegram_connected"]


async def test_updates_are_acknowledged_after_they_are_stored(
    services: Services, database: Database, telegram: FakeTelegram
) -> None:
    member = telegram.person()
    async with chatting(services, database, telegram) as chat:
        telegram.say(member, "/privacy")
        await chat.settled()
        polls = [given for given in telegram.sent("getUpdates") if "offset" in given]
        [row] = await chat.rows()
        assert [given["offset"] for given in polls] in ([], [row.update_id + 1])
        assert telegram.sent("getUpdates")[0]["allowed_updates"] == [
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
        ]
