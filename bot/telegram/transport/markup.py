"""Text for Telegram: everything escaped, and cut into messages at sentence ends, its tags closed and opened again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

LONGEST = 4096  # UTF-16 units after the tags are taken out: at least as strict as Telegram's count of characters
_TOKEN = re.compile(r"<(/?)([a-z]+)[^>]*>|&(?:#?\w+);|[^<&]+|.", re.DOTALL)
_END = re.compile(r"[。！？!?；;\n]+[”’」』）)]*")


def escaped(text: object) -> str:
    """Make text harmless in HTML parse mode."""
    return escape(str(text), quote=False)


def quoted(text: str, *, folded: bool = False) -> str:
    """Show text as a quotation; a folded one opens at a tap."""
    return f"<blockquote{' expandable' if folded else ''}>{escaped(text)}</blockquote>"


def split(html: str, limit: int = LONGEST) -> list[str]:
    """Cut a message into parts that Telegram takes; always at least one. Nothing visible is lost."""
    cutter = _Cutter(limit)
    for token in _TOKEN.finditer(html):
        cutter.take(token)
    return cutter.finished()


def units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


@dataclass(slots=True)
class _Cutter:
    limit: int
    parts: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)  # name and whole opening tag
    now: str = ""
    length: int = 0

    def take(self, token: re.Match[str]) -> None:
        if token[2]:
            self._tag(token)
        elif token[0].startswith("&") and len(token[0]) > 1:
            self._fitted(token[0], 1)
        else:
            for piece in self._pieces(token[0]):
                self._fitted(piece, units(piece))

    def finished(self) -> list[str]:
        if self.length or not self.parts:
            self.parts.append(self.now + self._closing())
        return self.parts

    def _tag(self, token: re.Match[str]) -> None:
        if token[1]:
            self.open.pop()
        else:
            self.open.append((token[2], token[0]))
        self.now += token[0]

    def _pieces(self, text: str) -> Iterator[str]:
        """Give sentences, and those that no message could hold in lengths of 1,000."""
        start = 0
        for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
            for at in range(start, end, 1000):
                yield text[at : min(end, at + 1000)]
            start = end

    def _fitted(self, piece: str, length: int) -> None:
        if self.length + length > self.limit:
            self.parts.append(self.now + self._closing())
            self.now, self.length = "".join(tag for _, tag in self.open), 0
        self.now += piece
        self.length += length

    def _closing(self) -> str:
        return "".join(f"</{name}>" for name, _ in reversed(self.open))
