"""How text is cut into terms: dictionary words and character pairs."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"\w")


def words(text: str) -> list[str]:
    """Cut matchable text into dictionary words, short ones inside long ones included; no punctuation."""
    return [word for word in rjieba.cut_for_search(text) if _WORD.match(word)]


def bigrams(text: str) -> list[str]:
    """Give the pairs of neighbouring characters of each run of Han characters, each marked with `#`."""
    return [f"#{run[at : at + 2]}" for run in _HAN_RUN.findall(text) for at in range(len(run) - 1)]


@lru_cache(maxsize=32_768)
def bigram_set(text: str) -> frozenset[str]:
    """Give the distinct pairs of a text."""
    return frozenset(bigrams(text))
