"""Whether a sentence says yes where its source says no: negations with what they negate, permission against duty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.retrieval.terms import bigram_set

_BOUND = re.compile(
    r"不(?:得)?(?:少于|低于|短于|小于|超过|超出|多于|高于|长于|大于|迟于|晚于)|不足(?=\d)|未满(?=\d)|不满(?=\d)"
)
_WORDS = re.compile(
    r"不断|不仅|不但|不同|不久|不论|不管|不少(?!于)|不一定|未来|无论|无党派|非公|毫不|非常|是否|能否|可否|不忘|不力|不良|不当|不正之风"
)
_FORBID = r"(?:(?:不得|不能|不可以?|不准|不许|不应当?|不该|不予|不允许|禁止|严禁|杜绝)(?:再|以任何(?:形式|理由|名义))?)"
_SPARE = r"(?:无需|无须|不必|不需要?|不用|不再需要|可以不|免予|免于|不要求)"
_DENY = r"(?:没有|不是|并非|不会|不再|从未|尚未|未经|未能|未|无(?=[\u4e00-\u9fff])|不)"
_NEGATION = re.compile(f"(?P<spare>{_SPARE})|(?P<forbid>{_FORBID})|(?P<deny>{_DENY})")
_ALLOW = re.compile(r"可以(?!不)|有权|允许|自愿|自行决定|酌情")
_OBLIGE = re.compile(r"应当|应该|必须|务必|(?<!无)(?<!必)须|一律")
_ALIKE = 0.6  # share of the shorter one's pairs from which two clauses speak of the same
GLUE = re.compile(
    r"根据|按照|依照|依据|规定|明确|要求|指出|应当|应该|需要|必须|可以|务必|不得|不能|不准|禁止|严禁|无需|不必|应|须|"
    r"其中|因此|所以|如果|那么|同时|此外|另外|以及|并且|而且|而是|或者|或|和|与|及|并|也|都|即|则|且|的|了|着|是|为|在|由|对|将|把|被|于|"
    r"包括|主要|具体|分别|例如|如下|以下|上述|有关|相关|进行|该|此|其|这|那|说明|第\S{1,4}条|资料|文件|内容"
)
_CLAUSE = re.compile(r"[^，,；;：:。！？!?\n]+")


class Negation(StrEnum):
    """What a negation does: forbids, spares from a duty, or denies a fact."""

    FORBID = "forbid"
    SPARE = "spare"
    DENY = "deny"


@dataclass(frozen=True, slots=True)
class Negated:
    """A negation and the character pairs that stand behind it in its clause."""

    kind: Negation
    pairs: frozenset[str]


def clauses(text: str) -> list[str]:
    """Cut text at every comma, colon, semicolon and stop."""
    return [found.group().strip() for found in _CLAUSE.finditer(text) if found.group().strip()]


def content(text: str) -> frozenset[str]:
    """Give the character pairs of a plain text without the words that only hold a sentence together."""
    return bigram_set(GLUE.sub(" ", text))


def contradicts(claim: str, places: Iterable[str]) -> bool:
    """Tell whether a plain sentence drops, adds or changes a negation, or a permission, against the cited places."""
    sources = [clause for place in places for clause in clauses(place)]
    denied = [item for source in sources for item in negations(source)]
    for clause in clauses(claim):
        own = negations(clause)
        if any(not _is_backed(item, denied) for item in own):
            return True
        said = content(_NEGATION.sub(" ", _BOUND.sub(" ", clause)))
        about = [item for item in denied if alike(said, item.pairs)]
        if any(item.kind not in {mine.kind for mine in own} for item in about):
            return True
        if _changes_duty(clause, said, sources):
            return True
    return False


def negations(clause: str) -> list[Negated]:
    """List the negations of a clause; limits such as 不超过 are not among them, figures are compared with them."""
    text = _WORDS.sub("＿", _BOUND.sub("＿", clause))
    found = list(_NEGATION.finditer(text))
    ends = [item.start() for item in found[1:]] + [len(text)] * bool(found)
    return [
        Negated(Negation(item.lastgroup or Negation.DENY), content(text[item.end() : end]))
        for item, end in zip(found, ends, strict=True)
    ]


def alike(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether two sets of pairs speak of the same; an empty one speaks of nothing."""
    return bool(left and right) and len(left & right) >= _ALIKE * min(len(left), len(right))


def _is_backed(item: Negated, denied: Sequence[Negated]) -> bool:
    return any(other.kind is item.kind and alike(item.pairs, other.pairs) for other in denied)


def _changes_duty(clause: str, said: frozenset[str], sources: Sequence[str]) -> bool:
    about = [source for source in sources if alike(said, content(source))]
    if not about:
        return False
    best = max(about, key=lambda source: len(said & content(source)))
    if _ALLOW.search(clause) and not _ALLOW.search(best):
        return True
    return bool(_OBLIGE.search(clause) and _ALLOW.search(best) and not _OBLIGE.search(best))
