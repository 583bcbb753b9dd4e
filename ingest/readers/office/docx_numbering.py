"""Word's automatic numbers: the 第一条 that a writer sees but the text does not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from knowledge.chinese.numbers import chinese_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHINESE_FORMATS = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCountingThousand",
    }
)
LONGEST_START, LONGEST_PATTERN = 6, 255  # characters
SILENT = frozenset({"bullet", "none"})


def formatted(value: int, style: str) -> str:
    """Write a counter in one of Word's number formats."""
    if style in CHINESE_FORMATS:
        return chinese_number(value)
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if style in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        return chr((0x61 if style == "lowerLetter" else 0x41) + value - 1)
    if style == "ideographTraditional" and 1 <= value <= 10:
        return "甲乙丙丁戊己庚辛壬癸"[value - 1]
    return str(value)


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    pattern: str
    start: int


class Numbering:
    """Counts list paragraphs in document order and gives each its printed label."""

    def __init__(self, root: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            identity = abstract.get(f"{W}abstractNumId", "")
            self._levels[identity] = {
                int(level.get(f"{W}ilvl", "0")): _level(level) for level in abstract.iter(f"{W}lvl")
            }
        for number in root.iter(f"{W}num"):
            target = number.find(f"{W}abstractNumId")
            self._abstract_of[number.get(f"{W}numId", "")] = "" if target is None else target.get(f"{W}val", "")

    def label(self, number: str, level: int) -> str:
        """Count one paragraph and return its label; empty for bullets and unknown lists."""
        abstract = self._abstract_of.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counters = self._counters.setdefault(abstract, {})
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [key for key in counters if key > level]:
            del counters[deeper]
        if levels[level].style in SILENT:
            return ""
        return re.sub(r"%([1-9])", lambda match: self._part(levels, counters, int(match[1]) - 1), levels[level].pattern)

    @staticmethod
    def _part(levels: dict[int, _Level], counters: dict[int, int], level: int) -> str:
        if level not in levels:
            return ""
        return formatted(counters.get(level, levels[level].start), levels[level].style)


def _level(element: Any) -> _Level:
    def value(name: str, default: str) -> str:
        child = element.find(f"{W}{name}")
        return default if child is None else str(child.get(f"{W}val", default))

    start = value("start", "1")[:LONGEST_START]
    pattern = value("lvlText", "")[:LONGEST_PATTERN]
    return _Level(value("numFmt", "decimal"), pattern, int(start) if start.isdecimal() else 1)
