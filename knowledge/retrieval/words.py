"""What the library says about its own words, in the forms that a search needs."""

from __future__ import annotations

from pathlib import Path

from knowledge.files import NO_FILE, stamp_of
from knowledge.question.spelling import Vocabulary
from knowledge.retrieval import digest as digests
from knowledge.retrieval.scope import Scopes


class Words:
    """The digest in the forms that a search needs, read again when its file changes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp = NO_FILE
        self.vocabulary = Vocabulary({})
        self.short_names: dict[str, tuple[str, ...]] = {}
        self.scopes = Scopes({})

    def refresh(self) -> None:
        """Read the digest when it is newer than what is held."""
        stamp = stamp_of(self._file)
        if stamp not in {self._stamp, NO_FILE}:
            digest = digests.load(self._file)
            self.vocabulary = digest.vocabulary()
            self.short_names = digest.short_names
            self.scopes = Scopes(digest.scopes)
            self._stamp = stamp
