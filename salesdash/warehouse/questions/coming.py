"""Orders to come: what is expected of every customer, shared out over what was ordered so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import base_of
from salesdash.catalog.model import Metric
from salesdash.catalog.rules.declared import FORESIGHT
from salesdash.period import DAY, add_months
from salesdash.warehouse.questions.laid import Laid
from salesdash.warehouse.questions.sql.dialect import grouped_by
from salesdash.warehouse.questions.sql.windows import sql_date

if TYPE_CHECKING:
    from salesdash.warehouse.questions.ask import Ask
    from salesdash.warehouse.questions.sql.question import ModelQuestion

COMING, STANDING = "coming_orders", "customer_standing"
HISTORY = ["repeats", "recency", "age"]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forecast:
    """How it is inferred what customers will do.

    `coming`: histories (`repeats`, `recency` and `age` in days, how many `customers`) and the yearly
    discount rate → the same with the days of ordering to expect of one such customer (`coming`), and the
    chance that he is not gone for good (`alive`). `for_good`: the lengths that silences reached, how many
    of each ended and how many go on, and how far others have come → their chance to go on for good.
    """

    coming: Callable[[pd.DataFrame, float], pd.DataFrame]
    for_good: Callable[[Numbers, Numbers, Numbers, Numbers], Numbers]


class Evidence(NamedTuple):
    """Of how many customers, and for how many whole months, orders are known on a day."""

    customers: int
    months: int

    @property
    def is_enough(self) -> bool:
        """Whether what customers will do may be inferred from it."""
        return self.customers >= FORESIGHT.customers and self.months >= FORESIGHT.months


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
    """One row per history of a customer on a day, as `Foresight.coming` answers it; None where too little
    is known, or nobody can foresee."""
    foresee, discount = ask.foresee, ask.rules["discount_rate"]
    if foresee is None or not evidence_on(ask, day).is_enough:
        return None
    return ask.keep(
        ("foresight", day, discount), lambda: foresee.coming(_histories(ask, day), discount)
    )


def sees_leaving(expected: pd.DataFrame) -> bool:
    """Whether what `foresight` answers has at least one customer gone. Orders so regular that the model lets
    nobody ever leave say nothing of who is leaving now."""
    return float(((1 - expected["alive"]) * expected["customers"]).sum()) >= 1


def gone_for_good(ask: Ask, customers: pd.DataFrame, day: date) -> pd.Series[Any]:
    """The chance of each customer on a day never to order again: by BG/NBD where enough is known for it and
    it sees anybody leave, else by the length of the silence; missing without a usual interval, or where
    nobody can foresee.

    `customers`: one row each, with its history, `days_since` the last order and its `rhythm` in days.
    """
    if ask.foresee is None:
        return pd.Series(float("nan"), customers.index)
    expected = foresight(ask, day)
    if expected is not None and sees_leaving(expected):
        alive = customers[HISTORY].merge(expected, on=HISTORY, how="left")["alive"]
        return 1 - alive.set_axis(customers.index)
    reached: Numbers = (customers["days_since"] / customers["rhythm"]).to_numpy(np.float64)
    past = silences(ask, day)
    length, ended, going_on = (past[key].to_numpy(float) for key in ("length", "ended", "going_on"))
    chance = ask.foresee.for_good(length, ended, going_on, reached)
    return pd.Series(chance, customers.index).where(~np.isnan(reached))


def silences(ask: Ask, day: date) -> pd.DataFrame:
    """Of each `length` of silence reached by a day, in usual intervals: how many `ended`, how many are
    `going_on`."""
    return ask.query(f"FROM model.silences({sql_date(day)}) ORDER BY length", ())


def at_stake(ask: Ask, customers: pd.DataFrame, day: date) -> pd.Series[Any]:
    """Of each customer the sales of 12 months (`amount`) times the chance of being gone for good; missing
    where neither money nor a usual interval is known."""
    return customers["amount"].astype(float).clip(lower=0) * gone_for_good(ask, customers, day)


def _histories(ask: Ask, day: date) -> pd.DataFrame:
    """One row per history that customers have on a day: of how many, and the weights of their orders."""
    return ask.query(
        f"SELECT {', '.join(HISTORY)}, count(*) AS customers, sum(recent * weight) AS weight "
        f"FROM model.histories({sql_date(day)}) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        (),
    )


def foreseen(ask: Ask, question: ModelQuestion) -> Laid | None:
    """What is to come, or at stake, of each group of the question, at each of its moments; None where
    nothing can be foreseen."""
    at_moments = _coming if question.source == COMING else _staked
    parts = list(at_moments(ask, question))
    if not parts:
        return None
    [metric] = question.metrics
    each = pd.concat(parts, ignore_index=True)
    if not question.by:
        return Laid(question.metrics, each[[metric.key]].sum(min_count=1).to_frame().T)
    groups = each.groupby(list(question.by), dropna=False)[metric.key]
    return Laid(question.metrics, groups.sum(min_count=1).reset_index())


def _staked(ask: Ask, question: ModelQuestion) -> Iterator[pd.DataFrame]:
    """For each moment, one row per customer who bought in the 12 months to it: what is at stake."""
    [metric] = question.metrics
    members = [d for d in question.by if not DIMENSIONS[d].grain]
    values = ", ".join(
        dict.fromkeys([*(f'"{d}"' for d in members), *HISTORY, "days_since", "rhythm"])
    )
    where = question.filters() or "WHERE true"
    for name, end in question.ends():
        day = end - DAY
        customers = ask.query(
            f"SELECT {values}, amount::DOUBLE AS amount FROM model.{STANDING}({sql_date(day)}) "
            f"{where} AND tier <> 'former'",
            question.filter_values,
        )
        labels = _labelled(question.by, name)
        staked = at_stake(ask, customers, day)
        yield customers.assign(**labels, **{metric.key: staked})[[*question.by, metric.key]]


def _labelled(by: Sequence[str], name: str) -> dict[str, str]:
    """The moment's name under each dimension of time."""
    return dict.fromkeys((d for d in by if DIMENSIONS[d].grain), name)


