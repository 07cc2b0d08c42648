"""Metrics, dimensions and a scope → SQL with bound values → a frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from salesdash.catalog.dimensions import DIMENSION, DIMENSIONS
from salesdash.catalog.metrics import METRIC, METRICS, base_of, is_tally
from salesdash.catalog.model import Light, Metric
from salesdash.catalog.overrides import (
    Stored,
    decoded,
    lights_of,
    rules_of,
    worded,
    workdays_of,
)
from salesdash.errors import QuestionError, UnknownNameError
from salesdash.period import DAY, Calendar, Period, add_months
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.warehouse.questions.coming import COMING, Foresee, foreseen, looks_back
from salesdash.warehouse.questions.compose import AS_KNOWN, SNAPSHOTS, Question, compose, levels
from salesdash.warehouse.questions.counted import PLAN
from salesdash.warehouse.questions.coverage import (
    Coverage,
    Edge,
    coverage_of,
    datasets_of,
    edge_of,
    has,
)
from salesdash.warehouse.questions.sides import with_growth
from salesdash.warehouse.questions.target_sets import Chosen, TargetSet, fiscal_year, fitting

Query = Callable[[str, tuple[Any, ...]], pd.DataFrame]
Keep = Callable[[Hashable, Callable[[], Any]], Any]
T = TypeVar("T")

NOT_SPLIT = Text("{metrics}不能按{dims}拆分。", "{metrics} cannot be split by {dims}.")
NOT_FILTERED = Text(
    "{metrics}的数据不区分{dims}，不能按{dims}筛选。",
    "The data of {metrics} does not tell {dims} apart, so it cannot be filtered by {dims}.",
)


def _known_once(find: Callable[[Ask], T]) -> cached_property[T]:
    """A fact about the data: found out once, and kept where there is a memory."""
    return cached_property(lambda ask: ask.keep(find.__qualname__, lambda: find(ask)))


class Ask:
    """Answers questions about one version of the data.

    `query` runs (or remembers) the SQL; `keep(key, make)` makes what is not kept yet, here always;
    `foresee` tells what customers will do by what they did: without it, that is reckoned by churn.
    """

    def __init__(
        self, query: Query, keep: Keep | None = None, foresee: Foresee | None = None
    ) -> None:
        self.query = query
        self.foresee = foresee
        self._keep = keep

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` finds out about this data, kept under the key where there is a memory."""
        if self._keep is None:
            return make()
        found: T = self._keep(key, make)
        return found

    def __call__(
        self, metrics: Sequence[str], by: Sequence[str] = (), scope: Scope | None = None
    ) -> pd.DataFrame:
        """One row per group, the dimensions first, then the metrics; missing is null.

        Without `by`, one row. Time comes as `2025`, `2025Q1`, `2025-03`, `2025-W10`; a blank member
        as null. Money in 元, rates as fractions. Groups are ordered by name, blanks last.
        A metric whose datasets are not loaded is null, never zero; of a period that the orders cover, no
        order is sales of 0.
        Raises QuestionError for what no metric or dimension is called, or no metric can be split by.
        """
        scope = scope or self.everything
        wanted = [_metric(key) for key in metrics]
        for key in by:
            _dimension(key)
        frame = self.bases(wanted, by, scope)
        for metric in wanted:
            if metric.growth_of and scope.has_begun:
                frame = with_growth(self, frame, metric, wanted, by, scope)
        columns = {key: frame[key] for key in by}
        columns |= {metric.key: self._known(frame, metric, by, scope) for metric in wanted}
        return _without_nobody(pd.DataFrame(columns, index=frame.index), by, metrics)

    @_known_once
    def coverage(self) -> dict[str, Coverage]:
        """What is loaded, by dataset; datasets without a row are left out."""
        return coverage_of(self.query("SELECT * FROM model.coverage WHERE row_count > 0", ()))

    @property
    def as_of(self) -> date:
        """The newest order date; without orders the newest day of what was not planned ahead."""
        dated = {k: c.last_day for k, c in self.coverage.items() if c.last_day}
        if "orders" in dated:
            return dated["orders"]
        happened = [day for key, day in dated.items() if key not in ("targets",)]
        return max(happened or dated.values(), default=date(2000, 1, 1))

    @_known_once
    def planned_to(self) -> date | None:
        """The last day for which there is a target, or a plan in any version."""
        last = self.query(
            "SELECT max(last_day) AS last_day FROM (SELECT (max(start) + INTERVAL 1 YEAR)::DATE - 1 AS last_day "
            "FROM app.plans UNION ALL SELECT last_day FROM model.coverage WHERE dataset = 'targets')",
            (),
        )["last_day"].iloc[0]
        return None if pd.isna(last) else pd.Timestamp(last).date()

    @property
    def everything(self) -> Scope:
        return Scope(as_of=self.as_of)

    @_known_once
    def rules(self) -> dict[str, float]:
        """The numbers that decide, as the workspace has set them."""
        return rules_of(self.decided)

    def definition(self, metric: Metric) -> Text:
        """How a metric is computed, in words, by the rules as they are set."""
        return worded(metric.definition, self.rules)

    def missing(self, metric: Metric | str) -> tuple[str, ...]:
        """What a metric lacks: datasets (`spend`) and fields (`orders.cost`) that nothing fills."""
        declared = _metric(metric) if isinstance(metric, str) else metric
        return tuple(need for need in declared.needs if not self.has(need))

    def has(self, need: str) -> bool:
        """Whether a dataset, or a field of it, is loaded; `a|b` is either."""
        return has(self.coverage, need)

    def edge(self, metric: Metric | str, scope: Scope) -> Edge | None:
        """Where the data of a metric begin or end within the scope's period, or end within the one
        that it is compared with; None where they cover it."""
        if scope.period is None or scope.elapsed is None:
            return None
        declared = _metric(metric) if isinstance(metric, str) else metric
        period, end = scope.elapsed, scope.elapsed.end
        bases = looks_back(self, declared, end - DAY)
        months = max((base.lookback * (base.window or 0) for base in bases), default=0)
        whole = Period(min(period.start, add_months(end, -months)), end) if months else period
        edge = edge_of(self.coverage, declared, whole, scope.calendar)
        if edge or scope.against is None or len(datasets_of(declared)) > 1:
            return edge
        return edge_of(self.coverage, declared, scope.against, scope.calendar)

    def _known(
        self, frame: pd.DataFrame, metric: Metric, by: Sequence[str], scope: Scope
    ) -> pd.Series[Any]:
        """The metric's values where its data say anything; without any, missing."""
        if self.missing(metric) or metric.key not in frame:
            values = pd.Series(float("nan"), frame.index)
        elif scope.against:
            values = self._where_covered(frame, metric, by, scope)
        else:
            values = frame[metric.key]
        return values.fillna(0.0) if not by and self._would_tell(metric, scope) else values

    def _would_tell(self, metric: Metric, scope: Scope) -> bool:
        """Whether the metric adds up orders, and they cover the period: no row means that none came."""
        is_of_orders = is_tally(metric) and set(metric.needs) == {"orders"}
        return (
            is_of_orders
            and scope.period is not None
            and scope.has_begun
            and not self.missing(metric)
            and self.edge(metric, scope) is None
        )

    def _where_covered(
        self, frame: pd.DataFrame, metric: Metric, by: Sequence[str], scope: Scope
    ) -> pd.Series[Any]:
        """The metric's values, of each row where its data cover the period of the row."""
        values, grain = frame[metric.key], next((d for d in by if DIMENSIONS[d].grain), None)
        if grain is None:
            return values if self.edge(metric, scope) is None else values.mask(values.notna())
        labels = frame[grain].dropna().unique()
        covered = {
            label for label in labels if not self.edge(metric, scope.over(Period.parse(label)))
        }
        return values.where(frame[grain].isin(covered))

    def members(self, dimension: str) -> list[str]:
        """The members of a dimension among the orders, most sales first."""
        return self.keep(("members", dimension), lambda: self._members(dimension))

    def _members(self, dimension: str) -> list[str]:
        if dimension not in self.columns["order_lines"]:
            return []
        frame = self.query(
            f'SELECT "{dimension}" AS member FROM model.order_lines '
            f'WHERE "{dimension}" IS NOT NULL GROUP BY ALL ORDER BY sum(amount) DESC, 1',
            (),
        )
        return [str(member) for member in frame["member"]]

    def standing(self, scope: Scope) -> pd.DataFrame:
        """One row per customer who ever bought by the as-of date: value, tier, status, rhythm.

        In no order: most are counted, few are shown.
        """
        question = compose_filter(scope, self.columns_of_standing)
        return self.query(
            "SELECT customer, tier, status, amount::DOUBLE AS amount, amount_ever::DOUBLE AS amount_ever, orders, "
            "last_order, days_since, rhythm, has_rhythm, value_score, owner, repeats, recency, age "
            f"FROM model.customer_standing(DATE '{scope.as_of}') {question[0]}",
            question[1],
        )

    def open_amount(self, scope: Scope) -> float | None:
        """What the deals are worth that were open on the as-of date; None where there were none."""
        deals = Question("deals", (), (), scope.over(None), self.columns["deals"])
        frame = self.query(
            f"SELECT sum(amount) FILTER (outcome = 'open') AS amount FROM {deals.relation} {deals.where()}",
            deals.filter_values,
        )
        amount = frame["amount"].iloc[0]
        return None if pd.isna(amount) else float(amount)

    @property
    def columns_of_standing(self) -> frozenset[str]:
        return frozenset({"channel", "region", "salesperson", "segment", "industry", "tier"})

    @_known_once
    def decided(self) -> Stored:
        """What the workspace has decided otherwise than our defaults."""
        frame = self.query("SELECT key, value FROM app.settings ORDER BY key", ())
        return decoded(zip(frame["key"], frame["value"], strict=True))

    @_known_once
    def lights(self) -> dict[str, Light]:
        """The light of every KPI, with the limits of this workspace."""
        return lights_of(self.decided)

    @_known_once
    def calendar(self) -> Calendar:
        """The workdays of this workspace."""
        return workdays_of(self.decided)

    @_known_once
    def columns(self) -> dict[str, frozenset[str]]:
        """The columns of every model, by model."""
        frame = self.query(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'model'",
            (),
        )
        found = {
            str(model): frozenset(group["column_name"])
            for model, group in frame.groupby("table_name")
        }
        of_a_day = {
            model: self.query(f"SELECT * FROM model.{model}(DATE '2000-01-01') LIMIT 0", ()).columns
            for model in (*SNAPSHOTS, *AS_KNOWN, COMING)
        }
        return found | {model: frozenset(columns) for model, columns in of_a_day.items()}

    @_known_once
    def target_sets(self) -> list[TargetSet]:
        """The ways in which targets were split: metric, year, name, dimensions, fineness, total.

        A fiscal year is told by the calendar year in which it begins.
        """
        frame = self.query(
            f"SELECT metric, {fiscal_year(self.calendar)} AS year, target_set, any_value(dimensions) AS dimensions, "
            "any_value(fineness) AS fineness, sum(amount) AS total, part, "
            "list(DISTINCT date_trunc('month', date)::DATE) AS months FROM model.days_of_targets "
            "WHERE amount IS NOT NULL GROUP BY ALL",
            (),
        )
        return [
            TargetSet(
                str(metric),
                int(year),
                str(name),
                frozenset(dimensions),
                int(fineness),
                float(total),
                str(part),
                frozenset(months),
            )
            for metric, year, name, dimensions, fineness, total, part, months in frame.to_numpy().tolist()
        ]

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
        for base in _bases_of(wanted).values():
            counts_members = base.window and base.per  # however far each looks back
            shape = () if counts_members else (base.lookback, base.inner)
            groups.setdefault((base.source, base.window, base.per, *shape), []).append(base)
        parts = [part for group in groups.values() if (part := self._part(group, by, scope, spans))]
        if not parts:
            raise self._misfit(wanted, by, scope)
        asked = [part for part in map(Question.known, parts) if part]
        reckoned = (foreseen(self, part) if part.source == COMING else part for part in asked)
        known = [part for part in reckoned if part]
        if not known:
            keys = [metric.key for metric in levels(wanted)]
            return pd.DataFrame(index=range(0 if by else 1), columns=[*by, *keys], dtype=float)
        return _with_nan(self.query(*compose(known, by, wanted)))

    def _part(
        self,
        group: list[Metric],
        by: Sequence[str],
        scope: Scope,
        spans: tuple[tuple[str, Period], ...],
    ) -> Question | None:
        """The question to one model; None where the model cannot tell the dimensions apart."""
        question = self.question(str(group[0].source), scope, by)
        return question and replace(question, metrics=tuple(group), spans=spans)

    def question(self, source: str, scope: Scope, by: Sequence[str] = ()) -> Question | None:
        """What a model is asked in a scope; None where it cannot tell the dimensions apart."""
        columns = self.columns[source]
        needed = {d for d in by if not DIMENSIONS[d].grain} | {d for d, _ in scope.filters}
        if not needed <= columns:
            return None
        sets = fitting(self.target_sets, needed, by) if "target_set" in columns else None
        if sets and source == PLAN:
            sets = tuple(one._replace(is_for_all=self._is_for_all(one)) for one in sets)
        return Question(source, (), tuple(by), scope, columns, sets)

    def _is_for_all(self, chosen: Chosen) -> bool:
        """Whether everybody who sold in the year of these targets has one."""
        if not chosen.dimensions:
            return True
        year = fiscal_year(self.calendar)
        members = ", ".join(f'"{d}"' for d in chosen.dimensions)
        named = " AND ".join(f'"{d}" IS NOT NULL' for d in chosen.dimensions)
        without = self.query(
            f"SELECT 1 FROM (SELECT {members} FROM model.order_lines WHERE {year} = {chosen.year} AND {named} "
            f"EXCEPT SELECT {members} FROM model.planned_days WHERE metric = ? AND target_set = ? "
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
        named = dict.fromkeys(d for found in unfit.values() for d in found)
        return QuestionError(
            sentence.format(
                metrics=join([m.name for m in wanted if unfit[m.key]]),
                dims=join([DIMENSIONS[d].name for d in named]),
            )
        )


def _with_nan(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts of which one is missing as floats, so that missing is NaN in every column of numbers:
    the frame's own NA can neither be written nor compared."""
    counts = frame.select_dtypes("Int64").columns
    return frame.astype(dict.fromkeys(counts, float))


def _without_nobody(frame: pd.DataFrame, by: Sequence[str], metrics: Sequence[str]) -> pd.DataFrame:
    """Leave out a group without a date or a member where it has no number either."""
    is_told = frame[list(metrics)].notna().any(axis=1)
    for key in by:
        frame = frame[frame[key].notna() | is_told.loc[frame.index]]
    return frame.reset_index(drop=True)


def compose_filter(scope: Scope, columns: Iterable[str]) -> tuple[str, tuple[Any, ...]]:
    question = Question("", (), (), scope.over(None), frozenset(columns))
    return question.filters(), question.filter_values


def _bases_of(metrics: Iterable[Metric]) -> dict[str, Metric]:
    return {base.key: base for metric in metrics for base in base_of(metric)}


def _metric(key: str) -> Metric:
    if key not in METRICS:
        raise UnknownNameError(METRIC, key, (k for k, m in METRICS.items() if not m.hidden))
    return METRICS[key]


def _dimension(key: str) -> None:
    if key not in DIMENSIONS:
        raise UnknownNameError(DIMENSION, key, DIMENSIONS)
