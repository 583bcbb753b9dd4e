"""zhibu bench: speed and fault figures. A tool of the source checkout: what it measures with lies among the tests."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.sentences.bench import CliText
from bot.cli.terminal import AsJson, print_json
from bot.errors import BotError, ErrorCode
from bot.texts import say

CHECKOUT = Path(__file__).parents[3]


def bench(
    name: Annotated[str, typer.Argument(metavar="NAME", help=say(CliText.HELP_BENCH_NAME))],
    *,
    size: Annotated[int | None, typer.Option(min=1, help=say(CliText.HELP_BENCH_SIZE))] = None,
    as_json: AsJson = False,
) -> None:
    """Measure speed and memory beside the stock recipe."""
    figures = asyncio.run(run_in_checkout(name, *([] if size is None else [size])))
    print_figures(figures, as_json=as_json)


async def run_in_checkout(name: str, *arguments: object) -> dict[str, Any]:
    """Run `python -m tests.bench NAME` in the checkout and give its figures; what it says on stderr is shown.

    Errors: BotError BENCH_NEEDS_CHECKOUT, BENCH_NEEDS_PACKAGES; typer's own for an unknown name and a bench that fails.
    """
    if not (CHECKOUT / "tests" / "bench" / "__main__.py").is_file():
        raise BotError(ErrorCode.BENCH_NEEDS_CHECKOUT)
    words = ("-m", "tests.bench", name, *map(str, arguments))
    process = await asyncio.create_subprocess_exec(sys.executable, *words, cwd=CHECKOUT, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    if process.returncode:
        raise typer.Exit(1)
    told = json.loads(out)
    if "missing" in told:
        raise BotError(ErrorCode.BENCH_NEEDS_PACKAGES, package=told["missing"], folder=CHECKOUT)
    if "names" in told:
        raise typer.BadParameter(say(CliText.BENCH_UNKNOWN, names="、".join(told["names"])))
    return dict(told["figures"])


def print_figures(figures: dict[str, Any], *, as_json: bool) -> None:
    """Print figures by name, or all of them as one line of JSON."""
    if as_json:
        print_json(figures)
        return
    for name, value in figures.items():
        typer.echo(f"{name:24} {json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value}")
