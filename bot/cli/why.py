"""The trail behind an answer: how the question was read, what was weighed, with which figures."""

from __future__ import annotations

from dataclasses import fields

from rich.console import Console
from rich.table import Table

from bot.texts import Text, say
from knowledge.answering import Considered
from knowledge.evidence.gate import signals_of
from knowledge.retrieval.features import Features

_SHOWN = 10


def print_trail(considered: Considered) -> None:
    """Print the trail to stderr, so that stdout stays the answer alone."""
    console = Console(stderr=True)
    found = considered.found
    if found is None:
        console.print(say(Text.WHY_NOT_SEARCHED))
        return
    concepts = "、".join(f"{item.concept.text}({item.weight:.2f})" for item in found.concepts)
    console.print(say(Text.WHY_READ_AS, question=found.question.text, concepts=concepts), markup=False)
    signals = signals_of(found)
    console.print(
        "  ".join(f"{item.name}={getattr(signals, item.name)}" for item in fields(signals)),
        markup=False,
        soft_wrap=True,
    )
    table = Table(say(Text.COLUMN_TITLE), say(Text.COLUMN_LABELS), "score", *(item.name for item in fields(Features)))
    for ranked in found.ranked[:_SHOWN]:
        evidence = ranked.evidence
        figures = (f"{getattr(ranked.features, item.name):.2f}" for item in fields(Features))
        table.add_row(evidence.regulation.title[:24], evidence.passage.label, f"{ranked.score:.2f}", *figures)
    console.print(table)
