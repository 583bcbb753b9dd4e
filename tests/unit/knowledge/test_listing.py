import pytest

from knowledge.evidence.listing import longest_list
from knowledge.evidence.naming import names_absent_rule
from knowledge.question.fold import matchable


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("坚持政治引领、作风过硬、服务群众三个坚持", 3),
        ("采取通报、诫勉、调整职务和改组", 4),
        ("深入推进“四责协同”机制", 0),
        ("加强学习，改进作风。", 0),
    ],
)
def test_the_longest_list_of_a_clause_is_counted(sentence: str, items: int) -> None:
    assert longest_list(matchable(sentence)) == items


TITLES = ("云州市党费管理办法", "云州市组织生活会实施细则")


def known(name: str) -> float:
    wanted = {name[at : at + 2] for at in range(len(name) - 1)}
    return max(len({pair for pair in wanted if pair in title}) / len(wanted) for title in TITLES)


@pytest.mark.parametrize(
    "question",
    ["廉洁自律准则的8条内容是什么", "问责条例规定的问责方式有哪几种", "《云州市公务用车管理办法》对租车怎么规定"],
)
def test_a_rule_that_is_not_there_is_noticed(question: str) -> None:
    assert names_absent_rule(question, known)


@pytest.mark.parametrize(
    "question",
    ["党费管理办法里怎么规定的", "这个办法的有效期多长", "按规定要请假吗", "违反规定怎么处理", "党员应当遵守什么"],
)
def test_rules_that_are_there_or_unnamed_pass(question: str) -> None:
    assert not names_absent_rule(question, known)
