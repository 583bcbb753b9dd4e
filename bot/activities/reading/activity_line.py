"""Reads a new activity out of one line: 「3月主题党日 3月6日下午3点 三楼会议室」. Standard library only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.activities.kinds import RULES, ActivityKind
from bot.activities.model import Draft
from bot.activities.reading.moments import Monthly, take_day, take_length, take_monthly, take_times
from bot.activities.register.model import LeaveKind
from bot.clock import COUNTRY_ZONE

LONGEST_LINE = 1000
_KINDS: tuple[tuple[str, ActivityKind], ...] = (
    (r"组织生活会", ActivityKind.ORGANISATIONAL_LIFE_MEETING),
    (r"民主评议", ActivityKind.DEMOCRATIC_REVIEW),
    (r"支委会|支部委员会|支委扩大会", ActivityKind.COMMITTEE_MEETING),
    (r"小组会", ActivityKind.GROUP_MEETING),
    (r"党员大会|支部大会", ActivityKind.GENERAL_MEETING),
    (r"党日", ActivityKind.THEME_DAY),
    (r"党课", ActivityKind.PARTY_LECTURE),
    (r"志愿|双报到|社区服务|义务劳动", ActivityKind.COMMUNITY_SERVICE),
    (r"学习|研讨|读书|宣讲", ActivityKind.STUDY_SESSION),
)
_AGENDA = re.compile(r"(?:议程|内容|议题)\s*[::]\s*(?P<words>.+)$", re.DOTALL)
_PLACE = re.compile(r"(?:地点|地址|会场)\s*(?:[::]|是|在|改为|改到|改成)?\s*(?P<place>[^\s,。;]+)")
_IN = re.compile(
    r"(?:(?<=[\s,。;])|^)(?:在|到|于)(?!线|职|编|岗|此|会)(?:(?P<place>[^\s,。;]+?)"
    r"(?:(?P<verb>召开|举行|开会|举办|开展|集合|进行|集中|参加|开(?=[^\s]*[会课]))(?P<rest>[^\s,。;]*))|(?P<whole>[^\s,。;]+))"
    r"(?=[\s,。;]|$)"
)
_PLACE_LIKE = re.compile(r"(?:室|厅|馆|堂|楼|层|中心|基地|广场|公园|社区|学校|党校|食堂|礼堂|操场|村|站|院|号)$")
_FILLER = re.compile(
    r"^(?:时间|日期|定于|拟于|于|在|通知|安排|新建|组织|召开|举行|开展|举办|开|的|标题|主题|名称)[::]?(?=$|\s)"
)
_VERB = re.compile(r"^(?:组织|召开|举行|开展|举办|开个|开|的)(?=.)")
_NONE = frozenset({"无", "没有", "待定", "不定", "暂无", "未定"})
_LEAVES: tuple[tuple[str, LeaveKind], ...] = (
    (r"病假|生病", LeaveKind.SICK),
    (r"事假", LeaveKind.PERSONAL),
    (r"公假|因公(?:出差|外出)?|出差|公出|公务", LeaveKind.OFFICIAL),
    (r"其他(?:事由)?", LeaveKind.OTHER),
)


class Missing(StrEnum):
    """What is asked back, in this order."""

    KIND = "kind"
    DAY = "day"
    TIME = "time"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was said of a new activity so far; None where nothing was. Times are those of China."""

    kind: ActivityKind | None = None
    title: str | None = None
    day: date | None = None
    start: time | None = None
    end: time | None = None
    length_minutes: int | None = None
    place: str | None = None
    agenda: str | None = None
    monthly: Monthly | None = None

    @property
    def missing(self) -> Missing | None:
        """Give the first part that is still to be asked for."""
        if self.kind is None:
            return Missing.KIND
        if self.day is None and self.monthly is None:
            return Missing.DAY
        if self.start is None:
            return Missing.TIME
        return Missing.PLACE if self.place is None else None

    def corrected(self, other: Wish) -> Wish:
        """Put what another line says over this one; a new start makes an old end void."""
        said = {name: getattr(other, name) for name in Wish.__slots__ if getattr(other, name) is not None}
        if other.start is not None:
            said |= {"end": other.end, "length_minutes": other.length_minutes or self.length_minutes}
        if other.day is not None:
            said["monthly"] = None
        return replace(self, **said)

    def draft(self, title: str, day: date) -> Draft:
        """Give the draft for a day; `title` counts where none was said. An end before the start stays for the rules."""
        assert self.kind is not None  # asked for before
        assert self.start is not None  # the same
        start = datetime.combine(day, self.start, COUNTRY_ZONE).astimezone(UTC)
        length = timedelta(minutes=self.length_minutes or RULES[self.kind].minutes)
        end = datetime.combine(day, self.end, COUNTRY_ZONE).astimezone(UTC) if self.end else start + length
        return Draft(self.kind, self.title or title, start, end, self.place or "", self.agenda or "")

    def as_json(self) -> dict[str, Any]:
        """Give it for storing."""
        said = asdict(self)
        times = {name: said[name].isoformat() if said[name] is not None else None for name in ("day", "start", "end")}
        return said | times

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Wish:
        """Give back what `as_json` stored."""
        values = dict(said)
        values["kind"] = ActivityKind(values["kind"]) if values["kind"] else None
        values["day"] = date.fromisoformat(values["day"]) if values["day"] else None
        for name in ("start", "end"):
            values[name] = time.fromisoformat(values[name]) if values[name] else None
        values["monthly"] = Monthly(**values["monthly"]) if values["monthly"] else None
        return cls(**values)


