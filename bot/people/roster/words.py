"""How a secretary writes levels, posts, dates and names in a roster. Standard library only."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from bot.people.model import COMMITTEE_POSTS, MemberStatus, OrganisationKind, PostKind
from bot.people.roster.model import Column, Names
from bot.plain import one_line

REFUSED_HEADERS = re.compile(
    r"身份证|证件|公民.?号|护照|手机|电话|联系方式|联系人|微信|QQ|邮箱|邮件|住址|地址|住所|籍贯|出生|生日|年龄|民族|银行|工资|照片"
    r"|phone|mobile|passport|e-?mail|address|birth|id.?(?:card|number)",
    re.IGNORECASE,
)
HEADERS = {
    **{column.value: column for column in Column},
    "党员编号": Column.CODE,
    "党员姓名": Column.NAME,
    "所在党组织": Column.PLACE,
    "所在支部": Column.PLACE,
    "身份": Column.STATUS,
    "人员类别": Column.STATUS,
    "入党时间": Column.JOINED,
    "党内职务": Column.POSTS,
    "任职时间": Column.SINCE,
}
STATUSES = {
    "正式党员": MemberStatus.FULL,
    "正式": MemberStatus.FULL,
    "预备党员": MemberStatus.PROBATIONARY,
    "预备": MemberStatus.PROBATIONARY,
}
LEAVING = "转出"
SAMPLE = "示例"
POST_WORDS = {
    PostKind.SECRETARY: ("书记", "支部书记", "党支部书记", "党总支书记", "总支书记", "党委书记"),
    PostKind.DEPUTY_SECRETARY: ("副书记", "支部副书记", "党支部副书记", "党委副书记", "党总支副书记"),
    PostKind.ORGANISATION_COMMISSIONER: ("组织委员",),
    PostKind.PUBLICITY_COMMISSIONER: ("宣传委员",),
    PostKind.DISCIPLINE_COMMISSIONER: ("纪检委员", "纪律检查委员"),
    PostKind.COMMITTEE_MEMBER: ("委员", "支委", "支部委员", "党委委员", "支委会委员"),
    PostKind.GROUP_LEADER: ("党小组组长", "党小组长", "小组长", "组长"),
    PostKind.ADMINISTRATOR: ("机关党委管理员", "党委管理员", "管理员"),
    PostKind.AUDITOR: ("监督检查", "监督检查员", "监督员"),
}
_POSTS = {word: kind for kind, words in POST_WORDS.items() for word in words}
_SUFFIXES = (
    ("党小组", OrganisationKind.GROUP),
    ("小组", OrganisationKind.GROUP),
    ("党总支", OrganisationKind.GENERAL_BRANCH),
    ("总支", OrganisationKind.GENERAL_BRANCH),
    ("总支部", OrganisationKind.GENERAL_BRANCH),
    ("总支部委员会", OrganisationKind.GENERAL_BRANCH),
    ("支部", OrganisationKind.BRANCH),
    ("支部委员会", OrganisationKind.BRANCH),
    ("党委", OrganisationKind.COMMITTEE),
    ("工委", OrganisationKind.COMMITTEE),
    ("党工委", OrganisationKind.COMMITTEE),
)
_LEVELS = {
    "党委": OrganisationKind.COMMITTEE,
    "机关党委": OrganisationKind.COMMITTEE,
    "党总支": OrganisationKind.GENERAL_BRANCH,
    "党支部": OrganisationKind.BRANCH,
    "支部": OrganisationKind.BRANCH,
    "党小组": OrganisationKind.GROUP,
    "小组": OrganisationKind.GROUP,
}
_SUITED = {  # the level a post is held at when the roster does not say: the first there is in the member's own path
    PostKind.GROUP_LEADER: (OrganisationKind.GROUP,),
    PostKind.ADMINISTRATOR: (OrganisationKind.COMMITTEE,),
    PostKind.AUDITOR: (OrganisationKind.COMMITTEE,),
    **dict.fromkeys(
        COMMITTEE_POSTS, (OrganisationKind.BRANCH, OrganisationKind.GENERAL_BRANCH, OrganisationKind.COMMITTEE)
    ),
}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_SOLID_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_BRACKETED = re.compile(r"(.*?)\s*[(（]\s*(.+?)\s*[)）]")
_END_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")
_HAN_GAP = re.compile(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")
_PHONE_NUMBER = re.compile(r"(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)")
FIRST_SERIAL, LAST_SERIAL = 1, 2_958_465  # Excel's days: 1900-01-01 to 9999-12-31
EXCEL_DAY_ZERO = date(1899, 12, 30)


def clean(text: str) -> str:
    """Give text in one line, without gaps between Chinese characters: 「王　伟」 is how two are spread to three."""
    return _HAN_GAP.sub("", one_line(text))


def holds_id_number(text: str) -> bool:
    """Tell whether something shaped like an 18-digit identity number is in the text."""
    return bool(_ID_NUMBER.search(_digits_joined(text)))


def holds_phone_number(text: str) -> bool:
    """Tell whether something shaped like a mobile number is in the text."""
    return bool(_PHONE_NUMBER.search(_digits_joined(text)))


def _digits_joined(text: str) -> str:
    return re.sub(r"(?<=\d)[\s\-_]+(?=[\dXx])", "", unicodedata.normalize("NFKC", text))


def level_of(name: str) -> OrganisationKind | None:
    """Tell an organisation's level from the end of its name, brackets at the end aside."""
    bare = _END_BRACKETS.sub("", name).strip()
    fitting = [(len(suffix), kind) for suffix, kind in _SUFFIXES if bare.endswith(suffix)]
    return max(fitting, key=lambda item: item[0])[1] if fitting else None


def level_named(word: str) -> OrganisationKind | None:
    """Tell a level from its own name, as the column 级别 gives it."""
    return _LEVELS.get(word)


def post_of(word: str) -> tuple[PostKind | None, str | None]:
    """Read a post with its organisation in brackets, if any."""
    matched = _BRACKETED.fullmatch(word)
    if matched and word not in _POSTS:
        return _POSTS.get(matched[1]), matched[2]
    return _POSTS.get(word), None


def suited_place(post: PostKind, place: Names, kinds: tuple[OrganisationKind, ...]) -> Names | None:
    """Give the organisation in a member's own path at which such a post is held; the nearest wins."""
    for wanted in _SUITED[post]:
        for depth in range(len(place), 0, -1):
            if kinds[depth - 1] is wanted:
                return place[:depth]
    return None


def date_of(value: str | float | date) -> date | None:
    """Read a day: 2020-07-01, 2020/7/1, 2020.7.1, 2020年7月1日, 20200701 or Excel's number of the day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = f"{value:.0f}" if isinstance(value, float) and value == int(value) else str(value)
    matched = _SOLID_DATE.fullmatch(text) or _DATE.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        if matched:
            return date(int(matched[1]), int(matched[2]), int(matched[3]))
        if isinstance(value, float) and FIRST_SERIAL <= value < LAST_SERIAL and value == int(value):
            return EXCEL_DAY_ZERO + timedelta(days=int(value))
    except (ValueError, OverflowError):
        return None
    return None
