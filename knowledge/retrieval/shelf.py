"""The derived indexes as they stand on disk: a folder for each generation, and a file that names the one in use.

    index/current      g000002
    index/g000002/     dense/ (Chroma's store) vectors/ lexical/ digest.json

A rebuild fills a new generation beside the old one and then changes the name, so that readers have the old or the new.
Without the file, what an older release left in index/ itself is in use.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.files import put_text
from knowledge.ports import DenseIndex, LexicalIndex
from knowledge.retrieval.words import Words

OLD = "."
CURRENT, DENSE, VECTORS, LEXICAL, DIGEST = "current", "dense", "vectors", "lexical", "digest.json"


@dataclass(frozen=True, slots=True)
class Generation:
    """One set of indexes, each opened when it is first asked."""

    folder: Path
    dense: DenseIndex
    lexical: LexicalIndex
    words: Words

    @property
    def store(self) -> Path:
        """Name the folder of embedded Chroma."""
        return self.folder / DENSE

    @property
    def digest(self) -> Path:
        """Name the file of the library's words."""
        return self.folder / DIGEST


@dataclass(slots=True)
class Shelf:
    """Finds the generation in use, whoever put it there. `root` is the folder `index` of the data folder."""

    root: Path
    open_dense: Callable[[Path], DenseIndex]
    open_lexical: Callable[[Path], LexicalIndex]
    _opened: dict[str, Generation] = field(default_factory=dict)

    def now(self) -> Generation:
        """Give the generation in use. It may hold nothing yet."""
        name = self._name()
        found = self._opened.get(name)
        if found is None:
            found = self._open(self.root / name)
            self._opened = {name: found}
        return found

    def begin(self, *, anew: bool = False) -> Generation:
        """Make room for a new generation, which nobody reads yet; one that was cut short is gone on with, or not."""
        last = max((int(folder.name[1:]) for folder in self.root.glob("g[0-9]*")), default=0)
        is_open = last > 0 and f"g{last:06}" != self._name() and not anew
        folder = self.root / f"g{last if is_open else last + 1:06}"
        folder.mkdir(parents=True, exist_ok=True)
        return self._open(folder)

    def switch(self, to: Generation) -> None:
        """Put a generation in use and take all others away. What a reader has mapped stays until it lets go."""
        put_text(self.root / CURRENT, to.folder.name)
        self.discard_others()

    def discard_others(self) -> None:
        """Take away what is no longer in use, and what a rebuild left that was cut short."""
        name = self._name()
        for folder in self.root.glob("g[0-9]*"):
            if folder.name != name:
                shutil.rmtree(folder, ignore_errors=True)
        if name != OLD:
            for left in (DENSE, VECTORS, LEXICAL):
                shutil.rmtree(self.root / left, ignore_errors=True)
            (self.root / DIGEST).unlink(missing_ok=True)

    def _name(self) -> str:
        try:
            return (self.root / CURRENT).read_text(encoding="utf-8").strip() or OLD
        except OSError:
            return OLD

    def _open(self, folder: Path) -> Generation:
        dense, lexical = self.open_dense(folder / VECTORS), self.open_lexical(folder / LEXICAL)
        return Generation(folder, dense, lexical, Words(folder / DIGEST))
