"""What a conversation asks before it acts, and how it takes back what it did."""

from __future__ import annotations

from dataclasses import dataclass

from bot.activities.planning.preview import PlanActivity, PlanLock
from bot.activities.register.choosing import Choices, Objectionable
from bot.activities.register.marking import TakeBack
from bot.activities.register.running import MarkLines
from bot.activities.request_reach import ReachDispute, ReachTask
from bot.clock import Clock
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class Previews:
    """Which activities and lines a command may be about, and what would become of it."""

    choices: Choices
    objectionable: Objectionable
    plan: PlanActivity
    lock: PlanLock
    task: ReachTask
    dispute: ReachDispute
    take_back: TakeBack


def open_previews(database: Database, clock: Clock) -> Previews:
    """Wire them to a database."""
    return Previews(
        choices=Choices(database, clock),
        objectionable=Objectionable(database, clock),
        plan=PlanActivity(database, clock),
        lock=PlanLock(database, clock),
        task=ReachTask(database, clock),
        dispute=ReachDispute(database, clock),
        take_back=TakeBack(MarkLines(database, clock)),
    )
