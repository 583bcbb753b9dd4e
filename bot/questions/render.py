"""An answer put into words: the quotes with their articles, or why there is none and what to do next."""

from __future__ import annotations

import re

from bot.questions.model import SHOWN
from bot.texts import Text, say
from knowledge.model import Answer, Citation, Engine, Outcome, RefusalReason, Status

_GREETING = re.compile(
    r"(?:你好|您好|大家好|早上好|晚上好|在吗|在不在|hi|hello|谢谢你?|感谢|多谢|辛苦了|再见|你是谁|你叫什么名?字?|"
    r"你是(?:什么|做什么|干什么)的?|你(?:能|会|可以)(?:做|干|帮我做)?(?:什么|啥)|怎么用|怎么使用|帮助|help)[\W_啊呀呢吗]{0,6}"
)
_WORD = re.compile(r"\w")
_REFUSALS = {
    RefusalReason.NO_EVIDENCE: Text.ANSWER_NO_EVIDENCE,
    RefusalReason.NOT_LISTED: Text.ANSWER_NOT_LISTED,
    RefusalReason.OFF_TOPIC: Text.ANSWER_OFF_TOPIC,
    RefusalReason.UNSAFE: Text.ANSWER_UNSAFE,
}


def answer_text(answer: Answer) -> str:
    """Give what the member reads, at most 600 characters."""
    if answer.outcome is Outcome.REFUSED:
        return _refusal(answer)
    if answer.engine is Engine.LLM:
        sources = enumerate(answer.citations, start=1)  # numbered as the text cites them
        return _fit([answer.text, *(f"〔{number}〕{source_line(citation)}" for number, citation in sources)])
    quoted = [citation for citation in answer.citations if citation.quote]
    blocks = [f"{say(Text.ANSWER_QUOTE, quote=citation.quote)}\n{source_line(citation)}" for citation in quoted]
    if len(blocks) > 1:
        blocks[1] = f"{say(Text.ANSWER_ALSO)}\n{blocks[1]}"
    return _fit(blocks)


def source_line(citation: Citation) -> str:
    """Name the rule, the article and whether it is in force."""
    passage, regulation = citation.evidence.passage, citation.evidence.regulation
    status = say(Text[f"STATUS_{regulation.status.name}"])
    if regulation.status is Status.SUPERSEDED and regulation.replaced_by:
        status = say(Text.REPLACED_BY, name=regulation.replaced_by)
    number = f"（{regulation.doc_number}）" if regulation.doc_number else ""
    doubts = [say(Text[f"FLAG_{flag.name}"]) for flag in sorted(regulation.flags)]
    facts = "，".join([status, *doubts])
    title = regulation.title.replace("《", "〈").replace("》", "〉")
    return say(Text.ANSWER_SOURCE, title=title, number=number, label=passage.label, facts=facts)


def _refusal(answer: Answer) -> str:
    assert answer.reason is not None  # a refusal always has its reason
    if not _WORD.search(answer.question):
        return say(Text.ANSWER_EMPTY)
    if answer.reason is RefusalReason.OFF_TOPIC and _GREETING.fullmatch(answer.question.strip().lower()):
        return say(Text.ANSWER_GREETING)
    lines = [say(_REFUSALS[answer.reason])]
    if answer.nearest:
        lines.append(say(Text.ANSWER_NEAREST))
        lines += [source_line(citation) for citation in answer.nearest]
    if answer.reason in {RefusalReason.NO_EVIDENCE, RefusalReason.NOT_LISTED}:
        lines.append(say(Text.ANSWER_PASS_ON))
    return _fit(lines)


def _fit(blocks: list[str]) -> str:
    """Join blocks as far as 600 characters go; the first one always stays."""
    text = blocks[0][:SHOWN]
    for block in blocks[1:]:
        if len(text) + 2 + len(block) > SHOWN:
            break
        text = f"{text}\n{block}"
    return text
