"""What is said when something does not work out: activities, check-in and registers."""

from __future__ import annotations

from bot.errors import ErrorCode
from bot.texts.pairs import Pair

ERRORS: dict[ErrorCode, Pair] = {
    ErrorCode.ACTIVITY_NOT_FOUND: Pair(
        "没有找到这个活动，或者它不属于您所在的组织。请核对后再试。",
        "There is no such activity in your organisation. Check and try again.",
    ),
    ErrorCode.ACTIVITY_UNSOUND: Pair(
        "活动没有建立：{part}。请改正后再提交。", "The activity was not created: {part}. Correct it and send it again."
    ),
    ErrorCode.ACTIVITY_STEP_REFUSED: Pair(
        "“{title}”现在是“{state}”状态，不能这样操作，没有作任何改动。请刷新后再看。",
        "“{title}” is {state} now, so this cannot be done and nothing was changed. Reload and look again.",
    ),
    ErrorCode.ACTIVITY_CANCELLED: Pair(
        "“{title}”已经取消，没有作任何改动。如有疑问请联系支部书记。",
        "“{title}” was called off; nothing was changed. Ask your branch secretary if in doubt.",
    ),
    ErrorCode.SERIES_EMPTY: Pair(
        "按这个规则在这段时间里一次活动也排不出来。请调整日期或规则。",
        "This rule gives no date in that time. Change the dates or the rule.",
    ),
    ErrorCode.SERIES_TOO_LONG: Pair(
        "一次最多排 {most} 次活动，没有建立。请缩短起止时间。",
        "A series has at most {most} activities; none was created. Shorten the time.",
    ),
    ErrorCode.CHECKIN_NOT_OPEN: Pair(
        "“{title}”还没有开始签到（{starts_at}开始）。请等书记开放签到后再签。",
        "Check-in for “{title}” has not opened yet (it begins {starts_at}). Wait until the secretary opens it.",
    ),
    ErrorCode.CHECKIN_CLOSED: Pair(
        "“{title}”的签到已经结束，这次没有记上。如果您到会了，请告诉支部书记补记。",
        "Check-in for “{title}” is over, so this was not recorded. If you were there, tell your branch secretary.",
    ),
    ErrorCode.CHECKIN_NONE_OPEN: Pair(
        "现在没有需要您签到的活动。如果会场正在签到，请联系支部书记核对应到名单。",
        "No activity is taking your check-in now. If one is going on, ask your secretary to look at the list.",
    ),
    ErrorCode.CODE_WRONG: Pair(
        "签到码不对，没有签上。请看大屏上的六位数字重新输入，还可以试 {left} 次。",
        "The code is wrong and nothing was recorded. Look at the six digits on the wall; you have {left} tries left.",
    ),
    ErrorCode.CODE_EXPIRED: Pair(
        "这个签到码已经过期，没有签上。签到码每 10 秒更换，请看大屏上的新数字，或重新扫码。",
        "This code has expired and nothing was recorded. It changes every 10 seconds: use the new one on the wall.",
    ),
    ErrorCode.CODE_LOCKED: Pair(
        "输错次数太多，{minutes} 分钟内不能再用签到码。请直接告诉支部书记，由书记代为登记。",
        "Too many wrong codes: codes are refused for {minutes} minutes. Tell your secretary, who can write you down.",
    ),
    ErrorCode.NOT_EXPECTED: Pair(
        "您不在这次活动的应到名单里，没有作任何记录。如有出入，请联系支部书记。",
        "You are not on the list for this activity; nothing was recorded. Tell your secretary if that is wrong.",
    ),
    ErrorCode.REGISTER_LOCKED: Pair(
        "“{title}”的签到表已经锁定，没有改动。确需更正，请写明理由，或由书记重新打开。",
        "The register of “{title}” is locked and was not changed. Give a reason, or have the secretary reopen it.",
    ),
    ErrorCode.LINE_STEP_REFUSED: Pair(
        "{name}现在是“{state}”，不能这样改，整批都没有写入。请核对后再试。",
        "{name} is “{state}” now and cannot be changed like this; nothing was written. Check and try again.",
    ),
    ErrorCode.NOT_BEGUN: Pair(
        "“{title}”还没有开始（{starts_at}），现在不能这样操作。请等活动开始后再试。",
        "“{title}” has not begun ({starts_at}). Try again once it has.",
    ),
    ErrorCode.BEGUN: Pair(
        "“{title}”已经开始，不能自己撤回了。请直接联系支部书记。",
        "“{title}” has begun, so you cannot take this back yourself. Contact your branch secretary.",
    ),
    ErrorCode.SECOND_PERSON_NEEDED: Pair(
        "“{title}”要先由另一位同志确认签到表，才能锁定。请联系纪检委员或副书记确认。",
        "“{title}” needs another person to confirm its register before it is locked.",
    ),
    ErrorCode.WORDS_MISSING: Pair(
        "请写上说明，一两句话即可，然后再提交。", "Add a sentence or two of explanation, then send it again."
    ),
    ErrorCode.ALREADY_THERE: Pair(
        "“{title}”的签到表上已经记为到会，不用再请假。如有出入请联系支部书记。",
        "The register of “{title}” already says present, so no leave is needed. Tell your secretary if that is wrong.",
    ),
    ErrorCode.REQUEST_NOT_FOUND: Pair(
        "没有找到这条申请，或者它不归您办理。请核对后再试。",
        "There is no such request for you to handle. Check and try again.",
    ),
    ErrorCode.REQUEST_WITHDRAWN: Pair(
        "{name}已经撤回了请假，不用再批。", "{name} has taken the request back; there is nothing to decide."
    ),
    ErrorCode.PROOF_MISSING: Pair(
        "{name}还没有提交补学说明，或者已经办结，没有改动。请等提交后再审核。",
        "{name} has handed nothing in, or it is settled already. Wait until something is handed in.",
    ),
    ErrorCode.OWN_REQUEST: Pair(
        "自己提出的异议要由另一位同志来处理，没有改动。请联系副书记或组织委员。",
        "Somebody else has to decide on your own objection; nothing was changed.",
    ),
    ErrorCode.PREVIEW_CHANGED: Pair(
        "预览之后情况有变化，没有执行。请重新查看，再确认一次。",
        "Things have changed since the preview, so nothing was done. Look again, then confirm.",
    ),
    ErrorCode.ALREADY_DECIDED: Pair(
        "{name}的这件事已经处理过了：{state}，没有再改。如需更正，请在网页的活动页面办理。",
        "This of {name} has been decided already: {state}. Nothing was changed; to correct it, use the activity's page.",
    ),
    ErrorCode.OBJECTION_LATE: Pair(
        "“{title}”的签到表锁定已超过 {days} 天，不能再提异议。确有差错请直接联系支部书记。",
        "The register of “{title}” was locked more than {days} days ago. Contact your secretary directly.",
    ),
    ErrorCode.WALL_LINK_REFUSED: Pair(
        "大屏链接无效或已过期。请书记在活动页面重新打开大屏。",
        "This wall link is not valid any more. Have the secretary open the wall again from the activity's page.",
    ),
}
