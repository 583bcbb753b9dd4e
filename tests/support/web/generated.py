"""Requests made from the description of our routes: what each of them takes, what it just does not take, and whim.

schemathesis makes the cases; they are sent over ASGI in the test's own event loop, beside the test's own database.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import cycle
from typing import Any

import httpx
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case as AnyCase
from schemathesis import Config, GenerationMode
from schemathesis.config import SanitizationConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.result import Ok
from schemathesis.transport.prepare import prepare_request

from bot.web.app import ROOMS

SEED = 2026
WHIMS = 1  # cases drawn at random for each form and body
SAMPLE_MOMENT = "2000-01-01T00:00:00Z"  # what schemathesis writes where any moment will do
AS_IT_IS = SanitizationConfig(enabled=False)
QUIET = settings(
    max_examples=WHIMS,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
STEPS = ("open", "close", "confirm", "lock", "reopen", "cancel", "restore", "no-such-step")
Case = AnyCase[Any]
Known = dict[str, int | str]


@cache
def generated() -> dict[str, list[Case]]:
    """Give the cases by the path of their route, always the same ones."""
    app = FastAPI()
    for room in ROOMS:
        app.include_router(room.router)
    schema = schemathesis.openapi.from_dict(app.openapi(), config=Config(seed=SEED))
    schema.config.phases.coverage.unexpected_methods = {"patch"}  # one stands for all that a route does not know
    found: dict[str, list[Case]] = {}
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)  # our own description can be read
        operation = result.ok()
        whims = _at_whim(operation) if operation.body else []
        found.setdefault(operation.path, []).extend([*_on_the_edge(schema, operation), *whims])
    return found


def _on_the_edge(schema: Any, operation: Any) -> Iterator[Case]:
    """Go through every border that the description names: lengths, sizes, patterns, what is missing or too much."""
    config = schema.config.generation_for(operation=operation, phase="coverage")
    yield from schema.iter_coverage_cases(operation, generation_modes=list(GenerationMode), generation_config=config)


def _at_whim(operation: Any) -> list[Case]:
    """Draw a few requests that the description does not allow, in ways that nobody thought of."""
    drawn: list[Case] = []
    unsound = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @QUIET
    @given(case=unsound)
    def note(case: Case) -> None:
        drawn.append(case)

    note()
    return drawn


async def send(client: httpx.AsyncClient, case: Case, known: Known) -> httpx.Response:
    """Send a case. What it got right by chance becomes what is known, so that it gets past the door."""
    make_known(case, known)
    request = prepare_request(case, None, config=AS_IT_IS, base_url=str(client.base_url))
    headers = {
        name: str(value) for name, value in request.headers.items() if name.lower() in {"content-type", "accept"}
    }
    assert request.method is not None
    assert request.url is not None
    body: Any = request.body
    return await client.request(request.method, request.url, content=body, headers=headers, follow_redirects=False)


def make_known(case: Case, known: Known) -> None:
    """Put what is there for what the case got right: in its address, for its numbers, and for words left empty."""
    about = case.meta.components if case.meta else {}
    for place in (ParameterLocation.PATH, ParameterLocation.QUERY, ParameterLocation.BODY):
        values = case.get_container(place)
        if place in about and about[place].mode is GenerationMode.POSITIVE and isinstance(values, dict):
            fit = [
                name
                for name in values.keys() & known.keys()
                if place is ParameterLocation.PATH or is_open(values[name])
            ]
            values.update({name: known[name] for name in fit})


def is_open(value: object) -> bool:
    """Whether one value does as well as another here: words at the border of a length do not."""
    return isinstance(value, int) or str(value).isdecimal() or value in {"", SAMPLE_MOMENT}


def steps() -> Iterator[str]:
    """Give steps of an activity, again and again in an order in which most of them can be taken."""
    return cycle(STEPS)
