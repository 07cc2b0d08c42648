"""Tables of every dataset in random structures, each with the sum that it must come to."""

from __future__ import annotations

import csv
import io
import random
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Row = list[str]

TOTALS = {
    "zh": ["合计", "总计", "合 计", "合计：", "本月合计", "总和"],
    "en": ["Total", "Grand Total", "TOTAL", "Totals"],
    "de": ["Summe", "Gesamtsumme", "Gesamt"],
    "es": ["Total", "Suma", "TOTAL"],
}
SUBTOTALS = {
    "zh": ["小计", "小 计", "{}小计", "{} 小计"],
    "en": ["Subtotal", "Sub-total", "{} Subtotal"],
    "de": ["Zwischensumme", "Summe {}"],
    "es": ["Subtotal", "Subtotal {}"],
}
TITLES = {
    "zh": [["2025年销售明细"], ["某某贸易有限公司"], ["制表日期：2025-12-31"], ["单位：元"]],
    "en": [
        ["Sales report 2025"],
        ["Northwind Trading Ltd"],
        ["Printed: 2025-12-31"],
        ["Unit: CNY"],
    ],
    "de": [["Umsatzbericht 2025"], ["Muster GmbH"], ["Gedruckt am 31.12.2025"]],
    "es": [["Informe de ventas 2025"], ["Comercial Sol S.A."]],
}
FOOTERS = {
    "zh": [["制表人：李明"], ["备注：以上数据来自 ERP"], ["审核：", "王芳"]],
    "en": [["Prepared by: Lee"], ["Note: exported from the ERP"]],
    "de": [["Quelle: ERP-Export"]],
    "es": [["Fuente: exportación del ERP"]],
}
# Lines below a table that are computed from it: the word, and what it makes of the amounts.
STATISTICS: Mapping[str, Mapping[str, Callable[[Sequence[float]], float]]] = {
    "zh": {"平均": statistics.fmean, "最大值": max, "标准差": statistics.pstdev, "中位数": statistics.median},
    "en": {"Average": statistics.fmean, "Largest": max, "Std dev": statistics.pstdev, "Median": statistics.median},
    "de": {"Mittelwert": statistics.fmean, "Maximum": max, "Stdabw.": statistics.pstdev},
    "es": {"Promedio": statistics.fmean, "Máximo": max, "Desv. est.": statistics.pstdev},
}  # fmt: skip
# A sum in a title: true, or of more than stands below.
PRINTED = {
    "zh": "合计：{} 元",
    "en": "Total: {}",
    "de": "Gesamtsumme: {}",
    "es": "Total ventas: {}",
}
REGIONS = {
    "zh": ["华东", "华南", "华北", "西南"],
    "en": ["East", "South", "North", "West"],
    "de": ["Ost", "Süd", "Nord", "West"],
    "es": ["Este", "Sur", "Norte", "Oeste"],
}
CHANNELS = {
    "zh": ["天猫", "京东", "抖音", "门店"],
    "en": ["Online", "Retail", "Partner", "Direct"],
    "de": ["Online", "Filiale", "Partner", "Direkt"],
    "es": ["Online", "Tienda", "Socio", "Directo"],
}
NAMES = {"zh": ["宏达商贸", "明远贸易", "天成实业", "瑞丰科技", "万和五金"],
         "en": ["Acme Inc", "Bolt Ltd", "Crown, Sons & Co", "Delta GmbH", "Echo LLC"],
         "de": ["Müller GmbH", "Schmidt AG", "Weber & Söhne", "Bäckerei Groß"],
         "es": ["Casa Luna", "Tienda Sol, S.A.", "Peña Hnos", "Muñoz SL"]}  # fmt: skip
REPS = {"zh": ["张伟", "李娜", "王强"], "en": ["Ann Lee", "Bob Ray", "Cy Young"],
        "de": ["Anna Groß", "Bernd Maier"], "es": ["Ana Ruiz", "Luis Gil"]}  # fmt: skip
