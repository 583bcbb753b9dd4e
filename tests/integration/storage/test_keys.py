"""What a copied database is worth without the key of its folder: nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.activities.checkin.codes import code_at
from bot.activities.room import open_activities
from bot.activities.storage import ActivityStore
from bot.errors import BotError, ErrorCode
from bot.people.room import open_people
from bot.storage.keys import KEY_FILE, installation_key, open_database, service_key
from tests.support.register.branch import Branch
from tests.support.register.people import telegram
from tests.support.storage.database import TEST_KEY

OTHER_KEY = bytes(32)


async def test_a_copied_database_opens_no_wall_no_code_and_no_invitation(branch: Branch) -> None:
    activity = await branch.opened()
    link = await branch.activities.wall.link(branch.secretary, activity.id)
    invitation = await open_people(branch.database, branch.clock).invite(None, branch.plain)
    secret = code_at(await salt_of(branch, activity.id), branch.clock.now())
    assert secret != await branch.code(activity.id)  # what is stored is not what the wall shows

    thief = open_database(branch.database.url, OTHER_KEY)
    async with thief.reading() as session:
        assert code_at(await ActivityStore(session).secret(activity.id), branch.clock.now()) != await branch.code(
            activity.id
        )
    walls = open_activities(thief, branch.clock).wall
    assert await walls.link(None, activity.id) != link
    with pytest.raises(BotError) as refused:
        await open_people(thief, branch.clock).bind.by_code(telegram(1), invitation.code)
    assert refused.value.code is ErrorCode.INVITATION_UNKNOWN
    await thief.close()

    # the same key elsewhere: another server on the folder, or a backup restored
    other = open_database(branch.database.url, TEST_KEY)
    await open_activities(other, branch.clock).wall.check_link(activity.id, link.partition("key=")[2])
    bound = await open_people(other, branch.clock).bind.by_code(telegram(2), invitation.code)
    assert bound.member.id == branch.plain
    await other.close()


async def salt_of(branch: Branch, activity: int) -> bytes:
    async with branch.database.reading() as session:
        return bytes(await session.scalar(text(f"SELECT secret FROM activities WHERE id = {activity}")) or b"")


async def test_stored_keys_are_not_the_keys(branch: Branch) -> None:
    async with branch.database.transaction() as session:
        key = await service_key(session, "wall")
        assert key == await service_key(session, "wall")
        stored = await session.scalar(text("SELECT value FROM service_keys WHERE name = 'wall'"))
    assert bytes(stored or b"") != key


def test_the_key_is_made_once_whoever_comes_first(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        keys = set(pool.map(installation_key, [tmp_path] * 8))
    assert [len(key) for key in keys] == [32]
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "zz", "00" * 31])
def test_a_damaged_key_is_said_and_not_replaced(tmp_path: Path, content: str) -> None:
    (tmp_path / KEY_FILE).write_text(content, encoding="ascii")
    with pytest.raises(BotError) as refused:
        installation_key(tmp_path)
    assert refused.value.code is ErrorCode.KEY_UNREADABLE
    assert (tmp_path / KEY_FILE).read_text(encoding="ascii") == content
