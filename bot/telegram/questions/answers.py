"""An answer as a chat shows it: the quotation, its source, the whole article to unfold, and what can be done next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from telegram import InlineKeyboardMarkup

from bot.questions.model import Asked
from bot.questions.render import answer_text, source_line
from bot.questions.sentences import AnswerText
from bot.telegram import buttons
from bot.telegram.buttons import Nonce, Sign
from bot.telegram.desk.keyboards import Button, keyboard
from bot.telegram.sentences.common import ChatText
from bot.telegram.transport.markup import escaped, quoted
from bot.texts import say
from knowledge.model import Answer, Citation, Engine, Evidence, Outcome, RefusalReason

LEADING = 3  # citations whose whole article is there to unfold
PASSED_ON = {RefusalReason.NO_EVIDENCE, RefusalReason.NOT_LISTED}


def answer_html(asked: Asked, words: str) -> str:
    """Give the answer as HTML; it may be longer than one message."""
    answer = asked.answer
    return "\n".join([*_read_as(answer, words), *_said(asked), *_lacking(answer), *_foot(answer)])


def answer_buttons(asked: Asked) -> InlineKeyboardMarkup | None:
    """Give the buttons under an answer; a greeting or a refused demand has none."""
    return keyboard([*_judging(asked)], [*_going_on(asked)])


def article_html(around: Sequence[Evidence], place: int) -> str:
    """Show a whole article, with those before and after it to unfold."""
    article = around[place]
    parts = [f"<b>{escaped(source_line(Citation(article)))}</b>", quoted(article.passage.text)]
    for at, heading in ((place - 1, ChatText.CHAT_ARTICLE_BEFORE), (place + 1, ChatText.CHAT_ARTICLE_AFTER)):
        if 0 <= at < len(around):
            parts += [escaped(say(heading)), quoted(around[at].passage.text, folded=True)]
    return "\n".join(parts)


def preview_html(words: str) -> str:
    """Show what would be passed on."""
    sentence = escaped(say(ChatText.CHAT_PASS_ON_PREVIEW, question="\0"))
    return sentence.replace("\n\0\n", quoted(words)).replace("\0", quoted(words))


def preview_buttons(nonce: Nonce) -> InlineKeyboardMarkup | None:
    """Ask whether to pass on; the nonce recognises a second press."""
    confirm = (ChatText.CHAT_CONFIRM, buttons.PASS_ON_YES(nonce))
    return keyboard([confirm, (ChatText.CHAT_CANCEL, buttons.PASS_ON_NO())])


def _read_as(answer: Answer, words: str) -> Iterator[str]:
    if answer.question.strip() != words.strip():
        yield f"<i>{escaped(say(AnswerText.READ_AS, question=answer.question))}</i>"


def _lacking(answer: Answer) -> Iterator[str]:
    if answer.lacking:
        yield f"<i>{escaped(say(AnswerText.LACKING))}</i>"


def _said(asked: Asked) -> Iterator[str]:
    answer = asked.answer
    if answer.outcome is Outcome.REFUSED:
        yield escaped(answer_text(answer))
        yield from _articles(answer.nearest[:1])
    elif answer.engine is Engine.LLM:
        yield escaped(answer.text)
        for number, citation in enumerate(answer.citations, start=1):
            yield from _cited(citation, f"〔{number}〕")
    else:
        yield from _extracts([citation for citation in answer.citations if citation.quote])


def _extracts(citations: Sequence[Citation]) -> Iterator[str]:
    for place, citation in enumerate(citations):
        if place == 1:
            yield escaped(say(AnswerText.ALSO))
        yield quoted(citation.quote)
        yield from _cited(citation, "", with_article=place < LEADING)


def _cited(citation: Citation, mark: str, *, with_article: bool = True) -> Iterator[str]:
    yield escaped(mark + source_line(citation))
    if with_article and citation.evidence.passage.text.strip() != citation.quote.strip():
        yield from _articles([citation])


def _articles(citations: Sequence[Citation]) -> Iterator[str]:
    for citation in citations:
        yield quoted(citation.evidence.passage.text, folded=True)


def _foot(answer: Answer) -> Iterator[str]:
    if answer.outcome is Outcome.ANSWERED:
        day = say(AnswerText.DAY, year=answer.as_of.year, month=answer.as_of.month, day=answer.as_of.day)
        yield f"<i>{escaped(say(ChatText.CHAT_FOOT, day=day))}</i>"


def _judging(asked: Asked) -> Iterator[Button]:
    if asked.answer.outcome is Outcome.ANSWERED:
        yield ChatText.CHAT_USEFUL, buttons.JUDGE(Sign.PLUS, asked.id)
        yield ChatText.CHAT_USELESS, buttons.JUDGE(Sign.MINUS, asked.id)


def _going_on(asked: Asked) -> Iterator[Button]:
    answer = asked.answer
    shown = answer.citations or answer.nearest
    if shown:
        yield ChatText.CHAT_WHOLE, buttons.WHOLE(shown[0].evidence.passage.id)
    if answer.outcome is Outcome.ANSWERED or answer.reason in PASSED_ON:
        yield ChatText.CHAT_PASS_ON, buttons.PASS_ON(asked.id)
