"""What is said when something does not work out: members, posts, invitations and accounts."""

from __future__ import annotations

from bot.errors import ErrorCode
from bot.texts.pairs import Pair

ERRORS: dict[ErrorCode, Pair] = {
    ErrorCode.NOT_BOUND: Pair(
        "还不知道您是谁。请向支部书记要一张邀请（链接或邀请码），点开链接，或者输入、发送邀请码，即可绑定。",
        "We do not know who you are yet. Ask your branch secretary for an invitation, then open its link, or type or send its code.",
    ),
    ErrorCode.NOT_ALLOWED: Pair(
        "这项操作要由{roles}来做，您的职务不包含这项权限，没有作任何改动。",
        "This is for {roles}; your posts do not include it. Nothing was changed.",
    ),
    ErrorCode.MEMBER_NOT_FOUND: Pair(
        "您所管理的组织里没有这名党员。请核对姓名或编号后再试。",
        "There is no such member in your organisation. Check the name or number and try again.",
    ),
    ErrorCode.ORGANISATION_NOT_FOUND: Pair(
        "没有找到这个党组织，或者它不在您的管理范围内。请核对名称后再试。",
        "There is no such organisation within your reach. Check the name and try again.",
    ),
    ErrorCode.INVITATION_UNKNOWN: Pair(
        "邀请码或邀请链接不对，没有绑定。请核对后再试，或请支部书记重新发一张邀请。",
        "This code or link is not right; nothing was bound. Check it, or ask your secretary for a new invitation.",
    ),
    ErrorCode.INVITATION_USED: Pair(
        "这张邀请已经用过了，每张只能用一次。如果不是您本人用的，请马上告诉支部书记。",
        "This invitation has been used; each works once. If it was not you, tell your secretary at once.",
    ),
    ErrorCode.INVITATION_EXPIRED: Pair(
        "这张邀请已经过期（有效期七天）。请支部书记重新发一张。",
        "This invitation has expired (it lasts seven days). Ask your secretary for a new one.",
    ),
    ErrorCode.INVITATION_REVOKED: Pair(
        "这张邀请已经作废，可能书记又发了新的。请用最新的一张，或请书记重新发。",
        "This invitation was withdrawn, perhaps for a newer one. Use the newest, or ask your secretary again.",
    ),
    ErrorCode.INVITATION_LOCKED: Pair(
        "这张邀请输错次数过多，已经锁定。请支部书记重新发一张。",
        "This invitation is locked after too many wrong tries. Ask your secretary for a new one.",
    ),
    ErrorCode.CODES_PAUSED: Pair(
        "邀请码输错次数过多，请过 {minutes} 分钟再试；也可以请支部书记发邀请链接，点开即可绑定。",
        "Too many wrong codes. Try again in {minutes} minutes, or ask your secretary for an invitation link.",
    ),
    ErrorCode.CODES_CLOSED: Pair(
        "最近错误的邀请码太多，暂停使用邀请码绑定，请过 {minutes} 分钟再试；邀请链接仍然可以用。",
        "There were too many wrong codes from everywhere, so codes rest for {minutes} minutes. Links still work.",
    ),
    ErrorCode.ACCOUNT_TAKEN: Pair(
        "这个账号已经绑定了另一名党员，没有改动。请先解除原来的绑定，再使用这张邀请。",
        "This account is bound to another member; nothing was changed. Remove that binding first, then use the invitation.",
    ),
    ErrorCode.MEMBER_ALREADY_BOUND: Pair(
        "这名党员已经绑定了另一个 Telegram 账号，没有改动。要换账号，请支部书记先撤销原来的绑定，再重新发邀请。",
        "This member already has a Telegram account; nothing was changed. To move, the secretary revokes it and invites again.",
    ),
    ErrorCode.ACCOUNT_NOT_FOUND: Pair(
        "没有找到这个绑定的账号，或者它不在您的管理范围内。请列出账号核对编号后再试。",
        "There is no such bound account within your reach. List the accounts, check the number and try again.",
    ),
}
