"""The grammar of printed labels: 第十一条, 第一百三十四条之一, 第二章, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import re

from ingest.marking.marks import ArticleMark, Level, PartMark, SectionMark
from knowledge.chinese.numbers import NUMERALS, number_of

NUMBER = rf"[{NUMERALS}0-9０-９]{{1,9}}"
SPACE = r"[ \t\u3000]"

ARTICLE = re.compile(
    rf"第{SPACE}*({NUMBER}){SPACE}*[条條](?:{SPACE}*之{SPACE}*([{NUMERALS}]{{1,3}})(?![{NUMERALS}年月日]))?"
)
# What follows a number that is only quoted ("第三条规定的", "第一条、第二条", "第五条第二款").
REFERENCE = re.compile(
    rf"第{SPACE}*{NUMBER}{SPACE}*[款项項条條]|[规規]定|所[列称稱指述规規]|之[规規]定|的|中的|中[规規]定|[，,。；;)）》”]"
    r"|(?:[、和及与至到或]|或者|以及)第",
)
PART = re.compile(
    rf"第{SPACE}*({NUMBER}){SPACE}*(分[编編]|部分|[阶階]段|[单單]元|[编編]|篇|章|[节節])"
    r"(?=$|[ \t\u3000:：、.．]|(?![的中内第]))"
)
PART_RANK = {
    "编": 1,
    "編": 1,
    "篇": 1,
    "分": 2,
    "章": 3,
    "节": 4,
    "節": 4,
}  # by first character; 部分, 阶段, 单元 rank like 编
SEPARATED = re.compile(r"[ \t\u3000:：【\[〔]")


SECTION_PATTERNS = (
    (Level.FIRST, re.compile(rf"[{NUMERALS}]{{1,4}}{SPACE}*[、．]")),
    (Level.SECOND, re.compile(rf"[（(]{SPACE}*[{NUMERALS}]{{1,4}}{SPACE}*[)）]")),
    (Level.THIRD, re.compile(r"[0-9０-９]{1,2}(?:[.．](?![0-9０-９])[.．]?|、)")),
    (Level.FOURTH, re.compile(rf"[（(]{SPACE}*[0-9０-９]{{1,2}}{SPACE}*[)）]")),
    (Level.FIFTH, re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]")),
)
ANNEX = re.compile(rf"附{SPACE}*(?:件|录|錄|表|图|圖)?{SPACE}*({NUMBER})?{SPACE}*(?:[:：]|$)")


def article_mark(text: str) -> ArticleMark | None:
    """Read the article label a block starts with; None when there is none or when it is plainly a reference."""
    match = ARTICLE.match(text)
    if match is None:
        return None
    number = number_of(match[1])
    sub = number_of(match[2]) if match[2] else 0
    rest = text[match.end() :]
    if not number or sub is None or REFERENCE.match(rest):
        return None
    label = re.sub(r"\s", "", match[0])
    return ArticleMark((number, sub), label, match.end(), not rest or SEPARATED.match(rest) is not None)


CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def section_mark(text: str) -> SectionMark | None:
    """Read the section label (一、 （一） 1. （1） ①) a block starts with."""
    for level, pattern in SECTION_PATTERNS:
        match = pattern.match(text)
        if match is None:
            continue
        inner = re.sub(r"[\s（）()、.．]", "", match[0])
        number = CIRCLED.index(inner) + 1 if level is Level.FIFTH else number_of(inner)
        if number is None:
            return None
        return SectionMark(level, number, re.sub(r"\s", "", match[0]), match.end())
    return None


MAX_PART_TITLE = 45


def part_mark(text: str) -> PartMark | None:
    """Read a whole block as a 编、章、节、部分、阶段 heading; None when it is a sentence."""
    match = PART.match(text)
    if match is None or len(text) > MAX_PART_TITLE or text[-1] in "。；;，,":
        return None
    number = number_of(match[1])
    if number is None:
        return None
    name = re.sub(r"\s", "", text[match.end() :]).lstrip(":：、.．")
    label = re.sub(r"\s", "", match[0])
    rank = 1 if match[2] == "部分" else PART_RANK.get(match[2][0], 1)
    return PartMark(rank, number, f"{label} {name}".strip())


def is_annex_label(text: str) -> bool:
    """Whether a block starts with 附件1：, 附录 and the like."""
    return ANNEX.match(text) is not None


def split_label(text: str) -> tuple[str, str]:
    """Split a line into the label it starts with, without blanks inside, and the rest; the label may be empty.

    The one blank that parts 第一条 or 第一章 from what follows stays with the label; behind 一、 none does.
    """
    for pattern in (ARTICLE, PART, *(pattern for _, pattern in SECTION_PATTERNS)):
        match = pattern.match(text)
        if match:
            rest = text[match.end() :]
            gap = " " if rest.startswith(" ") and pattern in (ARTICLE, PART) else ""
            return match[0].replace(" ", "") + gap, rest.strip()
    return "", text
