"""The quality gate: names every doubt about a regulation, and drops passages that only repeat others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.marking.blocks import MarkedBlock
from ingest.marking.headlines import PLACEHOLDER, is_form_title
from ingest.marking.marks import Level
from ingest.marking.sentences import ends_sentence
from ingest.splitting.drafts import RegulationDraft
from ingest.splitting.tail import opens_annex
from ingest.structure.structured import Structured
from knowledge.chinese.kinds import RULES, any_of
from knowledge.chinese.script import squeezed
from knowledge.model import DocumentKind, Flag

MIN_SENTENCE = 15
MIN_REPEATED = 30
MIN_PLACEHOLDERS = 3
MIN_BULLETS = 8
SENTENCES = re.compile(r"[^。！？]+[。！？]*")
UNOFFICIAL_WORDS = re.compile(
    r"非官方|学习笔记|读书笔记|心得体会|知识点|思维导图|知识库|题库|要点(?:摘编|梳理|汇总)|精简版|速记|划重点|一图(?:读懂|看懂)|解读|"
    r"(?:^|[^摘])摘要|AI生成|由AI|人工智能生成|个人整理|网友|仅供(?:参考|学习)"
)
AI_NOTE = re.compile(r"AI生成|由AI|人工智能生成|非官方|个人整理|仅供(?:个人)?(?:参考|学习)")
EXCERPT_WORDS = re.compile(r"节选|摘录|摘编|节录")
BULLET = re.compile(r"\d{1,2}[.、．]\s*[^：:。]{2,20}[：:]")
CLOSING = re.compile(r"施行|实施|执行|解释|废止|生效|为准|试行")
COMPLETE_KINDS = re.compile(rf"(?:{any_of(*RULES)})(?:[（(].*[）)])?$")
CUT_MARK = re.compile(r"(?:……|\.{3,}|…)$|[，,、]。$|[在和与把]。$")
CLOSING_ARTICLES = 4
MAX_ABRIDGED = 30  # a longer rule without closing articles is an oddity of its maker, not a short version


def without_repeats(blocks: Sequence[MarkedBlock]) -> tuple[tuple[MarkedBlock, ...], bool]:
    """Drop paragraphs all of whose sentences came before; the flag says that there were any.

    Short paragraphs stay: in forms and lists their repetition means something.
    """
    seen: set[str] = set()
    kept: list[MarkedBlock] = []
    for block in blocks:
        sentences = [] if block.is_table else [squeezed(sentence) for sentence in SENTENCES.findall(block.text)]
        long_ones = [sentence for sentence in sentences if len(sentence) >= MIN_SENTENCE]
        is_repeat = (
            len(block.text) >= MIN_REPEATED and bool(long_ones) and all(sentence in seen for sentence in long_ones)
        )
        seen.update(long_ones)
        if not is_repeat:
            kept.append(block)
    return tuple(kept), len(kept) < len(blocks)


def deduplicated(draft: RegulationDraft) -> tuple[RegulationDraft, bool]:
    """Drop repeated paragraphs of writing without articles; inside articles a repetition is the rule's own wording."""
    if draft.articles or draft.is_detached or is_form_title(draft.title) or draft.title.endswith(("模板", "模版")):
        return draft, False
    body, has_repeats = without_repeats(draft.body)
    return (replace(draft, body=body), True) if has_repeats else (draft, False)


def doubts(
    draft: RegulationDraft, parts: Structured, kind: DocumentKind, stem: str, issuer: str | None
) -> frozenset[Flag]:
    """Name the doubts that the text of one regulation raises. `stem` is the file's name, a hint beside the content."""
    texts = [block.text for block in draft.body if not block.is_table]
    flags: set[Flag] = set()
    if kind is not DocumentKind.FORM:
        if sum(len(PLACEHOLDER.findall(text)) for text in texts) >= MIN_PLACEHOLDERS:
            flags.add(Flag.PLACEHOLDERS)
        if _is_truncated(draft, parts):
            flags.add(Flag.TRUNCATED)
    if _misses_articles(draft):
        flags.add(Flag.MISSING_ARTICLES)
    if _is_abridged(draft):
        flags.add(Flag.ABRIDGED)
    if _is_unofficial(draft, texts, stem, has_source=issuer is not None):
        flags.add(Flag.UNOFFICIAL)
    return frozenset(flags)


def is_excerpt(title: str, stem: str) -> bool:
    """Whether the title or the file's name says that the text is an excerpt."""
    return EXCERPT_WORDS.search(squeezed(f"{title} {stem}")) is not None


def _misses_articles(draft: RegulationDraft) -> bool:
    expected = (0, 0)
    for article in draft.articles:
        number, sub = article.mark.place
        if sub == 0 and number > expected[0] + 1:
            return True
        expected = (max(number, expected[0]), sub)
    return False


def _is_abridged(draft: RegulationDraft) -> bool:
    """Whether a rule stops before the articles every rule ends with: who explains it and from when it applies."""
    if not 0 < len(draft.articles) <= MAX_ABRIDGED or not COMPLETE_KINDS.search(draft.title):
        return False
    start = draft.articles[max(0, len(draft.articles) - CLOSING_ARTICLES)].block
    return not any(CLOSING.search(block.text) for block in draft.body[start:])


def _is_truncated(draft: RegulationDraft, parts: Structured) -> bool:
    """Whether the text stops in mid-sentence, or with a heading that nothing follows."""
    body = [block for block in draft.body[: parts.tail.body_end] if not block.is_table]
    if not body or draft.is_detached:
        return False
    last = body[-1]
    if not draft.articles:
        cuts = sum(CUT_MARK.search(block.text) is not None for block in body)
        if cuts >= 2 or (CUT_MARK.search(last.text) and len(last.text) > MIN_SENTENCE):
            return True
    mark = last.section
    sections = [inner for block in body if (inner := block.section) and inner.level is Level.FIRST]
    if mark and mark.level is Level.FIRST and not ends_sentence(last.text):
        return len(sections) >= 2 and len(body) > len(sections) + 1
    is_plain = mark is None and not last.is_heading and not opens_annex(last)
    return (
        is_plain
        and len(last.text) >= MIN_REPEATED
        and not ends_sentence(last.text)
        and last.text[-1] not in '）)》】”"'
    )


def _is_unofficial(draft: RegulationDraft, texts: Sequence[str], stem: str, *, has_source: bool) -> bool:
    """Whether the text is a private summary: it says so, or it is a list of short 名目：说明 without any source."""
    edges = [squeezed(text) for text in (*texts[:2], *texts[-2:]) if len(text) <= 80]
    if UNOFFICIAL_WORDS.search(squeezed(f"{draft.title} {stem}")) or any(AI_NOTE.search(edge) for edge in edges):
        return True
    if draft.articles or has_source or draft.preface:
        return False
    bullets = sum(BULLET.match(text) is not None for text in texts)
    return bullets >= MIN_BULLETS and bullets * 4 >= len(texts)
