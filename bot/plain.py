"""Text as a person may type it, made such that databases, files and pages can hold it. The one home of that."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # control, invisible, half, private and unassigned characters
_MOST_KEPT = 20_000  # Chinese text needs some thousands; whoever sends every character there is costs no memory
_BLANKS = re.compile(r" {2,}")


def whole(text: str) -> str:
    """Join the halves of characters that came apart on the way, and mark where half of one is missing."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def printable(text: str) -> str:
    """Take out what nobody sees, and the blanks around it; line breaks and tabs stay.

    Every other blank, the ideographic space of Chinese keyboards included, becomes a plain one, and several become one.
    """
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", whole(text)).translate(_SEEN)).strip()


def one_line(text: str) -> str:
    """Give printable text in one line."""
    return " ".join(printable(text).split())


class _Seen(dict[int, str]):
    """What becomes of each character, by its number, as str.translate asks for it."""

    def __missing__(self, number: int) -> str:
        char = chr(number)
        if char in "\n\t":
            seen = char
        elif char.isspace():
            seen = " "
        else:
            seen = "" if unicodedata.category(char) in _UNSEEN else char
        if len(self) < _MOST_KEPT:
            self[number] = seen
        return seen


_SEEN = _Seen()
