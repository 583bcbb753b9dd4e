"""Joins the parts from settings. Heavy imports stay inside the functions that need them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.activities.register.storage import registers_hold
from bot.activities.room import Activities, open_activities
from bot.backup.files import COPIES
from bot.backup.journal import finish, is_pending
from bot.backup.restoring import RestoreBackup
from bot.backup.taking import TakeBackup
from bot.clock import Clock, SystemClock
from bot.errors import BotError, ErrorCode
from bot.inbox.room import InboxRoom
from bot.incidents import numbered
from bot.links import Links
from bot.people.accounts.demo import Demo
from bot.people.door import PeopleDoor
from bot.people.room import People, open_people
from bot.questions.room import Questions
from bot.questions.usecases import AskQuestion
from bot.settings import Settings
from bot.sheets import LARGE
from bot.storage.door import Door
from bot.storage.folder import close_folder, in_use
from bot.storage.keys import installation_key, open_database
from bot.storage.migrate import known_revisions, migrate, revision
from bot.storage.presence import had_database, remember_database
from ingest.confined.process import Confined
from ingest.refresh.reading import READING, ConfinedReader
from ingest.refresh.usecases import Mend, Rebuild, Refresh, Retire, RollBack, Unwatched, Watcher
from knowledge.library.library import Library
from knowledge.settings import EmbeddingChoice, KnowledgeSettings, ModelChoice
from knowledge.sql import Database, sqlite_file

if TYPE_CHECKING:
    from knowledge.wiring import Knowledge

TEMPLATES = "templates"  # the organisation's own Word templates, in the data folder


@dataclass(frozen=True, slots=True)
class Services:
    """Every use case and what the edges may read, wired up for one process."""

    settings: Settings
    clock: Clock
    library: Library
    knowledge: Knowledge
    refresh: Refresh
    roll_back: RollBack
    retire: Retire
    rebuild: Rebuild
    mend: Mend
    ask: AskQuestion
    questions: Questions
    inbox: InboxRoom
    people: People
    activities: Activities
    links: Links


@asynccontextmanager
async def open_services(settings: Settings, *, watcher: Watcher | None = None) -> AsyncIterator[Services]:
    """Open everything, the database migrated; close it on the way out.

    Errors: BotError DATA_DIR_NOT_WRITABLE, DATABASE_NEWER, DATABASE_GONE; what bot.storage.faults names.
    """
    from knowledge.wiring import open_knowledge  # noqa: PLC0415 - Chroma takes a second that lists need not wait

    clock = SystemClock()
    watcher = watcher or Unwatched()
    async with AsyncExitStack() as stack:
        stack.callback(LARGE.close)  # a sheet that is being read holds nobody up who stops the service
        confined = stack.enter_context(closing(Confined(READING, watcher.recognised)))
        library = await stack.enter_async_context(open_library(settings, clock))
        knowledge = open_knowledge(knowledge_settings(settings), library)
        index, door, reader = knowledge.index, Door(library.database, clock), ConfinedReader(confined, clock.today)
        yield Services(
            settings=settings,
            clock=clock,
            library=library,
            knowledge=knowledge,
            refresh=Refresh(library, index, reader, settings.data_dir, watcher, numbered),
            roll_back=RollBack(library, index, settings.data_dir),
            retire=Retire(library, index, settings.data_dir),
            rebuild=Rebuild(index, settings.data_dir),
            mend=Mend(index, settings.data_dir),
            ask=AskQuestion(knowledge.answer, door),
            questions=Questions(door),
            inbox=InboxRoom(door),
            people=_people(library.database, clock),
            activities=_activities(settings, library.database, clock),
            links=Links(settings.web.public_url),
        )


@asynccontextmanager
async def open_library(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Library]:
    """Open the library alone, its database migrated. Errors: as `open_services`."""
    check_data_dir(settings.data_dir)
    may_begin = not had_database(settings.data_dir)  # looked up first: another process may just be making one
    database = open_database(settings.database_url, installation_key(settings.data_dir))
    try:
        await migrate(database, copies=settings.data_dir / COPIES, may_begin=may_begin)
        remember_database(settings.data_dir)
        yield Library(database, clock or SystemClock())
    finally:
        await database.close()


@asynccontextmanager
async def open_people_room(settings: Settings) -> AsyncIterator[People]:
    """Open the people room alone, its database migrated. Errors: as `open_services`."""
    clock = SystemClock()
    async with open_library(settings, clock) as library:
        yield _people(library.database, clock)


@asynccontextmanager
async def open_questions_room(settings: Settings) -> AsyncIterator[Questions]:
    """Open the questions room alone, its database migrated. Errors: as `open_services`."""
    clock = SystemClock()
    async with open_library(settings, clock) as library:
        yield Questions(Door(library.database, clock))


@asynccontextmanager
async def open_activities_room(settings: Settings) -> AsyncIterator[Activities]:
    """Open the activities room alone, its database migrated. Errors: as `open_services`."""
    clock = SystemClock()
    async with open_library(settings, clock) as library:
        yield _activities(settings, library.database, clock)


def holds_data(settings: Settings) -> bool:
    """Tell whether the data folder has, or has had, a database."""
    file = sqlite_file(settings.database_url)
    return had_database(settings.data_dir) or (file is not None and file.exists())


@contextmanager
def working_in(settings: Settings, *, alone: bool = False) -> Iterator[None]:
    """Close the data folder to other users of the machine and work in it, beside other processes or `alone`.

    A restore that was killed is brought to its end first. Errors: BotError FOLDER_IN_USE; as `open_services`.
    """
    close_folder(settings.data_dir)
    if is_pending(settings.data_dir):
        with in_use(settings.data_dir, alone=True):
            finish(settings.data_dir, settings.database_url)
    with in_use(settings.data_dir, alone=alone):
        yield


@asynccontextmanager
async def open_backup(settings: Settings) -> AsyncIterator[TakeBackup]:
    """Open what is backed up as it stands, whatever its schema. Errors: BotError NOTHING_TO_BACK_UP, DATABASE_GONE."""
    database = Database(settings.database_url)
    try:
        if await revision(database) is None:
            if had_database(settings.data_dir):
                raise BotError(ErrorCode.DATABASE_GONE)
            raise BotError(ErrorCode.NOTHING_TO_BACK_UP, folder=settings.data_dir)
        yield TakeBackup(Door(database, SystemClock()), settings.data_dir, version("zhibu-assistant"))
    finally:
        await database.close()


async def schema_of(settings: Settings) -> tuple[str | None, str]:
    """Tell the database's revision, None for one without tables, and that of this release."""
    database = Database(settings.database_url)
    try:
        return await revision(database), known_revisions()[-1]
    finally:
        await database.close()


