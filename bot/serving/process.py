"""The running service: everything open and warm, the web and Telegram side by side, until a signal comes."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass

from bot.inbox.pump import Inbox
from bot.incidents import explained
from bot.logs import Event, record, record_error
from bot.serving.apart import keep_apart
from bot.serving.descriptors import raise_descriptors
from bot.serving.listening import address_of, listening
from bot.serving.loop import settle_memory
from bot.serving.samples import load_samples
from bot.serving.sentences import ServeText
from bot.serving.server import answer
from bot.settings import Settings
from bot.texts import say, sentence
from bot.web.app import create_app
from bot.web.sentences.chat import WebText
from bot.web.sentences.pages import PageText
from bot.wiring import Services, demo_of, open_services
from ingest.refresh.lock import AnotherWriter
from ingest.refresh.usecases import Unwatched, Watcher
from knowledge.ports import EmbedderUnavailable, IndexUnreadable

Watching = Callable[[], AbstractContextManager[Watcher]]


@dataclass(frozen=True, slots=True)
class Process:
    """One `zhibu serve`: `tell` says where it is, `watching` follows the samples on their way into the library."""

    settings: Settings
    demo: bool
    on_network: bool
    tell: Callable[[str], None]
    watching: Watching

    async def __call__(self) -> None:
        """Serve until a signal comes. Errors: as `keep_apart`, `listening`, `open_services` and `load_samples`."""
        keep_apart(self.settings, demo=self.demo, on_network=self.on_network)
        raise_descriptors()
        self._listening().close()  # a busy port is told before the work begins
        async with self._ready() as services, self._chatting(services) as inbox:
            await self._answer(services, inbox)
        self.tell(say(ServeText.STOPPED))

    def _listening(self) -> socket.socket:
        return listening(self.settings.web.host, self.settings.web.port)

    @asynccontextmanager
    async def _ready(self) -> AsyncIterator[Services]:
        """Open the services, the samples in place when asked for; the progress bar is gone by then."""
        with ExitStack() as bar:
            watcher = bar.enter_context(self.watching() if self.demo else nullcontext(Unwatched()))
            async with open_services(self.settings, watcher=watcher) as services:
                if self.demo:
                    await load_samples(services, self.tell)
                    await demo_of(services).forget()
                bar.close()
                await mend(services, self.tell)
                await warm_up(services)
                settle_memory()
                yield services

    @asynccontextmanager
    async def _chatting(self, services: Services) -> AsyncIterator[Inbox | None]:
        """Run Telegram beside the web server where a token is set; gives the inbox a webhook fills."""
        if self.settings.telegram.token is None:
            yield None
            return
        from bot.telegram.service import make_telegram, running_telegram  # noqa: PLC0415 - half a second, if it is used

        try:
            telegram = make_telegram(services, self.tell)
        except Exception as error:  # noqa: BLE001 - a proxy in the environment that is none, say: the web page works
            record_error(Event.TELEGRAM_STOPPED, error)
            self.tell(say(ServeText.TELEGRAM_UNUSABLE))
            yield None
            return
        async with running_telegram(telegram):
            yield telegram.inbox

    async def _answer(self, services: Services, inbox: Inbox | None) -> None:
        way_in = demo_of(services, is_open=self.on_network) if self.demo else None
        taken = self._listening()
        record(Event.STARTED)
        app = create_app(services, inbox=inbox, demo=way_in)
        await answer(app, taken, lambda: self._tell_address(taken), self.settings.web.trusted_proxies)
        record(Event.STOPPED)

    def _tell_address(self, taken: socket.socket) -> None:
        self.tell(say(ServeText.OPEN, address=address_of(taken)))
        web = self.settings.web
        if not web.require_sign_in and web.is_open:
            self.tell(say(ServeText.OPEN_TO_ALL))
        if self.demo:
            self.tell(say(PageText.DEMO_OPEN, address=address_of(taken)))
        if self.on_network:
            self.tell(say(PageText.DEMO_BANNER))


async def mend(services: Services, tell: Callable[[str], None]) -> None:
    """Index what an index lacks: an older release left it, or it was damaged. Another writer does it as well."""
    try:
        if (await services.knowledge.index.report()).missing:
            tell(say(ServeText.MENDING))
            await services.mend()
    except (AnotherWriter, EmbedderUnavailable, IndexUnreadable) as reason:
        tell(sentence(explained(reason)))


async def warm_up(services: Services) -> None:
    """Search once, so that the first member does not wait for models and dictionaries to load."""
    search = services.knowledge.search
    await search(search.understand(say(WebText.EXAMPLE_1)))
