"""Lines that say of themselves that nothing was sold in them: 成交 = 否, Won = No."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.sheets.selling import ORDERS
from salesdash.catalog.words.vocabulary import FLAGS, OUTCOMES
from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import Mask, as_mask
from salesdash.intake.texts import words
from salesdash.intake.texts.headers import spoken
from salesdash.text import Text

WON, ALL = "won", "all"
_ASKS_IF_WON = re.compile(
    r"(?:是否)?(?:已|有无)?(?:成交|成单|签单|签约|赢单|中标)(?:与否|了?吗|状态|结果|情况)?[?？]?|"
    r"(?:(?:deal|closed|is) )?won[?]?(?:/lost)?|(?:deal|sale) (?:closed|made|won)[?]?|closed deal[?]?|ordered[?]?"
)
_TELLS_AN_OUTCOME = re.compile(r"(?:最终|跟进|商机)?结果|outcome|result")
_ANSWERS = tuple(
    (word, "yes" if meaning in ("yes", "won") else "no") for word, meaning in (*OUTCOMES, *FLAGS)
)


def not_won(
    table: Table,
    recognised: Recognised,
    values: dict[str, Values],
    data: Mask,
    decisions: TableDecisions,
) -> Mask:
    """Lines of orders, beside others that were won, where a column that asks it says no; or nothing, where others
    say yes and none says no."""
    none = np.zeros(table.height, dtype=np.bool_)
    if recognised.dataset is not ORDERS:
        return none
    claimed = {c.index for key, c in recognised.columns.items() if key != "status"}
    for index in range(len(table.headers)):
        if index in claimed or not _tells_if_won(table, index):
            continue
        said = words.flags(table.texts[index], _ANSWERS)
        blank = as_mask(pc.is_null(table.held[index]))
        won, lost = (as_mask(pc.fill_null(each, False)) for each in (said, pc.invert(said)))
        lost = (lost if (lost & data).any() else blank) & data
        are_told = not (~won & ~lost & ~blank & data).any()
        if are_told and lost.any() and (won & data).any():
            return lost if _are_left_out(table, index, values, lost, decisions) else none
    return none


def _tells_if_won(table: Table, index: int) -> bool:
    """Whether the header asks it, or asks for an outcome that is told in words of a sale."""
    name = spoken(table.headers[index]).strip()
    if _TELLS_AN_OUTCOME.fullmatch(name):
        return any(
            re.search(r"成交|赢单|签约|\bwon\b", spoken(cell)) for cell in table.sample(index)
        )
    return _ASKS_IF_WON.fullmatch(name) is not None


def _are_left_out(
    table: Table, index: int, values: dict[str, Values], lost: Mask, decisions: TableDecisions
) -> bool:
    header, many = table.headers[index], int(lost.sum())
    cell = table.held[index][int(np.flatnonzero(lost)[0])].as_py()
    amount = pc.sum(pc.filter(values["amount"].main, pa.array(lost))).as_py() or 0
    says = Text(f"是“{cell}”", f"says “{cell}”") if cell else Text("空着", "is blank")
    text = Text(
        f"“{header}”有 {many:,} 行{says.zh}（合计 {amount:,.2f}），看来没有成交。这些行不算作销售额吗？",
        f"“{header}” {says.en} on {many:,} {'line' if many == 1 else 'lines'} ({amount:,.2f} in all), which were not "
        "sold, it seems. Leave them out of the sales?",
    )
    return decisions.ask(f"won:{header}", text, (WON, ALL), WON) == WON
