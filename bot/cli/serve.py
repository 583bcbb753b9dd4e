"""zhibu serve: the chat page, until Ctrl-C."""

from __future__ import annotations

import asyncio
import errno
import gc
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.ingest import watching
from bot.cli.running import run
from bot.errors import BotError, ErrorCode
from bot.logs import Event, record
from bot.texts import Text, say
from bot.texts.pages import PageText

if TYPE_CHECKING:
    import uvicorn

    from bot.cli.progress import ProgressBar
    from bot.inbox.pump import Inbox
    from bot.settings import Settings
    from bot.wiring import Services
    from ingest.refresh import Unwatched

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
PATIENCE_SECONDS = 5  # for answers still on their way when the service stops


def serve(
    *,
    demo: Annotated[bool, typer.Option("--demo", help=say(Text.HELP_SERVE_DEMO))] = False,
    host: Annotated[str | None, typer.Option(help=say(Text.HELP_SERVE_HOST))] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help=say(Text.HELP_SERVE_PORT))] = None,
) -> None:
    """Run the web server."""

    async def action(settings: Settings) -> int:
        changes = {"host": host, "port": port}
        web = settings.web.model_copy(update={name: value for name, value in changes.items() if value is not None})
        settings = settings.model_copy(update={"web": web})
        _listening(settings).close()  # a busy port is told before the work begins
        async with _ready(settings, demo=demo) as services, _chatting(services) as inbox:
            await _answer(services, _listening(settings), inbox, demo=demo)
        typer.echo(say(Text.SERVE_STOPPED))
        return 0

    run(action, _fast_loop)


def _fast_loop() -> asyncio.AbstractEventLoop:
    """Make an event loop: uvloop where it exists, for a hall that signs in within a minute."""
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:  # Windows has none
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


@asynccontextmanager
async def _ready(settings: Settings, *, demo: bool) -> AsyncIterator[Services]:
    """Open the services, the sample library in place when asked for; the progress bar is gone by then."""
    from bot.wiring import open_services  # noqa: PLC0415

    with ExitStack() as bar:
        watcher = bar.enter_context(_watcher(demo=demo))
        async with open_services(settings, watcher=watcher) as services:
            if demo:
                await _load_samples(services)
            bar.close()
            await _warm_up(services)
            _settle_memory()
            yield services


def _watcher(*, demo: bool) -> AbstractContextManager[ProgressBar | Unwatched]:
    from ingest.refresh import Unwatched  # noqa: PLC0415

    return watching() if demo else nullcontext(Unwatched())


async def _load_samples(services: Services) -> None:
    from bot.demo import load_demo  # noqa: PLC0415
    from ingest.document import find_files  # noqa: PLC0415

    files = find_files([SAMPLES]) if SAMPLES.is_dir() else []
    if not files:
        raise BotError(ErrorCode.SAMPLES_MISSING, folder=SAMPLES)
    known = {document.source for document in await services.library.documents()}
    if not known.issuperset(file.name for file in files):
        typer.echo(say(Text.SERVE_DEMO))
    await services.refresh(files)
    await load_demo(services)


async def _warm_up(services: Services) -> None:
    """Search once, so that the first member does not wait for models and dictionaries to load."""
    search = services.knowledge.search
    await search(search.understand(say(Text.WEB_EXAMPLE_1)))


def _settle_memory() -> None:
    """Keep what is loaded by now out of the garbage collector's rounds, and make the rounds rare.

    With thousands of answers waiting for Telegram's turn a full round stopped everything for a quarter of a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 100)


@asynccontextmanager
async def _chatting(services: Services) -> AsyncIterator[Inbox | None]:
    """Run Telegram beside the web server where a token is set; gives the inbox a webhook fills."""
    if services.settings.telegram.token is None:
        yield None
        return
    from bot.telegram.running import make_telegram, running_telegram  # noqa: PLC0415 - only where it is used

    async with running_telegram(make_telegram(services, typer.echo)) as telegram:
        yield telegram.inbox


def _listening(settings: Settings) -> socket.socket:
    """Take the address. Errors: BotError PORT_BUSY, HOST_UNUSABLE."""
    host, port = settings.web.host, settings.web.port
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        taken = socket.socket(family, kind, protocol)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen()
    except OSError as unusable:
        code = ErrorCode.PORT_BUSY if unusable.errno == errno.EADDRINUSE else ErrorCode.HOST_UNUSABLE
        raise BotError(code, host=host, port=port) from unusable
    return taken


async def _answer(services: Services, taken: socket.socket, inbox: Inbox | None, *, demo: bool) -> None:
    """Serve until a signal comes; the address is printed once requests are answered."""
    import uvicorn  # noqa: PLC0415

    from bot.web.app import create_app  # noqa: PLC0415
    from bot.wiring import demo_of  # noqa: PLC0415

    way_in = demo_of(services) if demo else None

    config = uvicorn.Config(
        create_app(services, inbox=inbox, demo=way_in),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=PATIENCE_SECONDS,
    )
    server = _server(config, lambda: _tell(_address(taken), demo=demo))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.handle_exit, number, None)
    record(Event.STARTED)
    await server.serve(sockets=[taken])
    record(Event.STOPPED)


def _tell(address: str, *, demo: bool) -> None:
    """Say where to go."""
    typer.echo(say(Text.SERVE_OPEN, address=address))
    if demo:
        typer.echo(say(PageText.DEMO_OPEN, address=address))


def _server(config: uvicorn.Config, opened: Callable[[], None]) -> uvicorn.Server:
    """Make a server that says when it is open and leaves signals to us: its own handling would raise them again."""
    import uvicorn  # noqa: PLC0415

    class Server(uvicorn.Server):
        def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
            return nullcontext()

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            opened()

    return Server(config)


def _address(taken: socket.socket) -> str:
    host, port = taken.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"
