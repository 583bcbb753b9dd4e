"""What a regulation's own text says about it: issuer, 文号, dates, kind, version year, short names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.marking.headlines import (
    BINDING,
    DOC_NUMBER_LINE,
    GUIDING,
    GUIDING_TEMPLATES,
    NOTICES,
    OPINIONS,
    REPORTS,
    TAG,
    is_form_title,
)
from ingest.splitting.drafts import RegulationDraft, same_title
from ingest.splitting.tail import find_tail
from ingest.structure.structured import Structured
from knowledge.chinese.dates import DAY, day_of, first_day
from knowledge.chinese.kinds import RULES, any_of
from knowledge.chinese.numbers import number_of
from knowledge.chinese.script import squeezed
from knowledge.model import DocumentKind

DOC_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,16}?)\s*[〔\[［【(（]\s*((?:19|20)\d{2})\s*[〕\]］】)）]\s*第?\s*(\d{1,5})\s*号"
)
ORDER_NUMBER = re.compile(
    r"((?:国务院|主席|(?:(?![年月日])[\u4e00-\u9fff]){2,16}?[部委局会])令)\s*第?\s*([0-9一二三四五六七八九十百零〇]{1,8})\s*号"
)
ISSUE_VERBS = "公布|发布|印发|通过|修订|修正|批准|颁布"
STARTS = "(?:正式)?(?:施行|实施|执行|生效|试行)"
EFFECTIVE = re.compile(rf"(?:本[\u4e00-\u9fff]{{1,10}}?|^|[。，])\s*(?:自|从)\s*(?:{DAY.pattern})\s*起{STARTS}")
EFFECTIVE_HEADER = re.compile(rf"(?:{DAY.pattern})\s*(?:起)?(?:施行|实施)")
EFFECTIVE_AT_ISSUE = re.compile(rf"自(?:公布|发布|印发|颁布|下发|修订发布)之日起{STARTS}|(?:公布|发布)施行")
EXPIRES = re.compile(rf"(?:有效期|试行期|执行期|施行期)[^。；]{{0,12}}?(?:至|到)\s*(?:{DAY.pattern})")
EXPIRES_YEARS = re.compile(r"(?:有效期|试行期)(?:限)?为?\s*([一二两三四五六七八九十\d]{1,2})\s*年")
TITLE_YEAR = re.compile(r"[（(](\d{4})\s*年?(?:版|修订|修正|制定|\d*月\d*日)?[）)]")
NAME_DATE = re.compile(r"[（(](\d{4})[-.年]?(\d{2})?[-.月]?(\d{2})?日?[）)]")
ALIAS = re.compile(
    r"《([^《》]{4,80}(?:《[^《》]*》[^《》]*)?)》\s*[（(]以下(?:简)?称(?:为)?[《“\"]?([^《》”\")）]{2,20})[》”\"]?[)）]"
)
ANNOUNCED = re.compile(
    r"(?:近日|日前|最近)?[，,]?\s*((?:中共|中央|国务院|全国)[\u4e00-\u9fff、]{0,24}?)\s*(?:联合)?(?:印发|发布|公布|出台)了?\s*《"
)
TITLE_ISSUER = re.compile(
    r"^((?:中共|中国共产党|中央|国务院|全国|最高|省|市|县|区|[\u4e00-\u9fff]{2,12}?[省市县区州])"
    r"[\u4e00-\u9fff、 ]{0,40}?(?:中央|委员会|办公厅|办公室|委|部|院|局|厅|会|党组|支部))关于"
)
TITLE_OWNER = re.compile(
    r"^(?!中国共产党|中华人民共和国)([\u4e00-\u9fff]{2,16}?(?:大学|学院|中学|小学|学校|医院|研究院|研究所|集团|公司))"
)
NUMBER_ISSUERS = (
    ("中办", "中共中央办公厅"),
    ("国办", "国务院办公厅"),
    ("中组", "中共中央组织部"),
    ("组通字", "中共中央组织部"),
    ("中纪", "中共中央纪律检查委员会"),
    ("中宣", "中共中央宣传部"),
    ("中发", "中共中央"),
    ("国发", "国务院"),
    ("法释", "最高人民法院"),
)
ENDED = "废止|失效|作废"
STATUS_MARK = re.compile(rf"[（(【\[](?:现行|已)?(?:{ENDED}|有效)[）)】\]]")
MAX_NOTE = 300
EVENT_ISSUERS = (
    (re.compile(r"全国人民代表大会常务委员会"), "全国人民代表大会常务委员会"),
    (re.compile(r"全国人民代表大会"), "全国人民代表大会"),
    (re.compile(r"(最高人民法院)审判委员会"), "最高人民法院"),
    (re.compile(r"国务院令|国务院第|《国务院关于"), "国务院"),
    (re.compile(r"中共中央政治局"), "中共中央"),
)
EVENT_ISSUER = re.compile(
    r"\s*([\u4e00-\u9fff、 ]{2,40}?)(?:修正|修订|公告|会议|令|第.{1,12}号)?(?:发布|公布|印发|颁布|批准)"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text says about itself; None where it says nothing."""

    kind: DocumentKind
    doc_number: str | None
    issuer: str | None
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    version_year: int | None
    aliases: tuple[str, ...]


