"""Telegram: the token, the way updates come, and whether another program takes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from bot.doctor.model import Check, caution, fault, fine
from bot.doctor.sentences import DoctorText
from bot.logs import LOG_FILE, Event, log_folder
from bot.settings import Settings, TelegramSettings

PATIENCE_SECONDS = 10
_NAME = "telegram"
_RECENT_BYTES = 1_000_000  # of the log: hours even of a busy service
_STATES = {Event.TELEGRAM_CONNECTED, Event.TELEGRAM_CONFLICT, Event.STARTED}


async def check_telegram(settings: Settings) -> Check:
    """Ask Telegram who this is and how updates come. Updates are not fetched: that would take them from the service."""
    telegram = settings.telegram
    if telegram.token is None:
        return fine(_NAME, DoctorText.TELEGRAM_OFF)
    try:
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, proxy=telegram.proxy_address) as client:
            line = _Line(client, telegram)
            return await _judge(line, telegram, settings.data_dir)
    except _TokenRefused:
        return fault(_NAME, DoctorText.TELEGRAM_TOKEN)
    except httpx.HTTPError:
        return caution(_NAME, DoctorText.TELEGRAM_UNREACHABLE)
    except (KeyError, TypeError, ValueError):
        return fault(_NAME, DoctorText.TELEGRAM_STRANGE)


async def _judge(line: _Line, telegram: TelegramSettings, data_dir: Path) -> Check:
    name = str((await line.call("getMe"))["username"])
    webhook = await line.call("getWebhookInfo")
    address = str(webhook["url"])
    if address != (telegram.webhook_url or ""):
        text = DoctorText.TELEGRAM_WEBHOOK_OTHER if address else DoctorText.TELEGRAM_WEBHOOK_NONE
        return caution(_NAME, text, name=name, address=address)
    if webhook.get("last_error_message") and webhook.get("pending_update_count"):
        return caution(_NAME, DoctorText.TELEGRAM_WEBHOOK_FAILING, reason=webhook["last_error_message"])
    if last_state(data_dir) is Event.TELEGRAM_CONFLICT:
        return fault(_NAME, DoctorText.TELEGRAM_CONFLICT, name=name)
    return fine(_NAME, DoctorText.TELEGRAM, name=name)


class _TokenRefused(Exception):
    """Telegram answered that it does not know the token."""


class _Line:
    def __init__(self, client: httpx.AsyncClient, telegram: TelegramSettings) -> None:
        assert telegram.token is not None  # nobody asks without one
        self._client = client
        self._address = f"{telegram.base_url.rstrip('/')}/bot{telegram.token.get_secret_value()}"

    async def call(self, method: str) -> dict[str, Any]:
        """Give a method's result. Errors: _TokenRefused, httpx.HTTPError, KeyError, TypeError, ValueError."""
        reply = await self._client.get(f"{self._address}/{method}")
        body = reply.json()
        if body["ok"] is False and body["error_code"] in {401, 404}:  # 404 is its word for a token of the wrong shape
            raise _TokenRefused
        reply.raise_for_status()
        result = body["result"]
        if not isinstance(result, dict):
            raise TypeError
        return result


def last_state(data_dir: Path) -> Event | None:
    """Give what the service last logged of its connection."""
    events = [event for event in _events(log_folder(data_dir) / LOG_FILE) if event in _STATES]
    return Event(events[-1]) if events else None


def _events(log: Path) -> Iterator[str]:
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _RECENT_BYTES))
            lines = file.read().splitlines()
    except OSError:
        return
    for line in lines:
        try:
            yield json.loads(line)["event"]
        except (ValueError, KeyError, TypeError):  # the first line may be cut
            continue
