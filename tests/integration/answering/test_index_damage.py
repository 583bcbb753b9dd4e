"""Whatever happens to the files of an index: nothing is called absent that is there, and the remedy told heals."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.doctor.examining import examine
from bot.doctor.model import Health
from bot.doctor.sentences import DoctorText
from bot.errors import ErrorCode
from bot.incidents import explained
from bot.serving.process import mend
from bot.settings import Settings
from bot.texts import say
from bot.wiring import Services, open_services
from knowledge.model import Outcome
from knowledge.ports import IndexUnreadable, SearchIncomplete

HERE = "新任党支部书记多久内参加培训"
TOLD = {ErrorCode.SEARCH_INCOMPLETE, ErrorCode.INDEX_UNREADABLE}


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scribble(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 200] = b"\xff" * len(content[middle : middle + 200])
    file.write_bytes(content)


def of(pattern: str, harm: Callable[[Path], object]) -> Callable[[Path], None]:
    """Harm the largest file of the index that fits a pattern."""

    def done(index: Path) -> None:
        harm(max(index.glob(pattern), key=lambda file: file.stat().st_size))

    return done


def gone(folder: str) -> Callable[[Path], None]:
    return lambda index: shutil.rmtree(index / folder)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no list of vectors": of("*/vectors/list.json", Path.unlink),
    "half a list of vectors": of("*/vectors/list.json", half),
    "half a file of vectors": of("*/vectors/*.vectors.npy", half),
    "scribbled vectors": of("*/vectors/*.vectors.npy", scribble),
    "no vectors": gone("g000001/vectors"),
    "half a list of segments": of("*/lexical/meta.json", half),
    "no list of segments": of("*/lexical/meta.json", Path.unlink),
    "half a dictionary of terms": of("*/lexical/*.term", half),
    "scribbled store of documents": of("*/lexical/*.store", scribble),
    "no lexical index": gone("g000001/lexical"),
    "half a digest": of("*/digest.json", half),
    "no index at all": gone("."),
    "a generation that is not there": lambda index: shutil.move(index / "g000001", index / "g000009"),
    "scribbled Chroma": of("*/dense/chroma.sqlite3", scribble),
    "half of Chroma": of("*/dense/chroma.sqlite3", half),
}


async def came_of(services: Services, question: str) -> Outcome | ErrorCode:
    try:
        return (await services.ask(question)).answer.outcome
    except (SearchIncomplete, IndexUnreadable) as error:
        return explained(error).code


@pytest.fixture(scope="module")
def whole(small_library: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an index of one generation."""
    settings = small_library.model_copy(update={"data_dir": tmp_path_factory.mktemp("whole") / "data"})
    shutil.copytree(small_library.data_dir, settings.data_dir)

    async def rebuild() -> None:
        async with open_services(settings) as services:
            await services.rebuild(lambda _done, _all: None)

    asyncio.run(rebuild())
    return settings.data_dir


@pytest.mark.parametrize("damage", DAMAGES)
async def test_nothing_false_is_said_and_the_remedy_heals(whole: Path, tmp_path: Path, damage: str) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    shutil.copytree(whole, settings.data_dir)
    DAMAGES[damage](settings.data_dir / "index")
    async with open_services(settings) as services:
        assert await came_of(services, HERE) in {Outcome.ANSWERED, *TOLD}
        assert await came_of(services, "明天会下雨吗") in {Outcome.REFUSED, *TOLD}
    checks = {check.name: check for check in await examine(settings)}
    faults = [check for check in checks.values() if check.health is Health.FAIL]
    assert {check.name for check in faults} <= {"index", "chroma"}
    assert faults
    assert all("zhibu index rebuild" in say(check.text, **check.facts) for check in faults)
    async with open_services(settings) as services:
        await services.rebuild(lambda _done, _all: None)
        assert "6个月内" in (await services.ask(HERE)).text
    assert [check.name for check in await examine(settings) if check.health is Health.FAIL] == []


async def test_an_index_of_an_older_release_is_mended_without_embedding(
    small_library: Settings, tmp_path: Path
) -> None:
    settings = small_library.model_copy(update={"data_dir": tmp_path / "data"})
    shutil.copytree(small_library.data_dir, settings.data_dir)
    shutil.rmtree(settings.data_dir / "index" / "vectors")
    checks = {check.name: check for check in await examine(settings)}
    assert checks["index"].text is DoctorText.INDEX_UNREADABLE
    said: list[str] = []
    async with open_services(settings) as services:
        object.__setattr__(services.knowledge.index, "embedder", None)  # whoever embeds now fails
        await mend(services, said.append)
        assert (await services.knowledge.index.report()).missing == 0
        assert len(said) == 1
        await mend(services, said.append)
        assert len(said) == 1


async def test_a_rebuild_cut_short_is_not_seen_and_gone_on_with(small_library: Settings, tmp_path: Path) -> None:
    settings = small_library.model_copy(update={"data_dir": tmp_path / "data"})
    shutil.copytree(small_library.data_dir, settings.data_dir)

    def stop(_done: int, _all: int) -> None:
        if _done:
            raise InterruptedError

    index = settings.data_dir / "index"
    async with open_services(settings) as services:
        with pytest.raises(InterruptedError):
            await services.rebuild(stop)
        assert "6个月内" in (await services.ask(HERE)).text
        shutil.rmtree(index / "vectors")
        shutil.rmtree(index / "dense")
        object.__setattr__(services.knowledge.index, "embedder", None)  # whoever embeds now fails
        await services.rebuild(lambda _done, _all: None)
        assert [folder.name for folder in index.glob("g*")] == ["g000001"]


async def test_what_was_cut_short_and_is_damaged_is_begun_anew(small_library: Settings, tmp_path: Path) -> None:
    settings = small_library.model_copy(update={"data_dir": tmp_path / "data"})
    shutil.copytree(small_library.data_dir, settings.data_dir)
    left = settings.data_dir / "index" / "g000001" / "dense" / "chroma.sqlite3"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"no database" * 1000)
    async with open_services(settings) as services:
        await services.rebuild(lambda _done, _all: None)
        assert "6个月内" in (await services.ask(HERE)).text
