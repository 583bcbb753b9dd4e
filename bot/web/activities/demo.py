"""The demonstration: choose who to be. These pages exist under `zhibu serve --demo` only."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from bot.errors import BotError, ErrorCode
from bot.people.accounts.demo import Demo
from bot.people.model import MemberId
from bot.web.activities.bodies import LARGEST_ID
from bot.web.entrance.identity import asker_of, brought, fresh_token, keep
from bot.web.pages import show

router = APIRouter()
Number = Annotated[int, Form(ge=1, le=LARGEST_ID)]


def demo_of(request: Request) -> Demo:
    """Give the demonstration. Errors: BotError PAGE_NOT_FOUND where none is running."""
    demo = request.app.state.demo
    if demo is None:
        raise BotError(ErrorCode.PAGE_NOT_FOUND)
    assert isinstance(demo, Demo)  # create_app put it there
    return demo


DemoDep = Annotated[Demo, Depends(demo_of)]


@router.get("/demo")
async def get_demo(demo: DemoDep) -> Response:
    """List whom one can be."""
    return show("demo.html", roster=await demo.members())


@router.post("/demo")
async def post_demo(member: Number, demo: DemoDep, request: Request) -> Response:
    """Be this member from now on."""
    token = fresh_token()
    await demo.enter(asker_of(token), MemberId(member), brought(request))
    return keep(RedirectResponse("/me", 303), token, is_secure=request.url.scheme == "https")
