"""Chat words and the official words they stand for: everyday office Chinese, not the wording of any one document.

Each line is a group: a word on the left found in a question also looks for the words on the right.
"""

from __future__ import annotations

import re
from functools import lru_cache

_GROUPS = """
支委会 = 党支部委员会 支部委员会
支委 = 党支部委员会委员 支部委员
支书 = 党支部书记 支部书记
书记 = 党支部书记
支部大会 = 党支部党员大会 党员大会
支部会 = 党支部党员大会 党员大会
党小组 = 党小组会
小组会 = 党小组会
三会一课 = 党员大会 党支部委员会会议 党小组会 党课
一把手 = 主要负责人 党组书记 党委书记 第一责任人
二把手 = 副书记 副职
领导 = 负责人 领导干部
老百姓 群众 = 群众 人民群众
同事 = 党员 干部职工
积极分子 = 入党积极分子
联系人 = 培养联系人
介绍人 = 入党介绍人
申请书 = 入党申请书 入党申请人
志愿书 = 入党志愿书
转正 = 预备党员转正 转为正式党员 按期转正
宣誓 = 入党宣誓 入党誓词
政审 = 政治审查
党龄 = 入党时间
退党 = 自行脱党 除名 党员除名
除名 开除 清退 = 除名 除名处置 开除党籍
失联 联系不上 找不到人 = 失去联系
失联 = 停止党籍
调走 调动 调离 换单位 = 离开工作 工作调动 组织关系转接 转移组织关系 工作单位
转组织关系 转关系 组织关系 = 转移组织关系 组织关系转接 党员组织关系
口袋党员 = 未转移组织关系
党费 = 交纳党费 党费收缴
交党费 收党费 = 交纳党费 收缴党费 党费收缴
补交 补缴 = 补交党费
不交 拖欠 = 不按时交纳 不按照规定交纳
工资 = 工资收入 收入
税后 = 工资收入
退休 离退休 = 离退休干部 离退休费
老党员 年纪大 岁数大 老人 = 年老体弱 行动不便 老党员 离退休
生病 病重 残疾 = 身患重病 失能 行动不便
外地 外出 打工 = 流动党员 外出 常驻地以外
出国 国外 境外 = 出国境 出国 境外
换届 改选 = 任期届满 换届选举 按期换届 每届任期
任期 干几年 = 每届任期 任期
选举 选书记 = 选举产生 差额选举
投票 表决 票 = 表决 赞成 投票 测评票
人数 几个人 多少人 = 人数 名
成立 设立 建支部 = 成立 设立 组建 设置
批复 批准 同意 = 审批 批复 批准
多久 多长时间 = 时间 期限 以内
多久 隔多久 = 每半年 每年 每季度 每月
几次 几回 多少次 = 每年 每季度 每月 至少 次
开会 会议 = 召开 会议
不来 缺席 不参加 = 不参加 请假 缺席
请假 请了假 = 请假 因故不能参加
补课 补会 = 补学
小时 钟头 = 学时 小时
出差 = 外出 出差
去世 过世 病故 = 去世 逝世 死亡
学习 = 学习培训 集中学习 学习教育
培训 轮训 = 培训 集中培训 集中轮训
学时 = 学时 培训时间 学习时间
党课 讲课 = 讲党课 党课
谈话 聊 聊聊 聊天 谈谈 谈心 = 谈心谈话 谈话
心情 情绪 想不开 = 思想状况 心理状态 谈心谈话 思想
组织生活会 = 组织生活会 批评和自我批评
评议 民主评议 = 民主评议党员 评议
不合格 = 不合格党员
处分 处理 = 纪律处分 处分 组织处置
违规 违反 = 违反 不按规定
爸 妈 父亲 母亲 爱人 老婆 老公 儿子 女儿 丈夫 妻子 哥哥 姐姐 弟弟 妹妹 亲戚 家里人 家属 = 亲属 直系亲属 近亲属 配偶
飞机 坐飞机 = 乘坐飞机 飞机
吃饭 餐费 饭钱 伙食 吃 = 就餐 伙食费 用餐
住 住宿 过夜 晚上 = 住宿 住宿费 在外住宿
车 包车 租车 = 租车 车辆 交通费
花钱 花在 用在 开销 经费 报销 = 经费 开支 报销 列支 用于 使用
奖金 奖励 = 奖励 表彰 奖金
表彰 评先 评优 先进 = 表彰 评先评优 先进 优秀共产党员
考核 打分 = 考核 考核评价 述职评议
干部 = 领导干部 党员干部
业务 本职 = 业务工作 业务
党务 = 党建工作 党务工作
两张皮 = 党建 业务 融合
毛病 问题 缺点 = 问题 不足 作风
制度 规矩 = 制度 规定
标准 条件 要求 = 条件 标准 应当具备
职责 任务 干什么 做什么 管什么 = 职责 任务 主要职责
程序 步骤 流程 手续 怎么办 = 程序 步骤 手续
材料 = 材料 证明
公示 = 公示 公示时间
上限 最多 封顶 = 不超过 以下 一般不超过
至少 最少 最低 起码 = 至少 不少于 以上
超过 = 超过 以上
马上 立刻 及时 = 及时 立即
禁止 不能 不行 不许 不得 不准 = 不得 禁止 不能 不准
行不 能不能 可不可以 行吗 可以吗 = 可以 不得 一般不
有权 = 权限 有权 审批
干啥 啥 = 什么
外面 = 校外 单位以外
孩子 小孩 = 子女
非党员 群众 = 入党积极分子 群众 团员
双报到 报到 = 双报到 社区报到
志愿者 志愿服务 = 志愿服务
徽章 党徽 = 党员徽章 党徽
回避 = 回避
网上 线上 = 网络 线上 信息化
档案 = 党员档案 人事档案 归档
监督 = 监督 监督检查
挂 悬挂 = 悬挂
"""
_SPLIT = re.compile(r"\s+")


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _GROUPS.strip().splitlines():
        left, _, right = line.partition(" = ")
        official = tuple(_SPLIT.split(right.strip()))
        for word in _SPLIT.split(left.strip()):
            table[word] = tuple(dict.fromkeys((*table.get(word, ()), *official)))
    return table


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _table()), key=len, reverse=True)))


def official_words(question: str) -> dict[str, tuple[str, ...]]:
    """Give each chat word found in a folded question with the official words for it; longer words win."""
    table = _table()
    return {found: table[found] for found in dict.fromkeys(_pattern().findall(question))}
