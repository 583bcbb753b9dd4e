"""Sentences about members, posts, invitations and bound accounts."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class PeopleText(Sentence):
    """Sentences of the people room."""

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
        "给{name}（{code_number}，{organisation}）的邀请：\n邀请码：{code}\n{until} 前有效，只能用一次；此前的邀请已作废。请只发给本人。",
        "Invitation for {name} ({code_number}, {organisation}):\nCode: {code}\nValid until {until}, once; earlier ones are void. Give it to this person only.",
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
    OWN_ACCOUNT = (
        "{channel}，{since} 绑定，最近一次使用在 {seen}",
        "{channel}, bound on {since}, last used on {seen}",
    )
    OWN_ACCOUNT_THIS = ("{account}（现在用的就是它）", "{account} (this one)")
    OTHERS_ENDED = (
        "已结束您在别处的 {count} 个登录。要在那些地方再用，请向支部书记要一张新的邀请。",
        "{count} other accounts of yours are ended. To use one of them again, ask your secretary for a new invitation.",
    )
    MEMBERS_SEVERAL = (
        "有 {count} 名党员叫“{name}”，请用编号：",
        "{count} members are called “{name}”. Use the number:",
    )
    MEMBER_CHOICE = ("{code_number}　{name}　{organisation}", "{code_number}  {name}  {organisation}")

    MATRIX_PERMISSION = ("权限", "Permission")
