"""zhibu doctor: is everything in place, and what to do when it is not."""

from __future__ import annotations

import typer

from bot.cli.running import command
from bot.cli.terminal import AsJson, print_json
from bot.doctor.examining import examine
from bot.doctor.model import Health
from bot.settings import Settings
from bot.texts import say, told


@command
async def doctor(settings: Settings, *, as_json: AsJson = False) -> int:
    """Check everything and print what to do."""
    checks = await examine(settings)
    for check in checks:
        text = say(check.text, **check.facts)
        if as_json:
            print_json({"check": check.name, "health": check.health.value, "text": text})
        else:
            typer.echo(f"【{told(check.health)}】{text}")
    return 1 if any(check.health is Health.FAIL for check in checks) else 0
