"""Lines that a column calls returns, or whose pieces are negative, while their money is written like that of
sales: 销售单, 退货单."""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.lookalikes.kinds_of_lines import GLANCE, MOST_KINDS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import columns_of_words
from salesdash.intake.texts.headers import spoken
from salesdash.text import Text

_STATE = re.compile(
    r"状态|进度|物流|\bstatus\b|\bstate\b"
)  # 已出库, 退货中: of one and the same sale
LESSEN, AS_WRITTEN = "negative", "as_is"
CALLED = Text(
    "“{header}”里有 {lines} 行是退货，金额写成正数（共 {worth}）。",
    "“{header}” calls {lines} {lines:line a return whose amount is|lines returns whose amounts are} written as "
    "positive ({worth} in all).",
)
NEGATIVE = Text(
    "“{header}”有 {lines} 行是负数，像是退货，金额却写成正数（共 {worth}）。",
    "“{header}” is negative on {lines} {lines:line|lines}, as of returns, whose amounts are written as positive "
    "({worth} in all).",
)
TAKEN_OFF = Text("按负数冲减销售额吗？", " Take them off sales?")
# Documents of what came back, and of what was sold: only side by side they are kinds of documents, among whatever
# others (赠品), for the state of an order (退款成功) says of a sale what became of it.
_BACK = re.compile(
    r".*(?:退货|退款|退回|退单|销退|红字|红冲|返品|返却|反品).*|.*\b(?:returns?|refunds?|credit (?:note|memo)|"
    r"rücksendung|retoure|gutschrift|avoir|retour|devoluci[oó]n|nota de cr[eé]dito|devolu[cç][aã]o|reso|"
    r"nota di credito)\b.*|.*반품.*"
)
_SOLD = re.compile(
    r".*(?:销售|销货|出库|出货|订单|蓝字|零售|批发|消费|购[买物]|売上|出荷).*|.*\b(?:sales?|invoice|order|purchase|payment|charge|verkauf|rechnung|facture|vente|factura|"
    r"venta|fatura|venda|fattura|vendita)\b.*|.*(?:판매|매출).*"
)


def lessen(
    values: dict[str, Values],
    table: Table,
    recognised: Recognised,
    decisions: TableDecisions,
    data: pa.Array,
) -> None:
    """Make the money and the pieces of returns negative, where no line of them is so already."""
    claimed = {column.index for key, column in recognised.columns.items() if key != "category"}
    free = (i for i in columns_of_words(table) if i not in claimed)
    told = [
        (table.headers[i], back, CALLED) for i in free if (back := _came_back(table, i)) is not None
    ]
    if quantity := recognised.columns.get("quantity"):
        header = table.headers[quantity.index]
        below = pc.less(values["quantity"].main, pa.scalar(0, values["quantity"].main.type))
        told.append((header, pc.fill_null(below, False), NEGATIVE))
    for header, back, words in told:
        returned = pc.and_(back, data)
        money = pc.drop_null(pc.filter(values["amount"].main, returned))
        if not len(money) or pc.min(money).as_py() <= 0:
            continue
        worth = f"{pc.sum(money).as_py():,.2f}"
        text = words.format(header=header, lines=len(money), worth=worth) + TAKEN_OFF
        if decisions.ask(f"returns:{header}", text, (LESSEN, AS_WRITTEN), LESSEN) == LESSEN:
            _negate(values, returned)
        return


def _came_back(table: Table, index: int) -> pa.Array | None:
    """The rows that a column calls returns; None where it does not tell these from sales."""
    cells = table.held[index]
    if len(cells.slice(0, GLANCE).unique()) > MOST_KINDS + 1:
        return None
    words = [str(word) for word in cells.drop_null().unique().to_pylist()]
    back = [word for word in words if _BACK.fullmatch(spoken(word))]
    sold = [word for word in words if word not in back and _SOLD.fullmatch(spoken(word))]
    if not back or not sold or _STATE.search(spoken(table.headers[index])):
        return None
    return pc.is_in(cells, pa.array(back, cells.type))


def _negate(values: dict[str, Values], rows: pa.Array) -> None:
    for key in ("amount", "quantity", "cost", "profit"):
        if key not in values:
            continue
        figures = values[key].main
        below = pc.negate(pc.abs(figures))
        values[key] = replace(
            values[key], arrays={**values[key].arrays, key: pc.if_else(rows, below, figures)}
        )
