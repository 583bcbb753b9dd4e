from __future__ import annotations

from datetime import date

import pytest

from knowledge.question.analysis import analyse
from knowledge.question.spelling import Vocabulary


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("2022年3月31日时党员一年要多少学时", date(2022, 3, 31)),
        ("2024年2月29日那时怎么请假", date(2024, 2, 29)),
        ("二〇二二年三月三十一日时怎么请假", date(2022, 3, 31)),
        ("2022年2月的时候怎么请假", date(2022, 2, 28)),
        ("2022年4月31日时怎么请假", date(2022, 4, 30)),
        ("2022年当时怎么请假", date(2022, 12, 31)),
        ("2022年13月那时怎么请假", date(2022, 12, 31)),
        ("2022年0月0日那时怎么请假", date(2022, 12, 31)),
    ],
)
def test_a_question_about_a_past_day_means_that_very_day(question: str, day: date) -> None:
    assert analyse(question, Vocabulary({}), {}).as_of == day


def test_a_question_without_a_past_day_is_about_today() -> None:
    assert analyse("党员一年要多少学时", Vocabulary({}), {}).as_of is None
    assert analyse("2022年3月的时间安排", Vocabulary({}), {}).as_of is None


@pytest.mark.parametrize("kind", ["办法", "规定", "准则", "章程", "规则", "意见"])
def test_a_year_before_any_kind_of_rule_names_its_version(kind: str) -> None:
    assert analyse(f"2022年的学习{kind}怎么写的", Vocabulary({}), {}).version_year == 2022
