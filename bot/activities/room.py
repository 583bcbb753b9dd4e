"""The activities room as the edges call it: one face, with a part for each thing that people do there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.activities.checkin.usecases import CheckIn
from bot.activities.door import ActivityDoor
from bot.activities.outputs.exporting import CalendarFile, ExportLedger, ExportRegister
from bot.activities.outputs.paper import ReadPaper
from bot.activities.own.usecases import Ahead, MyRecord, Objectionable
from bot.activities.planning.preview import PlanActivity, PlanWish
from bot.activities.planning.usecases import CancelActivity, CreateActivity, CreateSeries, RestoreActivity
from bot.activities.register.choosing import Choices
from bot.activities.register.locking import ConfirmRegister, LockRegister, PlanLock, ReopenRegister
from bot.activities.register.marking import MarkLines, PlanMarks
from bot.activities.register.running import CloseCheckin, OpenCheckin, ShowNames
from bot.activities.register.viewing import BranchActivities, ViewRegister
from bot.activities.register.wall import CheckWallLink, ViewWall, WallLink
from bot.activities.requests.disputes import DecideDispute, ObjectToLine, ReachDispute
from bot.activities.requests.leave import AskLeave, DecideLeave, WithdrawLeave
from bot.activities.requests.make_up import DecideTask, ReachTask, SubmitProof
from bot.activities.standing import MyStanding
from bot.clock import Clock
from knowledge.sql import Database


class Planning:
    """Before an activity begins."""

    def __init__(self, door: ActivityDoor) -> None:
        self.plan = PlanActivity(door)
        self.plan_wish = PlanWish(door)
        self.create = CreateActivity(door)
        self.create_series = CreateSeries(door)
        self.cancel = CancelActivity(door)
        self.restore = RestoreActivity(door)


class Registers:
    """Running an activity and its register, from opening check-in to the lock."""

    def __init__(self, door: ActivityDoor) -> None:
        self.choices = Choices(door)
        self.branch = BranchActivities(door)
        self.view = ViewRegister(door)
        self.open = OpenCheckin(door)
        self.close = CloseCheckin(door)
        self.show_names = ShowNames(door)
        self.plan_marks = PlanMarks(door)
        self.mark = MarkLines(door)
        self.confirm = ConfirmRegister(door)
        self.plan_lock = PlanLock(door)
        self.lock = LockRegister(door)
        self.reopen = ReopenRegister(door)


class Walls:
    """The screen in the room."""

    def __init__(self, door: ActivityDoor) -> None:
        self.link = WallLink(door)
        self.check_link = CheckWallLink(door)
        self.view = ViewWall(door)


class Requests:
    """What members ask of a register, and what is decided."""

    def __init__(self, door: ActivityDoor) -> None:
        self.ask_leave = AskLeave(door)
        self.withdraw_leave = WithdrawLeave(door)
        self.decide_leave = DecideLeave(door)
        self.submit_proof = SubmitProof(door)
        self.task = ReachTask(door)
        self.decide_task = DecideTask(door)
        self.object_to_line = ObjectToLine(door)
        self.dispute = ReachDispute(door)
        self.decide_dispute = DecideDispute(door)


class Mine:
    """What is a member's own."""

    def __init__(self, door: ActivityDoor) -> None:
        self.ahead = Ahead(door)
        self.record = MyRecord(door)
        self.objectionable = Objectionable(door)
        self.standing = MyStanding(door)


class Files:
    """What leaves the register on paper, and what comes back.

    `templates` is the folder with the organisation's own Word templates; without `electronic_is_official` each sheet
    says that the signed paper is the formal record.
    """

    def __init__(self, door: ActivityDoor, templates: Path | None, *, electronic_is_official: bool) -> None:
        self.calendar = CalendarFile(door)
        self.export = ExportRegister(door, self.calendar, templates, electronic_is_official)
        self.export_ledger = ExportLedger(door, templates)
        self.read_paper = ReadPaper(door)


@dataclass(frozen=True, slots=True)
class Activities:
    """What members and secretaries can do with activities."""

    planning: Planning
    check_in: CheckIn
    register: Registers
    wall: Walls
    requests: Requests
    own: Mine
    files: Files


def open_activities(
    database: Database, clock: Clock, *, templates: Path | None = None, electronic_is_official: bool = False
) -> Activities:
    """Wire the room up; `templates` and `electronic_is_official` as in `Files`."""
    door = ActivityDoor(database, clock)
    return Activities(
        planning=Planning(door),
        check_in=CheckIn(door),
        register=Registers(door),
        wall=Walls(door),
        requests=Requests(door),
        own=Mine(door),
        files=Files(door, templates, electronic_is_official=electronic_is_official),
    )
