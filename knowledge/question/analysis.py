"""What a question says: its concepts, the kind of answer it wants, the day it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import rjieba

from knowledge.chinese.dates import calendar_day, last_day
from knowledge.chinese.kinds import RULES, any_of
from knowledge.question.focus import Focus, focus_of
from knowledge.question.fold import matchable
from knowledge.question.lexicon import official_words
from knowledge.question.spelling import Vocabulary

_FILLERS = re.compile(
    r"请问一?下?|我想(?:问|知道|了解)一?下?|麻烦(?:问|说)一?下?|谢谢|你好|您好|帮我(?:查|看|找)一?下?|到底|究竟|具体|一般来说|关于|按照?|根据|规定的?|怎么写的?"
)
_ASKING = re.compile(
    r"(?:多久|多长时间)(?:之?内)?|哪些?地方|多少|几(?=[个次名人位条项级种类家票年天月周回趟分岁倍])|什么时候|什么|怎么样?|怎样|如何|为什么|为啥|哪些|哪几|哪个|哪(?=[一二三四五六七八九十\d])|哪里|哪儿|谁|"
    r"是不是|能不能|可不可以|要不要|有没有|行不行?|对不对|该不该|可以吗|吗|呢|吧|啊|呀|嘛|干什么|干啥|啥|咋|"
    r"新旧|新老|老版|新版|旧版|版本|区别|差别|变化|写法|相比|对比|"
    r"应该|应当|需要|可以|能够|必须|分别|各自|各是|现在|目前|如果|的话|一下|就得|才算|得"
)
_KIND_WEIGHT = {
    "n": 1.0, "nr": 0.9, "ns": 1.0, "nt": 1.0, "nz": 1.0, "vn": 1.0, "an": 1.0, "j": 1.0, "l": 0.9, "i": 0.9,
    "v": 0.7, "vd": 0.5, "a": 0.6, "ad": 0.4, "b": 0.8, "s": 0.7, "f": 0.3, "t": 0.6, "m": 0.3, "q": 0.2,
    "z": 0.4, "eng": 1.0, "nrt": 0.8, "nrfg": 0.8, "g": 0.5, "vg": 0.4, "ng": 0.5, "tg": 0.4, "ag": 0.4,
}  # fmt: skip
_THINGS = frozenset({"n", "ns", "nt", "nz", "vn", "j", "l", "i", "eng"})
_LIGHT = frozenset(
    [
        "是",
        "有",
        "要",
        "会",
        "能",
        "说",
        "做",
        "搞",
        "办",
        "算",
        "让",
        "使",
        "来",
        "去",
        "到",
        "上",
        "下",
        "给",
        "想",
        "看",
        "叫",
        "当",
        "请",
        "知道",
        "进行",
        "开展",
        "情况",
        "方面",
        "时候",
        "东西",
        "事情",
        "问题",
        "文件",
        "里面",
        "里头",
        "名字",
        "内容",
        "说法",
        "要求",
        "规定",
        "大家",
        "人家",
    ]
)
_FIGURES = re.compile(r"\d+(?:\.\d+)?(?:年|个?月|日|天|元|%|人|名|次|学时|小时|岁|号|周|批|项|条)?")
_ONE = re.compile(r"1(?:年|个?月|天|日|次|周|人|名|项|条|个)")  # 一年几次: one is no fact of the question
_ARTICLE = re.compile(r"第\d+(?:条|款|项)(?:之\d+)?")
_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,16})[”\"」』》]")
_HISTORY = re.compile(
    rf"(?:19|20)\d{{2}}年?(?:版|的?旧|以前|之前)|旧版?|老(?:版|{any_of(*RULES)})|原来|原先|以前|过去|废止|失效|修订前|改之?前"
)
_COMPARE = re.compile(r"新(?:老|旧)|(?:区别|差别|不同|变化|改了|对比|相比|比较|修改了)|新.{0,8}(?:和|与|跟).{0,8}旧")
_VERSION = re.compile(
    r"((?:19|20)\d{2})年?(?:版|修订|制定|出台|发布|印发|的?旧|那版"
    rf"|的(?=.{{0,14}}(?:{any_of(*RULES, '意见', '制度', '规程')})))"
    r"|[(]((?:19|20)\d{2})年?[)]"
)
_AS_OF = re.compile(r"((?:19|20)\d{2})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:当时|那时|的时候|时(?!间)|适用|执行的|还在)")


@dataclass(frozen=True, slots=True)
class Concept:
    """Something the question is about. `weight` is how much its kind of word matters, before rarity."""

    text: str
    weight: float
    alternatives: tuple[str, ...] = ()
    is_name: bool = False  # a person's or place's name, or a thing: what an answer can hardly do without


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. `text` is its corrected matchable form; `as_of` is set when it names a past day."""

    original: str
    text: str
    concepts: tuple[Concept, ...]
    focus: Focus
    as_of: date | None
    wants_history: bool
    compares: bool
    version_year: int | None = None


