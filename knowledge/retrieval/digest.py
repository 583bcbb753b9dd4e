"""What the whole library says about its own words: kept beside the indexes, made anew when the library changes."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import AsyncIterable
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.files import put_text
from knowledge.model import Evidence, RegulationId
from knowledge.question.fold import matchable
from knowledge.question.spelling import Vocabulary, count_words
from knowledge.retrieval.terms import bigrams, words

_SHORT = re.compile(
    r"(?:《([^》]{4,40})》|([^，。；：、（）()《》“”\s]{3,24}))[（(](?:以下|下同|本办法)?(?:统称|简称|称为|称)[为:：]?[“\"「]?([^”\"」，。；）)]{2,14})[”\"」]?"
)
_QUOTED = re.compile(r"[“\"]([\u4e00-\u9fff]{2,4})[”\"]")
_OPENING = 240  # characters of a document's opening that tell whose it is


@dataclass(slots=True)
class Digest:
    """`revision` is the library revision it was made from; `scopes` holds what each regulation's head says."""

    revision: int = -1
    frequencies: dict[str, int] = field(default_factory=dict)
    short_names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scopes: dict[RegulationId, str] = field(default_factory=dict)

    def vocabulary(self) -> Vocabulary:
        """Give the library's words for setting wrong characters right."""
        return Vocabulary(self.frequencies)


async def digest_of(passages: AsyncIterable[Evidence], revision: int) -> Digest:
    """Read all active passages once."""
    seen: list[set[str]] = []
    short: dict[str, dict[str, None]] = defaultdict(dict)
    scopes: dict[RegulationId, str] = {}
    async for evidence in passages:
        text = matchable(evidence.passage.search_text)
        seen.append({*words(text), *_QUOTED.findall(text)})
        for book, name, brief in _SHORT.findall(evidence.passage.search_text):
            if brief not in (book or name):
                short[matchable(brief)][matchable(book or name)] = None
        regulation = evidence.regulation
        if regulation.id not in scopes:
            source = regulation.source.rsplit(".", 1)[0]
            named = " ".join((regulation.title, source, regulation.issuer or "", *regulation.aliases))
            scopes[regulation.id] = f"{matchable(named)}\n{text[:_OPENING]}"
            for alias in regulation.aliases:
                short[matchable(alias)][matchable(regulation.title)] = None
    names = {brief: tuple(full)[:3] for brief, full in short.items() if len(brief) > 1}
    return Digest(revision, count_words(seen), names, scopes)


def save(digest: Digest, file: Path) -> None:
    """Write the digest whole or not at all."""
    body = {
        "revision": digest.revision,
        "frequencies": digest.frequencies,
        "short_names": digest.short_names,
        "scopes": {str(key): value for key, value in digest.scopes.items()},
    }
    put_text(file, json.dumps(body, ensure_ascii=False))


def load(file: Path) -> Digest:
    """Read a saved digest; a missing or broken one gives an empty digest, which `zhibu index rebuild` mends."""
    try:
        body = json.loads(file.read_text(encoding="utf-8"))
        return Digest(
            int(body["revision"]),
            dict(body["frequencies"]),
            {key: tuple(value) for key, value in body["short_names"].items()},
            {RegulationId(int(key)): value for key, value in body["scopes"].items()},
        )
    except (OSError, ValueError, KeyError):
        return Digest()


def scope_grams(scope: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the pairs of a scope's name line and of its opening."""
    name, _, opening = scope.partition("\n")
    return frozenset(bigrams(name)), frozenset(bigrams(opening))
