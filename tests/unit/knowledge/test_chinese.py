from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.chinese import kinds
from knowledge.chinese.dates import calendar_day, days_in, first_day, last_day
from knowledge.chinese.numbers import chinese_number, figures_of, number_of, spoken_figures
from knowledge.chinese.script import search_form, simplified, squeezed

DIGIT_BY_DIGIT = str.maketrans("0123456789", "〇一二三四五六七八九")
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("3", 3),
        ("１０３", 103),
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十五", 25),
        ("一百零三", 103),
        ("一〇三", 103),
        ("一百十二", 112),
        ("一百五", 105),
        ("二〇二六", 2026),
        ("二○二六", 2026),
        ("两千", 2000),
        ("一万二千", 12_000),
        ("三百五十万零六", 3_500_006),
        ("一亿二千万", 120_000_000),
        (" 十 ", 10),
    ],
)
def test_a_numeral_is_read(numeral: str, number: int) -> None:
    assert number_of(numeral) == number


@pytest.mark.parametrize(
    "text", ["", " ", "很多", "几十", "十几", "二三十", "两三", "1.5", "-3", "第三", "1十", "9" * 5000]
)
def test_what_is_no_numeral_gives_none(text: str) -> None:
    assert number_of(text) is None


def test_figures_keep_a_leading_zero() -> None:
    assert figures_of("〇五") == "05"
    assert figures_of("０５") == "05"
    assert figures_of("六十五") == "65"
    assert figures_of("多") is None


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("两千五", "2500"),
        ("一百五", "150"),
        ("三千二百五", "3250"),
        ("一万二", "12000"),
        ("十二万五", "125000"),
        ("三百五十万五", "3505000"),
        ("一亿五", "150000000"),
        ("一千零五", "1005"),
        ("一千零五十", "1050"),
        ("二十五", "25"),
        ("一百一十五", "115"),
        ("二〇二六", "2026"),
        ("〇五", "05"),
        ("3", "3"),
    ],
)
def test_a_count_is_read_as_it_is_said(said: str, figures: str) -> None:
    assert spoken_figures(said) == figures


@pytest.mark.parametrize("said", ["三四", "七八", "三五", "一二三", "两三", "二三十", "十七八", "一两千", "多少", ""])
def test_about_a_number_is_no_number(said: str) -> None:
    assert spoken_figures(said) is None


@given(st.integers(0, 99_999_999))
def test_said_in_full_a_count_is_what_a_label_says(number: int) -> None:
    high, low = divmod(number, 10_000)
    gap = "零" if high and 0 < low < 1000 else ""
    tail = chinese_number(low) if low or not high else ""
    said = f"{chinese_number(high)}万{gap}{tail}" if high else tail
    assert spoken_figures(said) == str(number)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (103, "一百零三"),
        (112, "一百一十二"),
        (1001, "一千零一"),
    ],
)
def test_a_number_is_written_as_labels_do(value: int, text: str) -> None:
    assert chinese_number(value) == text


@given(st.integers(0, 9999))
def test_numbers_survive_writing_and_reading(number: int) -> None:
    assert number_of(chinese_number(number)) == number
    assert number_of(str(number).translate(DIGIT_BY_DIGIT)) == number
    assert number_of(str(number)) == number


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_numbers_above_ten_thousand_are_read_in_two_parts(high: int, low: int) -> None:
    gap = "零" if low < 1000 else ""
    assert number_of(f"{chinese_number(high)}万{gap}{chinese_number(low) if low else ''}") == high * 10_000 + low


@given(st.text("零〇○一二两三十百千万亿1３ 条", max_size=40))
def test_reading_a_numeral_never_fails(text: str) -> None:
    number = number_of(text)
    assert number is None or number >= 0


@given(DAYS)
def test_a_day_is_read_in_figures_and_in_chinese(day: date) -> None:
    year = str(day.year).translate(DIGIT_BY_DIGIT)
    for written in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year} 年 {day.month} 月 {day.day} 号",
        f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日",
    ):
        assert first_day(f"（{written}通过）") == day


def test_days_come_in_order_and_impossible_ones_are_skipped() -> None:
    text = "2026年2月30日、2025年1月2日，1899年1月1日，二〇二四年十二月三十一日。"
    assert list(days_in(text)) == [date(2025, 1, 2), date(2024, 12, 31)]
    assert first_day("今年3月") is None
    assert calendar_day(2026, 2, 30) is None


@given(DAYS)
def test_the_last_day_is_followed_by_a_first(day: date) -> None:
    end = last_day(day.year, day.month)
    assert (end.year, end.month) == (day.year, day.month)
    assert (end + timedelta(days=1)).day == 1
    assert last_day(day.year) == date(day.year, 12, 31)


def test_script_is_made_alike() -> None:
    assert simplified("機關黨建") == "机关党建"
    assert search_form("ＡＢＣ　黨費") == "ABC 党费"
    assert squeezed(" 第 一 章　總 則 ") == "第一章总则"


def test_a_kind_of_writing_is_of_one_sort() -> None:
    sorts = (
        kinds.RULES,
        kinds.LAWS,
        kinds.HOUSE_RULES,
        kinds.STANDARDS,
        kinds.GUIDES,
        kinds.OPINIONS,
        kinds.NOTICES,
        kinds.REPORTS,
        kinds.FORMS,
    )
    words = [word for sort in sorts for word in sort]
    assert len(words) == len(set(words))
    assert re.fullmatch(kinds.any_of(*kinds.RULES), "细则")
    assert not re.fullmatch(kinds.any_of(*kinds.RULES), "意见")
