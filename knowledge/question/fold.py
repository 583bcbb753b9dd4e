"""One written form for matching: width, script, case, spliced pinyin and numerals made alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

_T2S = opencc.OpenCC("t2s")
_CONTROL = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPLICED_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])\([^\W\d_\u4e00-\u9fff]{1,7}\)")
_TONED = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_SPACE = re.compile(r"\s+")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff\d])")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_MEASURES = (
    "个|名|人|位|年|月|日|天|周|次|回|小时|学时|课时|元|块|分|条|项|级|种|类|批|届|季|岁|票|家|"
    "倍|晚|份|方面|部门|单位|以上|以下"
)
_FIGURE = "[零〇一二两三四五六七八九十百千万]"
_NUMERAL = re.compile(
    rf"(?<![\d.{_FIGURE[1:-1]}])(?=[零〇一二两三四五六七八九十]){_FIGURE}+(?=(?:多|余|几)?(?:{_MEASURES}|[至到]{_FIGURE}))"
)
_DIGIT_NUMERAL = re.compile(r"(\d+(?:\.\d+)?)([千万])(?!分)")


def fold(text: str) -> str:
    """Give text in simplified, half-width, lower-case characters without spliced pinyin or stray blanks."""
    text = _CONTROL.sub("", unicodedata.normalize("NFKC", text))
    text = _SPLICED_PINYIN.sub(lambda found: "" if _is_pinyin(found.group()) else found.group(), text)
    text = _T2S.convert(text).lower()
    return _BETWEEN_HAN.sub("", _SPACE.sub(" ", text)).strip()


def _is_pinyin(group: str) -> bool:
    return group.isascii() is False or group.islower()


def number_of(numeral: str) -> int | None:
    """Read a Chinese numeral up to 99,999,999 (六十五 is 65, 两千 is 2000); None when it is not one."""
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            return None
    return total + section + digit


def _arabic(found: re.Match[str]) -> str:
    numeral = found.group()
    if len(numeral) > 1 and not set(numeral) & set(_UNITS):  # 二〇二六年 is read digit by digit
        return "".join(str(_DIGITS[char]) for char in numeral)
    number = number_of(numeral)
    return numeral if number is None else str(number)


def with_arabic_numbers(text: str) -> str:
    """Write counted numerals in figures, so that 六个月 meets 6个月. Expects folded text."""
    text = _NUMERAL.sub(_arabic, text.replace("半年", "6个月"))
    return _DIGIT_NUMERAL.sub(lambda found: str(int(float(found[1]) * _UNITS[found[2]])), text)


@lru_cache(maxsize=65_536)
def matchable(text: str) -> str:
    """Fold text and write its counted numerals in figures: the form in which questions and sentences meet."""
    return with_arabic_numbers(fold(text))
