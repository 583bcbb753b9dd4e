"""What zhibu serve says at the machine."""

from __future__ import annotations

from enum import unique

from bot.texts.pairs import Sentence


@unique
class ServeText(Sentence):
    """Sentences of the process."""

    DEMO = (
        "正在准备示例资料库，第一次启动约需一分钟。",
        "Preparing the sample library; the first start takes about a minute.",
    )
    MENDING = (
        "检索索引与资料库不一致，正在补齐，完成后开始服务。",
        "The search index does not agree with the library; it is brought up to date before the service begins.",
    )
    OPEN = ("请在浏览器打开 {address}", "Open {address} in a browser")
    TELEGRAM_UNUSABLE = (
        "Telegram 没有接入，网页照常可用。多半是代理地址不对：请检查 ZHIBU_TELEGRAM__PROXY 和环境变量 ALL_PROXY、HTTPS_PROXY，改正后重新启动。",
        "Telegram is not connected; the web page works. Most likely a proxy's address is wrong: check ZHIBU_TELEGRAM__PROXY, ALL_PROXY and HTTPS_PROXY, then start again.",
    )
    OPEN_TO_ALL = (
        "注意：这个地址在网络上能打开，任何人不用登录就能提问和查阅资料库；只让已绑定的党员使用，请设 ZHIBU_WEB__REQUIRE_SIGN_IN=true 后重新启动。",
        "Note: the network can reach this address, and anybody there can ask and read the library without signing in; for bound members only, set ZHIBU_WEB__REQUIRE_SIGN_IN=true and start again.",
    )
    STOPPED = ("支部助手已停止。", "Zhibu Assistant has stopped.")
