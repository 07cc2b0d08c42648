"""Tables of every dataset in random structures, each with the sum that it must come to."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Row = list[str]

TOTALS = {
    "zh": ["合计", "总计", "合 计", "合计：", "本月合计", "总和"],
    "en": ["Total", "Grand Total", "TOTAL", "Totals"],
}
SUBTOTALS = {
    "zh": ["小计", "小 计", "{}小计", "{} 小计"],
    "en": ["Subtotal", "Sub-total", "{} Subtotal"],
}
TITLES = {
    "zh": [["2025年销售明细"], ["某某贸易有限公司"], ["制表日期：2025-12-31"], ["单位：元"]],
    "en": [
        ["Sales report 2025"],
        ["Northwind Trading Ltd"],
        ["Printed: 2025-12-31"],
        ["Unit: CNY"],
    ],
}
FOOTERS = {
    "zh": [["制表人：李明"], ["备注：以上数据来自 ERP"], ["审核：", "王芳"]],
    "en": [["Prepared by: Lee"], ["Note: exported from the ERP"]],
}
REGIONS = {"zh": ["华东", "华南", "华北", "西南"], "en": ["East", "South", "North", "West"]}
CHANNELS = {"zh": ["天猫", "京东", "抖音", "门店"], "en": ["Online", "Retail", "Partner", "Direct"]}
NAMES = {"zh": ["宏达商贸", "明远贸易", "天成实业", "瑞丰科技", "万和五金"],
         "en": ["Acme Inc", "Bolt Ltd", "Crown, Sons & Co", "Delta GmbH", "Echo LLC"]}  # fmt: skip
REPS = {"zh": ["张伟", "李娜", "王强"], "en": ["Ann Lee", "Bob Ray", "Cy Young"]}
ITEMS = {"zh": ["台灯", "水壶", "风扇"], "en": ["Lamp", "Kettle", "Fan"]}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a dataset: its names, and how a cell of it is made. `is_label`: a total's word may
    stand there; `is_added`: totals show its sum."""

    headers: dict[str, Sequence[str]]
    cell: Callable[[random.Random, str, int], str]
    is_needed: bool = False
    is_label: bool = False
    is_added: bool = False


def _chosen(words: dict[str, list[str]]) -> Callable[[random.Random, str, int], str]:
    return lambda chance, lang, _: chance.choice(words[lang])


def _day(chance: random.Random, _: str, __: int) -> str:
    return f"2025-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"


def _month(chance: random.Random, _: str, __: int) -> str:
    return f"2025-{chance.randrange(1, 13):02}"


def _money(chance: random.Random, _: str, __: int) -> str:
    return f"{chance.randrange(100, 900_000) / 100:.2f}"


DATASETS: dict[str, tuple[Column, ...]] = {
    "orders": (
        Column({"zh": ["订单编号", "单号"], "en": ["Order ID", "Order No"]}, lambda c, _, n: f"SO{n:05}", is_label=True),
        Column({"zh": ["订单日期", "日期", "下单日期"], "en": ["Order Date", "Date"]}, _day, True, True),
        Column({"zh": ["客户名称", "客户"], "en": ["Customer", "Customer Name"]}, _chosen(NAMES), is_label=True),
        Column({"zh": ["区域", "大区"], "en": ["Region"]}, _chosen(REGIONS), is_label=True),
        Column({"zh": ["渠道"], "en": ["Channel"]}, _chosen(CHANNELS), is_label=True),
        Column({"zh": ["销售员", "业务员"], "en": ["Salesperson"]}, _chosen(REPS), is_label=True),
        Column({"zh": ["产品名称", "商品"], "en": ["Product"]}, _chosen(ITEMS), is_label=True),
        Column({"zh": ["数量"], "en": ["Quantity", "Qty"]}, lambda c, *_: str(c.randrange(1, 60)), is_added=True),
        Column({"zh": ["销售额", "金额", "销售金额"], "en": ["Sales", "Amount", "Revenue"]}, _money, True, is_added=True),
        Column({"zh": ["备注"], "en": ["Remarks"]}, lambda c, *_: "", is_label=True),
    ),
    "targets": (
        Column({"zh": ["月份"], "en": ["Month"]}, _month, True, True),
        Column({"zh": ["区域", "大区"], "en": ["Region"]}, _chosen(REGIONS), True, True),
        Column({"zh": ["销售目标", "目标"], "en": ["Target", "Sales Target"]}, _money, True, is_added=True),
    ),
    "spend": (
        Column({"zh": ["日期"], "en": ["Date"]}, _day, True, True),
        Column({"zh": ["渠道"], "en": ["Channel"]}, _chosen(CHANNELS), True, True),
        Column({"zh": ["费用", "推广费用"], "en": ["Spend", "Cost"]}, _money, True, is_added=True),
    ),
    "customers": (
        Column({"zh": ["客户名称"], "en": ["Customer Name"]}, lambda c, lang, n: f"{c.choice(NAMES[lang])} {n}", True, True),
        Column({"zh": ["行业"], "en": ["Industry"]}, _chosen({"zh": ["制造", "零售"], "en": ["Retail", "Media"]}), True, True),
        Column({"zh": ["区域"], "en": ["Region"]}, _chosen(REGIONS), is_label=True),
    ),
}  # fmt: skip