def analyse(original: str, vocabulary: Vocabulary, short_names: Mapping[str, tuple[str, ...]]) -> Question:
    """Understand one question. `short_names` maps a short name that the library introduces to its full name."""
    plain = matchable(original)
    text = matchable(vocabulary.correct(plain))
    return Question(
        original=original,
        text=text,
        concepts=concepts_of(text, short_names),
        focus=focus_of(text),
        as_of=_as_of(text),
        wants_history=bool(_HISTORY.search(text)),
        compares=bool(_COMPARE.search(text)),
        version_year=_version_year(text),
    )


def concepts_of(text: str, short_names: Mapping[str, tuple[str, ...]]) -> tuple[Concept, ...]:
    """Pick the words a question is about, each with the official words it may stand for."""
    text = _VERSION.sub(" ", text)  # which version is meant is no part of what is asked
    official = dict(official_words(text))
    for short, full in short_names.items():
        if short in text:
            official[short] = (*official.get(short, ()), *full)
    found: dict[str, Concept] = {quoted: Concept(quoted, 1.5) for quoted in _QUOTED.findall(text)}
    rest = text
    for chat in sorted(official, key=len, reverse=True):
        if chat not in found:
            rest = rest.replace(chat, " ")
            found[chat] = Concept(chat, _chat_weight(chat), official[chat])
    for article in _ARTICLE.findall(rest):
        found[article] = Concept(article, 1.0)
        rest = rest.replace(article, " ")
    rest = _take_figures(_ASKING.sub(" ", _FILLERS.sub(" ", rest)), found)
    for word, kind in rjieba.tag(rest):
        concept = _concept(word.strip(), kind)
        if concept is not None:
            found.setdefault(concept.text, concept)
    return tuple(found.values())


def _take_figures(rest: str, found: dict[str, Concept]) -> str:
    """Make concepts of figures with their units and take them out of the rest."""
    for figure in _FIGURES.findall(rest):
        if not figure.isdigit():
            if not _ONE.fullmatch(figure):
                found[figure] = Concept(figure, 0.6)
            rest = rest.replace(figure, " ")
    return rest


def _concept(word: str, kind: str) -> Concept | None:
    """Make a concept of a word by its kind; None for words that only hold a sentence together."""
    weight = _KIND_WEIGHT.get(kind, 0.0)
    if not word or not weight or word in _LIGHT:
        return None
    if len(word) == 1:
        return Concept(word, weight * 0.5)
    return Concept(word, weight, is_name=kind in _THINGS)


def _chat_weight(chat: str) -> float:
    kinds = rjieba.tag(chat)
    if _ASKING.fullmatch(chat) or _ASKING.search(chat):
        return 0.15
    return max((_KIND_WEIGHT.get(kind, 0.3) for _, kind in kinds), default=0.5)


def _version_year(text: str) -> int | None:
    found = _VERSION.search(text)
    return int(found[1] or found[2]) if found else None


def _as_of(text: str) -> date | None:
    found = _AS_OF.search(text)
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    if not 1 <= month <= 12:
        return last_day(year)
    end = last_day(year, month)  # without a day the period is over; a day that the month lacks is taken for its last
    return calendar_day(year, month, int(found[3])) or end if found[3] else end
