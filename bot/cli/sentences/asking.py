"""What zhibu ask, eval, index, settings and questions say."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class AskText(Sentence):
    """Sentences of single commands."""

    SETTINGS_VARIABLE = ("变量", "variable")
    SETTINGS_DEFAULT = ("默认值", "default")
    SETTINGS_MEANING = ("含义", "meaning")
    ASK_ONE_OF = (
        "请写一个问题，或用 --batch 指定问题文件，二者选一。",
        "Give either a question or --batch with a file of questions.",
    )
    WHY_NOT_SEARCHED = ("这不是一个问题，没有检索。", "This is not a question; nothing was searched.")
    WHY_READ_AS = ("问题读作：{question}\n要点：{concepts}", "Read as: {question}\nAbout: {concepts}")
    EVAL_NO_QUESTIONS = (
        "请给出问题文件，例如 zhibu eval 问题.jsonl。",
        "Give a file of questions, like zhibu eval QUESTIONS.jsonl.",
    )
    INDEX_REBUILT = ("索引已重建，共 {passages} 条。", "The index was made anew and holds {passages} passages.")
    QUESTIONS_NONE = ("没有待答复的问题。", "No question is waiting.")
    QUESTION_LINE = (
        "{number}　{date}　{question}　联系方式：{contact}",
        "{number}  {date}  {question}  contact: {contact}",
    )
    QUESTION_NO_CONTACT = ("未留", "none left")
    QUESTION_CLOSED = (
        "{number} 号问题已销号，内容已清除。",
        "Question {number} is closed and its words are forgotten.",
    )
    SUGGESTION_LINE = ("{number}　{date}　{words}（{contact}）", "{number}  {date}  {words} ({contact})")
    SUGGESTIONS_NONE = ("没有待处理的建议。", "There is no open suggestion.")
    SUGGESTION_CLOSED = (
        "建议 {number} 已标记为处理完毕，原文已清除。",
        "Suggestion {number} is closed and its words are erased.",
    )
