"""Pivot tables as they are pasted: groups and their members in one column, two months across."""

from __future__ import annotations

import random

import pytest

HEAD: list[list[object]] = [["求和项:销售额", "列标签"], ["行标签", "1月", "2月", "总计"]]
ROWS = [("华东", 60, 120), ("张伟", 40, 80), ("李娜", 20, 40), ("华南", 50, 60), ("王强", 50, 60)]


def pivot(rows: list[tuple[str, int, int]], total: tuple[int, int]) -> list[list[object]]:
    lines = [[name, one, two, one + two] for name, one, two in rows]
    return [*HEAD, *lines, ["总计", *total, sum(total)]]


def test_groups_that_sum_up_their_members_count_once_and_stay(one):
    batch = one({"透视": pivot(ROWS, (110, 180))}, answers={"year": "2025"})
    assert batch.receipt.amount_loaded == batch.receipt.amount_printed == 290
    assert set(batch.rows["region"].to_pylist()) == {"华东", "华南"}
    assert any("其下各行之和" in note.zh for note in batch.receipt.notes)


@pytest.mark.parametrize("language", ["行标签", "Row Labels"])
def test_in_a_list_as_well(one, language):
    rows = [["North", 30], ["Ann", 10], ["Bob", 20], ["South", 15], ["Cy", 15], ["Grand Total", 45]]
    receipt = one({"p": [[language, "Sum of Sales"], *rows]}, answers={"period": "2025-03"}).receipt
    assert (receipt.amount_loaded, receipt.amount_printed) == (45, 45)


@pytest.mark.parametrize("language", ["行标签", "Row Labels"])
def test_without_a_grand_total_as_well(one, language):
    rows = [
        ["North", 5030],
        ["Ann", 2010],
        ["Bob", 3020],
        ["South", 7115],
        ["Cy", 4015],
        ["Di", 3100],
    ]
    receipt = one({"p": [[language, "Sum of Sales"], *rows]}, answers={"period": "2025-03"}).receipt
    assert (receipt.rows_loaded, receipt.amount_loaded) == (4, 12145)


@pytest.mark.parametrize(
    "figures",
    [
        [(10_000_000,), (5_000_000,), (3_000_000,), (2_000_000,)],
        [(800_000,), (500_000,), (300_000,), (400_000,), (250_000,), (150_000,)],
        [
            (8_123_456, 7),
            (4_001_230, 3),
            (4_122_226, 2),
            (6_543_210, 9),
            (3_000_210, 1),
            (3_543_000, 2),
        ],
    ],
)
def test_a_list_that_adds_up_by_chance_or_in_one_column_alone_is_no_outline(one, figures):
    names = ("华东", "华南", "华北", "西南", "东北", "西北")
    head = ["区域", "销售额", "订单数"][: 1 + len(figures[0])]
    rows = [[name, *values] for name, values in zip(names, figures, strict=False)]
    receipt = one({"p": [head, *rows]}, answers={"period": "2025-03"}).receipt
    assert receipt.amount_loaded in (None, sum(values[0] for values in figures))


def test_small_numbers_that_add_up_by_chance_are_no_groups(one):
    rows = [["North", 3], ["Ann", 1], ["Bob", 2], ["South", 5], ["Cy", 4], ["Di", 1]]
    receipt = one({"p": [["姓名", "金额"], *rows]}, answers={"period": "2025-03"}).receipt
    assert (receipt.rows_loaded, receipt.amount_loaded) == (6, 16)


def test_what_does_not_add_up_is_left_as_it_is_and_asked_about(one):
    rows = [("华东", 60, 120), ("张伟", 41, 80), ("李娜", 20, 40), ("华南", 50, 60)]
    batch = one({"透视": pivot(rows, (110, 180))}, answers={"year": "2025"})
    assert "total" in [question.key for question in batch.questions]


@pytest.mark.parametrize(
    "headers",
    [
        "2024年3月,2025年3月",
        "2024-03,2025-03",
        "Dec-24,Mar-25",
        "2024年12月销售额,2025年12月销售额",
    ],
)
def test_two_months_of_different_years_are_months_of_two_rows_too(one, headers):
    batch = one(f"销售额\n区域,{headers}\n华东,100,120\n华南,80,95\n", accept=True)
    assert batch.receipt.amount_loaded == 395
    assert len(set(batch.rows["order_date"].to_pylist())) == 2


def test_two_months_across_are_months(one):
    batch = one(
        "区域,1月,2月\n华东,10,20\n华南,5,6\n", answers={"year": "2025", "measure": "sales"}
    )
    assert batch.receipt.amount_loaded == 41
    assert {str(day) for day in batch.rows["order_date"].to_pylist()} == {
        "2025-01-31",
        "2025-02-28",
    }


MONTHS_OF_QUARTERS = (("一季度", "1月", "2月"), ("二季度", "4月", "5月"))
BOTH_YEARS = tuple((year, *quarter) for year in ("2024", "2025") for quarter in MONTHS_OF_QUARTERS)
SHOPS = {"华东": {"上海": [3, 5], "杭州": [7]}, "华南": {"广州": [11, 13]}}


