"""Quality figures: answers against labelled questions, what was found against gold ids. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.evaluation.labelled import Gold, LabelledQuestion, file_name
from knowledge.question.fold import fold

_BLANK = re.compile(r"\s+")
_READ = 600  # characters of an answer that count as shown


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with how its answer did."""

    question: LabelledQuestion
    refused: bool
    cite1: bool
    cite3: bool
    shown: bool


def judge_answer(question: LabelledQuestion, answer: Mapping[str, Any]) -> Judged:
    """Compare an answer JSON (docs/design.md, Machine interfaces) with the gold passages."""
    refused = answer["outcome"] != "answered"
    cited = [] if refused else [(file_name(item["source"]), _plain(item["text"])) for item in answer["citations"]]
    read = "" if refused else _plain(answer["text"])[:_READ]
    holds = [[_holds(gold, *item) for item in cited] for gold in question.golds]
    shows = [all(_plain(words) in read for words in gold.words) for gold in question.golds]
    every = all if question.needs_all else any
    has_gold = bool(question.golds)
    return Judged(
        question,
        refused,
        cite1=has_gold and any(row[:1] == [True] for row in holds),
        cite3=has_gold and every(any(row[:3]) for row in holds),
        shown=has_gold and not refused and every(shows),
    )


def answer_figures(judged: Sequence[Judged], latencies_ms: Sequence[int]) -> dict[str, float | int | None]:
    """Sum up: shares between 0 and 1, latencies in ms. A share of nothing is None."""
    answerable = [item for item in judged if item.question.golds]
    figures: dict[str, float | int | None] = {
        "questions": len(judged),
        "answerable": len(answerable),
        "cite1": _share(item.cite1 for item in answerable),
        "cite3": _share(item.cite3 for item in answerable),
        "shown": _share(item.shown for item in answerable),
        "false_refusal": _share(item.refused for item in answerable),
    }
    for kind in sorted({item.question.kind for item in judged if not item.question.golds}):
        figures[f"refused_{kind}"] = _share(item.refused for item in judged if item.question.kind == kind)
    ordered = sorted(latencies_ms)
    if ordered:
        figures["p50_ms"] = ordered[len(ordered) // 2]
        figures["p95_ms"] = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return figures


def retrieval_figures(results: Sequence[tuple[Sequence[str], set[str]]]) -> dict[str, float]:
    """Give recall@5, recall@10 and ndcg@10 over pairs of (ids found, best first; gold ids)."""

    def mean(values: Iterable[float]) -> float:
        kept = list(values)
        return round(sum(kept) / len(kept), 3) if kept else 0.0

    return {
        "recall@5": mean(len(gold & set(found[:5])) / len(gold) for found, gold in results),
        "recall@10": mean(len(gold & set(found[:10])) / len(gold) for found, gold in results),
        "ndcg@10": mean(_ndcg(found[:10], gold) for found, gold in results),
    }


def _ndcg(found: Sequence[str], gold: set[str]) -> float:
    gain = sum(1 / math.log2(place + 2) for place, key in enumerate(found) if key in gold)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(len(gold), 10)))
    return gain / ideal


def _share(values: Iterable[bool]) -> float | None:
    kept = list(values)
    return round(sum(kept) / len(kept), 3) if kept else None


def _holds(gold: Gold, source: str, text: str) -> bool:
    return source == gold.source and all(_plain(words) in text for words in gold.words)


def _plain(text: str) -> str:
    return _BLANK.sub("", fold(text))
