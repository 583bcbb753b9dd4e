"""Attacks over chat: what can be pressed and typed, and proof that a refusal was told, logged, and changed nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.activities.model import ActivityId
from bot.activities.register.model import LeaveKind
from bot.errors import ErrorCode
from bot.texts import Language
from bot.texts.errors import EXPLAINED
from tests.support.bot_api import Json
from tests.support.register_chat import BranchChat
from tests.support.snapshot import everything

OF_MEMBERS = {
    *("Entry", "OwnHandlers", "LeaveHandlers", "RequestHandlers", "DialogueHandlers", "QuestionHandlers"),
    *("GeneralHandlers", "IgnoredHandlers", "LastHandlers"),
}
FILLINGS = {
    r"(\d{1,15})": ("1",),
    r"(\d)": ("0", "9"),
    "([+-])": ("+", "-"),
    "([a-z_]{1,40})": ("theme_day",),
    "([a-z_]{1,20})": ("present",),
    "([oclmkx])": tuple("oclmkx"),
    "([0-9a-f]{8})": ("00000000",),
}
GROUP = re.compile("|".join(map(re.escape, FILLINGS)))
ONLY_ASKS = {"ac:1", "acn", "rkx"}  # they ask back or put the message away; what they lead to is refused


@dataclass(frozen=True)
class Watch:
    """Looks on while somebody attacks."""

    room: BranchChat
    caplog: pytest.LogCaptureFixture

    @asynccontextmanager
    async def unchanged(self, *codes: ErrorCode, counted: str = "") -> AsyncIterator[None]:
        """Whatever happens inside is refused for one of the reasons; at most the table that counts tries changes."""
        self.caplog.clear()
        before = await everything(self.room.database)
        yield
        after = await everything(self.room.database)
        changed = {name for name in before if before[name] != after[name]} - {counted}
        assert not changed, f"these tables changed: {changed}"
        assert self.reason() in codes

    def reason(self) -> ErrorCode:
        """The logged reason of the last refusal."""
        logged = [record for record in self.caplog.records if record.message == "update_refused"]
        return logged[-1].facts["reason"]  # type: ignore[attr-defined,no-any-return]

    async def said(self, person: Json, words: str, *codes: ErrorCode, counted: str = "", **more: object) -> None:
        """Pair that are refused with the sentence of the reason."""
        async with self.unchanged(*codes, counted=counted):
            answers = await self.room.said(person, words, **more)
        assert answers, words
        assert answers[-1]["text"].startswith(opening(self.reason())), (words, answers[-1]["text"])

    async def pressed(self, person: Json, data: str, *codes: ErrorCode) -> None:
        """A button that is refused with the sentence of the reason."""
        async with self.unchanged(*codes):
            alert = await self.room.forged(person, data)
        assert alert.startswith(opening(self.reason())), (data, alert)


def opening(code: ErrorCode) -> str:
    """What an error's sentence begins with, up to its first fact."""
    found = EXPLAINED[code].template(Language.ZH_CN).partition("{")[0]
    assert found, "the sentence begins with a fact: compare it whole"
    return found


def callbacks_of_secretaries(room: BranchChat) -> list[str]:
    """Data for every button that is no member's, read from the handlers; fails for a pattern it cannot fill."""
    handlers = room.running[-1].bot.app.handlers[0]
    patterns = [
        one.pattern.pattern
        for one in handlers
        if isinstance(one, CallbackQueryHandler) and isinstance(one.pattern, re.Pattern) and not _is_of_members(one)
    ]
    return sorted({data for pattern in patterns for data in _filled(pattern)})


def commands_of_secretaries(room: BranchChat) -> list[str]:
    """Every command that is no member's."""
    handlers = room.running[-1].bot.app.handlers[0]
    own = [one for one in handlers if isinstance(one, CommandHandler) and not _is_of_members(one)]
    return sorted(name for one in own for name in one.commands)


def _is_of_members(handler: CommandHandler | CallbackQueryHandler) -> bool:  # type: ignore[type-arg]
    return type(handler.callback.__self__).__name__ in OF_MEMBERS  # type: ignore[attr-defined]


def _filled(pattern: str) -> Iterator[str]:
    groups = GROUP.findall(pattern)
    literal = GROUP.sub("\0", pattern.removeprefix("^").removesuffix("$")).replace("\\+", "+")
    assert not re.search(r"[\\()\[\]{}]", literal), f"teach FILLINGS the pattern {pattern}"
    for values in itertools.product(*(FILLINGS[group] for group in groups)):
        fillings = iter(values)
        data = "".join(next(fillings) if part == "\0" else part for part in literal)
        assert re.fullmatch(pattern, data), data
        yield data


async def with_everything(room: BranchChat) -> ActivityId:
    """A locked activity of the first branch with a leave, a proof and an objection waiting."""
    branch = room.branch
    activity = await branch.opened()
    await branch.activities.requests.ask_leave(branch.plain, activity.id, LeaveKind.SICK, "发烧")
    branch.clock.move(hours=3)
    await branch.activities.register.close(branch.secretary, activity.id)
    await branch.activities.register.lock(branch.secretary, activity.id)
    register = await branch.activities.register.view(None, activity.id)
    task = next(task for task in register.tasks if task.member.id == branch.plain)
    await branch.activities.requests.submit_proof(branch.plain, task.id, "自学")
    await branch.activities.requests.object_to_line(branch.plain, activity.id, "我到会了")
    await room.bound(branch.secretary)
    return activity.id
