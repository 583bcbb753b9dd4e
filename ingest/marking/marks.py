"""What a block can be by its own words: the marks that every later step looks at. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """Depth of a section label in official writing."""

    FIRST = 1  # 一、
    SECOND = 2  # （一）
    THIRD = 3  # 1.
    FOURTH = 4  # （1）
    FIFTH = 5  # ①


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """An article label at the start of a block; `end` is where it stops. `place` is (134, 1) for 第一百三十四条之一."""

    place: tuple[int, int]
    label: str
    end: int
    is_separated: bool


@dataclass(frozen=True, slots=True)
class SectionMark:
    """A section label at the start of a block: its depth, its number, as printed, and where it stops."""

    level: Level
    number: int
    label: str
    end: int


@dataclass(frozen=True, slots=True)
class PartMark:
    """A 编、章、节 heading: its rank (1 outermost), its number and its tidy title such as 第一章 总则."""

    rank: int
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A heading above articles that needs no number: 总则, 附则. `opens_rule` when a rule can begin with it."""

    title: str
    opens_rule: bool


@dataclass(frozen=True, slots=True)
class AnnexMark:
    """A block that starts with 附件1： or 附录."""


Mark = ArticleMark | SectionMark | PartMark | NamedPart | AnnexMark


class Note(StrEnum):
    """What a line between a title and its text tells: the 文号, an adoption in brackets, an event, another remark."""

    NUMBER = "number"  # 云直工发〔2025〕6号
    ADOPTION = "adoption"  # （2025年5月12日…通过）
    EVENT = "event"  # 2025年5月12日…公布
    REMARK = "remark"  # （征求意见）
