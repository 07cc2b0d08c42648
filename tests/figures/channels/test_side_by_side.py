"""The page of channels on two half-years that can be checked by hand.

| 元        | sales 2024 | sales 2025 | cost 2025 | spend 2024 | spend 2025 | ROI 2024 | ROI 2025 |
| 天猫 Tmall |    100,000 |    150,000 |    90,000 |     20,000 |     50,000 |      1.0 |      0.2 |
| 直销 Direct|    200,000 |    180,000 |    90,000 |     30,000 |     60,000 |      1.0 |      0.5 |

Tmall's cost of 2024 was 60,000 and that of Direct 140,000. The data ends on 31 December 2025; of the
spend of Direct, half is June's and half December's, when Tmall spent nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from salesdash.analysis.channels.efficiency import Earner
from salesdash.charts.look import spec
from salesdash.figures.channels import courses as _courses
from salesdash.figures.channels import money_table as _money_table
from salesdash.figures.channels import sentences
from salesdash.figures.channels import side_by_side as _side_by_side
from salesdash.figures.channels.sentences import NOTHING_SOLD
from tests.heard import heard
from tests.stores import asked, scope

NO_SPEND = "本期没有分渠道的费用，看不出谁值得投入。"
side_by_side, courses = heard(_side_by_side), heard(_courses)


def order(day, channel, amount, cost, customer="甲"):
    return {
        "order_date": day,
        "channel": channel,
        "amount": amount,
        "cost": cost,
        "customer": customer,
    }


ORDERS = [
    order("2024-06-03", "天猫", 100_000, 60_000),
    order("2024-06-03", "直销", 200_000, 140_000, "乙"),
    order("2025-06-03", "天猫", 150_000, 90_000, "丙"),
    order("2025-06-04", "直销", 100_000, 50_000, "乙"),
    order("2025-12-31", "直销", 80_000, 40_000, "丁"),
]
SPEND = [
    {"date": "2024-06", "channel": "天猫", "spend": 20_000},
    {"date": "2024-06", "channel": "直销", "spend": 30_000},
    {"date": "2025-06", "channel": "天猫", "spend": 50_000},
    {"date": "2025-06", "channel": "直销", "spend": 30_000},
    {"date": "2025-12", "channel": "直销", "spend": 30_000},
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("channels"), orders=ORDERS, spend=SPEND)


def table(ask, where, dimension="channel"):
    figure = side_by_side.ranking_table(ask, where, dimension)
    return figure, {row[dimension]: row for row in figure.frame.to_dict("records")}


def keys(figure):
    return [column.key for column in figure.columns]


def test_the_headline_names_who_earns_most_and_least_and_where_they_go(ask):
    assert side_by_side.headline(ask, scope(ask, "2025"), "channel") == (
        "直销的投入产出比最高（0.50，去年同期 1.00，在下降），"
        "天猫最低（0.20，去年同期 1.00，在下降），销售额却增长 50.0%。"
    )
    assert side_by_side.headline(ask, scope(ask, "2025", lang="en"), "channel") == (
        "直销 earns most on its spend (ROI 0.50, last year 1.00: falling); "
        "天猫 earns least (0.20, last year 1.00: falling), though its sales grow by 50.0%."
    )


def test_every_column_of_a_channel_is_what_the_manager_computes(ask):
    _, rows = table(ask, scope(ask, "2025"))
    tmall = rows["天猫"]
    assert tmall["channel_kind"] == "第三方平台"
    assert tmall["sales"] == 150_000
    assert tmall["share"] == pytest.approx(150 / 330)
    assert tmall["channel_growth"] == pytest.approx(0.5)
    assert tmall["margin_rate"] == pytest.approx(0.4)
    assert tmall["roi"] == pytest.approx((60_000 - 50_000) / 50_000)
    assert tmall["roi_before"] == pytest.approx((40_000 - 20_000) / 20_000)
    assert (tmall["new_customers"], tmall["cac"]) == (1, 50_000)


def test_the_largest_channel_stands_first(ask):
    _, rows = table(ask, scope(ask, "2025"))
    assert list(rows) == ["直销", "天猫"]


def test_growth_that_is_bought_with_a_falling_return_is_named(ask):
    figure = side_by_side.roi_ranking(ask, scope(ask, "2025"), "channel")
    assert figure.sentence == "天猫的销售额在增长，投入产出比却在下降：增长是用费用换来的。"
    assert list(figure.frame["channel"]) == ["直销", "天猫"]
    assert list(figure.frame["light"]) == ["amber", "amber"]


def test_without_spend_its_columns_are_left_out_and_said(tmp_path):
    ask = asked(tmp_path, orders=ORDERS)
    figure, _ = table(ask, scope(ask, "2025"))
    assert not {"spend", "roi", "roi_before", "cac"} & set(keys(figure))
    assert any("费用投入" in note and "获客成本" in note for note in figure.notes)
    assert side_by_side.roi_ranking(ask, scope(ask, "2025"), "channel").missing == ("spend.spend",)
    assert side_by_side.headline(ask, scope(ask, "2025"), "channel") == (
        "直销卖得最多，占 54.5%；天猫增长最快（+50.0%），直销最慢（-10.0%）。"
    )
    assert side_by_side.no_spend(ask, scope(ask, "2025"), "channel").zh == NO_SPEND


def test_without_costs_roi_is_counted_from_sales_and_says_so(tmp_path):
    bare = [{k: v for k, v in row.items() if k != "cost"} for row in ORDERS]
    ask = asked(tmp_path, orders=bare, spend=SPEND)
    figure, rows = table(ask, scope(ask, "2025"))
    assert rows["天猫"]["roi"] == pytest.approx((150_000 - 50_000) / 50_000)
    assert "margin_rate" not in keys(figure)
    assert any("没有成本" in note for note in figure.notes)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ((150, 110), "All 2 grow: Shop does best (+50.0%), Web worst (+10.0%)."),
        ((101, 101.5), "All 2 hold steady: Web does best (+1.5%), Shop worst (+1.0%)."),
        ((101, 50), "Of 2, 1 holds steady, 1 shrinks: Shop does best (+1.0%), Web worst (-50.0%)."),
        ((101, 101), "All 2 hold steady."),
        ((80, 50), "All 2 shrink: Shop does best (-20.0%), Web worst (-50.0%)."),
    ],
)
def test_what_is_said_of_growth_agrees_with_its_numbers(now, told, tmp_path):
    orders = [
        {"order_date": f"{year}-12-31", "channel": channel, "amount": amount}
        for year, amounts in ((2023, (100, 100)), (2024, (100, 100)), (2025, now))
        for channel, amount in zip(("Shop", "Web"), amounts, strict=True)
    ]
    ask = asked(tmp_path, orders=orders)
    assert table(ask, scope(ask, "2025", lang="en"))[0].sentence == told


def test_where_nothing_was_sold_a_year_before_that_is_why_nothing_grew(tmp_path):
    orders = [
        {"order_date": day, "channel": "直销", "amount": 100}
        for day in ("2024-01-15", "2025-02-03")
    ]
    ask = asked(tmp_path, orders=orders)
    figure, _ = table(ask, scope(ask, "2025-02"))
    assert any("去年同期没有销售，算不出增长" in note for note in figure.notes)


def test_without_a_year_before_growth_is_left_out_not_zero(ask):
    figure, _ = table(ask, scope(ask, "2024"))
    assert "channel_growth" not in keys(figure)
    assert any("没有去年同期的数据" in note for note in figure.notes)


def test_of_all_data_growth_asks_for_a_period(ask):
    figure, _ = table(ask, scope(ask))
    assert any("选择一个期间" in note for note in figure.notes)


def test_spend_of_nobody_is_no_channel(tmp_path):
    ask = asked(tmp_path, orders=ORDERS, spend=[{"date": "2025-06", "spend": 9_000}])
    figure, rows = table(ask, scope(ask, "2025"))
    assert "spend" not in keys(figure)
    assert list(rows) == ["直销", "天猫"]


def test_orders_without_a_channel_are_compared_by_what_they_name_and_say_what_one_would_add(
    tmp_path,
):
    bare = [{"order_date": "2025-06-03", "amount": 10, "region": r} for r in ("东", "东", "西")]
    ask = asked(tmp_path, orders=bare)
    assert list(side_by_side.choices(ask)) == ["region"]
    told = side_by_side.what_channels_add(ask, "region")
    assert told is not None
    assert told.zh.startswith("订单里没有渠道，先按区域比较。在订单表加一列“渠道”")
    assert told.en.startswith(
        "The orders name no channel, so this compares by region. Add a column"
    )
    assert "东卖得最多，占 66.7%" in side_by_side.headline(ask, scope(ask, "2025"), "region")


def test_products_are_compared_where_nothing_else_is_named(tmp_path):
    ask = asked(tmp_path, orders=[{"order_date": "2025-06-03", "amount": 10, "product": "茶"}])
    assert list(side_by_side.choices(ask)) == ["product"]


def test_of_too_many_products_the_largest_are_drawn(tmp_path):
    many = [
        {"order_date": "2025-06-03", "amount": 100 + n, "product": f"P{n:03}"} for n in range(99)
    ]
    ask = asked(tmp_path, orders=many)
    assert list(side_by_side.choices(ask)) == ["product"]
    figure = side_by_side.sales_ranking(ask, scope(ask, "2025"), "product")
    assert len(figure.frame) == 99
    assert any("99" in note for note in figure.notes)


def test_orders_with_channels_are_told_nothing_of_them(ask):
    assert side_by_side.what_channels_add(ask, "channel") is None


def test_orders_with_neither_teach_the_column(tmp_path):
    ask = asked(tmp_path, orders=[{"order_date": "2025-06-03", "amount": 10}])
    assert side_by_side.choices(ask) == {}
    assert side_by_side.NEEDED == ("orders.channel",)
    advice = side_by_side.NOTHING_TO_COMPARE.more
    assert ("“渠道”" in advice.zh, "“Channel”" in advice.en) == (True, True)


def test_a_period_without_sales_is_said(ask):
    assert side_by_side.headline(ask, scope(ask, "2020"), "channel") == NOTHING_SOLD.zh


def test_a_filter_that_spend_does_not_know_leaves_roi_out_and_says_so(tmp_path):
    orders = [{**row, "category": "净水"} for row in ORDERS]
    ask = asked(tmp_path, orders=orders, spend=SPEND)
    figure, _ = table(ask, scope(ask, "2025").where("category", "净水"))
    assert "roi" not in keys(figure)
    assert any("数据没有按渠道或所选筛选记录" in note for note in figure.notes)
    assert side_by_side.roi_ranking(
        ask, scope(ask, "2025").where("category", "净水"), "channel"
    ).is_empty


def test_trends_have_every_month_since_the_first_sale_and_zeros_where_nothing_was_sold(ask):
    frame = courses.trends(ask, scope(ask, "2025"), "channel").frame
    direct = frame[frame["channel"] == "直销"].set_index("month")["sales"]
    assert len(direct) == 19  # June 2024, the first month loaded, to December 2025
    assert direct.iloc[0] == 200_000
    assert direct.iloc[1] == 0
    assert direct.iloc[-1] == 80_000


def test_the_last_three_months_are_held_against_the_same_of_last_year(tmp_path):
    orders = [
        order(f"{year}-{month:02}-28", channel, amount, 1)
        for channel, amounts in {"天猫": (100, 150), "直销": (100, 80)}.items()
        for year, amount in zip((2024, 2025), amounts, strict=True)
        for month in range(1, 13)
    ]
    ask = asked(tmp_path, orders=[*orders, order("2025-12-31", "直销", 0, 0)])
    assert courses.trends(ask, scope(ask, "2025"), "channel").sentence == (
        "近三个月与去年同期比：天猫最快（+50.0%），直销最慢（-20.0%）。"
    )


def test_in_a_first_year_the_last_three_months_are_held_against_the_three_before(tmp_path):
    orders = [
        order(f"2025-{month:02}-28", channel, amount * (2 if month > 3 else 1) + month % 2, 1)
        for channel, amount in {"天猫": 100, "直销": 100}.items()
        for month in range(1, 7)
        if channel == "天猫" or month != 5
    ]
    ask = asked(tmp_path, orders=[*orders, order("2025-06-30", "直销", 0, 0)])
    assert courses.trends(ask, scope(ask, "2025"), "channel").sentence == (
        "近三个月与前三个月比：天猫最快（+99.0%），直销最慢（+32.5%）。"
    )


def test_fastest_and_slowest_are_looked_for_beyond_those_drawn(tmp_path):
    """Twenty large channels that grow by a tenth are drawn before the two small ones."""
    large = {f"渠道{n:02}": (1000, 1100) for n in range(20)}
    orders = [
        order(f"{year}-{month:02}-28", channel, amount, 1)
        for channel, amounts in (large | {"小而快": (10, 20), "小而慢": (10, 5)}).items()
        for year, amount in zip((2024, 2025), amounts, strict=True)
        for month in (10, 11, 12)
    ]
    ask = asked(tmp_path, orders=[*orders, order("2025-12-31", "渠道00", 0, 0)])
    figure = courses.trends(ask, scope(ask, "2025"), "channel")
    assert {"小而快", "小而慢"}.isdisjoint(figure.frame["channel"])
    assert figure.sentence == "近三个月与去年同期比：小而快最快（+100.0%），小而慢最慢（-50.0%）。"


def test_the_running_month_is_not_drawn_as_a_fall(ask):
    year = scope(ask, "2025")
    running = replace(year, as_of=date(2025, 12, 15))
    assert courses.trends(ask, year, "channel").frame["month"].max() == date(2025, 12, 1)
    assert courses.trends(ask, running, "channel").frame["month"].max() == date(2025, 11, 1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_is_drawn_and_says_its_period_and_day(ask, lang):
    where = scope(ask, "2025", lang=lang)
    for show in (
        side_by_side.ranking_table,
        side_by_side.roi_ranking,
        side_by_side.sales_ranking,
        courses.trends,
    ):
        figure = show(ask, where, "channel")
        assert {column.key for column in figure.columns} <= set(figure.frame.columns)
        assert "2025" in figure.context
        if figure.draw:
            for mode in ("light", "dark"):
                assert spec(figure.draw(mode))["layer"]


def test_where_all_shrink_nobody_grows_fastest(tmp_path):
    """Sales of 2024 and 2025: Tmall 100 and 90, Direct 200 and 100."""
    sold = {"2024": {"天猫": 100, "直销": 200}, "2025": {"天猫": 90, "直销": 100}}
    rows = [
        order(f"{year}-{month:02}-05", channel, amount, None)
        for year, channels in sold.items()
        for month in range(1, 13)
        for channel, amount in channels.items()
    ]
    ask, closed = asked(tmp_path, orders=rows), "2025-01-01..2025-11-30"
    assert "；天猫降幅最小（-10.0%），直销降幅最大（-50.0%）" in side_by_side.headline(
        ask, scope(ask, closed), "channel"
    )
    said = side_by_side.headline(ask, scope(ask, closed, lang="en"), "channel")
    assert "; 天猫 shrinks least (-10.0%), 直销 most (-50.0%)" in said


def test_who_holds_level_is_not_said_to_do_best():
    members = [Earner("天猫", sales=100.0, growth=0.0), Earner("直销", sales=50.0, growth=-0.5)]
    table, line = (said(members, "channel") for said in (sentences.growth, sentences.answer))
    assert table.zh.endswith("：天猫持平，直销最差（-50.0%）。")
    assert "；天猫持平，直销降幅最大（-50.0%）" in line.zh
    assert "天猫 is level" in table.en
    assert "天猫 is level" in line.en


def test_the_return_of_the_last_month_is_not_told_beside_the_sales_of_a_week(tmp_path):
    """In the week Direct sells nothing; its return of August says nothing about that."""
    rows = [
        order(f"{year}-{month:02}-{day:02}", channel, amount, amount / 2)
        for year in (2024, 2025)
        for month in (8, 9)
        for day in range(1, 31)
        for channel, amount in (("天猫", 400), ("直销", 200 if (year, month) != (2025, 9) else 1))
    ]
    spent = [
        {"date": f"{year}-{month:02}", "channel": channel, "spend": 1000}
        for year in (2024, 2025)
        for month in (8, 9)
        for channel in ("天猫", "直销")
    ]
    ask = asked(tmp_path, orders=rows, spend=spent)
    week = replace(scope(ask, "2025-W37"), as_of=date(2025, 9, 14))
    said = side_by_side.headline(ask, week, "channel")
    assert said.startswith("2025年8月：")
    assert "销售额" not in said


def test_one_channel_alone_has_no_rank_and_no_share(tmp_path):
    alone = asked(
        tmp_path, orders=[order("2025-06-03", "天猫", 100, 60), order("2025-06-04", "天猫", 50, 30)]
    )
    view = scope(alone, "2025")
    assert side_by_side.headline(alone, view, "channel").startswith("销售额全部来自天猫。")
    assert side_by_side.sales_ranking(alone, view, "channel").sentence == "销售额全部来自天猫。"


BOTH = ("天猫", "京东")


def monthly(year: int, months: int, amount: int = 100, channels: tuple[str, ...] = BOTH):
    return [
        {"order_date": f"{year}-{month:02}-06", "channel": channel, "customer": "老客",
         "order_id": f"{channel}{year}{month}", "amount": amount}
        for month in range(1, months + 1)
        for channel in channels
    ]  # fmt: skip


@pytest.fixture(scope="module")
def partly_spent(tmp_path_factory):
    """Orders of two channels from 2023 to October 2025; what one of them cost from January to August."""
    return asked(
        tmp_path_factory.mktemp("partly"),
        orders=[*monthly(2023, 12), *monthly(2024, 12), *monthly(2025, 10)],
        spend=[{"date": f"2025-{m:02}", "channel": "天猫", "spend": 50} for m in range(1, 9)],
    )


@pytest.mark.parametrize(
    ("period", "why"),
    [
        (
            "2024",
            "未列出费用、费后利润、渠道投入产出比、获客成本：费用投入数据从2025年1月1日才开始。",
        ),
        (
            "2025-10",
            "未列出费用、费后利润、渠道投入产出比、获客成本：费用投入数据只到2025年8月31日。",
        ),
        ("2025", "未列出获客成本：这段时间没有可以计算的数据。"),  # nobody is new
    ],
)
def test_what_is_left_out_has_its_own_reason(partly_spent, period, why):
    figure, _ = table(partly_spent, scope(partly_spent, period))
    assert why in figure.notes


def test_spend_of_other_months_is_not_said_to_be_none(partly_spent):
    said = side_by_side.no_spend(partly_spent, scope(partly_spent, "2024"), "channel")
    assert said.zh == NO_SPEND
    assert not side_by_side.no_spend(partly_spent, scope(partly_spent, "2025"), "channel")


def test_the_only_one_whose_cost_is_known_is_not_said_to_lead(partly_spent):
    view = scope(partly_spent, "2025")
    said = side_by_side.headline(partly_spent, view, "channel")
    assert said == "只有天猫算得出投入产出比（1.00）。"
    figure = heard(_money_table.money_table)(partly_spent, view, "channel")
    assert figure.sentence == "只有天猫算得出费后销售额：400.00元。"


def test_beside_what_was_taken_back_nobody_has_a_share_or_all(tmp_path):
    """150 and 60 sold, 60 taken back by a third channel: 150 is neither all of it nor a part of 150."""
    amounts = {"天猫": 150, "京东": 60, "抖音": -60}
    rows = [monthly(2025, 1, amount, (channel,)) for channel, amount in amounts.items()]
    ask = asked(tmp_path, orders=[row for each in rows for row in each])
    view = scope(ask, "2025-01")
    assert side_by_side.headline(ask, view, "channel").startswith("天猫卖得最多。")
    assert side_by_side.sales_ranking(ask, view, "channel").sentence == "天猫最大。"
    figure = heard(_money_table.money_table)(ask, view, "channel")
    assert figure.sentence == "天猫卖得最多：150.00元。"


def test_a_share_is_of_all_sales_those_of_nobody_among_them(tmp_path):
    """Of 1,000 Tmall sells 300 and Direct 200; 500 name no channel. Headline, table and ranking say the same."""
    rows = [
        order("2025-06-03", channel, amount, None)
        for channel, amount in (("天猫", 300), ("直销", 200), (None, 500))
    ]
    ask = asked(tmp_path, orders=rows)
    where = scope(ask, "2025-06")
    for said in (
        side_by_side.headline(ask, where, "channel"),
        side_by_side.sales_ranking(ask, where, "channel").sentence,
        heard(_money_table.money_table)(ask, where, "channel").sentence,
    ):
        assert said.startswith("天猫")
        assert "占 30.0%" in said
