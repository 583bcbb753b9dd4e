"""Reads days and times as people write them: 下周五, 3月6日, 下午3点半, 14:30到16:00. Pure.

Texts come NFKC-normalised: full-width digits, colons and brackets are ASCII already.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from knowledge.chinese.numbers import number_of

LONG_PAST = timedelta(days=60)  # a day and month gone by for longer means next year's
WEEK = "一二三四五六日"

_NUMBER = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_PERIOD = r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|午后)"
_ONE = (  # the figure after each name is put in place of #
    rf"(?P<p#>{_PERIOD})?\s*(?:(?P<h#>\d{{1,2}}):(?P<m#>\d{{2}})"
    rf"|(?P<n#>{_NUMBER})(?:点钟?|时(?!长))(?P<q#>半|一刻|三刻|{_NUMBER}分?|整)?)"
)
_TO = r"\s*(?:-|–|—|~|到|至)+\s*"
_RANGE = re.compile(
    rf"{_ONE.replace('#', '1')}{_TO}{_ONE.replace('#', '2')}|"
    rf"(?P<p3>{_PERIOD})?\s*(?P<n3>{_NUMBER}){_TO}(?P<p4>{_PERIOD})?\s*(?P<n4>{_NUMBER})(?:点钟?|时(?!长))"
)
_TIME = re.compile(_ONE.replace("#", "5"))
_LENGTH = re.compile(
    rf"(?:时长|为期|历时|约|大概|共|开|持续)?[::]?\s*(?:(?P<half>半)个?小时|(?P<hours>\d{{1,2}}(?:\.\d)?|{_NUMBER})个?(?P<more>半)?小时(?P<rest>半)?|(?P<minutes>\d{{1,3}})分钟)"
)
_NEAR = {"前天": -2, "昨天": -1, "今天": 0, "今日": 0, "今": 0, "明天": 1, "明日": 1, "明": 1, "大后天": 3, "后天": 2}
_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...]
_NTH = re.compile(
    r"每个?月的?(?:第(?P<nth>[一二三四五1-5])|(?P<last>最后一?))个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])"
)
_MONTHLY = re.compile(rf"每个?月的?(?P<day>{_NUMBER})(?:日|号)")


@dataclass(frozen=True, slots=True)
class Monthly:
    """Every month on `day`, or on the `nth` (1 to 5, -1 the last) `weekday` (0 is Monday)."""

    day: int | None = None
    nth: int | None = None
    weekday: int | None = None


def take_monthly(text: str) -> tuple[Monthly | None, str]:
    """Find 「每月第一个周五」 or 「每月5号」; gives it and the text without it."""
    found = _NTH.search(text)
    if found:
        nth = -1 if found["last"] else _number(found["nth"])
        return Monthly(nth=nth, weekday=_weekday(found["day"])), _without(text, found)
    found = _MONTHLY.search(text)
    if found and 1 <= _number(found["day"]) <= 31:
        return Monthly(day=_number(found["day"])), _without(text, found)
    return None, text


def take_day(text: str, today: date) -> tuple[date | None, str]:
    """Find a day; gives it and the text without it. A day that does not exist is taken out and counts as not said."""
    day: date | None = None
    for pattern, read in _DAYS:
        found = pattern.search(text)
        if found:
            day = day or read(found, today)
            text = _without(text, found)
    return day, text


def take_times(text: str) -> tuple[time | None, time | None, str]:
    """Find when something begins and, where it is said, ends; gives both and the text without them."""
    found = _RANGE.search(text)
    if found:
        start, end = _range(found)
        return start, end, _without(text, found)
    found = _TIME.search(text)
    if found is None:
        return None, None, text
    start = _clock(found["p5"], found["h5"], found["m5"], found["n5"], found["q5"])
    return start, None, _without(text, found)


def take_length(text: str) -> tuple[timedelta | None, str]:
    """Find how long it lasts (2小时, 一个半小时, 90分钟); gives it and the text without it."""
    found = _LENGTH.search(text)
    if found is None:
        return None, text
    if found["half"]:
        minutes = 30.0
    elif found["minutes"]:
        minutes = float(found["minutes"])
    else:
        said = found["hours"]
        hours = float(said) if said[0].isdigit() else float(_number(said))
        minutes = 60 * hours + (30 if found["more"] or found["rest"] else 0)
    return (timedelta(minutes=minutes) if minutes else None), _without(text, found)


def _range(found: re.Match[str]) -> tuple[time | None, time | None]:
    if found["n4"]:
        start = _clock(found["p3"], None, None, found["n3"], None)
        end = _clock(found["p4"] or found["p3"], None, None, found["n4"], None)
    else:
        start = _clock(found["p1"], found["h1"], found["m1"], found["n1"], found["q1"])
        end = _clock(found["p2"] or found["p1"], found["h2"], found["m2"], found["n2"], found["q2"])
    if start and end and end <= start and end.hour < 12:
        end = end.replace(hour=end.hour + 12)
    return start, end


def _clock(
    period: str | None, hour: str | None, minute: str | None, number: str | None, part: str | None
) -> time | None:
    """Give the moment of the day; hours from 1 to 6 without 上午 or a leading zero are those of the afternoon."""
    said = hour or number or ""
    hours, minutes = _number(said), int(minute) if minute else _minutes(part)
    is_late = period in {"下午", "傍晚", "晚上", "晚", "午后"} or (period == "中午" and hours < 10)
    is_bare = period is None and 1 <= hours <= 6 and not said.startswith("0")
    if hours < 12 and (is_late or is_bare):
        hours += 12
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def _minutes(part: str | None) -> int:
    named = {None: 0, "整": 0, "半": 30, "一刻": 15, "三刻": 45}
    return named[part] if part in named else _number((part or "").removesuffix("分"))


def _number(text: str) -> int:
    """Read a number in digits or in Chinese; what is neither gives 99, which no day or hour is."""
    number = number_of(text)
    return 99 if number is None else number


def _weekday(char: str) -> int:
    return "一二三四五六日".find(char) if char in WEEK else 6 if char == "天" else int(char) - 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _yearless(month: int, day: int, today: date) -> date | None:
    """Give the day of this year; gone by for longer than 60 days, next year's."""
    this = _date(today.year, month, day)
    if this is None or today - this > LONG_PAST:
        return _date(today.year + 1, month, day) or this
    return this


