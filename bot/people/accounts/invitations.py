"""Inviting a member and binding the account that answers."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.accounts.codes import BY_ACCOUNT, IN_ALL, WrongByAddress, new_code, read_code, shown_code
from bot.people.accounts.model import (
    INVITATION_DAYS,
    LINK_TRIES,
    Asker,
    Binding,
    Channel,
    Invitation,
    InvitationState,
    Issued,
)
from bot.people.accounts.storage import AccountStore, InvitationStore
from bot.people.directory import Directory
from bot.people.door import PeopleDoor
from bot.people.model import MemberId, Permission
from bot.storage.door import Visit

LINK_ID_LENGTH = 12
TOKEN = re.compile(r"[A-Za-z0-9_-]{34}")  # 12 that name the invitation, 22 (128 random bits) that open it
_REFUSED = {
    InvitationState.USED: ErrorCode.INVITATION_USED,
    InvitationState.REVOKED: ErrorCode.INVITATION_REVOKED,
    InvitationState.EXPIRED: ErrorCode.INVITATION_EXPIRED,
    InvitationState.LOCKED: ErrorCode.INVITATION_LOCKED,
}


@dataclass(frozen=True, slots=True)
class Invite:
    """Make an invitation for a member, in place of any open one.

    Errors: BotError NOT_BOUND, NOT_ALLOWED, MEMBER_NOT_FOUND (also for members of others' branches).
    """

    door: PeopleDoor

    async def __call__(self, actor: MemberId | None, member: MemberId) -> Invitation:
        link_id, secret = secrets.token_urlsafe(9), secrets.token_urlsafe(16)
        async with self.door.caller(actor) as at:
            invited = await at.member(member, Permission.INVITE)
            expires_at = at.now + timedelta(days=INVITATION_DAYS)
            issued = Issued(0, member, _hash(link_id + secret), expires_at, LINK_TRIES, None, None)
            code = new_code()
            while not await at.invitations.add(issued, await at.invitations.hash_code(code), link_id, actor, at.now):
                code = new_code()
            at.note(Event.MEMBER_INVITED, member=member, by=actor)
        return Invitation(invited, shown_code(code), link_id + secret, expires_at)


@dataclass(frozen=True, slots=True)
class Bind:
    """Bind the asking account to the member whom a code or a link's token invites; a repeat is quiet.

    A browser comes with a token made for this one answer, and `before` is what it brought along: that is never bound,
    for somebody else may know it, and what it was bound to ends when the new one is bound. Unbound, a token owns
    nothing that could be lost: earlier questions come with each request, answers are rated by their own id. One that
    was bound once is never bound again. `address` is where a browser asks from; it is counted in memory, never stored.
    Errors: BotError INVITATION_UNKNOWN, INVITATION_USED, INVITATION_EXPIRED, INVITATION_REVOKED, INVITATION_LOCKED,
    CODES_PAUSED, CODES_CLOSED (minutes), ACCOUNT_TAKEN, MEMBER_ALREADY_BOUND.
    """

    door: PeopleDoor
    by_address: WrongByAddress = field(default_factory=WrongByAddress)

    async def by_code(
        self, asker: Asker, typed: str, *, before: Asker | None = None, address: str | None = None
    ) -> Binding:
        """Bind by the code, however it was typed."""
        code = read_code(typed)
        if code is None:
            return self._refused(BotError(ErrorCode.INVITATION_UNKNOWN))  # no guess: it cannot be a code
        async with self.door.open() as at:
            result = await self._attempt(at, asker, before).by_code(code, _Guessing(self.by_address, address))
        return self._settled(result)

    async def by_token(self, asker: Asker, token: str, *, before: Asker | None = None) -> Binding:
        """Bind by the token of a link."""
        if not TOKEN.fullmatch(token):
            return self._refused(BotError(ErrorCode.INVITATION_UNKNOWN))
        async with self.door.open() as at:
            result = await self._attempt(at, asker, before).by_token(token)
        return self._settled(result)

    def _attempt(self, at: Visit, asker: Asker, before: Asker | None) -> _Attempt:
        return _Attempt(at.session, asker, before, at.now)

    def _settled(self, result: Binding | BotError) -> Binding:
        """Raise a refusal only now: what the transaction counted has to stay."""
        if isinstance(result, BotError):
            return self._refused(result)
        if result.is_first:
            record(Event.ACCOUNT_BOUND, member=result.member.id)
        return result

    def _refused(self, error: BotError) -> Binding:
        record(Event.INVITATION_REFUSED, reason=error.code)
        raise error


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One account's try inside one transaction; a refusal is returned, so that the count of tries is committed."""

    session: AsyncSession
    asker: Asker
    before: Asker | None
    now: datetime

    async def by_code(self, code: str, guessing: _Guessing) -> Binding | BotError:
        store = InvitationStore(self.session)
        code_hash = await store.hash_code(code)  # it locks: guesses come one after another, each counted
        paused = await guessing.paused(store, self.asker, self.now)
        if paused is not None:
            return paused
        invitation = await store.by_code(code_hash)
        result = await self._answer(invitation)
        if isinstance(result, BotError) and result.code not in {
            ErrorCode.ACCOUNT_TAKEN,
            ErrorCode.MEMBER_ALREADY_BOUND,
        }:
            await guessing.count(store, self.asker, self.now)
        return result

    async def by_token(self, token: str) -> Binding | BotError:
        store = InvitationStore(self.session)
        invitation = await store.by_link(token[:LINK_ID_LENGTH])
        if invitation is None:
            return BotError(ErrorCode.INVITATION_UNKNOWN)
        if not hmac.compare_digest(_hash(token), invitation.link_hash):
            is_last = invitation.tries_left <= 1
            await store.count_try(invitation.id)
            return BotError(ErrorCode.INVITATION_LOCKED if is_last else ErrorCode.INVITATION_UNKNOWN)
        return await self._answer(invitation)

    async def _answer(self, invitation: Issued | None) -> Binding | BotError:
        if invitation is None:
            return BotError(ErrorCode.INVITATION_UNKNOWN)
        accounts = AccountStore(self.session)
        bound = await accounts.member_of(self.before or self.asker)
        state = invitation.state(self.now)
        if bound == invitation.member and state in {InvitationState.USED, InvitationState.OPEN}:
            return await self._again(invitation)
        if state is not InvitationState.OPEN:
            return BotError(_REFUSED[state])
        if bound is not None:
            return BotError(ErrorCode.ACCOUNT_TAKEN)
        if self.asker.channel is Channel.TELEGRAM and await accounts.has_telegram(invitation.member):
            return BotError(ErrorCode.MEMBER_ALREADY_BOUND)
        return await self._bind(invitation)

    async def _again(self, invitation: Issued) -> Binding:
        """Bind who is bound to the same member already: a browser goes on with its new token, the old one ends."""
        await InvitationStore(self.session).take(invitation.id, self.now)
        if self.before is not None:
            await AccountStore(self.session).revoke_asker(self.before, self.now)
            await AccountStore(self.session).bind(invitation.member, self.asker, self.now)
        return await self._binding(invitation.member, is_first=False)

    async def _bind(self, invitation: Issued) -> Binding:
        """Take the invitation and bind; raised errors roll both back, because another account was quicker."""
        if not await InvitationStore(self.session).take(invitation.id, self.now):
            raise BotError(ErrorCode.INVITATION_USED)
        if not await AccountStore(self.session).bind(invitation.member, self.asker, self.now):
            is_phone = self.asker.channel is Channel.TELEGRAM
            is_free = is_phone and await AccountStore(self.session).member_of(self.asker) is None
            raise BotError(ErrorCode.MEMBER_ALREADY_BOUND if is_free else ErrorCode.ACCOUNT_TAKEN)
        return await self._binding(invitation.member, is_first=True)

    async def _binding(self, member: MemberId, *, is_first: bool) -> Binding:
        return Binding((await Directory(self.session).members([member]))[member], is_first)


@dataclass(frozen=True, slots=True)
class _Guessing:
    """How many wrong codes came lately: from a Telegram account, from a browser's address, from everywhere."""

    by_address: WrongByAddress
    address: str | None

    async def paused(self, store: InvitationStore, asker: Asker, now: datetime) -> BotError | None:
        """Give the refusal while codes rest, for this asker or for everybody."""
        if self.address is not None:
            own = self.by_address.rest(self.address, now)
        elif asker.channel is Channel.TELEGRAM:
            own = BY_ACCOUNT.rest(await store.oldest_wrong_code(BY_ACCOUNT, now, asker), now)
        else:
            own = None
        if own is not None:
            return BotError(ErrorCode.CODES_PAUSED, minutes=_minutes(own))
        everyone = IN_ALL.rest(await store.oldest_wrong_code(IN_ALL, now), now)
        return None if everyone is None else BotError(ErrorCode.CODES_CLOSED, minutes=_minutes(everyone))

    async def count(self, store: InvitationStore, asker: Asker, now: datetime) -> None:
        """Count a wrong code."""
        if self.address is not None:
            self.by_address.add(self.address, now)
        await store.add_wrong_code(asker, now)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _minutes(left: timedelta) -> int:
    return -(-left // timedelta(minutes=1))
