"""Text as databases, files and pages can hold it."""

from __future__ import annotations


def printable(text: str) -> str:
    """Take half characters and control characters out of text, and the blanks around it; line breaks and tabs stay."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(char for char in whole if char.isprintable() or char in "\n\t").strip()