def restore_of(settings: Settings) -> RestoreBackup:
    """Give the way back from a backup into the folder and the database of the settings."""
    return RestoreBackup(settings.data_dir, settings.database_url, SystemClock())


def _people(database: Database, clock: Clock) -> People:
    return open_people(database, clock, (registers_hold,))


def _activities(settings: Settings, database: Database, clock: Clock) -> Activities:
    return open_activities(
        database,
        clock,
        templates=settings.data_dir / TEMPLATES,
        electronic_is_official=settings.ledger.electronic_is_official,
    )


def demo_of(services: Services, *, is_open: bool = False) -> Demo:
    """Give the demonstration's way in. Only `zhibu serve --demo` asks for it."""
    return Demo(PeopleDoor(services.library.database, services.clock), is_open)


def check_data_dir(folder: Path) -> None:
    """Make the data folder when missing. Errors: BotError DATA_DIR_NOT_WRITABLE."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as closed:
        raise BotError(ErrorCode.DATA_DIR_NOT_WRITABLE, folder=folder) from closed
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BotError(ErrorCode.DATA_DIR_NOT_WRITABLE, folder=folder)


def knowledge_settings(settings: Settings) -> KnowledgeSettings:
    """Hand the knowledge room its part of the settings."""
    embeddings, llm = settings.embeddings, settings.llm
    return KnowledgeSettings(
        data_dir=settings.data_dir,
        chroma_url=settings.chroma.url,
        embeddings=EmbeddingChoice(
            base_url=embeddings.base_url,
            model=embeddings.model,
            api_key=_revealed(embeddings.api_key),
            folder=embeddings.folder,
            timeout_seconds=embeddings.timeout_seconds,
        ),
        model=ModelChoice(
            base_url=llm.base_url,
            model=llm.model,
            api_key=_revealed(llm.api_key),
            timeout_seconds=llm.timeout_seconds,
            first_token_timeout_seconds=llm.first_token_timeout_seconds,
            breaker_failures=llm.breaker_failures,
            breaker_pause_seconds=llm.breaker_pause_seconds,
        ),
    )


def _revealed(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
