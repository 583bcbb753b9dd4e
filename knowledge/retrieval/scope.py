"""Which documents a question points at: a place, an office, a rule named in passing."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping

from knowledge.model import RegulationId
from knowledge.retrieval.digest import scope_grams
from knowledge.retrieval.terms import bigrams

_FULL = 9.0  # two or three rare pairs name a document
_OPENING_SHARE = 0.6
_ASKING = re.compile(r"多久|多少|什么|怎么|哪些?|可以|需要|应当|是不是|有没有|能不能")


class Scopes:
    """The heads of all regulations, ready for comparing."""

    def __init__(self, scopes: Mapping[RegulationId, str]) -> None:
        self._heads = {key: scope_grams(text) for key, text in scopes.items()}
        counts = Counter(gram for name, opening in self._heads.values() for gram in name | opening)
        total = len(self._heads)
        self._rarity = {gram: math.log((total + 1) / (count + 0.5)) for gram, count in counts.items()}

    def grams(self, regulation: RegulationId) -> frozenset[str]:
        """Give the pairs of a regulation's name line and opening."""
        name, opening = self._heads.get(regulation, (frozenset(), frozenset()))
        return name | opening

    def names(self, words: str) -> float:
        """Give the best share of some words' pairs that one regulation's name line holds."""
        wanted = set(bigrams(words))
        shares = (len(wanted & name) / len(wanted) for name, _ in self._heads.values())
        return max(shares, default=0.0) if wanted else 0.0

    def pull(self, question: str) -> dict[RegulationId, float]:
        """Give each regulation the strength, 0 to 1, with which a matchable question points at it."""
        asked = set(bigrams(_ASKING.sub(" ", question)))
        rarity = self._rarity
        pulls = {}
        for key, (name, opening) in self._heads.items():
            found = sum(rarity[gram] for gram in asked & name)
            found += _OPENING_SHARE * sum(rarity[gram] for gram in asked & (opening - name))
            pulls[key] = min(found / _FULL, 1.0)
        return pulls
