"""A question in, a cited answer out (DESIGN section 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from knowledge.citing.compose import cite, nearest
from knowledge.citing.verify import unfaithful
from knowledge.evidence.gate import judge
from knowledge.model import Answer, Engine, Outcome, RefusalReason
from knowledge.question.fold import matchable
from knowledge.question.followup import resolve
from knowledge.question.safety import is_order
from knowledge.retrieval.search import Found, Searcher

LONGEST_QUESTION = 500  # characters that are read; what comes after rarely belongs to the question


class Calendar(Protocol):
    """Tells what day it is where the organisation is."""

    def today(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Considered:
    """An answer with the search behind it: what `zhibu ask --why` shows. `found` is None when nothing was searched."""

    answer: Answer
    found: Found | None


@dataclass(frozen=True, slots=True)
class Answering:
    """Answer from the library alone, without a language model."""

    search: Searcher
    calendar: Calendar

    async def __call__(self, question: str, *, earlier: Sequence[str] = (), as_of: date | None = None) -> Answer:
        """Answer one question. `earlier` holds the questions asked before it in this conversation, oldest first."""
        return (await self.consider(question, earlier=earlier, as_of=as_of)).answer

    async def consider(self, question: str, *, earlier: Sequence[str] = (), as_of: date | None = None) -> Considered:
        """Answer one question and keep what was found on the way."""
        whole = resolve(question[:LONGEST_QUESTION], earlier)
        if is_order(matchable(question[: 4 * LONGEST_QUESTION])):
            return Considered(self._refused(whole, RefusalReason.UNSAFE, None, as_of), None)
        understood = self.search.understand(whole)
        day = as_of or understood.as_of
        found = await self.search(understood, day)
        reason = judge(found)
        if reason is not None:
            return Considered(self._refused(whole, reason, found, day), found)
        citations = cite(found)
        assert not unfaithful(citations)  # spans are cut from the passage's own text
        answer = Answer(
            question=whole,
            outcome=Outcome.ANSWERED,
            reason=None,
            text="",
            citations=citations,
            nearest=(),
            as_of=day or self.calendar.today(),
            engine=Engine.EXTRACTIVE,
        )
        return Considered(answer, found)

    def _refused(self, question: str, reason: RefusalReason, found: Found | None, day: date | None) -> Answer:
        shows = found is not None and reason is not RefusalReason.OFF_TOPIC
        return Answer(
            question=question,
            outcome=Outcome.REFUSED,
            reason=reason,
            text="",
            citations=(),
            nearest=nearest(found) if shows and found is not None else (),
            as_of=day or self.calendar.today(),
            engine=Engine.EXTRACTIVE,
        )
