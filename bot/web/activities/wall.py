"""The wall screen: code, QR and live counts for the room, behind a signed link."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated

import segno
from fastapi import APIRouter, Cookie, Path, Query, Request
from fastapi.responses import RedirectResponse, StreamingResponse
from starlette.responses import Response

from bot.activities.checkin.codes import link_payload
from bot.activities.model import ActivityId
from bot.activities.register.wall import Wall
from bot.incidents import explained
from bot.texts import say, told
from bot.web.activities.bodies import LARGEST_ID
from bot.web.activities.watching import Watching
from bot.web.entrance.errors import as_json
from bot.web.entrance.identity import keep
from bot.web.entrance.services import ServicesDep
from bot.web.pages import event, show
from bot.web.sentences.pages import PageText
from bot.wiring import Services

router = APIRouter()
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
Key = Annotated[str, Query(max_length=100)]
COOKIE = "zhibu-wall"
LASTS_SECONDS = 3 * 24 * 3600  # a link ends half a day after its activity, whatever the browser keeps
Kept = Annotated[str, Cookie(alias=COOKIE, max_length=100)]
EVENT_HEADERS = {"X-Accel-Buffering": "no"}


@router.get("/wall/{number}")
async def get_wall(number: Id, services: ServicesDep, request: Request, key: Key = "", kept: Kept = "") -> Response:
    """Show the wall. The key of its link goes into a cookie: an address on a projector is photographed."""
    await services.activities.wall.check_link(ActivityId(number), key or kept)
    if key:
        path, is_secure = f"/wall/{number}", request.url.scheme == "https"
        moved = RedirectResponse(path, 303)
        return keep(moved, key, is_secure=is_secure, name=COOKIE, lasts_seconds=LASTS_SECONDS, path=path)
    wall = await services.activities.wall.view(ActivityId(number))
    page = services.links.page("/checkin", str(request.base_url).rstrip("/"))
    return show("wall.html", wall=wall, events=f"/wall/{number}/events", page=page)


@router.get("/wall/{number}/events")
async def get_events(
    number: Id, services: ServicesDep, request: Request, key: Key = "", kept: Kept = ""
) -> StreamingResponse:
    """Tell the wall what to show, at once and on each change."""
    await services.activities.wall.check_link(ActivityId(number), key or kept)
    base = str(request.base_url).rstrip("/")
    told_events = _events(request.app.state.watching, services, ActivityId(number), base)
    return StreamingResponse(told_events, media_type="text/event-stream", headers=EVENT_HEADERS)


async def _events(watching: Watching, services: Services, activity: ActivityId, base: str) -> AsyncIterator[bytes]:
    async def look() -> bytes:
        return event(None, _shown(services, await services.activities.wall.view(activity), base))

    try:
        async with aclosing(watching((activity, base), look)) as lines:
            async for line in lines:
                yield line
    except Exception as error:  # noqa: BLE001 - the reply has begun, so the sentence must go into the stream
        yield event("trouble", as_json(explained(error)))


def _shown(services: Services, wall: Wall, base: str) -> dict[str, object]:
    """Give what the wall shows; the QR code is an SVG without styles."""
    tally, activity = wall.tally, wall.activity
    counts = {"expected": tally.expected, "present": tally.in_room, "leave": tally.on_leave}
    sign = {"state": told(activity.state), "quorum": quorum_sentence(wall), "reached": _is_reached(wall)}
    if wall.code is None:
        return {**counts, **sign, "code": "", "qr": "", "names": wall.names}
    address = services.links.checkin(link_payload(activity.id, wall.code), base)
    svg = segno.make(address, error="m").svg_inline(scale=10, border=2, dark="#000", light="#fff")
    return {**counts, **sign, "code": wall.code, "qr": svg, "names": wall.names}


def quorum_sentence(wall: Wall) -> str:
    """Say whether the meeting may begin, with the article; empty where no quorum is asked for."""
    if wall.quorum is None:
        return ""
    key = PageText.QUORUM_REACHED if wall.quorum.is_reached else PageText.QUORUM_MISSING
    rule = wall.quorum.rule
    return say(key, missing=wall.quorum.missing, regulation=rule.regulation, article=rule.article)


def _is_reached(wall: Wall) -> bool:
    return wall.quorum is not None and wall.quorum.is_reached