@dataclass(slots=True)
class Made:
    """Sheets of rows as they stand in a file; by dataset, the sum (rows, where it has no money) that
    they must come to. `traits` say how they are made."""

    sheets: list[list[Row]] = field(default_factory=list)
    sums: dict[str, Decimal] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    traits: list[str] = field(default_factory=list)


def made(chance: random.Random) -> Made:
    """One file: a table or two, on one sheet or on two."""
    lang = chance.choice(["zh", "en"])
    found = Made(traits=[lang])
    wanted = chance.sample(list(DATASETS), 2 if chance.random() < 0.3 else 1)
    parts = [_table(chance, lang, key, found) for key in wanted]
    if len(parts) == 2 and chance.random() < 0.6:
        gap = chance.choice([0, 0, 1, 2])
        found.traits.append(f"stacked after {gap}")
        # what stands between two tables is the footer of one and the title of the other
        found.sheets = [[*parts[0], *([[]] * gap), *parts[1]]]
    else:
        found.sheets = parts
    return found


def _table(chance: random.Random, lang: str, key: str, found: Made) -> list[Row]:
    columns = [c for c in DATASETS[key] if c.is_needed or chance.random() < 0.6]
    if chance.random() < 0.3:
        chance.shuffle(columns)
    header = [chance.choice(c.headers[lang]) for c in columns]
    body = [
        [c.cell(chance, lang, n) for c in columns] for n in range(1, chance.randrange(4, 40))
    ]  # fmt: skip
    found.rows[key] = len(body)
    money = [i for i, c in enumerate(columns) if c.is_added and c.is_needed]
    if money:
        found.sums[key] = sum((Decimal(row[money[0]]) for row in body), Decimal(0))
    found.traits.append(key)
    rows = [header] * chance.choice([1, 1, 1, 1, 2, 3])
    if len(rows) > 1:
        found.traits.append("equal headers")
    rows = [*rows, *_with_totals(chance, lang, columns, body, found)]
    if chance.random() < 0.25:
        found.traits.append("titles")
        rows = [
            *chance.sample(TITLES[lang], chance.randrange(1, 3)),
            *([[]] * chance.choice([0, 1])),
            *rows,
        ]
    if chance.random() < 0.2:
        found.traits.append("footer")
        rows = [*rows, *([[]] * chance.choice([0, 1])), chance.choice(FOOTERS[lang])]
    if chance.random() < 0.15 and len(body) > 6:
        found.traits.append("headers again")
        at = rows.index(header) + rows.count(header) + 3
        rows = [*rows[:at], header, *rows[at:]]
    return rows


def _with_totals(
    chance: random.Random, lang: str, columns: list[Column], body: list[Row], found: Made
) -> list[Row]:
    labels = [i for i, c in enumerate(columns) if c.is_label]
    how = chance.choice(["none", "none", "grand", "grand", "sub", "both"])
    if how == "none" or not labels:
        return body
    found.traits.append(f"totals {how}")
    at = chance.choice(labels)
    rows = body
    if how != "grand":
        word = chance.choice(SUBTOTALS[lang])
        groups = sorted({row[at] for row in body})
        rows = []
        for group in groups:
            own = [row for row in body if row[at] == group]
            rows += [*own, _total(columns, own, at, word.format(group))]
    if how != "sub":
        rows = [*rows, _total(columns, body, at, chance.choice(TOTALS[lang]))]
    return rows


def _total(columns: list[Column], rows: list[Row], at: int, word: str) -> Row:
    return [
        word if i == at else str(sum(Decimal(row[i]) for row in rows)) if column.is_added else ""
        for i, column in enumerate(columns)
    ]


def as_text(chance: random.Random, rows: list[Row], lang: str) -> tuple[bytes, str]:
    """A text file of the rows, and how it is written."""
    delimiter = chance.choice([",", ",", ",", ";", "\t", "|"])
    quoted = chance.random() < 0.3
    newline = chance.choice(["\n", "\r\n", "\r"])
    out = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=newline).writerows(rows)
    text = out.getvalue()
    blanks = chance.random() < 0.15 and delimiter != "\t"
    if blanks:
        out = io.StringIO()
        writer = csv.writer(out, delimiter="\x1f", quoting=csv.QUOTE_ALL, lineterminator=newline)
        writer.writerows(rows)
        text = out.getvalue().replace("\x1f", delimiter + " ")
    encodings = ["utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030"]
    encoding = chance.choice(encodings if lang == "zh" else [*encodings[:4], "cp1252"])
    return text.encode(encoding), f"{encoding} {delimiter!r} {'blanks' if blanks else ''}"
