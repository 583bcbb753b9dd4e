"""All use cases of the activities room, wired up."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.checkin import CheckIn
from bot.activities.disputes import DecideDispute, ObjectToLine
from bot.activities.hours import HoursOf, MyHours
from bot.activities.leave import AskLeave, DecideLeave, WithdrawLeave
from bot.activities.locking import ConfirmRegister, LockRegister, ReopenRegister
from bot.activities.make_up import ChangeDeadline, DecideTask, SubmitProof
from bot.activities.places import MyStanding
from bot.activities.planning import CancelActivity, CreateActivity, CreateSeries, PlanSeries, RestoreActivity
from bot.activities.running import CloseCheckin, MarkInWords, MarkLines, OpenCheckin, ShowNames
from bot.activities.viewing import Ahead, BranchActivities, MyRecord, ViewRegister, ViewWall
from bot.activities.wall_links import CheckWallLink, WallLink
from bot.clock import Clock
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class Activities:
    """What members and secretaries can do with activities."""

    create: CreateActivity
    plan_series: PlanSeries
    create_series: CreateSeries
    cancel: CancelActivity
    restore: RestoreActivity
    open: OpenCheckin
    close: CloseCheckin
    mark: MarkLines
    mark_in_words: MarkInWords
    show_names: ShowNames
    check_in: CheckIn
    ask_leave: AskLeave
    decide_leave: DecideLeave
    withdraw_leave: WithdrawLeave
    confirm: ConfirmRegister
    lock: LockRegister
    reopen: ReopenRegister
    submit_proof: SubmitProof
    decide_task: DecideTask
    change_deadline: ChangeDeadline
    object_to_line: ObjectToLine
    decide_dispute: DecideDispute
    ahead: Ahead
    my_record: MyRecord
    my_hours: MyHours
    hours_of: HoursOf
    branch: BranchActivities
    register: ViewRegister
    wall: ViewWall
    standing: MyStanding
    wall_link: WallLink
    check_wall_link: CheckWallLink


def open_activities(database: Database, clock: Clock) -> Activities:
    """Wire the room's use cases to a database."""
    mark = MarkLines(database, clock)
    return Activities(
        create=CreateActivity(database, clock),
        plan_series=PlanSeries(clock),
        create_series=CreateSeries(database, clock),
        cancel=CancelActivity(database, clock),
        restore=RestoreActivity(database, clock),
        open=OpenCheckin(database, clock),
        close=CloseCheckin(database, clock),
        mark=mark,
        mark_in_words=MarkInWords(database, clock, mark),
        show_names=ShowNames(database, clock),
        check_in=CheckIn(database, clock),
        ask_leave=AskLeave(database, clock),
        decide_leave=DecideLeave(database, clock),
        withdraw_leave=WithdrawLeave(database, clock),
        confirm=ConfirmRegister(database, clock),
        lock=LockRegister(database, clock),
        reopen=ReopenRegister(database, clock),
        submit_proof=SubmitProof(database, clock),
        decide_task=DecideTask(database, clock),
        change_deadline=ChangeDeadline(database, clock),
        object_to_line=ObjectToLine(database, clock),
        decide_dispute=DecideDispute(database, clock),
        ahead=Ahead(database, clock),
        my_record=MyRecord(database, clock),
        my_hours=MyHours(database, clock),
        hours_of=HoursOf(database, clock),
        branch=BranchActivities(database, clock),
        register=ViewRegister(database, clock),
        wall=ViewWall(database, clock),
        standing=MyStanding(database, clock),
        wall_link=WallLink(database, clock),
        check_wall_link=CheckWallLink(database, clock),
    )
