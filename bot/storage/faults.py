"""What a database or a disk raises, by the code that says what can be done about it."""

from __future__ import annotations

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import ErrorCode

_SQLITE = {  # https://sqlite.org/rescode.html, the primary codes
    sqlite3.SQLITE_BUSY: ErrorCode.DATABASE_BUSY,
    sqlite3.SQLITE_LOCKED: ErrorCode.DATABASE_BUSY,
    sqlite3.SQLITE_FULL: ErrorCode.DISK_FULL,
    sqlite3.SQLITE_IOERR: ErrorCode.DISK_FULL,  # a full disk too, where the log cannot grow
    sqlite3.SQLITE_READONLY: ErrorCode.READ_ONLY,
    sqlite3.SQLITE_PERM: ErrorCode.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: ErrorCode.DATABASE_DAMAGED,
    sqlite3.SQLITE_NOTADB: ErrorCode.DATABASE_DAMAGED,
    sqlite3.SQLITE_CANTOPEN: ErrorCode.DATABASE_GONE,
}
_PRIMARY = 0xFF  # an extended code carries its primary one in the last byte
_POSTGRES = {  # https://www.postgresql.org/docs/current/errcodes-appendix.html
    "53100": ErrorCode.DISK_FULL,
    "53300": ErrorCode.DATABASE_BUSY,
    "55P03": ErrorCode.DATABASE_BUSY,
    "40P01": ErrorCode.DATABASE_BUSY,
    "57014": ErrorCode.DATABASE_BUSY,
    "25006": ErrorCode.READ_ONLY,
    "42P01": ErrorCode.DATABASE_GONE,
    "3D000": ErrorCode.DATABASE_GONE,
    "XX001": ErrorCode.DATABASE_DAMAGED,
    "XX002": ErrorCode.DATABASE_DAMAGED,
}
_UNREACHABLE = {"08", "28", "57"}  # classes: connection, authorisation, intervention of its operator
_DISK = {
    errno.ENOSPC: ErrorCode.DISK_FULL,
    errno.EDQUOT: ErrorCode.DISK_FULL,
    errno.EFBIG: ErrorCode.DISK_FULL,  # a bound on files that the system sets
    errno.EROFS: ErrorCode.READ_ONLY,
}


def fault_code(error: BaseException) -> ErrorCode | None:
    """Give the code for what a database driver or the disk raised; None when it is something else."""
    if isinstance(error, PoolTimeout):
        return ErrorCode.DATABASE_BUSY
    cause = error.orig if isinstance(error, DBAPIError) else error
    match cause:
        case sqlite3.Error():
            return _of_sqlite(cause)
        case OSError():
            return _DISK.get(cause.errno or 0)
    return _of_postgres(error) if isinstance(error, DBAPIError) else None


def _of_sqlite(error: sqlite3.Error) -> ErrorCode | None:
    if str(error).startswith("no such table"):  # SQLite has no code of its own for it
        return ErrorCode.DATABASE_GONE
    return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)


def _of_postgres(error: DBAPIError) -> ErrorCode | None:
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRES:
        return _POSTGRES[state]
    is_cut = isinstance(error, OperationalError) and (state is None or state[:2] in _UNREACHABLE)
    return ErrorCode.DATABASE_UNREACHABLE if is_cut or error.connection_invalidated else None
