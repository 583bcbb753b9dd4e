"""Sentences about activities, check-in and the register."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class ActivityText(Sentence):
    """Sentences of the activities room."""

    ERROR_ACTIVITY_NOT_FOUND = (
        "没有找到这个活动，或者它不属于您所在的组织。请核对后再试。",
        "There is no such activity in your organisation. Check and try again.",
    )
