"""A backup that is damaged, altered, foreign or of a newer release is refused, and nothing is changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from bot.backup.archive import open_archive
from bot.backup.model import MANIFEST
from bot.backup.taking import CheckBackup
from bot.errors import BotError, ErrorCode
from bot.storage.keys import open_database
from bot.storage.migrate import known_revisions, migrate
from knowledge.sql import Database
from tests.support.storage.backups import names, restored, taken
from tests.support.storage.database import TEST_KEY, put_key, sqlite_url


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    put_key(tmp_path / "data")
    return tmp_path / "data"


Change = Callable[[dict[str, bytes]], None]


def flipped(members: dict[str, bytes]) -> None:
    members["tables/members.jsonl"] += b"[]\n"


def without(members: dict[str, bytes]) -> None:
    del members["tables/members.jsonl"]


def more(members: dict[str, bytes]) -> None:
    members["files/more.txt"] = b"x"


def newer(members: dict[str, bytes]) -> None:
    members[MANIFEST] = members[MANIFEST].replace(known_revisions()[-1].encode(), b"9999")


def named(name: str) -> Change:
    """A file whose name leads elsewhere, with its right checksum."""

    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members[MANIFEST])
        manifest["members"][name] = manifest["members"]["files/secret.key"]
        members[MANIFEST] = json.dumps(manifest).encode()
        members[name] = members["files/secret.key"]

    return change


def of_rows(rows: bytes) -> Change:
    """Rows of organisations that do not fit, with their right checksum."""

    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members[MANIFEST])
        part = {"size": len(rows), "sha256": hashlib.sha256(rows).hexdigest()}
        manifest["members"]["tables/series.jsonl"] = part
        manifest["tables"]["series"] = rows.count(b"\n") - 1
        members[MANIFEST] = json.dumps(manifest).encode()
        members["tables/series.jsonl"] = rows

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (flipped, ErrorCode.BACKUP_DAMAGED),
        (without, ErrorCode.BACKUP_DAMAGED),
        (more, ErrorCode.BACKUP_DAMAGED),
        (newer, ErrorCode.BACKUP_NEWER),
        (lambda members: members.pop(MANIFEST), ErrorCode.BACKUP_UNREADABLE),
        (lambda members: members.update({MANIFEST: b"{}"}), ErrorCode.BACKUP_UNREADABLE),
        (lambda members: members.update({MANIFEST: b"[" * 100_000}), ErrorCode.BACKUP_UNREADABLE),
        (named("files/../../../evil"), ErrorCode.BACKUP_DAMAGED),
        (named("files//etc/evil"), ErrorCode.BACKUP_DAMAGED),
        (named("files/a\\..\\evil"), ErrorCode.BACKUP_DAMAGED),
        (named("files/index/evil"), ErrorCode.BACKUP_DAMAGED),
        (named("files/zhibu.db"), ErrorCode.BACKUP_DAMAGED),
        (named("evil"), ErrorCode.BACKUP_DAMAGED),
        (of_rows(b'["no","such"]\n[1,2]\n'), ErrorCode.BACKUP_DAMAGED),
        (of_rows(b'["id"]\n[1,2]\n'), ErrorCode.BACKUP_DAMAGED),
        (of_rows(b'["id"]\n[1]\n'), ErrorCode.BACKUP_DAMAGED),
        (of_rows(b'["id"]\n{"a":1}\n'), ErrorCode.BACKUP_DAMAGED),
        (
            of_rows(b'["id","organisation_id","rule","request_key","created_at"]\n[1,9,{},"x","never"]\n'),
            ErrorCode.BACKUP_DAMAGED,
        ),
        (
            of_rows(
                b'["id","organisation_id","rule","request_key","created_at"]\n[1,9,{},"x","2026-03-06T06:00:00+00:00"]\n'
            ),
            ErrorCode.BACKUP_DAMAGED,
        ),
    ],
)
async def test_an_altered_backup_is_refused_and_nothing_changes(
    change: Change, code: ErrorCode, data_dir: Path, tmp_path: Path
) -> None:
    database = open_database(sqlite_url(tmp_path / "data" / "zhibu.db"), TEST_KEY)
    await migrate(database)
    made = await taken(database, data_dir, tmp_path / "a.zip")
    await database.close()
    with ZipFile(made.file) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    change(members)
    with ZipFile(made.file, "w", ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    assert await refusals(made.file, data_dir, tmp_path) == (code, code)


async def refusals(file: Path, data_dir: Path, tmp_path: Path) -> tuple[ErrorCode, ErrorCode]:
    """Check and restore; gives why neither works. The folder stays as it was."""
    before = names(data_dir)
    with pytest.raises(BotError) as checked:
        await CheckBackup()(file)
    with pytest.raises(BotError) as refused:
        await restored(file, data_dir, sqlite_url(tmp_path / "data" / "zhibu.db"), replace=True)
    assert names(data_dir) == before
    return checked.value.code, refused.value.code


async def test_links_bombs_and_foreign_files_are_refused(data_dir: Path, database: Database, tmp_path: Path) -> None:
    made = await taken(database, data_dir, tmp_path / "a.zip")
    with ZipFile(made.file) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    link = ZipInfo("files/secret.key")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    bomb = bytes(16 << 20)
    named("files/bomb")(members)
    for kind, name, content in (
        (link, "files/secret.key", members["files/secret.key"]),
        ("files/bomb", "files/bomb", bomb),
    ):
        with ZipFile(tmp_path / "b.zip", "w", ZIP_DEFLATED) as zipped:
            for other, kept in members.items():
                zipped.writestr(*((kind, content) if other == name else (other, kept)))
        with pytest.raises(BotError) as refused, open_archive(tmp_path / "b.zip"):
            pass
        assert refused.value.code is ErrorCode.BACKUP_DAMAGED
    cut = tmp_path / "cut.zip"
    cut.write_bytes(made.file.read_bytes()[:-100])
    shutil.copyfile(os.devnull, tmp_path / "empty.zip")
    for foreign in (cut, tmp_path / "empty.zip", tmp_path / "none.zip", tmp_path):
        with pytest.raises(BotError) as refused, open_archive(foreign):
            pass
        assert refused.value.code is ErrorCode.BACKUP_UNREADABLE
