"""All use cases of the activities room, wired up."""

from __future__ import annotations

from pathlib import Path

from bot.activities.checkin.usecases import CheckIn
from bot.activities.outputs.exporting import CalendarFile, ExportLedger, ExportRegister
from bot.activities.outputs.paper import ImportPaper
from bot.activities.planning.usecases import CancelActivity, CreateActivity, CreateSeries, PlanSeries, RestoreActivity
from bot.activities.register.locking import ConfirmRegister, LockRegister, ReopenRegister
from bot.activities.register.running import CloseCheckin, MarkInWords, MarkLines, OpenCheckin, ShowNames
from bot.activities.register.viewing import Ahead, BranchActivities, MyRecord, ViewRegister, ViewWall
from bot.activities.register.wall import CheckWallLink, WallLink
from bot.activities.requests.disputes import DecideDispute, ObjectToLine
from bot.activities.requests.leave import AskLeave, DecideLeave, WithdrawLeave
from bot.activities.requests.make_up import DecideTask, SubmitProof
from bot.activities.standing import MyStanding
from bot.clock import Clock
from knowledge.sql import Database


class Activities:
    """What members and secretaries can do with activities.

    `templates` is the folder with the organisation's own Word templates; without `electronic_is_official` each sheet
    says that the signed paper is the formal record.
    """

    def __init__(
        self, database: Database, clock: Clock, *, templates: Path | None = None, electronic_is_official: bool = False
    ) -> None:
        self.mark = mark = MarkLines(database, clock)
        self.calendar = calendar = CalendarFile(database, clock)
        self.create = CreateActivity(database, clock)
        self.plan_series = PlanSeries(clock)
        self.create_series = CreateSeries(database, clock)
        self.cancel = CancelActivity(database, clock)
        self.restore = RestoreActivity(database, clock)
        self.open = OpenCheckin(database, clock)
        self.close = CloseCheckin(database, clock)
        self.mark_in_words = MarkInWords(database, clock, mark)
        self.show_names = ShowNames(database, clock)
        self.check_in = CheckIn(database, clock)
        self.ask_leave = AskLeave(database, clock)
        self.decide_leave = DecideLeave(database, clock)
        self.withdraw_leave = WithdrawLeave(database, clock)
        self.confirm = ConfirmRegister(database, clock)
        self.lock = LockRegister(database, clock)
        self.reopen = ReopenRegister(database, clock)
        self.submit_proof = SubmitProof(database, clock)
        self.decide_task = DecideTask(database, clock)
        self.object_to_line = ObjectToLine(database, clock)
        self.decide_dispute = DecideDispute(database, clock)
        self.ahead = Ahead(database, clock)
        self.my_record = MyRecord(database, clock)
        self.branch = BranchActivities(database, clock)
        self.register = ViewRegister(database, clock)
        self.wall = ViewWall(database, clock)
        self.standing = MyStanding(database, clock)
        self.wall_link = WallLink(database, clock)
        self.check_wall_link = CheckWallLink(database, clock)
        self.export = ExportRegister(database, clock, calendar, templates, electronic_is_official)
        self.export_ledger = ExportLedger(database, clock, templates)
        self.import_paper = ImportPaper(database, clock, mark)
