"""What may not leave the house, and where the house ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.generating.masking import STAND_IN, is_outside, mask


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("我的身份证11010519491231002X能办转接吗", ["11010519491231002X"]),
        ("身份证号是110105 19491231 0021吗", ["110105 19491231 0021"]),
        ("旧证110105491231002怎么办", ["110105491231002"]),
        ("打13812345678或+86 139-1234-5678", ["13812345678", "+86 139-1234-5678"]),
        ("全角也算：１３８１２３４５６７８", ["１３８１２３４５６７８"]),
        ("座机010-62345678转党办", ["010-62345678"]),
        ("发到zhang.san@example.gov.cn行吗", ["zhang.san@example.gov.cn"]),
        ("党费卡6222 0212 3456 7890 123", ["6222 0212 3456 7890 123"]),
        ("卡号6222021234567890", ["6222021234567890"]),
        ("我张三，电话13812345678，邮箱a@b.cn", ["13812345678", "a@b.cn"]),
    ],
)
def test_numbers_of_persons_are_masked_and_put_back(text: str, hidden: list[str]) -> None:
    masked = mask(text)
    assert sorted(masked.originals.values()) == sorted(hidden)
    assert not any(number in masked.text for number in hidden)
    assert len(STAND_IN.findall(masked.text)) == len(hidden)
    assert masked.restore(masked.text) == text


@pytest.mark.parametrize(
    "text",
    ["2026年1月1日施行的第37条", "国办函〔2026〕12号", "32学时，450元，6个月", "20260101至20261231", "12345", "1.5%"],
)
def test_figures_of_rules_stay(text: str) -> None:
    assert mask(text).text == text


@given(st.text(alphabet="0123456789Xx-@.a 党员１＋+()", max_size=60))
def test_putting_back_undoes_masking(text: str) -> None:
    masked = mask(text)
    assert masked.restore(masked.text) == text


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("http://127.0.0.1:8000/v1", False),
        ("http://localhost:11434/v1", False),
        ("http://[::1]:8000/v1", False),
        ("http://10.1.2.3/v1", False),
        ("http://192.168.1.9:8000/v1", False),
        ("http://172.16.0.5/v1", False),
        ("https://8.8.8.8/v1", True),
        ("https://api.example.com/v1", True),
        ("http://llm.intranet/v1", True),
    ],
)
def test_where_the_house_ends(address: str, outside: bool) -> None:
    assert is_outside(address) is outside
