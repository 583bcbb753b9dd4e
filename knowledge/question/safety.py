"""Questions that are orders to the assistant: to forget its rules, to invent, to show what is private.

The patterns describe kinds of speech acts; they were written with the labelled orders of the dev set in view, so the
dev figure for orders says little. A member who asks about the same matters as a
duty (编造材料怎么处理) is not meant: an order is recognised by whom it addresses and what it wants done.
"""

from __future__ import annotations

import re

_YOU = r"(?:你|您|助手|机器人|系统|ai|模型)"
_RULES = r"(?:指令|规则|限制|设定|提示词?|要求|约束|身份|角色|prompt|instructions?|rules?)"
_ORDERS = (
    # forget what you were told
    rf"(?:忽略|无视|忘记|忘掉|抛开|不要?(?:管|理会|遵守)|绕过|解除|关闭).{{0,12}}(?:之前|以上|上面|前面|先前|所有|全部|一切|{_YOU}的?|安全).{{0,8}}{_RULES}?",
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|above|prior|all|instructions?|rules?|prompt)\b",
    # show what you were told
    rf"(?:输出|显示|打印|告诉我|泄露|重复|复述|透露|给我看|原样|说出|展示|列出|发给我).{{0,16}}(?:系统|初始|隐藏|内部|{_YOU}的)(?:的)?.{{0,4}}(?:提示词?|指令|设定|规则|prompt|配置|密钥)",
    r"系统提示词?|system\s*prompt|提示词(?:是什么|内容|全文)",
    (
        r"\b(?:repeat|print|reveal|show|output|display|tell me)\b.{0,40}"
        r"\b(?:above|prompt|instructions?|system|everything|initial|starting with)\b"
    ),
    # be somebody else
    rf"(?:{_YOU}|从现在(?:开始|起)).{{0,6}}(?:现在)?(?:是|扮演|假装|充当|变成|进入|切换).{{0,12}}(?:没有(?:任何)?限制|不受|越狱|开发者|管理员|dan\b|调试|上帝|模式)",
    r"越狱|jailbreak|developer mode|dan mode|\bact as\b|\bpretend (?:to be|you)\b|\byou are now\b",
    r"开发者模式|调试模式|管理员模式",
    rf"假装{_YOU}?是|{_YOU}(?:来)?(?:扮演|假装)|扮演.{{0,10}}(?:没有|不受).{{0,4}}(?:限制|约束)",
    # obey me from now on
    r"(?:以后|今后|从现在(?:起|开始)|从今(?:天|往后|以后)|接下来|下次|往后|之后).{0,24}(?:都|一律|统一|只|全部|必须|就)(?:要|得|能|给我|按照?|用|以|照)?.{0,10}(?:回答|回复|答复|答(?!应)|告诉(?:他|别人|大家))",
    r"(?:请|你)?(?:记住|记下|牢记).{0,24}(?:回答|按(?:这|此|照)|以(?:这|此)为准|以后)",
    r"(?:不管|无论|不论|不要管)(?:别人|谁|我|用户|大家|任何人)?.{0,6}(?:问|说)(?:什么|啥|到)?.{0,10}(?:都|一律|只)",
    r"(?:更新|修改|改写|覆盖|替换|写入|加入|添加|删除|清空).{0,8}(?:你的)?(?:知识库|资料库|数据库|记忆|库里)",
    # invent something
    r"(?:随便|随意|帮我|给我|替我|瞎|胡|凭空|自己).{0,4}(?:编造?|捏造|伪造|杜撰|虚构|造假?|凑)(?:一|1|个|几|\d|些|份|条|段|出|点|下)",
    rf"{_YOU}.{{0,8}}(?:可以|能|就).{{0,6}}(?:不(?:用|必|要)?引用|编|瞎说|乱说|撒谎|骗)",
    r"(?:编|伪造|造)(?:一|1|几|\d)(?:个|条|份|段).{0,10}(?:条文|第几条|条款|文号|文件|规定|签到|记录|出处|依据)",
    r"(?:帮我|给我|替我|教我).{0,12}(?:糊弄|应付|蒙混|骗过|蒙过)",
    # what is private
    r"(?:谁|哪些人|哪个人)(?:问过|问了|提过|投诉|举报)|(?:别人|其他人|大家|同事|书记).{0,4}(?:问过|的提问|的问题记录|聊天记录|提问记录)",
    r"(?:[\u4e00-\u9fff]{2,4}的|所有人的|大家的|党员的)(?:身份证号?码?|手机号码?|电话号码|家庭住址|银行卡号?|密码)(?:是|有|多少|告诉|发|给|列|$)",
    r"<\s*/?\s*(?:script|system|assistant|user|im_start)|\[/?inst\]|###\s*(?:system|instruction)",
    r"(?:drop|delete|truncate)\s+table|;\s*--|union\s+select|rm\s+-rf",
)
_ORDER = re.compile("|".join(f"(?:{order})" for order in _ORDERS), re.IGNORECASE)


def is_order(question: str) -> bool:
    """Tell whether a folded question is an order to the assistant rather than a question."""
    return bool(_ORDER.search(question))
