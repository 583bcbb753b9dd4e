"""The accounts that speak for a member: listed and ended by their owner; a token that ended never comes back."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select, update

from bot.errors import ErrorCode
from bot.people.accounts.model import AccountId, Asker
from bot.people.model import MemberId
from bot.people.room import People
from bot.people.tables import AccountRow
from knowledge.sql import Database
from tests.support.clock import FixedClock
from tests.support.register.people import browser, refused, telegram


async def bound(people: People, member: MemberId, *askers: Asker) -> None:
    for asker in askers:
        await people.bind.by_token(asker, (await people.invite(None, member)).token)


async def days(database: Database) -> list[date | None]:
    async with database.reading() as session:
        return list(await session.scalars(select(AccountRow.last_seen_on).order_by(AccountRow.id)))


async def test_one_sees_ones_own_accounts_and_which_is_this(
    people: People, codes: dict[str, MemberId], clock: FixedClock
) -> None:
    await bound(people, codes["S0007"], telegram(7), browser("home"))
    await bound(people, codes["S0008"], browser("other"))
    clock.move(days=2)
    await people.note_seen(browser("home"))
    mine = await people.my_accounts(browser("home"))
    seen = [(own.account.channel.value, own.account.last_seen_on, own.is_this) for own in mine]
    assert seen == [("telegram", None, False), ("browser", clock.today(), True)]
    assert await refused(people.my_accounts(browser("nobody"))) is ErrorCode.NOT_BOUND


async def test_one_ends_one_or_all_others_and_nobody_elses(people: People, codes: dict[str, MemberId]) -> None:
    await bound(people, codes["S0007"], telegram(7), browser("home"), browser("lost"))
    await bound(people, codes["S0001"], browser("secretary"))
    phone, _, lost = [own.account.id for own in await people.my_accounts(browser("home"))]
    for _ in range(2):
        await people.end_own(codes["S0007"], lost)
    assert await people.who_is(browser("lost")) is None
    assert await refused(people.end_own(codes["S0001"], phone)) is ErrorCode.ACCOUNT_NOT_FOUND
    assert await refused(people.end_own(codes["S0001"], AccountId(999))) is ErrorCode.ACCOUNT_NOT_FOUND
    assert [await people.end_others(browser("home")) for _ in range(2)] == [1, 0]
    askers = (telegram(7), browser("home"), browser("secretary"))
    assert [await people.who_is(asker) for asker in askers] == [None, codes["S0007"], codes["S0001"]]
    assert await refused(people.end_others(browser("lost"))) is ErrorCode.NOT_BOUND


async def test_a_day_is_noted_once_and_for_who_is_bound(
    people: People, codes: dict[str, MemberId], clock: FixedClock, database: Database
) -> None:
    await bound(people, codes["S0007"], telegram(7), browser("home"))
    for asker in (telegram(7), telegram(7), telegram(70), browser("nobody")):
        await people.note_seen(asker)
    today = clock.today()
    assert await days(database) == [today, None]
    async with database.transaction() as session:
        await session.execute(update(AccountRow).values(last_seen_on=None))
    await people.note_seen(telegram(7))
    assert await days(database) == [None, None]  # not written a second time
    clock.move(days=1)
    await people.note_seen(telegram(7))
    assert await days(database) == [today + timedelta(days=1), None]


async def test_a_day_that_cannot_be_written_fails_nobody_and_is_noted_later(
    people: People, codes: dict[str, MemberId], clock: FixedClock, database: Database
) -> None:
    await bound(people, codes["S0007"], browser("home"))
    async with database.transaction() as session:
        await session.execute(update(AccountRow).values(last_seen_on=None))
        await people.note_seen(browser("home"))  # waits a second for the writer, and lets it be
    assert await days(database) == [None]
    await people.note_seen(browser("home"))
    assert await days(database) == [clock.today()]


async def test_a_browser_goes_on_with_a_new_token_and_the_old_one_ends(
    people: People, codes: dict[str, MemberId]
) -> None:
    invitation = await people.invite(None, codes["S0007"])
    await people.bind.by_token(browser("first"), invitation.token)
    again = await people.bind.by_token(browser("second"), invitation.token, before=browser("first"))
    assert (again.member.id, again.is_first) == (codes["S0007"], False)
    assert [await people.who_is(browser(name)) for name in ("first", "second")] == [None, codes["S0007"]]
    newer = await people.invite(None, codes["S0007"])
    await people.bind.by_code(browser("third"), newer.code, before=browser("second"))
    assert [account.member.code for account in await people.list_accounts(None)] == ["S0007"]
    other = await people.invite(None, codes["S0008"])
    taken = people.bind.by_token(browser("fourth"), other.token, before=browser("third"))
    assert await refused(taken) is ErrorCode.ACCOUNT_TAKEN
    assert await people.who_is(browser("third")) == codes["S0007"]


async def test_a_browsers_token_that_ended_is_never_bound_again(people: People, codes: dict[str, MemberId]) -> None:
    await people.bind.by_token(browser("b7"), (await people.invite(None, codes["S0007"])).token)
    await people.unbind(browser("b7"))
    again = await people.invite(None, codes["S0007"])
    assert await refused(people.bind.by_token(browser("b7"), again.token)) is ErrorCode.ACCOUNT_TAKEN
    assert await people.who_is(browser("b7")) is None
    assert (await people.bind.by_token(browser("new"), again.token, before=browser("b7"))).is_first
