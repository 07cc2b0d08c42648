"""Money that stands beside what a table is loaded as, and is left out: it is said, never dropped."""

from __future__ import annotations

import re

from salesdash.catalog.sheets.buyers import CUSTOMERS
from salesdash.catalog.sheets.selling import ORDERS, SPEND, TARGETS
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_figures, subject_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import spoken, stands_for
from salesdash.intake.texts.metric_headers import is_of_a_target, is_stretch_target, names_sales
from salesdash.intake.texts.numbers import readable
from salesdash.text import Text, join, plain

TARGET_BESIDE = Text(
    "⚠{headers}是目标，写在订单旁边，未导入。要看达成率，请把目标单独列成一张表（如 月份、区域、目标）再上传。",
    "⚠ {headers} {many:holds a target|hold targets}, no sales, and {many:is|are} left out. To see attainment, drop the "
    "targets as a table of their own (say month, region, target).",
)
BUDGET_BESIDE = Text(
    "⚠{headers}是预算，写在订单旁边，不是销售额，未导入。要用它，请单独列成一张表（如 月份、渠道、预算）再上传。",
    "⚠ {headers} {many:holds a budget|hold budgets}, no sales, and {many:is|are} left out. To use {many:it|them}, drop "
    "the budget as a table of its own (say month, channel, budget).",
)
STRETCH_BESIDE = Text(
    "⚠{headers}是挑战（内控）目标，与目标分开，未导入；达成率按目标算。",
    "⚠ {headers} {many:is a stretch target|are stretch targets}, kept apart from the target that attainment is judged "
    "by, and left out.",
)
SALES_BESIDE = Text(
    "⚠{headers}像销售额，而这张表按“{dataset}”导入，没有计入销售。是销售额的话，请把这张表选为“订单”"
    "（命令行：--answer dataset=orders）。",
    "⚠ {headers} {many:looks|look} like sales, but the table is loaded as {dataset}, and they are not counted. If they "
    "are sales, choose Orders for the table (on the command line: --answer dataset=orders).",
)
# What a customer earns himself, beside how many he employs.
_OF_A_FIRM = re.compile(
    r"(?:annual |yearly )?(?:revenue|turnover|sales volume)|年?(?:营业额|营业收入|营收|收入)"
)
_SOLD = re.compile(r"mrr|arr|gmv|gross( (sales|revenue))?")


def say_left_out(table: Table, recognised: Recognised, decisions: TableDecisions) -> None:
    """Name the columns of figures that the dataset does not take and that look like targets, budgets or sales."""
    _say_targets_beside(table, recognised, decisions)
    _say_sales_beside(table, recognised, decisions)


def _say_targets_beside(table: Table, recognised: Recognised, decisions: TableDecisions) -> None:
    if recognised.dataset not in (ORDERS, TARGETS):
        return
    claimed = {i for c in recognised.columns.values() for i in (c.index, *c.others)}
    figures = {
        header: plain(f"“{header}”")
        for i, header in enumerate(table.headers)
        if i not in claimed and holds_figures(table, i) and readable(table.sample(i)) > 0
    }
    of_orders = figures if recognised.dataset is ORDERS else {}
    targets = [name for header, name in of_orders.items() if is_of_a_target(header)]
    budgets = [name for h, name in of_orders.items() if stands_for(h, SPEND, "budget")]
    further = [name for header, name in figures.items() if is_stretch_target(header)]
    said = ((TARGET_BESIDE, targets), (BUDGET_BESIDE, budgets), (STRETCH_BESIDE, further))
    for words, beside in said:
        if beside:
            decisions.notes.append(words.format(headers=join(beside), many=len(beside)))


def _say_sales_beside(table: Table, recognised: Recognised, decisions: TableDecisions) -> None:
    """Name the columns of a list of something else that look like what was sold."""
    if recognised.dataset in (ORDERS, TARGETS):
        return
    claimed = {i for c in recognised.columns.values() for i in (c.index, *c.others)}
    sold = [
        plain(f"“{header}”")
        for i, header in enumerate(table.headers)
        if i not in claimed
        and _looks_like_sales(header)
        and holds_figures(table, i)
        and not (recognised.dataset is CUSTOMERS and _OF_A_FIRM.fullmatch(spoken(header).strip()))
    ]
    if sold:
        words = SALES_BESIDE.format(
            headers=join(sold), many=len(sold), dataset=recognised.dataset.name
        )
        decisions.notes.append(words)


def _looks_like_sales(header: str) -> bool:
    subject = subject_of([header])
    is_sold = subject is not None and subject.sure and subject.header == "销售额"
    return is_sold or names_sales(header) or bool(_SOLD.fullmatch(spoken(header).strip()))
