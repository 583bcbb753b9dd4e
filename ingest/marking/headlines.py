"""Recognises titles of rules, notices and forms, also when they are broken over lines and in traditional characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.marking.blocks import MarkedBlock
from ingest.marking.marks import Note
from knowledge.chinese import kinds
from knowledge.chinese.dates import YEAR_DIGITS
from knowledge.chinese.kinds import any_of
from knowledge.chinese.script import simplified

BINDING = any_of(*kinds.RULES, *kinds.STANDARDS, *kinds.LAWS)
GUIDING = any_of(*kinds.HOUSE_RULES, *kinds.GUIDES)
GUIDING_TEMPLATES = "(?:规范|流程|说明|要求)[和与及、](?:模板|模版|表格|样表)|(?:模板|模版|表格|样表)汇编"
TEMPLATE_COLLECTION = re.compile(rf"(?:{GUIDING_TEMPLATES})$")
OPINIONS = any_of(*kinds.OPINIONS)
NOTICES = any_of(*kinds.NOTICES)
REPORTS = any_of(*kinds.REPORTS)
FORMS = any_of(*kinds.FORMS)
TAG = (
    r"(?:[（(](?:试行|暂行|修订|修订稿|修正|节选|摘录|摘编|征求意见稿|草案|讨论稿|送审稿|更新|全文|完整版|已?废止|已?失效|现行有效"
    r"|[一二三四五六七八九十]+|\d{4}年?(?:版|修订|修正|制定)?)[）)])*"
)
SUFFIX = re.compile(
    rf"(?:{BINDING}|{GUIDING}|{GUIDING_TEMPLATES}|{OPINIONS}|{NOTICES}|{REPORTS}){TAG}》?(?:的(?:通知|公告|决定|意见|函|批复))?$"
)
STRONG_SUFFIX = re.compile(rf"(?:{any_of(*kinds.RULES, *kinds.HOUSE_RULES)}){TAG}$")
WEAK_SUFFIX = re.compile(rf"(?:说明|材料|记录|令|函|(?<!办)法|规范|建议|措施|安排|要点|报告|计划){TAG}$")
FORM_SUFFIX = re.compile(rf"(?:{FORMS}){TAG}(?:[（(].{{1,30}}[）)])?$")
FILLED_IN = re.compile(
    r"(?:通知|报告|请示|批复|公示|说明|函|决定|决议|证明|情况|申请|记录|意见)$"
)  # 关于确定XX等同志为……的公示
PLACEHOLDER = re.compile(r"[Xx×ＸX]{2,}|[＊*]{2,}|某某|_{2,}")
FORBIDDEN = re.compile(r"[。；;！!？?]|[，,](?!市|省)|[:：]$|\.{3}|…|^[-–—·•]|[=＝]")
DOC_NUMBER_LINE = re.compile(
    r"[（(]?\s*[\u4e00-\u9fff]{1,16}\s*[〔\[［【(（]\s*(?:19|20)\d{2}\s*[〕\]］】)）]\s*第?\s*\d{1,5}\s*号\s*[）)]?"
)
ADDRESSEE = re.compile(r"(?:各|省|市|中央|全|校|机关|党支部|本|所属|有关|厅|局|[Xx×]{2}).{0,400}[:：]$")
ORGANISATION_END = re.compile(
    r"(?:委员会|办公厅|办公室|组织部|宣传部|统战部|纪委|党委|党组|工委|党总支|党支部|支部|法院|检察院|国务院|政府|人民代表大会|常务委员会|部|委|厅|局|院|校|大学|学院|中学|小学|公司|集团|协会|中心)"
    r"(?:办公室|组织部|制)?$"
)
DATE_LINE = re.compile(rf"[（(]?(?:\d{{4}}|[{YEAR_DIGITS}]{{4}}|[XxＸ×]*)\s*年.{{0,12}}[日号月][）)]?")
ADOPTION = re.compile(r"[（(].*\d{4}年.*[）)]")
EVENT = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日\s*(?:.{0,150}(?:通过|公布|发布|修订|修正|施行|实施|批准|印发|备案|废止|决定》?|公告|[^。；]号)[）)]?)?"
    r"|[〈《].{2,80}[〉》]的?决定[〉》]?.{0,10}(?:修正|修订)"
)
REMARK = re.compile(r"[（(][^（()）]{4,80}[）)]")
MONTH = re.compile(r"\d{4}年\d{1,2}月")
NATIONAL = ("中国共产党", "中华人民共和国")
MAX_TITLE_LINE = 60
MAX_TITLE = 180
MIN_TITLE = 4
MIN_WEAK_TITLE = 8
MAX_LINES = 4
MAX_NOTE = 300


@dataclass(frozen=True, slots=True)
class Title:
    """A title found in the text: the blocks it spans and its words joined."""

    start: int
    end: int
    text: str
    is_form: bool


def is_title_text(text: str) -> bool:
    """Whether words read like the whole title of a rule, notice or report."""
    if not MIN_TITLE <= len(text) <= MAX_TITLE + 2:
        return False
    bare = simplified(text.strip("《》"))
    if not MIN_TITLE <= len(bare) <= MAX_TITLE or FORBIDDEN.search(bare) or _is_bare(bare):
        return False
    return SUFFIX.search(bare) is not None and not (len(bare) < MIN_WEAK_TITLE and WEAK_SUFFIX.search(bare))


def is_form_title(text: str) -> bool:
    """Whether words read like the title of a form to fill in."""
    if not MIN_TITLE <= len(text) <= MAX_TITLE_LINE or FORBIDDEN.search(text):
        return False
    text = simplified(text)
    if TEMPLATE_COLLECTION.search(text):
        return False
    unquoted = re.sub(r"“[^”]*”", "", text)
    return FORM_SUFFIX.search(text) is not None or (
        PLACEHOLDER.search(unquoted) is not None and FILLED_IN.search(text) is not None
    )


def note_of(text: str) -> Note | None:
    """Tell which of the lines between a title and its text this is: 文号, （…年…通过）, dates of adoption."""
    if len(text) > MAX_NOTE:
        return None
    for note, pattern in (
        (Note.NUMBER, DOC_NUMBER_LINE),
        (Note.ADOPTION, ADOPTION),
        (Note.EVENT, EVENT),
        (Note.REMARK, REMARK),
    ):
        if pattern.fullmatch(text):
            return note
    return None


def _is_bare(text: str) -> bool:
    """Whether only the kind of document is named (暂行办法, 实施意见), so that the line above must belong to it."""
    core = re.sub(r"[（(].*?[）)]", "", text)
    return (
        re.fullmatch(
            rf"(?:实施|暂行|管理|工作|若干|有关|相关|具体|主要|其他|补充|填写|使用|的)*(?:{BINDING}|{GUIDING}|{OPINIONS}|{NOTICES}|{REPORTS})",
            core,
        )
        is not None
    )


def _is_open(text: str) -> bool:
    """Whether a line leaves a bracket open, so that its title goes on below."""
    return text.count("《") > text.count("》") or text.count("（") + text.count("(") > text.count("）") + text.count(
        ")"
    )


def _can_be_part(block: MarkedBlock) -> bool:
    text = block.text
    if (
        block.is_table
        or not text
        or len(text) > (MAX_TITLE if block.is_heading else MAX_TITLE_LINE)
        or FORBIDDEN.search(text)
    ):
        return False
    if block.article or block.section or block.part or block.is_annex_label:
        return False
    if MONTH.search(text) and not is_title_text(
        text
    ):  # 2025年6月, 2018年6月25日通过: a date of the document, not its name
        return False
    return not (block.is_doc_number or block.is_date)


def _may_go_on(lines: Sequence[str]) -> bool:
    """Whether lines are pieces of one title: an open bracket, 关于 without an end, or a bare kind below."""
    head, last = "".join(lines[:-1]), lines[-1]
    if _is_open(head) or "关于" in head or (len(lines) == MAX_LINES - 1 and lines[1].startswith("关于")):
        return True
    if last.startswith("关于"):
        return ORGANISATION_END.search(head) is not None
    return len(lines) == 2 and (_is_bare(last) or head.startswith(NATIONAL)) and not ORGANISATION_END.search(head)


def title_at(blocks: Sequence[MarkedBlock], start: int) -> Title | None:
    """Read the title that starts exactly at a block, over at most four lines; the shortest complete reading wins.

    A first line without a kind of document (关于做好毕业生党员) needs the next to complete it. A line that is only an
    organisation is a signature, unless 关于 follows.
    """
    lines: list[str] = []
    for end in range(start, min(start + MAX_LINES, len(blocks))):
        block = blocks[end]
        if not _can_be_part(block) or block.is_heading != blocks[start].is_heading:
            return None
        lines.append(block.text)
        joined = "".join(lines)
        if len(joined) > MAX_TITLE or (len(lines) > 1 and not _may_go_on(lines)):
            return None
        if _is_open(joined):
            continue
        if block.is_form_title if len(lines) == 1 else is_form_title(joined):
            return Title(start, end + 1, joined, is_form=True)
        if is_title_text(joined):
            return _extended(blocks, Title(start, end + 1, joined, is_form=False))
    return None


def _extended(blocks: Sequence[MarkedBlock], title: Title) -> Title:
    """Let a title take a further line that can only be its tail, such as （试行） or 的通知."""
    if title.end < len(blocks):
        tail = blocks[title.end].text
        if re.fullmatch(TAG, tail) or tail in {"的通知", "通知", "的公告"}:
            return Title(title.start, title.end + 1, title.text + tail, title.is_form)
    return title
