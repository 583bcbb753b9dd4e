"""Every use case of the people room, made from a database and a clock."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from bot.people.accounts.contacting import ChatOf, Deciders
from bot.people.accounts.invitations import Bind, Invite
from bot.people.accounts.sessions import EndOthers, EndOwn, MyAccounts, NoteSeen
from bot.people.door import PeopleDoor
from bot.people.members.usecases import (
    FindMembers,
    ListAccounts,
    MyBinding,
    RevokeAccount,
    Roster,
    ShowMember,
    Unbind,
    WhoIs,
)
from bot.people.roster.usecases import ImportRoster, InUse, PreviewImport, UndoImport
from knowledge.sql import Database


@dataclass(frozen=True, slots=True)
class People:
    """The people room as the edges call it."""

    who_is: WhoIs
    my_binding: MyBinding
    my_accounts: MyAccounts
    end_own: EndOwn
    end_others: EndOthers
    note_seen: NoteSeen
    bind: Bind
    unbind: Unbind
    invite: Invite
    find_members: FindMembers
    roster: Roster
    list_accounts: ListAccounts
    revoke_account: RevokeAccount
    show_member: ShowMember
    preview_import: PreviewImport
    import_roster: ImportRoster
    undo_import: UndoImport
    deciders: Deciders
    chat_of: ChatOf


def open_people(database: Database, clock: Clock, in_use: tuple[InUse, ...] = ()) -> People:
    """Wire the room up; `in_use` are the rooms that may keep an import from being taken back."""
    door = PeopleDoor(database, clock)
    return People(
        who_is=WhoIs(door),
        my_binding=MyBinding(door),
        my_accounts=MyAccounts(door),
        end_own=EndOwn(door),
        end_others=EndOthers(door),
        note_seen=NoteSeen(door),
        bind=Bind(door),
        unbind=Unbind(door),
        invite=Invite(door),
        find_members=FindMembers(door),
        roster=Roster(door),
        list_accounts=ListAccounts(door),
        revoke_account=RevokeAccount(door),
        show_member=ShowMember(door),
        preview_import=PreviewImport(door),
        import_roster=ImportRoster(door),
        undo_import=UndoImport(door, in_use),
        deciders=Deciders(door),
        chat_of=ChatOf(door),
    )
