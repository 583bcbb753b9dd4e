"""Follow-up questions: 「那预备党员呢？」 after a question about members becomes a whole question again."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

_OPENERS = re.compile(r"^(?:那么?|还有|另外|再问一下|如果是?|要是|换成|假如是?|而)[,，、]?\s*")
_ENDERS = re.compile(r"(?:又|也)?(?:呢|怎么样|怎样|如何|怎么办|咋办|要吗|可以吗|行吗|一样吗|吗)?[?？。!！]*$")
_POINTERS = re.compile(
    r"它|这个|那个|这项|该(?:项|条|办法|规定|制度)|上面|上述|刚才|前面|这种|那种|此(?:项|类)|他们?|这条|那条"
)
_ASKS = re.compile(r"多久|多少|几|什么|怎么|如何|哪|谁|吗|能不能|可不可以|是否|要不要|有没有|多长")
_NOUN = {"n", "nr", "ns", "nt", "nz", "vn", "j", "l", "i", "b", "an", "nrt"}
_BEFORE_NOUN = {"ad", "a", "b"}  # 正式党员, 临时党支部: one thing
_SHORT = 14


def resolve(question: str, earlier: Sequence[str]) -> str:
    """Make a follow-up whole with the question before it; a question that stands alone comes back unchanged.

    `earlier` holds the questions of this conversation, oldest first, themselves already whole.
    """
    if not earlier or not question.strip():
        return question
    before = earlier[-1]
    text = question.strip()
    opened = _OPENERS.sub("", text)
    topic = _ENDERS.sub("", opened).strip(" ,，、")
    elliptic = opened != text or text.rstrip("?？ ").endswith("呢")
    if elliptic and topic and len(topic) <= _SHORT and not _ASKS.search(topic):
        return _swap(before, topic)
    bare = len(text) <= _SHORT and not _nouns(text)
    if _POINTERS.search(text) or bare or (elliptic and len(text) <= _SHORT):
        return f"{_topic_of(before)}，{text}" if _topic_of(before) not in text else text
    return question


def _swap(before: str, topic: str) -> str:
    """Put the new topic in the place of the word it parallels, else before the question."""
    tail = topic[-2:] if len(topic) > 2 else topic[-1:]
    best, overlap = "", 0
    for word in _nouns(before):
        shared = _common_tail(word, topic)
        if word != topic and shared > overlap and word.endswith(tail[-shared:] if shared else tail):
            best, overlap = word, shared
    if best:
        return before.replace(best, topic, 1)
    return before if topic in before else f"{topic}：{before}"


def _nouns(text: str) -> list[str]:
    """Give the nouns of a text, neighbours joined, longest first (预备党员 before 党员)."""
    words = rjieba.tag(text)
    found: list[str] = []
    run = ""
    for word, kind in (*words, ("", "x")):
        if kind in _NOUN or (kind in _BEFORE_NOUN and not run):
            run += word
            found.append(word)
        else:
            if run:
                found.append(run)
            run = ""
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def _common_tail(left: str, right: str) -> int:
    shared = 0
    for a, b in zip(reversed(left), reversed(right), strict=False):
        if a != b:
            break
        shared += 1
    return shared


def _topic_of(question: str) -> str:
    """Give a question without its asking words: what the talk is about."""
    kept = re.sub(r"[?？。!！]+$", "", question.strip())
    return re.sub(r"(?:多久|多少|几[个次名人天年]|什么|怎么|如何|哪些?|吗|呢)", "", kept)[:40]
