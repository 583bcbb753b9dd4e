"""Reading the library itself: documents, their contents, and an article among its neighbours."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from bot.errors import BotError, ErrorCode
from bot.questions.render import standing_of
from bot.web.chat.views import card_of, contents_of, current_of, is_current
from bot.web.entrance.services import ServicesDep
from bot.web.pages import show
from knowledge.model import PassageId, Regulation

router = APIRouter()
LARGEST_ID = 2**63 - 1


@router.get("/library")
async def get_library(services: ServicesDep) -> Response:
    """List the documents."""
    regulations: dict[str, list[tuple[Regulation, str, bool]]] = defaultdict(list)
    for item in await services.library.regulations():
        regulations[item.source].append((item, standing_of(item), is_current(item)))
    documents = [document for document in await services.library.documents() if document.active is not None]
    return show("library.html", documents=documents, regulations=regulations)


@router.get("/library/{source}")
async def get_document(source: str, services: ServicesDep) -> Response:
    """Show a document's contents."""
    library = services.library
    details = await library.details(source)
    if not details:
        raise BotError(ErrorCode.PAGE_NOT_FOUND)
    parts = [contents_of(item, await library.passages_of_regulation(item.regulation.id)) for item in details]
    return show("document.html", source=source, parts=parts)


@router.get("/passages/{passage_id}")
async def get_passage(passage_id: Annotated[int, Path(ge=0, le=LARGEST_ID)], services: ServicesDep) -> Response:
    """Show a whole article between its neighbours."""
    around = await services.library.neighbours(PassageId(passage_id))
    places = {int(item.passage.id): at for at, item in enumerate(around)}
    if passage_id not in places:
        raise BotError(ErrorCode.PASSAGE_NOT_FOUND)
    at = places[passage_id]
    regulation = around[at].regulation
    details = await services.library.details(regulation.source)
    newer = next((current_of(item) for item in details if item.regulation.id == regulation.id), None)
    return show("passage.html", card=card_of(around[at]), before=around[:at], after=around[at + 1 :], newer=newer)
