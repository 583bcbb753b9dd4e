"""Facts that can be checked letter for letter: figures with unit and bound, dates, labels, 文号, titles, quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.chinese.dates import DAY_OR_MONTH
from knowledge.chinese.numbers import DIGITS, LARGE_NUMERALS, number_of
from knowledge.chinese.script import unspaced
from knowledge.question.fold import fold, matchable

_PERCENT = re.compile(rf"百分之([{LARGE_NUMERALS}]+|\d+(?:\.\d+)?)")
_LABEL = re.compile(rf"第([{LARGE_NUMERALS}]+|\d+)(条|款|项|章|节|编)(?:之([{LARGE_NUMERALS}]+|\d+))?")
_ITEM = re.compile(rf"[(]([{LARGE_NUMERALS}]+|\d{{1,2}})[)]")
_DOC_CORE = re.compile(r"[〔\[【(](\d{4})[〕\]】)]\s*第?(\d+)号")
_DOC_PREFIX = re.compile(r"[\u4e00-\u9fffa-z]+$")
_TITLE = re.compile(r"[《〈]([^《》〈〉]+)[》〉]")
_QUOTE = re.compile(r"“([^”]+)”|「([^」]+)」|『([^』]+)』|\"([^\"]+)\"")
_UNITS = (
    "%|‰|个?百分点|个?工作日|个?月|个?小时|个?学时|个?课时|个?季度|个?星期|周|周岁|岁|年|日|天|分钟|分|万元|元|人|名|位|次|篇|场|期|"
    "个|条|项|款|章|种|类|级|份|届|倍|票|家|票"
)
_FIGURE = re.compile(rf"(\d+(?:\.\d+)?)({_UNITS})?")
_RHYTHM = re.compile(r"每(?:个)?(半年|年度?|季度?|月|周|星期|日|天|届|次|2年|两年)|双[月周]|半年|按[年季月周]")
_FRACTION = re.compile(rf"[{LARGE_NUMERALS}\d]+分之[{LARGE_NUMERALS}\d]+|[过超]?半数|一半|全体|全部|一律|任何|所有")
_ABOUT = re.compile(rf"[{LARGE_NUMERALS}]*[{DIGITS}]{{2}}[{LARGE_NUMERALS}]*(?:{_UNITS})")  # 三四个月, 二三十人
_SAME_UNIT = {"天": "日", "名": "人", "位": "人", "课时": "学时", "星期": "周"}
_LEAST = re.compile(r"(?:不(?:少|低|短|小)于|不得(?:少|低|短|小)于|至少|最少|最低)[^\d，。；]{0,6}$")
_MOST = re.compile(
    r"(?:不(?:得)?(?:超过|超出|多于|高于|长于|大于|迟于|晚于)|最多|至多|最长|最高|最迟)[^\d，。；]{0,6}$"
)
_OVER = re.compile(r"(?<!不)(?<!不得)(?:超过|超出|多于|高于|大于|满)[^\d，。；]{0,4}$")
_UNDER = re.compile(r"(?<!不)(?<!不得)(?:少于|低于|小于|不足|不满|未满)[^\d，。；]{0,4}$")
_AFTER_LEAST = re.compile(r"^(?:\(含\))?以上|^及以上|^起")
_AFTER_MOST = re.compile(r"^(?:\(含\))?(?:以内|之内|内|以下|及以下|为限)")


class Bound(StrEnum):
    """Which way a figure limits: 不少于, 不超过, 超过, 不足, or the figure itself."""

    EXACT = "exact"
    LEAST = "least"
    MOST = "most"
    OVER = "over"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a matchable text: its place, value, unit (`""` when none follows) and which way it limits."""

    start: int
    end: int
    value: str
    unit: str
    bound: Bound

    def agrees(self, other: Figure) -> bool:
        """Tell whether two figures say the same."""
        return (self.value, self.unit, self.bound) == (other.value, other.unit, other.bound)


