from typing import Any

from knowledge.evaluation.figures import answer_figures, judge_answer, retrieval_figures
from knowledge.evaluation.labelled import LabelledQuestion

LINE = {
    "id": "q1",
    "question": "多久培训一次",
    "type": "fact",
    "gold": [
        {"doc": "a.md", "must_contain": ["6个月内"]},
        {"doc": "folder/b.md", "must_contain": ["每年", "一次"]},
    ],
    "gold_mode": "any",
}


def answer(*citations: tuple[str, str], text: str = "", outcome: str = "answered") -> dict[str, Any]:
    cited = [{"source": source, "text": words} for source, words in citations]
    return {"outcome": outcome, "text": text, "citations": cited}


def test_the_first_right_citation_counts_once() -> None:
    judged = judge_answer(LabelledQuestion.read(LINE), answer(("a.md", "应在 6 個月内完成"), text="6个月内"))
    assert (judged.cite1, judged.cite3, judged.shown, judged.refused) == (True, True, True, False)


def test_a_right_text_of_another_file_does_not_count() -> None:
    judged = judge_answer(LabelledQuestion.read(LINE), answer(("c.md", "6个月内")))
    assert not judged.cite3


def test_all_golds_must_be_cited_when_all_are_needed() -> None:
    question = LabelledQuestion.read({**LINE, "gold_mode": "all"})
    assert not judge_answer(question, answer(("a.md", "6个月内"))).cite3
    assert judge_answer(question, answer(("b.md", "每年一次"), ("a.md", "6个月内"))).cite3


def test_words_after_600_characters_are_not_shown() -> None:
    judged = judge_answer(LabelledQuestion.read(LINE), answer(("a.md", "6个月内"), text="字" * 600 + "6个月内"))
    assert not judged.shown


def test_figures_are_shares_by_kind() -> None:
    unanswerable = LabelledQuestion.read({"id": "q2", "question": "？", "type": "offtopic", "gold": []})
    judged = [
        judge_answer(LabelledQuestion.read(LINE), answer(("a.md", "6个月内"), text="6个月内")),
        judge_answer(LabelledQuestion.read(LINE), answer(outcome="refused")),
        judge_answer(unanswerable, answer(outcome="refused")),
    ]
    figures = answer_figures(judged, [10, 30, 20])
    assert (figures["cite1"], figures["false_refusal"], figures["refused_offtopic"]) == (0.5, 0.5, 1.0)
    assert (figures["p50_ms"], figures["p95_ms"]) == (20, 30)


def test_retrieval_is_measured_over_gold_sets() -> None:
    figures = retrieval_figures([(["a", "b", "c"], {"b"}), ([*"abcdefghij"], {"x", "j"})])
    assert figures["recall@10"] == 0.75
    assert figures["recall@5"] == 0.5
    assert 0 < figures["ndcg@10"] < 1
