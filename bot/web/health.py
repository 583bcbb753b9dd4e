"""For whoever watches the service: is it alive, and can it answer."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from bot.errors import BotError, ErrorCode
from bot.web.entrance.services import ServicesDep

router = APIRouter()


@router.get("/healthz")
async def get_health() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def get_readiness(services: ServicesDep) -> JSONResponse:
    """Say whether database and index can answer; 503 when they cannot."""
    try:
        report = await services.knowledge.index.compare()
    except Exception as error:
        raise BotError(ErrorCode.DATABASE_UNREACHABLE) from error
    is_ready = report.missing == 0
    facts = {"status": "ready" if is_ready else "behind", "passages": report.passages, "missing": report.missing}
    return JSONResponse(facts, 200 if is_ready else 503)
