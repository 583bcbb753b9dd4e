"""A cited passage made ready for checking: its sentences, and the facts of its rule as sentences of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import rjieba

from knowledge.citing.facts import Figure, dates, figures, plain, rhythms, without_names
from knowledge.citing.polarity import GLUE, content
from knowledge.model import Evidence, Status
from knowledge.question.focus import UNIT_WORDS
from knowledge.retrieval.terms import bigram_set
from knowledge.retrieval.views import sentence_spans

STATUS_WORDS = {
    Status.IN_FORCE: "现行有效",
    Status.NOT_YET_EFFECTIVE: "尚未施行",
    Status.SUPERSEDED: "已被取代",
    Status.REPEALED: "已废止",
    Status.EXCERPT: "节选",
}
_NAMES = frozenset({"n", "ns", "nt", "nz", "vn", "j", "l", "i", "eng", "b"})  # people are named by office, not by name
_LIGHT = UNIT_WORDS | {"方面", "情况", "时候", "问题", "人员", "工作", "方式", "要求", "内容", "资料", "文件", "工作日"}


@dataclass(frozen=True, slots=True)
class Place:
    """One sentence of a source in plain form. `around` is the text that its words may lean on."""

    text: str
    around: str
    pairs: frozenset[str]
    figures: tuple[Figure, ...]
    rhythms: frozenset[str]
    dates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Source:
    """A cited passage. `head` holds its rule's title, its label and headings; `whole` the passage in plain form."""

    evidence: Evidence
    head: str
    whole: str
    places: tuple[Place, ...]


def source_of(evidence: Evidence) -> Source:
    """Make a passage ready for checking."""
    passage, regulation = evidence.passage, evidence.regulation
    head = plain(" ".join((regulation.title, *regulation.aliases, passage.label, *passage.path)))
    spans = sentence_spans(passage.text)
    sentences = [plain(passage.text[start:end]) for start, end in spans]
    places = [_place(text, sentences[at - 1] if at else "", head) for at, text in enumerate(sentences)]
    places += [_place(plain(text), "", head) for text in _said_of(evidence)]
    return Source(evidence, head, plain(passage.text), tuple(places))


def things(text: str) -> set[str]:
    """List the things that a plain text names: nouns of two characters or more, everyday ones left out."""
    tagged = rjieba.tag(GLUE.sub(" ", without_names(text)))
    return {word for word, kind in tagged if len(word) > 1 and kind in _NAMES and word not in _LIGHT}


def _place(text: str, before: str, head: str) -> Place:
    units = {figure.unit for figure in figures(text)}
    rivals = any(figure.unit in units for figure in figures(before))
    around = head if rivals else f"{before} {head}"
    pairs = content(text) | bigram_set(text) | bigram_set(around) | content(around)
    return Place(text, around, pairs, tuple(figures(text)), frozenset(rhythms(text)), frozenset(dates(text)))


def _said_of(evidence: Evidence) -> list[str]:
    """Say the facts of a rule in sentences, so that a reply may repeat them."""
    regulation = evidence.regulation
    facts = [f"{regulation.title}{STATUS_WORDS[regulation.status]}"]
    if regulation.replaced_by:
        facts.append(f"{regulation.title}已被{regulation.replaced_by}取代")
    if regulation.issuer or regulation.issued_on:
        facts.append(f"{regulation.title}由{regulation.issuer or ''}{_day(regulation.issued_on)}印发发布制定")
    if regulation.effective_on:
        facts.append(f"{regulation.title}自{_day(regulation.effective_on)}起施行实施生效")
    return facts


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
