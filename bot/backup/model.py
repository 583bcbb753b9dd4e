"""What a backup says of itself. Standard library only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FORMAT = "zhibu-backup-1"
MANIFEST = "manifest.json"
TABLES, FILES = "tables/", "files/"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the archive: bytes unpacked, and their SHA-256."""

    size: int
    sha256: str

    @classmethod
    def read(cls, values: Mapping[str, object]) -> Piece:
        """Read it. Errors: as `Manifest.read`."""
        return cls(int(str(values["size"])), str(values["sha256"]))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in an archive and what it was taken of.

    `tables` counts rows; `sequences` are the largest ids ever given, so that none is given twice after a restore.
    """

    product: str
    revision: str
    made_at: datetime
    database: str
    tables: Mapping[str, int]
    sequences: Mapping[str, int]
    members: Mapping[str, Piece]

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(self.tables.values())

    @property
    def files(self) -> list[str]:
        """List the files of the data folder, by their paths in it."""
        return [name.removeprefix(FILES) for name in self.members if name.startswith(FILES)]

    def as_json(self) -> bytes:
        """Give it as it is stored."""
        values = asdict(self) | {"format": FORMAT, "made_at": self.made_at.isoformat()}
        return json.dumps(values, ensure_ascii=False, indent=1).encode()

    @classmethod
    def read(cls, content: bytes) -> Manifest:
        """Read it. Errors: ValueError, KeyError, TypeError for anything else than a manifest."""
        values = json.loads(content)
        if values["format"] != FORMAT:
            raise ValueError("another format")
        return cls(
            product=str(values["product"]),
            revision=str(values["revision"]),
            made_at=datetime.fromisoformat(values["made_at"]),
            database=str(values["database"]),
            tables={str(name): int(count) for name, count in values["tables"].items()},
            sequences={str(name): int(last) for name, last in values["sequences"].items()},
            members={str(name): Piece.read(one) for name, one in values["members"].items()},
        )


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was written or read back."""

    file: Path
    manifest: Manifest

    @property
    def size(self) -> int:
        """How many bytes the archive has."""
        return self.file.stat().st_size


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was restored. Where the old data went: a folder, a schema of the server's database."""

    manifest: Manifest
    folder: Path | None
    schema: str | None
