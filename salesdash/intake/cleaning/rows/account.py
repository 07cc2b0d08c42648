"""What is said about the rows of a table: left out, doubtful, not sold, and whether they add up."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Dataset
from salesdash.intake.cells.sheet import UNSTORED
from salesdash.intake.cleaning.rows.fates import RowFates
from salesdash.intake.cleaning.rows.plausible import all_early, outlying
from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals import total_rows
from salesdash.intake.tables.totals.total_rows import Mask, as_mask
from salesdash.intake.texts.text_column import TextColumn
from salesdash.text import Text, join, listed

SAID_AT_MOST = 3
NOT_COUNTED = Text("未计入：{parts}。", "Left out: {parts}.")
NEGATIVE = Text(
    "{many} 行（{worth}）为负数，冲减销售额。",
    "{many} {many:line|lines} ({worth}) {many:is|are} negative and {many:lessens|lessen} sales.",
)
CANCELLED = Text(
    "{many} 行（{worth}）已取消或未付款，不计入销售额。",
    "{many} {many:line|lines} ({worth}) {many:is|are} cancelled or unpaid and no sales.",
)
RETURNED = Text(
    "{many} 行（{worth}）已退货，计入退货额。",
    "{many} {many:line|lines} ({worth}) {many:is|are} returned and {many:counts|count} as returns.",
)
EXTRAS = Text(
    "“{words}” {amount} 还包含合计以下各行（如税、运费），这些不计入销售额。",
    "“{words}”, {amount}, holds what stands below the first total as well (a tax, freight …), which is no sale.",
)
LEFT_OUT = (
    Text("{n} 行空行", "{n} blank"),
    Text("{n} 行重复的表头", "{n} repeated {n:header|headers}"),
    Text("{n} 行合计行", "{n} {n:total|totals}"),
    Text("{n} 行收款或余额", "{n} {n:payment or balance|payments or balances}"),
    Text(
        "{n} 行费用、税、充值、收款或进货单等",
        "{n} {n:fee, tax, top-up, payment, purchase|fees, taxes, top-ups, payments, purchases} or the like",
    ),
    Text("{n} 行没有成交", "{n} not sold"),
    Text("{n} 行尾注", "{n} {n:footer|footers}"),
    Text("{n} 行未退回的行", "{n} not returned"),
    Text("{n} 行还没有填写的行", "{n} not filled in yet"),
)


def total(amounts: pa.Array | pa.ChunkedArray | None, rows: Mask | None = None) -> Decimal | None:
    """The sum of the amounts (of these rows); 0 without any, None without a column of amounts."""
    if amounts is None:
        return None
    chosen = amounts if rows is None or rows.all() else amounts.filter(pa.array(rows))
    summed: Decimal | None = pc.sum(chosen).as_py()
    return Decimal(0) if summed is None else summed


def reconcile(
    fates: RowFates, booked: pa.Array | None, decisions: TableDecisions
) -> Decimal | None:
    """Compare with the sheet's own total; ask where a total line adds up to nothing here.

    `booked` are the amounts as the sheet has them, in whatever currency.
    """
    grand = [t for t in fates.sums if t.grand and t.amount is not None]
    held, waiting = total(booked, fates.loaded), total(booked, fates.rejected)
    if not decisions.undecided:
        _doubt_subtotals(fates.sums, bool(grand), decisions)
    if not grand or held is None or waiting is None or decisions.undecided:
        return None
    last = grand[-1]
    printed = last.amount
    assert printed is not None
    first = _before_extras(fates, held)
    if first and first.amount and printed not in (held, held + waiting):
        decisions.notes.append(EXTRAS.format(words=last.words, amount=f"{printed:,.2f}"))
        last, printed = first, first.amount
    if abs(printed - held) <= total_rows.CENT:
        decisions.note(
            f"与表内“{last.words or '合计'}” {printed:,.2f} 核对一致。",
            f"It agrees with the sheet's own total of {printed:,.2f}.",
        )
    elif abs(printed - held - waiting) <= total_rows.CENT:
        decisions.note(
            f"表内“{last.words or '合计'}” {printed:,.2f} = 已载入 {held:,.2f} + 待修正 {waiting:,.2f}，"
            "核对一致。",
            f"The sheet's own total of {printed:,.2f} is {held:,.2f} loaded and {waiting:,.2f} put "
            "aside: it agrees.",
        )
    elif last.matches:
        decisions.note(
            f"表内“{last.words or '合计'}” {printed:,.2f} 与它所合计的行一致，但不是全部已载入的行之和"
            f"（{held:,.2f}）。",
            f"The sheet's own total of {printed:,.2f} is the sum of the rows that it stands for, not of "
            f"all rows loaded ({held:,.2f}).",
        )
        return None
    else:
        many = int(fates.rejected.sum())
        rows = "row" if many == 1 else "rows"
        decisions.ask(
            "total",
            Text(
                f"“{last.words}”行写的是 {printed:,.2f}，而各行相加是 {held:,.2f}"
                f"（差 {printed - held:,.2f}；待修正 {many} 行）。数据是否完整？",
                f"The line “{last.words}” says {printed:,.2f} while the rows add up to {held:,.2f} "
                f"({printed - held:,.2f} apart; {many} {rows} put aside). Is the data complete?",
            ),
            ("load",),
            "load",
        )
    return printed


def _before_extras(fates: RowFates, held: Decimal) -> total_rows.TotalRow | None:
    """The total of all that is sold below the last row of it, with which the rows agree: what follows (a tax, a
    freight) makes the last total another one."""
    end = int(np.flatnonzero(fates.loaded)[-1]) if fates.loaded.any() else 0
    below = (t for t in fates.sums if t.index > end and t.amount is not None)
    return next((t for t in below if t.amount and abs(t.amount - held) <= total_rows.CENT), None)


def _doubt_subtotals(
    sums: tuple[total_rows.TotalRow, ...], has_grand: bool, decisions: TableDecisions
) -> None:
    """Say which subtotals are not the sum of their rows; without a grand total, ask."""
    wrong = [t for t in sums if t.named and not t.grand and t.amount is not None and not t.matches]
    if not wrong:
        return
    shown = listed(f"“{t.words}” {t.amount:,.2f}" for t in wrong[:SAID_AT_MOST])
    zh = f"{len(wrong)} 个小计与其上各行之和不一致（{shown.zh}）"
    are = "subtotal is" if len(wrong) == 1 else "subtotals are"
    en = f"{len(wrong)} {are} not the sum of the rows above ({shown.en})"
    if has_grand:
        decisions.note(f"{zh}，未计入。", f"{en}; not counted.")
    else:
        text = Text(f"{zh}。数据是否完整？", f"{en}. Is the data complete?")
        decisions.ask("total", text, ("load",), "load")


def say_left_out(table: Table, fates: RowFates, decisions: TableDecisions) -> None:
    counts = (
        int(fates.blank.sum()),
        int(fates.repeated.sum()),
        len(fates.sums),
        int(fates.payments.sum()),
        int(fates.beside.sum()),
        int(fates.not_won.sum()),
        int(fates.footers.sum()),
        int(fates.not_returned.sum()),
        int(fates.unanswered.sum()),
    )
    parts = [kind.format(n=n) for kind, n in zip(LEFT_OUT, counts, strict=True) if n]
    if parts:
        decisions.notes.append(NOT_COUNTED.format(parts=join(parts)))
    if table.sheet.hidden:
        decisions.note(
            "这是隐藏的工作表，已一并读取。", "This sheet is hidden; it was read all the same."
        )


def say_unreadable(
    table: Table,
    recognised: Recognised,
    values: dict[str, Values],
    needed: tuple[str, ...],
    loaded: Mask,
    decisions: TableDecisions,
) -> None:
    """Cells of optional fields that could not be read: blank in the rows, and said."""
    for key, each in values.items():
        if key in needed or key not in recognised.columns:
            continue
        rows = np.flatnonzero(as_mask(each.failed) & loaded)
        if not len(rows):
            continue
        index = recognised.columns[key].index
        shown = listed(
            f"{table.address(int(i), index)}“{table.held[index][int(i)]}”"
            for i in rows[:SAID_AT_MOST]
        )
        header = table.headers[index]
        decisions.note(
            f"“{header}”有 {len(rows)} 格看不懂，按空白导入（{shown.zh}）。",
            f"{_cells(len(rows))} of “{header}” cannot be read and left blank ({shown.en}).",
        )


def _cells(many: int) -> str:
    return "1 cell" if many == 1 else f"{many} cells"


def say_errors(
    table: Table,
    recognised: Recognised,
    needed: tuple[str, ...],
    loaded: Mask,
    decisions: TableDecisions,
) -> None:
    """Error values and formulas without a result in optional columns: blank in the rows, and said."""
    errors = table.sheet.errors
    if not errors:
        return
    suspect = loaded & np.isin(table.rows, sorted({row for row, _ in errors}))
    for key, column in recognised.columns.items():
        if key in needed:
            continue
        blank = suspect & as_mask(pc.is_null(table.held[column.index]))
        cells = [
            f"{table.address(int(i), column.index)} {'' if value == UNSTORED else value}".strip()
            for i in np.flatnonzero(blank)
            if (value := errors.get((int(table.rows[i]), table.place(int(i), column.index))))
        ]
        if not cells:
            continue
        header, shown = table.headers[column.index], listed(cells[:SAID_AT_MOST])
        decisions.note(
            f"“{header}”有 {len(cells)} 格是错误值或没有结果的公式，按空白导入（{shown.zh}）。",
            f"{_cells(len(cells))} of “{header}” with an error or a formula without a result, left "
            f"blank ({shown.en}).",
        )


def say_early(
    dataset: Dataset, values: dict[str, Values], loaded: Mask, decisions: TableDecisions
) -> None:
    """Say that a whole table is of the last century, which may be a slip in all of it."""
    if dataset.date not in values or not loaded.any():
        return
    days = pc.cast(values[dataset.date].main, pa.date32(), safe=False)
    early = all_early(days if loaded.all() else days.filter(pa.array(loaded)))
    if early is None:
        return
    first, last = early
    decisions.note(
        f"⚠ 日期都在 2000 年以前（{first} 至 {last}），请核对年份。",
        f"⚠ All dates are before 2000 ({first} to {last}); check the year.",
    )


def say_outlying(
    table: Table, amounts: pa.Array | None, loaded: Mask, decisions: TableDecisions
) -> None:
    """One row that outweighs all others: it is counted, and pointed at."""
    if amounts is None:
        return
    row = outlying(pc.if_else(pa.array(loaded), amounts, None))
    if row is None:
        return
    decisions.note(
        f"⚠ 第 {table.rows[row]} 行的金额 {amounts[row].as_py():,.2f} 超过其余各行之和，已计入，请核对。",
        f"⚠ Row {table.rows[row]}: {amounts[row].as_py():,.2f} is more than all other rows together; it "
        "is counted. Please check.",
    )


def say_not_sold(
    dataset: Dataset, values: dict[str, Values], loaded: Mask, decisions: TableDecisions
) -> None:
    """Lines of orders that were cancelled, returned or are negative: kept as booked, and said."""
    if dataset.key != "orders":
        return
    amounts = values["amount"].main
    negative = as_mask(pc.less(amounts, pa.scalar(Decimal(0), amounts.type)))
    status = TextColumn(values["status"].main) if "status" in values else None
    kinds = [
        (negative, NEGATIVE),
    ]
    if status is not None:
        kinds = [
            (as_mask(status.equals("cancelled")), CANCELLED),
            (as_mask(status.equals("returned")), RETURNED),
            *kinds,
        ]
    for rows, how in kinds:
        meant = rows & loaded
        if many := int(meant.sum()):
            worth = total(amounts, meant)
            decisions.notes.append(how.format(many=many, worth=f"{worth:,.2f}"))
