"""The server's side of the fake Bot API: methods, what they check, and what they answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from time import time
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from tests.support.telegram.bot_api import Call, FakeTelegram, Json, Trouble
from tests.support.telegram.markup import Parsed, Unparsable, found_entities, parse_html, units

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_DATA = 64
COUNTED = {"sendmessage", "senddocument", "sendphoto", "editmessagetext"}
NUMBERS = {"chat_id", "message_id", "offset", "limit", "timeout", "draft_id"}


class Refused(Exception):
    """A call that is not taken."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.reply: Json = {"ok": False, "error_code": status, "description": description}
        if parameters:
            self.reply["parameters"] = parameters


class Cut(Exception):
    """The connection is cut in the middle of the answer."""


def make_app(telegram: FakeTelegram) -> Any:
    """Make the ASGI application of a fake Telegram."""
    server = Server(telegram)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "http", "uvicorn is run with lifespan off"
        try:
            response = await server.answer(Request(scope, receive))
        except Cut:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"100")]})
            raise httpx.RemoteProtocolError("cut") from None
        await response(scope, receive, send)

    return app


@dataclass
class Server:
    """Answers calls."""

    telegram: FakeTelegram
    polling: int = 0
    methods: dict[str, Callable[[Json], Any]] = field(init=False)

    def __post_init__(self) -> None:
        names = [name for name in dir(self) if name.startswith("on_")]
        self.methods = {name.removeprefix("on_"): getattr(self, name) for name in names}

    async def answer(self, request: Request) -> JSONResponse:
        """Answer one call and note it."""
        method = request.url.path.rsplit("/", 1)[-1]
        given = await read(request)
        trouble = self.telegram.next_trouble(method) or Trouble()
        try:
            self._check_token(request.url.path, method)
            reply: Json = {"ok": True, "result": await self._done(method.lower(), given, trouble)}
            status = 200
        except Refused as refused:
            reply, status = refused.reply, refused.status
        self.telegram.note(Call(method, given, reply, self.telegram.limits.now()))
        return JSONResponse(reply, status)

    def _check_token(self, path: str, method: str) -> None:
        if path != f"/bot{self.telegram.token}/{method}":
            raise Refused(401, "Unauthorized")

    async def _done(self, method: str, given: Json, trouble: Trouble) -> Any:
        if trouble.delay is not None:
            await trouble.delay.wait()
        if trouble.status != 200 and not trouble.handled:
            fail(trouble)
        if method not in self.methods:
            raise Refused(404, "Not Found: method not found")
        if method in COUNTED and (wait := self.telegram.limits.refuses(int(given["chat_id"]))):
            raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        result = self.methods[method](given)
        result = await result if asyncio.iscoroutine(result) else result
        if trouble.status != 200:
            fail(trouble)
        return result

    # methods, named in small letters as the server reads them

    def on_getme(self, _: Json) -> Json:
        facts = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return self.telegram.bot | facts

    async def on_getupdates(self, given: Json) -> list[Json]:
        if self.telegram.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        if self.polling:
            raise Refused(409, "Conflict: terminated by other getUpdates request")
        self.polling += 1
        try:
            return await self._updates(given)
        finally:
            self.polling -= 1

    async def _updates(self, given: Json) -> list[Json]:
        offset, wait = given.get("offset", 0), min(given.get("timeout", 0), self.telegram.max_wait)
        pending = self.telegram.pending
        pending[:] = [update for update in pending if update["update_id"] >= offset]
        allowed = given.get("allowed_updates")
        if allowed:
            pending[:] = [update for update in pending if set(update) & set(allowed)]
        self.telegram.changed()
        if not pending and wait:
            try:
                await self.telegram.until(lambda: pending, wait)
            except TimeoutError:
                return []
        return sorted(pending, key=lambda update: int(update["update_id"]))[: given.get("limit", 100)]

    def on_setwebhook(self, given: Json) -> bool:
        if not str(given.get("url", "")).startswith("https://"):
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.telegram.webhook = given
        return True

    def on_getwebhookinfo(self, _: Json) -> Json:
        facts = {"url": "", "has_custom_certificate": False, "pending_update_count": len(self.telegram.pending)}
        return facts | {key: value for key, value in self.telegram.webhook.items() if key != "secret_token"}

    def on_deletewebhook(self, _: Json) -> bool:
        self.telegram.webhook = {}
        return True

    def on_setmycommands(self, given: Json) -> bool:
        self.telegram.commands = given["commands"]
        return True

    def on_sendmessage(self, given: Json) -> Json:
        parsed = self._text(given, "text", LONGEST_TEXT)
        return self._put(given, {"text": parsed.text, "entities": parsed.entities})

    def on_senddocument(self, given: Json) -> Json:
        parsed = self._text(given, "caption", LONGEST_CAPTION)
        file = given["document"]
        document = stored("f1", file) | {"file_name": file["name"]}
        return self._put(given, {"document": document, "caption": parsed.text})

    def on_sendphoto(self, given: Json) -> Json:
        parsed = self._text(given, "caption", LONGEST_CAPTION)
        size = stored("p1", given["photo"]) | {"width": 9, "height": 9}
        return self._put(given, {"photo": [size], "caption": parsed.text})

    def on_sendmessagedraft(self, given: Json) -> bool:
        if not self.telegram.takes_drafts:
            raise Refused(404, "Not Found: method not found")
        self._open_chat(given)
        if given["chat_id"] < 0 or not given.get("draft_id"):
            raise Refused(400, "Bad Request: drafts are for private chats and need an id")
        if units(self._text(given, "text", LONGEST_TEXT, may_be_empty=True).text) > LONGEST_TEXT:
            raise Refused(400, "Bad Request: message is too long")
        return True

    def on_sendchataction(self, given: Json) -> bool:
        self._open_chat(given)
        return True

    def on_editmessagetext(self, given: Json) -> Json:
        parsed = self._text(given, "text", LONGEST_TEXT)
        message = self._own(given)
        new = {"text": parsed.text, "entities": parsed.entities, "reply_markup": self._buttons(given)}
        if all(message.get(key) == value for key, value in new.items()):
            raise Refused(400, "Bad Request: message is not modified")
        return self._changed(message, new)

    def on_editmessagereplymarkup(self, given: Json) -> Json:
        return self._changed(self._own(given), {"reply_markup": self._buttons(given)})

    def on_answercallbackquery(self, given: Json) -> bool:
        if given["callback_query_id"] in self.telegram.old_queries:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(given.get("text", "")) > 200:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        return True

    # what they share

    def _text(self, given: Json, key: str, longest: int, *, may_be_empty: bool = False) -> Parsed:
        words = given.get(key, "")
        try:
            parsed = parse_html(words) if given.get("parse_mode") == "HTML" else Parsed(words, found_entities(words))
        except Unparsable as broken:
            raise Refused(400, f"Bad Request: can't parse entities: {broken}") from None
        parsed.text = parsed.text.strip()
        if key == "text" and not parsed.text and not may_be_empty:
            raise Refused(400, "Bad Request: message text is empty")
        if units(parsed.text) > longest:
            raise Refused(400, "Bad Request: message is too long")
        return parsed

    def _open_chat(self, given: Json) -> None:
        if given["chat_id"] in self.telegram.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")

    def _put(self, given: Json, content: Json) -> Json:
        self._open_chat(given)
        number, chat = self.telegram.new_message_id(), given["chat_id"]
        kind = {"type": "private", "first_name": "x"} if chat > 0 else {"type": "group", "title": "x"}
        message: Json = {"message_id": number, "date": int(time()), "from": self.telegram.bot}
        message |= {"chat": {"id": chat} | kind} | content
        if buttons := self._buttons(given):
            message["reply_markup"] = buttons
        if reply := given.get("reply_parameters"):
            message |= self._replied(chat, reply)
        self.telegram.messages[chat][number] = message
        return message

    def _replied(self, chat: int, reply: Json) -> Json:
        found = self.telegram.messages[chat].get(reply["message_id"])
        if found is None and not reply.get("allow_sending_without_reply"):
            raise Refused(400, "Bad Request: message to be replied not found")
        shown = {key: value for key, value in (found or {}).items() if key != "reply_to_message"}
        return {"reply_to_message": shown} if shown else {}

    def _own(self, given: Json) -> Json:
        message = self.telegram.messages[given["chat_id"]].get(given["message_id"])
        if message is None or message["from"]["id"] != self.telegram.bot["id"]:
            raise Refused(400, "Bad Request: message to edit not found")
        return message

    def _changed(self, message: Json, new: Json) -> Json:
        changed = {key: value for key, value in (message | new).items() if value is not None}
        self.telegram.messages[message["chat"]["id"]][message["message_id"]] = changed
        return changed

    def _buttons(self, given: Json) -> Json | None:
        markup = given.get("reply_markup")
        for row in (markup or {}).get("inline_keyboard", []):
            for button in row:
                if len(button.get("callback_data", "").encode()) > LONGEST_DATA or not button["text"]:
                    raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        return markup


def stored(number: str, file: Json) -> Json:
    """Describe a file as the server keeps it."""
    return {"file_id": number, "file_unique_id": number, "file_size": len(file["content"])}


def fail(trouble: Trouble) -> None:
    """Raise what a trouble means."""
    if trouble.status == 0:
        raise Cut
    parameters = {"retry_after": trouble.retry_after} if trouble.retry_after is not None else {}
    raise Refused(trouble.status, trouble.description, **parameters)


async def read(request: Request) -> Json:
    """Read a call's parameters: form fields hold JSON where they hold no plain text; files are name and content."""
    given: Json = dict(request.query_params)
    async with request.form(max_part_size=50_000_000) as form:
        for key, value in form.multi_items():
            given[key] = value if isinstance(value, str) else {"name": value.filename, "content": await value.read()}
    return {key: _value(key, value) for key, value in given.items()}


def _value(key: str, value: Any) -> Any:
    if key in NUMBERS:
        return int(value)
    is_json = isinstance(value, str) and value[:1] in "[{" and key not in {"text", "caption"}
    return json.loads(value) if is_json and value else value
