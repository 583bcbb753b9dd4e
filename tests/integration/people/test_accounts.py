"""Invitations and bound accounts on both databases, and whoever tries to get in without one."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.errors import BotError, ErrorCode
from bot.people.accounts.model import AccountId, Asker, Binding
from bot.people.model import MemberId, OrganisationId, Permission
from bot.people.room import People
from bot.people.tables import AccountRow, InvitationRow, WrongCodeRow
from bot.storage.keys import service_key
from knowledge.sql import Database
from tests.support.clock import FixedClock
from tests.support.register.people import (
    TOP,
    as_csv,
    browser,
    places,
    refused,
    row,
    telegram,
)

BRANCH = (TOP, "第一党支部")
OTHER = (TOP, "第二党支部")


async def test_a_code_binds_once(people: People, codes: dict[str, MemberId]) -> None:
    invitation = await people.invite(codes["S0001"], codes["S0007"])
    assert await people.who_is(telegram(7)) is None
    first = await people.bind.by_code(telegram(7), f" {invitation.code[:4].lower()} {invitation.code[5:]} ")
    assert (first.member.name, first.is_first) == ("吴静", True)
    assert await people.who_is(telegram(7)) == codes["S0007"]
    assert (await people.my_binding(telegram(7))).code == "S0007"
    again = await people.bind.by_code(telegram(7), invitation.code)
    assert (again.member.id, again.is_first) == (codes["S0007"], False)
    assert await refused(people.bind.by_code(telegram(8), invitation.code)) is ErrorCode.INVITATION_USED
    assert await refused(people.bind.by_token(telegram(8), invitation.token)) is ErrorCode.INVITATION_USED


async def test_a_link_binds_once_too(people: People, codes: dict[str, MemberId]) -> None:
    invitation = await people.invite(codes["S0001"], codes["S0007"])
    assert (await people.bind.by_token(browser("b7"), invitation.token)).is_first
    assert not (await people.bind.by_token(browser("b7"), invitation.token)).is_first
    assert await refused(people.bind.by_token(browser("b8"), invitation.token)) is ErrorCode.INVITATION_USED


async def test_full_width_signs_are_signs(people: People, codes: dict[str, MemberId]) -> None:
    invitation = await people.invite(None, codes["S0007"])
    wide = "".join(chr(ord(char) + 0xFEE0) for char in invitation.code)
    assert (await people.bind.by_code(telegram(7), wide)).is_first


@pytest.mark.parametrize("token", ["", "x", "短", "A" * 34, "A" * 5000, "../../etc", "' OR 1=1 --"])
async def test_a_made_up_link_is_refused(people: People, token: str) -> None:
    assert await refused(people.bind.by_token(telegram(9), token)) is ErrorCode.INVITATION_UNKNOWN


@pytest.mark.parametrize(
    "code",
    ["", "123456", "K7QM-3XP", "K7QM-3XPTT", "K7QM-3XP0", "password", "20261128", "一二三四五六七八", "K7" * 5000],
)
async def test_what_is_no_code_is_refused_and_not_counted(people: People, database: Database, code: str) -> None:
    assert await refused(people.bind.by_code(telegram(9), code)) is ErrorCode.INVITATION_UNKNOWN
    async with database.reading() as session:
        assert (await session.scalars(select(WrongCodeRow))).all() == []


async def test_wrong_endings_of_a_link_lock_it(people: People, codes: dict[str, MemberId]) -> None:
    invitation = await people.invite(None, codes["S0007"])
    forged = invitation.token[:12] + "A" * 22
    tries = [await refused(people.bind.by_token(telegram(9), forged)) for _ in range(6)]
    assert tries == [ErrorCode.INVITATION_UNKNOWN] * 4 + [ErrorCode.INVITATION_LOCKED] * 2
    assert await refused(people.bind.by_token(telegram(7), invitation.token)) is ErrorCode.INVITATION_LOCKED
    assert await refused(people.bind.by_code(telegram(7), invitation.code)) is ErrorCode.INVITATION_LOCKED


async def test_an_invitation_ends_after_seven_days(
    people: People, codes: dict[str, MemberId], clock: FixedClock
) -> None:
    invitation = await people.invite(None, codes["S0007"])
    clock.move(days=7, seconds=-1)
    other = await people.invite(None, codes["S0008"])
    clock.move(seconds=1)
    assert await refused(people.bind.by_code(telegram(7), invitation.code)) is ErrorCode.INVITATION_EXPIRED
    assert await refused(people.bind.by_token(telegram(7), invitation.token)) is ErrorCode.INVITATION_EXPIRED
    assert (await people.bind.by_token(telegram(8), other.token)).is_first


async def test_a_new_invitation_voids_the_one_before(people: People, codes: dict[str, MemberId]) -> None:
    first = await people.invite(None, codes["S0007"])
    second = await people.invite(None, codes["S0007"])
    assert await refused(people.bind.by_token(telegram(7), first.token)) is ErrorCode.INVITATION_REVOKED
    assert (await people.bind.by_token(telegram(7), second.token)).is_first


async def test_nothing_stored_opens_an_invitation(
    people: People, codes: dict[str, MemberId], database: Database
) -> None:
    invitation = await people.invite(None, codes["S0007"])
    async with database.reading() as session:
        stored = (await session.scalars(select(InvitationRow))).one()
    kept = [str(getattr(stored, column.key)) for column in InvitationRow.__table__.columns]
    assert not any(invitation.code == value or invitation.token[12:] in value for value in kept)


async def test_binding_twice_is_refused(people: People, codes: dict[str, MemberId]) -> None:
    first = await people.invite(None, codes["S0007"])
    await people.bind.by_code(telegram(7), first.code)
    second = await people.invite(None, codes["S0007"])
    assert await refused(people.bind.by_code(telegram(70), second.code)) is ErrorCode.MEMBER_ALREADY_BOUND
    stranger = await people.invite(None, codes["S0008"])
    assert await refused(people.bind.by_token(telegram(7), stranger.token)) is ErrorCode.ACCOUNT_TAKEN
    assert (await people.bind.by_token(browser("b"), second.token)).is_first
    assert await people.who_is(telegram(7)) == codes["S0007"]
    assert await people.who_is(telegram(70)) is None


async def test_of_many_accounts_with_one_link_one_gets_in(
    people: People, codes: dict[str, MemberId], database: Database
) -> None:
    invitation = await people.invite(None, codes["S0007"])
    tries = [people.bind.by_token(telegram(number), invitation.token) for number in range(8)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(result, Binding) for result in results) == 1
    assert {result.code for result in results if isinstance(result, BotError)} == {ErrorCode.INVITATION_USED}
    async with database.reading() as session:
        assert len((await session.scalars(select(AccountRow))).all()) == 1


async def test_of_two_links_at_once_an_account_takes_one(people: People, codes: dict[str, MemberId]) -> None:
    first, second = await people.invite(None, codes["S0007"]), await people.invite(None, codes["S0008"])
    tries = [people.bind.by_token(telegram(7), token) for token in (first.token, second.token)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert [result.code for result in results if isinstance(result, BotError)] == [ErrorCode.ACCOUNT_TAKEN]


async def test_only_who_may_invites_and_only_their_own(people: People, codes: dict[str, MemberId]) -> None:
    unknown, known = ErrorCode.MEMBER_NOT_FOUND, ErrorCode.NOT_ALLOWED  # the last one audits both branches
    for nobody, foreign in (("S0007", unknown), ("S0003", unknown), ("S0005", unknown), ("S0023", known)):
        assert await refused(people.invite(codes[nobody], codes["S0008"])) is ErrorCode.NOT_ALLOWED
        assert await refused(people.invite(codes[nobody], codes["S0104"])) is foreign
        assert await refused(people.find_members(codes[nobody], "王伟")) is ErrorCode.NOT_ALLOWED
    secretary = codes["S0001"]
    assert await refused(people.invite(secretary, codes["S0104"])) is ErrorCode.MEMBER_NOT_FOUND
    assert await refused(people.invite(secretary, MemberId(999_999))) is ErrorCode.MEMBER_NOT_FOUND
    assert await refused(people.find_members(secretary, "宋词")) is ErrorCode.MEMBER_NOT_FOUND
    assert await refused(people.find_members(secretary, "S0104")) is ErrorCode.MEMBER_NOT_FOUND
    assert (await people.invite(codes["S0022"], codes["S0104"])).member.code == "S0104"
    assert await refused(people.invite(MemberId(999_999), codes["S0008"])) is ErrorCode.NOT_BOUND


async def test_a_name_of_two_comes_back_with_both(people: People, codes: dict[str, MemberId]) -> None:
    found = await people.find_members(codes["S0001"], " 王　伟 ")
    homes = [(member.code, member.home.name) for member in found if member.home]
    assert homes == [("S0003", "第一党小组"), ("S0011", "第二党小组")]
    assert [member.code for member in await people.find_members(codes["S0001"], "S0011", Permission.SEE_REGISTER)] == [
        "S0011"
    ]


async def test_accounts_are_listed_and_revoked_within_reach(
    people: People, codes: dict[str, MemberId], database: Database
) -> None:
    for number, code in ((7, "S0007"), (104, "S0104")):
        await people.bind.by_code(telegram(number), (await people.invite(None, codes[code])).code)
    place = await places(database)
    secretary = codes["S0001"]
    own = await people.list_accounts(secretary, place[BRANCH])
    assert [account.member.code for account in own] == ["S0007"]
    assert [account.member.code for account in await people.list_accounts(secretary)] == ["S0007"]
    assert await refused(people.list_accounts(secretary, place[OTHER])) is ErrorCode.ORGANISATION_NOT_FOUND
    assert await refused(people.list_accounts(secretary, OrganisationId(99))) is ErrorCode.ORGANISATION_NOT_FOUND
    assert await refused(people.list_accounts(codes["S0008"])) is ErrorCode.NOT_ALLOWED
    foreign = (await people.list_accounts(None))[-1].id
    assert await refused(people.revoke_account(secretary, foreign)) is ErrorCode.ACCOUNT_NOT_FOUND
    assert await refused(people.revoke_account(secretary, AccountId(99))) is ErrorCode.ACCOUNT_NOT_FOUND
    assert await refused(people.revoke_account(codes["S0008"], own[0].id)) is ErrorCode.NOT_ALLOWED
    assert len(await people.list_accounts(None)) == 2
    for _ in range(2):
        await people.revoke_account(secretary, own[0].id)
    assert await people.who_is(telegram(7)) is None
    await people.revoke_account(codes["S0104"], foreign)  # one's own needs no post
    assert await people.list_accounts(None) == []


async def test_one_can_leave_by_oneself_and_come_back(people: People, codes: dict[str, MemberId]) -> None:
    await people.bind.by_code(telegram(7), (await people.invite(None, codes["S0007"])).code)
    for _ in range(2):
        await people.unbind(telegram(7))
    assert await refused(people.my_binding(telegram(7))) is ErrorCode.NOT_BOUND
    assert (await people.bind.by_code(telegram(7), (await people.invite(None, codes["S0007"])).code)).is_first


async def test_who_has_left_is_not_known_any_more(
    people: People, codes: dict[str, MemberId], clock: FixedClock
) -> None:
    invitation = await people.invite(None, codes["S0007"])
    asker: Asker = browser("b7")
    await people.bind.by_code(asker, invitation.code)
    tomorrow = clock.today().replace(day=clock.today().day + 1)
    await people.import_roster(None, as_csv(row("S0007", "吴静", leaving="转出")), tomorrow)
    assert (await people.my_binding(asker)).code == "S0007"
    clock.move(days=1)
    assert await refused(people.my_binding(asker)) is ErrorCode.NOT_BOUND


async def test_a_list_is_for_those_with_a_post(people: People, codes: dict[str, MemberId], database: Database) -> None:
    place = await places(database)
    assert len((await people.roster(codes["S0001"], place[BRANCH])).lines) == 30
    for caller, organisation in (
        (codes["S0001"], place[OTHER]),
        (codes["S0007"], place[OTHER]),
        (codes["S0001"], None),
    ):
        assert await refused(people.roster(caller, organisation)) is ErrorCode.ORGANISATION_NOT_FOUND
    assert await refused(people.roster(codes["S0007"], place[BRANCH])) is ErrorCode.NOT_ALLOWED
    assert await refused(people.show_member(codes["S0001"], "S0007")) is ErrorCode.NOT_ALLOWED
    assert (await people.show_member(codes["S0022"], "S0101")).member.name == "高峰"


async def test_a_service_key_is_made_once(database: Database) -> None:
    async def ask() -> bytes:
        async with database.transaction() as session:
            return await service_key(session, "wall")

    keys = await asyncio.gather(*(ask() for _ in range(6)))
    assert len(set(keys)) == 1
    assert len(keys[0]) == 32
