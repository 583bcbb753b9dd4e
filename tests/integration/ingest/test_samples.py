"""The sample library: every document is taken, says that it is a sample, and is read as it was written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bot.serving.samples import SAMPLES
from ingest.document import find_files, read_document
from ingest.model import ParsedDocument
from ingest.refresh.report import IngestOutcome, ReportLine
from ingest.refresh.usecases import Refresh
from knowledge.library.library import Library
from knowledge.model import Regulation, Status, VersionId
from tests.support.clock import FixedClock
from tests.support.storage.database import migrated_database

FILES = find_files([SAMPLES])
MOST_PASSAGES = 230  # more would make the first start slow
ARTICLES = {
    "云州市主题党日实施办法.txt": 20,
    "云州市党员学时管理办法2022.md": 11,
    "云州市党员学时管理办法2025.md": 16,
    "云州市党支部换届选举办法.docx": 22,
    "云州市新任党支部书记培训办法.txt": 13,
    "云州市机关党费收缴使用管理规定.html": 16,
    "云州市流动党员管理暂行办法.html": 14,
    "云州市组织生活会实施细则.md": 18,
    "云州市组织生活请假补学规定.md": 14,
}


class Unindexed:
    """Takes versions in without embedding them."""

    async def add(self, version: VersionId, progress: Callable[[int, int], None]) -> None:
        progress(1, 1)

    async def rebuild(self, progress: Callable[[int, int], None]) -> int:
        progress(1, 1)
        return 0

    async def settle(self) -> int:
        """Keep nothing."""
        return 0


@pytest.fixture(scope="module")
def parsed() -> dict[str, ParsedDocument]:
    return {file.name: read_document(file, today=FixedClock().today()) for file in FILES}


def labels(document: ParsedDocument) -> list[list[str]]:
    return [[passage.label for passage in item.passages if passage.label] for item in document.regulations]


def test_there_are_enough_in_every_format(parsed: dict[str, ParsedDocument]) -> None:
    assert len(FILES) >= 12
    assert {file.suffix for file in FILES} == {".md", ".txt", ".html", ".docx"}
    assert sum(len(item.passages) for document in parsed.values() for item in document.regulations) <= MOST_PASSAGES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_says_that_it_is_a_sample_and_raises_no_doubt(file: Path, parsed: dict[str, ParsedDocument]) -> None:
    document = parsed[file.name]
    assert document.flags == frozenset()
    words = [passage.text for item in document.regulations for passage in item.passages]
    written = file.read_text(encoding="utf-8").splitlines() if file.suffix in {".md", ".txt"} else words
    assert "示例" in "".join([line for line in written if line.strip()][:2])


@pytest.mark.parametrize(("source", "count"), ARTICLES.items())
def test_every_article_is_found_in_order(source: str, count: int, parsed: dict[str, ParsedDocument]) -> None:
    [found] = labels(parsed[source])
    assert len(found) == count
    assert (found[0], len(set(found))) == ("第一条", count)


def test_the_handbook_holds_three_rules(parsed: dict[str, ParsedDocument]) -> None:
    handbook = parsed["云州市民政局机关党支部工作手册.txt"]
    assert [item.title[-8:] for item in handbook.regulations] == [
        "机关党支部学习制度"[-8:],
        "支部谈心谈话制度",
        "党员联系群众制度",
    ]
    assert [(found[0], len(found)) for found in labels(handbook)] == [("第一条", 7), ("第一条", 6), ("第一条", 6)]


def test_the_guide_has_twenty_steps(parsed: dict[str, ParsedDocument]) -> None:
    [steps] = labels(parsed["云州市发展党员工作指南.md"])
    assert steps == [f"{number}." for number in range(1, 21)]


async def test_the_revised_rule_takes_the_place_of_the_old_one(tmp_path: Path, clock: FixedClock) -> None:
    async with migrated_database(f"sqlite+aiosqlite:///{tmp_path / 'zhibu.db'}") as database:
        library = Library(database, clock)
        lines = await _refreshed(library, tmp_path, clock)
        assert {line.outcome for line in lines} == {IngestOutcome.ADDED}
        standing = {item.source: item for item in await library.regulations()}
        old, new = standing["云州市党员学时管理办法2022.md"], standing["云州市党员学时管理办法2025.md"]
        assert (new.status, new.doc_number) == (Status.IN_FORCE, "云直工发〔2025〕11号")
        assert (old.status, old.replaced_by) == (Status.SUPERSEDED, "《云州市市直机关党员学习学时管理办法》（2025年）")
        assert _not_in_force(standing) == {old.source}
        again = await _refreshed(library, tmp_path, clock)
        assert {line.outcome for line in again} == {IngestOutcome.UNCHANGED}


def _not_in_force(standing: dict[str, Regulation]) -> set[str]:
    return {source for source, item in standing.items() if item.status is not Status.IN_FORCE}


async def _refreshed(library: Library, folder: Path, clock: FixedClock) -> list[ReportLine]:
    read = partial(read_document, today=clock.today())
    return await Refresh(library, Unindexed(), read, folder)(FILES)
