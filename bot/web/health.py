"""For whoever watches the service: is it alive, and can it answer."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from bot.texts import say
from bot.web.entrance.services import ServicesDep
from bot.web.sentences.chat import WebText

router = APIRouter()


@router.get("/healthz")
async def get_health() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def get_readiness(services: ServicesDep) -> JSONResponse:
    """Ask a question as a member would; 503 when it cannot be answered from the whole library."""
    report = await services.knowledge.index.report()
    search = services.knowledge.search
    found = await search(search.understand(say(WebText.EXAMPLE_1)))
    is_ready = not report.missing and not (report.passages and found.lacking)
    facts = {"status": "ready" if is_ready else "behind", "passages": report.passages, "missing": report.missing}
    return JSONResponse(facts, 200 if is_ready else 503)
