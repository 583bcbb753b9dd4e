"""Finds which article labels are real: the chains 第一条, 第二条, … that explain a document best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.marking.blocks import MarkedBlock
from ingest.marking.marks import ArticleMark
from ingest.marking.sentences import ends_sentence

START_COST = 1.0
RESTART_COST = 1.2
GAP_COST = 1.0
MAX_GAP_COST = 1.6
TYPO_COST = 2.2  # more than a boundary is worth: a misprint is believed only when the number after it follows
MAX_SHORT_LINE = 40
MAX_SUB = 20

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Article:
    """A real article boundary: the block it starts at and its printed label."""

    block: int
    mark: ArticleMark
    starts_chain: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    block: int
    mark: ArticleMark
    weight: float


@dataclass(frozen=True, slots=True)
class _Step:
    """The best way to reach a candidate; `place` is the number it stands for, which a misprint may hide."""

    candidate: int
    score: float
    previous: int
    starts_chain: bool
    place: Place


def find_articles(blocks: Sequence[MarkedBlock]) -> list[Article]:
    """Choose the article boundaries of a document.

    Every block that starts like an article is a candidate; the heaviest path through them is taken, in which each label
    follows the one before, a missing number costs a little and a new 第一条 starts a new rule. A reference at the start
    of a line has no place on that path, because taking it would lose the labels around it.
    """
    candidates = [candidate for index in range(len(blocks)) if (candidate := _candidate(blocks, index)) is not None]
    steps: list[_Step] = []
    best: dict[Place, int] = {}
    champion = -1
    for index, candidate in enumerate(candidates):
        for step in _steps_to(index, candidate, steps, best, champion):
            steps.append(step)
            if step.place not in best or step.score > steps[best[step.place]].score:
                best[step.place] = len(steps) - 1
            if champion < 0 or step.score > steps[champion].score:
                champion = len(steps) - 1
    return _credible(_trace(candidates, steps, champion))


def _credible(articles: Sequence[Article]) -> list[Article]:
    """Drop a chain of one that neither begins at 第一条 nor stands apart from its text: it is a lone reference."""
    ends = {index for index, article in enumerate(articles) if article.starts_chain} | {len(articles)}
    lone = {
        index
        for index, article in enumerate(articles)
        if article.starts_chain and index + 1 in ends and article.mark.place != (1, 0) and not article.mark.is_separated
    }
    return [article for index, article in enumerate(articles) if index not in lone]


def _candidate(blocks: Sequence[MarkedBlock], index: int) -> _Candidate | None:
    block = blocks[index]
    mark = None if block.is_table else block.article
    if mark is None:
        return None
    weight = 3.0 if block.is_heading else 2.0 if mark.is_separated else 1.2
    before = blocks[index - 1] if index else None
    if before is not None and not (before.is_heading or before.is_table or before.part):
        is_open = not ends_sentence(before.text) and len(before.text) > MAX_SHORT_LINE
        weight -= 0.8 if is_open else 0.0
    return _Candidate(index, mark, weight)


def _steps_to(
    index: int, candidate: _Candidate, steps: Sequence[_Step], best: dict[Place, int], champion: int
) -> list[_Step]:
    """Give the best step to a candidate as printed and, where its number is used already, as a misprint of the next."""
    number, sub = candidate.mark.place
    options: list[_Step] = []

    def step(previous: int, cost: float, place: Place = candidate.mark.place, *, starts_chain: bool = False) -> _Step:
        before = steps[previous].score if previous >= 0 else 0.0
        return _Step(index, before + candidate.weight - cost, previous, starts_chain, place)

    if sub and (number, sub - 1) in best:
        options.append(step(best[number, sub - 1], 0.0))
    if not sub:
        for before in (number - 1, number - 2, number - 3):
            gap = GAP_COST * (number - 1 - before)  # 第五条 may follow 第四条 or 第四条之一
            options.extend(step(best[before, part], gap) for part in range(MAX_SUB) if (before, part) in best)
        if champion >= 0 and steps[champion].place[0] < number - 1:
            options.append(step(champion, MAX_GAP_COST))
    start = START_COST if number > 1 or sub else 0.0
    options.append(step(-1, start, starts_chain=True))
    if champion >= 0:
        options.append(step(champion, start + RESTART_COST, starts_chain=True))
    chosen = [max(options, key=lambda option: (option.score, not option.starts_chain))]
    if not sub and (number, 0) in best:
        chosen.append(step(best[number, 0], TYPO_COST, (number + 1, 0)))
    return chosen


def _trace(candidates: Sequence[_Candidate], steps: Sequence[_Step], index: int) -> list[Article]:
    articles: list[Article] = []
    while index >= 0:
        step = steps[index]
        candidate = candidates[step.candidate]
        articles.append(Article(candidate.block, candidate.mark, step.starts_chain))
        index = step.previous
    return articles[::-1]
