"""The zhibu command. Each group of commands is a module here; a new one is added to `app` below.

Modules import nothing heavy at the top: `zhibu ask` has to start cold within three seconds.
"""

from __future__ import annotations

import sys

import typer

from bot.cli import (
    activity,
    ask,
    doctor,
    evaluate,
    index,
    ingest,
    library,
    questions,
    roster,
    serve,
    settings,
    suggestions,
)
from bot.cli.running import report_failure
from bot.texts import Text, say

app = typer.Typer(
    name="zhibu", help=say(Text.HELP_ZHIBU), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
app.command("ingest", help=say(Text.HELP_INGEST))(ingest.ingest)
app.command("ask", help=say(Text.HELP_ASK))(ask.ask)
app.command("eval", help=say(Text.HELP_EVAL))(evaluate.evaluate)
app.command("bench", help=say(Text.HELP_BENCH))(evaluate.bench)
app.command("serve", help=say(Text.HELP_SERVE))(serve.serve)
app.command("settings", help=say(Text.HELP_SETTINGS))(settings.show_settings)
app.command("doctor", help=say(Text.HELP_DOCTOR))(doctor.doctor)
app.add_typer(index.app, name="index")
app.add_typer(questions.app, name="questions")
app.add_typer(suggestions.app, name="suggestions")
app.add_typer(roster.app, name="roster")
app.add_typer(activity.app, name="activity")
app.add_typer(library.app, name="library")


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 failed, 2 wrong usage."""
    try:
        app()
    except Exception as error:  # noqa: BLE001 - the last boundary: a sentence, never a traceback
        sys.exit(report_failure(error))
