import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.question.fold import fold, matchable


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
        ("第一〇三条", "第103条"),
        ("二○二六年", "2026年"),
        ("○○年", "○○年"),
        ("〇五年", "05年"),
        ("两三个月", "两三个月"),
        ("二三十人", "二三十人"),
        ("三四个月", "三四个月"),
        ("七八年以上", "七八年以上"),
        ("三五人", "三五人"),
        ("十七八岁", "十七八岁"),
        ("三四百元", "三四百元"),
        ("第三四季度", "第三四季度"),
        ("两千五元", "2500元"),
        ("一万二元", "12000元"),
        ("一百五人", "150人"),
        ("第一百五条", "第105条"),
    ],
)
def test_counted_numerals_meet_figures(written: str, form: str) -> None:
    assert matchable(written) == form


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_and_never_fails(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