def plain(text: str) -> str:
    """Give text in matchable form with 百分之三十 as 30% and every range written 3至5."""
    text = matchable(text)
    text = _PERCENT.sub(lambda found: f"{_value(found[1])}%", text)
    return re.sub(r"(?<=\d)\s*(?:-|—+|–|~|到)\s*(?=\d)", "至", text)


def figures(text: str) -> list[Figure]:
    """List the figures of a plain text, labels, dates and 文号 left out."""
    text = without_names(text)
    found = []
    for match in _FIGURE.finditer(text):
        unit = (match[2] or "").removeprefix("个") or (match[2] or "")
        value = match[1].rstrip("0").rstrip(".") if "." in match[1] else match[1].lstrip("0") or "0"
        bound = _bound(text[: match.start()], text[match.end() :])
        found.append(Figure(match.start(), match.end(), value, _SAME_UNIT.get(unit, unit), bound))
    return found


def rhythms(text: str) -> set[str]:
    """List the words of a plain text that say how often or how much of: 每月, 半年, 三分之二, 一律, 三四个月."""
    often = {
        found.group().replace("个", "").replace("季度", "季").replace("年度", "年") for found in _RHYTHM.finditer(text)
    }
    return often | {found.group() for found in _FRACTION.finditer(text)} | set(_ABOUT.findall(text))


def without_names(text: str) -> str:
    """Give a plain text of the same length whose labels, dates and 文号 are blanks."""
    for pattern in (DAY_OR_MONTH, _DOC_CORE, _LABEL, _ITEM):
        text = pattern.sub(lambda found: " " * len(found.group()), text)
    return text


def labels(text: str) -> set[str]:
    """List article labels in one form: 第三十七条 and 第37条 are 37条, （三） is (3)."""
    folded = fold(text)
    found = {_label(match) for match in _LABEL.finditer(folded)}
    return found | {f"({_value(match[1])})" for match in _ITEM.finditer(folded) if _value(match[1])}


def referred_labels(text: str) -> set[str]:
    """List labels together with the two characters before them, as a text refers to them (依照第三条)."""
    folded = fold(text)
    return {folded[max(0, match.start() - 2) : match.start()] + _label(match) for match in _LABEL.finditer(folded)}


def doc_numbers(text: str) -> list[str]:
    """List 文号 in one form, each with all the Han characters before it: 国办函[2026]12号."""
    folded = fold(text)
    found = []
    for match in _DOC_CORE.finditer(folded):
        prefix = _DOC_PREFIX.search(folded[: match.start()])
        found.append(f"{prefix.group() if prefix else ''}[{match[1]}]{int(match[2])}号")
    return found


def titles(text: str) -> list[str]:
    """List what stands between 《 and 》, folded."""
    return [fold(found) for found in _TITLE.findall(text)]


def quotes(text: str) -> list[str]:
    """List the quoted spans, folded, blanks left out; a term of at most three characters is no quotation."""
    spans = ("".join(groups) for groups in _QUOTE.findall(text))
    return [letters(span) for span in spans]


def letters(text: str) -> str:
    """Fold text and leave out every blank and closing stop, for comparing letters only."""
    return unspaced(fold(text)).rstrip("。；;，,、")


def dates(text: str) -> set[str]:
    """List dates as 2026-1-2, a month without its day as 2026-1."""
    found = set()
    for match in DAY_OR_MONTH.finditer(plain(text)):
        parts = [part for part in match.groups() if part]
        found.add("-".join(str(int(part)) for part in parts))
    return found


def _label(match: re.Match[str]) -> str:
    more = f"-{_value(match[3])}" if match[3] else ""
    return f"{_value(match[1])}{match[2]}{more}"


def _value(numeral: str) -> str:
    number = None if numeral.isascii() else number_of(numeral)
    return numeral if number is None else str(number)


def _bound(before: str, after: str) -> Bound:
    if _LEAST.search(before) or _AFTER_LEAST.search(after):
        return Bound.LEAST
    if _MOST.search(before) or _AFTER_MOST.search(after):
        return Bound.MOST
    if _UNDER.search(before):
        return Bound.UNDER
    return Bound.OVER if _OVER.search(before) else Bound.EXACT
