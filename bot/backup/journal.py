"""Putting restored files in place of the old ones: all of them or none, wherever the process is killed.

Everything new lies ready before the journal is written; the journal lists what moves where. Whoever finds it next,
finishes it. With a database server the journal counts only if the server says that its part was committed.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from bot.backup.files import JOURNAL, STAGE, ready_file
from knowledge.files import put_text, sync_folder

MARK = "COMMENT ON TABLE alembic_version IS '{}'"
READ_MARK = "SELECT obj_description(to_regclass('alembic_version'), 'pg_class')"


@dataclass(frozen=True, slots=True)
class Move:
    """A file or folder: what is there goes aside, then what lies ready takes its place. None: nothing takes it."""

    ready: str | None
    place: str
    aside: str

    def __call__(self) -> None:
        """Do it, or what is left of it."""
        place, aside = Path(self.place), Path(self.aside)
        if self.ready is not None and not Path(self.ready).exists():
            return  # it is in place
        if place.exists() and not aside.exists():
            aside.parent.mkdir(parents=True, exist_ok=True)
            place.rename(aside)
        if self.ready is not None:
            Path(self.ready).rename(place)


def write(data_dir: Path, moves: list[Move], mark: str | None) -> None:
    """Make the moves certain; with a `mark`, once the server says so too."""
    put_text(data_dir / JOURNAL, json.dumps({"mark": mark, "moves": [asdict(move) for move in moves]}))
    sync_folder(data_dir)


def finish(data_dir: Path, url: str) -> None:
    """Finish a restore that was cut short after it had become certain, and clear away one that had not."""
    journal = data_dir / JOURNAL
    if journal.exists():
        order = json.loads(journal.read_text(encoding="utf-8"))
        if order["mark"] is None or order["mark"] == _mark_of(url):
            for values in order["moves"]:
                Move(**values)()
            sync_folder(data_dir)
        journal.unlink()
    shutil.rmtree(data_dir / STAGE, ignore_errors=True)
    ready = ready_file(url)
    if ready is not None:
        for left in ready.parent.glob(f"{ready.name}*"):
            left.unlink()


def is_pending(data_dir: Path) -> bool:
    """Tell whether a restore was cut short."""
    return (data_dir / JOURNAL).exists() or (data_dir / STAGE).exists()


def _mark_of(url: str) -> str | None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        mark: str | None = connection.scalar(text(READ_MARK))
    return mark
