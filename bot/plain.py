"""Text as a person may type it, made such that databases, files and pages can hold it. The one home of that."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # control, invisible, half, private and unassigned characters
_BLANKS = re.compile(r" {2,}")


def whole(text: str) -> str:
    """Join the halves of characters that came apart on the way, and mark where half of one is missing."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def printable(text: str) -> str:
    """Take out what nobody sees, and the blanks around it; line breaks and tabs stay.

    Every other blank, the ideographic space of Chinese keyboards included, becomes a plain one, and several become one.
    """
    return _BLANKS.sub(" ", "".join(map(_seen, unicodedata.normalize("NFC", whole(text))))).strip()


def one_line(text: str) -> str:
    """Give printable text in one line."""
    return " ".join(printable(text).split())


def _seen(char: str) -> str:
    if char in "\n\t":
        return char
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in _UNSEEN else char