def _coming(ask: Ask, question: ModelQuestion) -> Iterator[pd.DataFrame]:
    """For each moment, one row per group and history: how many orders are to come."""
    [metric] = question.metrics
    for name, end in question.ends():
        expected = foresight(ask, end - DAY)
        if expected is None:
            continue
        if question.scope.filters or any(not DIMENSIONS[d].grain for d in question.by):
            shares = ask.query(_shares(question, end), question.filter_values)
            expected = shares.merge(expected.drop(columns="weight"), on=HISTORY, how="left")
        labels = _labelled(question.by, name)
        coming = expected["weight"] * expected["coming"]
        yield expected.assign(**labels, **{metric.key: coming})[[*question.by, metric.key]]


def _shares(question: ModelQuestion, end: date) -> str:
    """A SELECT of the weights of the orders of each group, by the histories of their buyers: counted
    per buyer first, so that the histories are joined to these, not to every line."""
    day = sql_date(end - DAY)
    members = [f'"{d}"' for d in question.by if not DIMENSIONS[d].grain]
    groups = ", ".join([*members, *HISTORY])
    buyers = ", ".join([*members, "buyer"])
    told_apart = {*question.by, *(dimension for dimension, _ in question.scope.filters)}
    if {d for d in told_apart if not DIMENSIONS[d].grain} <= {"channel"}:
        each = f"SELECT {buyers} FROM model.{COMING}_of_channels({day}) {question.filters()}"
    else:
        each = f"SELECT DISTINCT {buyers}, order_no FROM model.{COMING}({day}) {question.filters()}"
    return (
        f"SELECT {groups}, sum(orders * weight) AS weight "
        f"FROM (SELECT {buyers}, count(*) AS orders FROM ({each}){grouped_by(len(members) + 1)}) AS bought "
        f"JOIN model.histories({day}) USING (buyer){grouped_by(len(members) + len(HISTORY))}"
    )


def looks_back(ask: Ask, metric: Metric, day: date) -> list[Metric]:
    """The sums that a metric rests on, on a day: where orders are foreseen, churn is not asked."""
    bases = list(base_of(metric))
    return [b for b in bases if b.lookback == 1] if is_foreseen(ask, metric, day) else bases
