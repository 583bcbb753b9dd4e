"""A restore that is cut short at any step is finished by whoever comes next, or has never been."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.backup import journal
from bot.backup.journal import Move
from tests.support.storage.database import sqlite_url

OLD, NEW = {"a": "old", "b": "old", "gone": "old"}, {"a": "new", "b": "new", "c": "new"}


@pytest.fixture
def moves(tmp_path: Path) -> list[Move]:
    """What a restore would move in a folder with old files, the new ones lying ready."""
    for name, words in OLD.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    (tmp_path / "restoring").mkdir()
    for name, words in NEW.items():
        (tmp_path / "restoring" / name).write_text(words, encoding="utf-8")
    return [
        Move(
            str(tmp_path / "restoring" / name) if name in NEW else None,
            str(tmp_path / name),
            str(tmp_path / "x" / name),
        )
        for name in sorted(OLD | NEW)
    ]


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("done", range(5))
def test_what_was_certain_is_finished(moves: list[Move], tmp_path: Path, done: int) -> None:
    journal.write(tmp_path, moves, None)
    for move in moves[:done]:
        move()
    assert journal.is_pending(tmp_path)
    for _ in range(2):
        journal.finish(tmp_path, sqlite_url(tmp_path / "zhibu.db"))
    assert (held(tmp_path), held(tmp_path / "x")) == (NEW, OLD)
    assert not journal.is_pending(tmp_path)


@pytest.mark.parametrize("name", ["a", "b"])
def test_one_that_was_killed_between_aside_and_place(moves: list[Move], tmp_path: Path, name: str) -> None:
    journal.write(tmp_path, moves, None)
    (tmp_path / "x").mkdir()
    (tmp_path / name).rename(tmp_path / "x" / name)
    journal.finish(tmp_path, sqlite_url(tmp_path / "zhibu.db"))
    assert (held(tmp_path), held(tmp_path / "x")) == (NEW, OLD)


def test_what_was_not_certain_has_never_been(moves: list[Move], tmp_path: Path, postgres_server: str) -> None:
    url = postgres_server.replace("postgresql://", "postgresql+psycopg://", 1)
    journal.write(tmp_path, moves, "a mark that the server does not have")
    journal.finish(tmp_path, url)
    assert held(tmp_path) == OLD
    assert not journal.is_pending(tmp_path)
