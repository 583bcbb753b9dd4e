"""Attacks over chat: what can be pressed and typed, and proof that a refusal was told, logged, and changed nothing."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest

from bot.activities.model import ActivityId
from bot.activities.register.model import LeaveKind
from bot.errors import ErrorCode
from bot.people.accounts.model import AccountId
from bot.questions.model import AnswerId
from bot.telegram import buttons
from bot.telegram.buttons import Nonce, PreviewMark
from bot.telegram.transport.callback_data import Data, Presser
from tests.support.chat.register_chat import BranchChat
from tests.support.sentences import begins
from tests.support.storage.snapshot import everything
from tests.support.telegram.bot_api import Json

WORDS = {PreviewMark: "00000000", AnswerId: "answer", Nonce: "nonce"}
ONLY_ASKS = {buttons.REVOKE(AccountId(1)), buttons.REVOKE_NO(), buttons.LOCK_NO()}  # what they lead to is refused


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
        """Words that are refused with the sentence of the reason."""
        async with self.unchanged(*codes, counted=counted):
            answers = await self.room.said(person, words, **more)
        assert answers, words
        assert answers[-1]["text"].startswith(begins(self.reason())), (words, answers[-1]["text"])

    async def pressed(self, person: Json, data: str, *codes: ErrorCode) -> None:
        """A button that is refused with the sentence of the reason."""
        async with self.unchanged(*codes):
            alert = await self.room.forged(person, data)
        assert alert.startswith(begins(self.reason())), (data, alert)


def buttons_of_officers() -> list[str]:
    """Data for every button that is no member's, with every sign, kind and purpose it can carry."""
    return sorted(data for one in every_button() if one.who is Presser.OFFICER for data in filled(one))


def every_button() -> list[Data[..., Any]]:
    """The registry."""
    return [one for one in vars(buttons).values() if isinstance(one, Data)]


def filled(button: Data[..., Any], number: int = 1) -> Iterator[str]:
    """Everything a button can carry, with one number for all; KeyError for a kind of word that WORDS does not know."""
    for values in itertools.product(*(_values(kind, number) for kind in button.kinds)):
        yield button(*values)


def _values(kind: Any, number: int) -> Iterable[Any]:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return (number,) if getattr(kind, "__supertype__", kind) is int else (WORDS[kind],)


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
