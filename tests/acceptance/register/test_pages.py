"""The web pages of members and secretaries, through the real application."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from bot.activities.register.model import LeaveKind, LineState, Via
from bot.activities.sentences import ActivityText
from bot.errors import ErrorCode
from bot.people.model import MemberId
from bot.texts import say, told
from bot.web.sentences.pages import PageText
from tests.support.register.branch import Branch
from tests.support.sentences import begins, explained
from tests.support.web.pages import Pages

FORM = {"kind": "theme_day", "title": "3月主题党日", "starts": "2026-03-06T15:00", "hours": "2", "place": "三楼会议室"}
KEY = "a-request-key-of-one-form"


def said(page: httpx.Response) -> str:
    """The page's words without its tags."""
    body = re.sub(r"<(script|style).*?</\1>", "", page.text.partition("<main")[2], flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


async def created(pages: Pages, **changes: str) -> int:
    secretary = await pages.of(pages.branch.secretary)
    form = {**FORM, "organisation": str(pages.branch.branch), "key": KEY} | changes
    page = await secretary.post("/branch/activities", data=form)
    assert page.status_code == 200, said(page)
    return int(page.url.path.rpartition("/")[2])


async def states(branch: Branch, activity: int) -> dict[MemberId, LineState]:
    register = await branch.activities.register.view(None, activity)  # type: ignore[arg-type]
    return {line.member.id: line.state for line in register.lines}


def lines_of(page: httpx.Response) -> list[str]:
    """The changes that a preview or an undo on the page would write."""
    return [html.unescape(line) for line in re.findall(r'name="lines" value="([^"]+)"', page.text)]


async def test_an_undo_leaves_alone_who_checked_in_since(pages: Pages) -> None:
    branch = pages.branch
    secretary, member = await pages.of(branch.secretary), await pages.of(branch.plain)
    activity = await created(pages)
    await secretary.post(f"/activities/{activity}/open")
    page = await secretary.post(f"/activities/{activity}/words", data={"words": "除李四外全部缺席"})
    page = await secretary.post(f"/activities/{activity}/mark", data={"lines": lines_of(page)})
    undo = lines_of(page)
    code = await branch.code(activity)  # type: ignore[arg-type]
    await member.post("/checkin", data={"code": code})
    page = await secretary.post(f"/activities/{activity}/mark", data={"lines": undo})
    assert say(ActivityText.MARKED_PASSED, names="周五") in said(page)
    after = await states(branch, activity)
    assert after.pop(branch.plain) is LineState.PRESENT
    assert set(after.values()) == {LineState.EXPECTED}


@pytest.mark.golden
async def test_from_the_form_to_the_locked_register(pages: Pages) -> None:
    branch = pages.branch
    secretary, member = await pages.of(branch.secretary), await pages.of(branch.plain)
    activity = await created(pages)
    assert "签到已开放" in said(await secretary.post(f"/activities/{activity}/open"))
    code = await branch.code(activity)  # type: ignore[arg-type]
    assert "已签到：3月主题党日" in said(await member.post("/checkin", data={"code": code}))
    assert "您已经签过到了，不用再签" in said(await member.post("/checkin", data={"code": code}))
    branch.clock.move(hours=2)
    page = await secretary.post(f"/activities/{activity}/words", data={"words": "除李四、钱二（病假）外全部到会"})
    assert "将写入：缺席 1、请假 1、到会 7" in said(page)
    assert (await states(branch, activity))[branch.deputy] is LineState.EXPECTED
    previewed = lines_of(page)
    page = await secretary.post(f"/activities/{activity}/mark", data={"lines": previewed})
    assert "已写入" in said(page)
    undo = lines_of(page)
    assert len(undo) == 9
    await secretary.post(f"/activities/{activity}/mark", data={"lines": undo})
    assert (await states(branch, activity))[branch.deputy] is LineState.EXPECTED
    await secretary.post(f"/activities/{activity}/mark", data={"lines": previewed})
    page = await secretary.post(f"/activities/{activity}/close")
    assert "请核对签到表" in said(page)
    assert say(PageText.REGISTER_LOCK_NOBODY) in said(page)
    assert "新增补学任务 2 项，2026 年 4 月 5 日前完成" in said(page)  # one absent, one on leave
    stale = await secretary.post(f"/activities/{activity}/lock", data={"seen": "00000000"})
    assert stale.status_code == 409
    assert "预览之后情况有变化" in said(stale)
    seen = re.findall(r'name="seen" value="([^"]+)"', page.text)[0]
    assert "签到表已锁定" in said(await secretary.post(f"/activities/{activity}/lock", data={"seen": seen}))
    page = await secretary.post(f"/activities/{activity}/mark", data={"member": str(branch.deputy), "mark": "present"})
    assert page.status_code == 409
    assert "签到表已经锁定" in said(page)
    page = await secretary.get(f"/activities/{activity}")
    assert "变动记录" in said(page)


async def test_the_form_sent_twice_creates_one_activity(pages: Pages) -> None:
    assert await created(pages) == await created(pages)


async def test_a_series_is_shown_before_it_is_created(pages: Pages) -> None:
    secretary = await pages.of(pages.branch.secretary)
    form = {**FORM, "organisation": str(pages.branch.branch), "key": KEY, "repeat": "weekday", "until": "2026-06-30"}
    page = await secretary.post("/branch/activities", data=form | {"title": "{月}月主题党日"})
    assert say(PageText.SERIES_TITLE, count=4) in said(page)
    moved = say(PageText.SERIES_MOVED, meant="2026 年 5 月 1 日")
    assert f"2026 年 5 月 6 日 5月主题党日 {moved}" in said(page)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    page = await secretary.post("/branch/activities", data=hidden)
    assert say(PageText.DID_SERIES_CREATED) in said(page)
    assert said(page).count("月主题党日") == 4


async def test_leave_is_asked_on_ones_page_and_granted_on_the_secretarys(pages: Pages) -> None:
    member, secretary = await pages.of(pages.branch.plain), await pages.of(pages.branch.secretary)
    activity = await created(pages)
    page = await member.post("/me/leave", data={"activity": activity, "kind": "sick", "reason": "发烧"})
    assert say(PageText.DID_LEAVE_ASKED) in said(page)
    asked = say(PageText.REGISTER_LEAVE_LINE, name="周五", kind=told(LeaveKind.SICK), reason="发烧")
    assert asked in said(await secretary.get(f"/activities/{activity}"))
    leave = (await pages.branch.activities.register.view(None, activity)).leaves[0]  # type: ignore[arg-type]
    page = await secretary.post(f"/activities/{activity}/leaves/{leave.id}", data={"yes": "true"})
    assert say(PageText.DID_DECIDED) in said(page)
    assert "病假 ： 已准假".replace(" ", "") in said(await member.get("/me")).replace(" ", "")
    assert say(PageText.DID_LEAVE_WITHDRAWN) in said(
        await member.post("/me/leave/withdraw", data={"activity": activity})
    )
    assert (await states(pages.branch, activity))[pages.branch.plain] is LineState.EXPECTED


@pytest.mark.golden
async def test_make_up_and_objection_come_back_to_the_member(pages: Pages) -> None:
    branch = pages.branch
    member, secretary = await pages.of(branch.plain), await pages.of(branch.secretary)
    activity = await created(pages)
    branch.clock.move(hours=4)
    for step in ("close", "lock"):
        await secretary.post(f"/activities/{activity}/{step}")
    register = await branch.activities.register.view(None, activity)  # type: ignore[arg-type]
    task = next(task for task in register.tasks if task.member.id == branch.plain)
    assert "补学说明已提交" in said(await member.post("/me/proof", data={"task": task.id, "proof": "自学第三章"}))
    assert "异议已提交" in said(await member.post("/me/object", data={"activity": activity, "words": "我到会了"}))
    page = said(await secretary.get(f"/activities/{activity}"))
    assert "周五的补学说明：自学第三章" in page
    assert "周五对“缺席”有异议：我到会了" in page
    dispute = (await branch.activities.register.view(None, activity)).disputes[0]  # type: ignore[arg-type]
    decision = {"to": "present", "note": "两位同志证明"}
    await secretary.post(f"/activities/{activity}/disputes/{dispute.id}", data=decision)
    mine = said(await member.get("/me"))
    assert "我到会了 已更正 两位同志证明" in mine
    assert (await member.get("/api/me")).json()["earned_minutes"] == 120


async def test_a_browser_is_bound_by_an_invitation_once(pages: Pages) -> None:
    branch = pages.branch
    invitation = await pages.services.people.invite(branch.secretary, branch.plain)
    stranger = await pages.of(None)
    assert explained(ErrorCode.NOT_BOUND) in said(await stranger.get("/me"))
    assert (await stranger.get("/me")).status_code == 401
    assert say(PageText.BIND_LINK) in said(await stranger.get("/bind", params={"i": invitation.token}))
    page = await stranger.post("/bind", data={"token": invitation.token})
    assert say(PageText.DID_BOUND) in said(page)
    assert "周五" in said(page)
    cookie = page.history[0].headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    stranger.cookies.clear()
    again = await stranger.post("/bind", data={"token": invitation.token})
    assert again.status_code >= 400
    assert say(PageText.DID_BOUND).partition("。")[0] not in said(again)
    stranger.cookies.clear()


async def test_unbinding_makes_the_browser_nobodys(pages: Pages) -> None:
    member = await pages.of(pages.branch.plain)
    assert (await member.get("/me")).status_code == 200
    assert say(PageText.DID_UNBOUND) in said(await member.post("/unbind"))
    assert (await member.get("/me")).status_code == 401


async def test_the_wall_tells_counts_and_code_and_no_names(pages: Pages) -> None:
    branch = pages.branch
    secretary = await pages.of(branch.secretary)
    activity = await created(pages)
    await secretary.post(f"/activities/{activity}/open")
    await branch.activities.check_in(branch.plain, await branch.code(activity))  # type: ignore[arg-type]
    wall = await secretary.get(f"/activities/{activity}/wall")
    assert wall.status_code == 200
    assert "周五" not in wall.text
    assert await branch.code(activity) in wall.text  # type: ignore[arg-type]
    assert str(wall.url).endswith(f"/wall/{activity}")  # a photograph of the screen opens nothing
    link = str(wall.history[-1].url)
    assert "key=" in link
    stranger = await pages.of(None)
    assert (await stranger.get(str(wall.url))).status_code == 403
    assert (await stranger.get(link)).status_code == 200
    forged = await stranger.get(f"/wall/{activity}", params={"key": "0" * 40})
    assert forged.status_code == 403
    assert explained(ErrorCode.WALL_LINK_REFUSED) in said(forged)


async def test_the_demonstration_is_closed_unless_it_runs(pages: Pages) -> None:
    stranger = await pages.of(None)
    assert (await stranger.get("/demo")).status_code == 404
    assert (await stranger.post("/demo", data={"member": "1"})).status_code == 404


async def test_files_leave_the_register_for_who_may_have_them(pages: Pages) -> None:
    branch = pages.branch
    secretary, member, outsider = [
        await pages.of(who) for who in (branch.secretary, branch.plain, branch.foreign_member)
    ]
    activity = await created(pages)
    for kind in ("register_xlsx", "register_docx", "sheet_docx", "sheet_xlsx", "calendar"):
        file = await secretary.get(f"/activities/{activity}/files/{kind}")
        assert file.status_code == 200, said(file)
        assert "filename*=UTF-8''" in file.headers["content-disposition"]
    assert (await member.get(f"/activities/{activity}/files/register_xlsx")).status_code == 403
    assert "BEGIN:VEVENT" in (await member.get(f"/activities/{activity}/calendar")).text
    for address in (f"/activities/{activity}/files/register_xlsx", f"/activities/{activity}/calendar"):
        assert (await outsider.get(address)).status_code == 404
    ledger = {"org": int(branch.branch), "year": 2026}
    assert (await secretary.get("/branch/ledger", params=ledger)).status_code == 200
    assert (await outsider.get("/branch/ledger", params=ledger)).status_code == 404
    assert (await member.get("/branch/ledger", params=ledger)).status_code == 403


async def test_a_filled_sheet_comes_back_whole_or_not_at_all(pages: Pages) -> None:
    branch = pages.branch
    secretary = await pages.of(branch.secretary)
    activity = await created(pages)
    wrong = "编号,姓名,签到\nA005,周五,√\nA999,无此人,√\n"
    page = await secretary.post(f"/activities/{activity}/paper", files={"sheet": ("表.csv", wrong.encode())})
    assert say(PageText.REGISTER_PAPER_WRONG) in said(page)
    assert (await states(branch, activity))[branch.plain] is LineState.EXPECTED
    right = "编号,姓名,签到\nA005,周五,√\nA002,钱二,病假\n"
    page = await secretary.post(f"/activities/{activity}/paper", files={"sheet": ("表.csv", right.encode())})
    assert begins(PageText.PAPER_PREVIEW, changes=2) in said(page)
    assert (await states(branch, activity))[branch.plain] is LineState.EXPECTED
    page = await secretary.post(f"/activities/{activity}/mark", data={"lines": lines_of(page), "via": "paper"})
    assert say(PageText.DID_MARKED) in said(page)
    register = await branch.activities.register.view(None, activity)  # type: ignore[arg-type]
    assert {line.via for line in register.lines if line.member.id in {branch.plain, branch.deputy}} == {Via.PAPER}
    after = await states(branch, activity)
    assert (after[branch.plain], after[branch.deputy]) == (LineState.PRESENT, LineState.ON_LEAVE)
    huge = await secretary.post(f"/activities/{activity}/paper", files={"sheet": ("表.csv", b"x" * 7_000_000)})
    assert huge.status_code == 413
    outsider = await pages.of(branch.foreign_secretary)
    page = await outsider.post(f"/activities/{activity}/paper", files={"sheet": ("表.csv", right.encode())})
    assert page.status_code == 404
