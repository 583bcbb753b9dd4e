"""What more than one edge says of activities."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class ActivityText(Sentence):
    """Sentences that chat and pages share."""

    ME_HOURS_LINE = (
        "已确认 {earned} 学时，待锁定 {coming} 学时；全年要求 {asked} 学时，还差 {missing} 学时。",
        "{earned} hours confirmed, {coming} waiting for the lock; {asked} are asked for, {missing} are missing.",
    )
    MARKED_PASSED = (
        "预览之后另有变化的没有动：{names}。",
        " Changed by others meanwhile and left alone: {names}.",
    )