def facts_of(draft: RegulationDraft, parts: Structured, stem: str, published_on: date | None) -> Facts:
    """Collect the facts of one regulation. `stem` is the file's name, read only for a date: 密码法(2019-10-26)."""
    kind = kind_of(draft)
    wrapper = find_tail((*draft.preface, *draft.seal)) if draft.preface or draft.seal else None
    head = _head_lines(draft, parts)
    doc_number = _doc_number(head, draft)
    event_date, event_issuer = _latest_event(head)
    name_date = _name_date(stem) if len(draft.articles) > 0 else None
    signed = (wrapper.signed_on if wrapper else None) or parts.tail.signed_on
    own_date = max(filter(None, (event_date, name_date)), default=None) or signed
    issued_on = own_date or (published_on if kind in (DocumentKind.NOTICE, DocumentKind.REPORT) else None)
    text_tail = [block.text for block in draft.body[-12:] if not block.is_table]
    effective_on = _effective_date(head, [block.text for block in draft.body if not block.is_table], issued_on)
    issuer = (
        (wrapper.issuer if wrapper else None) or parts.tail.issuer or _named_issuer(draft, doc_number) or event_issuer
    )
    return Facts(
        kind=kind,
        doc_number=doc_number,
        issuer=_tidy_issuer(issuer),
        issued_on=issued_on,
        effective_on=effective_on,
        expires_on=_expiry(text_tail, effective_on or issued_on),
        version_year=_version_year(draft.title, doc_number, own_date, effective_on),
        aliases=_aliases(draft),
    )


def kind_of(draft: RegulationDraft) -> DocumentKind:
    """Tell what sort of writing it is from its title and its numbering."""
    bare = re.sub(TAG + "$", "", re.sub(r"[（(][^（()）]*[）)]$", "", draft.title))
    if draft.is_detached or (is_form_title(draft.title) and not draft.articles):
        return DocumentKind.FORM
    if re.search(rf"(?:{GUIDING_TEMPLATES})$", bare):
        return DocumentKind.FORM
    if draft.articles:
        return DocumentKind.REGULATION
    for suffixes, kind in (
        (NOTICES, DocumentKind.NOTICE),
        (BINDING, DocumentKind.REGULATION),
        (OPINIONS, DocumentKind.OPINION),
        (f"{REPORTS}|情况", DocumentKind.REPORT),
        (f"{GUIDING}|程序|知识库|办事", DocumentKind.GUIDE),
    ):
        if re.search(rf"(?:{suffixes})》?$", bare):
            return kind
    return DocumentKind.REPORT


def _head_lines(draft: RegulationDraft, parts: Structured) -> list[str]:
    """Give the lines that speak about the document as a whole: its wrapper and the notes under its title."""
    return [
        *(block.text for block in (*draft.preface, *draft.seal) if len(block.text) <= 300 or block.is_doc_number),
        *parts.notes,
    ]


def _doc_number(head: Iterable[str], draft: RegulationDraft) -> str | None:
    lines = list(head)
    for line in [*lines, *(block.text for block in draft.body[:2])]:
        if DOC_NUMBER_LINE.fullmatch(line):
            match = DOC_NUMBER.search(line)
            if match:
                return f"{''.join(match[1].split())}〔{match[2]}〕{int(match[3])}号"
    orders = [match for line in lines if len(line) <= 300 for match in ORDER_NUMBER.finditer(line)]
    if orders:
        name = re.sub(r"^中华人民共和国", "", orders[-1][1])
        return f"{name}第{orders[-1][2]}号"
    return None


