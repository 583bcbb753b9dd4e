"""Facts of the inbox: updates on their way to an answer, and dialogues in the middle. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import isfinite
from typing import Any, NewType, TypeGuard

from bot.plain import whole

UpdateId = NewType("UpdateId", int)
MOST_TRIES = 3
KEPT = timedelta(days=30)  # how long a settled update is remembered; Telegram repeats one for a day at most
SERIES_ENDS = timedelta(days=6)  # after a silent week Telegram starts its numbers anew, somewhere below or above
DIALOGUE_LASTS = timedelta(hours=24)


class UpdateState(StrEnum):
    """How an update stands. Whatever is not NEW is settled and its content forgotten."""

    NEW = "new"
    DONE = "done"
    FAILED = "failed"
    APOLOGISED = "apologised"


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update as it came in; `chat` and `user` are None where it has none."""

    id: UpdateId
    chat: int | None
    user: int | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored update that is not settled; `tries` counts how often its handling was begun before.

    `is_counted`: the coming handling is counted already. The first one is counted with the storing, which saves a
    write an update; so one that was stored and then lost in a crash has a try less.
    """

    id: UpdateId
    chat: int | None
    user: int | None
    body: Mapping[str, Any]
    tries: int = 0
    is_counted: bool = False

    @property
    def line(self) -> int:
        """Give the line it waits in: updates of one chat, or else of one person, are handled one after another."""
        return self.chat or self.user or 0

    @property
    def is_spent(self) -> bool:
        """Whether its handling was begun so often without an end that it is not begun again."""
        return self.tries >= MOST_TRIES


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where a conversation of several steps stands: what it is about, and what has been said so far."""

    kind: str
    data: Mapping[str, Any]


def arrived(body: Mapping[str, Any]) -> Arrived | None:
    """Read the numbers of an update as Telegram sends it; None when it has no usable number of its own."""
    number = body.get("update_id")
    if not is_whole(number) or number < 0:
        return None
    content = next((value for key, value in body.items() if key != "update_id" and isinstance(value, Mapping)), {})
    message = content if "chat" in content else content.get("message", {})
    chat = message.get("chat", {}) if isinstance(message, Mapping) else {}
    return Arrived(UpdateId(number), _id_of(chat), _id_of(content.get("from", content.get("user"))), storable(body))


def is_whole(value: object) -> TypeGuard[int]:
    """Whether a value is a whole number that fits into a column."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def is_same_series(last: datetime | None, now: datetime) -> bool:
    """Whether update numbers still go up from those before."""
    return last is None or now - last < SERIES_ENDS


def _id_of(thing: object) -> int | None:
    number = thing.get("id") if isinstance(thing, Mapping) else None
    return number if is_whole(number) else None


def storable(value: Any) -> Any:
    """Give JSON content that both databases take: no NUL, no half characters, no figures beyond JSON."""
    if isinstance(value, str):
        return whole(value.replace("\0", ""))
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return None if isinstance(value, float) and not isfinite(value) else value
