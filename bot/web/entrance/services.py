"""How routes get at the use cases."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from bot.wiring import Services


def services_of(request: Request) -> Services:
    """Give the services that `create_app` was handed."""
    services = request.app.state.services
    assert isinstance(services, Services)  # create_app put it there
    return services


ServicesDep = Annotated[Services, Depends(services_of)]
