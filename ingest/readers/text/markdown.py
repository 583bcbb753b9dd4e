"""Markdown: headings, lists, quotes and pipe tables. Every other line is a paragraph, as official texts are saved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.marking.blocks import Block, BlockKind, Reading, Rows
from ingest.readers.text.lines import join_lines, lines_of_text
from knowledge.chinese.dates import first_day

HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)
RULE_LINE = re.compile(r"^\s*(?:[-*_]\s*){3,}$")
TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
CAPTION = re.compile(r"^\s*-{3,}\s*([^-|#]{1,30}?)\s*-{3,}\s*$")
BULLET = re.compile(r"^\s*(?:[-*+]\s+|>\s?)")
INLINE = (
    (re.compile(r"!\[[^\[\]]{0,500}\]\([^)]{0,2000}\)"), ""),
    (re.compile(r"\[([^\[\]]{1,500})\]\([^)\s]{0,2000}(?:\s{1,9}\"[^\"]{0,500}\")?\)"), r"\1"),
    (re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"__(?=\S)([^_]+?)(?<=\S)__"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"</?(?:br|p|div|span|b|strong|u|center|font)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE), " "),
)


def read_markdown(text: str) -> Reading:
    """Read Markdown into blocks. A line `--- caption ---` opens a table that lasts until the next such line."""
    text, title, published = _split_front_matter(text)
    text = _without_comments(text)
    return Reading(tuple(_blocks(text.splitlines())), title=title, published_on=first_day(published))


def _without_comments(text: str) -> str:
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[place:start])
        place = end + 3
    return "".join((*kept, text[place:]))


def _split_front_matter(text: str) -> tuple[str, str, str]:
    match = FRONT_MATTER.match(text)
    if match is None or ":" not in match[1]:
        return text, "", ""
    facts = dict(line.split(":", 1) for line in match[1].splitlines() if ":" in line)
    pick = {key.strip().lower(): value.strip().strip("'\"") for key, value in facts.items()}
    return text[match.end() :], pick.get("title", ""), pick.get("date", "")


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    plain: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        heading, caption = HEADING.match(line), CAPTION.match(line)
        is_table = line.count("|") >= 2 and "|" in "".join(lines[index + 1 : index + 2])
        if not (heading or caption or is_table or RULE_LINE.match(line)):
            plain.append(_strip_inline(BULLET.sub("", line)))
            index += 1
            continue
        yield from _paragraphs(plain)
        plain = []
        index += 1
        if heading:
            yield Block(_strip_inline(heading[2]), BlockKind.HEADING, len(heading[1]))
        elif caption:
            end = next(
                (at for at in range(index, len(lines)) if CAPTION.match(lines[at]) or HEADING.match(lines[at])),
                len(lines),
            )
            yield Block(caption[1], BlockKind.TABLE, rows=_loose_rows(lines[index:end]))
            index = end
        elif is_table:
            end = next((at for at in range(index, len(lines)) if "|" not in lines[at]), len(lines))
            yield Block("", BlockKind.TABLE, rows=_pipe_rows(lines[index - 1 : end]))
            index = end
    yield from _paragraphs(plain)


def _strip_inline(text: str) -> str:
    for pattern, replacement in INLINE:
        text = pattern.sub(replacement, text)
    return text


def _paragraphs(lines: Sequence[str]) -> Iterator[Block]:
    for paragraph in join_lines(lines_of_text("\n".join(lines))):
        yield Block(paragraph)


def _cells(line: str) -> tuple[str, ...]:
    line = line.strip()
    return tuple(cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|"))


def _pipe_rows(lines: Sequence[str]) -> Rows:
    return tuple(_cells(line) for line in lines if not TABLE_RULE.match(line))


def _loose_rows(lines: Sequence[str]) -> Rows:
    """Read rows whose cells may hold line breaks: lines are added until a row is as wide as the widest."""
    filled = [line.strip() for line in lines if line.strip()]
    if not filled:
        return ()
    columns = max(1, *(line.count("|") for line in filled))
    rows: list[str] = []
    for line in filled:
        if rows and rows[-1].count("|") < columns:
            rows[-1] = f"{rows[-1]} {line}"
        else:
            rows.append(line)
    return tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)
