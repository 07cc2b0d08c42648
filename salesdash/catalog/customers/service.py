"""How each tier is looked after, and when another owner is proposed."""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.catalog.model import Rule, registry
from salesdash.text import Text
from salesdash.units import DAYS, HOURS


@dataclass(frozen=True, slots=True)
class Service:
    """What a tier is promised: `key` is the tier; a visit, an answer and a survey each within what the rule
    of that key says, none where there is no rule."""

    key: str
    care: Text
    visit: str = ""
    answer: str = ""
    survey: str = ""


SERVICE = registry(
    (
        Service(
            "high",
            Text("专属客户经理，量身定制", "Own account manager, tailored"),
            "visit_within", "service_answer_high", "service_survey_high",
        ),
        Service(
            "middle",
            Text("标准服务", "Standard"),
            "service_visit_middle", "answer_within", "service_survey_middle",
        ),
        Service("low", Text("自动化服务", "Automated"), answer="answer_within"),
    )
)  # fmt: skip

SERVICE_RULES = (
    Rule(
        "service_visit_middle",
        Text("中价值回访间隔", "Middle-value visited within"),
        Text("中价值客户在这些天以内回访过为已回访", "A middle-value customer visited in so many days before counts as visited"),
        90, DAYS, least=1,
    ),
    Rule(
        "service_answer_high",
        Text("高价值响应时限", "High-value answered within"),
        Text("高价值客户的工单要在这些小时内首次响应", "Tickets of high-value customers are answered within so many hours"),
        24, HOURS, least=1,
    ),
    Rule(
        "service_survey_high",
        Text("高价值调查间隔", "High-value surveyed within"),
        Text("高价值客户这些天内要做一次满意度调查", "A high-value customer is asked about satisfaction within so many days"),
        180, DAYS, least=1,
    ),
    Rule(
        "service_survey_middle",
        Text("中价值调查间隔", "Middle-value surveyed within"),
        Text("中价值客户这些天内要做一次满意度调查", "A middle-value customer is asked about satisfaction within so many days"),
        365, DAYS, least=1,
    ),
    Rule(
        "service_warn_after",
        Text("换负责人：预警", "Another owner: warned after"),
        Text("高、中价值客户这些天没有联系，提醒负责人", "An owner is warned where a high or middle-value customer was not contacted for so many days"),
        90, DAYS, least=1,
    ),
    Rule(
        "service_change_after",
        Text("换负责人：建议", "Another owner: proposed after"),
        Text("高、中价值客户这些天没有联系，建议换负责人", "Another owner is proposed where a high or middle-value customer was not contacted for so many days"),
        120, DAYS, least=2,
    ),
)  # fmt: skip
