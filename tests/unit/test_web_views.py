"""What the page shows of a model's answer: its own words, with its sources under their numbers."""

from __future__ import annotations

from datetime import date

from bot.questions.model import AnswerId, Asked
from bot.questions.sentences import FLAGS, AnswerText
from bot.texts import say
from bot.web.chat.views import turn_of
from bot.web.pages import render
from bot.web.sentences.chat import WebText
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
    Regulation,
    RegulationId,
    Status,
)

TEXT = "第三条 每季度<1>次，一次。"


def asked(engine: Engine, text: str, quote: str) -> Asked:
    passage = Passage(PassageId(7), RegulationId(1), "第三条", ("第一章 总则",), TEXT, TEXT, PassageKind.ARTICLE, 1)
    regulation = Regulation(
        RegulationId(1),
        "a.txt",
        "东江市学习办法",
        DocumentKind.REGULATION,
        Status.SUPERSEDED,
        replaced_by="《东江市学习办法》（2026年）",
        flags=frozenset({Flag.OCR}),
    )
    citation = Citation(Evidence(passage, regulation), quote)
    answer = Answer("几次？", Outcome.ANSWERED, None, text, (citation,), (), date(2026, 11, 22), engine)
    return Asked(AnswerId("x"), answer, text or quote, 40)


def test_a_models_words_come_first_and_name_their_sources() -> None:
    turn = turn_of("几次？", asked(Engine.LLM, "每季度一次〔1〕。", "每季度<1>次"))
    assert (turn.sentence, turn.quoted, turn.related[0].number) == ("每季度一次〔1〕。", (), 1)
    page = render("answer.html", turn=turn)
    assert "〔1〕《东江市学习办法》" in page
    assert "第三条 <mark>每季度&lt;1&gt;次</mark>，一次。" in page


def test_an_extractive_answer_speaks_in_quotes() -> None:
    turn = turn_of("几次？", asked(Engine.EXTRACTIVE, "", "每季度<1>次"))
    assert (turn.sentence, turn.read_as, turn.is_long) == ("", "", False)
    page = render("answer.html", turn=turn)
    assert "<blockquote>每季度&lt;1&gt;次</blockquote>" in page
    assert say(AnswerText.REPLACED_BY, name="《东江市学习办法》（2026年）") in page
    assert say(FLAGS[Flag.OCR]) in page
    day = say(AnswerText.DAY, year=2026, month=11, day=22)
    assert say(WebText.IN_FORCE_ON, day=day, seconds="0.1") in page


def test_a_question_read_with_the_one_before_says_so() -> None:
    assert turn_of("那呢？", asked(Engine.EXTRACTIVE, "", "每季度")).read_as == "几次？"
