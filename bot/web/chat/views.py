"""What the templates show: plain values made of answers and passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.questions.model import Asked
from bot.questions.render import standing_of
from bot.questions.sentences import REASONS
from bot.texts import say
from knowledge.library.model import RegulationDetail
from knowledge.model import Citation, Engine, Evidence, Outcome, RefusalReason, Regulation, Status

AT_A_GLANCE = 160  # characters


@dataclass(frozen=True, slots=True)
class Card:
    """A cited article: its text in three parts, so that the quoted words can be marked."""

    evidence: Evidence
    before: str
    quote: str
    after: str
    standing: str
    is_current: bool
    number: int = 0  # as a model's words cite it; 0 where the quotes speak


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer."""

    words: str
    asked: Asked
    is_answered: bool
    sentence: str  # the model's verified words, or why there is no answer; empty when the quotes speak
    quoted: tuple[Card, ...]
    related: tuple[Card, ...]
    nearest: tuple[Card, ...]

    @property
    def read_as(self) -> str:
        """Give the whole question when it is not what was typed."""
        return self.asked.answer.question if self.asked.answer.question.strip() != self.words.strip() else ""

    @property
    def is_long(self) -> bool:
        """Whether all quotes together are too much to read at a glance."""
        return sum(len(card.quote) for card in self.quoted) > AT_A_GLANCE

    @property
    def can_pass_on(self) -> bool:
        """Whether a secretary could know what the library does not."""
        return self.asked.answer.reason in {RefusalReason.NO_EVIDENCE, RefusalReason.NOT_LISTED}


@dataclass(frozen=True, slots=True)
class Contents:
    """A regulation with all its passages, for a table of contents."""

    regulation: Regulation
    standing: str
    is_current: bool
    passages: tuple[Evidence, ...]
    chain: tuple[Regulation, ...]


def turn_of(words: str, asked: Asked) -> Exchange:
    """Make an answer ready for its template."""
    answer = asked.answer
    is_written = answer.engine is Engine.LLM
    cards = cards_of(answer.citations, numbered=is_written)
    return Exchange(
        words=words,
        asked=asked,
        is_answered=answer.outcome is Outcome.ANSWERED,
        sentence=say(REASONS[answer.reason]) if answer.reason else answer.text,
        quoted=tuple(card for card in cards if card.quote and not is_written),
        related=tuple(card for card in cards if not card.quote or is_written),
        nearest=cards_of(answer.nearest),
    )


def cards_of(citations: Sequence[Citation], *, numbered: bool = False) -> tuple[Card, ...]:
    """Make a card of each citation."""
    cards = (card_of(citation.evidence, citation.quote) for citation in citations)
    return tuple(replace(card, number=place if numbered else 0) for place, card in enumerate(cards, start=1))


def card_of(evidence: Evidence, quote: str = "") -> Card:
    """Split an article around its quote."""
    text = evidence.passage.text
    before, quote, after = text.partition(quote) if quote else (text, "", "")
    regulation = evidence.regulation
    return Card(evidence, before, quote, after, standing_of(regulation), is_current(regulation))


def contents_of(detail: RegulationDetail, passages: Sequence[Evidence]) -> Contents:
    """Make a table of contents."""
    regulation = detail.regulation
    return Contents(regulation, standing_of(regulation), is_current(regulation), tuple(passages), detail.chain)


def is_current(regulation: Regulation) -> bool:
    """Whether a rule may be relied on today."""
    return regulation.status is Status.IN_FORCE


def current_of(detail: RegulationDetail) -> Regulation | None:
    """Find the version in force of a rule that is no longer."""
    if is_current(detail.regulation):
        return None
    return next((regulation for regulation in detail.chain if is_current(regulation)), None)
