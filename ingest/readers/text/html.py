"""Web pages: finds the main text by its density and drops what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype, NavigableString, PreformattedString, Tag

from ingest.marking.blocks import Block, BlockKind, Reading
from ingest.model import DocumentRefused, RefusalCode
from ingest.readers.limits import ReadingLimits
from ingest.readers.text.html_tables import grid_of, is_layout
from ingest.readers.text.plain import decode, encoding_of_html
from knowledge.chinese.dates import first_day

DROPPED = (
    "script",
    "style",
    "noscript",
    "nav",
    "footer",
    "aside",
    "iframe",
    "svg",
    "template",
    "button",
    "select",
    "form",
    "input",
    "object",
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
FURNITURE_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|side|sidebar|footer|foot|share|related|recommend|breadcrumb|crumb|copyright|comment|pager|prev|next|toolbar|login|search|advert)"
    r"s?(?:$|[-_\s])",
    re.IGNORECASE,
)
BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
PUBLISHED = re.compile(r"(?:发布|发表|更新|编辑|刊登|成文)?(?:时间|日期)\s*[:：]\s*(\S.{6,18})")
SITE_SUFFIX = re.compile(r"\s*(?:--+|[-_|])\s*[^-_|]{1,30}$")
GROWTH = 1.3
MAX_PAGE_TITLE = 300
LINK_SHARE = 0.5


def read_html(data: bytes, limits: ReadingLimits) -> Reading:
    """Read a page: headings, paragraphs, list items and tables in order, without navigation, side bars, footers."""
    encoding = encoding_of_html(data)
    text, is_damaged = _decode(data, encoding)
    soup = BeautifulSoup(text, "lxml")
    _check_depth(soup, limits)
    page_title = soup.title.get_text(" ", strip=True)[:MAX_PAGE_TITLE] if soup.title else ""
    _drop_furniture(soup)
    body = soup.body or soup
    main = _main_node(body)
    title = _title_above(main, page_title) or _without_site(page_title)
    published = PUBLISHED.search(body.get_text(" ", strip=True))
    blocks = list(_blocks(main))
    return Reading(
        tuple(block for block in blocks if block.text or block.rows),
        title=title,
        published_on=first_day(published[1]) if published else None,
        is_damaged=is_damaged,
    )


def _check_depth(soup: BeautifulSoup, limits: ReadingLimits) -> None:
    """Refuse what is nested beyond reason: each step below walks down, or up, from every element."""
    depths: dict[int, int] = {}
    for tag in soup.find_all(name=True):
        depth = depths.get(id(tag.parent), 0) + 1
        depths[id(tag)] = depth
        if depth > limits.max_depth:
            raise DocumentRefused(RefusalCode.TOO_LARGE, f"more than {limits.max_depth} elements inside each other")


def _decode(data: bytes, encoding: str | None) -> tuple[str, bool]:
    if encoding is not None:
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") <= len(text) // 500:
            return text, "\ufffd" in text
    return decode(data)


def _drop_furniture(soup: BeautifulSoup) -> None:
    for node in soup.find_all(string=lambda text: isinstance(text, Comment | Doctype)):
        node.extract()
    for tag in soup.find_all(DROPPED):
        tag.decompose()
    for tag in soup.find_all(style=HIDDEN):
        tag.decompose()
    for tag in soup.find_all(["div", "ul", "section", "header", "dl"]):
        if tag.decomposed:
            continue
        name = " ".join([*(tag.get_attribute_list("class") or []), str(tag.get("id") or "")]).replace("None", "")
        if FURNITURE_NAME.search(name) and _link_share(tag) > LINK_SHARE:
            tag.decompose()


def _length(tag: Tag) -> int:
    return len(re.sub(r"\s", "", tag.get_text()))


def _link_share(tag: Tag) -> float:
    total = _length(tag)
    return sum(_length(link) for link in tag.find_all("a")) / total if total else 1.0


def _main_node(body: Tag) -> Tag:
    """Find the node that holds the main text.

    Every paragraph gives its unlinked characters to its parent, and half to the grandparent; the richest node wins and
    then grows to its parent for as long as that adds a good share of unlinked text.
    """
    scores: dict[int, tuple[float, Tag]] = {}
    for tag in body.find_all(BLOCK_TAGS):
        own = _own_text(tag)
        if len(own) < 10 and tag.name not in HEADINGS:
            continue
        for weight, ancestor in zip(
            (1.0, 0.5), [tag, *tag.parents][1:3] if tag.name != "div" else [tag, *tag.parents][:2], strict=False
        ):
            if isinstance(ancestor, Tag):
                score = scores.get(id(ancestor), (0.0, ancestor))[0]
                scores[id(ancestor)] = (score + weight * len(own), ancestor)
    if not scores:
        return body
    node = max(scores.values(), key=lambda entry: entry[0])[1]
    while node is not body and isinstance(node.parent, Tag) and _grows(node, node.parent):
        node = node.parent
    return node


def _grows(node: Tag, parent: Tag) -> bool:
    return _unlinked(parent) > GROWTH * _unlinked(node) and _link_share(parent) < LINK_SHARE / 2


def _unlinked(tag: Tag) -> float:
    return _length(tag) * (1 - _link_share(tag))


def _own_text(tag: Tag) -> str:
    """Give the text directly in a block, through inline tags but not through inner blocks or links."""
    parts = []
    for child in tag.children:
        if isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            parts.append(str(child))
        elif isinstance(child, Tag) and child.name not in BLOCK_TAGS and child.name != "a":
            parts.append(_own_text(child))
    return "".join("".join(parts).split())


def _without_site(title: str) -> str:
    while (shorter := SITE_SUFFIX.sub("", title)) != title and len(shorter) >= 4:
        title = shorter
    return title


def _title_above(main: Tag, page_title: str) -> str:
    """Find the heading over the main text that the page title repeats."""
    squeezed = "".join(page_title.split())
    candidates = [*main.find_all(["h1", "h2", "h3"]), *main.find_all_previous(["h1", "h2", "h3"], limit=8)]
    for heading in candidates:
        text = heading.get_text(" ", strip=True)
        bare = "".join(text.split())
        if len(bare) >= 4 and squeezed.startswith(bare):
            return text
    return ""


def _blocks(node: Tag) -> Iterator[Block]:
    if node.name in HEADINGS:
        yield Block(_text_of(node), BlockKind.HEADING, HEADINGS[node.name])
        return
    if node.name == "table" and not is_layout(node):
        caption = node.find("caption")
        yield Block(_text_of(caption) if isinstance(caption, Tag) else "", BlockKind.TABLE, rows=grid_of(node))
        return
    run: list[str] = []
    items = 0
    for child in _flat(node):
        if isinstance(child, Tag) and child.name in BLOCK_TAGS:
            yield from _lines(run)
            run = []
            items += child.name == "li"
            yield from _list_item(child, items) if child.name == "li" else _blocks(child)
        else:
            run.append(_inline(child))
    yield from _lines(run)


def _flat(node: Tag) -> Iterator[NavigableString | Tag]:
    """Walk the children, stepping into inline tags that wrongly hold blocks."""
    for child in node.children:
        if isinstance(child, Tag):
            if child.name not in BLOCK_TAGS and child.find(BLOCK_TAGS):
                yield from _flat(child)
            else:
                yield child
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield child


def _inline(node: NavigableString | Tag) -> str:
    if isinstance(node, NavigableString):
        return re.sub(r"[ \t\r\n]+", " ", str(node))
    if node.name == "br":
        return "\n"
    return "".join(_inline(child) for child in _flat(node))


def _lines(run: list[str]) -> Iterator[Block]:
    for line in "".join(run).split("\n"):
        if line.strip():
            yield Block(line.strip())


def _text_of(tag: Tag) -> str:
    return " ".join(_inline(tag).split())


def _list_item(item: Tag, place: int) -> Iterator[Block]:
    """Give a list item and its number; one that is nothing but a link belongs to a list of other pages."""
    if _link_share(item) > LINK_SHARE and _length(item) < 60:
        return
    blocks = list(_blocks(item))
    parent = item.parent
    if (
        blocks
        and isinstance(parent, Tag)
        and parent.name == "ol"
        and not re.match(r"[\d一二三四五六七八九十（(第①]", blocks[0].text)
    ):
        blocks[0] = Block(f"{place}. {blocks[0].text}")
    yield from blocks
