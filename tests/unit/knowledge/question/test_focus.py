import pytest

from knowledge.question.focus import Ask, answers, focus_of
from knowledge.question.fold import matchable


@pytest.mark.parametrize(
    ("question", "kind", "proof", "no_proof"),
    [
        ("多久要参加培训", Ask.DURATION, "任职6个月内接受集中培训", "应当参加培训"),
        ("一年开几次组织生活会", Ask.FREQUENCY, "每年至少召开1次", "应当召开组织生活会"),
        ("人均餐费多少钱", Ask.MONEY, "人均不超过40元", "按照规定执行"),
        ("党费比例是多少", Ask.RATIO, "交纳1.5%", "按规定比例"),
        ("考核得了多少分", Ask.SCORE, "得80分以上", "分别考核"),
        ("一年要多少学时", Ask.HOURS, "不少于32学时", "参加学习"),
        ("由几个人组成", Ask.COUNT, "由3至5人组成", "由党员组成"),
        ("有哪几种方式", Ask.LIST, "包括通报、诫勉、调整", "采取适当方式"),
    ],
)
def test_a_question_tells_what_its_answer_looks_like(question: str, kind: Ask, proof: str, no_proof: str) -> None:
    focus = focus_of(matchable(question))
    assert kind in focus.asks
    assert answers(focus, matchable(proof))
    assert not answers(focus, matchable(no_proof))


def test_a_named_number_of_items_is_kept() -> None:
    assert focus_of(matchable("“五个坚持”具体是哪五个")).items == 5


def test_a_plain_question_asks_for_anything() -> None:
    focus = focus_of("党员可以不参加组织生活吗")
    assert answers(focus, "党员应当参加组织生活")
