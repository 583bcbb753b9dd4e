import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.question.fold import fold, matchable, number_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("機關黨建", "机关党建"),
        ("機(jī)關(guān)黨(dǎng)建(jiàn)", "机关党建"),
        ("（试行）", "(试行)"),
        ("第 三 条", "第三条"),
        ("ＡＢＣ", "abc"),
        ("党\u200b费", "党费"),
    ],
)
def test_one_written_form(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("六个月以内", "6个月以内"),
        ("两年不超过一次", "2年不超过1次"),
        ("三至五人组成", "3至5人组成"),
        ("二〇二六年五月", "2026年5月"),
        ("1.5万元", "15000元"),
        ("千方百计", "千方百计"),
        ("第二十九条", "第29条"),
    ],
)
def test_counted_numerals_meet_figures(written: str, form: str) -> None:
    assert matchable(written) == form


@pytest.mark.parametrize(
    ("numeral", "number"), [("十", 10), ("二十五", 25), ("一百零三", 103), ("两千", 2000), ("一万二千", 12000)]
)
def test_numerals_are_read(numeral: str, number: int) -> None:
    assert number_of(numeral) == number


def test_other_words_are_no_number() -> None:
    assert number_of("很多") is None


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_and_never_fails(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
