"""From blocks as read to blocks as written: layout spaces, spliced pinyin, page furniture and advertising go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ingest.cleaning.furniture import BYLINE, INLINE_ADVERT, is_furniture, is_paywall, opens_link_list
from ingest.marking.blocks import Block, MarkedBlock, Reading
from ingest.marking.marked import marked, reworded, split_label
from knowledge.chinese.dates import first_day
from knowledge.chinese.numbers import NUMERALS
from knowledge.chinese.script import CJK, HAN, squeezed

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
BLANK = re.compile("[\u0020\u00a0\t\u2000\u2002-\u200a\u202f\u205f\u3000]+")
LAYOUT_SPACE = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}\d(])|(?<=[\d)]) (?=[{CJK}])")
JOINT_ISSUERS = re.compile(r"(?<=[院部委会局厅署]) (?=[\u4e00-\u9fff]{3,14}[院部委会局厅署](?:关于| ))")
HALF_BRACKETS = re.compile(rf"[(（]([^()（）]*[{HAN}][^()（）]*)[)）]")
SPACED_DIGITS = re.compile(r"(?<!\d)\d(?: \d){1,3}(?= ?[年月日号])")
LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ\u0300-\u036f"
PINYIN = re.compile(rf"(?<=[{HAN}])(?:[(（?][{LETTERS}]{{1,7}}[)）])+")  # the opening bracket may itself be damaged
TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]")
MIN_PINYIN = 5
PINYIN_SHARE = 0.005
MOJIBAKE = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯|â€|Ã[\x80-\xbf]|[?？]{1,2}[！!][鐀-鯿]|[\ue000-\uf8ff]{3}")
# Articles run together in one paragraph: "……执行。 第二条 ……".
RUN_ON = re.compile(rf"(?<=[。；：！？”）])\s*(?=第[{NUMERALS}]{{1,7}}条[ \u3000])")
TAIL_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Blocks ready for splitting, and what cleaning noticed on the way.

    `head` holds the first lines as they were read, in search form without spaces, running headers included.
    """

    blocks: tuple[MarkedBlock, ...]
    title: str
    head: tuple[str, ...]
    published_on: date | None = None
    has_paywall: bool = False
    is_damaged: bool = False
    notes: tuple[str, ...] = field(default=())


def tidy(text: str) -> str:
    """Normalise white space: layout spaces inside Chinese go, the one space after a label stays."""
    text = BLANK.sub(" ", INVISIBLE.sub("", text)).strip()
    label, rest = split_label(text)
    return label + LAYOUT_SPACE.sub("", rest)


def clean(reading: Reading) -> Cleaned:
    """Clean a reading; the words of the document itself stay as they are."""
    has_pinyin = _has_spliced_pinyin(reading.blocks)
    parts = [part for block in reading.blocks for part in _run_on_parts(block)]
    tidied = (_tidied(block, drops_pinyin=has_pinyin, is_ocr=reading.used_ocr) for block in parts)
    blocks = [marked(block) for block in tidied]
    keys = [squeezed(block.text) if len(block.text) <= 120 else "" for block in blocks]
    kept, notes, published, has_paywall = _without_furniture(blocks, keys)
    has_paywall = has_paywall or any(INLINE_ADVERT.search(block.text) for block in kept)
    kept = [_without_advert(block) for block in kept]
    is_damaged = has_pinyin or reading.is_damaged or any(MOJIBAKE.search(block.text) for block in kept)
    return Cleaned(
        blocks=tuple(block for block in kept if block.text or block.rows),
        title=tidy(reading.title),
        head=(*(squeezed(margin) for margin in reading.margins), *keys[:12]),
        published_on=reading.published_on or published,
        has_paywall=has_paywall or reading.is_cut,
        is_damaged=is_damaged,
        notes=tuple(notes),
    )


def _has_spliced_pinyin(blocks: Iterable[Block]) -> bool:
    """Tell damage, frequent bracketed syllables with tone marks, from real brackets such as (试行) or (a)."""
    text = unicodedata.normalize("NFC", "".join(block.text for block in blocks))
    groups = PINYIN.findall(text)
    toned = sum(TONED.search(group) is not None for group in groups)
    return len(groups) >= MIN_PINYIN and toned * 2 >= len(groups) and len(groups) >= PINYIN_SHARE * len(text)


def _tidied(block: Block, *, drops_pinyin: bool, is_ocr: bool) -> Block:
    text = block.text
    if drops_pinyin:
        text = PINYIN.sub("", unicodedata.normalize("NFC", text))
    if is_ocr:
        text = _repaired_ocr(text)
    text = JOINT_ISSUERS.sub("\u2001", BLANK.sub(" ", text)) if block.is_heading else text
    text = tidy(text).replace("\u2001", " ")
    return replace(block, text=text, rows=tuple(tuple(tidy(cell) for cell in row) for row in block.rows))


def _repaired_ocr(text: str) -> str:
    """Mend what recognition confuses: quotes that must alternate, brackets around Chinese, spaced digits."""
    text = SPACED_DIGITS.sub(lambda match: match[0].replace(" ", ""), text)
    text = HALF_BRACKETS.sub(lambda match: f"（{match[1]}）", text)
    quotes = iter(range(len(text)))
    return re.sub("[“”]", lambda _: "“”"[next(quotes) % 2], text)


def _without_advert(block: MarkedBlock) -> MarkedBlock:
    return reworded(block, INLINE_ADVERT.sub("", block.text)) if INLINE_ADVERT.search(block.text) else block


def _without_furniture(
    blocks: Sequence[MarkedBlock], keys: Sequence[str]
) -> tuple[list[MarkedBlock], list[str], date | None, bool]:
    kept: list[MarkedBlock] = []
    notes: list[str] = []
    published: date | None = None
    has_paywall = False
    for place, (block, key) in enumerate(zip(blocks, keys, strict=True)):
        if block.is_table or not key:
            kept.append(block)
            continue
        has_paywall = has_paywall or is_paywall(key)
        if opens_link_list(key) and _is_tail(blocks[place + 1 :], len(blocks)):
            break
        if not is_furniture(key):
            kept.append(block)
        elif BYLINE.search(key) and place < 12:
            notes.append(block.text)
            published = published or first_day(block.text)
    return kept, notes, published, has_paywall


def _is_tail(rest: Sequence[MarkedBlock], total: int) -> bool:
    """Whether what follows a list of links is short and unnumbered, so that it can go with it."""
    is_short = all(len(block.text) < 80 and not block.rows for block in rest)
    is_numbered = any(block.article or block.section for block in rest)
    return is_short and not is_numbered and len(rest) <= max(10, TAIL_SHARE * total)


def _run_on_parts(block: Block) -> list[Block]:
    if block.is_table or "条" not in block.text[1:]:
        return [block]
    return [replace(block, text=part.strip()) for part in RUN_ON.split(block.text)]
