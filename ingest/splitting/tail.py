"""The end of a document: who signed it and when, and where its annexes begin. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.marking.blocks import MarkedBlock
from ingest.marking.headlines import ORGANISATION_END
from knowledge.chinese.dates import first_day

MAX_SIGNATURE = 40
MAX_SIGNERS = 6
IMPRINT = re.compile(r"(?P<issuer>[\u4e00-\u9fff]{3,30}?)\s*\d{4}年\d{1,2}月\d{1,2}日印发")
SIGNED_DATE = re.compile(r"(?P<issuer>[\u4e00-\u9fff、 ]{3,40}?)\s*(?P<date>\d{4}年\d{1,2}月\d{1,2}[日号])")
MAX_ANNEX_LINE = 12


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the body ends and the annexes start, as places in the blocks, and what the signature says."""

    body_end: int
    annex_start: int
    issuer: str | None = None
    signed_on: date | None = None


def find_tail(blocks: Sequence[MarkedBlock], floor: int = 0, *, has_articles: bool = False) -> Tail:
    """Find signature and annexes at or after `floor`, the place of the last numbered unit.

    A signature is a date line with organisation lines right above it, or both in one line. What stands
    after it is annex. Without a signature the annexes start at a line such as 附件1：, after articles
    also at the title of a form.
    """
    for place in range(len(blocks) - 1, floor, -1):
        signature = _signature_at(blocks, place, floor)
        if signature is not None:
            return signature
    opens = opens_annex if has_articles else is_annex_marker
    annex = next((place for place in range(floor + 1, len(blocks)) if opens(blocks[place])), len(blocks))
    return Tail(annex, annex)


def is_annex_marker(block: MarkedBlock) -> bool:
    """Whether a block is a line such as 附件1： or 附：名单; the list 附件：1.… at the end of a notice is not."""
    if block.is_table or not block.is_annex_label:
        return False
    return len(block.text) <= MAX_ANNEX_LINE or not block.text.startswith(("附件", "附录"))


def opens_annex(block: MarkedBlock) -> bool:
    """Whether a block begins an annex: an annex marker, or the title of a form."""
    if block.is_table:
        return False
    return is_annex_marker(block) or (block.is_form_title and block.section is None)


def _signature_at(blocks: Sequence[MarkedBlock], place: int, floor: int) -> Tail | None:
    text = blocks[place].text
    if blocks[place].is_table or len(text) > MAX_SIGNATURE or blocks[place].article:
        return None
    if IMPRINT.fullmatch(text):
        inner = find_tail(blocks[:place], floor)
        issuer = IMPRINT.fullmatch(text)
        assert issuer is not None
        end = min(inner.body_end, place)
        return Tail(end, place + 1, inner.issuer or issuer["issuer"], inner.signed_on or first_day(text))
    if blocks[place].is_date and first_day(text):
        start = _signers_start(blocks, place, floor)
        is_end = place == len(blocks) - 1 or opens_annex(blocks[place + 1])
        if start == place and not is_end:
            return None
        names = [block.text for block in blocks[start:place]]
        return Tail(start, place + 1, "、".join(names) or None, first_day(text))
    both = SIGNED_DATE.fullmatch(text)
    if both and ORGANISATION_END.search(both["issuer"].strip()):
        return Tail(place, place + 1, both["issuer"].strip(), first_day(text))
    return None


def _signers_start(blocks: Sequence[MarkedBlock], place: int, floor: int) -> int:
    start = place
    while start - 1 > floor and place - start < MAX_SIGNERS:
        text = blocks[start - 1].text
        is_signer = ORGANISATION_END.search(text) and len(text) <= MAX_SIGNATURE and not re.search(r"[。；，：:]", text)
        if blocks[start - 1].is_table or not is_signer or blocks[start - 1].section:
            break
        start -= 1
    return start
