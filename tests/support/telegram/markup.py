"""Reads HTML as the Bot API does: a small set of tags, each closed in its turn; everything else is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}
_TOKEN = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z-]+)(?P<rest>[^<>]*)>|&(?:lt|gt|amp|quot|#\d+);|[^<&]+|&|<")
_COMMAND = re.compile(r"(?<!\S)/[a-zA-Z0-9_]{1,32}(?:@\w+)?")
_MENTION = re.compile(r"(?<!\w)@[A-Za-z]\w{4,31}")


class Unparsable(Exception):
    """What the server says is wrong, and with which tag."""

    def __init__(self, what: str, tag: str = "") -> None:
        super().__init__(f'{what} "{tag}"')


@dataclass
class Parsed:
    """Text without its tags, and what the tags meant. Offsets are UTF-16 units."""

    text: str = ""
    entities: list[dict[str, object]] = field(default_factory=list)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parse_html(html: str) -> Parsed:
    """Take the tags out. Errors: Unparsable."""
    parsed, open_tags = Parsed(), list[tuple[str, str, int]]()
    for token in _TOKEN.finditer(html):
        if token["name"]:
            _tag(parsed, open_tags, token)
        elif token[0] == "<":
            raise Unparsable("Unsupported start tag")
        else:
            parsed.text += unescape(token[0]) if token[0].startswith("&") and len(token[0]) > 1 else token[0]
    if open_tags:
        raise Unparsable("Can't find end tag corresponding to start tag", open_tags[-1][0])
    return parsed


def _tag(parsed: Parsed, open_tags: list[tuple[str, str, int]], token: re.Match[str]) -> None:
    name, at = token["name"].lower(), units(parsed.text)
    if name not in TAGS:
        raise Unparsable("Unsupported start tag", name)
    if not token["close"]:
        if name == "blockquote" and any(other == name for other, _, _ in open_tags):
            raise Unparsable("entities can't be nested:", name)
        open_tags.append((name, token["rest"].strip(), at))
        return
    if not open_tags or open_tags[-1][0] != name:
        raise Unparsable("Unmatched end tag", name)
    _, rest, start = open_tags.pop()
    if at > start:
        kind = "expandable_blockquote" if name == "blockquote" and rest == "expandable" else TAGS[name]
        entity: dict[str, object] = {"type": kind, "offset": start, "length": at - start}
        parsed.entities.append(entity | ({"url": rest.partition('"')[2].rstrip('"')} if name == "a" else {}))


def found_entities(text: str) -> list[dict[str, object]]:
    """What Telegram itself finds in a person's plain text."""
    found: list[tuple[int, str, str]] = []
    for kind, pattern in (("bot_command", _COMMAND), ("mention", _MENTION)):
        found.extend((units(text[: match.start()]), kind, match[0]) for match in pattern.finditer(text))
    return [{"type": kind, "offset": at, "length": units(words)} for at, kind, words in sorted(found)]
