"""Addresses beside the service: the language model's, and its own as people type it."""

from __future__ import annotations

from typing import Any

import httpx

from bot.doctor.model import Check, caution, fine
from bot.doctor.sentences import DoctorText
from bot.links import is_loopback
from bot.settings import LlmSettings, Settings

PATIENCE_SECONDS = 5


async def check_llm(settings: Settings) -> Check:
    """Ask the language model's endpoint for its models, when one is set."""
    llm = settings.llm
    if llm.base_url is None:
        return fine("llm", DoctorText.LLM_OFF)
    key = llm.api_key
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    try:
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, headers=headers) as client:
            reply = await client.get(f"{llm.base_url.rstrip('/')}/models")
    except (httpx.HTTPError, ImportError):  # a socks proxy in the environment needs a package of its own
        return caution("llm", DoctorText.LLM_DOWN)
    return _judge_models(llm, reply)


def _judge_models(llm: LlmSettings, reply: httpx.Response) -> Check:
    if reply.status_code in {401, 403}:
        return caution("llm", DoctorText.LLM_KEY_REFUSED)
    if reply.is_error:
        return caution("llm", DoctorText.LLM_DOWN)
    names = _model_names(reply)
    if names and llm.model not in names:  # many servers take any name and list none
        return caution("llm", DoctorText.LLM_MODEL_UNKNOWN, model=llm.model, known="、".join(sorted(names)[:5]))
    return fine("llm", DoctorText.LLM)


def _model_names(reply: httpx.Response) -> set[str]:
    try:
        found: Any = reply.json()
        return {str(one["id"]) for one in found["data"]}
    except (ValueError, KeyError, TypeError):
        return set()


async def check_public_address(settings: Settings) -> Check:
    """Ask the address that people type whether this service answers there."""
    web = settings.web
    if web.public_url is None:
        return caution("address", DoctorText.ADDRESS_UNSET) if web.is_open else fine("address", DoctorText.ADDRESS_OFF)
    try:
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False) as client:
            reply = await client.get(f"{web.public_url}/healthz")
        is_ours = reply.is_success and reply.json() == {"status": "ok"}
    except (httpx.HTTPError, ValueError):
        is_ours = False
    if not is_ours:
        return caution("address", DoctorText.ADDRESS_UNREACHABLE, address=web.public_url)
    if httpx.URL(web.public_url).scheme == "http" and not is_loopback(httpx.URL(web.public_url).host):
        return caution("address", DoctorText.ADDRESS_PLAIN, address=web.public_url)
    return fine("address", DoctorText.ADDRESS, address=web.public_url)
