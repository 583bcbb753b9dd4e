"""What a refresh tells of each file, and what it holds while it reads: nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from ingest.model import DocumentRefused, ParsedDocument, RefusalCode
from ingest.refresh.lock import AnotherWriter, patient_lock, writer_lock
from ingest.refresh.report import IngestOutcome, ReportLine
from ingest.refresh.usecases import Refresh, Unwatched
from knowledge.library.library import Library
from knowledge.sql import Database
from tests.integration.ingest.test_refresh import IndexBroke, MemoryIndex, read_lines
from tests.support.clock import FixedClock

RULE = "东江市机关学习办法 2025\n每月一次。"


@dataclass
class Heard(Unwatched):
    lines: list[ReportLine] = field(default_factory=list)

    def finished(self, line: ReportLine) -> None:
        self.lines.append(line)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def index() -> MemoryIndex:
    return MemoryIndex()


@pytest.fixture
def refresh(database: Database, clock: FixedClock, index: MemoryIndex, data_dir: Path, heard: Heard) -> Refresh:
    return Refresh(Library(database, clock), index, read_lines, data_dir, heard)


def written(path: Path, text: str = RULE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


async def test_each_line_is_told_at_once_and_outlives_an_abort(
    refresh: Refresh, index: MemoryIndex, heard: Heard, tmp_path: Path
) -> None:
    files = [written(tmp_path / "a.txt"), written(tmp_path / "b.txt"), tmp_path / "missing.txt"]

    def read(path: Path) -> ParsedDocument:
        index.is_broken = path.name == "b.txt"
        return read_lines(path)

    with pytest.raises(IndexBroke):
        await replace(refresh, read=read)(files)
    [line] = heard.lines
    assert (line.source, line.outcome, len(line.regulations)) == ("a.txt", IngestOutcome.ADDED, 1)


async def test_nobody_is_locked_out_while_a_file_is_read(refresh: Refresh, data_dir: Path, tmp_path: Path) -> None:
    def read(path: Path) -> ParsedDocument:
        with writer_lock(data_dir):  # another process writes meanwhile
            return read_lines(path)

    [line] = await replace(refresh, read=read)([written(tmp_path / "a.txt")])
    assert line.outcome is IngestOutcome.ADDED


async def test_whoever_has_read_waits_for_the_writer(data_dir: Path) -> None:
    with writer_lock(data_dir), pytest.raises(AnotherWriter):
        async with patient_lock(data_dir, patience=0.2):
            raise AssertionError
    async with patient_lock(data_dir, patience=0):
        with pytest.raises(AnotherWriter), writer_lock(data_dir):
            raise AssertionError


async def test_what_another_process_brought_in_meanwhile_is_not_brought_in_again(
    refresh: Refresh, index: MemoryIndex, tmp_path: Path
) -> None:
    path = written(tmp_path / "a.txt")
    await refresh([path])
    path.unlink()  # so that its checksum is not known before it is read

    def read(late: Path) -> ParsedDocument:
        return read_lines(written(late))

    [line] = await replace(refresh, read=read)([path])
    assert (line.outcome, len(index.versions)) == (IngestOutcome.UNCHANGED, 1)


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("东江市机关学习办法 2025\n每周一次。", False),
        ("东江市机关考勤办法 2025\n每日一次。", False),  # it bears the same number
    ],
)
async def test_a_replaced_document_is_named(refresh: Refresh, tmp_path: Path, text: str, is_another: bool) -> None:
    await refresh([written(tmp_path / "one" / "a.txt")])
    [line] = await refresh([written(tmp_path / "two" / "a.txt", text)])
    assert line.outcome is IngestOutcome.REPLACED
    assert line.replaced is not None
    told = line.as_json()["replaced"]
    assert (told["title"], told["doc_number"]) == ("东江市机关学习办法", "某发〔2026〕1号")
    assert (told["is_another"], told["ingested_at"][:4]) == (is_another, "2026")


async def test_another_document_under_the_same_name_is_noticed(refresh: Refresh, tmp_path: Path) -> None:
    def read(path: Path) -> ParsedDocument:
        document = read_lines(path)
        return replace(document, regulations=(replace(document.regulations[0], doc_number=None),))

    bare = replace(refresh, read=read)
    await bare([written(tmp_path / "one" / "a.txt")])
    [line] = await bare([written(tmp_path / "two" / "a.txt", "东江市机关考勤办法 2025\n每日一次。")])
    assert line.replaced is not None
    assert line.replaced.is_another


@pytest.mark.parametrize("name", ["学习办法.txt".encode("gb18030"), b"a\n\x1b[2Kb.txt", "a\u202eb.txt".encode()])
async def test_any_name_is_taken_in_a_form_that_can_be_shown(refresh: Refresh, tmp_path: Path, name: bytes) -> None:
    [line] = await refresh([written(tmp_path / os.fsdecode(name))])
    assert line.outcome is IngestOutcome.ADDED
    assert line.source.isprintable()
    [document] = await refresh.library.documents()
    assert document.source == line.source


async def test_nothing_about_one_file_stops_the_batch(refresh: Refresh, tmp_path: Path) -> None:
    numbers: list[str] = []

    def numbered(error: Exception) -> str:
        numbers.append(type(error).__name__)
        return "ab12cd34"

    def read(path: Path) -> ParsedDocument:
        document = read_lines(path)
        title = document.regulations[0].title if path.name == "good.txt" else "half a character: \udce4"
        return replace(document, regulations=(replace(document.regulations[0], title=title),))

    files = [written(tmp_path / name) for name in (os.fsdecode(b"\xff.txt"), "half.txt", "good.txt")]
    lines = await replace(refresh, read=read, incident=numbered)(files, left_out=[tmp_path / "link.txt"])
    assert [(line.source, line.reason, line.detail) for line in lines] == [
        ("link.txt", "outside_link", ""),
        ("\\udcff.txt", "bad_name", ""),
        ("half.txt", "unexpected", "ab12cd34"),
        ("good.txt", None, ""),
    ]
    assert numbers == ["UnicodeEncodeError"]


async def test_a_refusal_of_the_reader_is_told_as_it_is(refresh: Refresh, tmp_path: Path) -> None:
    def read(path: Path) -> ParsedDocument:
        raise DocumentRefused(RefusalCode.TOO_SLOW, "15")

    [line] = await replace(refresh, read=read)([written(tmp_path / "a.txt")])
    assert (line.reason, line.detail) == ("too_slow", "15")
