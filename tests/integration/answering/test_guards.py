"""What a member relies on in an answer: each rule fails when the figure behind it is lost.

The library is half of docs/samples (to embed the rest takes too long here) with a rule of our own and a private
summary of it that says otherwise.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from ingest.document import find_files
from knowledge.model import Answer, Flag, Outcome, RefusalReason
from tests.support.answering.answers import SmallLibrary, small_library
from tests.support.answering.golden import SAMPLES

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHOSEN = ("主题党日", "学时管理办法2025", "换届", "发展党员", "新任党支部书记", "实施意见", "廉政提醒")
ROOM = """# 云州市党员活动室管理办法（示例）

云直工发〔2025〕21号

第一条 为规范市直机关党员活动室的建设、使用和管理，制定本办法。

第二条 党员活动室的日常经费由机关党委统一管理，经费使用坚持公开、节约、专款专用的原则，\
任何单位和个人不得挪用党员活动室的经费。购置图书、报刊、桌椅和影音设备的，由党支部组织委员提出申请，报机关党委办公室审核后统一采购。\
每间每年安排3000元，由机关党建工作经费列支。\
图书和设备应当登记造册，每半年清点1次，损坏的及时报修，遗失的查明原因后补购。

第三条 党员活动室工作日全天开放，由宣传委员负责管理，钥匙交接应当登记。

第四条 借用党员活动室的，应当提前3天向宣传委员提出。

第五条 本办法由市直机关工委负责解释，自2025年9月1日起施行。
"""
SUMMARY = """# 云州市党员活动室管理办法要点（网友整理，示例）

第一条 借用党员活动室的，提前1天跟宣传委员说一声就行。

第二条 党员活动室周末不开放。
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def samples(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SmallLibrary]:
    files = {"党员活动室管理办法.md": ROOM, "党员活动室要点.md": SUMMARY}
    async with small_library(tmp_path_factory.mktemp("guards"), files) as small:
        await small.refresh([file for file in find_files([SAMPLES]) if any(name in file.name for name in CHOSEN)])
        yield small


async def asked(samples: SmallLibrary, question: str) -> Answer:
    return (await samples.ask(question)).answer


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations if citation.quote]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("给积极分子当联系人，要几个人、有啥条件", "指定2名正式党员作为入党积极分子的培养联系人"),
        ("支部20个党员该来，只到了15个，主题党日还能开吗", "超过应到党员的五分之四方可开展"),
        ("换届想往后拖，最多能拖多久", "延长期限一般不超过1年"),
    ],
)
async def test_the_passage_with_the_meaning_comes_before_those_with_the_words(
    samples: SmallLibrary, question: str, shown: str
) -> None:
    assert shown in quotes(await asked(samples, question))[0]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("学时给我记少了，找谁说、几天内得提", "在登记后10个工作日内向组织委员提出"),
        ("党员大会 支委会 党小组会 多久开一次", "党小组会每月召开1次"),
    ],
)
async def test_the_sentence_that_answers_comes_before_words_scattered_over_a_rule(
    samples: SmallLibrary, question: str, shown: str
) -> None:
    assert shown in quotes(await asked(samples, question))[0]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("换届请示得在到期前多久往上报", "任期届满前2个月"),
        ("今年刚当支委，学时要求多少", "不少于56学时"),
        ("党员大会 支委会 党小组会 多久开一次", "党员大会每季度至少召开1次"),
    ],
)
async def test_a_question_for_a_figure_is_answered_by_a_passage_with_one(
    samples: SmallLibrary, question: str, shown: str
) -> None:
    assert shown in quotes(await asked(samples, question))[0]


async def test_a_private_summary_does_not_outrank_the_rule(samples: SmallLibrary) -> None:
    first, second = (await asked(samples, "借用党员活动室要提前几天")).citations[:2]
    assert "提前3天" in first.quote
    assert "提前1天" in second.evidence.passage.text
    assert Flag.UNOFFICIAL in second.evidence.regulation.flags


@pytest.mark.parametrize("question", ["党员活动室的钥匙丢了要赔多少钱", "主题党日的誓词要念多长时间"])
async def test_a_figure_must_stand_beside_the_thing_counted(samples: SmallLibrary, question: str) -> None:
    answer = await asked(samples, question)
    assert (answer.outcome, answer.reason) == (Outcome.REFUSED, RefusalReason.NO_EVIDENCE)


@pytest.mark.parametrize(
    "question",
    ["周末带家人去哪里旅游好", "社保卡丢了怎么补办", "地铁末班车几点", "附近哪家医院看牙好", "电脑蓝屏了找谁修"],
)
async def test_everyday_talk_is_off_topic_though_a_rule_shares_a_word(samples: SmallLibrary, question: str) -> None:
    answer = await asked(samples, question)
    assert (answer.outcome, answer.reason) == (Outcome.REFUSED, RefusalReason.OFF_TOPIC)


@pytest.mark.parametrize("question", ["入党积极分子能领取奖学金和购物券吗", "入党积极分子能申请公租房和落户吗"])
async def test_a_known_person_does_not_vouch_for_two_things_no_rule_names(samples: SmallLibrary, question: str) -> None:
    answer = await asked(samples, question)
    assert (answer.outcome, answer.reason) == (Outcome.REFUSED, RefusalReason.NO_EVIDENCE)


@pytest.mark.parametrize(
    "question", ["去年多学的学时能攒到今年用不", "换届超期一年还没动静，要追究谁的责任", "网课在哪个平台学的才认学时"]
)
async def test_one_word_in_common_is_no_answer(samples: SmallLibrary, question: str) -> None:
    answer = await asked(samples, question)
    assert (answer.outcome, answer.reason) == (Outcome.REFUSED, RefusalReason.NO_EVIDENCE)
    assert answer.nearest


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("我的学时别的同事看得到吗", "只向本人和党支部书记提供"),
        ("多大岁数能不要求学时", "年满70周岁"),
        ("新支书多长时间内得去轮训", "任职后6个月内参加集中培训"),
        ("没设支委会的小支部，书记咋个选法", "由党员大会直接选举产生"),
    ],
)
async def test_chat_words_find_the_official_ones(samples: SmallLibrary, question: str, shown: str) -> None:
    assert shown in quotes(await asked(samples, question))[0]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("主题党日活动方案提前几天发给大家", "提前5天发给党员"),
        ("活动记录由谁保管、保存几年", "保存期限不少于5年"),
        ("入党积极分子集中培训不少于几天", "时间不少于3天"),
    ],
)
async def test_a_further_passage_that_fits_less_is_not_quoted(samples: SmallLibrary, question: str, shown: str) -> None:
    answer = await asked(samples, question)
    [quote] = quotes(answer)
    assert shown in quote
    assert len(answer.citations) > 1


async def test_further_passages_that_fit_as_well_are_quoted_too(samples: SmallLibrary) -> None:
    said = "".join(quotes(await asked(samples, "集中培训要参加几天")))
    assert all(who in said for who in ("入党积极分子应当参加", "发展对象应当参加", "新任党支部书记应当"))


async def test_a_question_for_a_figure_quotes_the_sentence_with_the_figure(samples: SmallLibrary) -> None:
    assert "每年安排3000元" in quotes(await asked(samples, "党员活动室经费一年多少钱"))[0]