def _by_quarter(month: list[int]) -> list[int]:
    """Eight months, each quarter's two before their sum, each year's before its own, then all."""
    quarters = [[a, b, a + b] for a, b in zip(month[::2], month[1::2], strict=True)]
    years = [
        [*one, *two, one[2] + two[2]]
        for one, two in zip(quarters[::2], quarters[1::2], strict=True)
    ]
    return [*years[0], *years[1], sum(month)]


def test_regions_cities_and_shops_under_years_quarters_and_months_count_once(one):
    heads: list[list[object]] = [[None], [None], ["行标签"]]
    for n, (year, quarter, *months) in enumerate(BOTH_YEARS):
        heads[0] += [year if n % 2 == 0 else None, None, None]
        heads[1] += [quarter, None, f"{quarter} 汇总"]
        heads[2] += [*months, None]
        if n % 2:
            heads[0].append(f"{year} 汇总")
            heads[1].append(None)
            heads[2].append(None)
    heads[0].append("总计")

    def line(name: str, of: list[int]) -> list[object]:
        return [name, *_by_quarter([base * 10 + month for base in [sum(of)] for month in range(8)])]

    def added(name: str, lines: list[list[object]]) -> list[object]:
        return [name, *(sum(cells) for cells in zip(*(each[1:] for each in lines), strict=True))]

    rows, regions = [], []
    for region, cities in SHOPS.items():
        below, of_region = [], []
        for city, shops in cities.items():
            leaves = [line(f"{city}{n}店", [base]) for n, base in enumerate(shops, 1)]
            of_region.append(added(city, leaves))
            below += [of_region[-1], *leaves]
        regions.append(added(region, of_region))
        rows += [regions[-1], *below]
    total = added("总计", regions)
    batch = one({"透视": [["求和项:销售额", "列标签"], *heads, *rows, total]}, accept=True)
    assert batch.receipt.amount_loaded == batch.receipt.amount_printed == total[-1]
    assert set(batch.rows["region"].to_pylist()) == set(SHOPS)
    assert "total" not in [question.key for question in batch.questions]


ROUNDED = "华东,112.3\n张三,54.1\n李四,58.3\n华南,420.5\n王五,220.1\n赵六,200.4\n"


@pytest.mark.parametrize(
    ("table", "sold"),
    [
        (f"行标签,销售额（万元）\n{ROUNDED}", 5_329_000),
        (f"行标签,销售额（万元）\n{ROUNDED}总计,532.8\n", 5_329_000),
        (f"行标签,销售额（万元）\n公司,532.8\n{ROUNDED}", 5_329_000),
        ("部门,销售额\n" + ROUNDED.replace("\n", "万\n"), 5_329_000),
        ("Row Labels,Sum of Sales (k)\n" + ROUNDED.replace(".", ""), 5_329_000),
    ],
)
def test_groups_of_rounded_figures_count_once_as_well(one, table, sold):
    batch = one(table, answers={"period": "2025-03"})
    assert (batch.receipt.rows_loaded, batch.receipt.amount_loaded) in ((4, sold), (0, None))
    assert "outline" not in [question.key for question in batch.questions]
    assert one(table, answers={"period": "2025-03"}, accept=True).receipt.amount_loaded == sold


def test_groups_that_may_add_up_by_chance_are_asked_about(one):
    few = "行标签,销售额（万元）\n华东,12.3\n张三,4.1\n李四,8.3\n华南,20.5\n王五,20.1\n赵六,0.4\n"
    [question] = one(few, answers={"period": "2025-03"}).questions
    assert (question.key, question.guess) == ("outline", "leave_out")
    for answer, sold in (("leave_out", 329_000), ("keep", 657_000)):
        answers = {"period": "2025-03", "outline": answer}
        assert one(few, answers=answers).receipt.amount_loaded == sold


@pytest.mark.parametrize("seed", range(8))
def test_no_figure_of_a_rounded_outline_is_counted_twice(one, seed):
    chance = random.Random(f"rounded outline {seed}")
    places = chance.choice([0, 1, 2])
    lines, leaves = [], []
    for _ in range(chance.randint(2, 5)):
        group = [chance.uniform(20, 900) for _ in range(chance.randint(2, 6))]
        lines += [sum(group), *group]
        leaves += [round(figure, places) for figure in group]
    rows = "".join(f"n{n},{line:.{places}f}\n" for n, line in enumerate(lines))
    receipt = one(f"行标签,销售额\n{rows}", answers={"period": "2025-03"}, accept=True).receipt
    assert float(receipt.amount_loaded) == pytest.approx(sum(leaves), abs=0.001)


def test_a_year_above_its_months_is_no_group_of_theirs(one):
    months = [[f"2025年{m}月", 1000 + 137 * m] for m in range(1, 13)]
    year = 12 * 1000 + 137 * sum(range(1, 13))
    batch = one({"目标": [["年月", "目标额"], ["2025年", year], *months]}, accept=True)
    assert batch.receipt.amount_loaded == year
    assert batch.receipt.columns["period"] == "年月"
    assert len(set(batch.rows["period"].to_pylist())) == 12
