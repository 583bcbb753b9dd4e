"""One activity as its secretary sees it: the register, its steps, its decisions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path
from starlette.responses import RedirectResponse, Response

from bot.activities.model import ActivityId, Via
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId
from bot.web.identity import MemberDep
from bot.web.pages import show
from bot.web.register_bodies import LARGEST_ID, DecisionBody, MarkBody, ReasonBody, SpokenBody
from bot.web.register_views import done, lines_json, told, undo_lines
from bot.web.services import ServicesDep
from bot.wiring import Services

router = APIRouter()
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
STEPS = ("open", "close", "confirm", "lock", "restore")
STEPS_WITH_REASON = ("cancel", "reopen")


@router.get("/activities/{number}")
async def get_register(number: Id, who: MemberDep, services: ServicesDep, did: str = "") -> Response:
    """Show the register."""
    return await shown_register(services, who, number, told=told(did))


@router.get("/api/activities/{number}/register")
async def get_api_register(number: Id, who: MemberDep, services: ServicesDep) -> dict[str, Any]:
    """Give the register as data."""
    return lines_json(await services.activities.register(who, ActivityId(number)))


@router.get("/activities/{number}/wall")
async def get_wall(number: Id, who: MemberDep, services: ServicesDep) -> Response:
    """Lead to the wall by its signed link."""
    return RedirectResponse(await services.activities.wall_link(who, ActivityId(number)), 303)


@router.post("/activities/{number}/mark")
async def post_mark(number: Id, body: Annotated[MarkBody, Form()], who: MemberDep, services: ServicesDep) -> Response:
    """Write lines; what they said before is offered as an undo."""
    try:
        marks = body.marks()
    except ValueError as unreadable:
        raise BotError(ErrorCode.BODY_UNREADABLE) from unreadable
    marked = await services.activities.mark(who, ActivityId(number), marks, via=Via.SECRETARY, reason=body.reason)
    return await shown_register(services, who, number, told=told("marked"), undo=undo_lines(marked), reason=body.reason)


@router.post("/activities/{number}/words")
async def post_words(
    number: Id, body: Annotated[SpokenBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Read 「除张三外全部到会」: first the preview, then it is written."""
    try:
        settled = body.settled()
    except ValueError as unreadable:
        raise BotError(ErrorCode.BODY_UNREADABLE) from unreadable
    call = services.activities.mark_in_words(who, ActivityId(number), body.words, settled=settled, write=body.write)
    spoken, marked = await call
    if marked is None:
        return await shown_register(services, who, number, spoken=spoken, body=body)
    return await shown_register(services, who, number, told=told("marked"), undo=undo_lines(marked))


@router.post("/activities/{number}/names")
async def post_names(
    number: Id, body: Annotated[ReasonBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Turn the names on the wall on or off."""
    await services.activities.show_names(who, ActivityId(number), shown=body.shown)
    return RedirectResponse(done(f"/activities/{number}", "names_on" if body.shown else "names_off"), 303)


@router.post("/activities/{number}/leaves/{leave}")
async def post_leave_decision(
    number: Id, leave: Id, body: Annotated[DecisionBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Grant or refuse leave."""
    await services.activities.decide_leave(who, leave, granted=body.yes, note=body.note)
    return RedirectResponse(done(f"/activities/{number}", "decided"), 303)


@router.post("/activities/{number}/tasks/{task}")
async def post_task_decision(
    number: Id, task: Id, body: Annotated[DecisionBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Accept a proof or give it back."""
    await services.activities.decide_task(who, task, accepted=body.yes, note=body.note)
    return RedirectResponse(done(f"/activities/{number}", "decided"), 303)


@router.post("/activities/{number}/disputes/{dispute}")
async def post_dispute_decision(
    number: Id, dispute: Id, body: Annotated[DecisionBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Decide on an objection."""
    await services.activities.decide_dispute(who, dispute, body.note or "", correct_to=body.to)
    return RedirectResponse(done(f"/activities/{number}", "decided"), 303)


@router.post("/activities/{number}/{step}")
async def post_step(
    number: Id, step: str, body: Annotated[ReasonBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Take the activity a step on; some steps need a reason."""
    if step not in (*STEPS, *STEPS_WITH_REASON):
        raise BotError(ErrorCode.PAGE_NOT_FOUND)
    use_case = getattr(services.activities, step)
    reason = (body.reason or "",) if step in STEPS_WITH_REASON else ()
    await use_case(who, ActivityId(number), *reason)
    return RedirectResponse(done(f"/activities/{number}", step), 303)


async def shown_register(services: Services, who: MemberId, number: int, **facts: Any) -> Response:
    """Show the register with what has just happened to it."""
    register = await services.activities.register(who, ActivityId(number))
    standing = await services.activities.standing(who)
    names = {line.member.id: line.member.name for line in register.lines} | standing.names
    blank: dict[str, Any] = {"told": None, "undo": [], "spoken": None, "body": None, "reason": None, "paper": None}
    blank |= {"activity": register.activity, "here": f"/activities/{number}"}
    return show("register.html", register=register, standing=standing, names=names, **(blank | facts))
