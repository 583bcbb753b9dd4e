"""Buttons as values: made, matched and read by one, and none taken for another."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from telegram import CallbackQuery, Chat, Message, Update, User

from bot.activities.model import ActivityId
from bot.errors import BotError, ErrorCode
from bot.people.accounts.model import AccountId
from bot.questions.model import AnswerId
from bot.telegram import buttons, commands
from bot.telegram.buttons import PreviewMark, Sign
from bot.telegram.desk.spots import press_of
from bot.telegram.transport.callback_data import LONGEST_BYTES, Data
from tests.support.chat.attacks import every_button, filled

HUGE = 10**15 - 1


def pressed(data: str) -> CallbackQuery:
    return CallbackQuery("1", User(1, "人", is_bot=False), "1", data=data)


async def unheard(*_: Any) -> None:
    """A callback that is never called here."""


def test_no_prefix_begins_another() -> None:
    prefixes = [one.prefix for one in every_button()]
    assert len(prefixes) > 30
    assert [(one, other) for one, other in itertools.permutations(prefixes, 2) if other.startswith(one)] == []


@pytest.mark.parametrize("button", every_button(), ids=lambda one: one.prefix)
def test_what_is_made_is_read_back_by_its_own_button_alone(button: Data[..., Any]) -> None:
    for data in filled(button, HUGE):
        assert len(data.encode()) <= LONGEST_BYTES
        read = button.read(pressed(data))
        parts = () if read is None else read if isinstance(read, tuple) else (read,)
        assert button(*parts) == data
        assert [one.prefix for one in every_button() if one.pattern.match(data)] == [button.prefix]


def test_handlers_take_exactly_their_buttons() -> None:
    handler = buttons.LOCK_YES.handler(unheard)
    message = Message(1, None, Chat(1, "private"), from_user=User(2, "机器人", is_bot=True))  # type: ignore[arg-type]
    for data, is_taken in (("rk:1:00000000", True), ("rk:1", False), ("rn", False), ("rk:1:00000000:1", False)):
        query = CallbackQuery("1", User(1, "人", is_bot=False), "1", message=message, data=data)
        assert bool(handler.check_update(Update(1, callback_query=query))) is is_taken


def test_parts_come_back_as_what_they_are() -> None:
    activity, mark = buttons.LOCK_YES.read(pressed(buttons.LOCK_YES(ActivityId(7), PreviewMark("0a1b2c3d"))))
    assert (activity, mark) == (7, "0a1b2c3d")
    sign, answer = buttons.JUDGE.read(pressed(buttons.JUDGE(Sign.MINUS, AnswerId("a-B_9"))))
    assert sign is Sign.MINUS
    assert answer == "a-B_9"
    assert buttons.REVOKE.read(pressed(buttons.REVOKE(AccountId(3)))) == 3


@pytest.mark.parametrize("data", ["", "rk", "rk:", "rk:1", "rk:x:00000000", "rk:1:0 0", "rk:1:00000000\n", "Rk:1:0"])
def test_another_button_is_expired(data: str) -> None:
    with pytest.raises(BotError) as refused:
        buttons.LOCK_YES.read(pressed(data))
    assert refused.value.code is ErrorCode.BUTTON_EXPIRED


def test_what_could_not_be_read_back_is_not_made() -> None:
    for answer in ("", "a:b", "甲", "x" * 41):
        with pytest.raises(ValueError, match="qp:"):
            buttons.PASS_ON(AnswerId(answer))
    with pytest.raises(ValueError, match="rf:"):
        buttons.REFRESH(ActivityId(-1))


def test_a_press_whose_message_is_gone_is_expired() -> None:
    with pytest.raises(BotError) as refused:
        press_of(Update(1, callback_query=pressed("rn")))
    assert refused.value.code is ErrorCode.BUTTON_EXPIRED


def test_no_command_is_declared_twice() -> None:
    names = [command.name for command in (commands.START, *commands.TABLE)]
    assert len(names) == len(set(names))
    assert {command.permission for command in commands.FOR_ALL} == {None}
