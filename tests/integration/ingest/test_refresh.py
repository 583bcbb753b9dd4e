"""Refreshing the library from files: every outcome, every way it can break off."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from ingest.model import DocumentRefused, ParsedDocument, ParsedPassage, ParsedRegulation, RefusalCode
from ingest.refresh.lock import AnotherWriter
from ingest.refresh.report import IngestOutcome
from ingest.refresh.usecases import Refresh, Retire, RollBack
from knowledge.library.library import Library
from knowledge.library.model import NoEarlierVersion
from knowledge.model import DocumentKind, Flag, PassageKind, Status, VersionId
from knowledge.sql import Database
from tests.support.clock import FixedClock


class IndexBroke(Exception):
    pass


@dataclass
class MemoryIndex:
    """Remembers which versions it took in; breaks when told to."""

    versions: list[VersionId] = field(default_factory=list)
    is_broken: bool = False
    cleanings: int = 0

    async def add(self, version: VersionId, progress: Callable[[int, int], None]) -> None:
        if self.is_broken:
            raise IndexBroke
        progress(1, 1)
        self.versions.append(version)

    async def rebuild(self, progress: Callable[[int, int], None]) -> int:
        progress(1, 1)
        return 0

    async def settle(self) -> int:
        self.cleanings += 1
        return 0


def read_lines(path: Path) -> ParsedDocument:
    """A reader as simple as can be: the first line is title and year, every other line an article."""
    content = path.read_bytes()
    if not content:
        raise DocumentRefused(RefusalCode.EMPTY)
    if content.startswith(b"\x00"):
        raise RuntimeError("a bug in a reader")
    title, *articles = content.decode().splitlines()
    name, _, year = title.partition(" ")
    passages = tuple(
        ParsedPassage(f"第{at}条", (), text, text, PassageKind.ARTICLE) for at, text in enumerate(articles, start=1)
    )
    regulation = ParsedRegulation(
        title=name,
        kind=DocumentKind.REGULATION,
        status=Status.IN_FORCE,
        passages=passages,
        doc_number="某发〔2026〕1号",
        issued_on=date(int(year), 1, 2),
        version_year=int(year),
        flags=frozenset({Flag.OCR}),
    )
    return ParsedDocument(path.name, hashlib.sha256(content).hexdigest(), (regulation,), frozenset({Flag.NO_TITLE}))


@pytest.fixture
def index() -> MemoryIndex:
    return MemoryIndex()


@pytest.fixture
def library(database: Database, clock: FixedClock) -> Library:
    return Library(database, clock)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def refresh(library: Library, index: MemoryIndex, data_dir: Path) -> Refresh:
    return Refresh(library, index, read_lines, data_dir)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    return write_file


Write = Callable[[str, str], Path]


async def test_the_report_line_has_the_published_shape(refresh: Refresh, write: Write) -> None:
    [line] = await refresh([write("a.txt", "东江市机关学习办法 2025\n每月一次。\n每季一次。")])
    report = line.as_json()
    seconds = report.pop("seconds")
    assert 0 <= seconds < 60
    assert report == {
        "source": "a.txt",
        "outcome": "added",
        "reason": None,
        "regulations": [
            {
                "title": "东江市机关学习办法",
                "doc_number": "某发〔2026〕1号",
                "issuer": None,
                "issued_on": "2025-01-02",
                "effective_on": None,
                "status": "IN_FORCE",
                "replaced_by": None,
                "labels": ["第1条", "第2条"],
                "flags": ["ocr"],
            }
        ],
        "flags": ["no_title"],
    }


async def test_added_unchanged_replaced_and_read_again(refresh: Refresh, index: MemoryIndex, write: Write) -> None:
    path = write("a.txt", "东江市机关学习办法 2025\n每月一次。")

    async def outcome(*, again: bool = False) -> IngestOutcome:
        [line] = await refresh([path], again=again)
        return line.outcome

    assert await outcome() is IngestOutcome.ADDED
    assert await outcome() is IngestOutcome.UNCHANGED
    assert len(index.versions) == 1
    assert await outcome(again=True) is IngestOutcome.REPLACED
    write("a.txt", "东江市机关学习办法 2025\n每周一次。")
    assert await outcome() is IngestOutcome.REPLACED


async def test_statuses_are_those_of_the_whole_batch(refresh: Refresh, write: Write) -> None:
    old = write("a.txt", "东江市机关学习办法 2014\n每月一次。")
    new = write("b.txt", "东江市机关学习办法 2026\n每周一次。")
    first, second = await refresh([old, new])
    assert first.as_json()["regulations"][0]["status"] == "SUPERSEDED"
    assert first.as_json()["regulations"][0]["replaced_by"] == "《东江市机关学习办法》（2026年）"
    assert second.as_json()["regulations"][0]["status"] == "IN_FORCE"


async def test_a_refused_file_stops_nothing(refresh: Refresh, library: Library, write: Write, tmp_path: Path) -> None:
    files = [
        write("empty.txt", ""),
        write("broken.txt", "\x00"),
        tmp_path / "missing.txt",
        write("good.txt", "东江市机关学习办法 2025\n每月一次。"),
        write("other/good.txt", "东江市机关考勤办法 2025\n每日一次。"),
    ]
    lines = await refresh(files)
    assert [(line.outcome.value, line.reason) for line in lines] == [
        ("refused", "empty"),
        ("refused", "unexpected"),
        ("refused", "unexpected"),
        ("added", None),
        ("refused", "same_name"),
    ]
    assert [document.source for document in await library.documents()] == ["good.txt"]


async def test_failed_indexing_changes_nothing(
    refresh: Refresh, library: Library, index: MemoryIndex, write: Write
) -> None:
    path = write("a.txt", "东江市机关学习办法 2025\n旧。")
    await refresh([path])
    before = await library.documents()
    write("a.txt", "东江市机关学习办法 2025\n新。")
    index.is_broken = True
    with pytest.raises(IndexBroke):
        await refresh([path])
    assert await library.documents() == before
    assert [item.passage.text async for item in library.active_passages()] == ["旧。"]
    assert await library.discard() == 0


async def test_what_a_crash_left_goes_at_the_next_run(refresh: Refresh, library: Library, write: Write) -> None:
    from ingest.refresh.usecases import staged  # noqa: PLC0415

    left = await library.stage(staged(read_lines(write("b.txt", "东江市机关考勤办法 2025\n一。"))))
    await refresh([write("a.txt", "东江市机关学习办法 2025\n一。")])
    assert await library.passages_of(left) == []
    assert [document.source for document in await library.documents()] == ["a.txt"]


async def test_rollback_and_retire_keep_the_index_in_step(
    refresh: Refresh, library: Library, index: MemoryIndex, write: Write, data_dir: Path
) -> None:
    path = write("a.txt", "东江市机关学习办法 2025\n旧。")
    await refresh([path])
    write("a.txt", "东江市机关学习办法 2025\n新。")
    await refresh([path])
    first = index.versions[0]
    assert await RollBack(library, index, data_dir)("a.txt") == first
    assert index.versions[-1] == first
    with pytest.raises(NoEarlierVersion):
        await RollBack(library, index, data_dir)("a.txt")
    await Retire(library, index, data_dir)("a.txt")
    assert await library.active_ids() == []
    assert index.cleanings == 4
    [line] = await refresh([path])
    assert line.outcome is IngestOutcome.ADDED


async def test_a_second_writer_is_told_so(refresh: Refresh, write: Write, data_dir: Path) -> None:
    path = write("a.txt", "东江市机关学习办法 2025\n一。")
    with open(data_dir / "writer.lock", "w") as held:  # noqa: ASYNC230, PTH123 - another process's lock
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(AnotherWriter, match="another zhibu process is writing"):
            await refresh([path])
    assert len(await refresh([path])) == 1
