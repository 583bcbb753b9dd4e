"""Secrets that this installation makes for itself, and locks that one writer at a time holds.

What the database holds of a secret is a grain of salt; the secret comes of it with the key of a file that lies beside
the database. So a copied database alone opens nothing: no wall, no code, no invitation.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from sqlalchemy import LargeBinary, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.errors import BotError, ErrorCode
from bot.storage.tables import BotTable
from knowledge.sql import Database, insert_once

KEY_BYTES = 32
KEY_FILE = "secret.key"
KEY = "installation key"  # where sessions carry it


class ServiceKeyRow(BotTable):
    """The salt of a secret of this installation, made once."""

    __tablename__ = "service_keys"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)


def open_database(url: str, key: bytes) -> Database:
    """Give a database whose sessions carry the installation's key."""
    return Database(url, carried={KEY: key})


def installation_key(data_dir: Path) -> bytes:
    """Give the key that lies in the data folder; the first call makes it. Errors: BotError KEY_UNREADABLE.

    Of several first calls at once one wins and all get its key.
    """
    file = data_dir / KEY_FILE
    if not file.exists():
        _make_key(file)
    try:
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as damaged:
        raise BotError(ErrorCode.KEY_UNREADABLE, file=file) from damaged
    if len(key) != KEY_BYTES:
        raise BotError(ErrorCode.KEY_UNREADABLE, file=file)
    return key


def _make_key(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=file.parent, prefix=f".{KEY_FILE}.")  # 0600 from the first moment
    draft = Path(name)
    try:
        with open(number, "w", encoding="ascii") as stream:  # noqa: PTH123 - it is open already
            stream.write(secrets.token_hex(KEY_BYTES) + "\n")
            stream.flush()
            os.fsync(number)
        file.hardlink_to(draft)  # whole at once, and never over another one
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def derived(session: AsyncSession, purpose: str, salt: bytes) -> bytes:
    """Give the secret, 32 bytes, that a stored salt stands for."""
    return derive(session.info[KEY], purpose, salt)


def derive(key: bytes, purpose: str, salt: bytes) -> bytes:
    """Give the secret that a salt stands for under a key. Migrations write this down for themselves."""
    return hmac.new(key, f"{purpose}/".encode() + salt, hashlib.sha256).digest()


async def service_key(session: AsyncSession, name: str) -> bytes:
    """Give the installation's secret of that name, 32 bytes; the first call makes it, so it needs `transaction`."""
    return derived(session, name, await service_salt(session, name))


async def kept_key(session: AsyncSession, name: str) -> bytes | None:
    """Give the installation's secret of that name for who only looks; None while nobody has asked for it to be made."""
    salt = await session.scalar(select(ServiceKeyRow.value).where(ServiceKeyRow.name == name))
    return None if salt is None else derived(session, name, salt)


async def service_salt(session: AsyncSession, name: str, *, locked: bool = False) -> bytes:
    """Give what is stored of it, which is no secret; the first call makes it.

    Of several first calls at once one wins and all get its value. With `locked` the others wait until this
    transaction ends (on SQLite every writer waits anyway).
    """
    query = select(ServiceKeyRow.value).where(ServiceKeyRow.name == name)
    if locked:
        query = query.with_for_update()
    value = await session.scalar(query)
    if value is None:
        await insert_once(session, ServiceKeyRow, {"name": name, "value": secrets.token_bytes(KEY_BYTES)}, "name")
        value = await session.scalar(query)
    assert value is not None  # this transaction or another has just written it
    return value
