"""The web edge: chat page, library pages and JSON API over one set of use cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from bot.errors import BotError
from bot.web import health, webhook
from bot.web.activities import accounts, branch, files, members, register, wall
from bot.web.activities import demo as demo_pages
from bot.web.activities.watching import Watching
from bot.web.chat import questions, reading
from bot.web.entrance import errors
from bot.web.entrance.guard import Guard, known_hosts
from bot.web.entrance.heads import Heads
from bot.web.entrance.identity import bound_where_asked
from bot.web.entrance.limits import Buckets

if TYPE_CHECKING:
    from bot.inbox.pump import Inbox
    from bot.people.accounts.demo import Demo
    from bot.wiring import Services

STATIC = Path(__file__).parent / "static"
ROOMS = (questions, reading, health, webhook, members, branch, files, register, accounts, wall, demo_pages)
# open to everybody even where a sign-in is asked for: the way in, and what checks by itself who comes
WAYS_IN = {health, webhook, members, wall, demo_pages}
ANSWERS = {
    BotError: errors.on_known,
    RequestValidationError: errors.on_unreadable,
    HTTPException: errors.on_http,
}


def create_app(
    services: Services, *, buckets: Buckets | None = None, inbox: Inbox | None = None, demo: Demo | None = None
) -> FastAPI:
    """Make the web application over open services. It documents itself nowhere: FastAPI's pages need a CDN."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.services, app.state.inbox, app.state.demo, app.state.watching = services, inbox, demo, Watching()
    _open_rooms(app)
    app.mount("/static", StaticFiles(directory=STATIC))
    hosts = known_hosts(services.settings.web.host, services.settings.web.public_url)
    app.add_middleware(Guard, hosts=hosts, buckets=buckets or Buckets(), is_open_demo=bool(demo and demo.is_open))
    app.add_middleware(Heads)
    return app


def _open_rooms(app: FastAPI) -> None:
    for error, answer in ANSWERS.items():
        app.add_exception_handler(error, answer)
    for room in ROOMS:
        app.include_router(room.router, dependencies=[] if room in WAYS_IN else [Depends(bound_where_asked)])
