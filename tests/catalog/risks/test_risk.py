"""What a risk is: levels, and what keeps one from being kept."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from salesdash.catalog.risks.contingency import CONTINGENCIES, offered
from salesdash.catalog.risks.risk import (
    CATEGORIES,
    FIELD_NAMES,
    LEVELS,
    TYPED,
    Risk,
    faults,
    field_value,
    zone,
)
from salesdash.charts.column import Column
from salesdash.charts.grids import matrix
from salesdash.charts.look import Look
from salesdash.text import BLANK

WHOLE = Risk(title="核心客户停单", owner="陆文博", probability=3, impact=3)


def test_a_whole_risk_has_no_faults():
    assert faults(WHOLE) == ()


@pytest.mark.parametrize(
    ("score", "level"),
    [(1, "low"), (6, "low"), (8, "medium"), (12, "medium"), (15, "high"), (25, "high")],
)
def test_the_levels_of_the_handbook(score, level):
    assert zone(score).key == level


def test_the_matrix_colours_every_cell_as_the_register_names_it():
    columns = Column("probability", BLANK), Column("impact", BLANK), Column("name", BLANK)
    nothing = pd.DataFrame(columns=[column.key for column in columns])
    drawn = matrix.risks(nothing, *columns, Look("zh")).to_dict()
    cells = [cell for rows in drawn["datasets"].values() for cell in rows if "zone" in cell]
    assert len(cells) == len(LEVELS) ** 2
    for cell in cells:
        score = cell["probability"] * cell["impact"]
        assert cell["zone"] == zone(score).light
        assert cell["zone_text"] == f"{zone(score).name.zh} {score}"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"title": "  "}, "风险"),
        ({"owner": ""}, "负责人"),
        ({"title": "长" * 121}, "120"),
        ({"category": "weather"}, "类别"),
        ({"response": "pray"}, "应对方式"),
        ({"status": "gone"}, "状态"),
        ({"probability": 0}, "可能性"),
        ({"impact": 6}, "影响"),
        ({"probability_after": 2}, "要么都填"),
        ({"probability_after": 5, "impact_after": 5}, "高于应对前"),
        ({"trigger_metric": "win_rate"}, "触发条件"),
        ({"trigger_metric": "luck", "trigger_side": "below", "trigger_limit": 1.0}, "luck"),
        (
            {"trigger_metric": "win_rate", "trigger_side": "near", "trigger_limit": 1.0},
            "触发方向",
        ),
        (
            {"trigger_metric": "win_rate", "trigger_side": "below", "trigger_limit": float("nan")},
            "触发值",
        ),
    ],
)
def test_each_fault_is_named(change, named):
    found = faults(replace(WHOLE, **change))
    assert len(found) == 1
    assert named in found[0].zh
    assert found[0].en != found[0].zh


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"trigger_recovery": 0.1}, "解除线"),
        ({"trigger_months": 0}, "持续月数"),
        ({"trigger_months": 13}, "持续月数"),
        ({"trigger_by": "channel"}, "看谁的指标"),
        ({"trigger_by": "luck", "trigger_member": "天猫"}, "看谁的指标"),
    ],
)
def test_each_fault_of_a_trigger_is_named(change, named):
    armed = replace(WHOLE, trigger_metric="win_rate", trigger_side="below", trigger_limit=0.2)
    assert faults(armed) == ()
    (found,) = faults(replace(armed, **change))
    assert named in found.zh


def test_a_new_risk_asks_to_be_judged():
    unjudged = Risk(title="供货", owner="吴梦洁")
    assert [fault.zh for fault in faults(unjudged)] == ["请评估“可能性”。", "请评估“影响”。"]


def test_exposure_is_the_money_at_stake_by_how_likely_it_is():
    risk = replace(WHOLE, probability=4, impact=4, at_stake=Decimal(100_000))
    assert (risk.exposure, risk.exposure_after) == (Decimal("70000.0"), None)
    answered = replace(risk, probability_after=2, impact_after=2)
    assert answered.exposure_after == Decimal(15_000)
    assert replace(risk, at_stake=None).exposure is None
    assert [fault.zh for fault in faults(replace(risk, at_stake=Decimal(-1)))] == [
        "“涉及金额”不能是负数。"
    ]


def test_every_field_has_a_name_and_a_readable_value():
    risk = replace(
        WHOLE, trigger_metric="win_rate", trigger_side="below", trigger_limit=0.2
    ).content()
    assert set(FIELD_NAMES) == set(TYPED) == set(risk)
    assert field_value("category", risk["category"]).en == "Competition"
    assert field_value("trigger_metric", "win_rate").zh == "商机转化率"
    assert field_value("owner", "").en == "–"


def test_every_category_is_offered_a_plan():
    assert all(offered(category) for category in CATEGORIES)
    assert offered("supply")[0].key == "supply_cut"
    assert {c for plan in CONTINGENCIES.values() for c in plan.categories} <= set(CATEGORIES)
