"""Every button of the chat: what it does, what it carries, and who may press it.

Telegram keeps buttons for years, so a prefix is never used anew for something else: an old button then says that it no
longer works. Whoever `who` names may press; whether they may do it to this activity, the use case behind decides.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityId
from bot.activities.outputs.model import ExportKind
from bot.activities.register.choosing import Purpose
from bot.activities.register.model import LeaveKind, LineState
from bot.inbox.model import UpdateId
from bot.people.accounts.model import AccountId
from bot.people.model import MemberId
from bot.questions.model import AnswerId
from bot.telegram.transport.callback_data import Data, Presser
from knowledge.model import PassageId

ANYONE, MEMBER, OFFICER = Presser.ANYONE, Presser.MEMBER, Presser.OFFICER
PreviewMark = NewType("PreviewMark", str)  # eight hex digits for what a preview showed
Nonce = NewType("Nonce", str)  # recognises a second press


class Sign(StrEnum):
    """Yes or no."""

    PLUS = "+"
    MINUS = "-"


# under an answer
JUDGE = Data("qj", Sign, AnswerId, who=ANYONE)  # says whether the answer helped
WHOLE = Data("qr", PassageId, who=ANYONE)  # shows the whole article with its neighbours
PASS_ON = Data("qp", AnswerId, who=ANYONE)  # shows what would be passed on; in a group only the asker may
PASS_ON_YES = Data("qc", Nonce, who=ANYONE)  # passes the question on, once; the asker only
PASS_ON_NO = Data("qx", who=ANYONE)  # passes nothing on

# a member's own
CALENDAR = Data("cal", ActivityId, who=MEMBER)  # sends the calendar file
LEAVE = Data("lv", ActivityId, who=MEMBER)  # begins to ask for leave, or goes on with this activity
LEAVE_KIND = Data("lk", ActivityId, LeaveKind, who=MEMBER)  # takes the kind; asks for the reason, or sends
LEAVE_BACK = Data("lw", ActivityId, who=MEMBER)  # takes a request for leave back
PROOF = Data("pf", int, who=MEMBER)  # asks for the words of a make-up proof
OBJECT = Data("ob", ActivityId, who=MEMBER)  # asks for the words of an objection
UNBIND = Data("ua", who=MEMBER)  # asks whether to unbind the own account
UNBIND_YES = Data("uy", who=MEMBER)  # unbinds it
UNBIND_NO = Data("un", who=MEMBER)  # leaves everything as it is
END_OTHERS = Data("eo", who=MEMBER)  # asks whether to end the own accounts elsewhere
END_OTHERS_YES = Data("ey", who=MEMBER)  # ends them

# creating an activity; the number is that of the update that the preview answers
NEW_KIND = Data("nk", ActivityKind, who=OFFICER)  # takes the kind that was missing
NEW_YES = Data("nc", UpdateId, who=OFFICER)  # creates what the preview shows, once
NEW_EDIT = Data("ne", UpdateId, who=OFFICER)  # asks what should change
NEW_NO = Data("nx", UpdateId, who=OFFICER)  # creates nothing

# running an activity
PICK = Data("ch", Purpose, ActivityId, who=OFFICER)  # does to this activity what the purpose says
REFRESH = Data("rf", ActivityId, who=OFFICER)  # tells anew how the register stands
CONFIRM = Data("cf", ActivityId, who=OFFICER)  # confirms the register as the second person
EXPORT = Data("ex", ActivityId, ExportKind, who=OFFICER)  # sends the register as a file; in private only
WAITING = Data("wt", ActivityId, who=OFFICER)  # shows the requests that wait; in private only
MARK_WHO = Data("ms", ActivityId, MemberId, who=OFFICER)  # says which of two namesakes is meant
MARK_YES = Data("mw", ActivityId, who=OFFICER)  # writes what the preview says
MARK_NO = Data("mx", ActivityId, who=OFFICER)  # writes nothing
MARK_UNDO = Data("mu", ActivityId, who=OFFICER)  # makes the lines what they were
LOCK_YES = Data("rk", ActivityId, PreviewMark, who=OFFICER)  # locks the register, if the preview still holds
LOCK_NO = Data("rn", who=OFFICER)  # leaves it open

# deciding what members asked; the number is the request's, and the first decision stands
LEAVE_DECIDE = Data("dl", Sign, int, who=OFFICER)  # grants or refuses leave
PROOF_ACCEPT = Data("dt", int, who=OFFICER)  # accepts a make-up proof
PROOF_RETURN = Data("dr", int, who=OFFICER)  # asks what is missing in it
OBJECTION_UPHOLD = Data("du", int, who=OFFICER)  # asks what the line should say
OBJECTION_STATE = Data("ds", int, LineState, who=OFFICER)  # takes that; asks for the reason
OBJECTION_REJECT = Data("dk", int, who=OFFICER)  # asks for the reason why the line stays

# invitations and accounts
INVITE = Data("iv", MemberId, who=OFFICER)  # invites this one of two namesakes; in private only
REVOKE = Data("aa", AccountId, who=OFFICER)  # asks whether to unbind somebody's account
REVOKE_YES = Data("ay", AccountId, who=OFFICER)  # unbinds it
REVOKE_NO = Data("an", who=OFFICER)  # leaves it bound
