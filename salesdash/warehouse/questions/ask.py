"""Metrics, dimensions and a scope → SQL with bound values → a frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from salesdash.catalog.dimensions import DIMENSION, DIMENSIONS
from salesdash.catalog.metrics import base_of
from salesdash.catalog.model import Metric
from salesdash.errors import QuestionError, UnknownNameError
from salesdash.period import DAY, MONTHS, Period, add_months
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.warehouse.questions import no_row
from salesdash.warehouse.questions.coming import (
    COMING,
    STANDING,
    Forecast,
    foreseen,
    looks_back,
)
from salesdash.warehouse.questions.compose import compose, levels
from salesdash.warehouse.questions.coverage import (
    Edge,
    datasets_of,
    edge_of,
)
from salesdash.warehouse.questions.facts import Facts, Keep, Query, metric_named
from salesdash.warehouse.questions.laid import Laid, day_after_day
from salesdash.warehouse.questions.sides import with_growth
from salesdash.warehouse.questions.sql.counted import FIRST_PLAN, PLANS
from salesdash.warehouse.questions.sql.question import SNAPSHOTS, ModelQuestion
from salesdash.warehouse.questions.sql.sums import beside_orders, summed_up
from salesdash.warehouse.questions.sql.target_sets import ChosenSet, fiscal_year, fitting
from salesdash.warehouse.questions.sql.windows import sql_date

NOT_SPLIT = Text("{metrics}不能按{dims}拆分。", "{metrics} cannot be split by {dims}.")
NOT_FILTERED = Text(
    "{metrics}的数据不区分{dims}，不能按{dims}筛选。",
    "The data of {metrics} does not tell {dims} apart, so it cannot be filtered by {dims}.",
)


class Ask(Facts):
    """Answers questions about one version of the data.

    `foresee` tells what customers will do by what they did: without it, that is reckoned by churn.
    """

    def __init__(
        self, query: Query, keep: Keep | None = None, foresee: Forecast | None = None
    ) -> None:
        super().__init__(query, keep)
        self.foresee = foresee

    def __call__(
        self, metrics: Sequence[str], by: Sequence[str] = (), scope: Scope | None = None
    ) -> pd.DataFrame:
        """One row per group, the dimensions first, then the metrics; missing is null.

        Without `by`, one row. Time comes as `2025`, `2025Q1`, `2025-03`, `2025-W10`; a blank member
        as null. Money in 元, rates as fractions. Groups are ordered by name, blanks last.
        A metric whose datasets are not loaded is null, never zero; of a period that the orders cover, no
        order is sales of 0. Split by time, no part within their days is left out, of a member none since
        its first.
        Raises QuestionError for what no metric or dimension is called, or no metric can be split by.
        """
        asked = tuple(metrics), tuple(by), scope or self.everything
        frame: pd.DataFrame = self.keep((Ask, *asked), lambda: self._answer(*asked))
        return frame.copy(deep=False)  # pandas copies on writing

    def _answer(self, metrics: tuple[str, ...], by: tuple[str, ...], scope: Scope) -> pd.DataFrame:
        wanted = [metric_named(key) for key in metrics]
        for key in by:
            _dimension(key)
        frame = no_row.with_quiet_parts(self, self.bases(wanted, by, scope), wanted, by, scope)
        if scope.has_begun:
            frame = with_growth(self, frame, wanted, by, scope)
        columns = {key: frame[key] for key in by}
        columns |= {metric.key: no_row.values(self, frame, metric, by, scope) for metric in wanted}
        return _without_nobody(pd.DataFrame(columns, index=frame.index), by, metrics)

    def edge(self, metric: Metric | str, scope: Scope) -> Edge | None:
        """Where the data of a metric begin or end within the scope's period, or end within the one
        that it is compared with; None where they cover it."""
        if scope.period is None or scope.elapsed is None:
            return None
        declared = metric_named(metric) if isinstance(metric, str) else metric
        period, end = scope.elapsed, scope.elapsed.end
        months = self.months_back(declared, end - DAY)
        whole = Period(min(period.start, add_months(end, -months)), end) if months else period
        edge = edge_of(self.coverage, declared, whole, scope.calendar)
        if edge or scope.against is None or len(datasets_of(declared)) > 1:
            return edge
        return edge_of(self.coverage, declared, scope.against, scope.calendar)

    def told_in_sums(self, metric: Metric, period: Period | None) -> bool:
        """Whether of these days the orders that a metric counts have the sum of a longer period alone."""
        orders = self.coverage.get("orders")
        if orders is None or period is None or "orders" not in datasets_of(metric):
            return False
        return orders.has_only_sums_of(period) and not self.months_back(metric, period.last_day)

    @property
    def adds_up_by(self) -> str:
        """By which part of time sales add up to quarters and years: by days where orders are sums of those, of whose
        months nothing is told."""
        orders = self.coverage.get("orders")
        return "day" if orders and any(one.grain != "month" for one in orders.sums) else "month"

    def months_back(self, metric: Metric, day: date) -> int:
        """Over how many months to that day a metric looks back; 0 where it looks at its period alone."""
        bases = looks_back(self, metric, day)
        return max((base.lookback * (base.window or 0) for base in bases), default=0)

    def standing(self, scope: Scope) -> pd.DataFrame:
        """One row per customer who ever bought by the as-of date: value, tier, status, segment, rhythm.

        In no order: most are counted, few are shown. All that pages say of the customers of a day is
        read from this one answer.
        """
        filters, values = compose_filter(scope, self.columns_of_standing)
        return self.query(
            "SELECT customer, tier, status, rfm, value_score, is_by_hand, segment, influence, "
            "amount::DOUBLE AS amount, amount_ever::DOUBLE AS amount_ever, orders, last_order, days_since, rhythm, "
            f"has_rhythm, owner, repeats, recency, age FROM model.customer_segments({sql_date(scope.as_of)}) {filters}",
            values,
        )

    def open_amount(self, scope: Scope) -> float | None:
        """What the deals are worth that were open on the as-of date; None where there were none."""
        deals = ModelQuestion("deals", (), (), scope.over(None), self.columns["deals"])
        frame = self.query(
            f"SELECT sum(amount) FILTER (outcome = 'open') AS amount FROM {deals.relation} {deals.where()}",
            deals.filter_values,
        )
        amount = frame["amount"].iloc[0]
        return None if pd.isna(amount) else float(amount)

    @property
    def columns_of_standing(self) -> frozenset[str]:
        return frozenset({"channel", "region", "salesperson", "segment", "industry", "tier"})

    def bases(
        self,
        wanted: list[Metric],
        by: Sequence[str],
        scope: Scope,
        spans: tuple[tuple[str, Period], ...] = (),
    ) -> pd.DataFrame:
        """What the metrics come down to in one answer; over `spans` instead of the parts of the
        period, each under the name of the part that it is set beside. Growth is added by `with_growth`."""
        groups: dict[tuple[Any, ...], list[Metric]] = {}
        told_apart, in_months = _told_apart(by, scope), is_in_months(by)
        of_regions = is_of_regions(by, scope)
        told = [
            summed_up(b, told_apart, in_months=in_months, of_regions=of_regions)
            for b in _bases_of(wanted).values()
        ]
        for base in beside_orders(told):
            counts_members = base.window and base.per  # however far each looks back
            lookback = 0 if counts_members else base.lookback
            groups.setdefault((base.source, base.window, base.per, lookback), []).append(base)
        parts = [part for group in groups.values() if (part := self._part(group, by, scope, spans))]
        if not parts:
            raise self._misfit(wanted, by, scope)
        asked = [part for part in map(ModelQuestion.answerable, parts) if part]
        answerable = [part for part in map(self._reckoned, asked) if part]
        if not answerable:
            keys = [metric.key for metric in levels(wanted)]
            return pd.DataFrame(index=range(0 if by else 1), columns=[*by, *keys], dtype=float)
        return _with_nan(self.query(*compose(answerable, by, wanted)))

    def _part(
        self,
        group: list[Metric],
        by: Sequence[str],
        scope: Scope,
        spans: tuple[tuple[str, Period], ...],
    ) -> ModelQuestion | None:
        """The question to one model; None where the model cannot tell the dimensions apart."""
        question = self.question(str(group[0].source), scope, by)
        return question and replace(question, metrics=tuple(group), spans=spans)

    def _reckoned(self, part: ModelQuestion) -> ModelQuestion | Laid | None:
        """The part as it goes into the one question; None where it has no figure."""
        if part.source in (COMING, STANDING):
            return foreseen(self, part)
        if part.source in SNAPSHOTS and part.grain:
            return day_after_day(self.query, part)
        return part

    def question(self, source: str, scope: Scope, by: Sequence[str] = ()) -> ModelQuestion | None:
        """What a model is asked in a scope; None where it cannot tell the dimensions apart."""
        columns = self.columns[source]
        needed = _told_apart(by, scope)
        if not needed <= columns:
            return None
        if "target_set" not in columns:
            return ModelQuestion(source, (), tuple(by), scope, columns)
        grains = [scope.period.grain if scope.period else None, *(DIMENSIONS[d].grain for d in by)]
        is_first = source in (FIRST_PLAN, PLANS[FIRST_PLAN])
        sets = fitting(self.first_sets if is_first else self.target_sets, needed, grains)
        if source in PLANS:
            if not all(self.members(dimension) for dimension in needed):
                sets = ()  # nobody knows whose sales are to be held against these targets
            sets = tuple(
                replace(one, is_for_all=self._is_for_all(PLANS[source], one)) for one in sets
            )
        return ModelQuestion(source, (), tuple(by), scope, columns, sets)

    def _is_for_all(self, days: str, chosen: ChosenSet) -> bool:
        """Whether everybody who sold in the year of these targets has one."""
        if not chosen.dimensions:
            return True
        year = fiscal_year(self.calendar)
        members = ", ".join(f'"{d}"' for d in chosen.dimensions)
        named = " AND ".join(f'"{d}" IS NOT NULL' for d in chosen.dimensions)
        without = self.query(
            f"SELECT 1 FROM (SELECT {members} FROM model.order_lines WHERE {year} = {chosen.year} AND {named} "
            f"EXCEPT SELECT {members} FROM model.{days} WHERE metric = ? AND target_set = ? "
            f"AND {year} = {chosen.year}) LIMIT 1",
            (chosen.metric, chosen.name),
        )
        return without.empty

    def unknown(self, metric: Metric, dimensions: Iterable[str]) -> tuple[str, ...]:
        """Those of the dimensions that a part of the metric does not tell apart."""
        models = [self.columns[str(base.source)] for base in base_of(metric)]
        return tuple(
            d
            for d in dimensions
            if not DIMENSIONS[d].grain and any(d not in columns for columns in models)
        )

    def _misfit(self, wanted: list[Metric], by: Sequence[str], scope: Scope) -> QuestionError:
        """Which metrics cannot be split, or else filtered, by what."""
        filtered = [dimension for dimension, _ in scope.filters]
        sentence, dimensions = (
            (NOT_SPLIT, by)
            if any(self.unknown(m, by) for m in wanted)
            else (NOT_FILTERED, filtered)
        )
        unfit = {m.key: self.unknown(m, dimensions) for m in wanted}
        named = dict.fromkeys(d for of_metric in unfit.values() for d in of_metric)
        return QuestionError(
            sentence.format(
                metrics=join([m.name for m in wanted if unfit[m.key]]),
                dims=join([DIMENSIONS[d].name for d in named]),
            )
        )


def _with_nan(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts of which one is missing as floats, so that missing is NaN in every column of numbers:
    the frame's own NA can neither be written nor compared."""
    counts = [key for key, kind in frame.dtypes.items() if kind == "Int64"]
    return frame.astype(dict.fromkeys(counts, float)) if counts else frame


