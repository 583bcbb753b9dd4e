"""Sentences about members, posts, invitations and bound accounts."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class PeopleText(Sentence):
    """Sentences of the people room."""

    ERROR_NOT_BOUND = (
        "还不知道您是谁。请向支部书记要一张邀请（链接或六位数字），点开链接或发送数字即可绑定。",
        "We do not know who you are yet. Ask your branch secretary for an invitation, then open its link or send its six digits.",
    )
    ERROR_NOT_ALLOWED = (
        "这项操作要由{roles}来做，您的职务不包含这项权限，没有作任何改动。",
        "This is for {roles}; your posts do not include it. Nothing was changed.",
    )
    ERROR_MEMBER_NOT_FOUND = (
        "您所管理的组织里没有这名党员。请核对姓名或编号后再试。",
        "There is no such member in your organisation. Check the name or number and try again.",
    )
    ERROR_ORGANISATION_NOT_FOUND = (
        "没有找到这个党组织，或者它不在您的管理范围内。请核对名称后再试。",
        "There is no such organisation within your reach. Check the name and try again.",
    )
    ERROR_INVITATION_UNKNOWN = (
        "邀请码或邀请链接不对，没有绑定。请核对后再试，或请支部书记重新发一张邀请。",
        "This code or link is not right; nothing was bound. Check it, or ask your secretary for a new invitation.",
    )
    ERROR_INVITATION_USED = (
        "这张邀请已经用过了，每张只能用一次。如果不是您本人用的，请马上告诉支部书记。",
        "This invitation has been used; each works once. If it was not you, tell your secretary at once.",
    )
    ERROR_INVITATION_EXPIRED = (
        "这张邀请已经过期（有效期七天）。请支部书记重新发一张。",
        "This invitation has expired (it lasts seven days). Ask your secretary for a new one.",
    )
    ERROR_INVITATION_REVOKED = (
        "这张邀请已经作废，可能书记又发了新的。请用最新的一张，或请书记重新发。",
        "This invitation was withdrawn, perhaps for a newer one. Use the newest, or ask your secretary again.",
    )
    ERROR_INVITATION_LOCKED = (
        "这张邀请输错次数过多，已经锁定。请支部书记重新发一张。",
        "This invitation is locked after too many wrong tries. Ask your secretary for a new one.",
    )
    ERROR_CODES_PAUSED = (
        "邀请码输错次数过多，请过 {minutes} 分钟再试；也可以请支部书记发邀请链接，点开即可绑定。",
        "Too many wrong codes. Try again in {minutes} minutes, or ask your secretary for an invitation link.",
    )
    ERROR_CODES_CLOSED = (
        "刚才错误的邀请码太多，数字绑定暂停使用，请过 {minutes} 分钟再试；邀请链接仍然可以用。",
        "There were too many wrong codes from everywhere, so codes rest for {minutes} minutes. Links still work.",
    )
    ERROR_ACCOUNT_TAKEN = (
        "这个账号已经绑定了另一名党员，没有改动。请先解除原来的绑定，再使用这张邀请。",
        "This account is bound to another member; nothing was changed. Remove that binding first, then use the invitation.",
    )
    ERROR_MEMBER_ALREADY_BOUND = (
        "这名党员已经绑定了另一个 Telegram 账号，没有改动。要换账号，请支部书记先撤销原来的绑定，再重新发邀请。",
        "This member already has a Telegram account; nothing was changed. To move, the secretary revokes it and invites again.",
    )
    ERROR_ACCOUNT_NOT_FOUND = (
        "没有找到这个绑定的账号，或者它不在您的管理范围内。请列出账号核对编号后再试。",
        "There is no such bound account within your reach. List the accounts, check the number and try again.",
    )
    BOUND = ("已绑定：{name}，{organisation}。", "You are bound as {name}, {organisation}.")
    BOUND_ALREADY = (
        "这个账号早已绑定{name}，不用再绑定，没有改动。",
        "This account is already bound to {name}. Nothing was changed.",
    )
    UNBOUND = (
        "已解除绑定。以后要再用，请向支部书记要一张新的邀请。",
        "The binding is removed. To come back, ask your secretary for a new invitation.",
    )
    INVITATION_READY = (
        "给{name}（{code_number}，{organisation}）的邀请：\n六位数字：{code}\n{until} 前有效，只能用一次；此前的邀请已作废。请只发给本人。",
        "Invitation for {name} ({code_number}, {organisation}):\nSix digits: {code}\nValid until {until}, once; earlier ones are void. Give it to this person only.",
    )
    INVITATION_LINK = ("邀请链接：{link}", "Invitation link: {link}")
    INVITATION_START = (
        "在 Telegram 里，也可以给机器人发送：/start {token}",
        "In Telegram one can also send the bot: /start {token}",
    )
    ACCOUNT_REVOKED = ("账号 {number} 的绑定已撤销。", "The binding of account {number} is revoked.")
    ACCOUNTS_NONE = ("还没有绑定的账号。", "No account is bound yet.")
    ACCOUNT_LINE = (
        "{number}　{name}（{code_number}，{organisation}）　{channel}　{since}",
        "{number}  {name} ({code_number}, {organisation})  {channel}  {since}",
    )
    MEMBERS_SEVERAL = (
        "有 {count} 名党员叫“{name}”，请用编号：",
        "{count} members are called “{name}”. Use the number:",
    )
    MEMBER_CHOICE = ("{code_number}　{name}　{organisation}", "{code_number}  {name}  {organisation}")

    CHANNEL_TELEGRAM = ("Telegram", "Telegram")
    CHANNEL_BROWSER = ("浏览器", "browser")
    POST_SECRETARY = ("书记", "the secretary")
    POST_DEPUTY_SECRETARY = ("副书记", "the deputy secretary")
    POST_ORGANISATION_COMMISSIONER = ("组织委员", "the organisation commissioner")
    POST_PUBLICITY_COMMISSIONER = ("宣传委员", "the publicity commissioner")
    POST_DISCIPLINE_COMMISSIONER = ("纪检委员", "the discipline commissioner")
    POST_COMMITTEE_MEMBER = ("委员", "a committee member")
    POST_GROUP_LEADER = ("党小组组长", "the group leader")
    POST_ADMINISTRATOR = ("机关党委管理员", "the administrator")
    POST_AUDITOR = ("监督检查", "the auditor")
    MEMBER_FULL = ("正式党员", "full member")
    MEMBER_PROBATIONARY = ("预备党员", "probationary member")
    ORGANISATION_COMMITTEE = ("党委", "committee")
    ORGANISATION_GENERAL_BRANCH = ("党总支", "general branch")
    ORGANISATION_BRANCH = ("党支部", "branch")
    ORGANISATION_GROUP = ("党小组", "group")
    PERMISSION_SEE_REGISTER = ("查看签到表和未到人员", "see registers and who is missing")
    PERMISSION_RUN_ACTIVITY = ("创建和主持活动、补签、批假", "create and run activities, mark, decide on leave")
    PERMISSION_CONFIRM_REGISTER = ("复核签到表", "confirm a register as the second person")
    PERMISSION_LOCK_REGISTER = ("锁定和重开签到表、处理异议", "lock and reopen registers, decide objections")
    PERMISSION_EXPORT = ("导出签到表和台账", "export registers and ledgers")
    PERMISSION_SEE_HOURS = ("查看学时", "see study hours")
    PERMISSION_INVITE = ("发邀请、查看和撤销绑定账号", "invite, list and revoke bound accounts")
    PERMISSION_MANAGE_ROSTER = ("维护名册", "keep the roster")
    MATRIX_PERMISSION = ("权限", "Permission")
