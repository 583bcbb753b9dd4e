"""What the check-in bench plays on: a branch of thousands with bound accounts, one open activity, a real server."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import func, insert, select

from bot.activities.checkin.codes import code_at
from bot.activities.kinds import ActivityKind
from bot.activities.model import ActivityId, Draft
from bot.activities.register.model import CAME
from bot.activities.register.tables import ChangeRow, LineRow
from bot.activities.room import open_activities
from bot.activities.storage import ActivityStore
from bot.clock import SystemClock
from bot.people.accounts.model import Channel
from bot.people.model import MemberId, MemberStatus, OrganisationId, OrganisationKind
from bot.people.tables import AccountRow, MemberRow, MembershipRow, OrganisationRow
from bot.storage.keys import open_database
from bot.storage.migrate import migrate
from bot.web.entrance.identity import asker_of
from knowledge.sql import Database
from tests.bench.processes import Launch, Running, address_of
from tests.support.storage.database import TEST_KEY, put_key

TELEGRAM_IDS = 1_000_000


@dataclass(frozen=True)
class Stage:
    """A prepared database: members are numbered from 1."""

    url: str
    people: int
    activity: ActivityId
    secret: bytes

    def code(self) -> str:
        """The code on the wall now."""
        return code_at(self.secret, datetime.now(UTC))  # noqa: TID251 - the bench lives in real time


def token_of(member: int) -> str:
    """The token in a member's browser."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"bench {member}".encode()).digest()).decode().rstrip("=")


async def prepare(url: str, people: int) -> Stage:
    """Fill an empty database."""
    database, clock = open_database(url, TEST_KEY), SystemClock()
    await migrate(database)
    since = date(2020, 1, 1)
    numbers = range(1, people + 1)
    branch: dict[str, object] = {"id": 1, "kind": OrganisationKind.BRANCH, "name": "示例支部", "path": "/1/"}
    facts = {"status": MemberStatus.FULL, "joined_on": since}
    rows: list[tuple[type, list[dict[str, object]]]] = [
        (OrganisationRow, [branch]),
        (MemberRow, [{"id": n, "code": f"B{n:06}", "name": f"党员{n}"} | facts for n in numbers]),
        (MembershipRow, [{"member_id": n, "organisation_id": 1, "from_on": since} for n in numbers]),
        (AccountRow, [account for n in numbers for account in _accounts(n, clock.now())]),
    ]
    async with database.transaction() as session:
        for table, values in rows:
            await session.execute(insert(table), values)
    act = open_activities(database, clock)
    start = clock.now() + timedelta(minutes=5)
    draft = Draft(ActivityKind.THEME_DAY, "主题党日（压测）", start, start + timedelta(hours=2))
    activity = (await act.planning.create(None, OrganisationId(1), draft, "bench")).activity.id
    await act.register.open(None, activity)
    async with database.reading() as session:
        secret = await ActivityStore(session).secret(activity)
    await database.close()
    return Stage(url, people, activity, secret)


def _accounts(member: int, now: datetime) -> Iterator[dict[str, object]]:
    browser = asker_of(token_of(member))
    for channel, external in ((browser.channel, browser.external_id), (Channel.TELEGRAM, str(TELEGRAM_IDS + member))):
        yield {"member_id": member, "channel": channel, "external_id": external, "bound_at": now}


@dataclass(frozen=True)
class Ledger:
    """Reads what the database holds, beside the running server."""

    database: Database
    stage: Stage

    async def present(self) -> set[MemberId]:
        """Who is signed in."""
        query = select(LineRow.member_id).where(LineRow.activity_id == self.stage.activity, LineRow.state.in_(CAME))
        async with self.database.reading() as session:
            return {MemberId(member) for member in await session.scalars(query)}

    async def changes_after(self, last: int) -> list[tuple[int, MemberId]]:
        """Changes of lines that came after a number."""
        query = select(ChangeRow.id, ChangeRow.member_id).where(ChangeRow.id > last, ChangeRow.member_id.is_not(None))
        async with self.database.reading() as session:
            return [(row.id, MemberId(row.member_id)) for row in await session.execute(query.order_by(ChangeRow.id))]

    async def doubles(self) -> int:
        """How many check-ins were written more than once."""
        counted = select(func.count()).where(ChangeRow.member_id.is_not(None)).group_by(ChangeRow.member_id)
        async with self.database.reading() as session:
            return sum(count - 1 for count in await session.scalars(counted))


@asynccontextmanager
async def ledger_of(stage: Stage) -> AsyncIterator[Ledger]:
    """Open a second door to the database."""
    database = Database(stage.url)
    try:
        yield Ledger(database, stage)
    finally:
        await database.close()


@contextmanager
def serving(
    stage: Stage, folder: Path, launch: Launch, variables: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[Running, str]]:
    """Run `zhibu serve` in a process of its own; gives it and its address."""
    put_key(folder)
    given = {"ZHIBU_DATA_DIR": str(folder), "ZHIBU_DATABASE__URL": stage.url, **variables}
    with launch(folder, "serve", "--port", "0", **given) as process:
        yield process, address_of(process)
