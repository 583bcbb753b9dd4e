"""The font that pdfium is given for Chinese, so that a pdf reads the same whatever fonts the machine has.

Office software often leaves the Chinese font out of a pdf. pdfium then borrows one of the machine, and where there is
none every glyph is empty: lines lose their height, and a text of one character, such as the 。 that a full line leaves
alone on the next, is not read at all. The font here stands in: every character has the same extent, an em, and no ink.
Nothing else is asked of it, for the characters themselves come from the file.
"""

from __future__ import annotations

import ctypes
from functools import cache
from struct import pack
from typing import Any

import pypdfium2

EM = 1000
LEFT, BOTTOM, RIGHT, TOP = 30, -90, 970, 850
FIRST_CHARACTER, LAST_CHARACTER = 0x20, 0x10FFFF
CJK_CHARSETS = frozenset({128, 129, 134, 136})  # as Windows numbers them: Japanese, Korean, simplified, traditional
HANDLE = 1


@cache
def use_box_font() -> None:
    """Have pdfium ask us for fonts from now on; once a process."""
    _BoxFonts().setup()


class _BoxFonts(pypdfium2.PdfSysfontBase):  # type: ignore[misc]  # pypdfium2 is untyped
    """What pdfium asks when a font is not in the file: ours for CJK, none for the rest, where it has its own."""

    def __init__(self) -> None:
        super().__init__()
        self.font = box_font()

    def EnumFonts(self, _info: Any, _mapper: Any) -> None:  # noqa: N802  # pdfium's name, as those below
        """Name none of the machine's fonts."""

    def MapFont(self, _info: Any, _weight: int, _italic: int, charset: int, *_rest: Any) -> int | None:  # noqa: N802
        return HANDLE if charset in CJK_CHARSETS else None

    def GetFont(self, _info: Any, _face: Any) -> None:  # noqa: N802
        """Know no font by its name."""

    def GetFontData(self, _info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:  # noqa: N802
        """Copy the whole font, which is table 0; told its length only, as long as the buffer is too small."""
        if table:
            return 0
        if size >= len(self.font):
            ctypes.memmove(buffer, self.font, len(self.font))
        return len(self.font)

    def GetFaceName(self, _info: Any, _font: Any, _buffer: Any, _size: int) -> int:  # noqa: N802
        return 0

    def GetFontCharset(self, _info: Any, _font: Any) -> int:  # noqa: N802
        return min(CJK_CHARSETS)

    def DeleteFont(self, _info: Any, _font: Any) -> None:  # noqa: N802
        """Free nothing: the bytes stay with this object."""


def box_font() -> bytes:
    """Build the font: TrueType, two glyphs, the second for every character. Source: the OpenType specification 1.9."""
    extent = pack(">4h", LEFT, BOTTOM, RIGHT, TOP)
    stroke = pack(">2H2B4h", 1, 0, 1, 1, LEFT, RIGHT - LEFT, BOTTOM, TOP - BOTTOM)  # to the far corner and back: no ink
    glyph = pack(">h", 1) + extent + stroke
    every_character = pack(">2H5I", 13, 0, 28, 0, 1, FIRST_CHARACTER, LAST_CHARACTER) + pack(">I", 1)
    return _packed(
        {
            b"cmap": pack(">4HI", 0, 1, 3, 10, 12) + every_character,
            b"glyf": glyph,
            b"head": pack(">4I2H16x", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, EM) + extent + pack(">2H3h", 0, 8, 2, 0, 0),
            b"hhea": pack(">I3hH6h10xH", 0x10000, TOP, BOTTOM, 0, EM, LEFT, EM - RIGHT, RIGHT, 1, 0, 0, 1),
            b"hmtx": pack(">H2h", EM, LEFT, LEFT),
            b"loca": pack(">3H", 0, 0, len(glyph) // 2),
            b"maxp": pack(">I14H", 0x10000, 2, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        }
    )


def _packed(tables: dict[bytes, bytes]) -> bytes:
    """Lay the tables out behind their directory; checksums stay 0, no reader of fonts minds."""
    directory, body = pack(">I4H", 0x10000, len(tables), 0, 0, 0), b""
    for tag, table in sorted(tables.items()):
        directory += pack(">4s3I", tag, 0, 12 + 16 * len(tables) + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body
