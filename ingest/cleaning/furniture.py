"""Lines that belong to the page and not to the document: navigation, sharing, advertising, pay walls, imprint."""

from __future__ import annotations

import re

LONGEST_FURNITURE = 90

# Each pattern must match a whole line in its search form without spaces.
FURNITURE = re.compile(
    r"""
    [-•·*|>»]*(?:
      (?:首页|网站首页|返回首页|设为首页|加入收藏|收藏(?:本页|本站)?|登录|注册|登录\|注册|退出|搜索|导航|菜单|更多>*|English|民文|民族文字|繁体|无障碍|无障碍浏览|长者模式
        |(?:我要)?举报(?:专区|中心|入口)?|网站地图|联系我们|关于我们|意见反馈|反馈意见|用户反馈|客户端|手机版|移动版|RSS|回顶部|返回顶部|返回列表|返回|关闭(?:窗口|本页)?
        |打印(?:本页|正文)?|纠错|字体[:：]?[大中小\[\]【】\s]*|[大中小]号?字?|评论|点赞|打赏|赞|下载|下载全文|全文下载|转发|复制链接|扫一扫)
      |【(?:打印(?:正文|本页)?|关闭(?:窗口)?|纠错|字体.*|大中小|收藏|返回.*)】(?:【.{1,8}】)*
      |(?:当前|您(?:现)?在?的?|你(?:的)?当前)?位置[:：].*
      |(?:上|下|前|后)一?[篇条页则][:：].*
      |(?:点击|展开)?(?:阅读|查看|显示|浏览)(?:全文|更多|原文|剩余.*)(?:[，,]?(?:阅读|查看)(?:全文|更多|原文))*
      |(?:大约|约)?(?:还)?剩余\d+%?的?内容.{0,12}
      |.{0,12}(?:开通|购买|充值|成为).{0,12}会员.{0,30}
      |(?:试读|预览)(?:已)?结束.{0,40}
      |.{0,6}(?:扫码|扫一扫|扫描|长按|识别).{0,10}二维码.{0,20}|扫码关注.{0,30}|(?:欢迎)?关注.{0,20}(?:公众号|微信|微博|视频号).{0,20}
      |.{0,6}(?:分享|转发)(?:到|至|给|让).{0,24}
      |(?:相关|延伸|推荐|热门|热点)(?:阅读|链接|新闻|文章|推荐|报道|文档|内容|专题)[:：]?
      |版权(?:所有|声明|归).{0,70}|.{0,30}版权所有.{0,60}|.{0,20}(?:Copyright|All\s*Rights\s*Reserved|©).{0,60}
      |.{0,10}ICP(?:备案?|证)?.{0,30}|.{0,4}[一-龥]公网安备.{0,24}|网站标识码.{0,20}|(?:技术支持|主办单位|承办单位|主办|承办)[:：].{1,30}
      |(?:本站|本文|免责)声明[:：].{0,80}
      |(?:发布|发表|发布时间|发布日期|来源|文章来源|信息来源|稿件来源|作者|文章作者|编辑|责任编辑|责编|供稿|审核|校对|点击数?|点击量|点击率|浏览(?:量|次数)?|阅读(?:量|次数|数)?|访问量|访问次数|字数)
        [:：].{0,40}
      |(?:浏览|阅读|点击|访问)\d+次?|今天是.{0,20}
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
LISTS_OTHER_PAGES = re.compile(r"(?:相关|延伸|推荐|热门|热点)(?:阅读|链接|新闻|文章|推荐|报道|文档|专题)[:：]?")
PAYWALL = re.compile(
    r"剩余\d+%?的?内容|(?:点击|展开)?(?:阅读|查看)全文|(?:试读|预览)(?:已)?结束|开通.{0,12}会员|内容(?:已)?被隐藏|未完待续|登录后(?:可)?(?:查看|阅读)"
)
INLINE_ADVERT = re.compile(r"(?:最低)?[\d.]+元/?天?(?:起)?开通.{0,14}会员[,，]?\s*可?在?.{0,8}查看完整内容\s*>*\s*")
BYLINE = re.compile(r"(?:发布|发表|时间|日期|来源|作者|字数)\s*[:：]")


def is_furniture(line: str) -> bool:
    """Whether a whole line, in search form without spaces, is page furniture."""
    return len(line) <= LONGEST_FURNITURE and FURNITURE.fullmatch(line) is not None


def is_paywall(line: str) -> bool:
    """Whether a short line, in search form without spaces, says that the rest of the text is hidden."""
    return len(line) <= LONGEST_FURNITURE and PAYWALL.search(line) is not None


def opens_link_list(line: str) -> bool:
    """Whether a line heads a list of other pages, so that what follows it is not the document either."""
    return LISTS_OTHER_PAGES.fullmatch(line) is not None
