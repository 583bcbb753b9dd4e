"""Text recognition with the models inside the rapidocr wheel: no network, one engine for the whole process."""

from __future__ import annotations

import io
import logging
from functools import cache
from itertools import pairwise
from statistics import median
from threading import Lock
from typing import Any

import numpy as np
from PIL import Image, ImageSequence, UnidentifiedImageError

from ingest.confined.child import beat
from ingest.marking.blocks import Block, Reading
from ingest.model import DocumentRefused, RefusalCode
from ingest.readers.limits import ReadingLimits
from ingest.readers.pages.printed import PrintedLine, PrintedPage, paragraphs_of

MIN_CONFIDENCE = 0.5
WORKING_WIDTH = 1600
LOCK = Lock()


@cache
def _engine() -> Any:
    """Load the recogniser once; its own handler would print to the terminal."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - half a second that only scans should pay

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error", "Rec.rec_batch_num": 1})


def recognise(picture: Any) -> PrintedPage:
    """Recognise one page. Shapes: `picture` is (height, width, 3) bytes. Units of the result: pixels."""
    with LOCK:
        result = _engine()(picture)
    if result.boxes is None or result.txts is None:
        return PrintedPage((), float(picture.shape[0]))
    pieces = []
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if score < MIN_CONFIDENCE or not text.strip():
            continue
        across, down = [float(point[0]) for point in box], [float(point[1]) for point in box]
        pieces.append(PrintedLine(text.strip(), min(across), max(across), min(down), max(down) - min(down)))
    return PrintedPage(tuple(merge_rows(pieces)), float(picture.shape[0]))


def merge_rows(pieces: list[PrintedLine]) -> list[PrintedLine]:
    """Order pieces from top to bottom and join those that stand on one line, left to right."""
    size = median(piece.height for piece in pieces) if pieces else 1.0
    rows: list[list[PrintedLine]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.height / 2, piece.left)):
        middle = piece.top + piece.height / 2
        if rows and abs(middle - (rows[-1][0].top + rows[-1][0].height / 2)) < size * 0.5:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_row(sorted(row, key=lambda piece: piece.left), size) for row in rows]


def _row(row: list[PrintedLine], size: float) -> PrintedLine:
    text = row[0].text
    for before, piece in pairwise(row):
        text += (" " if piece.left - before.right > size * 0.3 else "") + piece.text
    return PrintedLine(
        text, row[0].left, max(piece.right for piece in row), row[0].top, max(piece.height for piece in row)
    )


def read_image(data: bytes, limits: ReadingLimits) -> Reading:
    """Read a picture or a many-page tif by OCR.

    Errors: DAMAGED when it cannot be decoded, TOO_LARGE past the pixel limit, NO_TEXT when nothing is recognised.
    """
    pages: list[PrintedPage] = []
    is_cut = False
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > limits.max_image_pixels:
                raise DocumentRefused(RefusalCode.TOO_LARGE, f"{image.width} x {image.height} pixels")
            frames = getattr(image, "n_frames", 1)
            for index, frame in enumerate(ImageSequence.Iterator(image)):
                if index >= limits.max_ocr_pages:
                    is_cut = True
                    break
                picture = _array(frame)
                with beat(index, min(frames, limits.max_ocr_pages)):
                    pages.append(recognise(picture))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise DocumentRefused(RefusalCode.DAMAGED, "image") from error
    if not any(page.lines for page in pages):
        raise DocumentRefused(RefusalCode.NO_TEXT, f"{len(pages)} pictures")
    paragraphs, margins = paragraphs_of(pages)
    return Reading(tuple(Block(text) for text in paragraphs), margins=margins, used_ocr=True, is_cut=is_cut)


def _array(frame: Image.Image) -> Any:
    """Give the pixels as blue, green, red on white, no wider than twice the working width."""
    page = _on_white(frame)
    if page.width > 2 * WORKING_WIDTH:
        page = page.resize((2 * WORKING_WIDTH, round(page.height * 2 * WORKING_WIDTH / page.width)))
    return np.asarray(page.convert("RGB"))[:, :, ::-1].copy()


def _on_white(frame: Image.Image) -> Image.Image:
    """Give the picture without transparency, copied only where that is needed: a large scan holds 300 MB."""
    if frame.mode == "RGB" and "transparency" not in frame.info:
        return frame
    if frame.mode in ("1", "L", "CMYK") and "transparency" not in frame.info:
        return frame.convert("RGB")
    picture = frame.convert("RGBA")
    page = Image.new("RGBA", picture.size, "white")
    page.alpha_composite(picture)
    return page
