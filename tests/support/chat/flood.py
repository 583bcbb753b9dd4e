"""Thousands of Telegram updates of every kind, drawn by a seeded generator, for a branch of many members."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import insert

from bot.activities.checkin.codes import link_payload
from bot.activities.model import ActivityId
from bot.inbox.model import UpdateId
from bot.people.accounts.model import Channel
from bot.people.model import MemberStatus
from bot.people.tables import AccountRow, MemberRow, MembershipRow
from bot.telegram import buttons
from bot.telegram.transport.callback_data import Data
from knowledge.sql import Database
from tests.support.chat.attacks import every_button, filled
from tests.support.register.branch import SINCE
from tests.support.telegram.bot_api import BOT_ID, FakeTelegram, Json, private

MANY = range(101, 221)
CHATS_FROM = 900_000
NO_BUTTONS = ("ds:{n}:nonsense", "ex:{n}:9", "nk:zzz", "no such button", "dl+:", "行")
PRESSED: list[Data[..., Any] | str] = [
    *(one for one in every_button() if one is not buttons.UNBIND_YES),  # whoever is gone cannot be counted
    *NO_BUTTONS,
]
_STICKER: Json = {"file_id": "s", "file_unique_id": "s", "width": 9, "height": 9, "type": "regular"}
STUFF: tuple[Json, ...] = (
    {"sticker": _STICKER | {"is_animated": False, "is_video": False}},
    {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]},
    {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}},
    {"dice": {"emoji": "🎲", "value": 3}},
)


async def crowd(database: Database, now: datetime) -> None:
    """Write many more members of the first branch; every member's account is CHATS_FROM and their number."""
    facts = {"status": MemberStatus.FULL, "joined_on": SINCE}
    telegram = {"channel": Channel.TELEGRAM, "bound_at": now}
    members = [{"id": n, "code": f"C{n}", "name": f"党员{n}"} | facts for n in MANY]
    places = [{"member_id": n, "organisation_id": 4 + n % 2, "from_on": SINCE} for n in MANY]
    accounts = [{"member_id": n, "external_id": str(CHATS_FROM + n)} | telegram for n in (*range(1, 13), *MANY)]
    async with database.transaction() as session:
        await session.execute(insert(MemberRow), members)
        await session.execute(insert(MembershipRow), places)
        await session.execute(insert(AccountRow), accounts)


