"""Joins the parts from settings. Heavy imports stay inside the functions that need them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from bot.activities.register.storage import registers_hold
from bot.activities.room import Activities, open_activities
from bot.backup.files import COPIES, database_file
from bot.backup.journal import finish, is_pending
from bot.backup.restoring import RestoreBackup
from bot.backup.taking import TakeBackup
from bot.clock import Clock, SystemClock
from bot.errors import BotError, ErrorCode
from bot.inbox.room import InboxRoom
from bot.links import Links
from bot.people.accounts.demo import Demo
from bot.people.door import PeopleDoor
from bot.people.room import People, open_people
from bot.questions.room import Questions
from bot.questions.usecases import AskQuestion
from bot.settings import Settings
from bot.storage.door import Door
from bot.storage.folder import close_folder, in_use
from bot.storage.keys import installation_key, open_database
from bot.storage.migrate import current_revision, known_revisions, migrate
from ingest.refresh.usecases import Mend, ReadDocument, Rebuild, Refresh, Retire, RollBack, Unwatched, Watcher
from knowledge.library.library import Library
from knowledge.settings import EmbeddingChoice, KnowledgeSettings, ModelChoice
from knowledge.sql import Database

if TYPE_CHECKING:
    from ingest.model import ParsedDocument
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

    Errors: BotError DATA_DIR_NOT_WRITABLE, DATABASE_UNREACHABLE, DATABASE_NEWER.
    """
    from knowledge.wiring import open_knowledge  # noqa: PLC0415 - Chroma takes a second that lists need not wait

    clock = SystemClock()
    async with open_library(settings, clock) as library:
        knowledge = open_knowledge(knowledge_settings(settings), library)
        index, door = knowledge.index, Door(library.database, clock)
        yield Services(
            settings=settings,
            clock=clock,
            library=library,
            knowledge=knowledge,
            refresh=Refresh(library, index, _reader(clock), settings.data_dir, watcher or Unwatched()),
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
    database = open_database(settings.database_url, installation_key(settings.data_dir))
    try:
        try:
            await migrate(database, copies=settings.data_dir / COPIES)
        except OperationalError as unreachable:
            raise BotError(ErrorCode.DATABASE_UNREACHABLE) from unreachable
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


@contextmanager
def working_in(settings: Settings, *, alone: bool = False) -> Iterator[None]:
    """Close the data folder to other users of the machine and work in it, beside other processes or `alone`.

    A restore that was killed is brought to its end first. Errors: BotError FOLDER_IN_USE, DATABASE_UNREACHABLE.
    """
    close_folder(settings.data_dir)
    if is_pending(settings.data_dir):
        with in_use(settings.data_dir, alone=True):
            try:
                finish(settings.data_dir, settings.database_url)
            except OperationalError as unreachable:
                raise BotError(ErrorCode.DATABASE_UNREACHABLE) from unreachable
    with in_use(settings.data_dir, alone=alone):
        yield


@asynccontextmanager
async def open_backup(settings: Settings) -> AsyncIterator[TakeBackup]:
    """Open what is backed up as it stands, whatever its schema. Errors: BotError NOTHING_TO_BACK_UP."""
    file = database_file(settings.database_url)
    if file is not None and not file.exists():
        raise BotError(ErrorCode.NOTHING_TO_BACK_UP, folder=settings.data_dir)
    database = Database(settings.database_url)
    try:
        yield TakeBackup(Door(database, SystemClock()), settings.data_dir, version("zhibu-assistant"))
    except OperationalError as unreachable:
        if database.is_sqlite:  # a full disk, a file that is held
            raise
        raise BotError(ErrorCode.DATABASE_UNREACHABLE) from unreachable
    finally:
        await database.close()


async def schema_of(settings: Settings) -> tuple[str | None, str]:
    """Tell the database's revision, None for one without tables, and that of this release."""
    file = database_file(settings.database_url)
    newest = known_revisions()[-1]
    if file is not None and not file.exists():
        return None, newest
    database = Database(settings.database_url)
    try:
        async with database.engine.connect() as connection:
            return await connection.run_sync(current_revision), newest
    except OperationalError as unreachable:
        raise BotError(ErrorCode.DATABASE_UNREACHABLE) from unreachable
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


def demo_of(services: Services) -> Demo:
    """Give the demonstration's way in. Only `zhibu serve --demo` asks for it."""
    return Demo(PeopleDoor(services.library.database, services.clock))


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


def _reader(clock: Clock) -> ReadDocument:
    def read(file: Path) -> ParsedDocument:
        from ingest.document import read_document  # noqa: PLC0415 - the readers' libraries load with the first file

        return read_document(file, today=clock.today())

    return read
