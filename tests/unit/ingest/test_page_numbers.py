"""Page numbers between the lines of a text: gone in every way they are written, and nothing else with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import read_document
from ingest.readers.text.page_numbers import page_numbers

LINES = [
    "东江市机关支部学习办法",
    "第一条　为了规范机关党支部的学习，提高党员队伍的素质，根据有关规",
    "定，结合本市实际，制定本办法。本办法所称学习，是指党支部组织的集中",
    "学习和党员的自主学习，机关各党支部都应当按照本办法的要求认真执行，",
    "{}",
    "并且作好记录。",
    "第二条　支部委员会负责学习计划的制定，每年一月底以前报上级党委备案。",
    "{}",
    "第三条　支部每月开一次会。",
]


@pytest.mark.parametrize(
    "number",
    [
        "第 3 页 共 9 页",
        "第3页，共9页",
        "第三页",
        "第 3 页（共 9 页）",
        "第3页/共9页",
        "第 3/9 页",
        "共 9 页 第 3 页",
        "3/9页",
        "- 1 -",
        "— 12 —",
        "－ 3 －",
        "―3―",
        "· 3 ·",
        "-- iv --",
        "—第3页—",
        "~ 3 ~",
        "- 3/9 -",
        "页码：3",
        "Page 3 of 9",
        "PAGE 3",
        "p. 3",
        "第　３　页",
        "\n\n- 3 -\n\x0c",
    ],
)
def test_a_page_number_is_no_part_of_an_article(number: str, tmp_path: Path) -> None:
    path = tmp_path / "办法.txt"
    path.write_text("\n".join(LINES).format(number, number), encoding="utf-8")
    [rule] = read_document(path).regulations
    texts = {passage.label: passage.text for passage in rule.passages if passage.label}
    assert list(texts) == ["第一条", "第二条", "第三条"]
    assert texts["第一条"].endswith("认真执行，并且作好记录。")
    assert texts["第二条"].endswith("报上级党委备案。")
    assert texts["第三条"].endswith("支部每月开一次会。")
    assert "页" not in "".join(texts.values())


def test_bare_numbers_are_pages_only_in_a_run() -> None:
    page = ["字"] * 6
    assert page_numbers([*page, "1", *page, "2", *page, "3"]) == {6, 13, 20}
    assert page_numbers([*page, "1/3", *page, "2/3", *page, "3/3"]) == {6, 13, 20}
    assert page_numbers([*page, "1", *page, "2", *page, "5"]) == frozenset()
    assert page_numbers(["1", "2", "3", "4"]) == frozenset()


@pytest.mark.parametrize(
    "line",
    [
        "第三条",
        "第三章 附则",
        "一、",
        "3.",
        "（3）",
        "2026",
        "3月9日",
        "第3页的附表应当填写完整",
        "---",
        "共9人",
        "3-9",
        "i",
    ],
)
def test_what_only_looks_like_one_stays(line: str) -> None:
    assert page_numbers([line, "字", line]) == frozenset()
