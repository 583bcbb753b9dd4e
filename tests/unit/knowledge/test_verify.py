"""A model's sentence against the passages it cites: what comes through and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.citing.sources import Source, source_of
from knowledge.citing.verify import Fault, fault_of
from knowledge.model import DocumentKind, Evidence, Passage, PassageId, PassageKind, Regulation, RegulationId, Status

OFFICE = Regulation(
    RegulationId(1),
    "a.md",
    "云州市机关学习办法（示例）",
    DocumentKind.REGULATION,
    Status.IN_FORCE,
    doc_number="云委组〔2025〕3号",
    issuer="云州市委组织部",
    effective_on=date(2025, 3, 1),
)
OLD = Regulation(
    RegulationId(2),
    "b.md",
    "云州市请假规定（示例）",
    DocumentKind.REGULATION,
    Status.SUPERSEDED,
    replaced_by="云州市请假办法（示例）",
)


def source(number: int, label: str, text: str, regulation: Regulation = OFFICE) -> Source:
    passage = Passage(
        PassageId(number), regulation.id, label, ("第二章 学习",), text, text, PassageKind.ARTICLE, number
    )
    return source_of(Evidence(passage, regulation))


SOURCES = [
    source(1, "第三条", "第三条　新任支部书记应当在任职后6个月内参加集中培训，时间不少于3天。"),
    source(2, "第四条", "第四条　党员每年参加集中学习不少于32学时，支部书记和委员每年不少于56学时。"),
    source(3, "第五条", "第五条　活动人均餐费不得超过40元。不得以任何形式向党员收取费用。"),
    source(4, "第六条", "第六条　支部大会一般每季度召开一次。党员因故不能参加的，应当请假。经批准，可以线上参加。"),
    source(
        5, "第七条", "第七条　申请入党应当提交下列材料：\n（一）入党申请书；\n（二）思想汇报；\n（三）政治审查材料。"
    ),
    source(6, "第八条", "第八条　依照第三条规定培训的，补助按百分之三十发放，三分之二以上党员同意方可调整。"),
    source(7, "第一条", "第一条　党员应当提前1天请假。", OLD),
]
HOLDS = [
    ("新任支部书记应在任职后六个月内参加集中培训。", [1]),
    ("新任支部书记任职后6个月内应当参加培训，不少于3天。", [1]),
    ("根据《云州市机关学习办法》（云委组〔2025〕3号）第三条，新任支部书记应当在任职后6个月内参加集中培训。", [1]),
    ("规定要求“新任支部书记应当在任职后6个月内参加集中培训”。", [1]),
    ("新任支部书记应当在任职后6个月内参加集中培训，时间不少于3天。", [1]),
    ("该办法现行有效。", [1]),
    ("该办法自2025年3月1日起施行。", [1]),
    ("党员每年参加集中学习不少于32学时。", [2]),
    ("支部书记每年不少于56学时。", [2]),
    ("人均餐费不超过40元。", [3]),
    ("不得向党员收取费用。", [3]),
    ("支部大会每季度召开一次。", [4]),
    ("党员因故不能参加的应当请假。", [4]),
    ("申请入党需要提交入党申请书、思想汇报和政治审查材料。", [5]),
    ("培训补助按30%发放。", [6]),
    ("已被取代的旧规定要求党员提前1天请假。", [7]),
]
FAILS = [
    ("新任支部书记应在任职后6个月内参加集中培训。", [], Fault.UNCITED),
    ("新任支部书记应在任职后6个月内参加集中培训。", [8], Fault.OUT_OF_RANGE),
    ("新任支部书记应在任职后6个月内参加集中培训。", [0], Fault.OUT_OF_RANGE),
    ("新任支部书记应在任职后6个月内参加集中培训。", [3], Fault.CONTENT),
    ("新任支部书记应在任职后3个月内参加集中培训。", [1], Fault.FIGURE),
    ("新任支部书记应在任职后6天内参加集中培训。", [1], Fault.FIGURE),
    ("新任支部书记应在任职后6个月内参加集中培训，时间不少于三四天。", [1], Fault.FIGURE),
    ("新任支部书记应在任职6个月以上后参加集中培训。", [1], Fault.FIGURE),
    ("根据第九条，新任支部书记应在任职后6个月内参加集中培训。", [1], Fault.LABEL),
    ("依据第三条，补助按30%发放。", [6], Fault.LABEL),
    ("根据第四条第（三）项，党员每年参加集中学习不少于32学时。", [2], Fault.LABEL),
    ("根据《云州市机关学习办法》第四条，新任支部书记应当培训，党员应当提前1天请假。", [1, 7], Fault.LABEL),
    ("根据云委组〔2025〕9号，新任支部书记应在任职后6个月内参加集中培训。", [1], Fault.DOC_NUMBER),
    ("根据国办函〔2025〕3号，新任支部书记应在任职后6个月内参加集中培训。", [1], Fault.DOC_NUMBER),
    ("根据《干部教育条例》，新任支部书记应在任职后6个月内参加集中培训。", [1], Fault.TITLE),
    ("规定要求“新任支部书记必须在任职后6个月内参加集中培训”。", [1], Fault.QUOTE),
    ("该办法自2024年3月1日起施行。", [1], Fault.FIGURE),
    ("该办法已废止。", [1], Fault.CONTENT),
    ("党员每年参加集中学习不少于56学时。", [2], Fault.FIGURE),
    ("支部书记每年不少于32学时。", [2], Fault.FIGURE),
    ("党员每年参加集中学习，不少于56学时。", [2], Fault.FIGURE),
    ("党员每年参加集中学习少于32学时。", [2], Fault.FIGURE),
    ("每年不少于56学时。", [2], Fault.FIGURE),
    ("人均餐费超过40元。", [3], Fault.FIGURE),
    ("超过40元。", [3], Fault.FIGURE),
    ("可以向党员收取费用。", [3], Fault.POLARITY),
    ("向党员收取费用。", [3], Fault.POLARITY),
    ("不必向党员收取费用。", [3], Fault.POLARITY),
    ("党员可以不参加支部大会。", [4], Fault.POLARITY),
    ("党员因故不能参加的，可以请假。", [4], Fault.POLARITY),
    ("党员应当线上参加。", [4], Fault.POLARITY),
    ("支部大会每月召开一次。", [4], Fault.CONTENT),
    ("支部大会一般每年召开一次。", [4], Fault.FIGURE),
    ("申请入党需要提交入党申请书、银行流水。", [5], Fault.CONTENT),
    ("四分之三以上党员同意方可调整。", [6], Fault.FIGURE),
    ("新任支部书记应当参加集中培训，并由上级纪委颁发合格证书。", [1], Fault.CONTENT),
    ("The new secretary must attend training within 6 months.", [1], Fault.CONTENT),
    ("可以。", [4], Fault.CONTENT),
    ("党员应当提前1天请假。", [7], Fault.OUTDATED),
]


@pytest.mark.parametrize(("text", "cited"), HOLDS, ids=[text for text, _ in HOLDS])
def test_a_sentence_that_its_passages_bear_comes_through(text: str, cited: list[int]) -> None:
    assert fault_of(text, cited, SOURCES) is None


@pytest.mark.parametrize(("text", "cited", "fault"), FAILS, ids=[f"{fault}:{text}" for text, _, fault in FAILS])
def test_a_sentence_that_its_passages_do_not_bear_fails(text: str, cited: list[int], fault: Fault) -> None:
    assert fault_of(text, cited, SOURCES) is fault


@pytest.mark.parametrize("number", range(1, 7))
def test_a_passage_bears_its_own_sentences(number: int) -> None:
    text = SOURCES[number - 1].evidence.passage.text
    for sentence in filter(None, text.split("。")):
        assert fault_of(f"{sentence}。", [number], SOURCES) is None
