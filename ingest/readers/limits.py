"""How much of a file ingest is willing to read. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024
MAX_CELLS = 300_000  # of one table, a merged cell counted in every place it covers


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Bounds that keep one bad file from taking the machine.

    Units: bytes, pages, characters, pixels. `max_ratio` is unpacked size over packed size of an archive member
    and counts only for members larger than `ratio_floor_bytes`, because small repetitive parts pack
    very well in honest files.
    `max_blocks` and `max_block_characters` are ten times the largest handbook and its longest paragraph, `max_depth`
    counts elements inside elements (pages of the web stay under 60): beyond them reading takes for ever.
    `max_ocr_pages` bounds the slow path: pages after it stay unread and the document is flagged as truncated.
    """

    max_file_bytes: int = 50 * MEBIBYTE
    max_unpacked_bytes: int = 200 * MEBIBYTE
    max_ratio: int = 200
    ratio_floor_bytes: int = MEBIBYTE
    max_members: int = 10_000
    max_pages: int = 3_000
    max_characters: int = 20_000_000
    max_ocr_pages: int = 60
    max_blocks: int = 200_000
    max_block_characters: int = 200_000
    max_depth: int = 250
    max_image_pixels: int = 80_000_000
