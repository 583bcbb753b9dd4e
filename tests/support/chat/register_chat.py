"""The test branch in chat: people bound to Telegram accounts, and what they see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.inbox.room import InboxRoom
from bot.links import Links
from bot.people.accounts.model import Asker, Channel
from bot.people.accounts.storage import AccountStore
from bot.people.model import MemberId
from bot.people.room import open_people
from bot.questions.room import Questions
from bot.storage.door import Door
from bot.wiring import Services
from knowledge.library.library import Library
from knowledge.sql import Database
from tests.support.chat.running import Chat, chatting
from tests.support.clock import FixedClock
from tests.support.register.branch import Branch, build_branch
from tests.support.storage.database import migrated_database
from tests.support.telegram.bot_api import FakeTelegram, Json

ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "某人"}


@dataclass
class BranchChat:
    """The branch, its people on Telegram, and the bot; `restart` stops it and starts it again."""

    branch: Branch
    services: Services
    telegram: FakeTelegram
    running: list[Chat] = field(default_factory=list)
    people: dict[MemberId, Json] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.branch.database

    @property
    def clock(self) -> FixedClock:
        return self.branch.clock

    async def bound(self, member: MemberId) -> Json:
        """A person whose account speaks for a member."""
        if member not in self.people:
            person = self.telegram.person(f"人{member}")
            async with self.database.transaction() as session:
                asker = Asker(Channel.TELEGRAM, str(person["id"]))
                await AccountStore(session).bind(member, asker, self.clock.now())
            self.people[member] = person
        return self.people[member]

    async def said(self, person: Json, words: str, **more: Any) -> list[Json]:
        """What a person says, and the bot's new messages to that chat, once all is settled."""
        return await self._new(more.get("chat", person), lambda: self.telegram.say(person, words, **more))

    async def pressed(self, person: Json, message: Json, button: str) -> list[Json]:
        """A press of a button by its text, and the bot's new messages to that chat."""
        return await self._new(message["chat"], lambda: self.telegram.press(person, message, button))

    async def forged(self, person: Json, data: str, message: Json | None = None) -> str:
        """A press of a button that was never shown; gives the sentence in its alert, empty when there is none."""
        shown = message or {
            "message_id": 1,
            "date": 1,
            "chat": {"id": person["id"], "type": "private", "first_name": "x"},
            "from": self.telegram.bot,
            "text": "x",
        }
        self.telegram.press_data(person, shown, data)
        await self.settled()
        return str(self.telegram.sent("answerCallbackQuery")[-1].get("text", ""))

    def last(self, person: Json) -> Json:
        """The bot's latest message to a person."""
        return self.telegram.messages_to(person)[-1]

    async def settled(self) -> None:
        await self.running[-1].settled()

    async def _new(self, chat: Json, act: Any) -> list[Json]:
        before = {item["message_id"] for item in self.telegram.messages_to(chat)}
        act()
        await self.settled()
        return [item for item in self.telegram.messages_to(chat) if item["message_id"] not in before]

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Run the bot."""
        async with chatting(self.services, self.database, self.telegram) as chat:
            self.running.append(chat)
            try:
                yield
            finally:
                self.running.pop()


def labels(message: Json) -> list[str]:
    """The labels under a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def texts(messages: list[Json]) -> str:
    return "\n".join(item.get("text", "") for item in messages)


@asynccontextmanager
async def branch_chat(services: Services, folder: Path) -> AsyncIterator[BranchChat]:
    """The branch over an SQLite file of its own, the bot not yet running; it is the 6th of March 2026, 14:00."""
    clock = FixedClock(datetime(2026, 3, 6, 6, 0, tzinfo=UTC))
    async with migrated_database(f"sqlite+aiosqlite:///{folder / 'branch.db'}") as database:
        branch = await build_branch(database, clock)
        own = replace(
            services,
            library=Library(database, clock),
            clock=clock,
            people=open_people(database, clock),
            activities=branch.activities,
            inbox=InboxRoom(Door(database, clock)),
            questions=Questions(Door(database, clock)),
            links=Links("https://zhibu.example"),
        )
        yield BranchChat(branch, own, FakeTelegram())


@pytest.fixture
async def room(services: Services, tmp_path: Path) -> AsyncIterator[BranchChat]:
    """The branch with the bot running."""
    async with branch_chat(services, tmp_path) as chat, chat.connected():
        yield chat
