"""zhibu backup and restore as the operator meets them, while members check in and while they are killed."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from openpyxl import load_workbook

from bot.backup.taking import CheckBackup
from bot.cli.sentences.backup import BackupText
from bot.errors import ErrorCode
from bot.people.model import MemberId
from bot.storage.keys import open_database
from bot.storage.migrate import current_revision, downgrade, known_revisions, migrate
from bot.texts import say
from knowledge.library.library import Library
from tests.bench.checkin.load import over_http
from tests.bench.checkin.stage import ledger_of, prepare, serving
from tests.support.answering.documents import file as document
from tests.support.answering.documents import rule
from tests.support.cli.command import Zhibu
from tests.support.cli.forked import served
from tests.support.clock import FixedClock
from tests.support.register.people import as_csv, row
from tests.support.sentences import explained
from tests.support.storage.backups import parts
from tests.support.storage.database import TEST_KEY, fresh_postgres, put_key, sqlite_url
from tests.support.storage.schema import counts, fill
from tests.support.web.browser import KILLS

PEOPLE = 120
PER_SECOND = 80.0
SHEETS = ["签到表"]
RULE = "云东市示例办法\n\n第一条　为示例，制定本办法。\n\n第二条　党支部每月开展一次主题党日。\n"


def roster(folder: Path, *names: str) -> Path:
    file = folder / "roster.csv"
    file.write_bytes(as_csv(*(row(f"{number:03}", name) for number, name in enumerate(names, 1))))
    return file


@pytest.fixture
def zhibu(tmp_path: Path) -> Zhibu:
    """The command, with two members and the organisation's own template."""
    zhibu = Zhibu(tmp_path)
    zhibu.said("roster", "import", roster(tmp_path, "张三", "李四"), "--on", "2020-01-01", "--yes")
    (tmp_path / "data" / "templates").mkdir()
    (tmp_path / "data" / "templates" / "register.docx").write_text("old", encoding="utf-8")
    return zhibu


def test_a_backup_is_taken_checked_and_restored_into_an_empty_folder(zhibu: Zhibu, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RULE, encoding="utf-8")
    zhibu.said("ingest", tmp_path / "a.txt")
    file = tmp_path / "a.zip"
    assert "党员 2 人" in zhibu.said("backup", file)
    assert explained(ErrorCode.FILE_EXISTS, file=file) in zhibu.refused("backup", file)
    assert "已备份" in zhibu.said("backup", file, "--force")
    assert "完好" in zhibu.said("backup", file, "--check")
    inside = tmp_path / "data" / "b.zip"
    assert explained(ErrorCode.BACKUP_INSIDE, file=inside, folder=tmp_path / "data") in zhibu.refused("backup", inside)
    assert explained(ErrorCode.RESTORE_NOT_EMPTY, folder=tmp_path / "data") in zhibu.refused("restore", file)

    elsewhere = {"ZHIBU_DATA_DIR": str(tmp_path / "other" / "data")}
    assert "已重建" in zhibu("restore", file, **elsewhere).stdout
    assert "每月开展一次主题党日" in zhibu("ask", "主题党日多久开展一次", **elsewhere).stdout
    assert "张三" in zhibu("roster", "list", **elsewhere).stdout
    again = zhibu("backup", tmp_path / "b.zip", **elsewhere)
    assert again.returncode == 0, again
    assert differing(parts(file), parts(tmp_path / "b.zip")) <= {"tables/answers.jsonl"}  # the question was counted
    nothing = zhibu("backup", tmp_path / "c.zip", ZHIBU_DATA_DIR=str(tmp_path / "empty"))
    assert explained(ErrorCode.NOTHING_TO_BACK_UP, folder=tmp_path / "empty") in nothing.stderr


def test_what_commands_write_is_their_owners_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    (data / "old.txt").write_text("an older release", encoding="utf-8")
    (data / "old.txt").chmod(0o644)
    zhibu = Zhibu(tmp_path)
    zhibu.said("roster", "import", roster(tmp_path, "张三"), "--on", "2020-01-01", "--yes")
    written = [data, *data.rglob("*")]
    assert {path.name for path in written} >= {"zhibu.db", "secret.key", "zhibu.log", "old.txt"}
    assert [path for path in written if path.stat().st_mode & 0o077] == []
    log = (data / "logs" / "zhibu.log").read_text(encoding="utf-8")
    assert log.count('"event": "folder_closed"') == 1


