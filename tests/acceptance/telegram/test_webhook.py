"""The webhook: only Telegram gets in, and it hears "taken" after the update is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.settings import TelegramSettings
from bot.web.app import create_app
from bot.wiring import Services
from knowledge.sql import Database
from tests.support.chat.running import Chat, chatting, with_telegram
from tests.support.telegram.bot_api import FakeTelegram

SECRET = "s" * 40
PUBLIC: dict[str, Any] = {
    "webhook_url": "https://zhibu.example.cn/telegram/webhook",
    "webhook_secret": SecretStr(SECRET),
}
HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATH = "/telegram/webhook"
UPDATE: dict[str, Any] = {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}


@pytest.fixture
async def chat(services: Services, database: Database) -> AsyncIterator[Chat]:
    async with chatting(services, database, FakeTelegram(), facts=PUBLIC) as chat:
        yield chat


@pytest.fixture
async def door(services: Services, database: Database, chat: Chat) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(with_telegram(services, database, **PUBLIC), inbox=chat.bot.inbox)
    address = "https://zhibu.example.cn"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=address) as client:
        yield client


async def test_a_question_comes_by_webhook(chat: Chat, door: httpx.AsyncClient) -> None:
    assert chat.telegram.webhook["secret_token"] == SECRET
    member = chat.telegram.person()
    chat.telegram.say(member, "新任党支部书记多久内参加培训？")
    assert await chat.telegram.push(door) == [200]
    [answer] = await chat.telegram.answered(member)
    assert "6个月内" in answer["text"]
    assert chat.telegram.sent("getUpdates") == []


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: "s" * 39}, {HEADER: "S" * 40}, {HEADER: "s" * 4000}])
async def test_who_does_not_know_the_secret_is_refused(
    chat: Chat, door: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    reply = await door.post(PATH, json=UPDATE, headers=headers)
    assert (reply.status_code, reply.json()["error"]) == (403, "webhook_refused")
    assert await chat.rows() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"no json", 400),
        (b"[]", 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
        (b'{"message": {}}', 400),
        (b'{"update_id": "5"}', 400),
        (b" " * (1024 * 1024 + 1), 413),
    ],
    ids=range(8),
)
async def test_what_is_no_update_is_refused(chat: Chat, door: httpx.AsyncClient, body: bytes, status: int) -> None:
    reply = await door.post(PATH, content=body, headers={HEADER: SECRET})
    assert reply.status_code == status
    assert await chat.rows() == []


async def test_a_repeat_is_taken_and_changes_nothing(chat: Chat, door: httpx.AsyncClient) -> None:
    for _ in range(3):
        assert (await door.post(PATH, json=UPDATE, headers={HEADER: SECRET})).status_code == 200
    await chat.settled()
    assert [row.state.value for row in await chat.rows()] == ["done"]


async def test_a_strange_update_harms_nobody(chat: Chat, door: httpx.AsyncClient) -> None:
    contents: list[dict[str, Any]] = [{"message": {}}, {"message": 7}, {"callback_query": []}, {}]
    for number, content in enumerate(contents, start=10):
        reply = await door.post(PATH, json={"update_id": number} | content, headers={HEADER: SECRET})
        assert reply.status_code == 200
    await chat.settled()
    assert {row.state.value for row in await chat.rows()} <= {"done", "failed"}
    assert (await door.get("/healthz", headers={"host": "127.0.0.1"})).status_code == 200


async def test_without_a_public_address_there_is_no_door(services: Services) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(services)), base_url="http://127.0.0.1:8000"
    ) as client:
        assert (await client.post(PATH, json=UPDATE, headers={HEADER: SECRET})).status_code == 404


@pytest.mark.parametrize("secret", [None, "short", "s" * 31, "s" * 257, "s" * 31 + "中"])
def test_a_weak_secret_stops_the_start(secret: str | None) -> None:
    with pytest.raises(ValueError, match="webhook_secret"):
        TelegramSettings(webhook_url="https://a.cn/telegram/webhook", webhook_secret=secret and SecretStr(secret))


@pytest.mark.parametrize("token", ["", "abc", "12:a b", "12:../getMe", "1234:\n"])
def test_what_is_no_token_stops_the_start(token: str) -> None:
    with pytest.raises(ValueError, match="token"):
        TelegramSettings(token=SecretStr(token))
