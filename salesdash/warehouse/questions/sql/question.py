"""What is asked of one model, and its SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.model import Metric
from salesdash.period import DAY, MONTHS, OF_THE_YEAR, Grain, Period, add_months
from salesdash.scope import Scope
from salesdash.warehouse.questions.sql.counted import PLANS, SPENT, has_target, is_met
from salesdash.warehouse.questions.sql.dialect import FISCAL_LABEL, LABELS, grouped_by
from salesdash.warehouse.questions.sql.sums import BY_ORDER, IN_MONTHS, TOLD_APART, bought_in
from salesdash.warehouse.questions.sql.target_sets import ChosenSet, fiscal_year
from salesdash.warehouse.questions.sql.windows import Window, by_member, days_of, sql_date

SNAPSHOTS = ("high_value_customers",)
# What becomes of a row later than its day is asked as it stood on the as-of date: models of that day.
AS_KNOWN = (
    "order_lines",
    "daily_orders",
    "first_buys",
    "customer_months",
    "channel_months",
    "shipments",
    "deals",
    "deal_steps",
    "service_tickets",
    "answers",
    "renewals",
)
# What happened is known up to the as-of date; plans and whole-period facts reach beyond it.
TO_DATE = (
    "target_days", "first_days", "spending", *PLANS, SPENT, "recommendations", "markets",
    "customer_visits", "daily_sales", "seller_months", *AS_KNOWN,
)  # fmt: skip
# What comes back may be dated after the newest order; it says itself by which day it is known (`known_on`).
WITH_RETURNS = "sales_and_returns"


@dataclass(frozen=True, slots=True)
class ModelQuestion:
    """What is asked of one model: metrics that share a shape, by dimensions, within a scope.

    `spans` are other days to ask about, each under the name of the period it is set beside.
    """

    source: str
    metrics: tuple[Metric, ...]
    by: tuple[str, ...]
    scope: Scope
    columns: frozenset[str]
    target_sets: tuple[ChosenSet, ...] | None = None
    spans: tuple[tuple[str, Period], ...] = ()

    @property
    def period(self) -> Period | None:
        """The days that count: the scope's period, up to the as-of date where that is a limit."""
        period = self.scope.period
        if period is None or self.source not in TO_DATE or self.scope.as_of < period.start:
            return period
        return period.until(self.scope.as_of)

    def answerable(self) -> ModelQuestion | None:
        """The question without the metrics of which nothing can be known yet; None where none is left."""
        metrics = tuple(m for m in self.metrics if is_known(m, self.scope))
        return replace(self, metrics=metrics) if metrics else None

    @property
    def filter_values(self) -> tuple[Any, ...]:
        return tuple(m for _, members in self.scope.filters for m in members if m)

    @property
    def values(self) -> tuple[Any, ...]:
        """The values that `sql` binds, in order."""
        return self.filter_values

    @property
    def relation(self) -> str:
        """The model as it is asked: by what was known on the as-of date, or, of two sides that meet
        in it, with what `counts` of each."""
        if self.source in AS_KNOWN:
            return as_known(self.source, self.scope.as_of)
        asked = {*self.by, *(dimension for dimension, _ in self.scope.filters)}
        if self.source in PLANS:
            sets = self.target_sets or ()
            counts = has_target(self.source, sets, self.scope.calendar)
            dimensions = {d for d in asked if not DIMENSIONS[d].grain}
            rows = _summed_by_day(self.source, dimensions.union(*(one.dimensions for one in sets)))
        elif self.source == SPENT:
            counts = is_met(asked, *self._looked_at(), self.scope.as_of)
            rows = f"model.{SPENT}"
        else:
            return f"model.{self.source}"
        return f"(SELECT *, {counts} AS counts FROM {rows})"

    def _looked_at(self) -> tuple[list[Period], Grain | None]:
        """The periods asked about and the grain of their parts; none for what looks back over months."""
        if self.metrics and self.metrics[0].window:
            return [], None
        spans = [span for _, span in self.spans] or [p for p in [self.scope.period] if p]
        return spans, self.grain

    def filters(self, prefix: str = "") -> str:
        return _where(self._filter_terms(prefix))

    def where(self, prefix: str = "") -> str:
        """The condition of period and filters; its values are `values`, in order."""
        return _where([*self._period_terms(prefix), *self._filter_terms(prefix)])

    def _period_terms(self, prefix: str) -> list[str]:
        terms = []
        if self.period and not self.spans:
            terms.append(f"{prefix}date >= {sql_date(self.period.start)}")
            terms.append(f"{prefix}date < {sql_date(self.period.end)}")
        if "known_on" in self.columns:
            terms.append(f"{prefix}known_on <= {sql_date(self.scope.as_of)}")
        if self.source == SPENT:
            terms.append(_was_known(prefix, self.scope.as_of))
        if self.source in PLANS or (self.period is None and self.source in TO_DATE):
            has_happened = f"{prefix}date <= {sql_date(self.scope.as_of)}"
            # without a period, what has no date counts too
            terms.append(
                has_happened
                if self.source in PLANS
                else f"({has_happened} OR {prefix}date IS NULL)"
            )
        if self.target_sets is not None:
            year = fiscal_year(self.scope.calendar)
            sets = ", ".join(f"('{s.metric}', {s.year}, '{s.name}')" for s in self.target_sets)
            chosen = f"(metric, {year}, target_set) IN ({sets})" if sets else "false"
            terms.append(f"(target_set IS NULL OR {chosen})" if self.source in PLANS else chosen)
        if "carried_from" in self.columns:
            terms.append(self._asked_once())
        return terms

    def _asked_once(self) -> str:
        """What closed periods missed is not asked again in a span that holds them. Days are only
        summed up, so theirs is the whole period."""
        starts, grain = self.scope.calendar.year_starts, self.grain
        begins = [sql_date(self.period.start)] if self.period else []
        if grain and grain != "day":
            begins.append(_first_day(grain, starts))
        later = "".join(f" OR carried_from < {day}" for day in begins)
        return f"(carried_from IS NULL{later})"

    def _filter_terms(self, prefix: str) -> list[str]:
        terms = []
        for dimension, members in self.scope.filters:
            named = ", ".join("?" for m in members if m)
            choices = [f'{prefix}"{dimension}" IN ({named})'] if named else []
            if "" in members:
                choices.append(f'{prefix}"{dimension}" IS NULL')
            terms.append(f"({' OR '.join(choices)})" if choices else "false")
        return terms

    @property
    def grain(self) -> Grain | None:
        return next((g for d in self.by if (g := DIMENSIONS[d].grain)), None)

    def sql(self) -> str:
        """A SELECT of the dimensions and of every metric, as an aggregate of the model."""
        shape = self.metrics[0]
        if self.source in SNAPSHOTS:
            return self._at_a_moment()
        if shape.window and shape.per:
            return self._by_member()
        if shape.window or self.spans:
            return self._in_windows()
        return self._by_period()

    def _by_period(self) -> str:
        """Grouped by first days, which are named afterwards: once a group, not once a row."""
        starts = self.scope.calendar.year_starts
        grains = {d: grain for d in self.by if (grain := DIMENSIONS[d].grain)}
        dimensions = [
            f'{_first_day(grains[d], starts)} AS "{d}"' if d in grains else f'"{d}"'
            for d in self.by
        ]
        edges = {self.period.start, self.period.end} if self.period else set()
        relation = self._cut_at(edges)
        if self.source == BY_ORDER:
            relation = f"(SELECT *, {self._begun(grains.values())} AS start FROM {relation})"
        sql = self._plain(relation, self.where(), dimensions)
        if not grains:
            return sql
        names = [
            f'{_label(grains[d], d, starts)} AS "{d}"' if d in grains else f'"{d}"' for d in self.by
        ]
        return f"SELECT {', '.join([*names, *(m.key for m in self.metrics)])} FROM ({sql})"

    def _begun(self, grains: Iterable[Grain]) -> str:
        """The first day of those in which a row is counted: of its period of each grain, and of all of them."""
        first = [_first_day(grain, self.scope.calendar.year_starts) for grain in grains]
        first += [sql_date(self.period.start)] if self.period else []
        return f"greatest({', '.join(first)})" if first[1:] else "".join(first) or "NULL::DATE"

    def _plain(self, relation: str, where: str, dimensions: list[str]) -> str:
        exprs = [f"{m.formula} AS {m.key}" for m in self.metrics]
        columns = ", ".join([*dimensions, *exprs])
        return f"SELECT {columns} FROM {relation} {where}{grouped_by(len(dimensions))}"

    def _in_windows(self) -> str:
        """Sums over each window or span; what may be summed is summed up by day first."""
        shape = self.metrics[0]
        where = self.filters() if shape.window else self.where()
        days = f"{days_of(self._windows())} AS span"
        in_spans = [f"span.bucket AS {d}" if DIMENSIONS[d].grain else f'"{d}"' for d in self.by]
        if not all(m.additive for m in self.metrics):
            rows = self._cut_at(_edges(self._windows()))
            return self._plain(f"{rows} JOIN {days} USING (date)", where, in_spans)
        split = [f'"{d}"' for d in self.by if not DIMENSIONS[d].grain]
        by_day = self._plain(self.relation, where, [*split, "date"])
        sums = [f"sum({m.key}) AS {m.key}" for m in self.metrics]
        columns = ", ".join([*in_spans, *sums])
        return (
            f"SELECT {columns} FROM ({by_day}) AS days JOIN {days} USING (date)"
            f"{grouped_by(len(in_spans))}"
        )

    def _by_member(self) -> str:
        """Counts of the members of a column by what they did in each window."""
        shape = self.metrics[0]
        times, windows = [d for d in self.by if DIMENSIONS[d].grain], self._windows()
        is_in_months = self.source in IN_MONTHS
        orders = ("one_order", "another_order") if is_in_months else ("order_no", "order_no")
        return by_member(
            self._cut_at(_edges(windows)),
            self.filters(),
            windows,
            times=times,
            dimensions=[d for d in self.by if d not in times],
            per=str(shape.per),
            orders=orders,
            exprs=[f"{m.formula} AS {m.key}" for m in self.metrics],
        )

    def _cut_at(self, edges: AbstractSet[date]) -> str:
        """The model as it is asked, its rows on one side of each edge."""
        if self.source not in IN_MONTHS:
            return self.relation
        lines = as_known("order_lines", self.scope.as_of)
        return bought_in({*edges, self.scope.as_of + DAY}, self.source, self.relation, lines)

    def _windows(self) -> list[Window]:
        """The months to look back over from the end of the period, or of each of its parts; the
        spans where the metric does not look back."""
        months, back = self.metrics[0].window, max(m.lookback for m in self.metrics)
        if not months:
            return [Window(name, span.start, span.start, span.end) for name, span in self.spans]
        return [
            Window(name, add_months(end, -months * back), add_months(end, -months), end)
            for name, end in self.ends()
        ]

    def _at_a_moment(self) -> str:
        [(label, end)] = self.ends()
        dimensions = [f"'{label}' AS {d}" if DIMENSIONS[d].grain else f'"{d}"' for d in self.by]
        relation = f"model.{self.source}({sql_date(end - DAY)})"
        return self._plain(relation, self.filters(), dimensions)

    def of_each_moment(self) -> list[ModelQuestion]:
        """The same question about the end of each part of the period alone."""
        spans = [(name, Period(end - DAY, end)) for name, end in self.ends()]
        return [replace(self, spans=(span,)) for span in spans]

    def ends(self) -> list[tuple[str, date]]:
        """Where each part of the period ends, at most the day after the as-of date."""
        if self.spans:
            return [(name, span.end) for name, span in self.spans]
        last = self.scope.as_of + DAY
        period = self.scope.period
        if self.grain is None:
            return [("", min(period.end, last) if period else last)]
        whole = period or Period(add_months(last, -36), last)
        return [
            (str(part), min(part.end, last))
            for part in whole.split(self.grain, self.scope.calendar.year_starts)
            if part.start < last
        ]


