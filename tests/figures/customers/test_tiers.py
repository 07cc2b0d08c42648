"""What the page says about customers, on cases that can be counted on fingers."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from salesdash.figures.customers import concentration as _concentration
from salesdash.figures.customers import tiers as _customers
from salesdash.figures.customers.population import largest, standing
from salesdash.period import Period
from salesdash.units import MONEY, write
from tests.heard import heard
from tests.stores import asked, scope

concentration = heard(_concentration)
customers = heard(_customers)


def orders_of(customer: str, amount: float, days: tuple[str, ...], **more):
    return [
        {
            "order_date": d,
            "amount": amount,
            "customer": customer,
            "order_id": f"{customer}{d}",
            **more,
        }
        for d in days
    ]


REGULAR = ("2025-05-21", "2025-05-31", "2025-06-10", "2025-06-20")
SILENT = ("2025-03-22", "2025-04-01", "2025-04-11", "2025-04-21")
# The key customer bought 4 × 2,250 every ten days until 21 April: 70 days of silence by the end.
ORDERS = [
    *orders_of("澜庭", 2250, SILENT, salesperson="陆文博", channel="直销"),
    *orders_of("白鹭", 2000, REGULAR, salesperson="陈晓琳", channel="经销"),
    *(row for n in range(1, 9) for row in orders_of(f"小店{n}", 10 * n, REGULAR, channel="经销")),
    *orders_of("老客户", 500, ("2023-01-01",), channel="直销"),
]
FIGURES = (
    customers.tiers,
    customers.status,
    concentration.concentration,
    concentration.largest_customers,
)


@pytest.fixture
def ask(tmp_path: Path):
    return asked(tmp_path, orders=[*ORDERS, {"order_date": "2025-06-30", "amount": 0}])


def test_the_headline_counts_buyers_and_what_is_about_to_go(ask):
    """Sales: 9,000 + 8,000 + 4 × (10 + … + 80) = 18,440; the two high ones bring 92.2 %."""
    assert customers.headline(ask, scope(ask)) == (
        "近 12 个月有 10 位客户下单；2 位高价值客户贡献了 92.2% 的销售额，"
        "其中 1 位有流失风险或已流失，涉及 9,000元。"
    )
    assert customers.headline(ask, scope(ask, lang="en")) == (
        "10 customers ordered in the last 12 months; the 2 high-value ones bring 92.2% of sales. "
        "1 of them is at risk or lost, worth ¥9.00k."
    )


def test_nobody_leaving_is_good_news(tmp_path: Path):
    ask = asked(tmp_path, orders=orders_of("白鹭", 2000, REGULAR))
    assert "没有流失迹象" in customers.headline(ask, scope(ask))
    assert "it is not leaving" in customers.headline(ask, scope(ask, lang="en"))


def test_tiers_and_former_customers_add_up_to_all_and_all_their_money(ask):
    figure = customers.tiers(ask, scope(ask))
    assert figure.frame["customers"].tolist() == [2, 3, 5, 1]
    assert figure.frame["amount"].sum() == 18_440
    assert figure.frame["people_share"].sum() == pytest.approx(1)
    assert figure.frame["money_share"].sum() == pytest.approx(1)


def test_who_did_not_buy_in_twelve_months_is_a_former_customer_in_every_figure(ask):
    tiers, status = customers.tiers(ask, scope(ask)), customers.status(ask, scope(ask))
    by_tier = dict(zip(tiers.frame["tier"], tiers.frame["customers"], strict=True))
    assert by_tier["以前的客户"] == 1
    assert status.frame.groupby("tier")["customers"].sum().to_dict() == by_tier
    told = customers.tiers(ask, scope(ask, lang="en")).notes[0]
    assert "Former customers without an order in 12 months: 1." in told


def test_status_counts_everybody_who_ever_bought_once(ask):
    figure = customers.status(ask, scope(ask))
    assert figure.frame["customers"].sum() == 11
    lost = figure.frame[(figure.frame["tier"] == "高价值") & (figure.frame["status"] == "已流失")]
    assert lost["customers"].tolist() == [1]
    assert lost["amount"].tolist() == [9000]
    assert "澜庭（已70天未下单，平时约10天一单）" in figure.notes[0]
    [going] = lost["at_stake"]
    assert 0 < going < 9000
    assert figure.sentence.endswith(f"年销售额 9,000元，预计流失 {write(going, MONEY).zh}。")


def test_concentration_names_the_few(ask):
    """The largest of ten makes 9,000 of 18,440; the two largest are the top 20 %."""
    figure = concentration.concentration(ask, scope(ask))
    assert figure.frame["cumulative"].iloc[-1] == 1
    assert figure.frame["amount"].sum() == pytest.approx(18_440)
    assert "前 20% 的客户（2 位）贡献 92.2%" in figure.sentence
    assert "最大一位占 48.8%" in figure.notes[0]
    table = concentration.largest_customers(ask, scope(ask, lang="en")).frame
    assert table["customers"].tolist() == [1, 1, 1, 2]
    assert table["share"].iloc[-1] == pytest.approx(17_000 / 18_440)


def test_a_past_period_shows_its_customers_as_they_stood_then(ask):
    within = scope(ask, "2023")
    found = standing(ask, within)
    assert found is not None
    assert found.everyone["customer"].tolist() == ["老客户"]
    assert "2023年12月31日" in customers.tiers(ask, within).context


def test_filters_that_are_no_trait_of_a_customer_are_said_not_to_apply(ask):
    within = scope(ask).where("channel", "直销").where("product", "封口机")
    figure = customers.tiers(ask, within)
    assert figure.frame["customers"].sum() == 2
    assert "产品" in figure.notes[-1]
    assert "封口机" not in figure.context
    assert "直销" in figure.context


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_orders_without_customers_say_which_column_to_add(tmp_path: Path, figure, lang):
    ask = asked(tmp_path, orders=[{"order_date": "2025-06-01", "amount": 1}])
    empty = figure(ask, scope(ask, lang=lang))
    assert empty.is_empty
    assert empty.missing == ("orders.customer",)
    assert ("“客户”" if lang == "zh" else "“Customer”") in empty.sentence
    assert customers.headline(ask, scope(ask, lang=lang)) == empty.sentence


@pytest.mark.parametrize("figure", FIGURES)
def test_customer_numbers_will_do_for_names(tmp_path: Path, figure):
    rows = [{"order_date": d, "amount": 5, "customer_id": "C1"} for d in REGULAR]
    ask = asked(tmp_path, orders=rows)
    assert not figure(ask, scope(ask)).missing


@pytest.mark.parametrize("figure", FIGURES)
def test_before_the_first_order_there_is_nobody_and_no_crash(ask, figure):
    within = scope(ask, "2022")
    assert figure(ask, within).is_empty
    assert "还没有客户" in customers.headline(ask, within)


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_is_whole(ask, figure, lang):
    made = figure(ask, scope(ask, lang=lang))
    assert [c.key for c in made.columns if c.key not in made.frame] == []
    assert all(c.title for c in made.columns)
    assert made.sentence
    assert str(Period.of(date(2025, 6, 30), "day").name[lang]) in made.context
    if made.draw:
        assert made.draw("light").to_dict()
        assert made.draw("dark").to_dict()


def test_customers_who_only_gave_back_are_left_out_of_the_curve(tmp_path: Path):
    back = [
        *orders_of("退货客户", 20, ("2025-05-20",)),
        *orders_of("退货客户", -50, ("2025-06-01",)),
    ]
    rows = [*orders_of("白鹭", 100, REGULAR), *back]
    ask = asked(tmp_path, orders=rows)
    figure = concentration.concentration(ask, scope(ask))
    assert figure.frame["members"].sum() == 1
    assert "退货多于购买" in figure.notes[1]


def test_the_largest_come_first_and_ties_by_name_however_many_there_are():
    nan = float("nan")
    known = pd.DataFrame(
        [("丁", 5, 5), ("乙", 9, 9), ("甲", 9, 9), ("丙", 9, 10), ("戊", nan, 99), ("己", nan, 7)],
        columns=["customer", "amount", "amount_ever"],
    )
    order = ["丙", "乙", "甲", "丁", "戊", "己"]
    for count in range(1, 8):
        assert largest(known, count)["customer"].tolist() == order[:count]


def test_of_customers_with_too_few_orders_it_is_not_said_that_they_stay(tmp_path):
    orders = [
        {"order_date": "2025-03-03", "amount": amount, "customer": name}
        for name, amount in (("甲", 900), ("乙", 100), ("丙", 50))
    ]
    ask = asked(tmp_path, orders=orders)
    for lang in ("zh", "en"):
        said = customers.headline(ask, scope(ask, lang=lang))
        assert "流失" not in said
        assert "leaving" not in said


def test_low_value_customers_are_not_said_to_bring_only_what_they_bring(ask):
    assert not any("只" in note for note in customers.tiers(ask, scope(ask)).notes)


def test_where_all_customers_are_equal_nobody_is_spoken_of_as_high_value(tmp_path):
    rows = [row for n in range(10) for row in orders_of(f"店{n}", 100, REGULAR)]
    ask = asked(tmp_path, orders=rows)
    assert customers.headline(ask, scope(ask)) == (
        "近 12 个月有 10 位客户下单；目前没有高价值客户。"
    )
    for figure in (customers.tiers, customers.status):
        assert figure(ask, scope(ask)).sentence == "目前没有高价值客户。"
        assert figure(ask, scope(ask, lang="en")).sentence == "No customer is high-value now."
        assert not any("–；" in note for note in figure(ask, scope(ask)).notes)


def test_the_pointer_reads_people_as_people_and_money_as_money(ask):
    drawing = customers.tiers(ask, scope(ask)).spec("light")
    [data] = [rows for rows in drawing["datasets"].values() if "in_words_text" in rows[0]]
    told = [row["in_words_text"] for row in data]
    assert any(words.endswith(" 位客户") for words in told)
    assert any(words.endswith("元") for words in told)
    assert "value_text" not in str(drawing["layer"])
