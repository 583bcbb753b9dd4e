"""Plain text: finds the encoding and joins hard-wrapped lines."""

from __future__ import annotations

import codecs
import re
from functools import cache

from ingest.marking.blocks import Block, Reading
from ingest.model import DocumentRefused, RefusalCode
from ingest.readers.limits import ReadingLimits
from ingest.readers.text.lines import join_lines, lines_of_text
from knowledge.chinese.script import simplified

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CANDIDATES = ("gb18030", "utf-16-le", "utf-16-be", "big5hkscs")
SAMPLE_BYTES = 60_000
PLAUSIBLE_SHARE = 0.9
BAD_BYTES_SHARE = 0.002
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
ORDINARY_MARKS = re.compile(
    r"[\x20-\x7e\s\u00b7\u00d7\u2010-\u203b\u2160-\u217f\u2460-\u249b\u25a0-\u25ef\u2605\u2606\u3000-\u301f\uff01-\uff5e\uffe5]"
)
CHARSET_IN_HTML = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


def decode(data: bytes) -> tuple[str, bool]:
    """Decode Chinese text of unknown encoding; the flag says that some bytes were beyond repair.

    Tried in order: byte order mark, UTF-8, then GB18030, UTF-16 and Big5, each believed only if nine tenths of
    what comes out are characters that Chinese writing uses. Errors: UNDECODABLE.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, errors="replace")
            return _checked(text), "\ufffd" in text
    try:
        return _checked(data.decode("utf-8")), False
    except UnicodeDecodeError:
        pass
    for encoding in CANDIDATES:
        text = _decode_sample(data, encoding)
        if text and _plausibility(text) >= PLAUSIBLE_SHARE:
            whole = data.decode(encoding, errors="replace")
            return _checked(whole), "\ufffd" in whole
    return _decode_with_losses(data)


def _decode_sample(data: bytes, encoding: str) -> str:
    text = data[:SAMPLE_BYTES].decode(encoding, errors="replace")
    body = text[:-2] if len(data) > SAMPLE_BYTES else text
    return body if body.count("\ufffd") <= max(1, len(body) * BAD_BYTES_SHARE) else ""


def _decode_with_losses(data: bytes) -> tuple[str, bool]:
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") <= max(2, len(text) * BAD_BYTES_SHARE) and _plausibility(text) >= PLAUSIBLE_SHARE:
        return _checked(text), True
    raise DocumentRefused(RefusalCode.UNDECODABLE, "no known encoding")


def _checked(text: str) -> str:
    """Refuse text full of control characters: it is a binary file that happens to decode."""
    controls = len(CONTROL.findall(text))
    if controls > max(3, len(text) * BAD_BYTES_SHARE):
        raise DocumentRefused(RefusalCode.UNDECODABLE, f"{controls} control characters")
    return CONTROL.sub("", text).lstrip("\ufeff")


@cache
def _is_common_hanzi(char: str) -> bool:
    if not "\u4e00" <= char <= "\u9fff":
        return False
    try:
        return simplified(char).encode("gb2312")[0] <= 0xD7  # 0xB0 to 0xD7: the 3,755 characters of level one
    except UnicodeEncodeError:
        return False


def _plausibility(text: str) -> float:
    sample = text[:4000]
    good = sum(bool(ORDINARY_MARKS.match(char)) or _is_common_hanzi(char) for char in sample)
    hanzi = sum("\u4e00" <= char <= "\u9fff" for char in sample)
    return good / len(sample) if hanzi or sample.isascii() else 0.0


def check_lines(text: str, limits: ReadingLimits) -> None:
    """Refuse what no later step could read in time. Errors: TOO_LARGE for too many lines, or a line too long."""
    lines = text.splitlines()
    if sum(1 for line in lines if line) > limits.max_blocks:
        raise DocumentRefused(RefusalCode.TOO_LARGE, f"more than {limits.max_blocks} lines")
    if max(map(len, lines), default=0) > limits.max_block_characters:
        raise DocumentRefused(RefusalCode.TOO_LARGE, f"a line of more than {limits.max_block_characters} characters")


def encoding_of_html(data: bytes) -> str | None:
    """Return the encoding a web page declares, where Python knows it."""
    match = CHARSET_IN_HTML.search(data[:4096])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    return "gb18030" if name in {"gb2312", "gbk"} else name


def read_text(text: str) -> Reading:
    """Cut plain text into paragraphs; a run of hard-wrapped lines becomes one paragraph."""
    return Reading(tuple(Block(paragraph) for paragraph in join_lines(lines_of_text(text))))
