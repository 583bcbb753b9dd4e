"""A member's own pages: binding the browser, checking in, what lies ahead, one's record and requests."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from bot.activities.checkin.codes import read_payload
from bot.activities.checkin.model import CheckedIn
from bot.activities.model import ActivityId
from bot.errors import BotError, ErrorCode
from bot.people.accounts.model import Asker
from bot.web.activities.bodies import BindBody, CheckinBody, LeaveBody, OneActivity, ProofBody, WordsBody
from bot.web.activities.views import done, told
from bot.web.entrance.identity import COOKIE, AskerDep, MemberDep, Visitor, asker_of, brought, fresh_token, keep
from bot.web.entrance.limits import address_of
from bot.web.entrance.services import ServicesDep
from bot.web.pages import show
from bot.wiring import Services

router = APIRouter()
Year = Annotated[int | None, Query(ge=2000, le=2100)]


@router.get("/bind")
async def get_bind(who: Visitor, i: Annotated[str, Query(max_length=64)] = "", did: str = "") -> Response:
    """Ask for an invitation, or for one tap when its link was opened."""
    return show("bind.html", token=i, is_bound=who is not None, told=told(did))


@router.post("/bind")
async def post_bind(body: Annotated[BindBody, Form()], request: Request, services: ServicesDep) -> Response:
    """Bind the browser to the invited member, by a new token whatever it brought along."""
    token, bind, before = fresh_token(), services.people.bind, brought(request)
    if body.token:
        await bind.by_token(asker_of(token), body.token, before=before)
    else:
        await bind.by_code(asker_of(token), body.code, before=before, address=address_of(request))
    response = RedirectResponse(done("/me", "bound"), 303)
    return keep(response, token, is_secure=request.url.scheme == "https")


@router.post("/unbind")
async def post_unbind(request: Request, services: ServicesDep) -> Response:
    """Make the browser nobody's again."""
    known = brought(request)
    if known is not None:
        await services.people.unbind(known)
    response = RedirectResponse(done("/bind", "unbound"), 303)
    response.delete_cookie(COOKIE, path="/")
    return response


@router.get("/checkin")
async def get_checkin(who: Visitor, p: Annotated[str, Query(max_length=64)] = "") -> Response:
    """Ask for the six digits, or for one tap when the QR code was scanned."""
    return show("checkin.html", is_bound=who is not None, payload=p if read_payload(p) else "", result=None)


@router.post("/checkin")
async def post_checkin(body: Annotated[CheckinBody, Form()], who: AskerDep, services: ServicesDep) -> Response:
    """Check the member in."""
    result = await _check_in(services, who, body)
    return show("checkin.html", is_bound=True, payload="", result=result)


@router.post("/api/checkin")
async def post_api_checkin(body: CheckinBody, who: AskerDep, services: ServicesDep) -> dict[str, Any]:
    """Check the member in; gives what the register says and whether this was the first time."""
    result = await _check_in(services, who, body)
    activity = result.activity
    at = result.at.isoformat()
    return {"activity": activity.id, "title": activity.title, "state": result.state, "at": at, "first": result.is_first}


@router.get("/me")
async def get_me(who: MemberDep, this: AskerDep, services: ServicesDep, year: Year = None, did: str = "") -> Response:
    """Show what lies ahead of the member, what the register holds of them, and their accounts."""
    own = services.activities.own
    facts: dict[str, Any] = {"ahead": await own.ahead(who), "kept": await own.record(who, year)}
    facts |= {"standing": await own.standing(who), "accounts": await services.people.my_accounts(this)}
    return show("me.html", **facts, now=services.clock.now(), told=told(did))


@router.get("/api/me")
async def get_api_me(who: MemberDep, services: ServicesDep, year: Year = None) -> dict[str, Any]:
    """Give the member's own record."""
    kept = await services.activities.own.record(who, year)
    lines = [{"activity": own.activity.id, "title": own.activity.title, "state": own.state} for own in kept.lines]
    hours = kept.hours
    return {"lines": lines, "earned_minutes": hours.earned_minutes, "asked_minutes": hours.asked_minutes}


@router.post("/me/leave")
async def post_leave(body: Annotated[LeaveBody, Form()], who: MemberDep, services: ServicesDep) -> Response:
    """Ask for leave."""
    await services.activities.requests.ask_leave(who, ActivityId(body.activity), body.kind, body.reason)
    return RedirectResponse(done("/me", "leave_asked"), 303)


@router.post("/me/leave/withdraw")
async def post_withdraw(body: Annotated[OneActivity, Form()], who: MemberDep, services: ServicesDep) -> Response:
    """Take a request for leave back."""
    await services.activities.requests.withdraw_leave(who, ActivityId(body.activity))
    return RedirectResponse(done("/me", "leave_withdrawn"), 303)


@router.post("/me/object")
async def post_objection(body: Annotated[WordsBody, Form()], who: MemberDep, services: ServicesDep) -> Response:
    """Object to one's own line."""
    await services.activities.requests.object_to_line(who, ActivityId(body.activity), body.words)
    return RedirectResponse(done("/me", "objected"), 303)


@router.post("/me/proof")
async def post_proof(body: Annotated[ProofBody, Form()], who: MemberDep, services: ServicesDep) -> Response:
    """Hand in what was studied."""
    await services.activities.requests.submit_proof(who, body.task, body.proof)
    return RedirectResponse(done("/me", "proof_sent"), 303)


async def _check_in(services: Services, who: Asker, body: CheckinBody) -> CheckedIn:
    link = read_payload(body.p) if body.p else None
    if link is not None:
        return await services.activities.check_in(who, link[1], activity=link[0])
    if body.p:
        raise BotError(ErrorCode.CODE_EXPIRED)
    activity = ActivityId(body.activity) if body.activity is not None else None
    return await services.activities.check_in(who, body.code, activity=activity)
