"""The parts of the settings: each variable with its default, its limits and its meaning in both languages."""

from __future__ import annotations

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationInfo, field_validator

from bot.links import is_loopback


def setting(default: Any, english: str, chinese: str, **limits: Any) -> Any:
    """Make a field with its meaning in both languages."""
    return Field(default, description=english, json_schema_extra={"zh": chinese}, **limits)


class Section(BaseModel, extra="forbid", frozen=True, hide_input_in_errors=True):
    """Parent of the nested settings."""


class DatabaseSettings(Section):
    """Where the truth is kept."""

    url: str | None = setting(
        None,
        "Database: `sqlite+aiosqlite:///FILE` or `postgresql+psycopg://…`; unset: `zhibu.db` in the data folder.",
        "数据库地址，`sqlite+aiosqlite:///文件` 或 `postgresql+psycopg://…`；不设则用数据目录中的 `zhibu.db`。",
        pattern=r"^(sqlite\+aiosqlite|postgresql\+psycopg)://",
    )


class ChromaSettings(Section):
    """Where vectors are kept."""

    url: str | None = setting(
        None,
        "Address of a Chroma server; unset: embedded, in the data folder.",
        "Chroma 服务器地址；不设则内嵌运行，存放在数据目录中。",
        pattern=r"^https?://",
    )


class LlmSettings(Section):
    """The optional language model."""

    base_url: str | None = setting(
        None,
        "OpenAI-compatible endpoint of a language model; unset: answers are made of the articles' own sentences.",
        "语言模型的 OpenAI 兼容接口地址；不设则只用条文原句作答。",
        pattern=r"^https?://",
    )
    model: str = setting("default", "Name of the language model.", "语言模型名称。")
    api_key: SecretStr | None = setting(None, "Key of the language model's endpoint.", "语言模型接口的密钥。")
    timeout_seconds: float = setting(30, "Longest wait for a whole reply, seconds.", "等待完整回复的上限，秒。", gt=0)
    first_token_timeout_seconds: float = setting(
        8, "Longest wait for the first word of a reply, seconds.", "等待回复第一个字的上限，秒。", gt=0
    )
    breaker_failures: int = setting(
        3, "Failures in a row after which the model is left alone.", "连续失败多少次后暂停调用模型。", ge=1
    )
    breaker_pause_seconds: float = setting(
        60, "How long the model is then left alone, seconds.", "暂停调用模型的时长，秒。", gt=0
    )


class EmbeddingsSettings(Section):
    """The embedding model; unset: the bundled one."""

    folder: Path | None = setting(
        None,
        "Folder with your own embedding model (`model.onnx`, `tokenizer.json`); unset: the bundled one.",
        "自备向量模型所在目录（含 `model.onnx` 与 `tokenizer.json`）；不设则用自带模型。",
    )
    base_url: str | None = setting(
        None,
        "OpenAI-compatible endpoint for embeddings; wins over the folder.",
        "向量模型的 OpenAI 兼容接口地址；优先于目录。",
        pattern=r"^https?://",
    )
    model: str = setting("default", "Name of the embedding model at the endpoint.", "接口中向量模型的名称。")
    api_key: SecretStr | None = setting(None, "Key of the embeddings endpoint.", "向量模型接口的密钥。")
    timeout_seconds: float = setting(30, "Longest wait for one batch, seconds.", "等待一批结果的上限，秒。", gt=0)


