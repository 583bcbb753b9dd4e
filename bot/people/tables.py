"""Tables of people. What the register needs and no more: no identity number, no phone, no address.

A period's `to_on` is its last day that counts; open means None. A `to_on` before `from_on` is a period that was
corrected away: no day lies in it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.people.accounts.model import Channel
from bot.people.model import MemberStatus, OrganisationKind, PostKind
from bot.storage.tables import BotTable
from knowledge.sql import Json, UtcDateTime, enum_column

_NEVER_TWICE = {"sqlite_autoincrement": True}  # an id that was taken back is not given to somebody else


def _only_where(name: str, condition: str, *columns: str) -> Index:
    """Make a unique index over the rows that fulfil a condition."""
    return Index(name, *columns, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))


class OrganisationRow(BotTable):
    """One place in the tree; `path` is the ids from the root to itself, as in "/1/4/9/"."""

    __tablename__ = "organisations"
    __table_args__ = (
        UniqueConstraint("parent_id", "name"),
        _only_where("ux_organisations_root", "parent_id IS NULL", "name"),
        _NEVER_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[OrganisationKind] = mapped_column(enum_column(OrganisationKind))
    name: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text, index=True)


class MemberRow(BotTable):
    """A person by the roster's own number."""

    __tablename__ = "members"
    __table_args__ = _NEVER_TWICE

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text, index=True)
    status: Mapped[MemberStatus] = mapped_column(enum_column(MemberStatus))
    joined_on: Mapped[date | None]


class MembershipRow(BotTable):
    """Where a member belonged and when; at most one is open."""

    __tablename__ = "memberships"
    __table_args__ = (
        _only_where("ux_memberships_open", "to_on IS NULL", "member_id"),
        Index("ix_memberships_member_id", "member_id"),
        _NEVER_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]


class PostRow(BotTable):
    """A post a member holds or held in an organisation."""

    __tablename__ = "posts"
    __table_args__ = (
        _only_where("ux_posts_open", "to_on IS NULL", "member_id", "organisation_id", "kind"),
        Index("ix_posts_member_id", "member_id"),
        _NEVER_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    kind: Mapped[PostKind] = mapped_column(enum_column(PostKind))
    from_on: Mapped[date]
    to_on: Mapped[date | None]


class AccountRow(BotTable):
    """A chat account or browser that speaks for a member. For browsers `external_id` is the hash of their token."""

    __tablename__ = "accounts"
    __table_args__ = (
        _only_where("ux_accounts_live", "revoked_at IS NULL", "channel", "external_id"),
        _only_where("ux_accounts_browser", "channel = 'browser'", "external_id"),  # one that ended is never bound again
        _only_where("ux_accounts_telegram", "revoked_at IS NULL AND channel = 'telegram'", "member_id"),
        Index("ix_accounts_member_id", "member_id"),
        _NEVER_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    channel: Mapped[Channel] = mapped_column(enum_column(Channel))
    external_id: Mapped[str] = mapped_column(Text)
    bound_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_on: Mapped[date | None]  # a day, for its owner alone
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InvitationRow(BotTable):
    """A one-time invitation: a code and a link, both kept as hashes. `link_id` is the link's public half."""

    __tablename__ = "invitations"
    __table_args__ = (
        _only_where("ux_invitations_open", "used_at IS NULL AND revoked_at IS NULL", "member_id"),
        _only_where("ux_invitations_code", "used_at IS NULL AND revoked_at IS NULL", "code_hash"),
        Index("ix_invitations_code_hash", "code_hash"),
        Index("ix_invitations_member_id", "member_id"),
        _NEVER_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    code_hash: Mapped[str] = mapped_column(Text)
    link_id: Mapped[str] = mapped_column(Text, unique=True)
    link_hash: Mapped[str] = mapped_column(Text)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries_left: Mapped[int]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WrongCodeRow(BotTable):
    """A wrong code, kept for an hour to slow guessing down. Of browsers `external_id` is empty."""

    __tablename__ = "wrong_codes"
    __table_args__ = (Index("ix_wrong_codes_asker", "channel", "external_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(enum_column(Channel))
    external_id: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class RosterImportRow(BotTable):
    """An import and how to take it back; `undo` is emptied once that is done."""

    __tablename__ = "roster_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    checksum: Mapped[str] = mapped_column(Text)
    undo: Mapped[dict[str, Any]] = mapped_column(Json)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