async def test_an_upgrade_is_told_and_backed_up_first(database_url: str, tmp_path: Path) -> None:
    zhibu, file, variables = Zhibu(tmp_path), tmp_path / "a.zip", {"ZHIBU_DATABASE__URL": database_url}
    database = open_database(database_url, TEST_KEY)
    await migrate(database, known_revisions()[2])
    async with database.engine.begin() as connection:
        await connection.run_sync(fill)
    await database.close()
    done = await asyncio.to_thread(zhibu, "upgrade", "--backup", file, **variables)
    assert (done.returncode, done.stderr) == (0, "")
    assert (await CheckBackup()(file)).manifest.revision == known_revisions()[2]
    again = (await asyncio.to_thread(zhibu, "upgrade", **variables)).stdout
    assert say(BackupText.UPGRADE_NONE, after=known_revisions()[-1]) in again


def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


@pytest.fixture
def restored_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of the other kind than the one that was backed up."""
    if database_kind == "postgres":
        return sqlite_url(tmp_path / "other" / "zhibu.db")
    return fresh_postgres(request.getfixturevalue("postgres_server"))


async def test_a_backup_taken_while_members_check_in_moves_to_the_other_database(
    database_url: str, restored_url: str, tmp_path: Path
) -> None:
    stage = await prepare(database_url, PEOPLE)
    zhibu, file = Zhibu(tmp_path), tmp_path / "a.zip"
    members = [MemberId(number) for number in range(1, PEOPLE + 1)]
    with serving(stage, tmp_path / "data", served) as (_, address):
        early = await over_http(address, stage, members[:20], PER_SECOND)
        late = asyncio.ensure_future(over_http(address, stage, members[20:], PER_SECOND))
        taken = await asyncio.to_thread(zhibu, "backup", file, ZHIBU_DATABASE__URL=database_url)
        assert (taken.returncode, taken.stderr) == (0, "")
        assert len((await late).done) == PEOPLE - 20
        busy = await asyncio.to_thread(zhibu, "restore", file, "--replace", ZHIBU_DATABASE__URL=database_url)
        assert explained(ErrorCode.FOLDER_IN_USE, folder=tmp_path / "data") in busy.stderr
    elsewhere = {"ZHIBU_DATA_DIR": str(tmp_path / "other"), "ZHIBU_DATABASE__URL": restored_url}
    for words in (("restore", file, "--no-index"), ("backup", tmp_path / "b.zip")):
        done = await asyncio.to_thread(zhibu, *words, **elsewhere)
        assert (done.returncode, done.stderr) == (0, "")
    assert parts(tmp_path / "b.zip") == parts(file)

    moved = replace(stage, url=restored_url)
    async with ledger_of(moved) as ledger:
        before = await ledger.present()
        assert set(early.done) <= before
        left = [member for member in members if member not in before]
        with serving(moved, tmp_path / "other", served) as (_, address):  # the codes of the wall are the same
            assert set((await over_http(address, moved, left, PER_SECOND)).done) == set(left)
        assert await ledger.present() == set(members)
        assert await ledger.doubles() == 0


Moments = Callable[..., list[float]]


@pytest.fixture
def moments(pytestconfig: pytest.Config) -> Moments:
    """Moments at which a command is at work: from its first file operations to a little after its usual end."""

    def found(zhibu: Zhibu, *words: object, **variables: str) -> list[float]:
        begun = monotonic()
        done = zhibu(*words, **variables)
        assert done.returncode == 0, done
        usual, chance = monotonic() - begun, Random()
        return [usual * chance.uniform(0.3, 1.05) for _ in range(pytestconfig.getoption(KILLS))]

    return found


async def test_a_killed_backup_leaves_the_whole_one_or_none(zhibu: Zhibu, moments: Moments, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    for seconds in await asyncio.to_thread(moments, zhibu, "backup", tmp_path / "first.zip"):
        await asyncio.to_thread(zhibu.killed, seconds, "backup", file)
        whole = [await CheckBackup()(found) for found in found_at(file)]
        assert [one.file for one in whole] == found_at(file)
        file.unlink(missing_ok=True)
    assert "已备份" in await asyncio.to_thread(zhibu.said, "backup", file)
    assert drafts(file) == []


def found_at(file: Path) -> list[Path]:
    return [file] if file.exists() else []


def drafts(file: Path) -> list[Path]:
    return [path for path in file.parent.iterdir() if path.name.startswith(f".{file.name}")]


@pytest.fixture
def server_or_file(database_kind: str, request: pytest.FixtureRequest) -> dict[str, str]:
    """The setting of the database: none, or one on a server."""
    if database_kind == "sqlite":
        return {}
    return {"ZHIBU_DATABASE__URL": fresh_postgres(request.getfixturevalue("postgres_server"))}


def test_a_killed_restore_leaves_all_of_the_old_or_all_of_the_new(
    server_or_file: dict[str, str], moments: Moments, tmp_path: Path
) -> None:
    zhibu, file, variables = Zhibu(tmp_path), tmp_path / "a.zip", server_or_file
    template = tmp_path / "data" / "templates" / "register.docx"
    bring_in(zhibu, "新", template, variables)
    assert zhibu("backup", file, **variables).returncode == 0
    words = ("restore", file, "--replace", "--no-index")
    for seconds in moments(zhibu, *words, **variables):
        bring_in(zhibu, "旧", template, variables)
        zhibu.killed(seconds, *words, **variables)
        listed = zhibu("roster", "list", **variables).stdout
        assert ("新" in listed, "旧" in listed) in {(True, False), (False, True)}
        assert template.read_text(encoding="utf-8") == ("新" if "新" in listed else "旧")
        assert not {path.name for path in (tmp_path / "data").iterdir()} & {"restoring", "restore.json"}


def bring_in(zhibu: Zhibu, name: str, template: Path, variables: dict[str, str]) -> None:
    """Have one member of that name, and a template that says the same."""
    file = roster(zhibu.folder, name)
    done = zhibu("roster", "import", file, "--on", "2020-01-01", "--yes", **variables)
    assert done.returncode == 0, done
    template.parent.mkdir(exist_ok=True)
    template.write_text(name, encoding="utf-8")


async def test_a_killed_upgrade_leaves_the_old_schema_or_the_new(
    server_or_file: dict[str, str], moments: Moments, tmp_path: Path
) -> None:
    zhibu, data = Zhibu(tmp_path), tmp_path / "data"
    put_key(data)
    old, new = known_revisions()[0], known_revisions()[-1]
    database = open_database(server_or_file.get("ZHIBU_DATABASE__URL", sqlite_url(data / "zhibu.db")), TEST_KEY)
    await migrate(database)
    library = Library(database, FixedClock())
    await library.publish(await library.stage(document("办法.txt", rule("示例办法"))))
    await downgrade(database, old)
    async with database.engine.connect() as connection:
        rows = await connection.run_sync(counts)
    for seconds in await asyncio.to_thread(moments, zhibu, "library", "list", **server_or_file):
        await downgrade(database, old)
        await database.close()
        await asyncio.to_thread(zhibu.killed, seconds, "library", "list", **server_or_file)
        async with database.engine.connect() as connection:
            revision = await connection.run_sync(current_revision)
            left = await connection.run_sync(counts)
        assert revision in {old, new}
        assert set(left) == {*rows} if revision == old else set(left) > {*rows}
        assert {name: left[name] for name in rows} == rows
    await database.close()
    assert "办法.txt" in (await asyncio.to_thread(zhibu, "library", "list", **server_or_file)).stdout


def test_a_killed_export_leaves_the_whole_file_or_none(zhibu: Zhibu, moments: Moments, tmp_path: Path) -> None:
    place = ("--org", "第一党支部", "--kind", "theme_day", "--title", "主题党日", "--start", "2026-03-06 14:30")
    zhibu.said("activity", "create", *place)
    (tmp_path / "data" / "templates" / "register.docx").unlink()
    words = ("activity", "export", 1, "--as", "xlsx", "--to")
    for seconds in moments(zhibu, *words, tmp_path / "first.xlsx"):
        file = tmp_path / "a.xlsx"
        zhibu.killed(seconds, *words, file)
        assert [load_workbook(found).sheetnames for found in found_at(file)] in ([], [SHEETS])
        file.unlink(missing_ok=True)
    zhibu.said(*words, file)
    assert load_workbook(file).sheetnames == SHEETS
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert drafts(file) == []
