"""zhibu doctor: is everything in place, and what to do when it is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import run
from bot.texts import Text, say

if TYPE_CHECKING:
    from bot.settings import Settings


def doctor(*, as_json: Annotated[bool, typer.Option("--json", help=say(Text.HELP_JSON))] = False) -> None:
    """Check everything and print what to do."""

    async def action(settings: Settings) -> int:
        from bot.doctor import Health, examine  # noqa: PLC0415

        checks = await examine(settings)
        for check in checks:
            text = say(check.text, **check.facts)
            if as_json:
                line = {"check": check.name, "health": check.health.value, "text": text}
                typer.echo(json.dumps(line, ensure_ascii=False))
            else:
                typer.echo(f"【{say(Text[f'DOCTOR_{check.health.name}'])}】{text}")
        return 1 if any(check.health is Health.FAIL for check in checks) else 0

    run(action)
