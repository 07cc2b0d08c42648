"""What the signs are read from: every member month by month, in few wide questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

import numpy as np
import pandas as pd

from salesdash.analysis.channels.conflicts import Conflict, conflicts
from salesdash.analysis.channels.promotions import Promotion
from salesdash.analysis.channels.signs import MonthlySigns, outcomes, signs
from salesdash.catalog.channels.diagnoses import DIAGNOSES, RECORD
from salesdash.catalog.channels.pricing import PRICE_CONFLICT
from salesdash.catalog.metrics import METRICS
from salesdash.figures.channels.operations.price_conflicts import NEEDS as PRICED_BY
from salesdash.figures.channels.operations.promotions import campaigns_of
from salesdash.figures.channels.verdicts import judged_scope
from salesdash.figures.lights.current import out_of_reach
from salesdash.period import Period, add_months
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.channels.complaints import COLUMNS as OF_TICKETS
from salesdash.warehouse.questions.channels.complaints import complaints
from salesdash.warehouse.questions.channels.largest_customers import largest_customers
from salesdash.warehouse.questions.channels.price_gaps import price_gaps

YEAR = 12
# By which metric each part is asked.
METRIC_OF = {
    "sales": "sales", "orders": "orders", "kept": "kept_customers", "earlier": "earlier_customers",
    "earned": "earned", "paid": "paid", "spend": "spend", "won": "won_by_leads", "leads": "matched_leads",
    "stock": "stock", "due_lines": "due_lines", "late_lines": "late_lines", "unshipped": "unshipped_lines",
    "late_amount": "late_amount",
}  # fmt: skip
# Where the data cover a month and have no row, nothing happened.
OF_ORDERS = ("sales", "orders")


def months_of(ask: Ask, scope: Scope) -> Period:
    """The whole months of the period that have ended and whose spend is closed; the last one before it
    where none has."""
    where = judged_scope(ask, scope)
    period = where.elapsed
    if period is not None:
        begins = Period.of(period.start, "month")
        start = period.start if begins.start == period.start else begins.end
        end = Period.of(period.last_day, "month")
        until = min(end.end if end.end == period.end else end.start, where.months_end)
        if start < until:
            return Period(start, until)
    last = min(where.months_end, period.start if period else where.months_end)
    return Period.of(add_months(last, -1), "month")


def ends(ask: Ask, scope: Scope) -> list[Period]:
    """The spans by which the record is taken: one at the end of each of its months, the oldest first."""
    last = months_of(ask, scope)
    finishes = [add_months(last.end, -n) for n in reversed(range(RECORD.months))]
    return [Period(add_months(finish, -RECORD.span), finish) for finish in finishes]


def seen(ask: Ask, scope: Scope, by: str) -> MonthlySigns:
    """Every member that sold in these months or in those of the record, and a year before."""
    return ask.keep(("diagnosis", scope, by), lambda: _seen(ask, scope, by))


def signs_now(ask: Ask, scope: Scope, by: str) -> pd.DataFrame:
    """One row per member: its signs over the months judged."""
    return signs(seen(ask, scope, by), months_of(ask, scope))


def course(ask: Ask, scope: Scope, by: str) -> list[pd.DataFrame]:
    """The signs of every member at the end of each month of the record, the oldest first."""
    return ask.keep(
        ("diagnosis_course", scope, by),
        lambda: [
            signs(seen(ask, scope, by), span, Period.of(span.last_day, "month"))
            for span in ends(ask, scope)
        ],
    )


def course_of(ask: Ask, scope: Scope, by: str, outcome: str) -> list[pd.DataFrame]:
    """The same of one outcome."""
    known = seen(ask, scope, by)
    return [outcomes(known, span, outcome) for span in ends(ask, scope)]


def _seen(ask: Ask, scope: Scope, by: str) -> MonthlySigns:
    judged, spans = months_of(ask, scope), ends(ask, scope)
    start = min(judged.start, spans[0].start)
    over = replace(
        scope.over(Period(add_months(start, -YEAR), judged.end)),
        comparison=None, against=None,
    )  # fmt: skip
    frame = ask(list(METRIC_OF.values()), (by, "month"), over).dropna(subset=[by, "month"])
    months = [str(month) for month in Period(add_months(start, -YEAR), judged.end).split("month")]
    members = sorted(str(member) for member in frame[by].unique())
    parts = _tables(frame, by, METRIC_OF, months, members)
    # a sum over no late line is missing, and is 0 where lines were due
    parts["late_amount"] = parts["late_amount"].fillna(0.0).where(parts["due_lines"].notna())
    expected = _late_expected(ask, over, by)
    parts |= _tables(expected, by, {"late_expected": "late_expected"}, months, members)
    tickets = complaints(ask, over, by)
    parts |= _tables(tickets, by, {part: part for part in OF_TICKETS}, months, members)
    for part, reaches in (
        *((part, "orders") for part in OF_ORDERS),
        *((p, "tickets") for p in OF_TICKETS),
    ):
        if not tickets.empty or reaches == "orders":
            parts[part] = _where_covered(ask, over, parts[part], reaches)
    return MonthlySigns(
        {**parts, **_of_two_years(ask, over, parts)},
        _largest(ask, over, by, judged, spans),
        _promotions(ask, over, by),
        _undersold(ask, over, by, [judged, *spans]),
    )


def _tables(
    frame: pd.DataFrame, by: str, columns: Mapping[str, str], months: list[str], members: list[str]
) -> dict[str, pd.DataFrame]:
    """By part, of which each is a column: months × members; missing where there is no row."""
    row, column = (
        pd.Index(of).get_indexer(pd.Index(frame[key]))
        for of, key in ((months, "month"), (members, by))
    )
    is_there = (row >= 0) & (column >= 0)
    tables = {}
    for part, key in columns.items():
        values = np.full((len(months), len(members)), np.nan)
        values[row[is_there], column[is_there]] = frame[key].to_numpy(float)[is_there]
        tables[part] = pd.DataFrame(values, index=months, columns=members)
    return tables


def _where_covered(ask: Ask, over: Scope, part: pd.DataFrame, dataset: str) -> pd.DataFrame:
    """What adds up: 0 where the data cover a month and have no row, missing where they do not."""
    coverage = ask.coverage.get(dataset)
    if coverage is None:
        return part * float("nan")
    months = map(_month, part.index)
    covered = [coverage.edge_within(month, over.calendar) is None for month in months]
    return part.fillna(0.0).where(pd.Series(covered, part.index), axis=0)


def _month(label: str) -> Period:
    """A month looked back at, however long ago; `parse` reads what people ask for."""
    return Period.of(date.fromisoformat(f"{label}-01"), "month")


def _of_two_years(
    ask: Ask, over: Scope, parts: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Who was kept, of the months whose two years before the data reach back over."""
    churn = METRICS["retention_rate"]
    months = parts["kept"].index
    reached = [
        not out_of_reach(ask, churn, over.over(month), month) for month in map(_month, months)
    ]
    monthly = pd.Series(reached, months)
    return {
        "earlier": parts["earlier"].where(monthly, axis=0),
        "kept": parts["kept"].fillna(0.0).where(monthly, axis=0),
    }


