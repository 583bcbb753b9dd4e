"""The compose file opens nothing to the network and carries no password."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture
def services() -> dict[str, dict[str, Any]]:
    loaded = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services: dict[str, dict[str, Any]] = loaded["services"]
    return services


def test_ports_are_open_on_this_machine_only(services: dict[str, dict[str, Any]]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_no_password_has_a_default(services: dict[str, dict[str, Any]]) -> None:
    given = {
        name: value
        for service in services.values()
        for name, value in service.get("environment", {}).items()
        if "PASSWORD" in name or "KEY" in name or "TOKEN" in name
    }
    assert given == {"POSTGRES_PASSWORD": "${POSTGRES_PASSWORD:-}"}


def test_the_service_alone_is_the_default(services: dict[str, dict[str, Any]]) -> None:
    assert [name for name, service in services.items() if not service.get("profiles")] == ["zhibu"]
    zhibu = services["zhibu"]
    assert "make install" in zhibu["build"]["dockerfile_inline"]
    assert zhibu["healthcheck"]["test"]
    assert zhibu["cap_drop"] == ["ALL"]
