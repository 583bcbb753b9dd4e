from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.marking.blocks import Block, BlockKind
from ingest.marking.labels import article_mark, is_annex_label, part_mark, section_mark
from ingest.marking.marked import marked, reworded, starts_unit
from ingest.marking.marks import AnnexMark, ArticleMark, Level, NamedPart, Note, PartMark, SectionMark
from tests.unit.ingest.samples import articles, only, parse

ALPHABET = "第一二三百〇3３条款章节编附件表录总则一、（）()1.．①②之：:的 　。规定2025年〔〕号月日"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("第三条 党员应当", ArticleMark((3, 0), "第三条", 3, is_separated=True)),
        ("第一百零三条之一　例外", ArticleMark((103, 1), "第一百零三条之一", 8, is_separated=True)),
        ("第三条规定的情形，从重处理。", None),
        ("（二）乙种情形", SectionMark(Level.SECOND, 2, "（二）", 3)),
        ("第二章　组 织 设 置", PartMark(3, 2, "第二章 组织设置")),
        ("第二章的规定适用于示例。", None),
        ("总　则", NamedPart("总则", opens_rule=True)),
        ("附则", NamedPart("附则", opens_rule=False)),
        ("附件2：名单", AnnexMark()),
        ("附件", AnnexMark()),
        ("党员应当按期交纳党费。", None),
        ("", None),
    ],
)
def test_a_block_bears_the_mark_of_its_first_words(text: str, mark: object) -> None:
    assert marked(Block(text)).mark == mark


def test_a_block_answers_for_its_own_kind_of_mark_only() -> None:
    article, section, part = (marked(Block(text)) for text in ("第三条 甲", "一、甲", "第二章 甲"))
    assert article.article is not None
    assert article.article.place == (3, 0)
    assert (article.section, article.part, article.named_part, article.is_annex_label) == (None, None, None, False)
    assert section.section is not None
    assert section.section.level is Level.FIRST
    assert section.article is None
    assert part.part is not None
    assert part.part.number == 2
    assert not part.opens_rule
    assert marked(Block("序言")).opens_rule
    assert marked(Block("附：名单")).is_annex_label


@pytest.mark.parametrize(
    ("text", "note", "is_date"),
    [
        ("云直工发〔2025〕6号", Note.NUMBER, False),
        ("（2025年5月12日市委常委会会议通过）", Note.ADOPTION, False),
        ("2025年5月12日市委公布", Note.EVENT, False),
        ("2025年5月12日", Note.EVENT, True),
        ("二〇二五年五月", None, True),
        ("（内部征求意见）", Note.REMARK, False),
        ("党员应当按期交纳党费。", None, False),
        (f"（{'很长的说明' * 70}2025年通过）", None, False),
    ],
)
def test_lines_under_a_title_are_told_apart(text: str, note: Note | None, is_date: bool) -> None:
    block = marked(Block(text))
    assert (block.note, block.is_date, block.is_doc_number) == (note, is_date, note is Note.NUMBER)


def test_a_table_is_no_note_and_a_form_title_is_one_beside_any_mark() -> None:
    table = marked(Block("云直工发〔2025〕6号", BlockKind.TABLE, rows=(("甲", "乙"),)))
    assert table.note is None
    assert table.rows == (("甲", "乙"),)
    assert marked(Block("一、党员登记表")).is_form_title
    assert not marked(Block("一、组织领导")).is_form_title


def test_other_words_have_their_own_marks() -> None:
    heading = marked(Block("第一条 甲", BlockKind.HEADING, 2))
    other = reworded(heading, "一、乙")
    assert (other.kind, other.level, other.text) == (BlockKind.HEADING, 2, "一、乙")
    assert other.article is None
    assert other.section is not None


@given(st.text(ALPHABET, max_size=14))
def test_no_text_bears_two_marks(text: str) -> None:
    readings = [article_mark(text), section_mark(text), part_mark(text), is_annex_label(text) or None]
    found = [reading for reading in readings if reading is not None]
    assert len(found) <= 1
    assert starts_unit(text) is bool(found)
    mark = marked(Block(text)).mark
    assert found == [] or mark in {found[0], AnnexMark()}
    assert found != [] or mark is None or isinstance(mark, NamedPart)


def test_a_heading_without_number_is_no_part_of_an_article_in_either_script(tmp_path: Path) -> None:
    for name, heading in (("简.txt", "附则"), ("繁.txt", "附則")):
        text = f"示例工作规定\n\n第一条 甲种情形。\n\n{heading}\n\n第二条 自发布之日起施行。\n"
        rule = only(parse(tmp_path, name, text))
        assert [passage.text for passage in articles(rule)] == ["第一条 甲种情形。", "第二条 自发布之日起施行。"]
        assert articles(rule)[1].path == (heading,)
