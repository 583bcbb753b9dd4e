"""Numerals: 一百零三, 一〇三, 二〇二六, 十二, 两, 3, １０３. Standard library only."""

from __future__ import annotations

import re

_WRITTEN = "零一二三四五六七八九"
_VALUES = {char: value for value, char in enumerate(_WRITTEN)} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"亿": 100_000_000, "万": 10_000}  # the larger first
_COUNTING = frozenset({*_UNITS, *_GROUPS})
_SHORTENED = re.compile(r"(.+([百千万亿]))([一二三四五六七八九])")  # 两千五: the last unit is left unsaid
MAX_CHARACTERS = 30

# Characters for the classes of other patterns.
DIGITS = "〇零○一二两三四五六七八九"
DIGITS_AND_TEN = DIGITS.replace("两", "") + "十"
NUMERALS = DIGITS + "".join(_UNITS)
LARGE_NUMERALS = NUMERALS + "万"


def number_of(text: str) -> int | None:
    """Read a whole number in figures or in Chinese; None when the text is neither, or longer than any number.

    Without a unit Chinese digits are read one by one: 一〇三 is 103, 二〇二六 is 2026. A digit after the last unit
    counts ones, as labels print it: 一百五 is 105.
    """
    figures = figures_of(text)
    return int(figures) if figures is not None else None


def figures_of(text: str) -> str | None:
    """Write a numeral in figures: 六十五 is 65, 二〇二六 is 2026 and 〇五 stays 05. None when it is not one."""
    text = text.strip()
    if not text or len(text) > MAX_CHARACTERS:
        return None
    if text.isdecimal():
        return "".join(str(int(char)) for char in text)
    if set(text) & _COUNTING:
        number = _counted(text)
        return None if number is None else str(number)
    if any(char not in _VALUES for char in text) or ("两" in text and len(text) > 1):  # 两三个 is two or three
        return None
    return "".join(str(_VALUES[char]) for char in text)


def spoken_figures(text: str) -> str | None:
    """Write a count in figures as people say it: 两千五 is 2500, 一万二 is 12000, where a label would mean 2005.

    None when it is no numeral, or only about a number: 三四, 七八, 三五.
    """
    if is_about(text):
        return None
    shortened = _SHORTENED.fullmatch(text)
    if shortened is None:
        return figures_of(text)
    unit = (_UNITS | _GROUPS)[shortened[2]]
    number = number_of(shortened[1])
    return None if number is None else str(number + _VALUES[shortened[3]] * unit // 10)


def is_about(text: str) -> bool:
    """Whether digits follow each other as in 三四 or 七八: one or the other, or both of them, and no number."""
    return len(text) > 1 and (text in _WRITTEN[1:] or text == "三五")


def _counted(text: str) -> int | None:
    """Read a numeral with units; what stands before 亿 or 万 is multiplied as a whole."""
    for group, size in _GROUPS.items():
        before, found, after = text.rpartition(group)
        if found:
            high = _counted(before) if before else 1
            low = _counted(after) if after else 0
            return None if high is None or low is None else high * size + low
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _VALUES and not digit:  # a digit waits for its unit: 二三十 is twenty or thirty, no number
            digit = _VALUES[char]
        else:
            return None
    return total + digit


def chinese_number(value: int) -> str:
    """Write 0 to 9999 in Chinese as official labels do: 十一, 二十, 一百零三."""
    if value < 10:
        return _WRITTEN[value]
    if value < 20:
        return "十" + (_WRITTEN[value - 10] if value > 10 else "")
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= unit:
            head, rest = divmod(value, unit)
            gap = "零" if rest and rest < unit // 10 else ""
            tail = f"一{chinese_number(rest)}" if 10 <= rest < 20 else chinese_number(rest) if rest else ""
            return f"{_WRITTEN[head]}{name}{gap}{tail}"
    return str(value)
