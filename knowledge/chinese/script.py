"""Script: traditional to simplified, and the form of a text that search compares."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import opencc

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
CJK = rf"{HAN}\u3001-\u301f\uff01-\uff5e\u201c\u201d\u2018\u2019\u2026\u2014\uffe5"
SPACES = re.compile(r"\s+")


@cache
def _converter() -> Any:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Turn traditional characters into simplified ones, character by character and phrase by phrase."""
    return str(_converter().convert(text))


def search_form(text: str) -> str:
    """Give the form in which texts are compared and searched: NFKC, simplified characters."""
    return simplified(unicodedata.normalize("NFKC", text))


def unspaced(text: str) -> str:
    """Take all white space out of a text."""
    return SPACES.sub("", text)


def squeezed(text: str) -> str:
    """Give the search form without any white space, for comparing titles and paragraphs."""
    return unspaced(search_form(text))
