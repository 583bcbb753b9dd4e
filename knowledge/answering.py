"""A question in, a cited answer out: docs/architecture.md, A question."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date

from knowledge.citing.compose import cite, nearest
from knowledge.citing.verify import unfaithful, without_orders
from knowledge.clock import Clock
from knowledge.evidence.gate import judge
from knowledge.generating.events import Said, Thinking
from knowledge.generating.writer import AnswerDraft, AnswerWriter
from knowledge.model import Answer, Engine, Lacking, Outcome, RefusalReason
from knowledge.ports import IndexUnreadable, ModelUnavailable, SearchIncomplete, Trouble
from knowledge.question.focus import answers
from knowledge.question.fold import matchable
from knowledge.question.followup import resolve
from knowledge.question.safety import is_order
from knowledge.retrieval.index import IndexReport
from knowledge.retrieval.search import Found, Searcher

LONGEST_QUESTION = 500  # characters that are read; what comes after rarely belongs to the question


ReportOnIndex = Callable[[], Awaitable[IndexReport]]


@dataclass(frozen=True, slots=True)
class Considered:
    """An answer with the search behind it: what `zhibu ask --why` shows. `found` is None when nothing was searched.

    `trouble` says why the language model's words were not to be had, when one is set and was needed.
    """

    answer: Answer
    found: Found | None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The answer is finished; it replaces every sentence told before."""

    considered: Considered


@dataclass(frozen=True, slots=True)
class Answering:
    """Answer from the library: in the articles' own sentences, or in a model's where one is set and its words hold."""

    search: Searcher
    clock: Clock
    report: ReportOnIndex
    writer: AnswerWriter | None = None

    async def __call__(self, question: str, *, earlier: Sequence[str] = (), as_of: date | None = None) -> Answer:
        """Answer one question. `earlier` holds the questions asked before it in this conversation, oldest first."""
        return (await self.consider(question, earlier=earlier, as_of=as_of)).answer

    async def consider(self, question: str, *, earlier: Sequence[str] = (), as_of: date | None = None) -> Considered:
        """Answer one question and keep what was found on the way."""
        async with aclosing(self.stream(question, earlier, as_of)) as events:
            async for event in events:
                if isinstance(event, Done):
                    return event.considered
        raise AssertionError("a stream ends with Done")

    async def stream(
        self, question: str, earlier: Sequence[str] = (), as_of: date | None = None
    ) -> AsyncGenerator[Thinking | Said | Done, None]:
        """Tell an answer as it comes: Thinking, each Said as soon as it is verified, Done.

        When the model breaks off, or its words do not answer, Done holds the extractive answer in their place.
        """
        yield Thinking()
        extractive = await self._extract(question, earlier, as_of)
        if self.writer is None or extractive.found is None or extractive.answer.outcome is Outcome.REFUSED:
            for citation in extractive.answer.citations:
                if citation.quote:
                    yield Said(citation.quote)
            yield Done(extractive)
            return
        draft, trouble = AnswerDraft(), None
        answer = extractive.answer
        try:
            sentences = self.writer.write(extractive.found, answer.question, answer.as_of, draft)
            async with aclosing(sentences):
                async for sentence in sentences:
                    yield Said(sentence)
        except ModelUnavailable as unavailable:
            trouble = unavailable.reason
        if trouble is None and _says_as_much(draft, extractive):
            answer = self._written(self.writer, draft, extractive)
        yield Done(Considered(answer, extractive.found, trouble))

    @staticmethod
    def _written(writer: AnswerWriter, draft: AnswerDraft, extractive: Considered) -> Answer:
        assert extractive.found is not None  # the model writes from what was found
        citations = writer.citations(extractive.found, draft)
        assert not unfaithful(citations)
        return replace(
            extractive.answer,
            text=draft.text,
            citations=citations,
            engine=Engine.LLM,
            prompt=writer.prompt.fingerprint,
        )

    async def _extract(self, question: str, earlier: Sequence[str], as_of: date | None) -> Considered:
        whole = resolve(question[:LONGEST_QUESTION], earlier)
        if is_order(matchable(question[: 4 * LONGEST_QUESTION])):
            return Considered(self._refused(whole, RefusalReason.UNSAFE, None, as_of), None)
        understood = self.search.understand(whole)
        day = as_of or understood.as_of
        found = await self.search(understood, day)
        reason = judge(found)
        if reason is not None:
            await self._ensure_whole(found)
            return Considered(self._refused(whole, reason, found, day), found)
        citations = without_orders(cite(found))
        assert not unfaithful(citations)  # spans are cut from the passage's own text
        answer = Answer(
            question=whole,
            outcome=Outcome.ANSWERED,
            reason=None,
            text="",
            citations=citations,
            nearest=(),
            as_of=day or self.clock.today(),
            engine=Engine.EXTRACTIVE,
            lacking=found.lacking,
        )
        return Considered(answer, found)

    async def _ensure_whole(self, found: Found) -> None:
        """Let nothing be called absent that was only not found: half a search proves no absence."""
        report = await self.report()
        if report.passages and found.lacking >= {Lacking.WORDS, Lacking.MEANING}:
            raise IndexUnreadable("all")
        if report.missing or (report.passages and found.lacking):
            raise SearchIncomplete

    def _refused(self, question: str, reason: RefusalReason, found: Found | None, day: date | None) -> Answer:
        shows = found is not None and reason is not RefusalReason.OFF_TOPIC
        return Answer(
            question=question,
            outcome=Outcome.REFUSED,
            reason=reason,
            text="",
            citations=(),
            nearest=nearest(found) if shows and found is not None else (),
            as_of=day or self.clock.today(),
            engine=Engine.EXTRACTIVE,
        )


def _says_as_much(draft: AnswerDraft, extractive: Considered) -> bool:
    """Tell whether a model's words hold the kind of thing asked for, unless the articles' own sentences lack it too."""
    assert extractive.found is not None  # the model writes from what was found
    focus = extractive.found.question.focus
    quotes = " ".join(citation.quote for citation in extractive.answer.citations)
    return bool(draft.text) and (answers(focus, matchable(draft.text)) or not answers(focus, matchable(quotes)))
