"""How a passage is cut for embedding: a long article hides its point from one vector."""

from __future__ import annotations

import hashlib

from knowledge.model import Evidence
from knowledge.ports import Slice
from knowledge.question.fold import fold
from knowledge.retrieval.views import sentence_spans

_LONGEST = 320  # characters of body; with its heading about 250 tokens of the model's 512
_HEAD = 60


def slices_of(evidence: Evidence) -> list[Slice]:
    """Cut a passage at sentence ends into near-equal slices, each under its rule's title and nearest heading."""
    head = heading(evidence)
    return [
        Slice(f"{evidence.passage.id}#{number}", text, hashlib.sha256(text.encode()).hexdigest()[:32])
        for number, text in enumerate(f"{head} {body}" for body in _bodies(evidence.passage.search_text))
    ]


def heading(evidence: Evidence) -> str:
    """Give the rule's title with the nearest heading, at most 60 characters."""
    path = evidence.passage.path[-1:] if evidence.passage.path else ()
    return fold(" ".join((evidence.regulation.title, *path)))[:_HEAD]


def _bodies(text: str) -> list[str]:
    pieces = [text[start:end] for start, end in sentence_spans(text)] or [text]
    total = sum(map(len, pieces))
    target = total / -(-total // _LONGEST) if total > _LONGEST else total
    bodies, current = [], ""
    for piece in pieces:
        if current and len(current) + len(piece) / 2 > target:
            bodies.append(current)
            current = ""
        current += piece
    return [fold(body)[: 2 * _LONGEST] for body in (*bodies, current) if body]
