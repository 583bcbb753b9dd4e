"""zhibu library: what is in it, and taking a step back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.running import run
from bot.errors import BotError, ErrorCode
from bot.texts import Text, say

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.library.model import DocumentSummary, RegulationDetail
    from knowledge.model import Flag, Regulation

app = typer.Typer(no_args_is_help=True, help=say(Text.HELP_LIBRARY))
Source = Annotated[str, typer.Argument(metavar="SOURCE", help=say(Text.HELP_SOURCE))]
AsJson = Annotated[bool, typer.Option("--json", help=say(Text.HELP_JSON))]


@app.command("list", help=say(Text.HELP_LIBRARY_LIST))
def list_documents(*, as_json: AsJson = False) -> None:
    """List all files."""

    async def action(settings: Settings) -> int:
        from bot.wiring import open_library  # noqa: PLC0415

        async with open_library(settings) as library:
            documents = await library.documents()
        if as_json:
            _print_json([_document_as_json(document) for document in documents])
        else:
            _print_documents(documents)
        return 0

    run(action)


@app.command("show", help=say(Text.HELP_LIBRARY_SHOW))
def show(source: Source, *, as_json: AsJson = False) -> None:
    """Show the regulations of a file."""

    async def action(settings: Settings) -> int:
        from bot.wiring import open_library  # noqa: PLC0415

        async with open_library(settings) as library:
            document = await library.document(source)
            details = await library.details(source)
        if document is None:
            raise BotError(ErrorCode.DOCUMENT_NOT_FOUND, source=source)
        if as_json:
            _print_json(_document_as_json(document) | {"regulations": [_detail_as_json(detail) for detail in details]})
        elif document.active is None:
            typer.echo(say(Text.LIBRARY_IS_RETIRED, source=source))
        else:
            _print_details(details)
        return 0

    run(action)


@app.command("rollback", help=say(Text.HELP_LIBRARY_ROLLBACK))
def rollback(source: Source, *, as_json: AsJson = False) -> None:
    """Return a file to its version before."""

    async def action(settings: Settings) -> int:
        from bot.wiring import open_services  # noqa: PLC0415

        async with open_services(settings) as services:
            await services.roll_back(source)
            document = await services.library.document(source)
        assert document is not None  # it has just been rolled back
        if as_json:
            _print_json(_document_as_json(document))
        else:
            typer.echo(say(Text.LIBRARY_ROLLED_BACK, source=source, version=document.version))
        return 0

    run(action)


@app.command("retire", help=say(Text.HELP_LIBRARY_RETIRE))
def retire(source: Source, *, as_json: AsJson = False) -> None:
    """Take a file out of every answer."""

    async def action(settings: Settings) -> int:
        from bot.wiring import open_services  # noqa: PLC0415

        async with open_services(settings) as services:
            await services.retire(source)
            document = await services.library.document(source)
        assert document is not None  # it has just been retired
        if as_json:
            _print_json(_document_as_json(document))
        else:
            typer.echo(say(Text.LIBRARY_RETIRED, source=source))
        return 0

    run(action)


def _print_documents(documents: list[DocumentSummary]) -> None:
    if not documents:
        typer.echo(say(Text.LIBRARY_EMPTY))
        return
    heads = (
        Text.COLUMN_SOURCE,
        Text.COLUMN_VERSION,
        Text.COLUMN_STATE,
        Text.COLUMN_REGULATIONS,
        Text.COLUMN_PASSAGES,
        Text.COLUMN_FLAGS,
    )
    rows = [
        (
            document.source,
            str(document.version),
            say(Text.STATE_ACTIVE if document.active else Text.STATE_RETIRED),
            str(document.regulation_count),
            str(document.passage_count),
            _flags(document.flags),
        )
        for document in documents
    ]
    _print_table(heads, rows)
    regulations = sum(document.regulation_count for document in documents if document.active)
    passages = sum(document.passage_count for document in documents if document.active)
    typer.echo(say(Text.LIBRARY_COUNT, documents=len(documents), regulations=regulations, passages=passages))


def _print_details(details: list[RegulationDetail]) -> None:
    for detail in details:
        regulation = detail.regulation
        facts = (
            (Text.COLUMN_STATUS, _status(regulation)),
            (Text.COLUMN_DOC_NUMBER, regulation.doc_number or ""),
            (Text.COLUMN_EFFECTIVE, str(regulation.effective_on or "")),
            (Text.COLUMN_FLAGS, _flags(regulation.flags)),
            (Text.COLUMN_CHAIN, "\n".join(_chained(item) for item in detail.chain if len(detail.chain) > 1)),
            (Text.COLUMN_LABELS, "、".join(detail.labels)),
        )
        rows = [(say(head), value) for head, value in facts if value]
        _print_table((Text.COLUMN_TITLE,), rows, title=regulation.title)


def _print_table(heads: tuple[Text, ...], rows: Sequence[tuple[str, ...]], title: str | None = None) -> None:
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Column, Table  # noqa: PLC0415

    names = [say(head) for head in heads] + ([title] if title else [])
    table = Table(*(Column(name, overflow="fold") for name in names), box=box.SIMPLE)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _flags(flags: frozenset[Flag]) -> str:
    return "、".join(say(Text[f"FLAG_{flag.name}"]) for flag in sorted(flags))


def _status(regulation: Regulation) -> str:
    status = say(Text[f"STATUS_{regulation.status.name}"])
    replaced = say(Text.REPLACED_BY, name=regulation.replaced_by) if regulation.replaced_by else ""
    return f"{status}（{replaced}）" if replaced else status


def _chained(regulation: Regulation) -> str:
    return f"{regulation.title}　{say(Text[f'STATUS_{regulation.status.name}'])}　{regulation.source}"


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


def _document_as_json(document: DocumentSummary) -> dict[str, Any]:
    return {
        "source": document.source,
        "version": document.version,
        "state": "active" if document.active else "retired",
        "can_roll_back": document.can_roll_back,
        "ingested_at": document.ingested_at.isoformat(),
        "flags": sorted(document.flags),
        "regulation_count": document.regulation_count,
        "passage_count": document.passage_count,
    }


def _detail_as_json(detail: RegulationDetail) -> dict[str, Any]:
    from ingest.report import regulation_as_json  # noqa: PLC0415

    chain = [
        {"title": item.title, "source": item.source, "status": item.status.value, "effective_on": _iso(item)}
        for item in detail.chain
    ]
    return regulation_as_json(detail) | {"chain": chain}


def _iso(regulation: Regulation) -> str | None:
    return regulation.effective_on.isoformat() if regulation.effective_on else None
