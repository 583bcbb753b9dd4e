"""When two titles name one rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library.titles import (
    chain_key,
    display_name,
    is_draft,
    is_national,
    names_its_organ,
    one_slip_apart,
    slips,
    text_hash,
)

SAME = "党员工作细则"
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=10, max_size=30)


@pytest.mark.parametrize(
    "title",
    [
        "中国共产党党员工作细则",
        "《中国共产党党员工作细则》",
        "中国共产党党员工作细则（2014年）",
        "中国共产党党员工作细则(2014)",
        "中国共产党党员工作细则（试行）",
        "中国共产党党员工作细则（修订）",
        "中国共产党党员工作细则（2026年修订版）",
        "中国共产党党员工作细则（2026年3月1日施行）",
        "2014年中国共产党党员工作细则",
        "中国共产党党员工作细则2026版",
        "中共党员工作细则",
        " 中国共产党 党员工作细则 ",
        "【新】中国共产党党员工作细则",
    ],
)
def test_version_marks_do_not_make_another_rule(title: str) -> None:
    assert chain_key(title) == chain_key(SAME)


@pytest.mark.parametrize(
    "title",
    [
        "党员工作细则实施办法",
        "党员工作细则（示例）",
        "党员工作细则（征求意见稿）",
        "东江市党员工作细则",
        "党员教育工作细则",
    ],
)
def test_other_words_make_another_rule(title: str) -> None:
    assert chain_key(title) != chain_key(SAME)


def test_a_year_in_a_plan_is_part_of_its_name() -> None:
    assert chain_key("2024年工作要点", years=False) != chain_key("2025年工作要点", years=False)


def test_a_version_is_shown_with_its_year() -> None:
    assert display_name("《中国共产党党员工作细则（试行）》", 2026) == "《中国共产党党员工作细则》（2026年）"
    assert display_name("学习办法(示例)", None) == "《学习办法（示例）》"


def test_names_that_cannot_be_anybodys() -> None:
    assert is_national("中国共产党党员工作细则")
    assert is_national("中华人民共和国某法")
    assert is_national("某某法（2018年）")
    assert not is_national("民主评议办法")
    assert not is_national("中共东江市委学习办法")
    assert names_its_organ("东江市机关学习办法")
    assert names_its_organ("2024年东江市机关学习办法")
    assert not names_its_organ("民主评议制度")
    assert is_draft("学习办法（征求意见稿）")
    assert not is_draft("学习办法")


@given(HAN, st.data())
def test_one_lost_character_is_one_slip(key: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(key) - 1))
    shorter = key[:at] + key[at + 1 :]
    assert one_slip_apart(key, shorter)
    assert one_slip_apart(shorter, key)
    assert slips(key) & slips(shorter)


@given(HAN, st.data())
def test_one_mistaken_character_is_one_slip(key: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(key) - 1))
    mistaken = key[:at] + "Ａ" + key[at + 1 :]
    assert one_slip_apart(key, mistaken)
    assert slips(key) & slips(mistaken)


@given(HAN)
def test_a_key_is_no_slip_of_itself_and_two_slips_are_too_many(key: str) -> None:
    assert not one_slip_apart(key, key)
    assert not one_slip_apart(key, key + "ＡＢ")
    assert not one_slip_apart("短名", "短名称")


@given(st.text(max_size=40))
def test_any_text_has_a_key(title: str) -> None:
    assert chain_key(title) == chain_key(chain_key(title)) or chain_key(title)


def test_the_same_words_have_the_same_hash_in_any_copy() -> None:
    assert text_hash("第十一条　党支部，每月一次。", "第十一条") == text_hash("党支部 每月一次", "")
    assert text_hash("甲") != text_hash("乙")
