"""Sentences of the chat about a member's own activities."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class RegisterChat(Sentence):
    """Binding, checking in, leave, one's record."""

    COMMAND_CHECKIN = (
        "签到，例如：/checkin 123456，直接发六位数字也可以",
        "check in, as in: /checkin 123456; the digits alone will do",
    )
    COMMAND_NEXT = ("近期活动：时间、地点、议程", "what lies ahead: time, place, agenda")
    COMMAND_LEAVE = ("请假，例如：/leave 病假 发烧", "ask for leave, as in: /leave 病假 发烧")
    COMMAND_ME = ("我的记录、学时和补学", "my record, study hours and make-up study")
    COMMAND_DISPUTE = ("对签到记录提出异议", "object to a line of the register")
    COMMAND_SUGGEST = ("提建议，默认不记名", "make a suggestion, without a name")
    COMMAND_CANCEL = ("取消正在填写的内容", "end what is being filled in")

    WEEKDAYS = ("周一 周二 周三 周四 周五 周六 周日", "Mon Tue Wed Thu Fri Sat Sun")
    SPAN = ("{month}月{day}日（{weekday}）{start}–{end}", "{month}/{day} ({weekday}) {start}–{end}")
    SPAN_LONG = ("{month}月{day}日（{weekday}）{start} 至 {until}", "{month}/{day} ({weekday}) {start} to {until}")
    DAY_OF_YEAR = ("{year}年{month}月{day}日（{weekday}）", "{year}-{month:02d}-{day:02d} ({weekday})")

    WELCOME_BOUND = (
        "您可以直接提问，也可以签到、请假、查看自己的记录。发送 /help 查看全部命令。",
        "You can ask questions, check in, ask for leave and see your own record. Send /help for all commands.",
    )
    WELCOME_RUNS = (
        "您还可以建立和主持活动、登记签到表：发送 /new 或 /list 开始。",
        "You can also create and run activities and keep the register: begin with /new or /list.",
    )
    NEXT_ONE = ("下一次活动：{title}，{span}，{place}。", "Next: {title}, {span}, {place}.")
    PLACE_OPEN = ("地点待定", "place to be announced")

    CHECKIN_HOW = (
        "请发送大屏上的六位数字，或者扫大屏上的二维码。",
        "Send the six digits on the wall, or scan its QR code.",
    )
    CHECKED_IN = ("已签到：{title}，{time}。", "Checked in: {title}, {time}.")
    CHECKED_IN_LATE = (
        "已签到：{title}，{time}。活动开始已超过十分钟，记为迟到。如有出入请告诉支部书记。",
        "Checked in: {title}, {time}. It began more than ten minutes before, so you are written down as late. Tell your secretary if that is wrong.",
    )
    CHECKED_IN_BEFORE = ("您 {time} 已经签过到了，不用再签。", "You checked in at {time} already; nothing more to do.")

    AHEAD_NONE = (
        "近期没有安排您参加的活动。有疑问可以问支部书记。",
        "Nothing lies ahead of you. Ask your secretary if in doubt.",
    )
    AHEAD_LINE = ("{title}（{kind}）\n时间：{span}\n地点：{place}", "{title} ({kind})\nTime: {span}\nPlace: {place}")
    AHEAD_AGENDA = ("议程：{agenda}", "Agenda: {agenda}")
    AHEAD_STATE = ("我的状态：{state}", "My state: {state}")
    AHEAD_LEAVE = ("请假：{kind}，{state}", "Leave: {kind}, {state}")
    BUTTON_LEAVE = ("请假", "Ask for leave")
    BUTTON_LEAVE_OF = ("请假：{title}", "Leave: {title}")
    BUTTON_BACK = ("撤回请假", "Take leave back")
    BUTTON_BACK_OF = ("撤回请假：{title}", "Take leave back: {title}")
    BUTTON_CALENDAR = ("日历", "Calendar")
    BUTTON_CALENDAR_OF = ("日历：{title}", "Calendar: {title}")
    CALENDAR_CAPTION = ("点开文件即可加入日历。", "Open the file to add it to your calendar.")

    LEAVE_NONE = (
        "近期没有可以请假的活动。已经准假或已经签到的不用再请。",
        "There is nothing ahead to ask leave from. Granted leave needs no second request.",
    )
    LEAVE_WHICH = ("要请哪一次的假？", "Leave from which activity?")
    LEAVE_KIND = ("《{title}》请什么假？", "What kind of leave from “{title}”?")
    LEAVE_REASON = (
        "《{title}》请{kind}。请用一句话写明事由，发送即提交；不请了就发 /cancel。",
        "{kind} from “{title}”. Send the reason in one sentence; /cancel ends this.",
    )
    LEAVE_SENT = (
        "已提交：《{title}》请{kind}，{state}。批准后会通知您。",
        "Sent: {kind} from “{title}”, {state}. You will be told of the decision.",
    )
    LEAVE_STANDS = ("《{title}》的请假{state}，不用再请。", "Leave from “{title}”: {state}. Nothing more to do.")
    LEAVE_TAKEN_BACK = ("《{title}》的请假已撤回。", "Your leave from “{title}” is taken back.")
    LEAVE_DECIDED = ("《{title}》您请的{kind}：{state}。", "Your {kind} from “{title}”: {state}.")

    ME_HEAD = ("{name}，{place}，{year} 年", "{name}, {place}, {year}")
    ME_LINE = ("{month}月{day}日　{title}　{state}", "{month}/{day}  {title}  {state}")
    ME_NO_LINES = ("今年还没有记录。", "Nothing is recorded this year yet.")
    ME_TASK = ("补学：{task}，{due}前完成，{state}", "Make up: {task}, by {due}, {state}")
    ME_TASK_NOTE = ("退回说明：{note}", "Why it was given back: {note}")
    ME_DISPUTE = ("异议：{title}，{state}", "Objection: {title}, {state}")
    ME_DISPUTE_REASON = ("处理说明：{reason}", "Why: {reason}")
    BUTTON_PROOF_OF = ("提交补学：{title}", "Hand in: {title}")
    PROOF_ASK = (
        "请用一段话写明补学了什么、怎么学的（{task}），发送即提交；先不写就发 /cancel。",
        "Write what you studied for “{task}” and how; sending it hands it in. /cancel ends this.",
    )
    PROOF_SENT = ("补学说明已提交：{task}。审核后会通知您。", "Handed in: {task}. You will be told of the decision.")
    PROOF_SETTLED = ("这项补学已经通过，不用再交：{task}。", "This is accepted already: {task}. Nothing more to do.")
    TASK_DECIDED = ("补学《{task}》：{state}。", "Make-up study “{task}”: {state}.")
    TASK_DECIDED_NOTE = (
        "补学《{task}》：{state}。说明：{note}\n改好后可在 /me 里重新提交。",
        "Make-up study “{task}”: {state}. {note}\nPut it right and hand it in again from /me.",
    )

    DISPUTE_NONE = (
        "最近 60 天没有可以提异议的记录。更早的请直接联系支部书记。",
        "There is nothing of the last 60 days to object to. For older lines contact your secretary.",
    )
    DISPUTE_WHICH = ("对哪一次的记录有异议？", "Which line do you object to?")
    DISPUTE_ITEM = ("{month}月{day}日 {title}：{state}", "{month}/{day} {title}: {state}")
    DISPUTE_ASK = (
        "《{title}》请写明哪里不对，例如“我到会了，坐在后排”，发送即提交；不提了就发 /cancel。",
        "“{title}”: write what is wrong, such as “I was there, in the back row”. /cancel ends this.",
    )
    DISPUTE_SENT = (
        "异议已提交：《{title}》（现记录为{state}）。处理结果会通知您。",
        "Sent: your objection about “{title}” (now {state}). You will be told of the decision.",
    )
    DISPUTE_DECIDED = (
        "《{title}》您的异议：{state}。说明：{reason}",
        "Your objection about “{title}”: {state}. {reason}",
    )

    SUGGEST_ASK = (
        "请把建议写成一条消息发送。默认不记名，也不保存您的账号；希望得到回复的，请在末尾另写“联系方式：……”。不提了就发 /cancel。",
        "Write your suggestion in one message. No name and no account is kept; for a reply end it with “联系方式：…”. /cancel ends this.",
    )
    SUGGEST_DONE = (
        "建议已收到，编号 {number}，没有记名。谢谢。",
        "Thank you. It is kept as number {number}, without a name.",
    )
    SUGGEST_DONE_CONTACT = (
        "建议已收到，编号 {number}，并按您写的留下了联系方式。谢谢。",
        "Thank you. It is kept as number {number}, with the contact you wrote.",
    )

    PRIVACY_OWN = (
        "您的账号已绑定：{name}（{place}）。保存了您的姓名、编号、党员身份、入党日期、所在组织和职务，以及活动签到、请假、补学和异议的记录；用 /me 可以查看。",
        "Your account is bound to {name} ({place}). Kept are your name, number, status, date of joining, organisation and posts, and the lines of registers, leave, make-up study and objections; /me shows them.",
    )
    BUTTON_UNBIND = ("解除绑定", "Unbind")
    UNBIND_ASK = (
        "解除绑定后，这个账号不能再签到、请假，签到表里已有的记录不变。确定吗？",
        "Unbound, this account can no longer check in or ask for leave; what the registers hold stays. Are you sure?",
    )
    ACCOUNTS_OWN = ("能以您的身份使用的账号：\n{accounts}", "What acts as you:\n{accounts}")
    BUTTON_END_OTHERS = ("结束别处的登录", "End the others")
    END_OTHERS_ASK = (
        "除这个 Telegram 账号以外，您绑定的浏览器都会解除绑定，要再用需要新的邀请。确定吗？",
        "Every browser bound to you is unbound; to use one again, a new invitation is needed. Are you sure?",
    )
    BUTTON_END_OTHERS_YES = ("确定结束", "Yes, end them")
    BUTTON_UNBIND_YES = ("确定解除", "Yes, unbind")
    BUTTON_KEEP = ("保持绑定", "Keep it")
    UNBIND_KEPT = ("没有解除，一切照旧。", "Nothing was changed.")

    CANCELLED = ("好的，已取消“{what}”，没有提交任何内容。", "All right, “{what}” is cancelled and nothing was sent.")
    CANCELLED_BY_COMMAND = (
        "刚才的“{what}”没有填完，已取消。需要时请重新开始。",
        "“{what}” was not finished and is cancelled. Start again when you need it.",
    )
    NOTHING_TO_CANCEL = ("现在没有正在填写的内容。", "There is nothing to cancel.")
    DIALOGUE_LEAVE = ("请假", "leave")
    DIALOGUE_PROOF = ("提交补学说明", "handing in make-up study")
    DIALOGUE_OBJECTION = ("提出异议", "objection")
    DIALOGUE_SUGGEST = ("提建议", "suggestion")
    DIALOGUE_NEW = ("新建活动", "new activity")
    DIALOGUE_MARK = ("登记签到表", "marking the register")
    DIALOGUE_RETURN = ("退回补学说明", "giving make-up study back")
    DIALOGUE_RULING = ("处理异议", "deciding an objection")
