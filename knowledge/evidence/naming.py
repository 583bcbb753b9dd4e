"""Whether the question asks what a named rule says, and whether that rule is in the library at all."""

from __future__ import annotations

import re
from collections.abc import Callable

import rjieba

from knowledge.chinese.kinds import RULES, any_of

# 规则 is left out: in a question it is a common noun (议事规则怎么定), seldom the end of a rule's name.
_KINDS = any_of(*(kind for kind in RULES if kind != "规则"), "规程", "守则", "宪法")
_BOOK = re.compile(rf"《([^》]{{3,40}}(?:{_KINDS}|法|意见|决定))》")
_PLAIN = re.compile(rf"([\u4e00-\u9fff]{{2,14}}?)({_KINDS})(?!性|动作)")
_ABOUT = re.compile(r"^[》]?(?:里|中|上|的|对|第|关于|规定|要求|有|是|包括|把|怎么|如何|讲|说|写|明确|,|，|：|:)")
_GENERIC = re.compile(
    r"^(?:这个?|那个?|该|本|新|旧|老|原|有关|相关|按照?|依据|根据|什么|哪个?|哪些|没有|有没有|违反|符合|执行|遵守|落实|制定|出台|其他|其它|具体|现行|上级|党内|单位|一般|法律|明文|的|有)*$"
)
_KNOWN = 0.6  # share of a name's pairs in one title from which the rule is taken to be there


def names_absent_rule(question: str, known: Callable[[str], float]) -> bool:
    """Tell whether every rule that the question asks about is missing from the library.

    `known` gives the best share, 0 to 1, of a name's character pairs that one title of the library holds.
    """
    named = list(_names(question))
    return bool(named) and all(known(name) < _KNOWN for name in named)


def _names(question: str) -> list[str]:
    names = [found[1] for found in _BOOK.finditer(question) if _ABOUT.match(question[found.end() :])]
    for found in _PLAIN.finditer(question):
        if not _ABOUT.match(question[found.end() :]):
            continue
        stem = _nouns_before(found[1])
        if stem and not _GENERIC.match(stem):
            names.append(stem + found[2])
    return names


def _nouns_before(words: str) -> str:
    """Keep the nouns that stand directly before the kind of rule (请问廉洁自律 gives 廉洁自律)."""
    kept = ""
    for word, kind in reversed(rjieba.tag(words)):
        if kind[:1] not in {"n", "v", "a", "j", "l", "i", "b"} or word in {"是", "有", "按", "请问", "问"}:
            break
        kept = word + kept
    return kept if len(kept) >= 2 else ""
