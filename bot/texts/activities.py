"""Sentences about activities, check-in and the register."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class ActivityText(Sentence):
    """Sentences of the activities room."""

    ERROR_ACTIVITY_NOT_FOUND = (
        "没有找到这个活动，或者它不属于您所在的组织。请核对后再试。",
        "There is no such activity in your organisation. Check and try again.",
    )
    ERROR_ACTIVITY_UNSOUND = (
        "活动没有建立：{part}。请改正后再提交。",
        "The activity was not created: {part}. Correct it and send it again.",
    )
    ERROR_ACTIVITY_STEP_REFUSED = (
        "“{title}”现在是“{state}”状态，不能这样操作，没有作任何改动。请刷新后再看。",
        "“{title}” is {state} now, so this cannot be done and nothing was changed. Reload and look again.",
    )
    ERROR_ACTIVITY_CANCELLED = (
        "“{title}”已经取消，没有作任何改动。如有疑问请联系支部书记。",
        "“{title}” was called off; nothing was changed. Ask your branch secretary if in doubt.",
    )
    ERROR_SERIES_EMPTY = (
        "按这个规则在这段时间里一次活动也排不出来。请调整日期或规则。",
        "This rule gives no date in that time. Change the dates or the rule.",
    )
    ERROR_SERIES_TOO_LONG = (
        "一次最多排 {most} 次活动，没有建立。请缩短起止时间。",
        "A series has at most {most} activities; none was created. Shorten the time.",
    )
    ERROR_CHECKIN_NOT_OPEN = (
        "“{title}”还没有开始签到（{starts_at}开始）。请等书记开放签到后再签。",
        "Check-in for “{title}” has not opened yet (it begins {starts_at}). Wait until the secretary opens it.",
    )
    ERROR_CHECKIN_CLOSED = (
        "“{title}”的签到已经结束，这次没有记上。如果您到会了，请告诉支部书记补记。",
        "Check-in for “{title}” is over, so this was not recorded. If you were there, tell your branch secretary.",
    )
    ERROR_CHECKIN_NONE_OPEN = (
        "现在没有需要您签到的活动。如果会场正在签到，请联系支部书记核对应到名单。",
        "No activity is taking your check-in now. If one is going on, ask your secretary to look at the list.",
    )
    ERROR_CODE_WRONG = (
        "签到码不对，没有签上。请看大屏上的六位数字重新输入，还可以试 {left} 次。",
        "The code is wrong and nothing was recorded. Look at the six digits on the wall; you have {left} tries left.",
    )
    ERROR_CODE_EXPIRED = (
        "这个签到码已经过期，没有签上。签到码每 10 秒更换，请看大屏上的新数字，或重新扫码。",
        "This code has expired and nothing was recorded. It changes every 10 seconds: use the new one on the wall.",
    )
    ERROR_CODE_LOCKED = (
        "输错次数太多，{minutes} 分钟内不能再用签到码。请直接告诉支部书记，由书记代为登记。",
        "Too many wrong codes: codes are refused for {minutes} minutes. Tell your secretary, who can write you down.",
    )
    ERROR_NOT_EXPECTED = (
        "您不在这次活动的应到名单里，没有作任何记录。如有出入，请联系支部书记。",
        "You are not on the list for this activity; nothing was recorded. Tell your secretary if that is wrong.",
    )
    ERROR_REGISTER_LOCKED = (
        "“{title}”的签到表已经锁定，没有改动。确需更正，请写明理由，或由书记重新打开。",
        "The register of “{title}” is locked and was not changed. Give a reason, or have the secretary reopen it.",
    )
    ERROR_LINE_STEP_REFUSED = (
        "{name}现在是“{state}”，不能这样改，整批都没有写入。请核对后再试。",
        "{name} is “{state}” now and cannot be changed like this; nothing was written. Check and try again.",
    )
    ERROR_NOT_BEGUN = (
        "“{title}”还没有开始（{starts_at}），现在不能这样操作。请等活动开始后再试。",
        "“{title}” has not begun ({starts_at}). Try again once it has.",
    )
    ERROR_BEGUN = (
        "“{title}”已经开始，不能自己撤回了。请直接联系支部书记。",
        "“{title}” has begun, so you cannot take this back yourself. Contact your branch secretary.",
    )
    ERROR_SECOND_PERSON_NEEDED = (
        "“{title}”要先由另一位同志确认签到表，才能锁定。请联系纪检委员或副书记确认。",
        "“{title}” needs another person to confirm its register before it is locked.",
    )
    ERROR_WORDS_MISSING = (
        "请写上说明，一两句话即可，然后再提交。",
        "Add a sentence or two of explanation, then send it again.",
    )
    ERROR_ALREADY_THERE = (
        "“{title}”的签到表上已经记为到会，不用再请假。如有出入请联系支部书记。",
        "The register of “{title}” already says present, so no leave is needed. Tell your secretary if that is wrong.",
    )
    ERROR_REQUEST_NOT_FOUND = (
        "没有找到这条申请，或者它不归您办理。请核对后再试。",
        "There is no such request for you to handle. Check and try again.",
    )
    ERROR_REQUEST_WITHDRAWN = (
        "{name}已经撤回了请假，不用再批。",
        "{name} has taken the request back; there is nothing to decide.",
    )
    ERROR_PROOF_MISSING = (
        "{name}还没有提交补学说明，或者已经办结，没有改动。请等提交后再审核。",
        "{name} has handed nothing in, or it is settled already. Wait until something is handed in.",
    )
    ERROR_OWN_REQUEST = (
        "自己提出的异议要由另一位同志来处理，没有改动。请联系副书记或组织委员。",
        "Somebody else has to decide on your own objection; nothing was changed.",
    )
    ERROR_PREVIEW_CHANGED = (
        "预览之后情况有变化，没有执行。请重新查看，再确认一次。",
        "Things have changed since the preview, so nothing was done. Look again, then confirm.",
    )
    ERROR_ALREADY_DECIDED = (
        "{name}的这件事已经处理过了：{state}，没有再改。如需更正，请在网页的活动页面办理。",
        "This of {name} has been decided already: {state}. Nothing was changed; to correct it, use the activity's page.",
    )
    ERROR_OBJECTION_LATE = (
        "“{title}”的签到表锁定已超过 {days} 天，不能再提异议。确有差错请直接联系支部书记。",
        "The register of “{title}” was locked more than {days} days ago. Contact your secretary directly.",
    )
    ERROR_WALL_LINK_REFUSED = (
        "大屏链接无效或已过期。请书记在活动页面重新打开大屏。",
        "This wall link is not valid any more. Have the secretary open the wall again from the activity's page.",
    )

    UNSOUND_TITLE = ("请写上名称（100 字以内），地点和议程也不要过长", "the title is missing, or a text is too long")
    UNSOUND_LENGTH = ("结束时间要晚于开始时间，并且不超过 3 天", "it must end after it begins, within three days")
    UNSOUND_DAY = ("日期离今天太远，可能是年份写错了", "the day is too far away; look at the year")
    UNSOUND_CREDIT = ("学时不能是负数，也不能超过 72 小时", "study hours must lie between 0 and 72")

    KIND_GENERAL_MEETING = ("支部党员大会", "general meeting")
    KIND_COMMITTEE_MEETING = ("支委会", "committee meeting")
    KIND_GROUP_MEETING = ("党小组会", "group meeting")
    KIND_PARTY_LECTURE = ("党课", "party lecture")
    KIND_THEME_DAY = ("主题党日", "theme day")
    KIND_STUDY_SESSION = ("集中学习", "study session")
    KIND_ORGANISATIONAL_LIFE_MEETING = ("组织生活会", "organisational life meeting")
    KIND_DEMOCRATIC_REVIEW = ("民主评议党员", "democratic review")
    KIND_COMMUNITY_SERVICE = ("志愿服务", "community service")

    ACTIVITY_PLANNED = ("未开始", "planned")
    ACTIVITY_OPEN = ("签到中", "open for check-in")
    ACTIVITY_CLOSED = ("核对中", "being checked")
    ACTIVITY_CONFIRMED = ("已确认", "confirmed")
    ACTIVITY_LOCKED = ("已锁定", "locked")
    ACTIVITY_CANCELLED = ("已取消", "called off")

    LINE_EXPECTED = ("未签到", "not signed in")
    LINE_PRESENT = ("到会", "present")
    LINE_LATE = ("迟到", "late")
    LINE_ONLINE = ("线上参加", "online")
    LINE_LEFT_EARLY = ("早退", "left early")
    LINE_ON_LEAVE = ("请假", "on leave")
    LINE_EXCUSED = ("免到", "excused")
    LINE_ABSENT = ("缺席", "absent")
    LINE_MADE_UP = ("已补学", "made up")

    LEAVE_SICK = ("病假", "sick leave")
    LEAVE_PERSONAL = ("事假", "personal leave")
    LEAVE_OFFICIAL = ("因公", "on duty elsewhere")
    LEAVE_OTHER = ("其他事由", "other reasons")

    LEAVE_STATE_ASKED = ("待批", "waiting")
    LEAVE_STATE_GRANTED = ("已准假", "granted")
    LEAVE_STATE_REFUSED = ("未准假", "refused")
    LEAVE_STATE_WITHDRAWN = ("已撤回", "taken back")

    TASK_DUE = ("待补学", "to be made up")
    TASK_SUBMITTED = ("待审核", "handed in")
    TASK_ACCEPTED = ("已通过", "accepted")
    TASK_RETURNED = ("退回修改", "returned")
    TASK_DROPPED = ("已撤销", "dropped")

    DISPUTE_ASKED = ("待处理", "waiting")
    DISPUTE_UPHELD = ("已更正", "upheld")
    DISPUTE_REJECTED = ("维持原记录", "rejected")

    VIA_CODE = ("输入签到码", "code")
    VIA_LINK = ("扫码", "QR code")
    VIA_SECRETARY = ("书记登记", "by the secretary")
    VIA_PAPER = ("纸质签到表", "paper sheet")
    VIA_LEAVE = ("请假", "leave")
    VIA_LOCK = ("锁定时登记", "at locking")
    VIA_MAKE_UP = ("补学", "make-up study")
    VIA_DISPUTE = ("异议处理", "objection")

    WHEN = ("{month}月{day}日 {hour:02d}:{minute:02d}", "{month}/{day} {hour:02d}:{minute:02d}")
