"""How a command runs: settings, logs, the event loop, and a sentence for whatever goes wrong."""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import typer

from bot.incidents import explained
from bot.logs import log_folder, set_up_logs
from bot.settings import DEFAULT_DATA_DIR, Settings, load_settings
from bot.texts import sentence, speak
from bot.wiring import check_data_dir, working_in

Room = TypeVar("Room")
Given = ParamSpec("Given")
Action = Callable[Concatenate[Room, Given], Coroutine[Any, Any, int | None]]


def on_loop(
    new_loop: Callable[[], asyncio.AbstractEventLoop] | None,
    adapt: Callable[..., Settings] | None = None,
    *,
    alone: bool = False,
) -> Callable[[Action[Settings, Given]], Callable[Given, None]]:
    """Make commands of coroutines that take the settings first; what they return is the exit code, None for 0.

    `adapt` gives the settings as the command's own options change them, before anything is opened. With `alone` nobody
    else may be working in the data folder meanwhile.
    """

    def decorated(action: Action[Settings, Given]) -> Callable[Given, None]:
        @wraps(action)
        def called(*args: Given.args, **kwargs: Given.kwargs) -> None:
            os.umask(0o077)  # what a command makes in the data folder or gives out names people: its owner's alone
            settings = load_settings()
            if adapt is not None:
                settings = adapt(settings, *args, **kwargs)
            _run(lambda settings: action(settings, *args, **kwargs), new_loop, settings, alone=alone)

        signature = inspect.signature(action, eval_str=True)
        given = list(signature.parameters.values())[1:]  # the first is ours to fill, not an option of the command
        called.__dict__["__signature__"] = signature.replace(parameters=given)
        return called

    return decorated


command = on_loop(None)
alone = on_loop(None, alone=True)


def opening(
    open_room: Callable[[Settings], AbstractAsyncContextManager[Room]],
) -> Callable[[Action[Room, Given]], Callable[Given, None]]:
    """Make commands of coroutines that take first what `open_room` opens."""

    def decorated(action: Action[Room, Given]) -> Callable[Given, None]:
        @wraps(action)
        async def opened(settings: Settings, /, *args: Given.args, **kwargs: Given.kwargs) -> int | None:
            async with open_room(settings) as room:
                return await action(room, *args, **kwargs)

        return command(opened)

    return decorated


def _run(
    action: Action[Settings, []],
    new_loop: Callable[[], asyncio.AbstractEventLoop] | None,
    settings: Settings,
    *,
    alone: bool,
) -> None:
    speak(settings.language)
    check_data_dir(settings.data_dir)
    set_up_logs(log_folder(settings.data_dir), settings.logging.level, settings.secrets)
    with working_in(settings, alone=alone), asyncio.Runner(loop_factory=new_loop) as runner:
        code = runner.run(action(settings))
    if code:
        raise typer.Exit(code)


def report_failure(error: Exception) -> int:
    """Say on stderr what went wrong and give the exit code; the unexpected goes to the log under a number."""
    if not logging.getLogger().handlers:  # it failed before the settings were read
        set_up_logs(log_folder(DEFAULT_DATA_DIR), "INFO")
    typer.echo(sentence(explained(error, name_log=str)), err=True)
    return 1
