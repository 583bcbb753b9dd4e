"""Follows every link of our pages, as a reader who tries each of them would, and says what it came by."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from bs4 import BeautifulSoup

LINKS = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"))


@dataclass(frozen=True)
class Step:
    """One answer. `is_linked`: a page of ours led here; else it was tried without being invited."""

    address: str
    is_linked: bool
    answer: httpx.Response

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @property
    def text(self) -> str:
        """Everything that can be read in it, in the parts of an office file too."""
        if not self.answer.content.startswith(b"PK"):
            return self.answer.text
        with zipfile.ZipFile(io.BytesIO(self.answer.content)) as file:
            return "".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())

    @property
    def forms(self) -> set[str]:
        """The addresses that its forms are sent to."""
        posts = [form for form in self._page.find_all("form") if form.get("method") == "post"]
        return {urlsplit(urljoin(self.address, str(form.get("action") or ""))).path for form in posts}

    @property
    def links(self) -> set[str]:
        """The addresses on our host that it leads to."""
        found = [str(tag[name]) for kind, name in LINKS for tag in self._page.find_all(kind) if tag.get(name)]
        onward = [*found, *filter(None, [self.answer.headers.get("location")])]
        inside = {urldefrag(urljoin(self.address, one)).url for one in onward}
        return {one for one in inside if urlsplit(one).netloc == urlsplit(self.address).netloc}

    @cached_property
    def _page(self) -> BeautifulSoup:
        is_page = self.answer.headers.get("content-type", "").startswith("text/html")
        return BeautifulSoup(self.answer.text if is_page else "", "lxml")


async def crawl(client: httpx.AsyncClient, tried: Iterable[str] = ()) -> AsyncIterator[Step]:
    """Begin at the first page, and at addresses that nobody invited to; GET alone, each address once."""
    start = str(client.base_url)
    waiting = {urljoin(start, one): False for one in ["/", *tried]} | {urljoin(start, "/"): True}
    seen: set[str] = set()
    while waiting:
        address, is_linked = waiting.popitem()
        seen.add(address)
        step = Step(address, is_linked, await client.get(address, follow_redirects=False))
        yield step
        if is_linked or step.answer.is_success or step.answer.has_redirect_location:
            waiting.update(dict.fromkeys(step.links - seen, True))
