"""Money that may be spent as well as sold, or is but planned: what only its owner knows is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from salesdash.catalog.sheets.selling import ORDERS, SPEND, TARGETS
from salesdash.intake.recognition.fit import Recognised, fitted, stood_in
from salesdash.intake.recognition.lookalikes.expenses import may_be_charged, may_be_sold
from salesdash.intake.tables.context.subject import holds_figures, subject_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import MatchedColumn, match, spoken, stands_for
from salesdash.intake.texts.metric_headers import is_actual, is_bare_target, names_sales
from salesdash.intake.texts.sample_values import Sample

_PLANNED = re.compile(
    r"(?:销售|营业|营收|业绩|收入)(?:额|收入|业绩|金额|总额)?(?:年度?|月度?|季度?|分解)?预算|预算(?:销售|收入|营收)|"
    r"(?:sales|revenue|turnover) budgets?\b|budgeted (?:sales|revenue|turnover)\b|(?:umsatz|absatz|verkaufs)-?budget|"
    r"presupuesto de ventas|budget (?:de[s]? )?ventes|budget vendite"
)
_SALES_AND_BUDGET = re.compile(
    r"(?:\b(?:sales|revenue|turnover)\b|销售|营收|业绩).*(?:\bbudgets?\b|预[算实])|"
    r"(?:\bbudgets?\b|预[算实]).*(?:\b(?:sales|revenue|turnover)\b|销售|营收|业绩)"
)
_OF_SPEND = re.compile(r"费|支出|成本|推广|投放|expens|spend|cost|marketing|team|department|销售部")
# What only something sold has.
_OF_ORDERS = {"order_id", "status", "ship_date", "customer", "quantity", "unit_price"}
_OF_REGIONS = {"date", "region", "budget"}
_MONEY = ((ORDERS, "amount"), (SPEND, "spend"), (SPEND, "budget"))


def or_asked(best: Recognised, table: Table, file: str) -> Recognised:
    """The best fit, with what it may as well be: what is to be sold, what was, or what somebody was charged."""
    if best.dataset in (ORDERS, SPEND) and _may_be_planned(best, table, file):
        return replace(best, rival=TARGETS, is_open=True)
    is_open = best.dataset is SPEND and (
        may_be_charged(table, best.columns)
        or may_be_sold(table, best.columns, file)
        or _may_be_reached(table, best, file)
        or _has_sales_beside(table, best)
    )
    return replace(best, rival=ORDERS, is_open=True) if is_open else best


def _may_be_planned(fit: Recognised, table: Table, file: str) -> bool:
    """Whether its money is called no more than an amount, a budget or what was reached of it, under a name that
    speaks of a budget of sales, or is the budget of regions, which spend as well as sell."""
    money = [
        table.headers[fit.columns[key].index]
        for of, key in _MONEY
        if of is fit.dataset and key in fit.columns
    ]
    names = [*map(spoken, (table.sheet.name, *table.titles, re.sub(r"\.\w{2,5}$", "", file)))]
    is_planned = any(map(_speaks_of_planned_sales, names)) or _is_of_a_plan(table.sheet.name)
    is_planned |= fit.columns.keys() == _OF_REGIONS and not any(map(_OF_SPEND.search, names))
    is_bare = bool(money) and all(map(_is_bare, money))
    return is_planned and is_bare and _OF_ORDERS.isdisjoint(fit.columns)


def _speaks_of_planned_sales(name: str) -> bool:
    both = _SALES_AND_BUDGET.search(name) and not _OF_SPEND.search(name)
    return bool(both or _PLANNED.search(name))


def _has_sales_beside(table: Table, fit: Recognised) -> bool:
    """Whether a column beside the spend says that it is sales, and could be no spend."""
    used = {i for column in fit.columns.values() for i in (column.index, *column.others)}
    return any(
        names_sales(header) and not stands_for(header, SPEND, "spend") and holds_figures(table, i)
        for i, header in enumerate(table.headers)
        if i not in used
    )


def _may_be_reached(table: Table, fit: Recognised, file: str) -> bool:
    """Whether the sheet says that its money was reached, of a budget of which nothing says that it is for spending."""
    subject = subject_of((*table.titles, file))
    is_of_a_budget = subject is not None and subject.header == "预算"
    return is_actual(table.sheet.name) and is_of_a_budget and "purpose" not in fit.columns


def _is_of_a_plan(sheet: str) -> bool:
    """Whether the name of the sheet says plan, target or budget and no more."""
    return is_bare_target(sheet) or stands_for(sheet, SPEND, "budget")


def _is_bare(header: str) -> bool:
    is_amount = match(header, ORDERS) is not None
    return is_amount or is_actual(header) or stands_for(header, SPEND, "budget")


def as_targets(
    table: Table, samples: list[Sample], file: str, chosen: Callable[[str], str | None]
) -> Recognised:
    """The table as targets; its budget, or the only money that it has, is what they are, whatever it is called."""
    plan = fitted(table, samples, TARGETS, file, chosen)
    if "amount" in plan.columns or chosen("amount") is not None:
        return plan
    others = {of: fitted(table, samples, of, file, chosen).columns for of in (ORDERS, SPEND)}
    budget = others[SPEND].get("budget")
    money = (
        {budget.index}
        if budget
        else {others[of][key].index for of, key in _MONEY if key in others[of]}
    )
    if len(money) != 1:
        return plan
    [index] = money
    columns = {key: column for key, column in plan.columns.items() if column.index != index}
    return stood_in(TARGETS, columns | {"amount": MatchedColumn(index)}, table, file, ())
