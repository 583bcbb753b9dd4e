"""Zip packages (docx, ofd) opened with every size checked before a byte is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from types import TracebackType
from typing import Any, Self

from lxml import etree

from ingest.model import DocumentRefused, RefusalCode
from ingest.readers.limits import ReadingLimits

ENCRYPTED_BIT = 0x1
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Package:
    """A zip package whose members are read under limits.

    Errors: DAMAGED for a broken archive, ENCRYPTED for a protected member, ZIP_BOMB when the directory of the archive
    announces more than the limits allow. A member that lies about its size is cut at the announced size by zipfile
    and then fails its checksum, so what is read never exceeds what was announced.
    """

    def __init__(self, data: bytes, limits: ReadingLimits) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise DocumentRefused(RefusalCode.DAMAGED, "archive directory") from error
        self._limits = limits
        self._read_bytes = 0
        self._check_directory()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def _check_directory(self) -> None:
        members = self._archive.infolist()
        total = sum(member.file_size for member in members)
        if len(members) > self._limits.max_members or total > self._limits.max_unpacked_bytes:
            raise DocumentRefused(RefusalCode.ZIP_BOMB, f"{len(members)} members, {total} bytes")
        for member in members:
            if member.flag_bits & ENCRYPTED_BIT:
                raise DocumentRefused(RefusalCode.ENCRYPTED, "archive member")
            ratio = member.file_size / max(member.compress_size, 1)
            if member.file_size > self._limits.ratio_floor_bytes and ratio > self._limits.max_ratio:
                raise DocumentRefused(RefusalCode.ZIP_BOMB, f"ratio {ratio:.0f}")

    def names(self) -> frozenset[str]:
        """Give the names of all members."""
        return frozenset(self._archive.namelist())

    def read(self, name: str) -> bytes:
        """Read one member. Errors: DAMAGED when it is missing or fails its checksum, ZIP_BOMB past the total limit."""
        try:
            with self._archive.open(name.lstrip("/")) as member:
                data = member.read(self._limits.max_unpacked_bytes - self._read_bytes + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise DocumentRefused(RefusalCode.DAMAGED, name) from error
        self._read_bytes += len(data)
        if self._read_bytes > self._limits.max_unpacked_bytes:
            raise DocumentRefused(RefusalCode.ZIP_BOMB, name)
        return data

    def xml(self, name: str) -> Any:
        """Parse one member as XML. Document types are refused: no docx or ofd has one, and entities are a weapon."""
        data = self.read(name)
        if DOCTYPE.search(data[:65536].replace(b"\x00", b"")):
            raise DocumentRefused(RefusalCode.DAMAGED, f"document type in {name}")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise DocumentRefused(RefusalCode.DAMAGED, name) from error
