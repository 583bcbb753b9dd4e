"""A secretary's list of activities, and making new ones."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from starlette.responses import RedirectResponse, Response

from bot.activities.standing import Standing
from bot.errors import BotError, ErrorCode
from bot.people.model import OrganisationId, Permission
from bot.web.activities.bodies import LARGEST_ID, ActivityBody
from bot.web.activities.views import done, next_start, told
from bot.web.entrance.identity import MemberDep
from bot.web.entrance.services import ServicesDep
from bot.web.pages import show

router = APIRouter()
Org = Annotated[int | None, Query(ge=1, le=LARGEST_ID)]
BACK, AHEAD = timedelta(days=180), timedelta(days=400)


@router.get("/branch")
async def get_branch(who: MemberDep, services: ServicesDep, org: Org = None, did: str = "") -> Response:
    """List the activities of an organisation the member may see registers of."""
    standing = await services.activities.own.standing(who)
    place = _chosen(standing, org)
    today = services.clock.today()
    found = await services.activities.register.branch(who, place.id, today - BACK, today + AHEAD)
    may_run = standing.caller.may(Permission.RUN_ACTIVITY, place.path)
    form = {"starts": next_start(services.clock.now()), "key": secrets.token_urlsafe(16), "until": year_end(today)}
    facts: dict[str, Any] = {"place": place, "found": found, "may_run": may_run, "form": form, "today": today}
    return show("branch.html", standing=standing, told=told(did), **facts)


@router.post("/branch/activities")
async def post_activity(body: Annotated[ActivityBody, Form()], who: MemberDep, services: ServicesDep) -> Response:
    """Create an activity; of a series the dates are shown before they are created."""
    rule, planning = body.rule(), services.activities.planning
    if rule is None:
        created = await planning.create(who, body.place_id, body.draft(), body.key)
        return RedirectResponse(done(f"/activities/{created.activity.id}", "created"), 303)
    plan = await planning.plan(who, body.place_id, body.draft(), rule)
    if body.seen is None:
        return show("series.html", body=body, plan=plan)
    await planning.create_series(who, plan, body.key, body.seen)
    return RedirectResponse(done(f"/branch?org={body.organisation}", "series_created"), 303)


@router.get("/api/activities")
async def get_activities(who: MemberDep, services: ServicesDep, org: Org = None) -> dict[str, Any]:
    """Give the list as data."""
    place = _chosen(await services.activities.own.standing(who), org)
    today = services.clock.today()
    found = await services.activities.register.branch(who, place.id, today - BACK, today + AHEAD)
    rows = [{"id": one.activity.id, "title": one.activity.title, "state": one.activity.state} for one in found]
    return {"organisation": place.id, "activities": rows}


def _chosen(standing: Standing, org: int | None) -> Any:
    place = standing.place(OrganisationId(org) if org is not None else None)
    if place is not None:
        return place
    if org is not None:
        raise BotError(ErrorCode.ORGANISATION_NOT_FOUND)
    standing.caller.ensure(Permission.SEE_REGISTER, ())
    raise BotError(ErrorCode.ORGANISATION_NOT_FOUND)


def year_end(today: date) -> date:
    """Give the last day of the year."""
    return date(today.year, 12, 31)
