"""The name under which a file is known, everywhere: what the file system gives, made fit for screens and databases."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # control, invisible, half a character, line and paragraph breaks


def shown_name(path: Path) -> str:
    r"""Give a file's name without folders, whatever its bytes are.

    A name that is no UTF-8 is read as GB18030, which is what a zip made by a Chinese Windows holds. Characters that
    move the cursor, turn the direction of writing or are not seen are written out (`\u202e`): two names that differ
    stay two names, and none can pass for another line of a report.
    """
    name = path.name
    if not _is_utf8(name):
        name = _from_windows(name)
    return "".join(_shown(char) for char in name)


def _is_utf8(name: str) -> bool:
    """Whether a name as Python holds it was valid UTF-8 on disk."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def has_readable_name(path: Path) -> bool:
    """Whether the bytes of a name say anything in UTF-8 or in GB18030."""
    return _is_utf8(path.name) or _is_utf8(_from_windows(path.name))


def _from_windows(name: str) -> str:
    try:
        return os.fsencode(name).decode("gb18030")
    except UnicodeDecodeError:
        return name


def _shown(char: str) -> str:
    if unicodedata.category(char) not in _UNSAFE:
        return char
    number = ord(char)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