ITEMS = {"zh": ["台灯", "水壶", "风扇"], "en": ["Lamp", "Kettle", "Fan"],
         "de": ["Lampe", "Kessel"], "es": ["Lámpara", "Silla"]}  # fmt: skip


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
        Column({"zh": ["订单编号", "单号"], "en": ["Order ID", "Order No"], "de": ["Auftragsnummer"], "es": ["Número de pedido"]}, lambda c, _, n: f"SO{n:05}", is_label=True),
        Column({"zh": ["订单日期", "日期", "下单日期"], "en": ["Order Date", "Date"], "de": ["Datum", "Auftragsdatum"], "es": ["Fecha", "Fecha de venta"]}, _day, True, True),
        Column({"zh": ["客户名称", "客户"], "en": ["Customer", "Customer Name"], "de": ["Kunde"], "es": ["Cliente"]}, _chosen(NAMES), is_label=True),
        Column({"zh": ["区域", "大区"], "en": ["Region"], "de": ["Region", "Gebiet"], "es": ["Zona"]}, _chosen(REGIONS), is_label=True),
        Column({"zh": ["渠道"], "en": ["Channel"], "de": ["Kanal"], "es": ["Canal"]}, _chosen(CHANNELS), is_label=True),
        Column({"zh": ["销售员", "业务员"], "en": ["Salesperson"], "de": ["Verkäufer"], "es": ["Vendedor"]}, _chosen(REPS), is_label=True),
        Column({"zh": ["产品名称", "商品"], "en": ["Product"], "de": ["Artikel"], "es": ["Producto"]}, _chosen(ITEMS), is_label=True),
        Column({"zh": ["数量"], "en": ["Quantity", "Qty"], "de": ["Menge"], "es": ["Cantidad"]}, lambda c, *_: str(c.randrange(1, 60)), is_added=True),
        Column({"zh": ["销售额", "金额", "销售金额"], "en": ["Sales", "Amount", "Revenue"], "de": ["Umsatz"], "es": ["Ventas", "Importe de venta"]}, _money, True, is_added=True),
        Column({"zh": ["备注"], "en": ["Remarks"], "de": ["Bemerkung"], "es": ["Observaciones"]}, lambda c, *_: "", is_label=True),
    ),
    "targets": (
        Column({"zh": ["月份"], "en": ["Month"], "de": ["Monat"], "es": ["Mes"]}, _month, True, True),
        Column({"zh": ["区域", "大区"], "en": ["Region"], "de": ["Region", "Gebiet"], "es": ["Zona"]}, _chosen(REGIONS), True, True),
        Column({"zh": ["销售目标", "目标"], "en": ["Target", "Sales Target"], "de": ["Ziel", "Umsatzziel"], "es": ["Objetivo"]}, _money, True, is_added=True),
    ),
    "spend": (
        Column({"zh": ["日期"], "en": ["Date"], "de": ["Datum"], "es": ["Fecha"]}, _day, True, True),
        Column({"zh": ["渠道"], "en": ["Channel"], "de": ["Kanal"], "es": ["Canal"]}, _chosen(CHANNELS), True, True),
        Column({"zh": ["费用", "推广费用"], "en": ["Spend", "Cost"], "de": ["Werbekosten"], "es": ["Gasto"]}, _money, True, is_added=True),
    ),
    "customers": (
        Column({"zh": ["客户名称"], "en": ["Customer Name"], "de": ["Kunde"], "es": ["Cliente"]}, lambda c, lang, n: f"{c.choice(NAMES[lang])} {n}", True, True),
        Column({"zh": ["行业"], "en": ["Industry"], "de": ["Branche"], "es": ["Sector"]}, _chosen({"zh": ["制造", "零售"], "en": ["Retail", "Media"], "de": ["Handel", "Medien"], "es": ["Comercio", "Medios"]}), True, True),
        Column({"zh": ["区域"], "en": ["Region"], "de": ["Region"], "es": ["Zona"]}, _chosen(REGIONS), is_label=True),
    ),
}  # fmt: skip


@dataclass(slots=True)
class Made:
    """Sheets of rows as they stand in a file; by dataset, the sum (rows, where it has no money) that
    they must come to. `lines` are the rows of data among them, `traits` say how they are made."""

    sheets: list[list[Row]] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    sums: dict[str, Decimal] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    traits: list[str] = field(default_factory=list)


def made(chance: random.Random) -> Made:
    """One file: a table or two, on one sheet or on two."""
    lang = chance.choice(["zh", "zh", "en", "en", "de", "es"])
    found = Made(traits=[lang])
    wanted = chance.sample(list(DATASETS), 2 if chance.random() < 0.3 else 1)
    wide = len(wanted) == 1 and chance.random() < 0.15
    parts = (
        [_across(chance, lang, found)] if wide else [_table(chance, lang, k, found) for k in wanted]
    )
    if len(parts) == 2 and chance.random() < 0.6:
        gap = chance.choice([0, 0, 1, 2])
        found.traits.append(f"stacked after {gap}")
        # what stands between two tables is the footer of one and the title of the other
        found.sheets = [[*parts[0], *([[]] * gap), *parts[1]]]
    else:
        found.sheets = parts
    return found


def stack(chance: random.Random) -> Made:
    """One sheet of two tables or more, one below the other, in any order."""
    lang = chance.choice(list(TITLES))
    found = Made(traits=[lang])
    rows: list[Row] = []
    for key in chance.sample(list(DATASETS), chance.choice([2, 3, 4])):
        rows += [*_table(chance, lang, key, found), *([[]] * chance.choice([0, 0, 1, 2]))]
    found.sheets = [rows]
    return found


