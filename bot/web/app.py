"""The web edge: chat page, library pages and JSON API over one set of use cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from bot.errors import BotError
from bot.web import errors, health, questions, reading
from bot.web.guard import Guard
from bot.web.limits import Buckets

if TYPE_CHECKING:
    from bot.wiring import Services

STATIC = Path(__file__).parent / "static"


def create_app(services: Services, *, buckets: Buckets | None = None) -> FastAPI:
    """Make the web application over open services. It documents itself nowhere: FastAPI's pages need a CDN."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.services = services
    for room in (questions, reading, health):
        app.include_router(room.router)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(BotError, errors.on_known)
    app.add_exception_handler(RequestValidationError, errors.on_unreadable)
    app.add_exception_handler(HTTPException, errors.on_http)
    app.add_middleware(Guard, host=services.settings.web.host, buckets=buckets or Buckets())
    return app
