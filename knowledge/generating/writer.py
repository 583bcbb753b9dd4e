"""A verified answer in a model's words: what it is given to read, and which of its sentences come through."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import date

from knowledge.citing.compose import arrange, quote_of
from knowledge.citing.sources import STATUS_WORDS, source_of
from knowledge.citing.verify import fault_of
from knowledge.generating.breaker import Breaker
from knowledge.generating.masking import STAND_IN, Masked, mask
from knowledge.generating.prompt import Prompt
from knowledge.generating.reply import NO_ANSWER, Claim, ReplyReader, claim_of
from knowledge.model import Citation, Evidence, Status
from knowledge.ports import ChatModel
from knowledge.question.fold import fold
from knowledge.question.safety import is_order
from knowledge.retrieval.search import Found, Ranked

PASSAGES = 6
_PASSAGE_CHARACTERS = 1200  # of one passage; a longer one is read up to there
_REPLY_CHARACTERS = 4000  # of a reply; what comes after is not read
_ROOM = 590  # characters of prose and source lines together: the answer stays within 600
_LINE = 34  # characters of a source line beside its title, 文号 and label
_DOUBT = 14  # characters of one doubt named in a source line
_QUOTE = 300
_LEAK = 12  # characters in a row that no sentence shares with what the model was told
_WIDER = str.maketrans({"<": "＜", ">": "＞"})  # no text inside a fence can close it


@dataclass(slots=True)
class AnswerDraft:
    """What has come through so far: the text with its numbering and the passages cited, in order of first use."""

    text: str = ""
    cited: list[Ranked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AnswerWriter:
    """Has a model answer from the passages found and lets through what they bear."""

    model: ChatModel
    prompt: Prompt
    breaker: Breaker
    is_outside: bool

    async def write(self, found: Found, question: str, today: date, draft: AnswerDraft) -> AsyncGenerator[str, None]:
        """Yield each sentence as soon as it is verified, numbered 〔1〕 in order of first use; `draft` collects them.

        Nothing comes through when the model has no answer. Errors: ModelUnavailable; then the draft is worth nothing.
        """
        chosen = _passages(found)
        masked = mask(question) if self.is_outside else Masked(question, {})
        system, user = self.prompt.messages(
            today=today.isoformat(), passages=_numbered(chosen), question=masked.text.translate(_WIDER)
        )
        sources = [source_of(item.evidence) for item in chosen]
        with self.breaker.call():
            async with aclosing(self._claims(system, user)) as claims:
                async for claim in claims:
                    if NO_ANSWER in claim.text:
                        draft.text, draft.cited = "", []
                        return
                    if _repeats(claim.text, system) or fault_of(STAND_IN.sub("", claim.text), claim.cited, sources):
                        continue
                    sentence = _add(draft, Claim(masked.restore(claim.text), claim.cited), chosen)
                    if sentence:
                        yield sentence

    async def _claims(self, system: str, user: str) -> AsyncGenerator[Claim, None]:
        """Read a reply sentence by sentence, as far as a reply may be long."""
        reader, length = ReplyReader(), 0
        async with aclosing(self.model.stream(system, user)) as pieces:
            async for piece in pieces:
                length += len(piece)
                for sentence in reader.feed(piece):
                    claim = claim_of(sentence)
                    if claim is not None:
                        yield claim
                if length > _REPLY_CHARACTERS:
                    return
        for sentence in reader.rest():
            claim = claim_of(sentence)
            if claim is not None:
                yield claim

    def citations(self, found: Found, draft: AnswerDraft) -> tuple[Citation, ...]:
        """Cite the passages of a draft, each with the span that answers best, letter for letter."""
        quotes = [quote_of(found, item, _QUOTE) or item.evidence.passage.text[:_QUOTE] for item in draft.cited]
        return tuple(Citation(item.evidence, quote) for item, quote in zip(draft.cited, quotes, strict=True))


def _passages(found: Found) -> list[Ranked]:
    wants_past = found.question.wants_history or found.question.compares or found.question.as_of is not None
    arranged = [item for item in arrange(found) if wants_past or not _is_past(item.evidence)]
    return [item for item in arranged[:PASSAGES] if not _gives_orders(item)]


def _is_past(evidence: Evidence) -> bool:
    return evidence.regulation.status in {Status.SUPERSEDED, Status.REPEALED}


def _gives_orders(item: Ranked) -> bool:
    """Tell whether a passage speaks to the assistant instead of to members; such a one is kept from the model."""
    return any(is_order(sentence.folded) for sentence in item.view.sentences)


def _numbered(chosen: Sequence[Ranked]) -> str:
    return "\n".join(_fenced(number, item.evidence) for number, item in enumerate(chosen, start=1))


def _fenced(number: int, evidence: Evidence) -> str:
    regulation, passage = evidence.regulation, evidence.passage
    facts = [f"《{regulation.title}》", regulation.doc_number or "", passage.label, STATUS_WORDS[regulation.status]]
    if regulation.effective_on:
        facts.append(f"{regulation.effective_on.isoformat()}起施行")
    if regulation.replaced_by:
        facts.append(f"由{regulation.replaced_by}取代")
    head = " ".join(fact for fact in facts if fact).translate(_WIDER)
    text = passage.text[:_PASSAGE_CHARACTERS].translate(_WIDER)
    return f"<资料 {number}>\n[{number}] {head}\n{text}\n</资料 {number}>"


def _repeats(sentence: str, told: str) -> bool:
    """Tell whether a sentence repeats what the model was told instead of what it read."""
    told, said = fold(told), fold(sentence)
    return any(said[at : at + _LEAK] in told for at in range(max(1, len(said) - _LEAK + 1))) if said else True


def _add(draft: AnswerDraft, claim: Claim, chosen: Sequence[Ranked]) -> str | None:
    """Add a sentence with its numbers when there is room and it says something new; gives it as shown."""
    cited = [*draft.cited]
    cited += [item for item in (chosen[number - 1] for number in claim.cited) if item not in cited]
    marks = "".join(f"〔{cited.index(chosen[number - 1]) + 1}〕" for number in claim.cited)
    body = claim.text.rstrip("。！？!? ")
    sentence = f"{body}{marks}。"
    lines = sum(_line_length(item) for item in cited)
    if body in draft.text or len(draft.text) + len(sentence) + lines > _ROOM:
        return None
    draft.text += sentence
    draft.cited = cited
    return sentence


def _line_length(item: Ranked) -> int:
    regulation, label = item.evidence.regulation, item.evidence.passage.label
    names = len(regulation.title) + len(regulation.doc_number or "") + len(label) + len(regulation.replaced_by or "")
    return names + _LINE + _DOUBT * len(regulation.flags)