def _across(chance: random.Random, lang: str, found: Made) -> list[Row]:
    """Sales by region with the days of a month, or its dates, across; a total and a target beside."""
    days = chance.choice([28, 30, 31])
    dated = chance.random() < 0.5
    month = {28: "2025-02", 30: "2025-04", 31: "2025-03"}[days]
    across = [f"{month}-{n:02}" if dated else str(n) for n in range(1, days + 1)]
    names = chance.sample(REGIONS[lang], 3)
    sold = [[chance.randrange(1, 900) for _ in across] for _ in names]
    targets = [chance.randrange(1000, 30_000) for _ in names]
    header = [
        chance.choice({"zh": ["区域"], "en": ["Region"], "de": ["Gebiet"], "es": ["Zona"]}[lang]),
        *across,
    ]
    rows = [[name, *map(str, line)] for name, line in zip(names, sold, strict=True)]
    if chance.random() < 0.6:
        header.append(chance.choice(TOTALS[lang]))
        rows = [[*row, str(sum(line))] for row, line in zip(rows, sold, strict=True)]
    if chance.random() < 0.5:
        at = chance.choice([1, len(header)])
        word = {"zh": "目标", "en": "Target", "de": "Ziel", "es": "Objetivo"}[lang]
        header = [*header[:at], word, *header[at:]]
        rows = [[*r[:at], str(t), *r[at:]] for r, t in zip(rows, targets, strict=True)]
        found.sums["targets"], found.rows["targets"] = Decimal(sum(targets)), len(names)
    if chance.random() < 0.5:
        added = [str(sum(int(row[i]) for row in rows)) for i in range(1, len(header))]
        rows.append([chance.choice(TOTALS[lang]), *added])
    found.sums["orders"] = Decimal(sum(map(sum, sold)))
    found.rows["orders"] = len(names) * days
    found.traits.append(f"{'dates' if dated else 'days'} across")
    title = {
        "zh": "{} 销售额",
        "en": "Sales revenue {}",
        "de": "Umsatz {}",
        "es": "Facturación {}",
    }[lang]
    return [[title.format(month)], header, *rows]


def _table(chance: random.Random, lang: str, key: str, found: Made) -> list[Row]:
    columns = [c for c in DATASETS[key] if c.is_needed or chance.random() < 0.6]
    if chance.random() < 0.3:
        chance.shuffle(columns)
    header = [chance.choice(c.headers[lang]) for c in columns]
    body = [
        [c.cell(chance, lang, n) for c in columns] for n in range(1, chance.randrange(4, 40))
    ]  # fmt: skip
    found.rows[key] = len(body)
    found.lines += body
    money = [i for i, c in enumerate(columns) if c.is_added and c.is_needed]
    if money:
        found.sums[key] = sum((Decimal(row[money[0]]) for row in body), Decimal(0))
    found.traits.append(key)
    rows: list[Row] = [header] * chance.choice([1, 1, 1, 1, 2, 3])
    if len(rows) > 1:
        found.traits.append("equal headers")
    rows = [*rows, *_with_totals(chance, lang, columns, body, found)]
    if money and len(body) > 4 and chance.random() < 0.15:
        found.traits.append("statistics")
        rows = [*rows, *_statistics(chance, lang, columns, body, money[0])]
    if chance.random() < 0.15 and len(body) > 6:
        found.traits.append("headers again")
        at = rows.index(header) + rows.count(header) + 3
        rows = [*rows[:at], header, *rows[at:]]
    if money and chance.random() < 0.12:
        found.traits.append("sum beside")
        rows = _with_a_sum_beside(chance, lang, rows, found.sums[key])
    if chance.random() < 0.25:
        found.traits.append("titles")
        rows = [
            *chance.sample(TITLES[lang], chance.randrange(1, 3)),
            *([[]] * chance.choice([0, 1])),
            *rows,
        ]
    if money and chance.random() < 0.15:
        found.traits.append("sum in the title")
        more = chance.choice([0, 0, 1000])
        rows = [[PRINTED[lang].format(found.sums[key] + more)], *rows]
    if chance.random() < 0.2:
        found.traits.append("footer")
        rows = [*rows, *([[]] * chance.choice([0, 1])), chance.choice(FOOTERS[lang])]
    return rows


def _statistics(
    chance: random.Random, lang: str, columns: list[Column], body: list[Row], money: int
) -> list[Row]:
    """Lines that are made of the amounts, their words in a column that has words."""
    labels = [i for i, c in enumerate(columns) if c.is_label]
    at = chance.choice(labels)
    amounts = [float(row[money]) for row in body]
    chosen = chance.sample(list(STATISTICS[lang].items()), 2)
    return [
        [
            word if i == at else f"{make(amounts):.2f}" if i == money else ""
            for i in range(len(columns))
        ]
        for word, make in chosen
    ]


def _with_a_sum_beside(
    chance: random.Random, lang: str, rows: list[Row], total: Decimal
) -> list[Row]:
    """The word and the sum to the right of one of the first rows, behind a blank column."""
    width = max(map(len, rows))
    at = chance.randrange(min(4, len(rows)))
    beside = [
        *rows[at],
        *[""] * (width - len(rows[at]) + 1),
        chance.choice(TOTALS[lang]),
        str(total),
    ]
    return [*rows[:at], beside, *rows[at + 1 :]]


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
