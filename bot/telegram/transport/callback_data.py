"""What a button carries. One value makes it, matches it and reads it, so that the three cannot differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, ParamSpec, TypeVar, cast, overload

from telegram import CallbackQuery, Update
from telegram.ext import BaseHandler, CallbackContext, CallbackQueryHandler

from bot.errors import BotError, ErrorCode

LONGEST_BYTES = 64  # that Telegram takes
P = ParamSpec("P")  # what a button is made of
V = TypeVar("V")  # what is read from it
A = TypeVar("A")
B = TypeVar("B")
Context = CallbackContext[Any, Any, Any, Any]
Handler = BaseHandler[Update, Any, Any]
Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Presser(StrEnum):
    """Who a button is for; the use case behind it checks."""

    ANYONE = "anyone"
    MEMBER = "member"  # somebody bound to the roster
    OFFICER = "officer"  # a member with a post that permits it


class Data(Generic[P, V]):
    """A kind of button: `LOCK(activity, mark)` makes its data, `handler` matches exactly that, `read` gives it back.

    Parts are whole numbers, StrEnums, short words of letters, digits, - and _, and NewTypes of numbers and words.
    """

    @overload
    def __init__(self: Data[[], None], prefix: str, /, *, who: Presser) -> None: ...
    @overload
    def __init__(self: Data[[A], A], prefix: str, first: type[A], /, *, who: Presser) -> None: ...
    @overload
    def __init__(
        self: Data[[A, B], tuple[A, B]], prefix: str, first: type[A], second: type[B], /, *, who: Presser
    ) -> None: ...
    def __init__(self, prefix: str, /, *kinds: Any, who: Presser) -> None:
        self.prefix = prefix
        self.kinds = kinds
        self.who = who
        self._parts = [_part(kind) for kind in kinds]
        groups = [f"({part.pattern})" for part in self._parts]
        self.pattern = re.compile(":".join([re.escape(prefix), *groups]) + r"\Z")

    def __call__(self, *values: P.args, **_: P.kwargs) -> str:
        """Make the data of one button. Errors: ValueError for what could not be read back, or is too long."""
        data = ":".join([self.prefix, *map(str, values)])
        if self.pattern.match(data) is None or len(data) > LONGEST_BYTES:
            raise ValueError(data)
        return data

    def handler(self, callback: Callback) -> Handler:
        """Call back for exactly these buttons."""
        return CallbackQueryHandler(callback, self.pattern)

    def read(self, query: CallbackQuery) -> V:
        """Give what a pressed button carries. Errors: BotError BUTTON_EXPIRED for another button."""
        found = self.pattern.match(query.data or "")
        if found is None:
            raise BotError(ErrorCode.BUTTON_EXPIRED)
        values = tuple(part.read(text) for part, text in zip(self._parts, found.groups(), strict=True))
        single = values[0] if values else None
        return cast("V", values if len(values) > 1 else single)


def any_button(callback: Callback) -> Handler:
    """Call back for every button."""
    return CallbackQueryHandler(callback)


@dataclass(frozen=True, slots=True)
class _Part:
    pattern: str
    read: Callable[[str], object]


def _part(kind: Any) -> _Part:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _Part("|".join(re.escape(one) for one in sorted(kind, key=len, reverse=True)), kind)
    if getattr(kind, "__supertype__", kind) is int:
        return _Part("[0-9]{1,15}", int)
    return _Part("[A-Za-z0-9_-]{1,40}", str)
