"""What leaves the register as a file, and the paper sheet that comes back."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Path, Query, UploadFile
from starlette.responses import Response

from bot.activities.model import ActivityId
from bot.activities.outputs.model import ExportedFile, ExportKind, LedgerKind
from bot.people.model import OrganisationId
from bot.web.activities.bodies import LARGEST_ID
from bot.web.activities.register import shown_register
from bot.web.activities.views import change_lines
from bot.web.entrance.identity import MemberDep
from bot.web.entrance.services import ServicesDep

router = APIRouter()
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
Org = Annotated[int, Query(ge=1, le=LARGEST_ID)]
Year = Annotated[int, Query(ge=1, le=9999)]


@router.get("/activities/{number}/files/{kind}")
async def get_file(number: Id, kind: ExportKind, who: MemberDep, services: ServicesDep) -> Response:
    """Give the register, a sheet or the calendar entry."""
    return _handed(await services.activities.files.export(who, ActivityId(number), kind))


@router.get("/activities/{number}/calendar")
async def get_calendar(number: Id, who: MemberDep, services: ServicesDep) -> Response:
    """Give the calendar entry to who is expected."""
    return _handed(await services.activities.files.calendar(who, ActivityId(number)))


@router.get("/branch/ledger")
async def get_ledger(
    who: MemberDep, services: ServicesDep, org: Org, year: Year, kind: LedgerKind = LedgerKind.XLSX
) -> Response:
    """Give a year's ledger."""
    return _handed(await services.activities.files.export_ledger(who, OrganisationId(org), year, kind))


@router.post("/activities/{number}/paper")
async def post_paper(
    number: Id,
    who: MemberDep,
    services: ServicesDep,
    sheet: Annotated[UploadFile, File()],
) -> Response:
    """Read a filled sheet and show what it would write; the form below it writes exactly that."""
    paper = await services.activities.files.read_paper(who, ActivityId(number), await sheet.read())
    return await shown_register(services, who, number, paper=paper, lines=change_lines(paper.changes))


def _handed(file: ExportedFile) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    return Response(file.content, media_type=file.media_type, headers={"Content-Disposition": disposition})
