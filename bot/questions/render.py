"""An answer put into words: the quotes with their articles, or why there is none and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.questions.model import SHOWN
from bot.questions.sentences import FLAGS, REASONS, STATUSES, AnswerText
from bot.texts import say
from knowledge.model import Answer, Citation, Engine, Flag, Outcome, RefusalReason, Regulation, Status

_GREETING = re.compile(
    r"(?:你好|您好|大家好|早上好|晚上好|在吗|在不在|hi|hello|谢谢你?|感谢|多谢|辛苦了|再见|你是谁|你叫什么名?字?|"
    r"你是(?:什么|做什么|干什么)的?|你(?:能|会|可以)(?:做|干|帮我做)?(?:什么|啥)|怎么用|怎么使用|帮助|help)[\W_啊呀呢吗]{0,6}"
)
_WORD = re.compile(r"\w")


def answer_text(answer: Answer) -> str:
    """Give what the member reads, at most 600 characters."""
    if answer.outcome is Outcome.REFUSED:
        return _refusal(answer)
    if answer.engine is Engine.LLM:
        sources = enumerate(answer.citations, start=1)  # numbered as the text cites them
        return _fit([answer.text, *_notes(answer), *(f"〔{number}〕{source_line(one)}" for number, one in sources)])
    quoted = [citation for citation in answer.citations if citation.quote]
    blocks = [f"{say(AnswerText.QUOTE, quote=citation.quote)}\n{source_line(citation)}" for citation in quoted]
    if len(blocks) > 1:
        blocks[1] = f"{say(AnswerText.ALSO)}\n{blocks[1]}"
    return _fit([blocks[0], *_notes(answer), *blocks[1:]])


def _notes(answer: Answer) -> list[str]:
    return [say(AnswerText.LACKING)] if answer.lacking else []


def source_line(citation: Citation) -> str:
    """Name the rule, the article and whether it is in force."""
    passage, regulation = citation.evidence.passage, citation.evidence.regulation
    number = f"（{regulation.doc_number}）" if regulation.doc_number else ""
    facts = "，".join([standing_of(regulation), *doubts_about(regulation.flags)])
    title = regulation.title.replace("《", "〈").replace("》", "〉")
    return say(AnswerText.SOURCE, title=title, number=number, label=passage.label, facts=facts)


def standing_of(regulation: Regulation) -> str:
    """Say whether a rule is in force, and if not, what took its place."""
    if regulation.status is Status.SUPERSEDED and regulation.replaced_by:
        return say(AnswerText.REPLACED_BY, name=regulation.replaced_by)
    return standing_name(regulation)


def standing_name(regulation: Regulation) -> str:
    """Name a rule's standing in a word."""
    return say(STATUSES[regulation.status])


def doubts_about(flags: Iterable[Flag]) -> list[str]:
    """Name the doubts about a text."""
    return [say(FLAGS[flag]) for flag in sorted(flags)]


def _refusal(answer: Answer) -> str:
    assert answer.reason is not None  # a refusal always has its reason
    if not _WORD.search(answer.question):
        return say(AnswerText.EMPTY)
    if answer.reason is RefusalReason.OFF_TOPIC and _GREETING.fullmatch(answer.question.strip().lower()):
        return say(AnswerText.GREETING)
    lines = [say(REASONS[answer.reason])]
    if answer.nearest:
        lines.append(say(AnswerText.NEAREST))
        lines += [source_line(citation) for citation in answer.nearest]
    if answer.reason in {RefusalReason.NO_EVIDENCE, RefusalReason.NOT_LISTED}:
        lines.append(say(AnswerText.PASS_ON))
    return _fit(lines)


def _fit(blocks: list[str]) -> str:
    """Join blocks as far as 600 characters go; the first one always stays."""
    text = blocks[0][:SHOWN]
    for block in blocks[1:]:
        if len(text) + 2 + len(block) > SHOWN:
            break
        text = f"{text}\n{block}"
    return text
