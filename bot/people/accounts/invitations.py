"""Inviting a member and binding the account that answers."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.people.accounts.model import (
    ALL_PAUSE,
    ALL_TRIES,
    ALL_WINDOW,
    ASKER_PAUSE,
    ASKER_TRIES,
    ASKER_WINDOW,
    FORGOTTEN_AFTER,
    INVITATION_DAYS,
    LINK_TRIES,
    Asker,
    Binding,
    Channel,
    Invitation,
    InvitationState,
    Issued,
    pause_end,
)
from bot.people.accounts.storage import AccountStore, InvitationStore
from bot.people.directory import Directory
from bot.people.door import PeopleDoor
from bot.people.model import MemberId, Permission

LINK_ID_LENGTH = 12
CODE = re.compile(r"[0-9]{6}")
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
            code = _new_code()
            while not await at.invitations.add(issued, await at.invitations.hash_code(code), link_id, actor, at.now):
                code = _new_code()
            at.note(Event.MEMBER_INVITED, member=member, by=actor)
        return Invitation(invited, code, link_id + secret, expires_at)


@dataclass(frozen=True, slots=True)
class Bind:
    """Bind the asking account to the member whom a code or a link's token invites; a repeat is quiet.

    Errors: BotError INVITATION_UNKNOWN, INVITATION_USED, INVITATION_EXPIRED, INVITATION_REVOKED, INVITATION_LOCKED,
    CODES_PAUSED, CODES_CLOSED (minutes), ACCOUNT_TAKEN, MEMBER_ALREADY_BOUND.
    """

    door: PeopleDoor

    async def by_code(self, asker: Asker, code: str) -> Binding:
        """Bind by the six digits, in whatever width and spacing they were typed."""
        digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", code))
        if not CODE.fullmatch(digits):
            return self._refused(BotError(ErrorCode.INVITATION_UNKNOWN))  # no guess: it cannot be a code
        async with self.door.open() as at:
            result = await _Attempt(at.session, asker, at.now).by_code(digits)
        return self._settled(result)

    async def by_token(self, asker: Asker, token: str) -> Binding:
        """Bind by the token of a link."""
        if not TOKEN.fullmatch(token):
            return self._refused(BotError(ErrorCode.INVITATION_UNKNOWN))
        async with self.door.open() as at:
            result = await _Attempt(at.session, asker, at.now).by_token(token)
        return self._settled(result)

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
    now: datetime

    async def by_code(self, digits: str) -> Binding | BotError:
        store = InvitationStore(self.session)
        code_hash = await store.hash_code(digits)  # it locks: guesses come one after another, each counted
        paused = await self._paused(store)
        if paused is not None:
            return paused
        invitation = await store.by_code(code_hash)
        result = await self._answer(invitation)
        if isinstance(result, BotError) and result.code not in {
            ErrorCode.ACCOUNT_TAKEN,
            ErrorCode.MEMBER_ALREADY_BOUND,
        }:
            await store.add_wrong_code(self.asker, self.now)
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
        bound = await accounts.member_of(self.asker)
        state = invitation.state(self.now)
        if bound == invitation.member and state in {InvitationState.USED, InvitationState.OPEN}:
            await InvitationStore(self.session).take(invitation.id, self.now)
            return await self._binding(invitation.member, is_first=False)
        if state is not InvitationState.OPEN:
            return BotError(_REFUSED[state])
        if bound is not None:
            return BotError(ErrorCode.ACCOUNT_TAKEN)
        if self.asker.channel is Channel.TELEGRAM and await accounts.has_telegram(invitation.member):
            return BotError(ErrorCode.MEMBER_ALREADY_BOUND)
        return await self._bind(invitation)

    async def _bind(self, invitation: Issued) -> Binding:
        """Take the invitation and bind; raised errors roll both back, because another account was quicker."""
        if not await InvitationStore(self.session).take(invitation.id, self.now):
            raise BotError(ErrorCode.INVITATION_USED)
        if not await AccountStore(self.session).bind(invitation.member, self.asker, self.now):
            is_free = await AccountStore(self.session).member_of(self.asker) is None
            raise BotError(ErrorCode.MEMBER_ALREADY_BOUND if is_free else ErrorCode.ACCOUNT_TAKEN)
        return await self._binding(invitation.member, is_first=True)

    async def _binding(self, member: MemberId, *, is_first: bool) -> Binding:
        return Binding((await Directory(self.session).members([member]))[member], is_first)

    async def _paused(self, store: InvitationStore) -> BotError | None:
        since = self.now - FORGOTTEN_AFTER
        own = pause_end(await store.wrong_codes(since, self.asker), ASKER_TRIES, ASKER_WINDOW, ASKER_PAUSE)
        if own is not None and own > self.now:
            return BotError(ErrorCode.CODES_PAUSED, minutes=_minutes(own - self.now))
        everyone = pause_end(await store.wrong_codes(since), ALL_TRIES, ALL_WINDOW, ALL_PAUSE)
        if everyone is not None and everyone > self.now:
            return BotError(ErrorCode.CODES_CLOSED, minutes=_minutes(everyone - self.now))
        return None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06}"


def _minutes(left: timedelta) -> int:
    return -(-left // timedelta(minutes=1))
