"""A small library with every real part: files on disk, SQLite, Chroma, tantivy and the bundled model."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.questions.usecases import AskQuestion
from bot.storage.door import Door
from bot.storage.migrate import migrate
from ingest.document import read_document
from ingest.refresh.usecases import Refresh, RollBack
from knowledge.adapters.embeddings import BundledEmbedder
from knowledge.library.library import Library
from knowledge.ports import Embedder, Vectors
from knowledge.settings import KnowledgeSettings
from knowledge.sql import Database
from knowledge.wiring import Knowledge, open_knowledge
from tests.support.clock import FixedClock

TRAINING = """# 云州市党支部书记培训办法（示例）

云委组〔2025〕3号

第一条 为了提高党支部书记履职能力，制定本办法（以下简称《培训办法》）。

第二条 新任党支部书记应当在任职后6个月内参加一次集中培训。

第三条 党支部书记每年参加集中培训的时间不少于56学时，党员每年不少于32学时。

第四条 培训采取集中授课、现场教学、交流研讨三种方式。

第五条 培训经费在机关党建经费中列支，人均每天不超过450元。

第六条 开展“四个一”学习活动，由各支部组织实施。

第七条 本办法由市直机关工委负责解释，自2025年3月1日起施行。
"""
LEAVE_OLD = """# 云州市主题党日请假规定（示例）（2022年）

第一条 党员不能参加主题党日的，应当提前1天向党支部书记请假。

第二条 无故缺席的，由党支部提醒谈话。

第三条 本规定自2022年1月1日起施行。
"""
LEAVE_NEW = """# 云州市主题党日请假规定（示例）（2025年）

第一条 党员不能参加主题党日的，应当提前3天向党支部书记请假。

第二条 无故缺席的，应当在15日内补学，并由党支部提醒谈话。

第三条 本规定自2025年7月1日起施行。
"""
REPORT = """云州市民政局关于机关党建工作的汇报（示例）

一年来，市民政局党组认真落实党建工作责任，深入推进“五学联动”机制，党员干部精神面貌明显改善。

全年召开党组会议12次，其中研究党建工作4次，发展党员6名。
"""
FILES = {"培训办法.md": TRAINING, "请假规定2022.md": LEAVE_OLD, "请假规定2025.md": LEAVE_NEW, "汇报.txt": REPORT}


class CountingEmbedder(BundledEmbedder):
    """The bundled model, counting what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.passages_seen = 0

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.passages_seen += len(texts)
        return super().passages(texts)


@dataclass(frozen=True, slots=True)
class SmallLibrary:
    """Everything a test of answers needs."""

    folder: Path
    library: Library
    knowledge: Knowledge
    refresh: Refresh
    roll_back: RollBack
    ask: AskQuestion
    embedder: CountingEmbedder

    def write(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return file


@asynccontextmanager
async def small_library(
    folder: Path, files: dict[str, str], embedder: Embedder | None = None
) -> AsyncIterator[SmallLibrary]:
    """Write the files, read them in, and open them for questions; by default with the bundled model, which counts."""
    clock = FixedClock()
    database = Database(f"sqlite+aiosqlite:///{folder / 'zhibu.db'}")
    await migrate(database)
    library = Library(database, clock)
    counting = CountingEmbedder()
    knowledge = open_knowledge(KnowledgeSettings(folder), library, embedder or counting)
    refresh = Refresh(library, knowledge.index, partial(read_document, today=clock.today()), folder)
    small = SmallLibrary(
        folder,
        library,
        knowledge,
        refresh,
        RollBack(library, knowledge.index, folder),
        AskQuestion(knowledge.answer, Door(database, clock)),
        counting,
    )
    try:
        await refresh([small.write(name, text) for name, text in files.items()])
        yield small
    finally:
        await database.close()
