"""The real chat edge in front of the fake Bot API, with a clock that does not make tests wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from bot.inbox.room import InboxRoom
from bot.inbox.tables import UpdateRow
from bot.settings import TelegramSettings
from bot.storage.door import Door
from bot.telegram.service import Telegram, make_telegram, running_telegram
from bot.telegram.transport.pacing import Pace
from bot.wiring import Services
from knowledge.sql import Database
from tests.support.telegram.bot_api import FakeTelegram
from tests.support.telegram.limits import FastTime, FloodLimits

PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Chat:
    """The bot under test, the people around it, and what it told the operator."""

    telegram: FakeTelegram
    bot: Telegram
    database: Database
    told: list[str]

    async def settled(self) -> None:
        """Wait until everything that was delivered has come and ended."""
        await self.telegram.until(lambda: not self.telegram.pending)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.bot.inbox.settled()

    async def rows(self) -> list[UpdateRow]:
        return await update_rows(self.database)


async def update_rows(database: Database) -> list[UpdateRow]:
    """All stored updates, by number."""
    async with database.reading() as session:
        return list(await session.scalars(select(UpdateRow).order_by(UpdateRow.update_id)))


def with_telegram(services: Services, database: Database, **facts: Any) -> Services:
    """The services with Telegram set up and the inbox in a database of its own."""
    facts = {"token": SecretStr(FakeTelegram().token), "poll_timeout_seconds": 25} | facts
    settings = services.settings.model_copy(update={"telegram": TelegramSettings(**facts)})
    return replace(services, settings=settings, inbox=InboxRoom(Door(database, services.clock)))


@asynccontextmanager
async def chatting(
    services: Services,
    database: Database,
    telegram: FakeTelegram,
    *,
    patience_seconds: float = 5.0,
    connected: bool = True,
    facts: Mapping[str, Any] | None = None,
) -> AsyncIterator[Chat]:
    """Run the bot against the fake server; `facts` are Telegram settings."""
    time = FastTime()
    telegram.limits = FloodLimits(now=time.now, enabled=telegram.limits.enabled)
    told: list[str] = []
    pace = Pace(now=time.now, sleep=time.sleep)
    bot = make_telegram(with_telegram(services, database, **(facts or {})), told.append, telegram.transport(), pace)
    async with running_telegram(bot, patience_seconds):
        if connected:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await bot.connected.wait()
        yield Chat(telegram, bot, database, told)