def _edges(windows: Iterable[Window]) -> set[date]:
    return {day for w in windows for day in (w.start, w.mid, w.finish)}


def as_known(source: str, day: date) -> str:
    """A model of AS_KNOWN by what was known on a day."""
    return f"model.{source}({sql_date(day)})"


def is_known(metric: Metric, scope: Scope) -> bool:
    """Whether it can have a figure: of a period after the as-of date only what is planned has one."""
    return scope.has_begun or metric.known_ahead


def _summed_by_day(plan: str, dimensions: Iterable[str]) -> str:
    """What was sold and planned each day, told apart by no more than is asked: whether it counts is
    looked up for these sums, not for every order line."""
    asked = set(dimensions)
    model = f"daily_{plan}" if asked <= TOLD_APART else plan
    told_apart = ", ".join(["date", "metric", "target_set", "carried_from", *sorted(asked)])
    return (
        f"(SELECT {told_apart}, sum(sales) AS sales, sum(target) AS target "
        f"FROM model.{model} GROUP BY {told_apart})"
    )


def _first_day(grain: Grain, year_starts: int) -> str:
    """The first day of the period of that grain in which `date` lies."""
    if grain == "day":
        return "date"
    if not _is_fiscal(grain, year_starts):
        return f"date_trunc('{grain}', date)::DATE"
    late = f"INTERVAL {(year_starts - 1) % MONTHS[grain]} MONTH"
    return f"(date_trunc('{grain}', date - {late}) + {late})::DATE"


def _label(grain: Grain, dimension: str, year_starts: int) -> str:
    day = f'"{dimension}"'
    if _is_fiscal(grain, year_starts):
        return FISCAL_LABEL.format(day=day, last=MONTHS[grain] - 1)
    return LABELS[grain].format(day=day)


def _is_fiscal(grain: Grain, year_starts: int) -> bool:
    """Whether periods of that grain are those of a year that the calendar does not number."""
    return year_starts != 1 and grain in OF_THE_YEAR


def _was_known(prefix: str, day: date) -> str:
    """Whether a day lies within `known_from` and `known_until`, where a row states them."""
    then = sql_date(day)
    return f"coalesce({prefix}known_from <= {then}, true) AND coalesce({prefix}known_until > {then}, true)"


def _where(terms: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(terms)}" if terms else ""
