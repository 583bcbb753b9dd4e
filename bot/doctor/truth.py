"""The database, and what is derived from it: index and vectors."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock, SystemClock
from bot.doctor.model import Check, caution, fault, fine
from bot.doctor.sentences import DoctorText
from bot.errors import ErrorCode
from bot.questions.tables import AnswerRow
from bot.settings import Settings
from bot.storage.door import Door
from bot.storage.faults import fault_code
from bot.storage.migrate import known_revisions, revision
from bot.storage.presence import had_database
from bot.wiring import knowledge_settings
from knowledge.library.library import Library
from knowledge.library.tables import VersionRow
from knowledge.settings import INDEX
from knowledge.sql import Database
from knowledge.wiring import open_knowledge

CLOCK_TOLERANCE = timedelta(minutes=10)
_NAME = "database"
_FAULTS = {
    ErrorCode.DATABASE_DAMAGED: DoctorText.DATABASE_DAMAGED,
    ErrorCode.DATABASE_GONE: DoctorText.DATABASE_GONE,
    ErrorCode.DATABASE_BUSY: DoctorText.DATABASE_BUSY,
    ErrorCode.READ_ONLY: DoctorText.DATABASE_CLOSED,
}


async def check_truth(settings: Settings, clock: Clock) -> list[Check]:
    """Look at the database, and with it at the clock and the index."""
    database = Database(settings.database_url)
    try:
        found = await _check_database(database, settings)
        if found.text not in {DoctorText.DATABASE, DoctorText.DATABASE_BUSY}:
            return [found, caution("index", DoctorText.INDEX_UNKNOWN)]
        library = Library(database, clock)
        return [found, await _check_clock(database, clock), await _check_index(settings, library)]
    finally:
        await database.close()


async def _check_database(database: Database, settings: Settings) -> Check:
    facts = {"place": database.file or "ZHIBU_DATABASE__URL"}
    if database.file is not None and database.file.exists() and not os.access(database.file, os.R_OK | os.W_OK):
        return fault(_NAME, DoctorText.DATABASE_CLOSED, **facts)
    try:
        found = await revision(database)
        if found is None:
            is_gone = had_database(settings.data_dir)
            return fault(_NAME, DoctorText.DATABASE_GONE, **facts) if is_gone else fine(_NAME, DoctorText.DATABASE_NONE)
        return await _check_content(database, found)
    except (SQLAlchemyError, OSError) as error:
        return fault(_NAME, _FAULTS.get(fault_code(error) or ErrorCode.UNEXPECTED, DoctorText.DATABASE_DOWN), **facts)


async def _check_content(database: Database, found: str) -> Check:
    if found not in known_revisions():
        return fault(_NAME, DoctorText.DATABASE_NEWER)
    if database.file is not None and not await asyncio.to_thread(is_whole, database.file):
        return fault(_NAME, DoctorText.DATABASE_DAMAGED, place=database.file)
    if found != known_revisions()[-1]:
        return caution(_NAME, DoctorText.DATABASE_BEHIND)
    return fine(_NAME, DoctorText.DATABASE)


def is_whole(file: Path) -> bool:
    """Check an SQLite file as SQLite does, and read every row: a flipped byte inside a text is none of its business."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return False
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                return False
            tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            for (table,) in tables:
                for _ in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - its own list of tables
                    pass
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return fault_code(error) is ErrorCode.DATABASE_BUSY
    return True


async def _check_clock(database: Database, clock: Clock) -> Check:
    """Compare the clock with the newest thing that has happened: it cannot have happened yet to come."""
    async with Door(database, clock).looking.open() as at:
        moments = [
            await at.session.scalar(select(func.max(AnswerRow.created_at))),
            await at.session.scalar(select(func.max(VersionRow.ingested_at))),
        ]
    newest = max((moment for moment in moments if moment is not None), default=None)
    if newest is not None and newest > clock.now() + CLOCK_TOLERANCE:
        return fault(
            "clock", DoctorText.CLOCK_BEHIND, now=f"{clock.now():%Y-%m-%d %H:%M}", newest=f"{newest:%Y-%m-%d %H:%M}"
        )
    return fine("clock", DoctorText.CLOCK)


async def _check_index(settings: Settings, library: Library) -> Check:
    try:
        index = open_knowledge(knowledge_settings(settings), library).index
        report = await index.compare()
    except Exception:  # noqa: BLE001 - the checks of its parts say what is wrong
        return caution("index", DoctorText.INDEX_UNKNOWN)
    if report.passages and report.unreadable:
        return fault("index", DoctorText.INDEX_UNREADABLE)
    if report.missing:
        return fault("index", DoctorText.INDEX_BEHIND, missing=report.missing, extra=report.stale)
    return fine("index", DoctorText.INDEX, passages=report.passages)


def check_chroma(settings: Settings) -> Check:
    """Open Chroma and read what it holds. An embedded one that was never made is not made for this."""
    if settings.chroma.url is None and not (settings.data_dir / INDEX).exists():
        return fine("chroma", DoctorText.CHROMA_NONE)
    try:
        library = Library(Database(settings.database_url), SystemClock())  # it is not asked
        open_knowledge(knowledge_settings(settings), library).index.read_store()
    except Exception as error:  # noqa: BLE001 - whatever Chroma raises means the same here
        if fault_code(error) is ErrorCode.DISK_FULL:
            return caution("chroma", DoctorText.CHROMA_UNKNOWN)
        is_server = settings.chroma.url is not None
        return fault("chroma", DoctorText.CHROMA_DOWN if is_server else DoctorText.CHROMA_DAMAGED)
    return fine("chroma", DoctorText.CHROMA)
