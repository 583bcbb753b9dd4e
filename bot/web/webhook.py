"""Where Telegram brings updates when a public address is set. It hears "taken" only after they are stored."""

from __future__ import annotations

import json
from secrets import compare_digest
from typing import Annotated

from fastapi import APIRouter, Header, Request
from pydantic import SecretStr
from starlette.responses import Response

from bot.errors import BotError, ErrorCode
from bot.inbox.model import Arrived, arrived
from bot.inbox.pump import Inbox
from bot.web.entrance.guard import WEBHOOK_PATH, whole_body
from bot.web.entrance.services import ServicesDep

LARGEST_UPDATE = 1024 * 1024

router = APIRouter()
SecretHeader = Annotated[str, Header(alias="X-Telegram-Bot-Api-Secret-Token")]


@router.post(WEBHOOK_PATH)
async def post_update(request: Request, services: ServicesDep, given: SecretHeader = "") -> Response:
    """Store an update. Errors: BotError PAGE_NOT_FOUND, WEBHOOK_REFUSED, BODY_UNREADABLE, TOO_MANY_REQUESTS."""
    inbox: Inbox | None = request.app.state.inbox
    settings = services.settings.telegram
    if inbox is None or settings.webhook_url is None or settings.webhook_secret is None:
        raise BotError(ErrorCode.PAGE_NOT_FOUND)
    _check(settings.webhook_secret, given)
    if inbox.is_full:
        raise BotError(ErrorCode.TOO_MANY_REQUESTS)
    await inbox.accept([_read(await whole_body(request, LARGEST_UPDATE))])
    return Response()


def _check(secret: SecretStr, given: str) -> None:
    if not compare_digest(secret.get_secret_value().encode(), given.encode()):
        raise BotError(ErrorCode.WEBHOOK_REFUSED)


def _read(body: bytes) -> Arrived:
    try:
        update = arrived(json.loads(body))
    except (ValueError, RecursionError, AttributeError) as unreadable:
        raise BotError(ErrorCode.BODY_UNREADABLE) from unreadable
    if update is None:
        raise BotError(ErrorCode.BODY_UNREADABLE)
    return update
