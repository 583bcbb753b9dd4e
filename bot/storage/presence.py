"""The data folder remembers that it had a database, so that one that is gone is missed and not made anew."""

from __future__ import annotations

from pathlib import Path

from knowledge.settings import INDEX

MARK = "database.mark"
WORDS = """本目录已有支部助手的数据库。数据库丢失时，支部助手凭本文件发现，不会另建空库。请勿删除本文件。
This folder has had a database. By this file Zhibu Assistant notices when it is gone. Do not delete it.
"""
INDEXED = (f"{INDEX}/digest.json", f"{INDEX}/*/digest.json")  # all that releases before the mark left of it


def had_database(data_dir: Path) -> bool:
    """Tell whether the folder has had a database."""
    return (data_dir / MARK).exists() or any(any(data_dir.glob(kind)) for kind in INDEXED)


def remember_database(data_dir: Path) -> None:
    """Note that the folder has a database. Errors: OSError."""
    mark = data_dir / MARK
    if not mark.exists():
        mark.write_text(WORDS, encoding="utf-8")
