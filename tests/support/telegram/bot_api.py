"""A Bot API server for tests, demos and benches: the real library talks to it over HTTP or in the process.

`FakeTelegram` is what people and the bot do there; `app()` is the server. Needs starlette and httpx only.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import time
from typing import Any

import httpx

from tests.support.telegram.limits import FloodLimits
from tests.support.telegram.markup import found_entities

TOKEN = "123456789:AAFakeTokenOfTheTestServer-0123456789"
BOT_ID = 123456789
PATIENCE_SECONDS = 30.0
Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One call of the bot: method, what it gave, what it got back (`ok` false is a refusal), and when."""

    method: str
    given: Json
    reply: Json
    at: float

    @property
    def ok(self) -> bool:
        return bool(self.reply.get("ok"))


@dataclass(frozen=True)
class Trouble:
    """What goes wrong with a call: an HTTP status, a cut connection (status 0), or only a delay."""

    status: int = 200
    description: str = "trouble"
    retry_after: int | None = None
    delay: asyncio.Event | None = None
    handled: bool = False  # whether the call did its work before the trouble came


@dataclass
class FakeTelegram:
    """People, chats, updates and everything the bot sent."""

    token: str = TOKEN
    username: str = "zhibu_test_bot"
    limits: FloodLimits = field(default_factory=lambda: FloodLimits(enabled=False))
    takes_drafts: bool = True
    calls: list[Call] = field(default_factory=list)
    messages: dict[int, dict[int, Json]] = field(default_factory=lambda: defaultdict(dict))
    blocked: set[int] = field(default_factory=set)
    old_queries: set[str] = field(default_factory=set)
    webhook: Json = field(default_factory=dict)
    commands: list[Json] = field(default_factory=list)
    pending: list[Json] = field(default_factory=list)
    max_wait: float = 50.0
    _trouble: dict[str, deque[Trouble]] = field(default_factory=lambda: defaultdict(deque))
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _updates: itertools.count[int] = field(default_factory=lambda: itertools.count(700_000_001))
    _listeners: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def app(self) -> Any:
        """The server as an ASGI application."""
        from tests.support.telegram.server import make_app  # noqa: PLC0415 - it needs this module first

        return make_app(self)

    def transport(self) -> httpx.ASGITransport:
        """The server for an httpx client in this process."""
        return httpx.ASGITransport(self.app())

    # people and chats

    def person(self, name: str = "张三", **facts: Any) -> Json:
        """A person who writes to the bot."""
        number = 5000 + next(self._ids)
        return {"id": number, "is_bot": False, "first_name": name, "language_code": "zh-hans"} | facts

    def group(self, title: str = "第一党支部") -> Json:
        """A group chat; give it as `chat`."""
        return {"id": -1_000_000 - next(self._ids), "type": "group", "title": title}

    @property
    def bot(self) -> Json:
        return {"id": BOT_ID, "is_bot": True, "first_name": "支部助手", "username": self.username}

    # what people do

    def say(
        self, person: Json, text: str | None, *, chat: Json | None = None, reply_to: Json | None = None, **more: Any
    ) -> Json:
        """A person sends a message; `more` are its other fields (`photo`, `forward_origin` …). Gives the message."""
        message: Json = {"message_id": next(self._ids), "date": int(time()), "from": person}
        message |= {"chat": chat or private(person)} | more
        if text is not None:
            message |= {"text": text, "entities": found_entities(text)}
        if reply_to is not None:
            message["reply_to_message"] = {key: value for key, value in reply_to.items() if key != "reply_to_message"}
        self.messages[message["chat"]["id"]][message["message_id"]] = message
        self.deliver({"message": message})
        return message

    def edit(self, message: Json, text: str) -> None:
        """A person edits a message."""
        edited = message | {"text": text, "entities": found_entities(text), "edit_date": int(time())}
        self.deliver({"edited_message": edited})

    def press(self, person: Json, message: Json, button: str) -> str:
        """A person presses a button by its text; gives the id of the press."""
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        data = next(item["callback_data"] for row in rows for item in row if item["text"] == button)
        return self.press_data(person, message, data)

    def press_data(self, person: Json, message: Json, data: str) -> str:
        """A person presses a button whose data is given."""
        number = f"q{next(self._ids)}"
        shown = self.messages[message["chat"]["id"]].get(message["message_id"], message)
        query = {"id": number, "from": person, "chat_instance": "1", "message": shown, "data": data}
        self.deliver({"callback_query": query})
        return number

    def block(self, person: Json) -> None:
        """A person blocks the bot."""
        self.blocked.add(person["id"])
        self.deliver({"my_chat_member": self._membership(person, "member", "kicked")})

    def unblock(self, person: Json) -> None:
        """A person starts the bot again."""
        self.blocked.discard(person["id"])
        self.deliver({"my_chat_member": self._membership(person, "kicked", "member")})

    def deliver(self, update: Json, number: int | None = None) -> Json:
        """Put an update in line, under a number of its own unless one is given."""
        whole = {"update_id": next(self._updates) if number is None else number} | update
        with self._lock:
            self.pending.append(whole)
        self.changed()
        return whole

    async def push(self, client: httpx.AsyncClient) -> list[int]:
        """Bring what is in line to the webhook, in order, until one is not taken; gives the answers' statuses."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
        statuses: list[int] = []
        while self.pending and (not statuses or statuses[-1] == 200):
            reply = await client.post(httpx.URL(self.webhook["url"]).path, json=self.pending[0], headers=headers)
            statuses.append(reply.status_code)
            if reply.status_code == 200:
                self.pending.pop(0)
        return statuses

    # what goes wrong

    def trouble(self, method: str, *troubles: Trouble) -> None:
        """Have the next calls of a method go wrong, one trouble each."""
        self._trouble[method.lower()].extend(troubles)

    def next_trouble(self, method: str) -> Trouble | None:
        line = self._trouble[method.lower()]
        trouble = line.popleft() if line else None
        self.changed()
        return trouble

    # what the bot did

    def sent(self, method: str | None = None) -> list[Json]:
        """What the bot gave to calls that were taken, of one method or of all."""
        return [call.given for call in self.calls if call.ok and method in (None, call.method)]

    def refused(self) -> list[Call]:
        """Calls that were not taken."""
        return [call for call in self.calls if not call.ok]

    def messages_to(self, chat: Json) -> list[Json]:
        """The bot's messages that stand in a chat, in order."""
        return [item for item in self.messages[chat["id"]].values() if item["from"]["id"] == BOT_ID]

    def texts_to(self, chat: Json) -> list[str]:
        """Their texts."""
        return [item.get("text", "") for item in self.messages_to(chat)]

    async def until(self, condition: Callable[[], Any], patience: float = PATIENCE_SECONDS) -> Any:
        """Wait until something is so; it is looked at after every change here. Gives what it gave."""
        event = asyncio.Event()
        listener = (asyncio.get_running_loop(), event)
        self._listeners.append(listener)
        try:
            async with asyncio.timeout(patience):
                while not (found := condition()):
                    await event.wait()
                    event.clear()
                return found
        finally:
            self._listeners.remove(listener)

    async def answered(self, chat: Json, count: int = 1) -> list[Json]:
        """Wait for so many messages of the bot in a chat."""
        await self.until(lambda: len(self.messages_to(chat)) >= count)
        return self.messages_to(chat)

    def changed(self) -> None:
        """Wake whoever waits, in whichever loop."""
        for loop, event in list(self._listeners):
            loop.call_soon_threadsafe(event.set)

    def note(self, call: Call) -> None:
        self.calls.append(call)
        self.changed()

    def new_message_id(self) -> int:
        return next(self._ids)

    def _membership(self, person: Json, old: str, new: str) -> Json:
        def state(status: str) -> Json:
            return {"user": self.bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})

        change = {"from": person, "chat": private(person), "date": int(time())}
        return change | {"old_chat_member": state(old), "new_chat_member": state(new)}


def private(person: Mapping[str, Any]) -> Json:
    """The private chat of a person with the bot."""
    return {"id": person["id"], "type": "private", "first_name": person["first_name"]}
