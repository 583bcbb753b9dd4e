"""Who is at the browser: a random token in a cookie, bound to a member; only its hash is stored."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Annotated

from fastapi import BackgroundTasks, Depends, Request
from starlette.responses import Response

from bot.errors import BotError, ErrorCode
from bot.people.accounts.model import Asker, Channel
from bot.people.model import MemberId
from bot.web.entrance.services import ServicesDep

COOKIE = "zhibu"
LASTS_SECONDS = 180 * 24 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def asker_of(token: str) -> Asker:
    """Give the account a browser's token stands for."""
    return Asker(Channel.BROWSER, hashlib.sha256(token.encode()).hexdigest())


def token_of(request: Request) -> str | None:
    """Give the browser's token; one that we cannot have made counts as none."""
    token = request.cookies.get(COOKIE, "")
    return token if _TOKEN.fullmatch(token) else None


def brought(request: Request) -> Asker | None:
    """Give the account that the browser brought along, to end it where another takes its place."""
    token = token_of(request)
    return asker_of(token) if token else None


async def visitor(request: Request, services: ServicesDep, afterwards: BackgroundTasks) -> MemberId | None:
    """Give the member at the browser, or None; the day is noted once the answer is out."""
    known = brought(request)
    who = await services.people.who_is(known) if known is not None else None
    if known is not None and who is not None:
        afterwards.add_task(services.people.note_seen, known)
    return who


async def member(who: Annotated[MemberId | None, Depends(visitor)]) -> MemberId:
    """Give the member at the browser. Errors: BotError NOT_BOUND."""
    if who is None:
        raise BotError(ErrorCode.NOT_BOUND)
    return who


Visitor = Annotated[MemberId | None, Depends(visitor)]
MemberDep = Annotated[MemberId, Depends(member)]


async def bound_where_asked(request: Request, services: ServicesDep, afterwards: BackgroundTasks) -> None:
    """Let in who is bound and has not left, where the settings ask for it. Errors: BotError NOT_BOUND."""
    if services.settings.web.require_sign_in:
        known = asker(request)
        await services.people.my_binding(known)
        afterwards.add_task(services.people.note_seen, known)


def asker(request: Request) -> Asker:
    """Give the account at the browser, bound or not. Errors: BotError NOT_BOUND where there is none."""
    known = brought(request)
    if known is None:
        raise BotError(ErrorCode.NOT_BOUND)
    return known


AskerDep = Annotated[Asker, Depends(asker)]


def fresh_token() -> str:
    """Make a browser's token: 256 bits."""
    return secrets.token_urlsafe(32)


def keep(
    response: Response,
    token: str,
    *,
    is_secure: bool,
    name: str = COOKIE,
    lasts_seconds: int = LASTS_SECONDS,
    path: str = "/",
) -> Response:
    """Hand the token to the browser; scripts never see it, other sites never send it."""
    response.set_cookie(name, token, lasts_seconds, httponly=True, samesite="lax", secure=is_secure, path=path)
    return response
