"""An answer put into words: the quotes with their articles, or why there is none and what to do next."""

from __future__ import annotations

from bot.questions.model import SHOWN
from bot.texts import Text, say
from knowledge.model import Answer, Citation, Engine, Outcome, RefusalReason, Status

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
