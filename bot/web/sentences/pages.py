"""Sentences of the web pages about people and the register."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class PageText(Sentence):
    """Sentences that only these pages need."""

    NAV_ME = ("我的", "Mine")
    NAV_CHECKIN = ("签到", "Check in")
    NAV_BRANCH = ("支部活动", "Activities")

    BIND_TITLE = ("绑定这个浏览器", "Bind this browser")
    BIND_LEAD = (
        "绑定以后，您可以在这里签到、请假、查看自己的记录。只有您和支部书记能看到您的记录。",
        "Once bound, you can check in here, ask for leave and see your own record. Only you and your secretary see it.",
    )
    BIND_LINK = (
        "您打开的是一次性邀请链接，点一下即可绑定。",
        "You opened a one-time invitation. One tap binds this browser.",
    )
    BIND_CODE = (
        "邀请码（形如 K7QM-3XPT，向支部书记索取）",
        "Invitation code (such as K7QM-3XPT, from your secretary)",
    )
    BIND_BUTTON = ("绑定", "Bind")
    BIND_ALREADY = ("这个浏览器已经绑定。", "This browser is bound already.")
    BIND_TO_ME = ("查看我的页面", "Go to my page")
    UNBIND = ("解除这个浏览器的绑定", "Unbind this browser")

    CHECKIN_CODE = ("大屏上的六位数字", "The six digits on the wall")
    CHECKIN_TAP = ("已扫到签到码，点一下完成签到。", "The code is read. One tap checks you in.")
    CHECKIN_UNBOUND = (
        "这个浏览器还没有绑定，暂时不能签到。请先绑定；来不及的话，直接告诉支部书记登记，效力相同。",
        "This browser is not bound yet. Bind it first; or tell your secretary, who can write you down just as well.",
    )
    CHECKIN_FIRST = ("已签到：{title}", "Checked in: {title}")
    CHECKIN_AGAIN = ("您已经签过到了，不用再签：{title}", "You are checked in already: {title}")
    CHECKIN_AT = ("{at}，记为“{state}”", "{at}, as “{state}”")
    CHECKIN_NOTE = (
        "没有手机或没赶上，可在纸质签到表上签名，或请书记登记。",
        "No phone? Sign the paper sheet, or ask the secretary.",
    )

    ME_AHEAD = ("近期活动", "Coming up")
    ME_AHEAD_NONE = ("近期没有安排您参加的活动。", "Nothing lies ahead of you.")
    ME_RECORD = ("{year} 年的记录", "Your record of {year}")
    ME_RECORD_NONE = ("这一年还没有记录。", "Nothing is recorded for this year.")
    ME_HOURS = ("学时", "Study hours")
    ME_PRIVATE = ("这些记录只有您本人和支部书记能看到。", "Only you and your secretary see this.")
    ME_TASKS = ("补学", "Make-up study")
    ME_TASK_LINE = ("《{task}》补学，{due} 前完成", "Make up “{task}” by {due}")
    ME_PROOF = ("写一两句学了什么、怎么学的", "Say in a sentence or two what you studied, and how")
    ME_PROOF_SEND = ("提交补学说明", "Hand in")
    ME_LEAVE = ("请假", "Ask for leave")
    ME_LEAVE_REASON = ("事由", "Reason")
    ME_LEAVE_SEND = ("提交请假", "Send")
    ME_LEAVE_BACK = ("撤回请假", "Take it back")
    ME_OBJECT = ("提出异议", "Object")
    ME_OBJECT_WORDS = (
        "说明哪里不对，例如：我到会了，坐在后排",
        "Say what is wrong, for example: I was there, in the back row",
    )
    ME_OBJECT_SEND = ("提交异议", "Send")
    ME_DISPUTES = ("我的异议", "My objections")
    ME_CALENDAR = ("加入日历", "Add to calendar")
    ME_WHO = ("{name}，{place}", "{name}, {place}")

    ME_ACCOUNTS = ("我的登录", "Where you are signed in")
    ME_ACCOUNTS_HINT = (
        "这里列出能以您的身份使用支部助手的 Telegram 账号和浏览器，只记到哪一天，只有您能看到。有不认得的，请立即结束，并告诉支部书记。",
        "The Telegram account and the browsers that act as you, with days and no times; only you see this. End what you do not know, and tell your secretary.",
    )
    ACCOUNT_END = ("结束", "End")
    ACCOUNT_END_SURE = (
        "结束后，要在那里再用，需要一张新的邀请。",
        "To use it again there, a new invitation is needed.",
    )
    ACCOUNT_END_YES = ("确定结束", "Yes, end it")
    ACCOUNT_END_OTHERS = ("结束其他全部登录", "End all others")
    ACCOUNT_END_OTHERS_SURE = (
        "除现在用的这个以外，其他浏览器和 Telegram 账号都会解除绑定，要再用需要新的邀请。",
        "All other browsers and your Telegram account are unbound; to use them again, new invitations are needed.",
    )
    ACCOUNT_END_OTHERS_YES = ("确定全部结束", "Yes, end them all")
    ACCOUNTS_TITLE = ("绑定的账号", "Bound accounts")
    ACCOUNTS_HINT = (
        "您管理的党组织里，谁绑定了账号。有人换了手机、丢了设备或者不再需要，可以在这里结束；结束后本人要用新的邀请才能再绑定。",
        "Whose accounts are bound in your organisation. End one that was lost or is not needed any more; its owner needs a new invitation to bind again.",
    )

    BRANCH_NONE = (
        "还没有活动。填好下面的表，建立第一个。",
        "No activities yet. Fill in the form below to make the first.",
    )
    BRANCH_NEW = ("新建活动", "New activity")
    BRANCH_KIND = ("类型", "Kind")
    BRANCH_NAME = ("名称", "Title")
    BRANCH_STARTS = ("开始时间", "Begins")
    BRANCH_HOURS = ("时长（小时）", "Length (hours)")
    BRANCH_PLACE = ("地点", "Place")
    BRANCH_AGENDA = ("议程", "Agenda")
    BRANCH_SECOND = ("签到表要由另一位同志确认后才能锁定", "The register needs a second person before it is locked")
    BRANCH_REPEAT = ("重复", "Repeats")
    BRANCH_REPEAT_NO = ("不重复", "no")
    BRANCH_REPEAT_DAY = ("每月同一日（遇节假日顺延）", "same day each month (moved off holidays)")
    BRANCH_REPEAT_WEEKDAY = ("每月同一个星期几（遇节假日顺延）", "same weekday each month (moved off holidays)")
    BRANCH_UNTIL = ("重复到", "until")
    BRANCH_CREATE = ("建立", "Create")
    BRANCH_COUNTS = (
        "应到 {expected}，实到 {present}，请假 {leave}",
        "{expected} expected, {present} present, {leave} on leave",
    )
    BRANCH_LEDGER = ("导出 {year} 年台账", "Ledger of {year}")

    SERIES_TITLE = ("将建立 {count} 次活动", "{count} activities will be created")
    SERIES_MOVED = ("原定 {meant}，遇节假日调整", "meant for {meant}, moved off a holiday")
    SERIES_UNOFFICIAL = (
        "当年节假日安排尚未发布，按周末推算",
        "that year's holidays are not published yet; weekends only",
    )
    SERIES_CONFIRM = ("确认建立", "Create them")
    SERIES_BACK = ("返回修改", "Back")

    REGISTER_EXPECTED = ("应到", "expected")
    REGISTER_PRESENT = ("实到", "present")
    REGISTER_LEAVE = ("请假", "on leave")
    REGISTER_SILENT = ("未登记", "not recorded")
    REGISTER_OPEN = ("开放签到", "Open check-in")
    REGISTER_WALL = ("打开大屏", "Open the wall")
    REGISTER_CLOSE = ("结束签到", "End check-in")
    REGISTER_CONFIRM = ("确认签到表", "Confirm the register")
    REGISTER_LOCK = ("锁定签到表", "Lock the register")
    REGISTER_LOCK_ABSENT = ("还没登记的 {count} 人记为缺席：", "{count} people who are not recorded become absent:")
    REGISTER_LOCK_NOBODY = ("人人都有登记，没有人会记为缺席。", "Everybody is recorded; nobody becomes absent.")
    REGISTER_LOCK_TASKS = ("新增补学任务 {count} 项，{due}前完成。", "{count} make-up tasks are given, due {due}.")
    REGISTER_LOCK_LATER = ("锁定后的改动都要写理由，并留下记录。", "Later changes need a reason and leave a record.")
    REGISTER_LOCK_WAITING = (
        "还有 {count} 份请假没有决定，锁定前请先处理。",
        "{count} requests for leave are not decided yet; decide on them first.",
    )
    PREVIEW_DROP = ("不写入", "Do not write")
    PAPER_PREVIEW = (
        "将改动 {changes} 人；{unchanged} 人与签到表一致，{blank} 人未填。",
        "{changes} lines will change; {unchanged} agree with the register, {blank} are blank.",
    )
    PAPER_SAME = (
        "没有要改动的：{unchanged} 人与签到表一致，{blank} 人未填。",
        "Nothing to change: {unchanged} lines agree with the register, {blank} are blank.",
    )
    REGISTER_REOPEN = ("重新打开", "Reopen")
    REGISTER_CANCEL = ("取消活动", "Call off")
    REGISTER_RESTORE = ("恢复活动", "Restore")
    REGISTER_REASON = ("理由", "Reason")
    REGISTER_NAMES_ON = ("大屏显示姓名", "Show names on the wall")
    REGISTER_NAMES_OFF = ("大屏不显示姓名", "Hide names on the wall")
    REGISTER_WORDS = ("一句话登记", "In one line")
    REGISTER_WORDS_HINT = ("例如：除张三（病假）、李四外全部到会", "for example: 除张三（病假）、李四外全部到会")
    REGISTER_WORDS_READ = ("先看看", "Preview")
    REGISTER_WORDS_PREVIEW = ("将写入：{counts}", "Will be written: {counts}")
    REGISTER_WORDS_UNKNOWN = (
        "看不懂或名单里没有：{words}。请改正后再试。",
        "Not understood, or not on the list: {words}.",
    )
    REGISTER_WORDS_UNCLEAR = ("有两位叫{name}，请选一位：", "Two people are called {name}; choose one:")
    REGISTER_WORDS_NOTHING = (
        "没有看出要登记什么，请换个说法。",
        "There is nothing to write in this; say it differently.",
    )
    REGISTER_WORDS_WRITE = ("确认写入", "Write it")
    REGISTER_UNDO = ("撤销", "Undo")
    REGISTER_PAPER = ("导入纸质签到表", "Import the paper sheet")
    REGISTER_PAPER_HINT = (
        "先下载“登记表”打印或发下去，在“签到”一栏打勾或写明病假、迟到等，再把表格传上来。有一行看不懂就整张不写入。",
        "Download the sheet to fill in, mark who came, and upload it. If one row is unclear, nothing is written.",
    )
    REGISTER_PAPER_FILE = ("填好的表格（.xlsx 或 .csv）", "The filled sheet (.xlsx or .csv)")
    REGISTER_PAPER_WRONG = (
        "没有写入。请改正下面几行后重新上传：",
        "Nothing was written. Correct these rows and upload again:",
    )
    REGISTER_PAPER_SHEET = ("登记表（可填写）", "Sheet to fill in")
    REGISTER_MARK = ("改为", "Change to")
    REGISTER_SAVE = ("保存", "Save")
    REGISTER_LATE_CODES = (
        "有 {count} 人用的是换码前的签到码，可能只是动作慢了，也可能是转发的，请对照会场核对。",
        "{count} people used the code before the last change: slow, or passed on. Compare with the room.",
    )
    REGISTER_WAITING = ("等您处理", "Waiting for you")
    REGISTER_LEAVE_LINE = ("{name}请{kind}：{reason}", "{name} asks for {kind}: {reason}")
    REGISTER_LEAVE_LATE = ("活动开始后才提交", "asked after it began")
    REGISTER_TASK_LINE = ("{name}的补学说明：{proof}", "{name}'s make-up study: {proof}")
    REGISTER_DISPUTE_LINE = ("{name}对“{state}”有异议：{words}", "{name} objects to “{state}”: {words}")
    REGISTER_GRANT = ("准假", "Grant")
    REGISTER_REFUSE = ("不准假", "Refuse")
    REGISTER_ACCEPT = ("通过", "Accept")
    REGISTER_RETURN = ("退回", "Give back")
    REGISTER_UPHOLD = ("更正为", "Correct to")
    REGISTER_REJECT = ("维持原记录", "Keep as it is")
    REGISTER_NOTE = ("说明", "Note")
    REGISTER_TRACE = ("变动记录", "Trace")
    REGISTER_TRACE_LINE = ("{at}　{name}　{before} → {after}　{via}　{by}", "{at} {name} {before} → {after} {via} {by}")
    REGISTER_WHOLE = ("整张表", "whole register")
    REGISTER_OPERATOR = ("维护人员", "operator")
    REGISTER_SHEET = ("签名表", "Sheet to sign")
    REGISTER_FILES = ("导出", "Files")
    REGISTER_BACK = ("返回活动列表", "Back to the list")

    WALL_HOW = ("扫码，或在支部助手里输入六位数字", "Scan, or send the six digits to the assistant")
    WALL_PAGE = ("没有 Telegram：在浏览器打开 {page}", "Without Telegram: open {page}")
    WALL_LOST = (
        "连接断开，正在重连。签到照常，请先用纸质签到表或请书记登记。",
        "Connection lost, trying again. Use the paper sheet meanwhile.",
    )
    WALL_NOT_OPEN = ("现在不在签到时间", "Check-in is not open")
    QUORUM_REACHED = ("可以开会（{regulation}{article}）", "Quorum reached ({regulation} {article})")
    QUORUM_MISSING = ("还差 {missing} 人（{regulation}{article}）", "{missing} more needed ({regulation} {article})")

    DEMO_TITLE = ("示例支部", "Sample branch")
    DEMO_LEAD = (
        "这是演示。请选一个人，以这个人的身份使用支部助手；在另一个浏览器里可以再选别人。人物和活动都是虚构的。",
        "A demonstration: choose who to be. People and activities are invented. Use another browser to be somebody else.",
    )
    DEMO_OPEN = (
        "示例支部在 {address}/demo，可以选任何一位成员试用签到、请假和台账。",
        "The sample branch is at {address}/demo: be any of its members.",
    )
    DEMO_BANNER = (
        "演示：任何人都可以扮演任何人，人物和活动都是虚构的。请勿录入真实信息。",
        "Demonstration: anybody can be anybody; people and activities are invented. Enter nothing real.",
    )
    DEMO_ENTER = ("以此人身份进入", "Be this person")

    DID_BOUND = (
        "绑定成功。以后在这个浏览器里可以直接签到、请假。",
        "Bound. You can check in and ask for leave here now.",
    )
    DID_UNBOUND = ("已解除绑定。", "Unbound.")
    DID_ACCOUNT_ENDED = ("已结束，那里不能再以此身份使用。", "Ended. It speaks for nobody any more.")
    DID_OTHERS_ENDED = ("其他登录已全部结束。", "All other accounts are ended.")
    DID_LEAVE_ASKED = ("请假已提交，等支部书记批准。", "Sent. Your secretary decides on it.")
    DID_LEAVE_WITHDRAWN = ("请假已撤回。", "Taken back.")
    DID_OBJECTED = ("异议已提交，处理结果会显示在这里。", "Sent. The decision will be shown here.")
    DID_PROOF_SENT = ("补学说明已提交，等支部书记审核。", "Handed in. Your secretary looks at it.")
    DID_CREATED = (
        "活动已建立。到时间点“开放签到”，再打开大屏。",
        "Created. When it is time, open check-in, then the wall.",
    )
    DID_SERIES_CREATED = ("系列活动已建立。", "The series is created.")
    DID_OPEN = ("签到已开放。请打开大屏，让大家扫码或输入六位数字。", "Check-in is open. Open the wall.")
    DID_CLOSE = ("签到已结束。请核对签到表，无误后锁定。", "Check-in is over. Look through the register, then lock it.")
    DID_CONFIRM = ("签到表已确认。", "The register is confirmed.")
    DID_LOCK = ("签到表已锁定，可以导出台账。", "The register is locked and can be exported.")
    DID_REOPEN = ("签到表已重新打开，理由已记录。", "The register is open again; the reason is kept.")
    DID_CANCEL = ("活动已取消。需要时可以恢复。", "Called off. It can be restored.")
    DID_RESTORE = ("活动已恢复。", "Restored.")
    DID_MARKED = ("已写入。", "Written.")
    DID_DECIDED = ("已处理，本人会看到结果。", "Decided; the person sees it.")
    DID_NAMES_ON = ("大屏现在显示已到同志的姓名。", "The wall shows names now.")
    DID_NAMES_OFF = ("大屏不再显示姓名。", "The wall shows no names any more.")
