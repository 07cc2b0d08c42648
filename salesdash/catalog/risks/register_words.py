"""By what words a register of risks is known that somebody keeps as a sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import LIGHTS
from salesdash.catalog.risks.risk import CATEGORIES, FIELD_NAMES, RESPONSES, STATUSES
from salesdash.catalog.risks.triggers import SIDES
from salesdash.text import Text

NUMBER = "risk_id"
# Other headers under which a field comes, besides its own names.
ALIASES: Mapping[str, tuple[str, ...]] = {
    NUMBER: ("编号", "No.", "风险编号", "序号", "risk_id", "id", "风险ID"),
    "title": ("风险名称", "风险描述", "风险说明", "风险说明书", "风险事项", "description", "risk description", "title"),
    "category": ("风险类别", "分类", "类型", "type"),
    "cause": ("风险原因", "成因", "说明", "备注", "comments", "notes"),
    "owner": ("责任人", "责任方", "风险责任人", "risk owner", "responsible"),
    "probability": ("概率", "发生概率", "likelihood", "inherent_probability", "inherent likelihood"),
    "impact": ("影响程度", "严重程度", "severity", "inherent_impact", "consequence"),
    "response": ("响应", "应对策略", "应对", "strategy", "treatment"),
    "probability_after": ("修订后的概率", "残余概率", "residual_probability", "residual likelihood"),
    "impact_after": ("修订后的影响", "残余影响", "residual_impact"),
    "contingency": ("行动", "应对措施", "措施", "预案", "mitigation", "action", "actions"),
    "status": ("风险状态",),
    "due": ("截止日期", "完成日期", "完成期限", "期限", "due date", "deadline"),
    "review": ("复审日期", "下次复核", "review date", "next review"),
}  # fmt: skip
# What else may stand in a cell of a vocabulary, by a word in it; the first that is found decides.
CATEGORY_WORDS: tuple[tuple[str, str], ...] = (
    ("suppl|deliver|procure|供应|供货|采购|交付", "supply"),
    ("complian|regulat|consent|safety|legal|合规|法律|安全|监管", "compliance"),
    ("churn|customer loss|流失", "customer_loss"),
    ("compet|竞争|竞品", "competition"),
    ("team|resourc|people|staff|capab|schedule|programme|人员|团队|资源|进度|执行", "team"),
    ("demand|design|quality|requirement|需求|设计|质量|客户", "demand"),
    (".", "market"),
)
STATUS_WORDS: tuple[tuple[str, str], ...] = (
    ("clos|关闭|结束|解除", "closed"),
    ("happen|occur|issue|已发生", "happened"),
    ("watch|monitor|监控|观察", "watching"),
    ("progress|mitigat|应对中|进行|处理", "acting"),
    (".", "open"),
)
RESPONSE_WORDS: tuple[tuple[str, str], ...] = (
    ("avoid|规避|回避", "avoid"), ("transfer|share|转移|分担", "transfer"),
    ("accept|接受|自留", "accept"), (".", "reduce"),
)  # fmt: skip
LEVEL_WORDS: Mapping[str, int] = {
    "非常低": 1, "很低": 1, "极低": 1, "低": 2, "较低": 2, "中": 3, "中等": 3, "一般": 3, "高": 4, "较高": 4,
    "非常高": 5, "很高": 5, "极高": 5, "very low": 1, "rare": 1, "low": 2, "unlikely": 2, "medium": 3,
    "moderate": 3, "possible": 3, "high": 4, "likely": 4, "very high": 5, "critical": 5, "almost certain": 5,
    "可忽略": 1, "轻微": 2, "严重": 4, "灾难性": 5, "negligible": 1, "minor": 2, "major": 4, "severe": 4, "catastrophic": 5,
}  # fmt: skip
_VOCABULARIES: Mapping[str, Mapping[str, Text]] = {
    "category": {key: one.name for key, one in CATEGORIES.items()},
    "status": {key: one.name for key, one in STATUSES.items()},
    "response": {key: one.name for key, one in RESPONSES.items()},
    "trigger_metric": {metric.key: metric.name for metric in LIGHTS},
    "trigger_side": {str(key): name for key, name in SIDES.items()},
    "trigger_by": {key: one.name for key, one in DIMENSIONS.items()},
    "link_by": {key: one.name for key, one in DIMENSIONS.items()},
}
_LOOSE = {"category": CATEGORY_WORDS, "status": STATUS_WORDS, "response": RESPONSE_WORDS}


def plain_header(words: str) -> str:
    return re.sub(r"[\s_*：:（）()]+", "", words).casefold()


HEADERS: Mapping[str, str] = {
    plain_header(name): field
    for field in (*FIELD_NAMES, NUMBER)
    for name in (
        field,
        *((FIELD_NAMES[field].zh, FIELD_NAMES[field].en) if field in FIELD_NAMES else ()),
        *ALIASES.get(field, ()),
    )
}


def named(field: str, key: object) -> Text | None:
    """What a value of a vocabulary is called; None where the field has none."""
    return _VOCABULARIES[field].get(str(key)) if field in _VOCABULARIES else None


def has_words(field: str) -> bool:
    return field in _VOCABULARIES


def key_of(field: str, words: str) -> str | None:
    """The value that these words of a vocabulary mean; None where they mean none."""
    for key, name in _VOCABULARIES[field].items():
        if words.casefold() in (key, name.zh.casefold(), name.en.casefold()):
            return key
    loose = _LOOSE.get(field, ())
    return next((key for word, key in loose if re.search(word, words, re.I)), None)
