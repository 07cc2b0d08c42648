"""The company's latest files as people send them, each with its true total, so that reading them can be checked."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sample_data.company import CHANNELS, FIELD, FILE_TIME, REGIONS, SEED
from sample_data.sheets import rows_of

LAST_MONTH = (date(2025, 10, 1), date(2025, 10, 31))
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
CLOSED_MONTHS = (date(2025, 1, 1), date(2025, 10, 31))
MONTH_KEYS = tuple(f"2025-{m:02d}" for m in range(1, 13))
QUARTERS = ("一季度", "二季度", "三季度", "四季度")
FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
REGION_SPELLINGS = ("{}", "{}区", "{}大区", " {} ")
LISTED_CUSTOMERS = 80

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Expected:
    """What a perfect reading of one sheet finds; a period counts from its first to its last day."""

    file: str
    sheet: str
    dataset: str
    rows: int
    total: str
    first_date: str
    last_date: str
    mess: str


def write_messy(folder: Path, tables: Tables) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    expected = [each for write in WRITERS for each in write(folder, tables)]
    with (folder / "expected.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow([field.name for field in fields(Expected)])
        rows.writerows(astuple(each) for each in expected)


def _expected(
    file: str,
    sheet: str,
    dataset: str,
    amounts: Iterable[float],
    span: tuple[date, date],
    mess: str,
) -> Expected:
    cents = [round(amount * 100) for amount in amounts]
    total = f"{sum(cents) / 100:.2f}"
    return Expected(
        file, sheet, dataset, len(cents), total, span[0].isoformat(), span[1].isoformat(), mess
    )


def _span(days: pd.Series) -> tuple[date, date]:
    return days.min(), days.max()


def _book(path: Path) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": FILE_TIME})
    return book


def _last_month(tables: Tables, channels: Sequence[str]) -> pd.DataFrame:
    lines = tables["orders"]
    inside = lines["order_date"].between(*LAST_MONTH) & lines["channel"].isin(channels)
    return lines[inside]


def _region_targets(folder: Path, tables: Tables) -> list[Expected]:
    file, sheet = "2025年销售目标（各大区）.xlsx", "目标分解"
    targets = tables["targets"]
    targets = targets[targets["period"].isin(MONTH_KEYS)]
    amounts = {(row.region, row.period): row.amount / 10_000 for row in rows_of(targets)}
    book = _book(folder / file)
    page = book.add_worksheet(sheet)
    banner = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
    number = book.add_format({"num_format": "#,##0.0"})
    page.merge_range(0, 0, 0, 17, "暖岭商用厨房设备有限公司 2025年度销售目标分解表", banner)
    page.write(1, 0, "单位：万元")
    page.write(1, 15, "编制日期：2024-12-20")
    page.merge_range(2, 0, 3, 0, "大区", banner)
    for q, quarter in enumerate(QUARTERS):
        page.merge_range(2, 1 + 4 * q, 2, 4 + 4 * q, quarter, banner)
        names = [f"{3 * q + m}月" for m in (1, 2, 3)]
        page.write_row(3, 1 + 4 * q, [*names, "小计"], banner)
    page.merge_range(2, 17, 3, 17, "全年合计", banner)
    members = [region.name.zh for region in REGIONS]
    for at, name in enumerate([*members, "合计"]):
        own = members if name == "合计" else [name]
        months = [round(sum(amounts[r, key] for r in own), 1) for key in MONTH_KEYS]
        page.write(4 + at, 0, name)
        for q in range(4):
            three = months[3 * q : 3 * q + 3]
            page.write_row(4 + at, 1 + 4 * q, [*three, round(sum(three), 1)], number)
        page.write(4 + at, 17, round(sum(months), 1), number)
    page.write(11, 0, "制表人：曹敏")
    page.write(11, 8, "审核：方建国")
    page.write(12, 0, "备注：目标不含海外业务")
    book.close()
    mess = "title and unit rows, two header rows with merged quarters, 小计 columns, 合计, footer"
    return [_expected(file, sheet, "targets", targets["amount"], YEAR, mess)]


def _salesperson_targets(folder: Path, tables: Tables) -> list[Expected]:
    file, sheet = "个人目标_按大区.xlsx", "Sheet1"
    people = tables["people"].set_index("salesperson")
    groups_of = people["region"].fillna("电商")
    rows = tables["salesperson_targets"]
    groups = rows.groupby([groups_of[person] for person in rows["salesperson"]], sort=False)
    book = _book(folder / file)
    page = book.add_worksheet(sheet)
    middle = book.add_format({"valign": "vcenter", "border": 1})
    page.write(0, 0, "2025年销售员月度目标（万元）")
    page.write_row(2, 0, ["大区", "销售员", *(f"{m}月" for m in range(1, 13)), "全年"])
    at, everything = 3, np.zeros(12)
    for group, members in groups:
        page.merge_range(at, 0, at + len(members) - 1, 0, group, middle)
        for row in rows_of(members):
            months = [float(value) for value in row[1:]]
            page.write_row(at, 1, [row.salesperson, *months, round(sum(months), 1)])
            at += 1
        subtotal = members[list(MONTH_KEYS)].sum().to_numpy(dtype=float)
        everything += subtotal
        _write_total(page, at, "小计", subtotal)
        at += 1
    _write_total(page, at, "总计", everything)
    book.close()
    amounts = (rows[list(MONTH_KEYS)].to_numpy(dtype=float) * 10_000).ravel()
    mess = "unit in the title, merged body cells, 小计 after each region, 总计, 全年 column"
    return [_expected(file, sheet, "targets", amounts, YEAR, mess)]


def _write_total(page: Worksheet, at: int, word: str, months: np.ndarray) -> None:
    page.write(at, 0, word)
    page.write_row(at, 2, [round(float(m), 1) for m in [*months, months.sum()]])


def _erp_export(folder: Path, tables: Tables) -> list[Expected]:
    file = "ERP销售明细_10月.csv"
    lines = _last_month(tables, [c.name.zh for c in CHANNELS if c.reach == FIELD])
    rng = np.random.default_rng(SEED + 11)
    written = [
        "销售订单明细表,,,,,,,,,",
        "期间：2025年10月,,,,,,,,,",
        "单据编号,业务日期,客户名称,渠道类型,业务员,所属区域,物料名称,销售数量,含税单价,价税合计",
    ]
    for n, row in enumerate(rows_of(lines)):
        day = row.order_date
        dates = (f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}", f"{day:%Y-%m-%d}")
        money = f"¥{row.amount:,.2f}"
        if rng.random() < 0.06:
            money = f"{row.amount:,.2f}元".translate(FULL_WIDTH)
        quantity = str(row.quantity).translate(FULL_WIDTH) if n % 17 == 5 else str(row.quantity)
        region = REGION_SPELLINGS[n % 3].format(row.region)
        cells = [row.order_id, dates[0 if n % 9 else 1 + n % 2], row.customer, row.channel]
        cells += [row.salesperson, region, row.product, quantity, f'"{row.unit_price:,.2f}"']
        written.append(",".join([*cells, f'"{money}"']))
        if n % 120 == 119:
            written.append(",,,,,,,,,")
    total = lines["amount"].sum()
    written.append(f'合计,,,,,,,{lines["quantity"].sum()},,"¥{total:,.2f}"')
    (folder / file).write_bytes(("\r\n".join(written) + "\r\n").encode("gb18030"))
    mess = "GB18030, ¥ and thousands commas, full-width digits, three date forms, blank rows, 合计"
    return [_expected(file, "", "orders", lines["amount"], _span(lines["order_date"]), mess)]


def _shop_export(folder: Path, tables: Tables) -> list[Expected]:
    file = "天猫订单报表202510.csv"
    lines = _last_month(tables, ["天猫"])
    header = (
        "订单编号,买家会员名,订单状态,商品标题,购买数量,总金额,优惠金额,买家实付金额,订单付款时间"
    )
    written = [header]
    for n, row in enumerate(rows_of(lines)):
        paid = datetime.combine(row.order_date, datetime.min.time()) + timedelta(
            minutes=540 + 7 * (n % 90)
        )
        gross = row.amount + row.discount
        written.append(
            f"\t{row.order_id},{row.customer} ,{row.status},{row.product},{row.quantity},"
            f"{gross:.2f},{row.discount:.2f},{row.amount:.2f},{paid:%Y/%m/%d %H:%M:%S}"
        )
        if n == len(lines) // 2:
            written.append(header)
    (folder / file).write_bytes(("\n".join(written) + "\n").encode("utf-8-sig"))
    mess = "byte-order mark, tab before the order number, header repeated, gross beside net amount"
    return [_expected(file, "", "orders", lines["amount"], _span(lines["order_date"]), mess)]


def _sheet_per_region(folder: Path, tables: Tables) -> list[Expected]:
    file = "电商10月销售_分大区.xlsx"
    lines = _last_month(tables, ["京东", "抖音", "自营商城"])
    book = _book(folder / file)
    day = book.add_format({"num_format": "m月d日"})
    middle = book.add_format({"valign": "vcenter"})
    found = []
    for region in REGIONS:
        sheet = f"{region.name.zh}区"
        own = lines[lines["region"] == region.name.zh]
        page = book.add_worksheet(sheet)
        page.write(0, 0, f"{sheet}电商销售 2025年10月")
        page.write_row(1, 0, ["渠道", "日期", "订单号", "客户", "产品", "数量", "销售额"])
        at = 2
        for channel, part in own.groupby("channel", sort=False):
            _write_part(page, at, str(channel), part, (day, middle))
            at += len(part) + 1
        page.set_row(4, None, None, {"hidden": True})
        page.write_row(at, 0, ["合计", "", "", "", ""])
        page.write_row(at, 5, [int(own["quantity"].sum()), round(float(own["amount"].sum()), 2)])
        mess = "a sheet per region, merged channel cells, 小计 and 合计, a hidden row"
        found.append(
            _expected(file, sheet, "orders", own["amount"], _span(own["order_date"]), mess)
        )
    book.close()
    return found


def _write_part(
    page: Worksheet, at: int, channel: str, part: pd.DataFrame, formats: tuple[Format, Format]
) -> None:
    day, middle = formats
    if len(part) > 1:
        page.merge_range(at, 0, at + len(part) - 1, 0, channel, middle)
    else:
        page.write(at, 0, channel)
    for n, row in enumerate(rows_of(part)):
        page.write_datetime(at + n, 1, row.order_date, day)
        page.write_row(at + n, 2, [row.order_id, row.customer, row.product, row.quantity])
        page.write_number(at + n, 6, row.amount)
    page.write(at + len(part), 0, "小计")
    sums = [int(part["quantity"].sum()), round(float(part["amount"].sum()), 2)]
    page.write_row(at + len(part), 5, sums)


def _spend_ledger(folder: Path, tables: Tables) -> list[Expected]:
    file, sheet = "2025年渠道费用台账.xlsx", "费用"
    spend = tables["spend"]
    spend = spend[spend["date"].isin(MONTH_KEYS[: CLOSED_MONTHS[1].month])]
    amounts = spend.assign(spend=spend["spend"].astype(float)).groupby(["date", "channel"])["spend"]
    grid = amounts.sum().unstack()[[channel.name.zh for channel in CHANNELS]]
    book = _book(folder / file)
    page = book.add_worksheet(sheet)
    page.merge_range(
        0, 0, 0, len(CHANNELS) + 1, "2025年渠道费用台账", book.add_format({"bold": True})
    )
    page.write(1, 0, "单位：元")
    page.write_row(3, 0, ["月份", *grid.columns, "合计"])
    for at, (month, row) in enumerate(grid.iterrows(), start=4):
        page.write(at, 0, f"2025年{int(str(month)[5:])}月")
        page.write_row(at, 1, [*row.tolist(), row.sum()])
    last = 4 + len(grid)
    page.write(last, 0, "本年累计")
    page.write_row(last, 1, [*grid.sum().tolist(), grid.to_numpy().sum()])
    page.write(last + 2, 0, "审核：曹敏")
    book.close()
    mess = "channels as columns, title and unit rows, blank row, 合计 column, 本年累计 row, footer"
    return [_expected(file, sheet, "spend", grid.to_numpy().ravel(), CLOSED_MONTHS, mess)]


def _refunds(folder: Path, tables: Tables) -> list[Expected]:
    file = "退货_2025-10.csv"
    back = tables["returns"]
    back = back[back["date"].between(*LAST_MONTH)]
    written = ["退货单 - 十月;;;", "订单号;退货时间;商品;退款金额"]
    for row in rows_of(back):
        european = f"{row.amount:,.2f}".translate(str.maketrans(",.", ".,"))
        written.append(f"{row.order_id};{row.date:%d/%m/%Y};{row.product};{european}")
    (folder / file).write_bytes(("\r\n".join(written) + "\r\n").encode("utf-8"))
    mess = "semicolons, decimal commas, day before month, title row"
    return [_expected(file, "", "returns", back["amount"], _span(back["date"]), mess)]


def _customer_list(folder: Path, tables: Tables) -> list[Expected]:
    file = "客户名单.txt"
    listed = tables["customers"].head(LISTED_CUSTOMERS)
    written = ["客户\t所在大区\t行业\t规模\t影响力(1-5)\t负责人"]
    for n, row in enumerate(rows_of(listed)):
        region = REGION_SPELLINGS[n % len(REGION_SPELLINGS)].format(row.region)
        name = (
            f"　{row.customer}"
            if n % 11 == 3
            else f"{row.customer} "
            if n % 5 == 2
            else row.customer
        )
        influence = str(row.influence).translate(FULL_WIDTH) if n % 7 == 0 else row.influence
        written.append(f"{name}\t{region}\t{row.industry}\t{row.segment}\t{influence}\t{row.owner}")
    (folder / file).write_bytes(("\r\n".join(written) + "\r\n").encode("utf-16"))
    mess = "UTF-16 with tabs, 华东 / 华东区 / 华东大区, blanks around names, full-width digits"
    return [Expected(file, "", "customers", len(listed), "", "", "", mess)]


WRITERS: tuple[Callable[[Path, Tables], list[Expected]], ...] = (
    _region_targets,
    _salesperson_targets,
    _erp_export,
    _shop_export,
    _sheet_per_region,
    _spend_ledger,
    _refunds,
    _customer_list,
)
