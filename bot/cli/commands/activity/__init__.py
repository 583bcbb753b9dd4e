"""zhibu activity: creating and running activities, the paper sheet, and everything that is given out as a file."""

from __future__ import annotations

import typer

from bot.cli.commands.activity import files, planning, register

app = typer.Typer(no_args_is_help=True)
for part in (planning, register, files):
    app.add_typer(part.app)  # without a name its commands stand beside the others
