"""Blocks of a day each, whose day stands in a line or a cell of its own above them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

HEADERS = ["客户", "产品", "数量", "金额"]
DAYS: dict[str, list[list[Any]]] = {
    "2025-03-05": [["甲公司", "苹果", 1, 10], ["乙公司", "梨", 2, 25]],
    "2025-03-06": [["丙公司", "苹果", 3, 30]],
    "2025-03-07": [["甲公司", "橙", 1, 40], ["丁公司", "梨", 2, 50]],
}
LINES = {
    "a label": lambda day: [f"日期：{day}"],
    "a label with a colon beside it": lambda day: ["日期：", day],
    "a label farther left": lambda day: ["日期", "", day],
    "another label": lambda day: ["", "", "销售日期", day],
    "the day alone": lambda day: [day],
    "a date": lambda day: [datetime.fromisoformat(day)],
    "a label beside a date": lambda day: ["日期", datetime.fromisoformat(day)],
    "a day of the week": lambda day: [f"{day} 星期三"],
}


def rows(line, *, once, gap, total):
    """The blocks with `line` above each, their headers `once` for all, and a blank row or a total below."""
    blocks: list[list[Any]] = [list(HEADERS)] if once else []
    for day, lines in DAYS.items():
        blocks += [line(day), *([] if once else [HEADERS]), *lines]
        blocks += [["小计", "", sum(r[2] for r in lines), sum(r[3] for r in lines)]] * total
        blocks += [[]] * gap
    return blocks


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize(
    ("once", "gap", "total"), [(True, 0, 0), (True, 0, 1), (False, 0, 0), (False, 1, 1)]
)
def test_each_block_is_of_the_day_above_it(drop, line, once, gap, total):
    batches = drop({"表": rows(line, once=once, gap=gap, total=total)})
    loaded = [row for batch in batches for row in batch.rows.to_pylist()]
    assert not any(batch.questions or batch.receipt.rows_put_aside for batch in batches)
    assert [(row["order_date"].isoformat(), row["amount"]) for row in loaded] == [
        (day, amount) for day, lines in DAYS.items() for *_, amount in lines
    ]


def test_days_without_their_year_are_of_the_year_of_the_title(one):
    blocks = rows(lambda day: [f"3月{int(day[-2:])}日"], once=True, gap=0, total=1)
    batch = one({"表": [["2025年3月销售日报"], *blocks]})
    assert batch.questions == ()
    assert [str(day) for day in dict.fromkeys(batch.rows["order_date"].to_pylist())] == list(DAYS)


def test_rows_with_days_of_their_own_keep_them(one):
    orders = [["2025-03-01", "甲", 10], ["2025-03-02", "乙", 20]]
    lines = [["", "日期：2025-03-30"], ["", "日期：2025-03-31"]]
    batch = one(
        {"表": [["日期", "客户", "金额"], lines[0], orders[0], lines[1], orders[1]]}, accept=True
    )
    assert batch.rows["order_date"].to_pylist() == [date(2025, 3, 1), date(2025, 3, 2)]


def test_the_days_of_signing_are_no_days_of_sales(one):
    signed = [["制表：李", "日期：2025-04-01"], ["日期：2025-04-02"], ["日期：2025-04-03"]]
    book = {"表": [["2025年3月销售"], HEADERS, *DAYS["2025-03-05"], *signed]}
    assert one(book, accept=True).receipt.last_date == date(2025, 3, 31)
