"""Behind a real nginx with TLS, set up word for word as docs/operations.md says."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bot.settings import Settings, describe
from tests.acceptance.web.test_serve import opened, started

PAGE = Path(__file__).parents[3] / "docs" / "operations.md"
PATIENCE_SECONDS = 20
QUESTION = {"question": "新任党支部书记多久内参加培训"}
AROUND = """daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {server}
}}
"""


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def nginx_command() -> str:
    found = shutil.which("nginx", path=os.pathsep.join((os.defpath, "/usr/sbin", "/usr/local/sbin")))
    if found is None:
        pytest.skip("nginx is not installed here")
    return found


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate for loopback and its key."""
    folder = tmp_path_factory.mktemp("tls")
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    words += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "fullchain.pem"]
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    return folder


@contextmanager
def nginx(folder: Path, certificate: Path, service: str) -> Iterator[str]:
    """Run nginx before the service; gives the address that members type."""
    command = nginx_command()
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    [server] = blocks("nginx")
    for written, here in (
        ("listen 443 ssl", f"listen {place} ssl"),
        ("/etc/ssl/zhibu", str(certificate)),
        ("http://127.0.0.1:8000", service),
    ):
        assert written in server
        server = server.replace(written, here)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, server=server), encoding="utf-8")
    with subprocess.Popen([command, "-p", folder, "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(place)
            yield f"https://{place}"
        finally:
            process.terminate()


def wait_for(place: str) -> None:
    host, port = place.split(":")
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection((host, int(port))).close()
        except OSError:
            assert time.monotonic() < end, "nginx does not listen"
        else:
            return


def test_nginx_with_tls_as_the_page_says(small_library: Settings, certificate: Path, tmp_path: Path) -> None:
    trust = ssl.create_default_context(cafile=str(certificate / "fullchain.pem"))
    with started(small_library.data_dir, "--port", "0", ZHIBU_WEB__TRUSTED_PROXIES="127.0.0.1") as process:
        service = opened(process)
        with nginx(tmp_path, certificate, service) as address, httpx.Client(base_url=address, verify=trust) as member:
            page = member.get("/")
            assert page.status_code == 200
            assert "max-age" in page.headers["strict-transport-security"]
            assert "strict-transport-security" not in httpx.get(service).headers
            told = member.post("/api/ask/stream", json=QUESTION, headers={"origin": address}, timeout=60)
            assert "event: done" in told.text
            assert member.post("/api/ask", json=QUESTION, headers={"origin": "https://evil.example"}).status_code == 403
            forged = asyncio.run(statuses(address, trust))
            assert {429} < forged, "an address that the visitor made up was believed"


async def statuses(address: str, trust: ssl.SSLContext) -> set[int]:
    """What a visitor gets who sends a hundred changes, each with an address that is made up."""
    async with httpx.AsyncClient(base_url=address, verify=trust, timeout=60) as visitor:
        posts = (
            visitor.post("/api/feedback", json={}, headers={"x-forwarded-for": f"10.0.0.{number}"})
            for number in range(100)
        )
        return {reply.status_code for reply in await asyncio.gather(*posts)}


def test_the_unit_and_its_settings_name_what_there_is() -> None:
    unit, environment = blocks("ini")
    assert "ExecStart=/srv/zhibu/.venv/bin/zhibu serve\n" in unit
    assert "UMask=0077" in unit
    names = {line.partition("=")[0] for line in environment.splitlines()}
    assert names <= {line.variable for line in describe()}
    written = re.search(r"ReadWritePaths=(\S+)", unit)
    assert written is not None
    assert f"ZHIBU_DATA_DIR={written[1]}" in environment