def _near(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=_NEAR[found[0]])


def _of_week(found: re.Match[str], today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    which = found["which"] or ""
    shift = which.count("下") - which.count("上")
    day = monday + timedelta(days=7 * shift + _weekday(found["day"]))
    return day + timedelta(days=7) if not which and day < today else day


def _full(found: re.Match[str], today: date) -> date | None:
    said = found["year"] or ""
    month, day = _number(found["month"]), _number(found["day"])
    if said.isdecimal():
        return _date(int(said), month, day)
    if said in {"今", "明"}:
        return _date(today.year + (said == "明"), month, day)
    return _yearless(month, day, today)


def _of_month(found: re.Match[str], today: date) -> date | None:
    this = _date(today.year, today.month, _number(found["day"]))
    if this is not None and this >= today:
        return this
    later = today.replace(day=1) + timedelta(days=31)
    return _date(later.year, later.month, _number(found["day"])) or this


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


_DAYS = (
    (re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)[日号]?"), _full),
    (re.compile(rf"(?:(?P<year>\d{{4}}|今|明)年)?\s*(?P<month>{_NUMBER})月份?\s*(?P<day>{_NUMBER})(?:日|号)"), _full),
    (re.compile(r"(?<![\d.])(?P<month>\d{1,2})[./](?P<day>\d{1,2})(?![\d.%])(?P<year>)"), _full),
    (re.compile(r"大后天|后天|前天|昨天|[今明][天日]|[今明](?=晚)"), _near),
    (
        re.compile(r"\(?(?P<which>上|本|这个?|下下个?|下个?)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])(?!\d)\)?"),
        _of_week,
    ),
    (re.compile(rf"(?<![\d月第])(?P<day>{_NUMBER})(?:号(?!楼|会|院|厅|室|文)|日(?!报))"), _of_month),
)
