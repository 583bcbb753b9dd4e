"""The library on both databases: what readers see before, during and after each change."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from knowledge.library.corrections import Corrections
from knowledge.library.library import Library
from knowledge.library.model import DocumentNotFound, NoEarlierVersion, StagedDocument, VersionNotStaged
from knowledge.model import PassageId, Status, VersionId
from knowledge.sql import Database
from tests.support.answering.documents import file, rule
from tests.support.clock import FixedClock

OLD = rule("中国共产党某项工作细则（2014年）", ["旧一", "旧二"], version_year=2014, effective_on=date(2014, 6, 1))
NEW = rule("中国共产党某项工作细则", ["新一", "新二", "新三"], version_year=2026, effective_on=date(2026, 3, 1))


@pytest.fixture
def library(database: Database, clock: FixedClock) -> Library:
    return Library(database, clock)


async def put(library: Library, document: StagedDocument) -> VersionId:
    version = await library.stage(document)
    await library.publish(version)
    return version


async def texts(library: Library) -> list[str]:
    return [item.passage.text async for item in library.active_passages()]


async def test_a_staged_version_is_unseen_until_it_is_published(library: Library) -> None:
    version = await library.stage(file("a.txt", NEW))
    staged = await library.passages_of(version)
    ids = [item.passage.id for item in staged]
    assert await library.evidence(ids) == {}
    assert await texts(library) == []
    assert await library.documents() == []
    await library.publish(version)
    found = await library.evidence(ids)
    assert list(found) == ids
    assert found[ids[0]].passage.text == "第1条 新一"
    assert found[ids[0]].passage.path == ("第一章 总则",)
    assert found[ids[0]].regulation.source == "a.txt"
    assert await library.active_ids() == ids


async def test_a_new_version_takes_the_place_of_the_old_one(library: Library) -> None:
    first = await put(library, file("a.txt", OLD))
    old_ids = [item.passage.id for item in await library.passages_of(first)]
    revision = await library.revision()
    second = await put(library, file("a.txt", NEW))
    assert await texts(library) == ["第1条 新一", "第2条 新二", "第3条 新三"]
    assert await library.evidence(old_ids) == {}
    assert await library.revision() == revision + 1
    summary = await library.document("a.txt")
    assert summary is not None
    assert (summary.active, summary.version, summary.can_roll_back) == (second, 2, True)
    assert (summary.regulation_count, summary.passage_count) == (1, 3)


async def test_rollback_returns_to_the_version_before_and_no_further(library: Library) -> None:
    first = await put(library, file("a.txt", OLD))
    await put(library, file("a.txt", NEW))
    assert await library.earlier_version("a.txt") == first
    assert await library.rollback("a.txt") == first
    assert await texts(library) == ["第1条 旧一", "第2条 旧二"]
    with pytest.raises(NoEarlierVersion):
        await library.rollback("a.txt")
    with pytest.raises(DocumentNotFound):
        await library.rollback("b.txt")


async def test_a_retired_document_leaves_every_answer_and_can_come_back(library: Library) -> None:
    await put(library, file("old.txt", OLD))
    await put(library, file("new.txt", NEW))
    await library.retire("new.txt")
    [only] = await library.regulations()
    assert (only.source, only.status) == ("old.txt", Status.IN_FORCE)
    gone = await library.document("new.txt")
    assert gone is not None
    assert (gone.active, gone.can_roll_back) == (None, True)
    await library.rollback("new.txt")
    assert {item.source: item.status for item in await library.regulations()} == {
        "new.txt": Status.IN_FORCE,
        "old.txt": Status.SUPERSEDED,
    }
    with pytest.raises(DocumentNotFound):
        await library.retire("b.txt")


async def test_status_is_that_of_the_day_asked_for(library: Library) -> None:
    await put(library, file("手册_2025.txt", OLD))
    await put(library, file("细则.txt", NEW))

    async def statuses(day: date | None) -> dict[str, tuple[Status, str | None]]:
        return {item.source: (item.status, item.replaced_by) for item in await library.regulations(day)}

    superseded = (Status.SUPERSEDED, "《中国共产党某项工作细则》（2026年）")
    assert await statuses(None) == {"手册_2025.txt": superseded, "细则.txt": (Status.IN_FORCE, None)}
    assert await statuses(date(2026, 2, 28)) == {
        "手册_2025.txt": (Status.IN_FORCE, None),
        "细则.txt": (Status.NOT_YET_EFFECTIVE, None),
    }
    assert (await statuses(date(2026, 3, 1)))["手册_2025.txt"] == superseded


async def test_details_show_labels_and_the_whole_chain(library: Library) -> None:
    await put(library, file("手册.txt", OLD, rule("东江市机关另一办法")))
    await put(library, file("细则.txt", NEW))
    first, second = await library.details("手册.txt")
    assert first.labels == ("第1条", "第2条")
    assert [item.source for item in first.chain] == ["细则.txt", "手册.txt"]
    assert [item.title for item in second.chain] == ["东江市机关另一办法"]


async def test_neighbours_stay_inside_the_regulation(library: Library) -> None:
    version = await put(library, file("a.txt", NEW, OLD))
    ids = [item.passage.id for item in await library.passages_of(version)]
    around = await library.neighbours(ids[2], before=1, after=1)
    assert [item.passage.id for item in around] == ids[1:3]
    whole = await library.passages_of_regulation(around[0].regulation.id)
    assert [item.passage.id for item in whole] == ids[:3]
    assert await library.neighbours(PassageId(999_999)) == []


async def test_what_a_crash_left_is_cleaned_and_its_ids_never_return(library: Library) -> None:
    await put(library, file("a.txt", OLD))
    left = await library.stage(file("b.txt", NEW))
    lost = [item.passage.id for item in await library.passages_of(left)]
    assert await library.discard() == 1
    assert [item.source for item in await library.documents()] == ["a.txt"]
    with pytest.raises(VersionNotStaged):
        await library.publish(left)
    again = await put(library, file("b.txt", NEW))
    assert not set(lost) & {item.passage.id for item in await library.passages_of(again)}


async def test_a_version_is_published_once(library: Library) -> None:
    version = await put(library, file("a.txt", OLD))
    with pytest.raises(VersionNotStaged):
        await library.publish(version)
    assert await library.revision() == 1


async def test_corrections_win_and_outlive_a_refresh(library: Library) -> None:
    await put(library, file("a.txt", rule("东江市机关学习办法（试行）", effective_on=date(2020, 1, 1))))
    [found] = await library.regulations()
    await library.correct(found.id, Corrections(issuer="某市委", effective_on=date(2027, 1, 1)))
    [found] = await library.regulations()
    assert (found.issuer, found.effective_on, found.status) == ("某市委", date(2027, 1, 1), Status.NOT_YET_EFFECTIVE)
    await put(library, file("a.txt", rule("东江市机关学习办法", effective_on=date(2021, 1, 1))))
    [found] = await library.regulations()
    assert (found.title, found.effective_on) == ("东江市机关学习办法", date(2027, 1, 1))
    await library.correct(found.id, Corrections(status=Status.REPEALED))
    [found] = await library.regulations()
    assert found.status is Status.REPEALED
    with pytest.raises(DocumentNotFound):
        await library.correct(type(found.id)(999_999), Corrections())


async def test_readers_see_old_or_new_never_both_never_neither(library: Library) -> None:
    await put(library, file("a.txt", rule("甲办法", ["旧"] * 3)))
    seen: list[set[str]] = []
    done = asyncio.Event()

    async def read() -> None:
        while not done.is_set():
            seen.append({text.split()[1] for text in await texts(library)})

    async def write() -> None:
        for round_ in range(5):
            await put(library, file("a.txt", rule("甲办法", ["新" if round_ % 2 == 0 else "旧"] * 3)))
        done.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(read())
        group.create_task(read())
        group.create_task(write())
    assert seen
    assert all(words in ({"旧"}, {"新"}) for words in seen)


async def test_several_publishers_take_turns(library: Library) -> None:
    versions = [await library.stage(file(f"{at}.txt", rule(f"某市第{at}号办法"))) for at in range(6)]
    async with asyncio.TaskGroup() as group:
        for version in versions:
            group.create_task(library.publish(version))
    assert await library.revision() == 6
    assert len(await library.regulations()) == 6
