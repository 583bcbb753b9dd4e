"""Telegram from the first call to the last: connect, take updates in, work them off, stop cleanly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.inbox.pump import Inbox
from bot.inbox.usecases import PruneInbox
from bot.links import Links
from bot.logs import Event, record, record_error
from bot.people.accounts.sessions import NoteSeen
from bot.settings import TelegramSettings
from bot.telegram.commands import FOR_ALL
from bot.telegram.handling import Handling
from bot.telegram.rooms import Rooms, rooms_of
from bot.telegram.sentences.common import ChatText
from bot.telegram.transport.connection import WANTED, App, Connection, build
from bot.telegram.transport.pacing import Pace
from bot.telegram.transport.polling import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, Polling
from bot.telegram.transport.sender import Sender
from bot.texts import Sentence, say
from bot.wiring import Services

GUARDS, ROOMS = -1, 0  # handler groups: each is asked in turn, and one handler of it at most takes an update
PATIENCE_SECONDS = 5.0  # for updates in hand when the service stops
PRUNE_SECONDS = 6 * 3600.0
Tell = Callable[[str], object]


@dataclass(slots=True)
class Telegram:
    """The running chat edge. `inbox` takes what a webhook brings."""

    settings: TelegramSettings
    connection: Connection
    inbox: Inbox
    sender: Sender
    rooms: Rooms
    links: Links
    prune: PruneInbox
    seen: NoteSeen
    tell: Tell
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    _told: set[Sentence] = field(default_factory=set)

    @property
    def app(self) -> App:
        """The library's application."""
        return self.connection.app

    async def run(self) -> None:
        """Connect, however long it takes, then work until cancelled or told to stop."""
        handling = Handling(self.app, self.sender, self.seen)
        for number, rooms in ((GUARDS, self.rooms.guards), (ROOMS, self.rooms.rooms)):
            self.app.add_handlers([handler for room in rooms for handler in room.handlers()], number)
        self.app.add_error_handler(handling.note_failure)
        await self._connect()
        async with asyncio.TaskGroup() as group:
            background = [group.create_task(self._fetch()), group.create_task(self._prune())]
            await self.inbox.run(handling.handle, handling.give_up, self.stopping)
            for task in background:
                task.cancel()

    async def close(self) -> None:
        """Write down what has ended and let go of the connections."""
        with suppress(Exception):  # the next start handles again what could not be written down
            await self.inbox.progress.flush()
        with suppress(RuntimeError):  # it never got as far as a connection
            await self.app.shutdown()
        record(Event.TELEGRAM_STOPPED)

    async def _connect(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not await self._is_connected():
            await self.sender.pace.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
        with suppress(TelegramError):  # the menu is a comfort; _offer_menu has logged it
            await self._offer_menu()
        self.links.telegram_name = self.app.bot.username
        record(Event.TELEGRAM_CONNECTED)
        self.tell(say(ChatText.SERVE_TELEGRAM, name=self.app.bot.username))
        self.connected.set()

    async def _is_connected(self) -> bool:
        try:
            await self.app.initialize()
            await self._choose_way()
            if not self.app.bot.username:
                await self.app.bot.get_me()  # the library asks once, and took what had no name in it
        except Exception as error:  # noqa: BLE001 - what answers may be anything; the web page goes on beside it
            self._note(error)
            return False
        return bool(self.app.bot.username)

    async def _choose_way(self) -> None:
        """Have updates brought to the public address, or see to it that they may be fetched."""
        address, secret = self.settings.webhook_url, self.settings.webhook_secret
        if address is not None and secret is not None:
            await self.app.bot.set_webhook(address, secret_token=secret.get_secret_value(), allowed_updates=WANTED)
        else:
            await self.app.bot.delete_webhook()

    async def _offer_menu(self) -> None:
        try:
            await self.app.bot.set_my_commands([(one.name, say(one.meaning)) for one in FOR_ALL])
        except TelegramError:
            record(Event.TELEGRAM_UNREACHABLE)
            raise

    def _note(self, trouble: Exception | None) -> None:
        """Log every failure and tell each kind once; None: it works again."""
        match trouble:
            case None:
                self._told.clear()
                record(Event.TELEGRAM_CONNECTED)
            case InvalidToken():
                self._complain(ChatText.SERVE_TELEGRAM_TOKEN, Event.TELEGRAM_TOKEN_REFUSED)
            case Conflict():
                self._complain(ChatText.SERVE_TELEGRAM_CONFLICT, Event.TELEGRAM_CONFLICT)
            case TelegramError():
                self._complain(ChatText.SERVE_TELEGRAM_UNREACHABLE, Event.TELEGRAM_UNREACHABLE)
            case _:
                record_error(Event.TELEGRAM_STRANGE, trouble)
                self._complain(ChatText.SERVE_TELEGRAM_STRANGE, Event.TELEGRAM_UNREACHABLE)

    def _complain(self, sentence: Sentence, event: Event) -> None:
        record(event)
        if sentence not in self._told:
            self._told.add(sentence)
            self.tell(say(sentence))

    async def _fetch(self) -> None:
        if self.settings.webhook_url is None:
            patience, sleep = self.settings.poll_timeout_seconds, self.sender.pace.sleep
            await Polling(self.connection, self.inbox, patience, sleep, self._note).run()

    async def _prune(self) -> None:
        while True:
            try:
                await self.prune()
            except Exception as error:  # noqa: BLE001 - pruning comes round again
                record_error(Event.INBOX_TROUBLE, error)
            await asyncio.sleep(PRUNE_SECONDS)


def make_telegram(services: Services, tell: Tell, transport: Any = None, pace: Pace | None = None) -> Telegram:
    """Join the chat edge. `transport` and `pace` are for servers and clocks of tests."""
    settings = services.settings.telegram
    connection = build(settings, transport)
    app = connection.app
    sender = Sender(app.bot, settings.send_timeout_seconds, pace or Pace())
    return Telegram(
        settings=settings,
        connection=connection,
        inbox=services.inbox.pump(),
        sender=sender,
        rooms=rooms_of(services, sender),
        links=services.links,
        prune=services.inbox.prune,
        seen=services.people.note_seen,
        tell=tell,
    )


@asynccontextmanager
async def running_telegram(telegram: Telegram, patience_seconds: float = PATIENCE_SECONDS) -> AsyncIterator[Telegram]:
    """Run beside whatever the caller does. On the way out what is in hand gets some seconds, the rest stays stored."""
    failed: Exception | None = None
    await telegram.inbox.load()
    async with asyncio.TaskGroup() as group:
        works = (telegram.inbox.progress.run(), telegram.run())
        tasks = [group.create_task(_beside(telegram, work)) for work in works]
        try:
            yield telegram
        except Exception as error:  # noqa: BLE001 - raised again below; a task group would wrap it
            failed = error
        finally:
            await _stop(telegram, tasks, patience_seconds)
    if failed is not None:
        raise failed


async def _beside(telegram: Telegram, work: Coroutine[Any, Any, None]) -> None:
    """Whatever ends here, the web page goes on."""
    try:
        await work
    except Exception as error:  # noqa: BLE001 - the last boundary of this side
        record_error(Event.TELEGRAM_STOPPED, error)
        telegram.tell(say(ChatText.SERVE_TELEGRAM_DOWN))


async def _stop(telegram: Telegram, tasks: list[asyncio.Task[None]], patience_seconds: float) -> None:
    writing, running = tasks
    telegram.stopping.set()
    if telegram.connected.is_set() and patience_seconds:
        await asyncio.wait([running], timeout=patience_seconds)
    for task in (running, writing):
        task.cancel()
        await asyncio.wait([task])
    await telegram.close()
