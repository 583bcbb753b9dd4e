"""The library's Application over our settings: no updater, no persistence, no job queue; the inbox does their work."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import urlencode

from telegram import Update
from telegram.ext import Application, ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot.settings import TelegramSettings, prefer_timedelta

App = Application[Any, Any, Any, Any, Any, Any]
WANTED = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
]
POLL_MARGIN_SECONDS = 10


class Connection(NamedTuple):
    """The application, and the line on which it is brought updates."""

    app: App
    updates: BaseRequest

    async def fetch(self, offset: int | None, timeout_seconds: int) -> list[dict[str, Any]]:
        """Wait for updates and give them as they came: they are stored so, and read once, when handled.

        Errors: telegram.error.TelegramError, as the library's own `get_updates`.
        """
        wanted = {"timeout": timeout_seconds, "limit": 100, "allowed_updates": json.dumps(WANTED)}
        query = urlencode(wanted if offset is None else wanted | {"offset": offset})
        found = await self.updates.post(f"{self.app.bot.base_url}/getUpdates?{query}")
        return list(found) if isinstance(found, list) else []


def build(settings: TelegramSettings, transport: Any = None) -> Connection:
    """Make the application. `transport` is an httpx transport, for servers inside the process."""
    assert settings.token is not None  # nobody connects without one
    prefer_timedelta()
    address = settings.base_url.rstrip("/")
    proxy = settings.proxy_address
    updates = _request(settings.poll_timeout_seconds + POLL_MARGIN_SECONDS, transport, 2, proxy)
    bot: ExtBot[None] = ExtBot(
        settings.token.get_secret_value(),
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=_request(settings.send_timeout_seconds, transport, 64, proxy),
        get_updates_request=updates,
    )
    return Connection(Application.builder().bot(bot).updater(None).job_queue(None).build(), updates)


def _request(timeout: float, transport: Any, connections: int, proxy: str | None) -> BaseRequest:
    return HTTPXRequest(
        proxy=proxy,
        connection_pool_size=connections,
        read_timeout=timeout,
        write_timeout=timeout,
        connect_timeout=timeout,
        pool_timeout=timeout,
        httpx_kwargs={"transport": transport} if transport is not None else None,
    )
