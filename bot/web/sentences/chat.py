"""The chat page and the library."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class WebText(Sentence):
    """Sentences of the chat page and the library."""

    LANGUAGE = ("zh-CN", "en")
    NAME = ("支部助手", "Zhibu Assistant")
    TAGLINE = ("查制度，问流程，条条有依据", "Rules and procedures, each with its article")
    SKIP = ("跳到提问框", "Skip to the question")
    LARGER = ("大字", "Larger text")
    ASK = ("提问", "Ask")
    LIBRARY = ("资料库", "Library")
    NEW = ("清空对话", "Clear conversation")
    WELCOME = ("您好，想了解什么？", "Hello. What would you like to know?")
    WELCOME_MORE = (
        "我从本单位的制度文件里找原文回答，并标明出自哪一条、是否现行有效；文件里没有的，我会如实说没有。",
        "I answer with the words of your own documents, name the article and say whether it is in force; what they do not hold, I say so.",
    )
    EXAMPLES = ("可以这样问", "For example")
    EXAMPLE_1 = ("新当选的支部书记多久要参加培训？", "新当选的支部书记多久要参加培训？")
    EXAMPLE_2 = ("党员一年要学够多少学时？", "党员一年要学够多少学时？")
    EXAMPLE_3 = ("主题党日请假要跟谁说？", "主题党日请假要跟谁说？")
    EXAMPLE_4 = ("退休党员每月交多少党费？", "退休党员每月交多少党费？")
    LABEL_QUESTION = ("您的问题", "Your question")
    PLACEHOLDER = ("想问什么，写一句话就行", "One sentence is enough")
    KEYS = ("回车发送，Shift+回车换行", "Enter sends, Shift+Enter starts a new line")
    NOTE = (
        "回答均出自资料库原文；提问不留存",
        "Every answer comes from the library's own text; questions are not kept",
    )
    THINKING = ("正在查找", "Looking it up")
    SECONDS = ("秒", "s")
    FAILED = (
        "连不上支部助手。请检查网络后重试，刚才的问题还在。",
        "Zhibu Assistant cannot be reached. Check the network and try again; your question is still here.",
    )
    OFFLINE = ("网络已断开，恢复后可以继续提问。", "You are offline. You can go on asking when the network is back.")
    RETRY = ("重试", "Try again")
    YOU_ASKED = ("问", "Asked")
    ANSWER = ("回答", "Answer")
    NO_ANSWER = ("没有作答", "No answer")
    SOURCES = ("依据", "Evidence")
    RELATED = ("相关条文", "Related articles")
    NEAREST = ("最接近的条文", "Nearest articles")
    WHOLE = ("查看原文", "Read the article")
    CONTEXT = ("连同上下文查看", "Read it in context")
    IN_FORCE_ON = ("按 {day} 有效的规定回答，用时 {seconds} 秒", "By the rules in force on {day}, in {seconds} s")
    ALSO = ("另见 {count} 条", "See also ({count})")
    MORE = ("展开", "Show all")
    LESS = ("收起", "Show less")
    COPY = ("复制", "Copy")
    COPIED = ("已复制", "Copied")
    HELPFUL = ("这条回答有用吗", "Was this answer useful")
    USEFUL = ("有用", "Useful")
    USELESS = ("没用", "Not useful")
    REASON = ("哪里不对，说一句（可不填）", "What is wrong (optional)")
    SUBMIT = ("提交", "Send")
    PASS_ON = ("转给书记", "Pass on to the secretary")
    PASS_ON_NOTE = (
        "只有在您点“确认转交”后，下面的问题和您留下的联系方式才会保存，供支部书记查看和答复；不填联系方式就是匿名。",
        "Only when you confirm are the question below and the contact you give kept, for the secretary to read and answer. Without a contact it is anonymous.",
    )
    CONTACT = ("联系方式（可不填）", "Contact (optional)")
    CONFIRM = ("确认转交", "Confirm")
    CANCEL = ("先不转", "Not now")
    PASSED_ON = (
        "已转给书记，编号 {number}。请记下编号，方便以后询问。",
        "Passed on as number {number}. Please keep the number.",
    )
    ISSUER = ("发文单位", "Issuer")
    ISSUED = ("发文日期", "Issued")
    EFFECTIVE = ("施行日期", "In force from")
    SOURCE = ("来源文件", "File")
    THIS = ("本条", "This article")
    BEFORE = ("前一条", "Before it")
    AFTER = ("后一条", "After it")
    BACK_CONTENTS = ("返回目录", "Table of contents")
    NEWER = ("查看现行版本", "See the version in force")
    LIBRARY_NOTE = (
        "点开文件名看目录，再点条目看原文。",
        "Open a document for its contents, then an article for its text.",
    )
    LIBRARY_EMPTY = (
        "资料库里还没有文件，请联系管理员导入。",
        "The library is empty. Ask the administrator to add documents.",
    )
    COUNT = ("{passages} 条", "{passages} passages")
    VERSIONS = ("历次版本", "Versions")
    HOME = ("返回首页", "Start page")
    ERROR = ("出了点问题", "Something went wrong")
