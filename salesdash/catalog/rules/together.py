"""How the rules stand together: what they are about, in the order in which they are shown, and what has to hold
between their values."""

from __future__ import annotations

from itertools import pairwise

from salesdash.catalog.channels.health import INPUTS, PARTS, WEIGHT_RULES
from salesdash.catalog.customers.calls import CALL_RULES
from salesdash.catalog.customers.service import SERVICE_RULES
from salesdash.catalog.rules.of_diagnosis import DIAGNOSIS_RULES
from salesdash.catalog.rules.of_signals import SIGNAL_RULES
from salesdash.text import Text

# What the rules are about, in the order in which they are shown; each stands in one place.
ABOUT: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        Text("客户分层", "Customer tiers"),
        (
            "tiers_by",
            "high_share",
            "middle_share",
            "money_weight",
            "frequency_weight",
            "influence_weight",
            "abc_high",
            "abc_middle",
            "rfm_high_from",
        ),
    ),
    (
        Text("客户状态与新客户", "Customer status and new customers"),
        ("active_within", "cooling_within", "at_risk_within", "new_after"),
    ),
    (Text("本周先联系谁", "Whom to call this week"), tuple(rule.key for rule in CALL_RULES)),
    (Text("客户服务计划", "Service plan"), tuple(rule.key for rule in SERVICE_RULES)),
    (
        Text("价格、发货、库存、服务与回访", "Prices, shipping, stock, service and visits"),
        (
            "floor_share",
            "ship_within",
            "late_from",
            "stock_for",
            "stock_ahead",
            "answer_within",
            "resolve_within",
            "visit_within",
        ),
    ),
    (
        Text("满意度", "Satisfaction"),
        ("satisfied_from", "promoter_from", "detractor_to"),
    ),
    (
        Text("成本与终身价值", "Costs and lifetime value"),
        ("costed_from", "discount_rate"),
    ),
    (
        Text("渠道预算测算", "Moving budgets"),
        ("response_exponent", "shift_most"),
    ),
    (
        Text("渠道的加、保、收、停", "More, hold, less or stop"),
        ("extra_spend_from", "more_from", "less_below"),
    ),
    (
        Text("渠道诊断", "Diagnosis of channels"),
        tuple(rule.key for rule in DIAGNOSIS_RULES),
    ),
    (Text("待决策的信号", "Signals"), tuple(rule.key for rule in SIGNAL_RULES)),
    (
        Text("渠道健康度：权重", "Health of channels: weights"),
        tuple(rule.key for rule in WEIGHT_RULES),
    ),
    *(
        (
            Text(
                "渠道健康度：{part}的零分线和满分线", "Health of channels: marks of {part}"
            ).format(part=part.name),
            tuple(key for one in INPUTS.values() if one.part == part.key for key in one.rules),
        )
        for part in PARTS.values()
    ),
)
# Each has to be less than the next one.
RISING = (
    ("active_within", "cooling_within", "at_risk_within"),
    ("abc_high", "abc_middle"),
    ("detractor_to", "promoter_from"),
    ("less_below", "more_from"),
    ("service_warn_after", "service_change_after"),
    *(one.rules for one in INPUTS.values()),
)
# Shares of one whole: together no more than it.
SHARES = (("high_share", "middle_share"),)
# What weighs something by these rules: not all of them may be 0. Influence, which few know, is no help.
WEIGHED = (("money_weight", "frequency_weight"), tuple(rule.key for rule in WEIGHT_RULES))


def is_consistent(values: dict[str, float]) -> bool:
    """Whether the values of all rules fit together: in order, parts of one whole, some weight."""
    rising = all(values[a] < values[b] for chain in RISING for a, b in pairwise(chain))
    shares = all(sum(values[key] for key in keys) <= 1 for keys in SHARES)
    weighed = all(sum(values[key] for key in keys) > 0 for keys in WEIGHED)
    return rising and shares and weighed
