"""Earlier questions of a chat, so that a follow-up is understood. Kept in memory only, and not for long."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

CHATS = 2_000
QUESTIONS = 10
LASTS_SECONDS = 30 * 60
Key = tuple[int, int]


@dataclass(slots=True)
class Conversations:
    """The last questions of each person in each chat."""

    now: Callable[[], float] = monotonic
    _said: OrderedDict[Key, tuple[float, tuple[str, ...]]] = field(default_factory=OrderedDict)

    def earlier(self, key: Key) -> tuple[str, ...]:
        """Give the questions before, oldest first; none after half an hour of silence."""
        at, questions = self._said.get(key, (0.0, ()))
        return questions if self.now() - at < LASTS_SECONDS else ()

    def add(self, key: Key, question: str) -> None:
        """Remember a question."""
        questions = (*self.earlier(key), question)[-QUESTIONS:]
        self._said.pop(key, None)
        self._said[key] = (self.now(), questions)
        while len(self._said) > CHATS or self._is_over(next(iter(self._said.values()))[0]):
            self._said.popitem(last=False)

    def forget(self, key: Key) -> None:
        """Begin anew."""
        self._said.pop(key, None)

    def _is_over(self, at: float) -> bool:
        return self.now() - at >= LASTS_SECONDS