def _late_expected(ask: Ask, over: Scope, by: str) -> pd.DataFrame:
    """By member and month the lines that would be late if each were as late as all together were on the same
    goods; of goods themselves, through the same channels. So a channel does not stand for what it sells."""
    like = "channel" if by == "category" else "category"
    alike = ["month", *([like] if ask.members(like) else [])]
    lines = ask(["due_lines", "late_lines"], (by, *alike), over)
    lines = lines.dropna(subset=[by, "month", "due_lines"])
    of_alike = lines.groupby(alike, dropna=False)[["late_lines", "due_lines"]].transform("sum")
    expected = lines["due_lines"] * of_alike["late_lines"] / of_alike["due_lines"]
    lines = lines.assign(late_expected=expected)
    return lines.groupby([by, "month"])[["late_expected"]].sum().reset_index()


def _largest(
    ask: Ask, over: Scope, by: str, judged: Period, record: Sequence[Period]
) -> dict[str, pd.DataFrame]:
    """By span. Those of the record that end in one year are asked together: the same whatever period is judged."""
    asked = [list(of_year) for _, of_year in groupby(record, lambda span: span.last_day.year)]
    if judged not in record:
        asked.append([judged])
    frame = pd.concat([largest_customers(ask, over, by, spans) for spans in asked])
    return {str(span): rows.set_index(by) for span, rows in frame.groupby("span")}


def _undersold(
    ask: Ask, over: Scope, by: str, spans: Sequence[Period]
) -> dict[str, list[Conflict]]:
    """The price conflicts of each span that the orders begin before."""
    if by != DIAGNOSES["price_conflict"].of or not all(map(ask.has, PRICED_BY)):
        return {}
    first = min(span.start for span in spans)
    pairs = price_gaps(ask, over, Period(first, max(span.end for span in spans)), PRICE_CONFLICT)
    orders = ask.coverage["orders"]
    begins = Period.of(orders.first_day or ask.as_of, "month").start
    return {
        str(span): conflicts(pairs[pairs["month"] < span.end], span, add_months(begins, YEAR))
        for span in dict.fromkeys(spans)
        if span.start >= begins
    }


def _promotions(ask: Ask, over: Scope, by: str) -> Sequence[Promotion]:
    orders = ask.coverage.get("orders")
    if not ask.has("orders.promotion") or not orders or not orders.first_day:
        return ()
    return campaigns_of(ask, over, by, orders.first_day)
