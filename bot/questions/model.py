"""Facts of asking: what was asked in which conversation, and the answer as machines read it. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NewType

from knowledge.model import Answer, Citation

AnswerId = NewType("AnswerId", str)
SHOWN = 600  # characters of an answer before 展开


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A question a member passed on, in their words, with the contact they chose to leave."""

    number: int
    question: str
    contact: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion in its writer's words, with the contact they chose to leave."""

    number: int
    words: str
    contact: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer on its way to a person: `text` is what they read, `latency_ms` how long it took."""

    id: AnswerId
    answer: Answer
    text: str
    latency_ms: int

    def as_json(self, line_id: str | None = None) -> dict[str, Any]:
        """Give the answer JSON (docs/design.md, Machine interfaces); `line_id` replaces the id in a batch."""
        answer = self.answer
        return {
            "id": line_id if line_id is not None else self.id,
            "question": answer.question,
            "outcome": answer.outcome.value,
            "reason": answer.reason.value if answer.reason else None,
            "text": self.text,
            "citations": [citation_json(citation) for citation in answer.citations],
            "nearest": [citation_json(citation) for citation in answer.nearest],
            "as_of": answer.as_of.isoformat(),
            "engine": answer.engine.value,
            "latency_ms": self.latency_ms,
        }


@dataclass(frozen=True, slots=True)
class Answered:
    """The last event of a streamed answer: what the member reads in the end, in place of the sentences before."""

    asked: Asked


def citation_json(citation: Citation) -> dict[str, Any]:
    """Give a citation as machines read it, with the passage id and the facts a card shows."""
    passage, regulation = citation.evidence.passage, citation.evidence.regulation
    return {
        "source": regulation.source,
        "regulation": regulation.title,
        "label": passage.label,
        "path": list(passage.path),
        "status": regulation.status.value,
        "text": passage.text,
        "quote": citation.quote,
        "passage_id": int(passage.id),
        "doc_number": regulation.doc_number,
        "issuer": regulation.issuer,
        "issued_on": regulation.issued_on.isoformat() if regulation.issued_on else None,
        "effective_on": regulation.effective_on.isoformat() if regulation.effective_on else None,
        "replaced_by": regulation.replaced_by,
        "flags": sorted(flag.value for flag in regulation.flags),
    }
