"""A model's reply read piece by piece: thoughts, markdown and HTML taken off, cut into sentences with their markers."""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_ANSWER = "NO_ANSWER"
_ENDS = "。！？!?\n"
_CLOSERS = "”’』」）)》"
_PAIRS = {"“": "”", "「": "」", "『": "』"}
_LONGEST_QUOTE = 400  # characters: a quotation mark that is never closed does not swallow the rest
_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_NUMBERS = r"\d{1,2}(?:\s*[,，、;；]\s*\d{1,2})*"
_MARKER = re.compile(rf"\s*(?:\[|【|［|〔)\s*({_NUMBERS})\s*(?:\]|】|］|〕)")
_MARKER_START = " \t[【［〔"
_HTML = re.compile(r"</?[a-zA-Z!][^<>]{0,200}>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_LINE_START = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*+•]\s+|\|)+")
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|`+|~~")
_CODE_FENCE = re.compile(r"^\s*(?:```\w*|\|?[\s:|-]+\|?)\s*$")
_SPACES = re.compile(r"[ \t\u3000]+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a reply without its markers. `cited` holds the passage numbers in order, from 1, none twice."""

    text: str
    cited: tuple[int, ...]


def claim_of(sentence: str) -> Claim | None:
    """Read one raw sentence; None when nothing but marks is left."""
    if _CODE_FENCE.match(sentence):
        return None
    numbers: dict[int, None] = {}
    for found in _MARKER.finditer(sentence):
        numbers |= {int(number): None for number in re.findall(r"\d+", found.group(1))}
    text = _HTML.sub("", _LINK.sub(r"\1", _MARKER.sub("", sentence)))
    text = _EMPHASIS.sub("", _LINE_START.sub("", text)).replace("|", " ")
    text = _SPACES.sub(" ", text).strip()
    return Claim(text, tuple(numbers)) if re.search(r"\w", text) else None


class ReplyReader:
    """Collects the pieces of a reply and gives each sentence as soon as it and its markers are whole."""

    def __init__(self) -> None:
        self._pending = ""

    def feed(self, piece: str) -> list[str]:
        """Take in a piece; give the sentences that it completes."""
        self._pending += piece
        if self._pending.lstrip().startswith("<think>") and "</think>" not in self._pending:
            return []
        self._pending = _THOUGHT.sub("", self._pending)
        sentences = []
        while (end := _sentence_end(self._pending)) is not None:
            sentences.append(self._pending[:end])
            self._pending = self._pending[end:]
        return [sentence for sentence in sentences if sentence.strip()]

    def rest(self) -> list[str]:
        """Give what is left when the reply is over."""
        left, self._pending = _THOUGHT.sub("", self._pending), ""
        sentences = []
        while (end := _sentence_end(f"{left}\n句")) is not None and end <= len(left):
            sentences.append(left[:end])
            left = left[end:]
        return [sentence for sentence in [*sentences, left] if sentence.strip()]


def _sentence_end(text: str) -> int | None:
    """Find where the first sentence ends with its markers, once something follows that belongs to neither."""
    closing, opened_at = "", 0
    for at, char in enumerate(text):
        if closing and at - opened_at <= _LONGEST_QUOTE and char != "\n":
            closing = "" if char == closing else closing
        elif char in _PAIRS:
            closing, opened_at = _PAIRS[char], at
        elif char in _ENDS:
            return _after_marks(text, at + 1)
        else:
            closing = ""
        if not closing and char in "”」』" and at and text[at - 1] in "。！？!?" and _stands_alone(text, at + 1):
            return _after_marks(text, at + 1)
    return None


def _stands_alone(text: str, at: int) -> bool:
    """Tell whether a quoted sentence ends its sentence too: 「“……。”这是规定」 goes on."""
    return at < len(text) and (text[at] in _MARKER_START + _ENDS or text[at] in _PAIRS)


def _after_marks(text: str, at: int) -> int | None:
    while at < len(text) and text[at] in _ENDS + _CLOSERS:
        at += 1
    while found := _MARKER.match(text, at):
        at = found.end()
        while at < len(text) and text[at] in _ENDS:  # 。[1]。 and the like
            at += 1
    rest = text[at:]
    if not rest or (rest[0] in _MARKER_START and len(rest) < 12 and not re.match(r"\s*[^\s\[【［〔]", rest)):
        return None
    return at
