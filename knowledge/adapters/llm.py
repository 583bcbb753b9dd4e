"""A language model behind any OpenAI-compatible endpoint, through langchain."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from knowledge.generating.masking import is_outside
from knowledge.ports import ModelUnavailable, Trouble
from knowledge.settings import ModelChoice

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_STATUS = {429: Trouble.RATE_LIMITED, 401: Trouble.NOT_ALLOWED, 403: Trouble.NOT_ALLOWED}
_WHOLE = "stop"  # the finish reason of a reply that was not cut


class LangchainModel:
    """A ChatModel on langchain's `init_chat_model`. Nothing is imported or opened before the first question.

    Every time-out is ours: langchain's own per-chunk limit is off and nothing is tried twice, so that a call never
    takes longer than the settings say. Each call has its own connection. Runs are never traced, whatever the
    environment says.
    Source: https://reference.langchain.com/python/langchain-openai/chat_models/base/BaseChatOpenAI/stream_chunk_timeout
    """

    def __init__(self, choice: ModelChoice) -> None:
        assert choice.base_url is not None  # wiring makes no model without an endpoint
        self._choice = choice
        self._base_url = choice.base_url
        self._opened: BaseChatModel | None = None

    @property
    def fingerprint(self) -> str:
        return self._choice.model

    async def stream(self, system: str, user: str) -> AsyncGenerator[str, None]:
        """Yield pieces of the reply, none of them empty. Errors: ModelUnavailable, also when the whole reply is empty.

        Units: both time-outs are seconds from the request's start; the reader's own time counts as well.
        """
        if self._opened is None:
            self._opened = await asyncio.to_thread(self._open)  # importing langchain takes a second, once
        start = asyncio.get_running_loop().time()
        whole = start + self._choice.timeout_seconds
        first = min(whole, start + self._choice.first_token_timeout_seconds)
        finish, has_begun = None, False
        async with aclosing(_chunks(self._opened, system, user)) as chunks:
            while True:
                try:
                    chunk = await _next(chunks, whole if has_begun else first)
                except TimeoutError as late:
                    is_first = not has_begun and first < whole
                    raise ModelUnavailable(Trouble.NO_FIRST_WORD if is_first else Trouble.TIMED_OUT) from late
                except Exception as failed:  # every library below fails in its own ways
                    raise ModelUnavailable(_trouble(failed, has_begun=has_begun)) from failed
                if chunk is None:
                    break
                finish = chunk.response_metadata.get("finish_reason") or finish
                if chunk.text:
                    has_begun = True
                    yield str(chunk.text)
        if not has_begun:
            raise ModelUnavailable(Trouble.EMPTY_REPLY)
        if finish != _WHOLE:
            raise ModelUnavailable(Trouble.CUT_OFF)

    def _open(self) -> BaseChatModel:
        from langchain.chat_models import init_chat_model  # noqa: PLC0415 - heavy, and most questions need no model
        from openai import DefaultAsyncHttpxClient  # noqa: PLC0415

        client = DefaultAsyncHttpxClient(
            timeout=self._choice.timeout_seconds,
            trust_env=is_outside(self._base_url),  # a proxy is for outside only
            follow_redirects=False,
            headers={"Connection": "close"},
        )
        return init_chat_model(
            self._choice.model,
            model_provider="openai",
            base_url=self._base_url,
            api_key=self._choice.api_key or "none",
            http_async_client=client,
            timeout=self._choice.timeout_seconds,
            max_retries=0,
            temperature=0,
            streaming=True,
            stream_usage=False,
            stream_chunk_timeout=None,
            use_responses_api=False,
        )


async def _chunks(model: BaseChatModel, system: str, user: str) -> AsyncGenerator[Any, None]:
    async for chunk in model.astream([("system", system), ("human", user)]):
        yield chunk


async def _next(chunks: AsyncIterator[Any], deadline: float) -> Any:
    """Give the next chunk, None after the last. Tracing is off while langchain runs, step by step."""
    from langsmith import tracing_context  # noqa: PLC0415

    with tracing_context(enabled=False):
        async with asyncio.timeout_at(deadline):
            return await anext(chunks, None)


def _trouble(error: Exception, *, has_begun: bool) -> Trouble:
    import openai  # noqa: PLC0415

    match error:
        case openai.APIStatusError():
            return _STATUS.get(error.status_code, Trouble.REJECTED)
        case openai.APITimeoutError():
            return Trouble.TIMED_OUT
        case openai.APIConnectionError():
            return Trouble.CUT_OFF if has_begun else Trouble.UNREACHABLE
        case ValueError() if "No generation chunks" in str(error):
            return Trouble.EMPTY_REPLY
    is_of_http = type(error).__module__.partition(".")[0].startswith("httpx")
    return Trouble.CUT_OFF if is_of_http else Trouble.BROKEN_REPLY
