"""A made-up company of any size, the same at each run: its order files and its stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from benchmarks.side import Figures, Place
from salesdash.incoming.imports import import_file
from salesdash.warehouse.store.database import Warehouse

SEED = 20251116
FIRST, DAYS = np.datetime64("2023-01-01"), 1096
A_FILE = 2_500_000  # rows: a csv of more would be larger than may be uploaded
CHANNELS = ("天猫", "京东", "抖音", "经销商", "直销", "官网商城", "门店", "拼多多")
REGIONS = ("华东", "华南", "华北", "华中", "西南", "西北", "东北")
CATEGORIES = ("照明", "厨房电器", "清洁电器", "个人护理", "环境电器")
STATUSES = ("已完成", "已取消", "已退货")
NARROW = (
    "订单编号",
    "订单日期",
    "客户名称",
    "渠道",
    "区域",
    "产品名称",
    "数量",
    "单价（元）",
    "销售额（元）",
)

Chosen = npt.NDArray[np.int64]


def orders(rows: int, customers: int) -> pa.Table:
    """Order lines over three years: 13 columns, Chinese headers, money in 元 with 2 decimals."""
    draw = np.random.default_rng(SEED)
    days = np.sort(draw.integers(0, DAYS, rows))
    product = draw.integers(0, 400, rows)
    quantity = draw.integers(1, 40, rows)
    cents = (product + 1) * 990 + draw.integers(0, 900, rows)
    amount = quantity * cents
    return pa.table(
        {
            "订单编号": pa.array([f"SO{n // 2:09d}" for n in range(rows)]),
            "订单日期": pa.array(FIRST + days),
            "客户名称": _names("明远{}贸易有限公司", customers, draw.integers(0, customers, rows)),
            "渠道": _words(CHANNELS, draw.integers(0, len(CHANNELS), rows)),
            "区域": _words(REGIONS, draw.integers(0, len(REGIONS), rows)),
            "销售员": _names("张伟{}", 60, draw.integers(0, 60, rows)),
            "产品名称": _names("智能台灯 A{}", 400, product),
            "品类": _words(CATEGORIES, product % len(CATEGORIES)),
            "数量": pa.array(quantity),
            "单价（元）": _money(cents),
            "销售额（元）": _money(amount),
            "成本（元）": _money(amount * 7 // 10),
            "状态": _words(STATUSES, draw.choice(len(STATUSES), rows, p=(0.95, 0.03, 0.02))),
        }
    )


def files(place: Place, name: str = "orders") -> list[Path]:
    """The csv files of the company that bear this name, the oldest days first."""
    return sorted(place.home.glob(f"{name}-*.csv"))


def write_csv(place: Place) -> Figures:
    """The orders as a system exports them."""
    _write(place, "orders", lambda table: table)
    return {}


def write_exported_csv(place: Place) -> Figures:
    """The same as a spreadsheet saves them: 2025/3/5, "1,234.50" in quotes."""
    _write(place, "exported", _as_shown)
    return {}


def _write(place: Place, name: str, shown: Callable[[pa.Table], pa.Table]) -> None:
    place.home.mkdir(parents=True, exist_ok=True)
    for nth, part in enumerate(parts(orders(place.rows, place.customers)), start=1):
        _csv(shown(part), place.home / f"{name}-{nth:02d}.csv")


def parts(table: pa.Table, rows: int = A_FILE) -> Iterator[pa.Table]:
    """The table in parts of about so many rows; no day and no order lies in two of them."""
    days = table["订单日期"].to_numpy()
    numbers = table["订单编号"]
    cuts = [0]
    for at in np.flatnonzero(days[1:] != days[:-1]) + 1:
        if at - cuts[-1] >= rows and numbers[int(at)] != numbers[int(at) - 1]:
            cuts.append(int(at))
    for start, end in pairwise([*cuts, len(table)]):
        yield table.slice(start, end - start)


def _as_shown(table: pa.Table) -> pa.Table:
    days = [f"{day.year}/{day.month}/{day.day}" for day in table["订单日期"].to_pylist()]
    table = table.set_column(1, "订单日期", pa.array(days))
    for at, name in enumerate(table.column_names):
        if "元" in name:
            amounts = [f"{amount:,.2f}" for amount in table[name].to_pylist()]
            table = table.set_column(at, name, pa.array(amounts))
    return table


def write_xlsx(place: Place) -> Figures:
    """orders.xlsx with 9 of the columns."""
    import xlsxwriter

    place.home.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(place.home / "orders.xlsx"), {"constant_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("订单")
    sheet.write_row(0, 0, NARROW)
    columns = [orders(place.rows, place.customers)[name].to_pylist() for name in NARROW]
    for number, (key, date, *others) in enumerate(zip(*columns, strict=True), start=1):
        sheet.write_string(number, 0, key)
        sheet.write_datetime(number, 1, date, day)
        sheet.write_row(number, 2, others)
    book.close()
    return {}


def build_store(place: Place) -> Figures:
    """A workspace with the orders, their targets and spend; beside it plain.duckdb."""
    _csv(_targets(), place.home / "targets.csv")
    _csv(_spend(), place.home / "spend.csv")
    warehouse = Warehouse(place.home / "store")
    for file in (*files(place), place.home / "targets.csv", place.home / "spend.csv"):
        [receipt] = import_file(warehouse, file)
        assert receipt.rows_loaded, receipt
    warehouse.bring_up_to_date()
    warehouse.close()
    with duckdb.connect(str(place.home / "plain.duckdb")) as plain:
        plain.read_csv(str(place.home / "orders-*.csv")).to_table("orders")
    return {}


def _targets() -> pa.Table:
    months = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]
    lines = [(m, region) for m in months for region in REGIONS]
    return pa.table(
        {
            "月份": [month for month, _ in lines],
            "区域": [region for _, region in lines],
            "目标": [f"{160_000_000 + 1_000_000 * (n % 9)}" for n in range(len(lines))],
        }
    )


def _spend() -> pa.Table:
    months = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]
    lines = [(m, channel) for m in months for channel in CHANNELS]
    return pa.table(
        {
            "月份": [month for month, _ in lines],
            "渠道": [channel for _, channel in lines],
            "费用": [f"{3_000_000 + 250_000 * (n % 7)}" for n in range(len(lines))],
        }
    )


def _words(words: tuple[str, ...], chosen: Chosen) -> pa.Array:
    return pa.array(words).take(pa.array(chosen))


def _names(form: str, names: int, chosen: Chosen) -> pa.Array:
    return _words(tuple(form.format(n) for n in range(1, names + 1)), chosen)


def _money(cents: Chosen) -> pa.Array:
    return pc.multiply(pa.array(cents).cast(pa.decimal128(19, 0)), pa.scalar(Decimal("0.01")))


def _csv(table: pa.Table, path: Path) -> None:
    options = pyarrow.csv.WriteOptions(quoting_style="needed")
    pyarrow.csv.write_csv(table, path, write_options=options)
