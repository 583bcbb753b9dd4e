from datetime import date

import pytest

from bot.questions.render import answer_text
from bot.questions.sentences import FLAGS, STATUSES, AnswerText
from bot.texts import say
from knowledge.model import (
    Answer,
    Citation,
    DocumentKind,
    Engine,
    Evidence,
    Flag,
    Outcome,
    Passage,
    PassageId,
    PassageKind,
    RefusalReason,
    Regulation,
    RegulationId,
    Status,
)

TEXT = "第二条 新任书记应当在6个月内参加培训。"


def citation(quote: str = TEXT, **facts: object) -> Citation:
    regulation = Regulation(
        **{  # type: ignore[arg-type]
            "id": RegulationId(1),
            "source": "示例.md",
            "title": "培训办法（示例）",
            "kind": DocumentKind.REGULATION,
            "status": Status.IN_FORCE,
            **facts,
        }
    )
    passage = Passage(PassageId(1), regulation.id, "第二条", (), TEXT, TEXT, PassageKind.ARTICLE, 1)
    return Citation(Evidence(passage, regulation), quote)


def answer(
    *cited: Citation,
    reason: RefusalReason | None = None,
    question: str = "多久培训",
    nearest: tuple[Citation, ...] = (),
) -> Answer:
    outcome = Outcome.REFUSED if reason else Outcome.ANSWERED
    return Answer(question, outcome, reason, "", cited, nearest, date(2026, 11, 22), Engine.EXTRACTIVE)


@pytest.mark.golden
def test_an_answer_is_the_quote_and_where_it_stands() -> None:
    text = answer_text(answer(citation(doc_number="云委组〔2025〕3号")))
    assert text == f"“{TEXT}”\n——《培训办法（示例）》（云委组〔2025〕3号）第二条（现行有效）"


def test_doubts_about_a_copy_are_said() -> None:
    text = answer_text(answer(citation(flags=frozenset({Flag.OCR}), status=Status.EXCERPT)))
    assert f"（{say(STATUSES[Status.EXCERPT])}，{say(FLAGS[Flag.OCR])}）" in text


def test_a_superseded_rule_names_its_successor() -> None:
    text = answer_text(answer(citation(status=Status.SUPERSEDED, replaced_by="《培训办法》（2026年）")))
    assert say(AnswerText.REPLACED_BY, name="《培训办法》（2026年）") in text


def test_titles_inside_titles_get_inner_marks() -> None:
    assert "《〈志愿书〉填写说明》" in answer_text(answer(citation(title="《志愿书》填写说明")))


@pytest.mark.parametrize("reason", list(RefusalReason))
def test_every_refusal_says_what_and_what_next(reason: RefusalReason) -> None:
    text = answer_text(answer(reason=reason))
    assert len(text) > 15
    assert text.endswith("。")


@pytest.mark.golden
def test_nearest_articles_follow_a_refusal() -> None:
    text = answer_text(answer(reason=RefusalReason.NO_EVIDENCE, nearest=(citation(""),)))
    assert "最接近的条文有：\n——《培训办法（示例）》第二条" in text


@pytest.mark.parametrize("words", ["你好", "谢谢！", "你是谁？", "Hello", "你能做什么"])
def test_a_greeting_is_greeted(words: str) -> None:
    assert say(AnswerText.GREETING) in answer_text(answer(reason=RefusalReason.OFF_TOPIC, question=words))


@pytest.mark.parametrize("words", ["", "  ", "？？？", "😀"])
def test_no_question_is_asked_for_one(words: str) -> None:
    assert say(AnswerText.EMPTY) in answer_text(answer(reason=RefusalReason.OFF_TOPIC, question=words))


def test_what_is_read_never_exceeds_600_characters() -> None:
    long = "很长。" * 150
    assert len(answer_text(answer(citation(long), citation(long)))) <= 600
