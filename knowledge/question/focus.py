"""What kind of thing a question asks for: a length of time, a count, a sum, a list, a yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.chinese.numbers import number_of

_N = r"\d+(?:\.\d+)?"


class Ask(StrEnum):
    """The kinds of answer a sentence can be checked for."""

    DURATION = "duration"
    FREQUENCY = "frequency"
    COUNT = "count"
    MONEY = "money"
    RATIO = "ratio"
    SCORE = "score"
    HOURS = "hours"
    DATE = "date"
    LIST = "list"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Focus:
    """What the answer must look like. `items` is the number of list items when the question names it, else 0."""

    asks: frozenset[Ask]
    items: int = 0
    wants_number: bool = False


_QUANTITY = r"(?:多少|几|多大|多高|哪些?)"
_ASKED: tuple[tuple[Ask, str], ...] = (
    (Ask.HOURS, r"(?:多少|几)个?(?:小时|学时|课时|钟头)|(?:学时|小时|课时)(?:数|要求|标准)?(?:是|有|为)?(?:多少|几)"),
    (
        Ask.MONEY,
        r"(?:多少|几)(?:块|元|钱|费|万|奖金|补贴|补助|经费|工资|津贴|党费)|(?:多少|啥|什么)(?:标准|价)|(?:费|钱|金|补贴|补助)[^，。？]{0,6}(?:多少|上限|标准)",
    ),
    (Ask.RATIO, r"(?:比例|百分之|占比|几成|比率|百分比)"),
    (Ask.SCORE, r"(?:多少|几)分(?!钟|之)"),
    (
        Ask.FREQUENCY,
        r"(?:几|多少|哪)(?:次|回|趟)|(?:多久|多长时间|隔多久|每隔多久|几个月|几年|几天)[^，。？]{0,8}(?:一次|1次|1回|一回|开|召开)|频率|频次",
    ),
    (
        Ask.DURATION,
        r"多久|多长时间|多长|几(?:天|日|个?月|年|周|个?工作日|小时)|(?:时限|期限|时间限制|最长|任期)|什么时间(?:内|之内)",
    ),
    (Ask.DATE, r"什么时候|何时|哪(?:年|天|个?月|个?季度|一?天)|几(?:月|号|月份)|什么时间|几点"),
    (
        Ask.COUNT,
        r"(?:几|多少)(?:个|名|人|位|条|项|级|种|类|家|票|方面|批|届|等次|岁|晚|支|份|期|场|单位)|多少|人数|上限|最多|至少|最少|最低",
    ),
)
_HOW_LONG = re.compile(r"几(?:年|个?月|天|周)")
_LIST = re.compile(
    r"(?:哪|那)(?:几|些|\d+|[一二两三四五六七八九十]+)(?:个|种|条|项|类|方面|步|样|点|句|次|人|招|关|件)?"
    r"|(?:是|有)什么内容|包括(?:什么|哪)|具体(?:是|有|包括|要做)|(?:几|多少)(?:种|样|类|方面|步)|分别|各(?:是|有)什么|什么(?:条件|职责|任务|原则|程序|步骤|情形|材料)"
)
_NUMBER = r"([2-9]|1\d|[二两三四五六七八九十]{1,2})"
_ITEMS = re.compile(rf"哪{_NUMBER}|{_NUMBER}(?:个|大|种|条|项|类|方面|点|步)")
UNIT_WORDS = frozenset(
    [
        "小时",
        "钟头",
        "学时",
        "课时",
        "元",
        "钱",
        "块",
        "分",
        "分数",
        "比例",
        "人数",
        "数量",
        "名额",
        "时间",
        "期限",
        "频率",
        "次数",
        "标准",
        "金额",
        "数额",
        "上限",
        "下限",
    ]
)
_PROOF: dict[Ask, re.Pattern[str]] = {
    Ask.DURATION: re.compile(
        rf"(?:{_N}|半|[一二两三四五六七八九十]+)个?(?:年|月|日|天|周|工作日|小时|季度)|当[日天月年]|届满|长期|立即|及时|按季度"
    ),
    Ask.FREQUENCY: re.compile(
        rf"每(?:{_N}|半|[一二两三四五六七八九十])?个?(?:年|月|日|天|周|季度|次|届|半年|双月|两年)|{_N}次|双周|双月|定期|按期|经常|每天|随时"
    ),
    Ask.COUNT: re.compile(rf"{_N}|[一二两三四五六七八九十]+(?:个|名|人|种|条|项|级|类|等次)|半数|全体"),
    Ask.MONEY: re.compile(rf"{_N}(?:元|块|万|亿|角)|免费|不得收"),
    Ask.RATIO: re.compile(rf"{_N}[％%]|百分之|{_N}‰|半数|三分之|{_N}/{_N}|{_N}分之"),
    Ask.SCORE: re.compile(rf"{_N}分(?!钟|之|别)"),
    Ask.HOURS: re.compile(rf"{_N}个?(?:学时|小时|课时)"),
    Ask.DATE: re.compile(rf"{_N}(?:年|月|日|号|季度)|[一二三四]季度|每[年月季]|[当次]年|之日|届满"),
    Ask.LIST: re.compile(r"[、；].*[、；]|一是|[(（][一二三四1][)）]|(?:^|\D)1[.、．]|：|和|以及|“[^”]+”[、“]|①"),
}


def focus_of(question: str) -> Focus:
    """Read the kind of answer off a matchable question."""
    asks = {ask for ask, pattern in _ASKED if re.search(pattern, question)}
    if asks & {Ask.HOURS, Ask.MONEY, Ask.SCORE, Ask.RATIO, Ask.FREQUENCY, Ask.DURATION}:
        asks.discard(Ask.COUNT)
    if Ask.HOURS in asks:
        asks.discard(Ask.DURATION)
    if Ask.FREQUENCY in asks and _HOW_LONG.search(question):
        asks.add(Ask.DURATION)
    wants_number = bool(asks)
    named = _ITEMS.search(question)
    items = 0
    if _LIST.search(question):
        asks.add(Ask.LIST)
        items = (number_of(named[1] or named[2]) or 0) if named else 0
    return Focus(frozenset(asks or {Ask.ANY}), items, wants_number)


def answers(focus: Focus, sentence: str) -> bool:
    """Tell whether a matchable sentence holds the kind of thing asked for; true when nothing special is asked."""
    kinds = focus.asks - {Ask.ANY}
    return not kinds or any(_PROOF[kind].search(sentence) for kind in kinds)
