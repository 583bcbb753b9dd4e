"""Sentences of the Telegram edge."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class ChatText(Sentence):
    """Sentences that only a chat needs."""

    CHAT_UNKNOWN_COMMAND = (
        "没有“{command}”这个命令。发送 /help 查看能用的命令，直接打字就是提问。",
        "There is no command “{command}”. Send /help for the list; plain text is a question.",
    )
    CHAT_WELCOME = (
        "您好，我是支部助手。直接打字就可以提问，我从本单位的制度文件里找原文回答，并标明出自哪一条；文件里没有的，我会如实说没有。\n例如“预备期是多长时间”。发送 /help 查看能用的命令。",
        "Hello, I am the branch assistant. Type a question and I answer from your organisation's own documents, with the article; what they do not say, I say so.\nFor example: “How long is the probationary period?” Send /help for the commands.",
    )
    CHAT_HELP = (
        "直接打字就是提问，接着问“那请假呢”也能听懂。\n{commands}\n在群里请用 /ask 加问题，或者提到我、回复我。",
        "Plain text is a question, and follow-ups are understood.\n{commands}\nIn a group use /ask and the question, mention me or reply to me.",
    )
    CHAT_HELP_LINE = ("/{command}　{meaning}", "/{command}  {meaning}")
    CHAT_COMMAND_ASK = ("提问，例如：/ask 党费怎么交", "ask a question, as in: /ask how are dues paid")
    CHAT_COMMAND_HELP = ("能做什么、怎么用", "what I can do and how")
    CHAT_COMMAND_PRIVACY = ("保存什么、不保存什么", "what is kept and what is not")
    CHAT_COMMAND_NEW = ("换个话题，不再联系前面的问题", "change the topic and forget the questions before")
    CHAT_PRIVACY = (
        "保存的有两样：您的账号与党员名册的对应关系（最近一次使用只记到哪一天，只有您能看到），以及活动签到表（应到、实到、请假）。\n不保存您问了什么：问题处理完就清除，只留下引用了哪些条文的统计，不与您关联。\n只有您点“转支书”并确认之后，那一个问题才会保存，答复之后清除。\n没有位置记录，没有考核分数，也不分析发言。\n如需更正或解除绑定，请联系支部书记。",
        "Two things are kept: which roster entry your account belongs to (with the day of its last use, which only you see), and the attendance register (expected, present, on leave).\nYour questions are not kept: they are erased once handled, and only the articles cited are counted, without you.\nA question is kept only after you press “Pass on” and confirm, and is erased once answered.\nThere is no record of places, no score, and no analysis of what you write.\nTo correct something or to unbind your account, ask your branch secretary.",
    )
    CHAT_TOPIC_CHANGED = ("好的，下一个问题重新开始。", "All right, the next question starts afresh.")
    CHAT_THINKING = ("正在查找…", "Searching…")
    CHAT_USEFUL = ("有用", "Useful")
    CHAT_USELESS = ("没用", "Not useful")
    CHAT_WHOLE = ("看原文", "Article")
    CHAT_PASS_ON = ("转支书", "Pass on")
    CHAT_CONFIRM = ("确认转交", "Pass it on")
    CHAT_CANCEL = ("先不转", "Not now")
    CHAT_PASS_ON_PREVIEW = (
        "下面这句话将转给支部书记：\n{question}\n只有点“确认转交”之后，这句话才会保存；不附您的姓名和账号，答复之后清除。",
        "These words will go to the branch secretary:\n{question}\nThey are kept only after you press “Pass it on”, without your name or account, and erased once answered.",
    )
    CHAT_PASSED_ON = (
        "已转给书记，编号 {number}。请记下编号，方便以后询问。",
        "Passed on to the secretary as number {number}. Keep the number for asking about it.",
    )
    CHAT_NOT_PASSED_ON = (
        "没有转交，什么也没有保存。需要时可以再点“转支书”。",
        "It was not passed on and nothing was kept. Press “Pass on” again if you need it.",
    )
    CHAT_QUESTION_GONE = (
        "找不到原来的问题了，可能已被删除。请重新发送问题，再点“转支书”。",
        "The question is gone, perhaps deleted. Send it again and then press “Pass on”.",
    )
    CHAT_NOT_YOURS = (
        "这是别人提的问题，只能由提问的人转交。您可以自己再问一遍。",
        "Someone else asked this, and only they can pass it on. You can ask it yourself.",
    )
    CHAT_EDITED = (
        "修改过的消息不会重新回答，请重新发送。",
        "An edited message is not answered again. Send it anew.",
    )
    CHAT_ONLY_TEXT = (
        "我只看得懂文字。图片、语音、文件、位置等都没有读取，也没有保存；请把问题打成一句话发送。",
        "I understand text only. Pictures, voice, files, places and the like were neither read nor kept; type the question as one sentence.",
    )
    CHAT_IN_PRIVATE = (
        "这个命令涉及个人事项，请到私聊中使用：{link}",
        "This command is about personal matters. Use it in the private chat: {link}",
    )
    CHAT_ASK_HOW = (
        "请在 /ask 后面写上问题，例如：/ask 预备期是多长时间",
        "Write the question after /ask, as in: /ask how long is the probationary period",
    )
    CHAT_APOLOGY = (
        "很抱歉，处理您刚才的消息时出了问题，不能确定是否已经办成。请先查看结果，没有办成的再发一次；还是不行的话，请告诉管理员。",
        "Sorry, something went wrong with your last message, and it is not certain that it was done. Look first, send it again if it was not; if that fails too, tell the administrator.",
    )
    CHAT_FOOT = ("按 {day} 有效的规定回答", "By the rules in force on {day}")
    CHAT_ARTICLE_BEFORE = ("前一条", "The article before")
    CHAT_ARTICLE_AFTER = ("后一条", "The article after")
    SERVE_TELEGRAM = ("已连接 Telegram：@{name}", "Connected to Telegram as @{name}")
    SERVE_TELEGRAM_TOKEN = (
        "Telegram 不认这个令牌，暂时只有网页可用，会继续重试。请核对 ZHIBU_TELEGRAM__TOKEN（设了 ZHIBU_TELEGRAM__BASE_URL 的，也核对这个地址），改正后重新启动。",
        "Telegram refuses the token, so only the web page works; the attempts go on. Check ZHIBU_TELEGRAM__TOKEN (and ZHIBU_TELEGRAM__BASE_URL where it is set) and start again.",
    )
    SERVE_TELEGRAM_CONFLICT = (
        "另一个程序在用同一个令牌收 Telegram 消息，成员的消息会随机落到其中一处。请停用那个程序，或向 @BotFather 换一个令牌。",
        "Another program fetches Telegram messages with the same token: they reach one of the two at random. Stop that program, or get a new token from @BotFather.",
    )
    SERVE_TELEGRAM_STRANGE = (
        "ZHIBU_TELEGRAM__BASE_URL 指向的不像是 Telegram 的 Bot API，网页照常可用，会继续重试。请核对这个地址。",
        "What answers at ZHIBU_TELEGRAM__BASE_URL is not like Telegram's Bot API; the web page works and the attempts go on. Check the address.",
    )
    SERVE_TELEGRAM_DOWN = (
        "Telegram 这一侧停了，网页照常可用。请查看日志，重新启动服务后恢复。",
        "The Telegram side has stopped; the web page works. Look at the log; a restart brings it back.",
    )
    SERVE_TELEGRAM_UNREACHABLE = (
        "连不上 Telegram，网页照常可用，会继续重试。请检查网络；要经代理的，设置 ZHIBU_TELEGRAM__PROXY。",
        "Telegram cannot be reached; the web page works and the attempts go on. Check the network; where a proxy is needed, set ZHIBU_TELEGRAM__PROXY.",
    )
