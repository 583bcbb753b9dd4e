"""zhibu library: what is in it, and taking a step back."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.cli.running import opening
from bot.cli.sentences.helping import HelpText
from bot.cli.sentences.library import LibraryText
from bot.cli.terminal import AsJson, print_json, print_table
from bot.errors import BotError, ErrorCode
from bot.questions.render import doubts_about, standing_name
from bot.questions.sentences import AnswerText
from bot.texts import joined, say
from bot.wiring import Services, open_library, open_services
from ingest.refresh.report import regulation_as_json
from knowledge.library.library import Library
from knowledge.library.model import DocumentSummary, RegulationDetail
from knowledge.model import Flag, Regulation

app = typer.Typer(no_args_is_help=True)
Source = Annotated[str, typer.Argument(metavar="SOURCE", help=say(HelpText.SOURCE))]


@app.command("list", help=say(HelpText.LIBRARY_LIST))
@opening(open_library)
async def list_documents(library: Library, *, as_json: AsJson = False) -> None:
    """List all files."""
    documents = await library.documents()
    if as_json:
        print_json([_document_as_json(document) for document in documents])
    else:
        _print_documents(documents)


@app.command("show", help=say(HelpText.LIBRARY_SHOW))
@opening(open_library)
async def show(library: Library, source: Source, *, as_json: AsJson = False) -> None:
    """Show the regulations of a file."""
    document = await _document(library, source)
    details = await library.details(source)
    if as_json:
        print_json(_document_as_json(document) | {"regulations": [_detail_as_json(detail) for detail in details]})
    elif document.active is None:
        typer.echo(say(LibraryText.LIBRARY_IS_RETIRED, source=source))
    else:
        _print_details(details)


@app.command("rollback", help=say(HelpText.LIBRARY_ROLLBACK))
@opening(open_services)
async def rollback(services: Services, source: Source, *, as_json: AsJson = False) -> None:
    """Return a file to its version before."""
    await services.roll_back(source)
    document = await _document(services.library, source)
    if as_json:
        print_json(_document_as_json(document))
    else:
        typer.echo(say(LibraryText.LIBRARY_ROLLED_BACK, source=source, version=document.version))


@app.command("retire", help=say(HelpText.LIBRARY_RETIRE))
@opening(open_services)
async def retire(services: Services, source: Source, *, as_json: AsJson = False) -> None:
    """Take a file out of every answer."""
    await services.retire(source)
    if as_json:
        print_json(_document_as_json(await _document(services.library, source)))
    else:
        typer.echo(say(LibraryText.LIBRARY_RETIRED, source=source))


async def _document(library: Library, source: str) -> DocumentSummary:
    document = await library.document(source)
    if document is None:
        raise BotError(ErrorCode.DOCUMENT_NOT_FOUND, source=source)
    return document


def _print_documents(documents: list[DocumentSummary]) -> None:
    if not documents:
        typer.echo(say(LibraryText.LIBRARY_EMPTY))
        return
    heads = (
        LibraryText.COLUMN_SOURCE,
        LibraryText.COLUMN_VERSION,
        LibraryText.COLUMN_STATE,
        LibraryText.COLUMN_REGULATIONS,
        LibraryText.COLUMN_PASSAGES,
        LibraryText.COLUMN_FLAGS,
    )
    rows = [
        (
            document.source,
            str(document.version),
            say(LibraryText.STATE_ACTIVE if document.active else LibraryText.STATE_RETIRED),
            str(document.regulation_count),
            str(document.passage_count),
            _flags(document.flags),
        )
        for document in documents
    ]
    print_table([say(head) for head in heads], rows)
    regulations = sum(document.regulation_count for document in documents if document.active)
    passages = sum(document.passage_count for document in documents if document.active)
    typer.echo(say(LibraryText.LIBRARY_COUNT, documents=len(documents), regulations=regulations, passages=passages))


def _print_details(details: list[RegulationDetail]) -> None:
    for detail in details:
        regulation = detail.regulation
        facts = (
            (LibraryText.COLUMN_STATUS, _status(regulation)),
            (AnswerText.DOC_NUMBER, regulation.doc_number or ""),
            (LibraryText.COLUMN_EFFECTIVE, str(regulation.effective_on or "")),
            (LibraryText.COLUMN_FLAGS, _flags(regulation.flags)),
            (LibraryText.COLUMN_CHAIN, "\n".join(_chained(item) for item in detail.chain if len(detail.chain) > 1)),
            (LibraryText.COLUMN_LABELS, "、".join(detail.labels)),
        )
        rows = [(say(head), value) for head, value in facts if value]
        print_table([say(LibraryText.COLUMN_TITLE), regulation.title], rows)


def _flags(flags: frozenset[Flag]) -> str:
    return joined(doubts_about(flags))


def _status(regulation: Regulation) -> str:
    status = standing_name(regulation)
    replaced = say(AnswerText.REPLACED_BY, name=regulation.replaced_by) if regulation.replaced_by else ""
    return f"{status}（{replaced}）" if replaced else status


def _chained(regulation: Regulation) -> str:
    return f"{regulation.title}　{standing_name(regulation)}　{regulation.source}"


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
    chain = [
        {"title": item.title, "source": item.source, "status": item.status.value, "effective_on": _iso(item)}
        for item in detail.chain
    ]
    return regulation_as_json(detail) | {"chain": chain}


def _iso(regulation: Regulation) -> str | None:
    return regulation.effective_on.isoformat() if regulation.effective_on else None