def read_activity(text: str, today: date) -> Wish:
    """Read one line. What it does not say stays None; nothing is guessed but the afternoon of 「3点」."""
    text = unicodedata.normalize("NFKC", text)[:LONGEST_LINE].strip()
    agenda = _AGENDA.search(text)
    if agenda:
        text = text[: agenda.start()]
    monthly, text = take_monthly(text)
    length, text = take_length(text)
    day, text = take_day(text, today)
    start, end, text = take_times(text)
    place, text = _take_place(text)
    title, left = _title_and_place(text)
    return Wish(
        kind=kind_in(title or ""),
        title=title,
        day=None if monthly else day,
        start=start,
        end=end,
        length_minutes=int(length.total_seconds() // 60) if length else None,
        place=place or left,
        agenda=agenda["words"].strip() if agenda else None,
        monthly=monthly,
    )


def read_part(text: str, part: Missing, today: date) -> Wish:
    """Read the answer to a question: only what was asked for, and times and days where they come along."""
    said = read_activity(text, today)
    if part is Missing.PLACE:
        words = " ".join(text.split())
        return Wish(place="" if words in _NONE else said.place or words)
    if part is Missing.KIND:
        return Wish(kind=kind_in(text))
    return Wish(day=said.day, monthly=said.monthly, start=said.start, end=said.end, length_minutes=said.length_minutes)


def kind_in(text: str) -> ActivityKind | None:
    """Tell the kind by its words."""
    return next((kind for words, kind in _KINDS if re.search(words, text)), None)


def read_leave(text: str) -> tuple[LeaveKind | None, str]:
    """Read 「病假 发烧」: the kind, None when it is not named, and the reason that is left."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    for words, kind in _LEAVES:
        found = re.match(rf"(?:请|申请)?(?:{words})(?:[,:;。]|\s|$)\s*(?P<reason>.*)$", text)
        if found:
            return kind, found["reason"].strip()
    return None, text


def _take_place(text: str) -> tuple[str | None, str]:
    found = _PLACE.search(text)
    if found:
        return found["place"], f"{text[: found.start()]} {text[found.end() :]}"
    found = _IN.search(text)
    if found:
        rest = found["verb"] + found["rest"] if found["rest"] else ""
        return found["place"] or found["whole"], f"{text[: found.start()]} {rest} {text[found.end() :]}"
    return None, text


def _title_and_place(text: str) -> tuple[str | None, str | None]:
    """Share out the words that are left: a place looks like one, or comes after the title."""
    words = [word for word in (_bare(piece) for piece in re.split(r"[\s,。;]+", text)) if word]
    named = [word for word in words if kind_in(word)]
    places = [word for word in words if _PLACE_LIKE.search(word) and word not in named]
    if places:
        title = " ".join(word for word in words if word != places[-1])
        return title or None, places[-1]
    if not words:
        return None, None
    return words[0], " ".join(words[1:]) or None


def _bare(word: str) -> str:
    """Take away what only joins words."""
    word = word.strip(":：-–—、()（）")
    stripped = _FILLER.sub("", word)
    return _VERB.sub("", stripped) if kind_in(_VERB.sub("", stripped)) else stripped
