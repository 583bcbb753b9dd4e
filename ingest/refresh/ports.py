"""What ingest needs of others: an index that can take a version in before anybody reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from knowledge.model import VersionId

Progress = Callable[[int, int], None]  # passages done, passages in all


class PassageIndex(Protocol):
    """The derived indexes as ingest sees them. SQL decides what readers see; an index may hold more."""

    async def add(self, version: VersionId, progress: Progress) -> None:
        """Index every passage of a version; doing it twice changes nothing. Any error means: not indexed."""

    async def rebuild(self, progress: Progress) -> int:
        """Make them anew beside the old ones, and put them in use; says how many passages they hold."""
        ...

    async def settle(self) -> int:
        """Hold what the active versions hold and nothing else; says how many passages were missing."""
        ...
