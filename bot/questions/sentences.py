"""What a member reads of an answer, and the names of what the library knows of a rule."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Pair, Sentence
from knowledge.model import Flag, RefusalReason, Status


@unique
class AnswerText(Sentence):
    """Sentences of answers."""

    QUOTE = ("“{quote}”", "“{quote}”")
    SOURCE = ("——《{title}》{number}{label}（{facts}）", "— {title}{number} {label} ({facts})")
    ALSO = ("另见：", "See also:")
    NO_EVIDENCE = (
        "资料库里没有能回答这个问题的依据，所以不作回答。",
        "The library holds nothing that answers this question, so there is no answer.",
    )
    NOT_LISTED = (
        "资料库里提到了这个说法，但没有列出具体内容，所以不作回答。",
        "The library names this but does not list what it consists of, so there is no answer.",
    )
    OFF_TOPIC = (
        "这个问题不在服务范围内。我只根据资料库中的文件，回答党支部工作和党员义务、权利、程序方面的问题。",
        "This is outside what I am for. I answer questions about Party branch work from the documents in the library.",
    )
    UNSAFE = (
        "这个要求我不能照办。我只按资料库中的文件如实回答，不编造依据，也不透露他人信息。请直接提问，例如“组织生活会一年开几次”。",
        "I cannot do that. I answer from the documents in the library, invent nothing and reveal nothing about others. Please ask a question.",
    )
    EMPTY = ("没有看到问题。请写一句话，例如“预备期是多长时间”。", "There is no question. Please write one sentence.")
    GREETING = (
        "您好，我是支部助手，回答党支部工作和党员义务、权利、程序方面的问题，每个回答都附条文原句和出处。请直接提问，例如“组织生活会一年开几次”。",
        "Hello, I answer questions about Party branch work, each with the words of the article and its source. Just ask, for example how often the branch meets.",
    )
    NEAREST = ("最接近的条文有：", "The nearest articles:")
    PASS_ON = (
        "可以换个说法再问，也可以把问题转给支部书记。",
        "You can put it another way, or pass the question on to the branch secretary.",
    )
    REPLACED_BY = ("已由{name}取代", "replaced by {name}")
    READ_AS = ("按“{question}”理解", "Read as: {question}")
    DAY = ("{year} 年 {month} 月 {day} 日", "{year}-{month}-{day}")
    THANKS = ("谢谢，已记下您的评价。", "Thank you, noted.")
    DOC_NUMBER = ("文号", "number")
    LACKING = (
        "注意：检索功能目前不完整，可能还有更合适的条文没有查到。",
        "Note: the search is incomplete at the moment; there may be articles that fit better.",
    )


STATUSES: dict[Status, Pair] = {
    Status.IN_FORCE: Pair("现行有效", "in force"),
    Status.NOT_YET_EFFECTIVE: Pair("尚未施行", "not yet effective"),
    Status.SUPERSEDED: Pair("已被取代", "superseded"),
    Status.REPEALED: Pair("已废止", "repealed"),
    Status.EXCERPT: Pair("节选", "excerpt"),
}


FLAGS: dict[Flag, Pair] = {
    Flag.TRUNCATED: Pair("正文不完整", "cut off"),
    Flag.PLACEHOLDERS: Pair("含占位符", "placeholders"),
    Flag.MISSING_ARTICLES: Pair("缺条", "articles missing"),
    Flag.ABRIDGED: Pair("删节本", "abridged"),
    Flag.UNOFFICIAL: Pair("非官方文本", "unofficial"),
    Flag.OCR: Pair("扫描识别", "scanned"),
    Flag.DAMAGED_TEXT: Pair("文字有损坏", "damaged text"),
    Flag.DUPLICATED_PASSAGES: Pair("有重复段落", "duplicated passages"),
    Flag.NO_TITLE: Pair("缺标题", "no title"),
}
REASONS: dict[RefusalReason, AnswerText] = {
    RefusalReason.NO_EVIDENCE: AnswerText.NO_EVIDENCE,
    RefusalReason.NOT_LISTED: AnswerText.NOT_LISTED,
    RefusalReason.OFF_TOPIC: AnswerText.OFF_TOPIC,
    RefusalReason.UNSAFE: AnswerText.UNSAFE,
}