def _without_nobody(frame: pd.DataFrame, by: Sequence[str], metrics: Sequence[str]) -> pd.DataFrame:
    """Leave out a group without a date or a member where it has no number either."""
    if not any(frame[key].hasnans for key in by):
        return frame
    is_nobody = frame[list(by)].isna().any(axis=1)
    is_told = frame[list(metrics)].notna().any(axis=1)
    return frame[~is_nobody | is_told].reset_index(drop=True)


def compose_filter(scope: Scope, columns: Iterable[str]) -> tuple[str, tuple[Any, ...]]:
    question = ModelQuestion("", (), (), scope.over(None), frozenset(columns))
    return question.filters(), question.filter_values


def is_in_months(by: Sequence[str]) -> bool:
    """Whether a question is about no smaller parts of time than months."""
    return {grain for d in by if (grain := DIMENSIONS[d].grain)} <= set(MONTHS)


def is_of_regions(by: Sequence[str], scope: Scope) -> bool:
    """Whether a question is about several regions together, but not about all."""
    return "region" not in by and any(
        dimension == "region" and len(members) > 1 for dimension, members in scope.filters
    )


def _told_apart(by: Sequence[str], scope: Scope) -> set[str]:
    """The dimensions, other than time, by which a question splits or filters."""
    return {d for d in by if not DIMENSIONS[d].grain} | {d for d, _ in scope.filters}


def _bases_of(metrics: Iterable[Metric]) -> dict[str, Metric]:
    return {base.key: base for metric in metrics for base in base_of(metric)}


def _dimension(key: str) -> None:
    if key not in DIMENSIONS:
        raise UnknownNameError(DIMENSION, key, DIMENSIONS)
