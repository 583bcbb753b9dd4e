"""Sentences of the chat for those who run activities."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class SecretaryChat(Sentence):
    """New activities, check-in, the register, decisions, invitations."""

    COMMAND_NEW = (
        "建立活动，例如：/new 主题党日 下周五下午3点 三楼会议室",
        "create an activity, as in: /new 主题党日 下周五下午3点 三楼会议室",
    )
    COMMAND_OPEN = ("开放签到", "open check-in")
    COMMAND_LIST = ("应到、实到、请假和未签到", "who is expected, present, on leave, not signed in")
    COMMAND_MARK = ("一句话登记，例如：/mark 除张三外全部到会", "mark in one line, as in: /mark 除张三外全部到会")
    COMMAND_CLOSE = ("结束签到", "end check-in")
    COMMAND_LOCK = ("锁定签到表", "lock the register")
    COMMAND_EXPORT = ("导出签到表", "export the register")
    COMMAND_INVITE = ("邀请党员绑定，例如：/invite 张三", "invite a member, as in: /invite 张三")
    COMMAND_ACCOUNTS = ("查看和解除已绑定的账号", "list and unbind accounts")
    HELP_RUNNING = ("支部工作：\n{commands}", "For running the branch:\n{commands}")

    NEW_HOW = (
        "请用一句话说明要建立的活动，例如：/new 3月主题党日 3月6日下午3点 三楼会议室。每月一次的可以写“每月第一个周五”。",
        "Describe the activity in one line, as in: /new 3月主题党日 3月6日下午3点 三楼会议室. For a series write 每月第一个周五.",
    )
    ASK_KIND = ("这是哪一类活动？", "What kind of activity is it?")
    ASK_DAY = (
        "哪一天开？例如：下周五、3月6日，或“每月第一个周五”。",
        "On which day? As in: 下周五, 3月6日, or 每月第一个周五.",
    )
    ASK_TIME = ("几点开始？例如：下午3点，或 14:30到16:00。", "At what time? As in: 下午3点, or 14:30到16:00.")
    ASK_PLACE = ("在哪里开？还没定就发“待定”。", "Where? Send 待定 if it is not decided.")
    NOT_READ = ("没有看明白。", "That was not understood.")
    PLAN = (
        "请核对，确认后才会建立：\n名称：{title}\n类型：{kind}\n时间：{span}\n地点：{place}\n组织：{organisation}\n应到：{expected} 人\n学时：{hours}",
        "Please check; nothing is created before you confirm:\nTitle: {title}\nKind: {kind}\nTime: {span}\nPlace: {place}\nOrganisation: {organisation}\nExpected: {expected}\nStudy hours: {hours}",
    )
    PLAN_AGENDA = ("议程：{agenda}", "Agenda: {agenda}")
    PLAN_DAY_OFF = ("注意：这一天不是工作日。", "Note: this is no working day.")
    PLAN_UNOFFICIAL = (
        "注意：当年的节假日安排尚未发布，按周末推算。",
        "Note: that year's holidays are not published yet; weekends only.",
    )
    PLAN_PAST = ("注意：这个时间已经过去，将作为补录。", "Note: this time has passed; it would be entered afterwards.")
    PLAN_SERIES = ("到年底共 {count} 次：\n{days}", "{count} times till the end of the year:\n{days}")
    PLAN_SERIES_MOVED = ("{day}（原定 {meant}，遇节假日调整）", "{day} (meant for {meant}, moved off a holiday)")
    BUTTON_CREATE = ("确认建立", "Create")
    BUTTON_EDIT = ("修改", "Change")
    BUTTON_DROP = ("取消", "Cancel")
    EDIT_HOW = (
        "请把要改的部分发过来，例如“下午2点”“地点改为五楼报告厅”，其余不变。",
        "Send what should change, such as 下午2点 or 地点改为五楼报告厅; the rest stays.",
    )
    NEW_DROPPED = ("没有建立活动。", "No activity was created.")
    CREATED = (
        "已建立：{title}，{span}，应到 {expected} 人。到时间发送 /open 开放签到。",
        "Created: {title}, {span}, {expected} expected. Send /open when it is time.",
    )
    CREATED_BEFORE = ("这个活动已经建立过了：{title}，{span}。", "This activity was created already: {title}, {span}.")
    SERIES_CREATED = (
        "已建立 {count} 次活动，从{first}到{last}。",
        "{count} activities are created, from {first} to {last}.",
    )

    CHOOSE = ("请选择活动：", "Choose the activity:")
    CHOICE = ("{month}月{day}日 {title}（{state}）", "{month}/{day} {title} ({state})")
    NOTHING_OPEN = (
        "今明两天没有可以开放签到的活动。先用 /new 建立活动。",
        "Nothing today or tomorrow can be opened. Create an activity with /new first.",
    )
    NOTHING_CLOSE = (
        "现在没有正在签到的活动。发送 /list 查看活动。",
        "No check-in is open. Send /list for the activities.",
    )
    NOTHING_LIST = (
        "近一个月没有活动。先用 /new 建立活动。",
        "There is no activity of the last month. Create one with /new.",
    )
    NOTHING_MARK = (
        "没有可以登记的活动。已锁定的请在网页上写明理由后更正。",
        "There is nothing to mark. A locked register is corrected on its page, with a reason.",
    )
    NOTHING_LOCK = (
        "没有可以锁定的签到表。发送 /list 查看活动。",
        "There is no register to lock. Send /list for the activities.",
    )
    NOTHING_EXPORT = (
        "近一年没有可以导出的签到表。发送 /list 查看活动。",
        "There is no register of the last year to export. Send /list for the activities.",
    )

    OPENED = (
        "“{title}”已开放签到。大屏链接（请在会场电脑上打开，不要转发到群里）：\n{link}\n党员扫大屏上的码，或把六位数字发给我即可签到；没带手机的，由您用 /mark 登记，效力相同。",
        "Check-in for “{title}” is open. The wall (open it on the room's computer, do not post it):\n{link}\nMembers scan the code or send me the six digits; for who has no phone use /mark, which counts the same.",
    )
    OPENED_PATH = (
        "（还没有设置本服务的网址，请在会场电脑的支部助手网址后面接上这一段。）",
        "(The address of this service is not set; put this after the assistant's address on the room's computer.)",
    )
    CLOSED = (
        "“{title}”签到已结束：{counts}。请核对，需要时用 /mark 登记，再用 /lock 锁定。",
        "Check-in for “{title}” is over: {counts}. Look through it, use /mark where needed, then /lock.",
    )
    COUNTS = (
        "应到 {expected}，实到 {present}，线上 {online}，请假 {leave}，未签到 {silent}",
        "{expected} expected, {present} present, {online} online, {leave} on leave, {silent} not signed in",
    )
    REGISTER_HEAD = ("{title}　{span}　{state}", "{title}  {span}  {state}")
    REGISTER_QUORUM_YES = (
        "可以开会：有表决权等应计人数 {expected}，已到 {present}（《{regulation}》{article}）",
        "The meeting may begin: {present} of {expected} that count ({regulation} {article})",
    )
    REGISTER_QUORUM_NO = (
        "还不能开会：应计 {expected} 人，已到 {present}，还差 {missing}（《{regulation}》{article}）",
        "The meeting may not begin: {present} of {expected} that count, {missing} more needed ({regulation} {article})",
    )
    REGISTER_SILENT_NAMES = ("未签到：{names}", "Not signed in: {names}")
    REGISTER_LEAVE_NAMES = ("请假：{names}", "On leave: {names}")
    REGISTER_ABSENT_NAMES = ("缺席：{names}", "Absent: {names}")
    NAME_WITH_KIND = ("{name}（{kind}）", "{name} ({kind})")
    REGISTER_LATE = (
        "有 {count} 人用的是换码前的签到码，请对照会场核对。",
        "{count} used the code before the last change; compare with the room.",
    )
    REGISTER_PENDING = ("等待处理：{count} 件", "Waiting for a decision: {count}")
    REGISTER_IN_GROUP = ("名单请在私聊中查看。", "Names are shown in the private chat only.")
    BUTTON_REFRESH = ("刷新", "Refresh")
    BUTTON_CLOSE = ("结束签到", "End check-in")
    BUTTON_OPEN = ("开放签到", "Open check-in")
    BUTTON_MARK = ("登记", "Mark")
    BUTTON_LOCK = ("锁定", "Lock")
    BUTTON_LIST = ("名单", "Register")
    BUTTON_EXPORT = ("导出", "Export")
    BUTTON_PENDING = ("待办", "Waiting")
    BUTTON_CONFIRM = ("确认签到表", "Confirm the register")
    CONFIRMED = (
        "“{title}”的签到表已由您确认，可以锁定了。",
        "You confirmed the register of “{title}”; it can be locked.",
    )
    NOTHING_PENDING = ("没有等待处理的事项。", "Nothing waits for a decision.")

    MARK_HOW = (
        "《{title}》请用一句话说明，例如“除张三（病假）、李四外全部到会”，或“王五迟到”。不登记了就发 /cancel。",
        "“{title}”: say it in one line, such as 除张三（病假）、李四外全部到会. /cancel ends this.",
    )
    MARK_WHO = ("“{name}”有 {count} 位，是哪一位？", "{count} people are called “{name}”. Which one?")
    MARK_PERSON = ("{name}　{group}　{code}", "{name}  {group}  {code}")
    MARK_UNKNOWN = (
        "名单里没有或看不明白：{words}。没有写入，请改正后重新发一句。",
        "Not on the list, or not understood: {words}. Nothing was written; say it again.",
    )
    MARK_NOTHING = (
        "没有看出要登记什么，没有写入。请换个说法再发一句。",
        "There is nothing to write in this. Say it differently.",
    )
    MARK_PLAN = (
        "《{title}》将写入：{counts}。确认后才会写入。",
        "“{title}”: {counts} would be written. Nothing is before you confirm.",
    )
    MARK_COUNT = ("{state} {count} 人", "{state}: {count}")
    BUTTON_WRITE = ("确认写入", "Write it")
    BUTTON_UNDO = ("撤销", "Undo")
    MARKED = (
        "《{title}》已写入，改动 {count} 人。现在：{counts}。",
        "“{title}”: written, {count} lines changed. Now: {counts}.",
    )
    MARKED_SAME = ("《{title}》签到表本来就是这样，没有改动。", "“{title}”: the register says so already.")
    MARK_DROPPED = ("没有写入。", "Nothing was written.")
    UNDONE = (
        "《{title}》已撤销，恢复 {count} 人。此后自己签到或另有改动的不受影响。",
        "“{title}”: taken back, {count} lines restored. Who checked in since is left alone.",
    )

    LOCK_PLAN = ("锁定《{title}》的签到表之前，请核对：", "Before the register of “{title}” is locked:")
    LOCK_ABSENT = ("将记为缺席 {count} 人：{names}", "{count} will be written as absent: {names}")
    LOCK_NOBODY = ("没有人会因此记为缺席。", "Nobody will be written as absent.")
    LOCK_TASKS = ("将产生补学任务 {count} 项，{due}前完成。", "{count} make-up tasks will be given, due by {due}.")
    LOCK_LATER = ("锁定后的改动都要写理由，并留下记录。", "Later changes need a reason and leave a trace.")
    LOCK_SECOND = (
        "这次活动要先由另一位同志确认签到表，才能锁定。",
        "Another person has to confirm this register before it is locked.",
    )
    LOCK_WAITING = ("还有 {count} 件请假没有处理。", "{count} requests for leave are not decided.")
    BUTTON_LOCK_YES = ("确认锁定", "Lock it")
    LOCKED = (
        "《{title}》的签到表已锁定：缺席 {absent} 人，新增补学任务 {tasks} 项。可以用 /export 导出。",
        "The register of “{title}” is locked: {absent} absent, {tasks} new make-up tasks. Use /export for the files.",
    )
    LOCK_DROPPED = ("没有锁定，签到表没有改动。", "It was not locked; nothing was changed.")
    CHAT_FILE_REGISTER_XLSX = ("签到表（Excel）", "Register (Excel)")
    CHAT_FILE_REGISTER_DOCX = ("签到表（Word）", "Register (Word)")
    CHAT_FILE_SHEET_DOCX = ("签名表（打印用）", "Sheet to sign")
    CHAT_FILE_SHEET_XLSX = ("签到表（填写用）", "Sheet to fill in")
    EXPORT_WHICH = ("导出《{title}》的哪一种？", "Which file of “{title}”?")

    NOTICE_LEAVE = (
        "请假：{name}，《{title}》（{span}），{kind}：{reason}",
        "Leave: {name}, “{title}” ({span}), {kind}: {reason}",
    )
    NOTICE_LEAVE_LATE = ("（活动开始后才提交）", "(asked after it began)")
    NOTICE_PROOF = ("补学：{name}，《{task}》：{proof}", "Make-up study: {name}, “{task}”: {proof}")
    NOTICE_DISPUTE = (
        "异议：{name}，《{title}》现记录为{state}：{words}",
        "Objection: {name}, “{title}”, now {state}: {words}",
    )
    BUTTON_GRANT = ("准假", "Grant")
    BUTTON_REFUSE = ("不准假", "Refuse")
    BUTTON_ACCEPT = ("通过", "Accept")
    BUTTON_RETURN = ("退回", "Give back")
    BUTTON_UPHOLD = ("更正", "Correct it")
    BUTTON_REJECT = ("维持", "Keep it")
    DECIDED = ("{name}：{state}，已通知本人。", "{name}: {state}. The person is told.")
    DECIDED_NO_CHAT = (
        "{name}：{state}。本人没有绑定 Telegram，或者收不到消息，请当面告诉。",
        "{name}: {state}. The person has no Telegram here, or it takes no messages; tell them yourself.",
    )
    RETURN_ASK = (
        "退回{name}的补学说明，请写明要补什么，本人会看到。不退了就发 /cancel。",
        "Giving {name}'s make-up study back: write what is missing. /cancel ends this.",
    )
    RULING_STATE = ("更正为哪一种？", "Correct it to what?")
    RULING_ASK = (
        "请写明理由，本人会看到，并留在变动记录里。不处理了就发 /cancel。",
        "Write the reason; the person sees it and it stays in the trace. /cancel ends this.",
    )

    INVITE_HOW = (
        "请在 /invite 后面写上姓名或编号，例如：/invite 张三",
        "Write a name or number after /invite, as in: /invite 张三",
    )
    ACCOUNTS_HEAD = ("已绑定的账号 {count} 个：", "{count} bound accounts:")
    ACCOUNTS_MORE = (
        "账号较多，请在 /accounts 后面写上姓名来查找要解除的账号。",
        "There are many; write a name after /accounts to find the one to unbind.",
    )
    BUTTON_REVOKE_OF = ("解除：{name}（{channel}）", "Unbind: {name} ({channel})")
    REVOKE_ASK = (
        "解除账号 {number} 的绑定后，本人要有新的邀请才能再用。确定吗？",
        "Unbound, account {number} needs a new invitation. Are you sure?",
    )
