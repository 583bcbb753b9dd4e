"""Everything that is backed up comes back, from either database into either; what is not whole is refused."""

from __future__ import annotations

import resource
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.backup.files import LEFT_OUT
from bot.backup.taking import CheckBackup
from bot.errors import BotError, ErrorCode
from bot.storage.faults import fault_code
from bot.storage.keys import KEY_FILE, open_database
from bot.storage.migrate import known_revisions, migrate, revision
from knowledge.sql import Database
from tests.support.storage.backups import names, parts, restored, taken
from tests.support.storage.database import TEST_KEY, fresh_postgres, put_key, sqlite_url
from tests.support.storage.schema import fill


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A folder with what is kept and what is not."""
    folder = tmp_path / "data"
    put_key(folder)
    for name in (
        "templates/register.docx",
        "originals/一/a.txt",
        "index/x",
        "logs/zhibu.log",
        ".a.draft",
        "writer.lock",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "linked.txt").symlink_to(folder / "templates/register.docx")
    return folder


@pytest.fixture(params=["sqlite", "postgres"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a second database that is not there yet, or empty."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "other" / "zhibu.db")
    return fresh_postgres(request.getfixturevalue("postgres_server"))


async def test_what_is_restored_is_what_was_backed_up(
    database: Database, data_dir: Path, other_url: str, tmp_path: Path
) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(fill)
    made = await taken(database, data_dir, tmp_path / "a.zip")
    assert made.manifest.rows >= 29
    assert sorted(made.manifest.files) == ["linked.txt", "originals/一/a.txt", "secret.key", "templates/register.docx"]
    assert (await CheckBackup()(made.file)).manifest == made.manifest

    old = await restored(made.file, tmp_path / "other", other_url)
    assert (old.folder, old.schema) == (None, None)
    again = open_database(other_url, TEST_KEY)
    assert await revision(again) == known_revisions()[-1]
    await taken(again, tmp_path / "other", tmp_path / "b.zip")
    assert parts(tmp_path / "b.zip") == parts(made.file)
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    await again.close()


async def test_ids_are_not_given_twice_after_a_restore(database: Database, other_url: str, tmp_path: Path) -> None:
    put_key(tmp_path / "data")
    new = "INSERT INTO members (code, name, status) VALUES ('{}', 'x', 'full') RETURNING id"
    async with database.engine.begin() as connection:
        await connection.execute(text(new.format("a")))
        last = await connection.scalar(text(new.format("b")))
        await connection.execute(text("DELETE FROM members WHERE code = 'b'"))
    made = await taken(database, tmp_path / "data", tmp_path / "a.zip")
    await restored(made.file, tmp_path / "other", other_url)
    again = open_database(other_url, TEST_KEY)
    async with again.engine.begin() as connection:
        assert await connection.scalar(text(new.format("c"))) == last + 1
    await again.close()


async def test_rows_that_refer_to_later_ones_come_back(database: Database, other_url: str, tmp_path: Path) -> None:
    put_key(tmp_path / "data")
    place = "INSERT INTO organisations (id, parent_id, kind, name, path) VALUES ({}, {}, 'branch', '{}', '/{}/')"
    async with database.engine.begin() as connection:
        await connection.execute(text(place.format(7, "NULL", "上级", 7)))
        await connection.execute(text(place.format(3, 7, "下级", 3)))
    made = await taken(database, tmp_path / "data", tmp_path / "a.zip")
    await restored(made.file, tmp_path / "other", other_url)
    again = open_database(other_url, TEST_KEY)
    async with again.engine.connect() as connection:
        assert await connection.scalar(text("SELECT parent_id FROM organisations WHERE id = 3")) == 7
    await again.close()


async def test_a_backup_of_an_older_release_is_brought_up_to_date(database_url: str, tmp_path: Path) -> None:
    put_key(tmp_path / "data")
    old = open_database(database_url, TEST_KEY)
    await migrate(old, known_revisions()[2])
    async with old.engine.begin() as connection:
        await connection.run_sync(fill)
    made = await taken(old, tmp_path / "data", tmp_path / "a.zip")
    await old.close()
    url = sqlite_url(tmp_path / "other" / "zhibu.db")
    await restored(made.file, tmp_path / "other", url)
    new = open_database(url, TEST_KEY)
    assert await revision(new) == known_revisions()[-1]
    async with new.engine.connect() as connection:
        assert await connection.scalar(text("SELECT name FROM members")) == "x"
    await new.close()


async def test_what_was_there_is_kept_beside(database: Database, data_dir: Path, tmp_path: Path) -> None:
    made = await taken(database, data_dir, tmp_path / "a.zip")
    async with database.engine.begin() as connection:
        await connection.execute(text("INSERT INTO members (code, name, status) VALUES ('a', '后来', 'full')"))
    (data_dir / "templates/register.docx").write_text("later", encoding="utf-8")
    (data_dir / "later.txt").write_text("later", encoding="utf-8")
    with pytest.raises(BotError) as refused:
        await restored(made.file, data_dir, database.url)
    assert refused.value.code is ErrorCode.RESTORE_NOT_EMPTY
    await database.close()

    done = await restored(made.file, data_dir, database.url, replace=True)
    assert done.folder is not None
    assert (done.folder / "templates/register.docx").read_text(encoding="utf-8") == "later"
    assert (done.folder / "later.txt").exists()
    assert (data_dir / "templates/register.docx").read_text(encoding="utf-8") == "templates/register.docx"
    assert not (data_dir / "later.txt").exists()
    assert (data_dir / "index/x").exists()
    beside = Path(database.url.partition("///")[2]).parent / done.folder.name / "zhibu.db"
    kept = Database(database.url if done.schema else sqlite_url(beside))
    async with kept.engine.connect() as connection:
        old = await connection.scalar(text(f"SELECT name FROM {f'{done.schema}.' if done.schema else ''}members"))
    assert old == "后来"
    await kept.close()
    async with database.engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM members")) == 0
    assert not names(data_dir) & {"restoring", "restore.json"}


async def test_a_full_disk_leaves_no_half_backup(database: Database, data_dir: Path, tmp_path: Path) -> None:
    before = names(tmp_path)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, most))  # what a full disk does to a write, this does too
    try:
        with pytest.raises(OSError, match="too large") as full:
            await taken(database, data_dir, tmp_path / "a.zip")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    assert fault_code(full.value) is ErrorCode.DISK_FULL
    assert names(tmp_path) == before


async def test_a_backup_lies_outside_and_overwrites_nothing(database: Database, data_dir: Path, tmp_path: Path) -> None:
    for file, code in (
        (data_dir / "a.zip", ErrorCode.BACKUP_INSIDE),
        (data_dir / "index" / ".." / "a.zip", ErrorCode.BACKUP_INSIDE),
        (tmp_path / "none" / "a.zip", ErrorCode.FILE_UNWRITABLE),
    ):
        with pytest.raises(BotError) as refused:
            await taken(database, data_dir, file)
        assert refused.value.code is code
    made = await taken(database, data_dir, tmp_path / "a.zip")
    before = made.file.read_bytes()
    with pytest.raises(BotError) as refused:
        await taken(database, data_dir, made.file)
    assert (refused.value.code, made.file.read_bytes()) == (ErrorCode.FILE_EXISTS, before)
    await taken(database, data_dir, made.file, replace=True)
    assert [name for name in names(tmp_path) if name.startswith(".")] == []


def test_only_what_can_be_made_anew_is_left_out() -> None:
    assert "templates" not in LEFT_OUT
    assert KEY_FILE not in LEFT_OUT
