"""Sentences about the roster, posts, invitations and bound accounts."""

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
