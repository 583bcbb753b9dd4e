"""Turns units of structure into passages, and cuts what is too long without losing the label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.marking.blocks import Block
from ingest.model import ParsedPassage
from ingest.structure.table_text import render_table
from knowledge.chinese.script import search_form
from knowledge.model import PassageKind

MAX_CHARACTERS = 3000
SENTENCE = re.compile(r"[^。！？；;]*(?:[。！？；;]+[”’）)》]*|$)")


@dataclass(slots=True)
class Unit:
    """One citable unit in the making. `path` holds the headings above it, outermost first."""

    label: str
    path: tuple[str, ...]
    kind: PassageKind
    blocks: list[Block] = field(default_factory=list)


def to_passages(units: Sequence[Unit]) -> tuple[ParsedPassage, ...]:
    """Write units as passages in order; empty ones are left out, long ones become several with the same label."""
    passages: list[ParsedPassage] = []
    for unit in units:
        lines = [line for block in unit.blocks for line in _lines(block, unit.kind)]
        passages.extend(
            ParsedPassage(unit.label, unit.path, text, search_form(text), unit.kind) for text in _cut(lines)
        )
    return tuple(passages)


def _lines(block: Block, kind: PassageKind) -> list[str]:
    text = render_table(block, as_form=kind is PassageKind.FORM) if block.is_table else block.text
    return [line for line in text.split("\n") if line.strip()]


def _cut(lines: Sequence[str]) -> Iterator[str]:
    """Yield texts of at most MAX_CHARACTERS, cut between paragraphs and, inside a longer one, between sentences."""
    part: list[str] = []
    size = 0
    for line in lines:
        for piece in _pieces(line):
            if part and size + len(piece) + 1 > MAX_CHARACTERS:
                yield "\n".join(part)
                part, size = [], 0
            part.append(piece)
            size += len(piece) + 1
    if part:
        yield "\n".join(part)


def _pieces(line: str) -> Iterator[str]:
    if len(line) <= MAX_CHARACTERS:
        yield line
        return
    piece = ""
    for sentence in SENTENCE.findall(line):
        for start in range(0, len(sentence), MAX_CHARACTERS):
            chunk = sentence[start : start + MAX_CHARACTERS]
            if piece and len(piece) + len(chunk) > MAX_CHARACTERS:
                yield piece
                piece = ""
            piece += chunk
    if piece:
        yield piece
