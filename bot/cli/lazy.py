"""Commands that are imported when somebody asks for them: `zhibu --help` loads none of them.

Source: https://click.palletsprojects.com/en/stable/complex/#lazily-loading-subcommands. Click's own sketch imports
every command for the list; here the list needs the stand-ins alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand
from typer.main import get_command, get_group


class Later(TyperCommand):
    """Stands in the list of commands with its help; `place`, written module:attribute, holds the command itself."""

    def __init__(self, name: str, place: str, meaning: str) -> None:
        super().__init__(name, help=meaning, rich_markup_mode=None)
        self._place = place

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Read the arguments as the command itself does."""
        return self._command().make_context(info_name, args, parent, **extra)

    def _command(self) -> Any:
        module, _, attribute = self._place.partition(":")
        found = getattr(import_module(module), attribute)
        if isinstance(found, typer.Typer):
            # rich cuts off Chinese that does not fit a column, and its panels are English
            found.rich_markup_mode = None
            command: Any = get_group(found)
            command.help = self.help
            return command
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(self.name, help=self.help)(found)
        return get_command(alone)
