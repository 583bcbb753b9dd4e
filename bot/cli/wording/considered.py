"""The trail behind an answer: how the question was read, what was weighed, with which figures."""

from __future__ import annotations

from dataclasses import fields

from rich.console import Console

from bot.cli.sentences.asking import AskText
from bot.texts import say
from knowledge.answering import Considered
from knowledge.evidence.gate import signals_of
from knowledge.retrieval.features import Features

_SHOWN = 10


def print_trail(considered: Considered) -> None:
    """Print the trail to stderr, so that stdout stays the answer alone."""
    console = Console(stderr=True)
    found = considered.found
    if found is None:
        console.print(say(AskText.WHY_NOT_SEARCHED))
        return
    concepts = "、".join(f"{item.concept.text}({item.weight:.2f})" for item in found.concepts)
    console.print(say(AskText.WHY_READ_AS, question=found.question.text, concepts=concepts), markup=False)
    signals = signals_of(found)
    console.print(
        "  ".join(f"{item.name}={getattr(signals, item.name)}" for item in fields(signals)),
        markup=False,
        soft_wrap=True,
    )
    for place, ranked in enumerate(found.ranked[:_SHOWN], start=1):
        evidence = ranked.evidence
        figures = "  ".join(f"{item.name}={getattr(ranked.features, item.name):.2f}" for item in fields(Features))
        head = f"{place:2} {ranked.score:.2f} 《{evidence.regulation.title}》{evidence.passage.label}"
        console.print(head, markup=False, soft_wrap=True)
        console.print(f"        {figures}", markup=False, soft_wrap=True)
