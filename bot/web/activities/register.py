"""One activity as its secretary sees it: the register, its steps, its decisions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path
from starlette.responses import RedirectResponse, Response

from bot.activities.model import ActivityId
from bot.errors import BotError, ErrorCode
from bot.people.model import MemberId
from bot.web.activities.bodies import LARGEST_ID, DecisionBody, MarkBody, ReasonBody, SpokenBody
from bot.web.activities.views import change_lines, done, lines_json, marked_facts, told
from bot.web.entrance.identity import MemberDep
from bot.web.entrance.services import ServicesDep
from bot.web.pages import show
from bot.wiring import Services

router = APIRouter()
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]


@router.get("/activities/{number}")
async def get_register(number: Id, who: MemberDep, services: ServicesDep, did: str = "") -> Response:
    """Show the register."""
    return await shown_register(services, who, number, told=told(did))


@router.get("/api/activities/{number}/register")
async def get_api_register(number: Id, who: MemberDep, services: ServicesDep) -> dict[str, Any]:
    """Give the register as data."""
    return lines_json(await services.activities.register.view(who, ActivityId(number)))


@router.get("/activities/{number}/wall")
async def get_wall(number: Id, who: MemberDep, services: ServicesDep) -> Response:
    """Lead to the wall by its signed link."""
    return RedirectResponse(await services.activities.wall.link(who, ActivityId(number)), 303)


@router.post("/activities/{number}/mark")
async def post_mark(number: Id, body: Annotated[MarkBody, Form()], who: MemberDep, services: ServicesDep) -> Response:
    """Write lines; what they said before is offered as an undo."""
    with unreadable():
        changes = body.changes()
    mark = services.activities.register.mark
    marked = await mark(who, ActivityId(number), changes, via=body.via, reason=body.reason)
    return await shown_register(services, who, number, **marked_facts(marked), reason=body.reason)


@router.post("/activities/{number}/words")
async def post_words(
    number: Id, body: Annotated[SpokenBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Read 「除张三外全部到会」 and show what it would write; the form below it writes exactly that."""
    with unreadable():
        settled = body.settled()
    plan = await services.activities.register.plan_marks(who, ActivityId(number), body.words, settled)
    return await shown_register(services, who, number, plan=plan, lines=change_lines(plan.changes), body=body)


@router.post("/activities/{number}/names")
async def post_names(
    number: Id, body: Annotated[ReasonBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Turn the names on the wall on or off."""
    await services.activities.register.show_names(who, ActivityId(number), shown=body.shown)
    return RedirectResponse(done(f"/activities/{number}", "names_on" if body.shown else "names_off"), 303)


@router.post("/activities/{number}/leaves/{leave}")
async def post_leave_decision(
    number: Id, leave: Id, body: Annotated[DecisionBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Grant or refuse leave."""
    decide = services.activities.requests.decide_leave
    await decide(who, leave, granted=body.yes, note=body.note, of=ActivityId(number))
    return RedirectResponse(done(f"/activities/{number}", "decided"), 303)


@router.post("/activities/{number}/tasks/{task}")
async def post_task_decision(
    number: Id, task: Id, body: Annotated[DecisionBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Accept a proof or give it back."""
    decide = services.activities.requests.decide_task
    await decide(who, task, accepted=body.yes, note=body.note, of=ActivityId(number))
    return RedirectResponse(done(f"/activities/{number}", "decided"), 303)


@router.post("/activities/{number}/disputes/{dispute}")
async def post_dispute_decision(
    number: Id, dispute: Id, body: Annotated[DecisionBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Decide on an objection."""
    decide = services.activities.requests.decide_dispute
    await decide(who, dispute, body.note or "", correct_to=body.to, of=ActivityId(number))
    return RedirectResponse(done(f"/activities/{number}", "decided"), 303)


@router.post("/activities/{number}/lock")
async def post_lock(number: Id, body: Annotated[ReasonBody, Form()], who: MemberDep, services: ServicesDep) -> Response:
    """Lock the register as its preview said."""
    await services.activities.register.lock(who, ActivityId(number), seen=body.seen)
    return RedirectResponse(done(f"/activities/{number}", "lock"), 303)


@router.post("/activities/{number}/{step}")
async def post_step(
    number: Id, step: str, body: Annotated[ReasonBody, Form()], who: MemberDep, services: ServicesDep
) -> Response:
    """Take the activity a step on: open, close, confirm, restore; cancel and reopen with a reason."""
    register, planning, activity = services.activities.register, services.activities.planning, ActivityId(number)
    match step:
        case "open":
            await register.open(who, activity)
        case "close":
            await register.close(who, activity)
        case "confirm":
            await register.confirm(who, activity)
        case "restore":
            await planning.restore(who, activity)
        case "cancel":
            await planning.cancel(who, activity, body.reason or "")
        case "reopen":
            await register.reopen(who, activity, body.reason or "")
        case _:
            raise BotError(ErrorCode.PAGE_NOT_FOUND)
    return RedirectResponse(done(f"/activities/{number}", step), 303)


async def shown_register(services: Services, who: MemberId, number: int, **facts: Any) -> Response:
    """Show the register with what has just happened to it."""
    act = services.activities
    register, standing = await act.register.view(who, ActivityId(number)), await act.own.standing(who)
    names = {line.member.id: line.member.name for line in register.lines} | standing.names
    page: dict[str, Any] = dict.fromkeys(("told", "undo", "plan", "lines", "body", "reason", "paper"))
    page |= {"register": register, "standing": standing, "names": names}
    page |= {"activity": register.activity, "here": f"/activities/{number}"}
    return show("register.html", **(page | facts))


@contextmanager
def unreadable() -> Iterator[None]:
    """Turn what no form of ours sends into its sentence."""
    try:
        yield
    except ValueError as wrong:
        raise BotError(ErrorCode.BODY_UNREADABLE) from wrong
