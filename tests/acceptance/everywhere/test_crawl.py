"""Whoever follows every link, and tries every address there is, sees what is theirs and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx
import pytest
from sqlalchemy import update

from bot.activities.model import ActivityId
from bot.activities.register.model import LeaveKind
from bot.activities.storage import ActivityStore
from bot.people.model import MemberId, OrganisationId, PostKind
from bot.people.tables import MemberRow, OrganisationRow, PostRow
from bot.web.entrance.guard import HEADERS
from bot.web.entrance.identity import COOKIE, asker_of
from tests.acceptance.web.test_routes import READ, ROUTES, STREAMS, WORDS
from tests.support.register.branch import SINCE, Branch
from tests.support.web.crawling import Step, crawl
from tests.support.web.pages import Pages

# unmistakable words: of the first branch's register and of the second's, of people, of a member's illness, of a contact
OURS, THEIRS, THEIR_PEOPLE, ILLNESS, CONTACT = "松事", "兰事", "墨兰", "松病", "松联"
LEADER, ADMINISTRATOR, AUDITOR = MemberId(4), MemberId(6), MemberId(7)
NUMBER = "{number}"
FOR_ALL = ("/me", "/branch")  # the bar on top shows these to everybody; they say themselves who may enter
HIDDEN = {
    "nobody": {OURS, THEIRS, THEIR_PEOPLE, ILLNESS, "周五"},
    "plain": {THEIRS, THEIR_PEOPLE, "赵一"},
    "leader": {THEIRS, THEIR_PEOPLE, ILLNESS},
    "publicity": {THEIRS, THEIR_PEOPLE},
    "secretary": {THEIRS, THEIR_PEOPLE},
    "foreign_secretary": {OURS, ILLNESS, "周五", "赵一"},
    "administrator": {THEIRS, ILLNESS},
    "auditor": set(),
}
REACHES = {  # pages that show that the crawl of a role went where the role may go, by a part of their addresses
    "nobody": {"/library"},
    "plain": {"/me", "/calendar"},
    "leader": {"/branch?org=4", "/activities/5", "/wall/5?key="},
    "publicity": {"/activities/1", "/activities/2", "/wall/2?key="},
    "secretary": {"/activities/1", "/files/", "/wall/2?key=", "/branch/ledger", "/branch/accounts"},
    "foreign_secretary": {"/activities/3", "/files/", "/wall/4?key="},
    "administrator": {"/branch/accounts"},
    "auditor": {"/activities/1", "/activities/4"},
}


@dataclass(frozen=True)
class House:
    pages: Pages
    who: dict[str, MemberId | None]
    secrets: frozenset[str]
    tried: tuple[str, ...]


@pytest.fixture
async def house(pages: Pages) -> House:
    """Both branches with an activity each, everything that can be written about it, and somebody in every post."""
    branch = pages.branch
    await _name_them(branch)
    activities = [*await _activities(branch, OURS), *await _activities(branch, THEIRS)]
    activities.append(await _opened(branch, LEADER, OrganisationId(4), "党小组学习"))
    who = {
        "nobody": None,
        "plain": branch.plain,
        "leader": LEADER,
        "publicity": branch.publicity,
        "secretary": branch.secretary,
        "foreign_secretary": branch.foreign_secretary,
        "administrator": ADMINISTRATOR,
        "auditor": AUDITOR,
    }
    tokens = [(await pages.of(member)).cookies[COOKIE] for member in who.values() if member is not None]
    invitation = await pages.services.people.invite(branch.secretary, branch.probationary)
    await (await pages.of(None)).post("/api/pass-on", json={"question": "何时换届", "contact": CONTACT})
    async with branch.database.reading() as session:
        walls = [(await ActivityStore(session).secret(activity)).hex() for activity in activities]
    secrets = {*tokens, *(asker_of(token).external_id for token in tokens), *walls, CONTACT}
    return House(pages, who, frozenset({*secrets, invitation.token, invitation.code}), _addresses(activities))


async def _name_them(branch: Branch) -> None:
    async with branch.database.transaction() as session:
        await session.execute(update(OrganisationRow).where(OrganisationRow.id == 3).values(name=f"{THEIR_PEOPLE}支部"))
        for member in (branch.foreign_secretary, branch.foreign_member):
            name = f"{THEIR_PEOPLE}{member}"
            await session.execute(update(MemberRow).where(MemberRow.id == member).values(name=name))
        posts = ((LEADER, 4, PostKind.GROUP_LEADER), (ADMINISTRATOR, 1, PostKind.ADMINISTRATOR))
        for member, place, kind in (*posts, (AUDITOR, 1, PostKind.AUDITOR)):
            session.add(PostRow(member_id=member, organisation_id=place, kind=kind, from_on=SINCE))


async def _activities(branch: Branch, word: str) -> tuple[ActivityId, ActivityId]:
    """One that is locked, with a leave, a make-up study and an objection, and an open one; each says the word."""
    act, own, secretary, member = branch.activities, branch.branch, branch.secretary, branch.plain
    if word == THEIRS:
        own, secretary, member = branch.other_branch, branch.foreign_secretary, branch.foreign_member
    activity = await _opened(branch, secretary, own, word)
    await act.requests.ask_leave(member, activity, LeaveKind.SICK, ILLNESS if word == OURS else word)
    branch.clock.move(hours=3)
    await act.register.close(secretary, activity)
    await act.register.lock(secretary, activity)
    await act.requests.object_to_line(member, activity, f"{word}异议")
    task = next(one for one in (await act.register.view(None, activity)).tasks if one.member.id == member)
    await act.requests.submit_proof(member, task.id, f"{word}自学")
    return activity, await _opened(branch, secretary, own, word)


async def _opened(branch: Branch, by: MemberId, place: OrganisationId, word: str) -> ActivityId:
    draft = branch.draft(title=f"{word}会", place=f"{word}楼", agenda=f"{word}议程")
    planned = await branch.activities.planning.create(by, place, draft, f"{word}/{branch.clock.now()}")
    return (await branch.activities.register.open(by, planned.activity.id)).id


def _addresses(activities: list[ActivityId]) -> tuple[str, ...]:
    """Every address that can be read, of any activity and organisation."""
    paths = [route.path for route in READ if route.path not in STREAMS]
    of_one = {path.format(**WORDS, number=activity) for path in paths if NUMBER in path for activity in activities}
    of_many = {
        f"{path.format(**WORDS)}?org={org}&year=2026" for path in paths if NUMBER not in path for org in (1, 2, 3)
    }
    return tuple(sorted(of_one | of_many))


def faults(role: str, step: Step, secrets: frozenset[str]) -> list[str]:
    """What is wrong with an answer."""
    status, text = step.answer.status_code, step.text
    allowed = {200, 303} if step.is_linked and step.path not in FOR_ALL else {200, 303, 400, 401, 403, 404, 422}
    wrong = [] if status in allowed else [f"status {status}"]
    wrong += [f"shows {word}" for word in HIDDEN[role] if word in text]
    wrong += ["shows a secret"] * any(secret in text for secret in secrets)
    wrong += [f"no action {action}" for action in step.forms if not is_action(action)]
    if not step.path.startswith("/static/"):
        wrong += [f"header {name}" for name, value in SAFE.items() if step.answer.headers.get(name) != value]
    return wrong


SAFE = {**HEADERS, "Cache-Control": "no-store"}


def is_action(path: str) -> bool:
    """Whether a form may be sent there."""
    shapes = [re.sub(r"{\w+}", "[^/]+", route.path) for route in ROUTES if "POST" in (route.methods or ())]
    return any(re.fullmatch(shape, path) for shape in shapes)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", HIDDEN)
async def test_each_sees_what_is_theirs_alone(house: House, role: str) -> None:
    client: httpx.AsyncClient = await house.pages.of(house.who[role])
    steps = [step async for step in crawl(client, house.tried)]
    assert [(step.address, wrong) for step in steps if (wrong := faults(role, step, house.secrets))] == []
    seen = [
        step.address for step in steps if step.answer.status_code in {200, 303}
    ]  # a wall moves its key into a cookie
    assert {part for part in REACHES[role] if not any(part in address for address in seen)} == set()