@dataclass
class Flood:
    """Draws updates; `tapped` are the members who opened the wall's link with the right code."""

    telegram: FakeTelegram
    activity: ActivityId
    code: str
    draw: Random
    tapped: set[int] = field(default_factory=set)

    def updates(self, count: int) -> list[Json]:
        """So many distinct updates, in the order in which they were sent."""
        for member in self.draw.sample(MANY, 90):
            self._tap(member)
        kinds = list(self._kinds())
        while len(self.telegram.pending) < count:
            self.draw.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()
        drawn, self.telegram.pending[:] = list(self.telegram.pending), []
        return drawn[:count]

    def _kinds(self) -> Iterator[tuple[Callable[[], object], int]]:
        """What people do, and how often."""
        yield lambda: self._say("/checkin " + self.code), 12
        yield lambda: self._say(self.code), 8
        yield lambda: self._say(f"/checkin {self.draw.randrange(1_000_000):06}"), 8
        yield lambda: self._say(f"/start {link_payload(ActivityId(self.draw.randrange(9)), self.code)}"), 6
        yield lambda: self._say(f"/checkin {self.code}", forward_origin=_ORIGIN), 3
        yield lambda: self._say(self.draw.choice(("/me", "/next", "/help", "/privacy", "/dispute", "/cancel"))), 14
        yield lambda: self._say(self.draw.choice(("/leave 病假 发烧", "/leave 事假 家里有事", "/leave"))), 10
        yield lambda: self._say(f"/suggest 第{self.draw.randrange(10**6)}条建议"), 8
        yield lambda: self._say("/suggest"), 1
        yield lambda: self._say(self.draw.choice(("/open", "/list", "/mark 全部到会", "/lock", "/invite 钱二"))), 4
        yield lambda: self._say(self.draw.choice(("/nonsense", "/start", "/start x", "/checkin", "/checkin 一二三"))), 6
        yield lambda: self._say(None, **self.draw.choice(STUFF)), 5
        yield self._press, 18
        yield self._edit, 5
        yield self._block, 2
        yield self._stranger, 8
        yield self._in_group, 8
        yield self._secretary, 5
        yield self._oddity, 3

    def _tap(self, number: int) -> None:
        self.tapped.add(number)
        self.telegram.say(person_of(number), f"/start {link_payload(self.activity, self.code)}")

    def _member(self) -> Json:
        return person_of(self.draw.choice((*range(4, 13), *MANY)))

    def _say(self, words: str | None, **more: Any) -> Json:
        return self.telegram.say(self._member(), words, **more)

    def _press(self) -> None:
        person = person_of(self.draw.choice((1, 2, 3, *range(1, 13), *self.draw.sample(MANY, 8))))
        number = self.draw.randrange(1, 40)
        drawn = self.draw.choice(PRESSED)
        data = drawn.format(n=number) if isinstance(drawn, str) else self.draw.choice([*filled(drawn, number)])
        self.telegram.press_data(person, self._of_bot(person), data)

    def _of_bot(self, person: Json) -> Json:
        """A message of the bot in the person's chat, such as a button hangs under."""
        standing = self.telegram.messages[person["id"]]
        number = self.telegram.new_message_id()
        sender = self.telegram.bot
        standing[number] = {"message_id": number, "date": 1, "chat": private(person), "from": sender, "text": "…"}
        return standing[number]

    def _edit(self) -> None:
        person = self._member()
        told = self.telegram.messages[person["id"]].values()
        own = [message for message in told if message["from"]["id"] != BOT_ID and "text" in message]
        if own:
            self.telegram.edit(self.draw.choice(own), self.draw.choice((self.code, "/me", "改了一个字")))

    def _block(self) -> None:
        person = self._member()
        self.telegram.block(person)
        self.telegram.unblock(person)

    def _stranger(self) -> None:
        guess = f"{self.draw.randrange(10**6):06}"
        words = (self.code, guess, "/me", "/checkin 123456", f"/start i_{'a' * 34}", "/new", "新任书记多久内参加培训？")
        self.telegram.say(self.telegram.person(), self.draw.choice(words))

    def _in_group(self) -> None:
        group = {"id": -1_000_001 - self.draw.randrange(40), "type": "group", "title": "第一党支部"}
        among_us = ("今天几点开会", self.code, "/me@other_bot")
        to_bot = ("/me@zhibu_test_bot", "/leave@zhibu_test_bot")
        words = self.draw.choice(among_us if self.draw.random() < 0.7 else to_bot)
        self.telegram.say(self._member(), words, chat=group)

    def _secretary(self) -> None:
        secretary = person_of(self.draw.choice((1, 2)))
        new = "/new 主题党日 明天下午三点 三楼会议室"
        words = ("/list", "/mark 李四迟到", "/accounts 赵一", "/invite 钱二", "/export", new)
        self.telegram.say(secretary, self.draw.choice(words))
        number = UpdateId(self.telegram.pending[-1]["update_id"])
        of_new = (buttons.NEW_YES(number), buttons.NEW_NO(number))
        after = self.draw.choice((*of_new, buttons.MARK_YES(self.activity), buttons.MARK_UNDO(self.activity)))
        for _ in range(2):  # an impatient finger
            self.telegram.press_data(secretary, self._of_bot(secretary), after)

    def _oddity(self) -> None:
        """Updates nobody asked for, and those of a server newer than the library."""
        channel = {"id": -1_002_000_000_001, "type": "channel", "title": "频道"}
        post = {"message_id": self.telegram.new_message_id(), "date": 1, "chat": channel, "text": self.code}
        person = self._member()
        inline = {"id": "1", "from": person, "query": "x", "offset": ""}
        joined = {"message_id": self.telegram.new_message_id(), "date": 1, "chat": channel | {"type": "group"}}
        odd: tuple[Json, ...] = (
            {"channel_post": post},
            {"inline_query": inline},
            {"message": joined | {"from": person, "new_chat_members": [person]}},
            {"kind_of_next_year": {"from": person, "text": self.code}},
            {},
        )
        self.telegram.deliver(self.draw.choice(odd))


_ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "某人"}


def person_of(number: int) -> Json:
    """The Telegram account of a member."""
    return {"id": CHATS_FROM + number, "is_bot": False, "first_name": f"人{number}"}
