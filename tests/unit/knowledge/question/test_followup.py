import pytest

from knowledge.question.followup import resolve


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("正式党员多久交一次党费？", "那预备党员呢？", "预备党员多久交一次党费？"),
        ("党支部党员大会多久开一次", "支委会呢", "支委会多久开一次"),
        ("新当选的支部书记多久要参加培训", "那副书记呢？", "新当选的副书记多久要参加培训"),
        ("预备期是多长时间", "可以延长吗", "预备期是多长时间，可以延长吗"),
        ("党费怎么交", "学生党员呢？", "学生党员：党费怎么交"),
    ],
)
def test_a_follow_up_becomes_whole(before: str, question: str, whole: str) -> None:
    assert resolve(question, [before]) == whole


@pytest.mark.parametrize("question", ["发展党员要经过哪些步骤", "支部书记任期几年", "", "  "])
def test_a_question_that_stands_alone_stays(question: str) -> None:
    assert resolve(question, ["党费怎么交"]) == question


def test_the_first_question_has_nothing_before_it() -> None:
    assert resolve("那预备党员呢？", []) == "那预备党员呢？"
