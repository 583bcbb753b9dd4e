"""Attacks on the register over the web and its API: each refused with a sentence, logged, nothing changed."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from bot.activities.model import ActivityId
from bot.activities.register.model import LeaveKind
from bot.activities.register.viewing import Register
from bot.errors import ErrorCode
from bot.people.model import MemberId
from tests.acceptance.register.test_pages import KEY, said
from tests.support.register.branch import Branch
from tests.support.sentences import explained
from tests.support.web.pages import Pages

Sent = tuple[str, dict[str, Any]]


async def whole(branch: Branch, activity: ActivityId) -> Register:
    return await branch.activities.register.view(None, activity)


async def with_requests(branch: Branch) -> ActivityId:
    """A locked activity with a leave, a task and an objection waiting, whose numbers are all 1 or follow it."""
    activity = await branch.opened()
    await branch.activities.requests.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发烧")
    branch.clock.move(hours=3)
    await branch.activities.register.close(branch.secretary, activity.id)
    await branch.activities.register.lock(branch.secretary, activity.id)
    task = next(task for task in (await whole(branch, activity.id)).tasks if task.member.id == branch.plain)
    await branch.activities.requests.submit_proof(branch.plain, task.id, "自学")
    await branch.activities.requests.object_to_line(branch.plain, activity.id, "我到会了")
    return activity.id


def attacks(activity: ActivityId, register: Register, member: MemberId) -> list[Sent]:
    """Everything a secretary can send for an activity."""
    here = f"/activities/{activity}"
    task = next(task.id for task in register.tasks if task.member.id == member)
    return [
        (f"{here}/open", {}),
        (f"{here}/close", {}),
        (f"{here}/confirm", {}),
        (f"{here}/lock", {}),
        (f"{here}/restore", {}),
        (f"{here}/cancel", {"reason": "没有理由"}),
        (f"{here}/reopen", {"reason": "没有理由"}),
        (f"{here}/names", {"shown": "true"}),
        (f"{here}/mark", {"member": str(member), "mark": "present", "reason": "改一下"}),
        (f"{here}/words", {"words": "全部到会", "write": "true"}),
        (f"{here}/leaves/{register.leaves[0].id}", {"yes": "true"}),
        (f"{here}/tasks/{task}", {"yes": "true"}),
        (f"{here}/disputes/{register.disputes[0].id}", {"to": "present", "note": "改一下"}),
    ]


READS = ("/activities/{0}", "/activities/{0}/wall", "/api/activities/{0}/register")


@pytest.mark.parametrize("who", ["foreign_secretary", "foreign_member", "plain"])
async def test_whoever_may_not_touch_a_register_changes_nothing(
    pages: Pages, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="zhibu")
    branch = pages.branch
    activity = await with_requests(branch)
    before = await whole(branch, activity)
    attacker = await pages.of(getattr(branch, who))
    for address, form in attacks(activity, before, branch.plain):
        caplog.clear()
        page = await attacker.post(address, data=form)
        assert page.status_code in {403, 404}, (address, said(page))
        assert said(page), address
        assert {"foreign_id_refused", "permission_refused"} & {record.message for record in caplog.records}, address
    for address in READS:
        page = await attacker.get(address.format(activity))
        assert page.status_code in {403, 404}
        assert "周五" not in page.text
    assert await whole(branch, activity) == before


async def test_a_foreign_activity_and_none_at_all_look_the_same(pages: Pages) -> None:
    attacker = await pages.of(pages.branch.foreign_secretary)
    activity = await with_requests(pages.branch)
    for address in READS:
        there, nowhere = await attacker.get(address.format(activity)), await attacker.get(address.format(99_999))
        assert (there.status_code, said(there)) == (nowhere.status_code, said(nowhere))


async def test_another_branch_is_not_listed_and_gets_no_activity(pages: Pages) -> None:
    branch = pages.branch
    attacker = await pages.of(branch.foreign_secretary)
    assert (await attacker.get("/branch", params={"org": int(branch.branch)})).status_code == 404
    assert (await attacker.get("/api/activities", params={"org": int(branch.branch)})).status_code == 404
    form = {"kind": "theme_day", "title": "混进来", "starts": "2026-03-06T15:00", "hours": "2", "key": KEY}
    page = await attacker.post("/branch/activities", data=form | {"organisation": str(branch.branch)})
    assert page.status_code == 404
    mine = await (await pages.of(branch.secretary)).get("/branch")
    assert "混进来" not in mine.text


async def test_a_members_own_pages_take_nobody_elses_numbers(pages: Pages) -> None:
    branch = pages.branch
    activity = await with_requests(branch)
    before = await whole(branch, activity)
    attacker = await pages.of(branch.foreign_member)
    task = before.tasks[0].id
    answers = [
        await attacker.post("/me/leave", data={"activity": activity, "kind": "sick", "reason": "混"}),
        await attacker.post("/me/leave/withdraw", data={"activity": activity}),
        await attacker.post("/me/object", data={"activity": activity, "words": "混"}),
        await attacker.post("/me/proof", data={"task": task, "proof": "混"}),
    ]
    assert [page.status_code for page in answers] == [404] * 4
    assert await whole(branch, activity) == before


async def test_a_code_passed_on_works_for_nobody_outside_and_only_once_inside(pages: Pages) -> None:
    branch = pages.branch
    activity = await branch.opened()
    code = await branch.code(activity.id)
    stranger, outsider = await pages.of(None), await pages.of(branch.foreign_member)
    assert (await stranger.post("/checkin", data={"code": code})).status_code == 401
    assert (await outsider.post("/checkin", data={"code": code})).status_code == 409
    linked = await outsider.post("/api/checkin", json={"p": f"c-{activity.id}-{code}"})
    assert (linked.status_code, linked.json()["error"]) == (404, "not_expected")
    branch.clock.move(seconds=30)
    late = await (await pages.of(branch.plain)).post("/checkin", data={"code": code})
    assert late.status_code == 422
    assert explained(ErrorCode.CODE_EXPIRED) in said(late)
    assert (await whole(branch, activity.id)).tally.in_room == 0


async def test_guessing_over_the_web_is_stopped(pages: Pages) -> None:
    branch = pages.branch
    activity = await branch.opened()
    right = await branch.code(activity.id)
    wrong = f"{(int(right) + 7) % 1_000_000:06}"
    member = await pages.of(branch.plain)
    statuses = [(await member.post("/api/checkin", json={"code": wrong})).status_code for _ in range(6)]
    assert statuses == [422] * 4 + [429] * 2
    assert (await member.post("/api/checkin", json={"code": right})).status_code == 429
    assert (await whole(branch, activity.id)).tally.in_room == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"code": 123456}',
        b'{"code": null}',
        b'{"code": "\\ud800"}',
        b'{"code": "' + b"9" * 5000 + b'"}',
        b'{"p": "c-99999999999999999999-123456"}',
        b'{"p": "c-0-000000"}',
        b'{"code": "123456", "activity": -1}',
        b'{"code": "123456", "activity": 99999999999}',
        b"\xff\xfe",
    ],
)
async def test_broken_bodies_get_a_sentence(pages: Pages, body: bytes) -> None:
    await pages.branch.opened()
    member = await pages.of(pages.branch.plain)
    page = await member.post("/api/checkin", content=body, headers={"content-type": "application/json"})
    assert 400 <= page.status_code < 500
    assert page.json()["message"]


@pytest.mark.parametrize(
    "form",
    [
        {"lines": "5=on_leave:nothing"},
        {"lines": "x=present"},
        {"lines": "5"},
        {"member": "5", "mark": "made_up"},
        {"member": "5", "mark": "winner"},
        {"member": "0", "mark": "present"},
        {"member": str(2**40), "mark": "present"},
        {},
    ],
)
async def test_broken_marks_write_nothing(pages: Pages, form: dict[str, str]) -> None:
    branch = pages.branch
    activity = await branch.opened()
    before = await whole(branch, activity.id)
    page = await (await pages.of(branch.secretary)).post(f"/activities/{activity.id}/mark", data=form)
    assert page.status_code < 500
    assert await whole(branch, activity.id) == before


@pytest.mark.parametrize("address", ["/activities/0", "/activities/99999999999", "/activities/x", "/activities/-1"])
async def test_addresses_that_are_none(pages: Pages, address: str) -> None:
    page = await (await pages.of(pages.branch.secretary)).get(address)
    assert page.status_code == 404


async def test_a_name_full_of_signs_stays_a_name(pages: Pages) -> None:
    branch = pages.branch
    name = "<b>张</b>&*_[x](y)=1+1"
    async with branch.database.transaction() as session:
        from sqlalchemy import update  # noqa: PLC0415

        from bot.people.tables import MemberRow  # noqa: PLC0415

        await session.execute(update(MemberRow).where(MemberRow.id == branch.plain).values(name=name))
    activity = await branch.opened()
    await branch.activities.register.show_names(branch.secretary, activity.id, shown=True)
    await branch.activities.check_in(branch.plain, await branch.code(activity.id))
    for who, address in ((branch.secretary, f"/activities/{activity.id}"), (branch.plain, "/me")):
        page = await (await pages.of(who)).get(address)
        assert "<b>张</b>" not in page.text
        assert "&lt;b&gt;张&lt;/b&gt;&amp;*_[x](y)=1+1" in page.text


async def test_a_forged_cookie_is_nobody(pages: Pages) -> None:
    stranger = await pages.of(None)
    for value in ("", "x", "a" * 43, "é", "a" * 5000):
        page = await stranger.get("/me", headers=[(b"cookie", f"zhibu={value}".encode("latin-1"))])
        assert page.status_code == 401


async def test_another_site_cannot_send_our_forms(pages: Pages) -> None:
    activity = await pages.branch.planned()
    secretary = await pages.of(pages.branch.secretary)
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        page: httpx.Response = await secretary.post(f"/activities/{activity.id}/open", headers=headers)
        assert page.status_code == 403
    assert (await whole(pages.branch, activity.id)).activity.state == "planned"
