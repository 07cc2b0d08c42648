"""From where on a sign ails a channel: the limits of the diagnoses, which a workspace may set."""

from __future__ import annotations

from salesdash.catalog.model import Rule
from salesdash.text import Text
from salesdash.units import MULTIPLE, RATIO

DIAGNOSIS_RULES = (
    Rule(
        "diagnosis_growth",
        Text("诊断：销售额增长", "Diagnosis: sales up by"),
        Text("销售额同比增长达到这个比例，再看流失", "From this growth of sales on, churn is looked at"),
        0.15, RATIO,
    ),
    Rule(
        "diagnosis_churn",
        Text("诊断：流失率上升", "Diagnosis: churn up by"),
        Text("客户流失率同比上升达到这个比例", "From this rise of churn on, growth is said to hide it"),
        0.20, RATIO,
    ),
    Rule(
        "diagnosis_spike",
        Text("诊断：促销冲高", "Diagnosis: promotion lifts by"),
        Text("促销期间销售额比平时高出这个比例，算冲高", "From this part above the usual on, a promotion is a spike"),
        0.20, RATIO,
    ),
    Rule(
        "diagnosis_stay",
        Text("诊断：促销新客再购", "Diagnosis: part of the usual repurchase"),
        Text(
            "促销新客的再购率不到其他新客的这个比例，算留不住",
            "Below this part of the others' rate a promotion's new customers do not stay",
        ),
        0.5, RATIO, most=1,
    ),
    Rule(
        "diagnosis_behind",
        Text("诊断：投入产出比落后", "Diagnosis: ROI behind by"),
        Text(
            "每 1 元费用比全部的水平少赚这么多元，算产出偏低",
            "Where each 1 spent earns so much less than that of all together, its return is low",
        ),
        0.1, MULTIPLE, most=10,
    ),
    Rule(
        "diagnosis_budget",
        Text("诊断：费用增加", "Diagnosis: spend up by"),
        Text("费用同比增加达到这个比例，算在加投入", "From this growth on, spend is said to grow"),
        0.05, RATIO,
    ),
    Rule(
        "diagnosis_conversion",
        Text("诊断：转化率与最好的比", "Diagnosis: part of the best conversion"),
        Text("线索转化率不到最好的这个比例，算偏低", "Below this part of the best rate too few leads convert"),
        0.5, RATIO, most=1,
    ),
    Rule(
        "diagnosis_complaints",
        Text("诊断：投诉增加", "Diagnosis: complaints up by"),
        Text("投诉同比增加达到这个比例", "From this rise on there are more complaints"),
        0.20, RATIO,
    ),
    Rule(
        "diagnosis_response",
        Text("诊断：响应变慢", "Diagnosis: response slower by"),
        Text("平均响应时长同比变长达到这个比例", "From this rise on responses are slower"),
        0.20, RATIO,
    ),
    Rule(
        "diagnosis_top",
        Text("诊断：最大客户占比", "Diagnosis: share of the largest customer"),
        Text("一个客户占销售额达到这个比例，算过于依赖", "From this share on one customer carries it all"),
        0.40, RATIO, least=0.01, most=1,
    ),
    Rule(
        "diagnosis_late",
        Text("诊断：晚发比整体高", "Diagnosis: late beyond all by"),
        Text(
            "晚发占比比整体高出这么多，算发货比整体晚",
            "From so much above the share of all together on, supply is said to be later",
        ),
        0.05, RATIO, most=1,
    ),
)  # fmt: skip
