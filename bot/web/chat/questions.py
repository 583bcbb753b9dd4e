"""Asking, feedback and passing on: as JSON, as a stream of events, and as plain forms for browsers without scripts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import StreamingResponse
from starlette.responses import Response

from bot.incidents import explained
from bot.questions.model import Answered, AnswerId, Asked
from bot.questions.sentences import AnswerText
from bot.texts import say
from bot.web.chat.bodies import EARLIER, AskBody, FeedbackBody, PassOnBody
from bot.web.chat.views import turn_of
from bot.web.entrance.errors import as_json
from bot.web.entrance.services import ServicesDep
from bot.web.pages import event, render, show
from bot.web.sentences.chat import WebText
from bot.wiring import Services
from knowledge.generating.events import Said, Thinking

router = APIRouter()
EXAMPLES = (WebText.EXAMPLE_1, WebText.EXAMPLE_2, WebText.EXAMPLE_3, WebText.EXAMPLE_4)


@router.get("/")
async def get_chat() -> Response:
    """Show the chat page."""
    return show("chat.html", turn=None, earlier=[], examples=EXAMPLES)


@router.post("/")
async def post_chat(body: Annotated[AskBody, Form()], services: ServicesDep) -> Response:
    """Answer on the page itself, for browsers without scripts."""
    asked = await _ask(services, body)
    earlier = [*body.earlier, asked.answer.question][-EARLIER:]
    return show("chat.html", turn=turn_of(body.question, asked), earlier=earlier, examples=EXAMPLES)


@router.post("/api/ask")
async def post_ask(body: AskBody, services: ServicesDep) -> dict[str, Any]:
    """Give the answer JSON (docs/design.md, Machine interfaces)."""
    return (await _ask(services, body)).as_json()


@router.post("/api/ask/stream")
async def post_ask_stream(body: AskBody, services: ServicesDep) -> StreamingResponse:
    """Tell the answer as server-sent events: thinking, text…, page, done; or error."""
    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(_told(services, body), media_type="text/event-stream", headers=headers)


@router.post("/api/feedback")
async def post_feedback(body: FeedbackBody, services: ServicesDep) -> dict[str, str]:
    """Keep whether an answer helped."""
    await services.questions.give_feedback(AnswerId(body.answer_id), useful=body.useful, reason=body.reason)
    return {"message": say(AnswerText.THANKS)}


@router.post("/feedback")
async def post_feedback_form(body: Annotated[FeedbackBody, Form()], services: ServicesDep) -> Response:
    """Keep whether an answer helped, without scripts."""
    told = await post_feedback(body, services)
    return show("message.html", message=told["message"], is_error=False, way_in=None)


@router.post("/api/pass-on")
async def post_pass_on(body: PassOnBody, services: ServicesDep) -> dict[str, Any]:
    """Pass a question on to the secretary; gives its number."""
    number = await services.questions.pass_on(body.question, body.contact)
    return {"number": number, "message": say(WebText.PASSED_ON, number=number)}


@router.post("/pass-on")
async def post_pass_on_form(body: Annotated[PassOnBody, Form()], services: ServicesDep) -> Response:
    """Pass a question on, without scripts."""
    told = await post_pass_on(body, services)
    return show("message.html", message=told["message"], is_error=False, way_in=None)


async def _ask(services: Services, body: AskBody) -> Asked:
    return await services.ask(body.question, earlier=body.earlier, as_of=body.as_of)


async def _told(services: Services, body: AskBody) -> AsyncIterator[bytes]:
    yield event("thinking", {})
    try:
        async with aclosing(services.ask.stream(body.question, earlier=body.earlier, as_of=body.as_of)) as happenings:
            async for happening in happenings:
                for line in _lines(body.question, happening):
                    yield line
    except Exception as error:  # noqa: BLE001 - the reply has begun, so the sentence must go into the stream
        yield event("error", as_json(explained(error)))


def _lines(words: str, happening: Thinking | Said | Answered) -> Iterator[bytes]:
    if isinstance(happening, Said):
        yield event("text", {"text": happening.text})
    if isinstance(happening, Answered):
        yield event("page", {"html": render("answer.html", turn=turn_of(words, happening.asked))})
        yield event("done", happening.asked.as_json())
