"""What customers are promised and whether it is kept; who hands over what; when another owner is proposed."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from salesdash.analysis.service import CHANGED, WARNED, better_owner, promised
from salesdash.catalog.rules.declared import RULES
from salesdash.figures.customers.service import service_plan
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.customers import OWNER, decide
from tests.figures.customers.test_tiers import ORDERS
from tests.stores import asked, fill, scope

DAY = date(2025, 6, 30)
DECLARED = {key: rule.value for key, rule in RULES.items()}
COLUMNS = ("customer", "tier", "owner", "region", "visited_on", "surveyed_on")
ROWS = (
    # high: a visit each 30 days, a survey each 180
    ("甲", "high", "李", "东", date(2025, 6, 1), date(2025, 1, 2)),  # 29 and 179 days ago
    ("乙", "high", "李", "东", date(2025, 5, 31), date(2025, 1, 1)),  # 30 and 180
    ("丙", "high", "李", "东", None, None),  # never; he buys since 1 January
    # middle: each 90, a survey each 365; 90 days without contact warn, 120 propose another owner
    ("丁", "middle", "王", "东", date(2025, 4, 1), date(2025, 6, 1)),
    ("戊", "middle", "赵", "西", date(2025, 2, 1), date(2025, 6, 1)),
    ("己", "low", "王", "东", None, None),
    ("庚", "former", "王", "东", None, None),
    ("辛", "middle", "赵", "西", date(2025, 2, 1), date(2025, 6, 1)),  # another owner's for 29 days
)


HANDED_ON = {"辛": date(2025, 6, 1)}


def told() -> pd.DataFrame:
    frame = pd.DataFrame(ROWS, columns=COLUMNS)
    frame["since"] = pd.Timestamp("2025-01-01")
    frame[["answers", "answered_usual", "answered_high"]] = (2, 2, 1)
    frame["owned_since"] = frame["customer"].map(HANDED_ON)
    return promised(frame, DAY, DECLARED).set_index("customer")


def test_what_is_promised_falls_due_on_its_day_and_low_ones_are_promised_no_visit():
    own = told()
    assert own.index[own["visit_due"]].tolist() == ["乙", "丙", "丁", "戊", "辛"]
    assert own.index[own["survey_due"]].tolist() == ["乙", "丙"]
    assert own["is_visited"].isna().to_dict()["己"]
    assert "庚" not in own.index
    assert own["in_time"].tolist() == [1, 1, 1, 2, 2, 2, 2]


def test_an_owner_is_warned_before_another_is_proposed():
    states = told()["owner_state"].dropna().to_dict()
    assert states == {"丙": CHANGED, "丁": WARNED, "戊": CHANGED}


def test_who_took_over_has_his_own_time():
    """辛 was left alone as long as 戊, by the owner before: the new one is not warned on his first day."""
    own = told().loc["辛"]
    assert (own["silent_for"], own["owner_state"]) == (149, None)


def test_who_visits_the_same_region_most_reliably_takes_over_and_nobody_where_there_is_nobody_else():
    assert better_owner(told().reset_index()) == {"丙": "王"}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(
        tmp_path_factory.mktemp("served"), orders=[*ORDERS, {"order_date": "2025-06-30", "amount": 0}],
        visits=[{"customer": "澜庭", "date": "2025-01-31"}, {"customer": "白鹭", "date": "2025-06-25"}],
        tickets=[{"ticket_id": "1", "opened": "2025-06-01 09:00", "customer": "澜庭", "kind": "投诉"}],
    )  # fmt: skip


def test_the_plan_says_tier_by_tier_how_far_it_is_kept(ask):
    figure = service_plan.table(ask, scope(ask))
    high = figure.frame.set_index("tier").loc["high"]
    assert (high["customers"], high["visited"], high["visits_due"], high["complaints"]) == (
        2,
        0.5,
        1,
        1,
    )
    assert figure.sentence.zh == "4 位高、中价值客户逾期未回访，1 位是高价值。"
    assert {c.key for c in figure.columns} >= {"visited", "complaints", "answered"}
    assert "surveys_due" not in {c.key for c in figure.columns}  # no survey was ever loaded


def test_the_load_and_the_list_of_an_owner_and_the_change_that_is_proposed(ask):
    load = service_plan.load(ask, scope(ask)).frame.set_index("owner")
    assert list(load.loc["陆文博", ["customers", "visits_due", "to_change"]]) == [1, 1, 1]
    handed = service_plan.hand_over(ask, scope(ask), "陆文博").frame
    assert handed["customer"].tolist() == ["澜庭"]
    assert handed["at_stake"].iloc[0] == round(handed["at_stake"].iloc[0]) > 0
    changes = service_plan.changes(ask, scope(ask)).frame
    assert changes[["customer", "owner_state", "proposed"]].to_numpy().tolist() == [
        ["澜庭", CHANGED, "陈晓琳"]
    ]


def test_a_proposal_that_is_taken_up_is_gone_and_the_customer_is_the_other_owners(tmp_path):
    warehouse = Warehouse(tmp_path / "store")
    fill(
        warehouse, tmp_path, orders=[*ORDERS, {"order_date": "2025-06-30", "amount": 0}],
        visits=[{"customer": "澜庭", "date": "2025-01-31"}, {"customer": "白鹭", "date": "2025-06-25"}],
    )  # fmt: skip
    before = Ask(warehouse.query)
    [row] = service_plan.changes(before, scope(before)).frame.to_dict("records")
    decide(warehouse, row["customer"], OWNER, row["proposed"], reason="150 天没有联系", since=DAY)
    after = Ask(warehouse.query)
    assert service_plan.changes(after, scope(after)).is_empty
    assert (
        "澜庭" in service_plan.hand_over(after, scope(after), "陈晓琳").frame["customer"].tolist()
    )


def test_without_visits_the_plan_says_what_would_tell(tmp_path):
    ask = asked(tmp_path, orders=ORDERS)
    assert service_plan.table(ask, scope(ask)).missing == ("visits",)
    assert service_plan.changes(ask, scope(ask)).missing == ("visits",)
    assert "visited" not in {c.key for c in service_plan.table(ask, scope(ask)).columns}