class WebSettings(Section):
    """The chat page."""

    host: str = setting("127.0.0.1", "Address the web server listens on.", "网页服务监听的地址。")
    public_url: str | None = setting(
        None,
        "Address people type to reach this server, for links and QR codes; its host name is let in.",
        "大家访问本服务所用的网址，用于生成链接和二维码；其主机名允许访问。",
        pattern=r"^https?://[^/?#]+$",
    )
    trusted_proxies: str = setting(
        "",
        "Addresses or networks of reverse proxies, with commas; what they say of a visitor's address is believed.",
        "反向代理的地址或网段，用逗号分隔；只相信它们转告的访客地址。",
    )
    require_sign_in: bool = setting(
        default=False,
        english="Whether questions and the library are for bound members alone, in the browser and in Telegram.",
        chinese="提问和查阅资料库是否只限已绑定的党员，网页和 Telegram 都适用。",
    )
    port: int = setting(8000, "Port the web server listens on.", "网页服务监听的端口。", ge=1, le=65535)

    @property
    def is_open(self) -> bool:
        """Whether others on the network reach the pages, directly or through a proxy."""
        public = urlsplit(self.public_url).hostname if self.public_url else None
        return not is_loopback(self.host) or (public is not None and not is_loopback(public))

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, proxies: str) -> str:
        for network in filter(None, map(str.strip, proxies.split(","))):
            ip_network(network)
        return proxies


class TelegramSettings(Section):
    """The chat in Telegram."""

    token: SecretStr | None = setting(
        None, "Bot token from BotFather; unset: no Telegram.", "BotFather 给的机器人令牌；不设则不接入 Telegram。"
    )
    base_url: str = setting(
        "https://api.telegram.org",
        "Address of the Bot API server, without `/bot`.",
        "Bot API 服务器地址，不含 `/bot`。",
        pattern=r"^https?://[^\s/]+",
    )
    proxy: SecretStr | None = setting(
        None,
        "Proxy to Telegram: `http://…`, `https://…` or `socks5://…`; unset: HTTPS_PROXY or ALL_PROXY, if set.",
        "连接 Telegram 所经的代理，`http://…`、`https://…` 或 `socks5://…`；不设则按环境变量 HTTPS_PROXY、ALL_PROXY。",
    )
    webhook_url: str | None = setting(
        None,
        "Public address that leads to `/telegram/webhook`; unset: updates are fetched by polling.",
        "通到 `/telegram/webhook` 的公网地址；不设则主动轮询。",
        pattern=r"^https://",
    )
    webhook_secret: SecretStr | None = setting(
        None,
        "Telegram repeats it with every update; 32 to 256 letters, figures, `_` or `-`; needed with a public address.",
        "Telegram 每次推送都会带上它；32 至 256 位字母、数字、`_` 或 `-`，设了公网地址就必须设。",
        validate_default=True,
    )
    send_timeout_seconds: float = setting(
        10, "Longest wait for one call to Telegram, seconds.", "一次调用 Telegram 的等待上限，秒。", gt=0
    )
    poll_timeout_seconds: int = setting(
        25, "How long one poll waits for updates, seconds.", "一次轮询等待新消息的时长，秒。", ge=1, le=50
    )

    @property
    def proxy_address(self) -> str | None:
        """The proxy in the clear; it may carry a password."""
        return self.proxy.get_secret_value() if self.proxy else None

    @field_validator("token")
    @classmethod
    def _is_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token.get_secret_value()):
            raise ValueError("not the shape of a bot token")
        return token

    @field_validator("proxy")
    @classmethod
    def _is_proxy(cls, proxy: SecretStr | None) -> SecretStr | None:
        if proxy is not None and not re.fullmatch(r"(https?|socks5h?)://[^\s/]+/?", proxy.get_secret_value()):
            raise ValueError("not the address of a proxy")
        return proxy

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is None and info.data.get("webhook_url"):
            raise ValueError("a public address needs a secret")
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{32,256}", secret.get_secret_value()):
            raise ValueError("not the shape of a webhook secret")
        return secret


class LedgerSettings(Section):
    """What registers and ledgers say of themselves when they are given out."""

    electronic_is_official: bool = setting(
        default=False,
        english="Whether electronic check-in is the formal record (电子签到作为正式台账); printed on each register.",
        chinese="电子签到是否作为正式台账；每份签到表上都会印出，设为否则以签字的纸质签到表为准。",
    )


class LoggingSettings(Section):
    """The log file in the data folder."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = setting(
        "INFO", "Lowest level written to the log file.", "写入日志文件的最低级别。"
    )
