"""Two passages that differ in one thing only: the better one scores higher."""

from __future__ import annotations

from knowledge.model import (
    DocumentKind,
    Evidence,
    Flag,
    Passage,
    PassageId,
    PassageKind,
    Regulation,
    RegulationId,
    Status,
)
from knowledge.question.analysis import analyse
from knowledge.question.spelling import Vocabulary
from knowledge.retrieval.features import Weights, measure, weigh
from knowledge.retrieval.views import view_of

LEAVE = "借用活动室的，应当提前3天向宣传委员提出。"


def score(question: str, text: str, *flags: Flag, kind: PassageKind = PassageKind.ARTICLE) -> float:
    passage = Passage(PassageId(1), RegulationId(1), "第九条", (), text, text, kind, position=9)
    regulation = Regulation(
        RegulationId(1), "示例.md", "示例", DocumentKind.REGULATION, Status.IN_FORCE, flags=frozenset(flags)
    )
    understood = analyse(question, Vocabulary({}), {})
    concepts = weigh(understood, lambda _: 1.0)
    view = view_of(Evidence(passage, regulation))
    return Weights().score(measure(understood, concepts, view, frozenset(), dense=0.4, lexical=0.0, scope=0.0))


def test_a_passage_with_the_answering_sentence_outranks_one_with_scattered_words() -> None:
    question = "活动室图书借阅登记"
    together, scattered = "活动室图书借阅登记。平时注意。", "活动室图书平时。借阅登记注意。"
    assert score(question, together) > score(question, scattered)


def test_a_passage_with_the_kind_of_figure_asked_for_outranks_one_without() -> None:
    assert score("借用活动室提前几天", LEAVE) > score("借用活动室提前几天", LEAVE.replace("3天", "数天"))


def test_the_rule_outranks_an_unofficial_summary_and_a_form_in_the_same_words() -> None:
    rule = score("怎么借用活动室", LEAVE)
    assert rule > score("怎么借用活动室", LEAVE, Flag.UNOFFICIAL)
    assert rule > score("怎么借用活动室", LEAVE, kind=PassageKind.FORM)
