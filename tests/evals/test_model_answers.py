"""How a real model does behind the checks; runs only where ZHIBU_LLM__BASE_URL names one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.wiring import knowledge_settings
from knowledge.model import Engine
from knowledge.wiring import writer_for
from tests.support.answering.answers import FILES, small_library

QUESTIONS = (
    ("新当选的支部书记多久要参加培训", "6个月"),
    ("党员一年要学多少学时", "32"),
    ("培训一天最多花多少钱", "450"),
    ("党员不能参加主题党日要提前几天请假", "3天"),
)


async def test_a_real_model_answers_half_in_words_that_hold(tmp_path: Path) -> None:
    choice = knowledge_settings(load_settings()).model
    if choice.base_url is None:
        pytest.skip("no language model is set: ZHIBU_LLM__BASE_URL")
    async with small_library(tmp_path, FILES) as small:
        ask = replace(small.ask, answer=replace(small.knowledge.answer, writer=writer_for(choice)))
        asked = [(await ask(question), shown) for question, shown in QUESTIONS]
    assert all(shown in answer.text for answer, shown in asked)
    assert sum(answer.answer.engine is Engine.LLM for answer, _ in asked) >= len(QUESTIONS) / 2
