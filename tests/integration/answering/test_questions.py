"""Feedback and passed-on questions on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import BotError, ErrorCode
from bot.questions.model import AnswerId, Asked
from bot.questions.storage import QuestionStore
from bot.questions.tables import AnswerRow, FeedbackRow, PassedOnRow
from bot.questions.usecases import GiveFeedback, OpenQuestions, PassOn, SettleQuestion
from bot.storage.door import Door
from knowledge.model import Answer, Engine, Outcome, RefusalReason
from knowledge.sql import Database
from tests.support.clock import FixedClock

REFUSED = Answer(
    question="党员能不能信教",
    outcome=Outcome.REFUSED,
    reason=RefusalReason.NO_EVIDENCE,
    text="",
    citations=(),
    nearest=(),
    as_of=date(2026, 11, 22),
    engine=Engine.EXTRACTIVE,
)


async def note(database: Database, clock: FixedClock) -> AnswerId:
    asked = Asked(AnswerId("a1"), REFUSED, "没有依据。", 12)
    async with database.transaction() as session:
        await QuestionStore(session).note_answer(asked, clock.now())
    return asked.id


async def test_an_answer_is_noted_without_the_question(database: Database, clock: FixedClock) -> None:
    answer = await note(database, clock)
    async with database.reading() as session:
        row = await session.get_one(AnswerRow, answer)
    kept = [str(getattr(row, column.key)) for column in AnswerRow.__table__.columns]
    assert not any("信教" in value for value in kept)


async def test_a_second_tap_replaces_the_first(database: Database, clock: FixedClock) -> None:
    answer = await note(database, clock)
    give = GiveFeedback(Door(database, clock))
    await give(answer, useful=False, reason="太长")
    await give(answer, useful=True)
    async with database.reading() as session:
        row = await session.get_one(FeedbackRow, 1)
    assert (row.useful, row.reason) == (True, None)


async def test_feedback_on_an_unknown_answer_is_refused(database: Database, clock: FixedClock) -> None:
    with pytest.raises(BotError) as refused:
        await GiveFeedback(Door(database, clock))(AnswerId("nobody"), useful=True)
    assert refused.value.code is ErrorCode.ANSWER_NOT_FOUND


async def test_what_is_passed_on_waits_until_it_is_settled(database: Database, clock: FixedClock) -> None:
    pass_on, waiting = PassOn(Door(database, clock)), OpenQuestions(Door(database, FixedClock()))
    first = await pass_on("补贴怎么发？", "示例同志")
    second = await pass_on("能不能带家属参加？")
    assert [(item.number, item.contact) for item in await waiting()] == [(first, "示例同志"), (second, None)]
    await SettleQuestion(Door(database, FixedClock()))(first)
    assert [item.number for item in await waiting()] == [second]


async def test_a_settled_question_is_forgotten(database: Database, clock: FixedClock) -> None:
    number = await PassOn(Door(database, clock))("补贴怎么发？", "示例同志")
    await SettleQuestion(Door(database, FixedClock()))(number)
    async with database.reading() as session:
        row = await session.get_one(PassedOnRow, number)
    assert (row.question, row.contact) == ("", None)


async def test_settling_twice_is_refused(database: Database, clock: FixedClock) -> None:
    number = await PassOn(Door(database, clock))("补贴怎么发？")
    settle = SettleQuestion(Door(database, FixedClock()))
    await settle(number)
    with pytest.raises(BotError) as refused:
        await settle(number)
    assert refused.value.code is ErrorCode.QUESTION_NOT_FOUND
