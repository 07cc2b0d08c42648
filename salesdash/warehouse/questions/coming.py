"""Orders to come: what is expected of every customer, shared out over what was ordered so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import base_of
from salesdash.catalog.model import Metric
from salesdash.catalog.rules import FORESIGHT
from salesdash.period import DAY, add_months
from salesdash.warehouse.questions.windows import sql_date

if TYPE_CHECKING:
    from salesdash.warehouse.questions.ask import Ask
    from salesdash.warehouse.questions.question import Question

COMING = "coming_orders"
HISTORY = ["repeats", "recency", "age"]
# Histories of customers (`repeats`, `recency` and `age` in days, how many `customers`) and the yearly discount
# rate: the same with the days of ordering to expect of one such customer (`coming`), and the chance that he is
# not gone for good (`alive`).
Foresee = Callable[[pd.DataFrame, float], pd.DataFrame]


class Evidence(NamedTuple):
    """Of how many customers, and for how many whole months, orders are known on a day."""

    customers: int
    months: int

    @property
    def is_enough(self) -> bool:
        """Whether what customers will do may be inferred from it."""
        return self.customers >= FORESIGHT.customers and self.months >= FORESIGHT.months


@dataclass(frozen=True, slots=True)
class Laid:
    """What was reckoned outside the database, laid beside the other parts of an answer."""

    metrics: tuple[Metric, ...]
    frame: pd.DataFrame

    def sql(self) -> str:
        """A SELECT of the dimensions as text, and of every metric."""
        keys = {metric.key for metric in self.metrics}
        columns = [
            f'unnest(?::{"DOUBLE" if key in keys else "VARCHAR"}[]) AS "{key}"'
            for key in self.frame.columns
        ]
        return f"SELECT {', '.join(columns)}"

    @property
    def values(self) -> tuple[Any, ...]:
        """The values that `sql` binds, in order."""
        return tuple(
            tuple(None if pd.isna(value) else value for value in self.frame[key].tolist())
            for key in self.frame.columns
        )


def is_of_coming(metric: Metric) -> bool:
    return any(base.source == COMING for base in base_of(metric))


def evidence_on(ask: Ask, day: date) -> Evidence:
    """What is known on a day of who ordered when."""
    orders = ask.coverage.get("orders")
    first = orders.first_day if orders and orders.first_day else day
    end = day + DAY
    months = (end.year - first.year) * 12 + end.month - first.month
    if add_months(first, months) > end:
        months -= 1
    return Evidence(int(_histories(ask, day)["customers"].sum()), max(months, 0))


def is_foreseen(ask: Ask, metric: Metric, day: date) -> bool:
    """Whether a metric rests on what customers are foreseen to order from a day on."""
    return is_of_coming(metric) and ask.foresee is not None and evidence_on(ask, day).is_enough


def foresight(ask: Ask, day: date) -> pd.DataFrame | None:
    """One row per history of a customer on a day, as `Foresee` answers it; None where too little is
    known, or nobody can foresee."""
    foresee, discount = ask.foresee, ask.rules["discount_rate"]
    if foresee is None or not evidence_on(ask, day).is_enough:
        return None
    return ask.keep(("foresight", day, discount), lambda: foresee(_histories(ask, day), discount))


def silences(ask: Ask, day: date) -> pd.DataFrame:
    """One row per length of silence of a customer, in his usual intervals, that was reached by a day: how
    many `ended` with an order, and how many are `going_on`."""
    return ask.query(f"FROM model.silences({sql_date(day)}) ORDER BY length", ())


def _histories(ask: Ask, day: date) -> pd.DataFrame:
    """One row per history that customers have on a day: of how many, and the weights of their orders."""
    return ask.query(
        f"SELECT {', '.join(HISTORY)}, count(*) AS customers, sum(recent * weight) AS weight "
        f"FROM model.histories({sql_date(day)}) GROUP BY ALL ORDER BY ALL",
        (),
    )


def foreseen(ask: Ask, question: Question) -> Laid | None:
    """The orders to come of each group of the question, at each of its moments; None where none can
    be foreseen."""
    parts = list(_at_moments(ask, question))
    if not parts:
        return None
    [metric] = question.metrics
    expected = pd.concat(parts, ignore_index=True)
    if not question.by:
        return Laid(question.metrics, expected[[metric.key]].sum().to_frame().T)
    summed = expected.groupby(list(question.by), dropna=False)[metric.key].sum().reset_index()
    return Laid(question.metrics, summed)


def _at_moments(ask: Ask, question: Question) -> Iterator[pd.DataFrame]:
    """For each moment, one row per group and history: how many orders are to come."""
    [metric] = question.metrics
    for name, end in question.ends():
        expected = foresight(ask, end - DAY)
        if expected is None:
            continue
        if question.scope.filters or any(not DIMENSIONS[d].grain for d in question.by):
            shares = ask.query(_shares(question, end), question.filter_values)
            expected = shares.merge(expected.drop(columns="weight"), on=HISTORY, how="left")
        labels = dict.fromkeys((d for d in question.by if DIMENSIONS[d].grain), name)
        coming = expected["weight"] * expected["coming"]
        yield expected.assign(**labels, **{metric.key: coming})[[*question.by, metric.key]]


def _shares(question: Question, end: date) -> str:
    """A SELECT of the weights of the orders of each group, by the histories of their buyers: counted
    per buyer first, so that the histories are joined to these, not to every line."""
    day = sql_date(end - DAY)
    members = [f'"{d}"' for d in question.by if not DIMENSIONS[d].grain]
    groups = ", ".join([*members, *HISTORY])
    buyers = ", ".join([*members, "buyer"])
    each = f"SELECT DISTINCT {buyers}, order_no FROM model.{COMING}({day}) {question.filters()}"
    return (
        f"SELECT {groups}, sum(orders * weight) AS weight "
        f"FROM (SELECT {buyers}, count(*) AS orders FROM ({each}) GROUP BY ALL) "
        f"JOIN model.histories({day}) USING (buyer) GROUP BY ALL"
    )


def looks_back(ask: Ask, metric: Metric, day: date) -> list[Metric]:
    """The sums that a metric rests on, on a day: where orders are foreseen, churn is not asked."""
    bases = list(base_of(metric))
    return [b for b in bases if b.lookback == 1] if is_foreseen(ask, metric, day) else bases
