"""Whoever guesses at invitations, and whom that stops: themselves."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from bot.errors import BotError, ErrorCode
from bot.people.accounts.codes import IN_ALL
from bot.people.accounts.model import Channel
from bot.people.model import MemberId
from bot.people.room import People
from bot.people.tables import WrongCodeRow
from knowledge.sql import Database
from tests.support.clock import FixedClock
from tests.support.register.people import browser, refused, telegram, wrong_code


async def test_five_wrong_codes_an_hour_are_taken_from_an_account(
    people: People, codes: dict[str, MemberId], clock: FixedClock
) -> None:
    invitation = await people.invite(None, codes["S0007"])
    for number in range(5):
        tried = people.bind.by_code(telegram(9), wrong_code(number))
        assert await refused(tried) is ErrorCode.INVITATION_UNKNOWN
        clock.move(minutes=1)
    with pytest.raises(BotError) as paused:
        await people.bind.by_code(telegram(9), invitation.code)
    assert (paused.value.code, paused.value.facts) == (ErrorCode.CODES_PAUSED, {"minutes": 55})
    clock.move(minutes=54)
    assert await refused(people.bind.by_code(telegram(9), invitation.code)) is ErrorCode.CODES_PAUSED
    clock.move(minutes=1)
    assert (await people.bind.by_code(telegram(9), invitation.code)).is_first


async def test_others_and_links_go_on_while_one_account_is_paused(people: People, codes: dict[str, MemberId]) -> None:
    first, second = await people.invite(None, codes["S0007"]), await people.invite(None, codes["S0008"])
    for number in range(5):
        await refused(people.bind.by_code(telegram(9), wrong_code(number)))
    assert (await people.bind.by_code(telegram(8), second.code)).is_first
    assert (await people.bind.by_token(telegram(9), first.token)).is_first


async def test_a_strangers_guesses_stop_nobody_at_another_address(people: People, codes: dict[str, MemberId]) -> None:
    invitation = await people.invite(None, codes["S0007"])
    guesses = [
        await refused(people.bind.by_code(browser(f"b{number}"), wrong_code(number), address="10.0.0.66"))
        for number in range(60)
    ]
    assert guesses == [ErrorCode.INVITATION_UNKNOWN] * 20 + [ErrorCode.CODES_PAUSED] * 40
    assert (await people.bind.by_code(browser("honest"), invitation.code, address="10.0.0.7")).is_first


async def test_nothing_is_kept_of_a_guessing_browser(people: People, database: Database) -> None:
    await refused(people.bind.by_code(browser("b9"), wrong_code(1), before=browser("b8"), address="10.0.0.66"))
    async with database.reading() as session:
        kept = (await session.scalars(select(WrongCodeRow))).one()
    assert (kept.channel, kept.external_id) == (Channel.BROWSER, "")


async def guessed_from_everywhere(database: Database, moment: datetime) -> None:
    """As many wrong codes as are taken within an hour, each from somebody else."""
    rows = [{"channel": Channel.TELEGRAM, "external_id": f"{n}", "at": moment} for n in range(IN_ALL.tries)]
    async with database.transaction() as session:
        await session.execute(insert(WrongCodeRow), rows)


async def test_guessing_from_everywhere_closes_codes_and_no_link(
    people: People, codes: dict[str, MemberId], clock: FixedClock, database: Database
) -> None:
    invitation = await people.invite(None, codes["S0007"])
    await guessed_from_everywhere(database, clock.now())
    clock.move(minutes=20)
    with pytest.raises(BotError) as closed:
        await people.bind.by_code(telegram(7), invitation.code)
    assert (closed.value.code, closed.value.facts) == (ErrorCode.CODES_CLOSED, {"minutes": 40})
    assert (await people.bind.by_token(browser("honest"), invitation.token)).is_first
    clock.move(minutes=40)
    later = await people.invite(None, codes["S0008"])
    assert (await people.bind.by_code(telegram(8), later.code)).is_first
    await refused(people.bind.by_code(telegram(9), wrong_code(1)))
    async with database.reading() as session:
        assert len((await session.scalars(select(WrongCodeRow))).all()) == 1  # the others are forgotten


async def test_wrong_codes_of_the_future_do_not_count(
    people: People, codes: dict[str, MemberId], clock: FixedClock, database: Database
) -> None:
    """A clock that was set back by a day told a pause of 1450 minutes."""
    invitation = await people.invite(None, codes["S0007"])
    await guessed_from_everywhere(database, clock.now() + timedelta(days=1))
    for number in range(20):
        await refused(people.bind.by_code(browser("b"), wrong_code(number), address="10.0.0.66"))
    clock.move(days=-1)
    assert (await people.bind.by_code(browser("b7"), invitation.code, address="10.0.0.66")).is_first


async def test_guesses_at_the_same_moment_are_counted_one_by_one(people: People) -> None:
    guesses = [people.bind.by_code(telegram(9), wrong_code(number)) for number in range(12)]
    results = await asyncio.gather(*guesses, return_exceptions=True)
    found = [result.code for result in results if isinstance(result, BotError)]
    assert found.count(ErrorCode.INVITATION_UNKNOWN) == 5
    assert found.count(ErrorCode.CODES_PAUSED) == 7
