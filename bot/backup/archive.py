"""The archive: a zip file that anybody can open, read with no trust in whoever wrote it."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from bot.backup.files import ASIDE, LEFT_OUT
from bot.backup.model import FILES, MANIFEST, TABLES, Manifest, Piece
from bot.errors import BotError, ErrorCode

CHUNK = 1 << 20
LARGEST_MANIFEST = 16 << 20
LARGEST_LINE = 256 << 20
MOST_DENSE = (
    200  # how much smaller than unpacked a large file may be; tables are read line by line, so they may be more
)
_TABLE = re.compile(rf"{TABLES}[a-z][a-z0-9_]*\.jsonl")
_FOREIGN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, TypeError)


class _Measured:
    """Counts and hashes what goes through."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, content: bytes) -> None:
        """Write on."""
        self._target.write(content)
        self._digest.update(content)
        self._size += len(content)

    @property
    def member(self) -> Piece:
        """What has gone through."""
        return Piece(self._size, self._digest.hexdigest())


class ArchiveWriter:
    """Writes members one after another and remembers what they are."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zip = zipped
        self.members: dict[str, Piece] = {}

    @contextmanager
    def member(self, name: str) -> Iterator[_Measured]:
        """Write one."""
        info = ZipInfo(name)
        info.compress_type = ZIP_DEFLATED
        with self._zip.open(info, "w", force_zip64=True) as target:
            measured = _Measured(target)
            yield measured
        self.members[name] = measured.member

    def copy(self, name: str, file: Path) -> None:
        """Write a file."""
        with file.open("rb") as source, self.member(FILES + name) as target:
            while content := source.read(CHUNK):
                target.write(content)

    def close(self, manifest: Manifest) -> None:
        """Write what it all is, last."""
        self._zip.writestr(MANIFEST, manifest.as_json())


@contextmanager
def new_archive(stream: BinaryIO) -> Iterator[ArchiveWriter]:
    """Write an archive into a stream."""
    with ZipFile(stream, "w", ZIP_DEFLATED) as zipped:
        yield ArchiveWriter(zipped)


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose every byte is what its manifest says."""

    file: Path
    manifest: Manifest
    _zip: ZipFile

    def lines(self, table: str) -> Iterator[list[Any]]:
        """Give a table: the names of its columns, then its rows. Errors: BotError BACKUP_DAMAGED."""
        name = f"{TABLES}{table}.jsonl"
        try:
            with self._zip.open(name) as stream:
                while line := stream.readline(LARGEST_LINE):
                    yield _list(json.loads(line))
        except _FOREIGN as damaged:
            raise BotError(ErrorCode.BACKUP_DAMAGED, file=self.file, part=name) from damaged

    def unpack(self, name: str, target: Path) -> None:
        """Write one of its files."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._zip.open(FILES + name) as source, target.open("xb") as stream:
            while content := source.read(CHUNK):
                stream.write(content)


@contextmanager
def open_archive(file: Path) -> Iterator[Archive]:
    """Open an archive and check every byte of it. Errors: BotError BACKUP_UNREADABLE, BACKUP_DAMAGED."""
    try:
        stream = file.open("rb")
    except OSError as closed:
        raise BotError(ErrorCode.BACKUP_UNREADABLE, file=file) from closed
    with stream:
        try:
            zipped = ZipFile(stream)
            manifest = _manifest(zipped)
        except _FOREIGN as foreign:
            raise BotError(ErrorCode.BACKUP_UNREADABLE, file=file) from foreign
        with zipped:
            _check(zipped, manifest, file)
            yield Archive(file, manifest, zipped)


def _manifest(zipped: ZipFile) -> Manifest:
    if zipped.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise ValueError("too large for a manifest")
    return Manifest.read(zipped.read(MANIFEST))


def _check(zipped: ZipFile, manifest: Manifest, file: Path) -> None:
    found = [info for info in zipped.infolist() if info.filename != MANIFEST]
    names = {info.filename for info in found}
    tables = {name for name in names if name.startswith(TABLES)}
    is_whole = len(found) == len(zipped.infolist()) - 1 == len(names) and names == set(manifest.members)
    if not is_whole or tables != {f"{TABLES}{table}.jsonl" for table in manifest.tables}:
        raise BotError(ErrorCode.BACKUP_DAMAGED, file=file, part=MANIFEST)
    for info in found:
        if not _is_ours(info) or not _holds(zipped, info, manifest.members[info.filename]):
            raise BotError(ErrorCode.BACKUP_DAMAGED, file=file, part=_shown(info.filename))


def _is_ours(info: ZipInfo) -> bool:
    """Tell whether a member is a table or a file that may lie where its name says; links and the like are not."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        return False
    is_bomb = info.file_size > MOST_DENSE * max(info.compress_size, 64 << 10)
    return bool(_TABLE.fullmatch(info.filename)) or (_is_safe(info.filename) and not is_bomb)


def _is_safe(name: str) -> bool:
    parts = name.removeprefix(FILES).split("/")
    is_plain = not any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts)
    is_below = name.startswith(FILES) and not PurePosixPath(name.removeprefix(FILES)).is_absolute()
    return is_below and is_plain and parts[0] not in LEFT_OUT and not parts[0].startswith((ASIDE, "."))


def _holds(zipped: ZipFile, info: ZipInfo, member: Piece) -> bool:
    if info.file_size != member.size:
        return False
    digest = hashlib.sha256()
    try:
        with zipped.open(info) as stream:
            while content := stream.read(CHUNK):
                digest.update(content)
    except _FOREIGN:
        return False
    return digest.hexdigest() == member.sha256


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a row is a list")
    return value


def _shown(name: str) -> str:
    return "".join(char for char in name if char.isprintable())[:80]
