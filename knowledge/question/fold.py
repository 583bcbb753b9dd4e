"""One written form for matching: width, script, case, spliced pinyin and numerals made alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from knowledge.chinese.numbers import DIGITS, LARGE_NUMERALS, figures_of, is_about, spoken_figures
from knowledge.chinese.script import simplified

_CONTROL = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPLICED_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])\([^\W\d_\u4e00-\u9fff]{1,7}\)")
_TONED = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_SPACE = re.compile(r"\s+")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff\d])")
_LARGE = {"千": 1000, "万": 10_000}
_MEASURES = (
    "个|名|人|位|年|月|日|天|周|次|回|小时|学时|课时|元|块|分|条|项|级|种|类|批|届|季|岁|票|家|"
    "倍|晚|份|方面|部门|单位|以上|以下"
)
_NUMERAL = re.compile(  # ○○年 is a blank to fill in
    rf"(?<![\d.{LARGE_NUMERALS}])(?=[{DIGITS}十])(?!○)[{LARGE_NUMERALS}]+"
    rf"(?=(?:多|余|几)?(?:{_MEASURES}|[至到][{LARGE_NUMERALS}]))"
)
_DIGIT_NUMERAL = re.compile(r"(\d+(?:\.\d+)?)([千万])(?!分)")


def fold(text: str) -> str:
    """Give text in simplified, half-width, lower-case characters without spliced pinyin or stray blanks.

    Capitals in brackets, as in 附表(A), lose the brackets: in lower case they would look like pinyin.
    """
    text = _CONTROL.sub("", unicodedata.normalize("NFKC", text))
    text = _SPLICED_PINYIN.sub(lambda found: "" if _is_pinyin(found.group()) else found.group()[1:-1], text)
    text = simplified(text).lower()
    return _BETWEEN_HAN.sub("", _SPACE.sub(" ", text)).strip()


def _is_pinyin(group: str) -> bool:
    return group.isascii() is False or group.islower()


def _arabic(found: re.Match[str]) -> str:
    """Write a numeral in figures; after 第 it is read as labels print it, else as a count is said."""
    numeral = found.group()
    if is_about(numeral):
        return numeral
    is_label = found.string.startswith("第", max(found.start() - 1, 0))
    return (figures_of(numeral) if is_label else spoken_figures(numeral)) or numeral


def with_arabic_numbers(text: str) -> str:
    """Write counted numerals in figures, so that 六个月 meets 6个月. Expects folded text."""
    text = _NUMERAL.sub(_arabic, text.replace("半年", "6个月"))
    return _DIGIT_NUMERAL.sub(lambda found: str(int(float(found[1]) * _LARGE[found[2]])), text)


@lru_cache(maxsize=65_536)
def matchable(text: str) -> str:
    """Fold text and write its counted numerals in figures: the form in which questions and sentences meet."""
    return with_arabic_numbers(fold(text))