def _latest_event(head: Iterable[str]) -> tuple[date | None, str | None]:
    """Find the latest 通过, 公布, 修订 and the like among the head lines, and who did it."""
    latest: tuple[date, str] | None = None
    for line in head:
        if len(line) > 300:
            continue
        for match in DAY.finditer(line):
            found = day_of(match)
            after = re.split(r"\d{4}\s*年", line[match.end() :], maxsplit=1)[0]
            if found and re.search(ISSUE_VERBS, after) and (latest is None or found >= latest[0]):
                latest = (found, after)
    if latest is None:
        return None, None
    for pattern, issuer in EVENT_ISSUERS:
        if pattern.search(latest[1]):
            return latest[0], issuer
    named = EVENT_ISSUER.match(latest[1])
    return latest[0], named[1] if named else None


def _name_date(stem: str) -> date | None:
    match = NAME_DATE.search(stem)
    if match is None:
        return None
    return first_day(f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}")


def _effective_date(head: Iterable[str], body: Sequence[str], issued_on: date | None) -> date | None:
    """Find from when the rule applies: a head line (2019年7月1日 施行), the rule's last words, or its notice."""
    lines = [line for line in head if len(line) <= 400]
    for line in lines:
        if len(line) <= MAX_NOTE and (match := EFFECTIVE_HEADER.search(line)):
            return first_day(match[0])
    for text in reversed(body):
        if match := EFFECTIVE.search(text):
            return first_day(match[0])
        if EFFECTIVE_AT_ISSUE.search(text) and len(text) <= MAX_NOTE:
            return issued_on
    announced = [match for line in lines if (match := EFFECTIVE.search(line))]
    return first_day(announced[0][0]) if announced else None


def _expiry(tail: Iterable[str], since: date | None) -> date | None:
    for text in tail:
        if match := EXPIRES.search(text):
            return first_day(match[0])
        years = EXPIRES_YEARS.search(text)
        if years and since:
            count = number_of(years[1])
            return since.replace(year=since.year + count, day=min(since.day, 28)) if count else None
    return None


def _named_issuer(draft: RegulationDraft, doc_number: str | None) -> str | None:
    """Find the issuer in the announcement, the title or the prefix of the 文号."""
    for block in draft.preface:
        if match := ANNOUNCED.search(block.text):
            return match[1]
    if match := TITLE_ISSUER.match(draft.title):
        return match[1]
    if doc_number:
        for prefix, issuer in NUMBER_ISSUERS:
            if doc_number.startswith(prefix):
                return issuer
    if (match := TITLE_OWNER.match(draft.title)) and (doc_number is None or doc_number.startswith("校")):
        return match[1]
    return None


def _tidy_issuer(issuer: str | None) -> str | None:
    if issuer is None:
        return None
    bare = re.sub(r"(?:第[一二三四五六七八九十百\d]+次.*|公告|令)$", "", issuer.strip())
    return re.sub(r"\s+", "、", bare).strip("、") or None


def _version_year(title: str, doc_number: str | None, issued_on: date | None, effective_on: date | None) -> int | None:
    """Give the year that tells versions of one rule apart: title suffix, 文号, own dates, in this order."""
    if match := TITLE_YEAR.search(title):
        return int(match[1])
    if doc_number and (match := re.search(r"〔(\d{4})〕", doc_number)):
        return int(match[1])
    own = issued_on or effective_on
    return own.year if own else None


def _aliases(draft: RegulationDraft) -> tuple[str, ...]:
    found: dict[str, None] = {}
    texts = [block.text for block in (*draft.preface, *draft.body[:6]) if not block.is_table]
    for text in texts:
        for match in ALIAS.finditer(text):
            if same_title(match[1], draft.title):
                found[match[2].strip()] = None
    return tuple(found)


def without_status(title: str) -> str:
    """Take marks such as （已废止） and （现行有效） out of a title: they are its status, not its name."""
    return STATUS_MARK.sub("", title)


def is_repealed(title: str, head: Iterable[str]) -> bool:
    """Whether the title or the lines under it mark the rule as repealed."""
    lines = [title, *(line for line in head if len(line) <= 60)]
    return any(
        re.search(
            rf"[（(【\[](?:已)?(?:{ENDED})[）)】\]]|^(?:本(?:文件|{any_of(*RULES)}))?已(?:于.{{4,20}})?(?:废止|失效)",
            squeezed(line),
        )
        for line in lines
    )
