"""What is known of the data itself: what is loaded, until when, and what was decided of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from salesdash.calendar import Calendar
from salesdash.catalog.metrics import METRIC, METRICS
from salesdash.catalog.model import Light, Metric
from salesdash.catalog.overrides import (
    Stored,
    decoded,
    lights_of,
    rules_of,
    worded,
    workdays_of,
)
from salesdash.errors import UnknownNameError
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.questions.coming import COMING, STANDING
from salesdash.warehouse.questions.coverage import Coverage, coverage_of, has
from salesdash.warehouse.questions.sql.question import AS_KNOWN, SNAPSHOTS
from salesdash.warehouse.questions.sql.target_sets import TargetSet, fiscal_year

Query = Callable[[str, tuple[Any, ...]], pd.DataFrame]
Keep = Callable[[Hashable, Callable[[], Any]], Any]
T = TypeVar("T")


def _answered_once(find: Callable[[Facts], T]) -> cached_property[T]:
    """A fact about the data: found out once, and kept where there is a memory."""
    return cached_property(lambda facts: facts.keep(find.__qualname__, lambda: find(facts)))


class Facts:
    """One version of the data. `query` runs (or remembers) the SQL; `keep(key, make)` makes what is not
    kept yet, here always."""

    def __init__(self, query: Query, keep: Keep | None = None) -> None:
        self.query = query
        self._keep = keep

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` finds out about this data, kept under the key where there is a memory."""
        if self._keep is None:
            return make()
        value: T = self._keep(key, make)
        return value

    @_answered_once
    def coverage(self) -> dict[str, Coverage]:
        """What is loaded, by dataset; datasets without a row are left out."""
        return coverage_of(self.query("SELECT * FROM model.coverage WHERE row_count > 0", ()))

    @property
    def as_of(self) -> date:
        """The newest day, some other where the data tell of none."""
        return self.newest or date(2000, 1, 1)

    @_answered_once
    def newest(self) -> date | None:
        """The newest order date; without orders the newest day of what was not planned ahead, without any the last
        visit that the customers' sheet tells of. None where nothing has a day."""
        dated = {k: c.last_day for k, c in self.coverage.items() if c.last_day}
        if "orders" in dated or not self.coverage:
            return dated.get("orders")
        happened = [day for key, day in dated.items() if key != "targets"] or [*dated.values()]
        if happened:
            return max(happened)
        visited = self.query("SELECT max(last_visit) AS day FROM live.customers", ())["day"].iloc[0]
        return None if pd.isna(visited) else pd.Timestamp(visited).date()

    @_answered_once
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

    @_answered_once
    def rules(self) -> dict[str, float]:
        """The numbers that decide, as the workspace has set them."""
        return rules_of(self.decided)

    def definition(self, metric: Metric) -> Text:
        """How a metric is computed, in words, by the rules as they are set."""
        return worded(metric.definition, self.rules)

    def missing(self, metric: Metric | str) -> tuple[str, ...]:
        """What a metric lacks: datasets (`spend`) and fields (`orders.cost`) that nothing fills."""
        declared = metric_named(metric) if isinstance(metric, str) else metric
        return tuple(need for need in declared.needs if not self.has(need))

    def has(self, need: str) -> bool:
        """Whether a dataset, or a field of it, is loaded; `a|b` is either."""
        return has(self.coverage, need)

    @_answered_once
    def decided(self) -> Stored:
        """What the workspace has decided otherwise than our defaults."""
        frame = self.query("SELECT key, value FROM app.settings ORDER BY key", ())
        return decoded(zip(frame["key"], frame["value"], strict=True))

    @_answered_once
    def lights(self) -> dict[str, Light]:
        """The light of every KPI, with the limits of this workspace."""
        return lights_of(self.decided)

    @_answered_once
    def calendar(self) -> Calendar:
        """The workdays of this workspace, and the months of which its orders tell no days."""
        orders = self.coverage.get("orders")
        return replace(workdays_of(self.decided), sums=orders.sums if orders else ())

    @_answered_once
    def columns(self) -> dict[str, frozenset[str]]:
        """The columns of every model, by model."""
        frame = self.query(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'model'",
            (),
        )
        of_models = {
            str(model): frozenset(group["column_name"])
            for model, group in frame.groupby("table_name")
        }
        of_a_day = {
            model: self.query(f"SELECT * FROM model.{model}(DATE '2000-01-01') LIMIT 0", ()).columns
            for model in (*SNAPSHOTS, *AS_KNOWN, COMING, STANDING)
        }
        return of_models | {model: frozenset(columns) for model, columns in of_a_day.items()}

    @_answered_once
    def target_sets(self) -> list[TargetSet]:
        """The ways in which the targets that count were split."""
        return self._sets(is_first=False)

    @_answered_once
    def first_sets(self) -> list[TargetSet]:
        """The ways in which the plan approved first was split, where another counts now."""
        return self._sets(is_first=True)

    def _sets(self, *, is_first: bool) -> list[TargetSet]:
        """A fiscal year is told by the calendar year in which it begins. `total` is what the year was asked at
        first: which way of splitting is meant does not turn when a plan takes over within it."""
        frame = self.query(
            f"SELECT metric, {fiscal_year(self.calendar)} AS year, target_set, any_value(dimensions) AS dimensions, "
            "any_value(fineness) AS fineness, coalesce(sum(amount) FILTER (is_first), sum(amount)) AS total, part, "
            "list(DISTINCT date_trunc('month', date)::DATE) FILTER (is_first = CAST(? AS BOOLEAN)) AS months "
            "FROM model.days_of_targets WHERE amount IS NOT NULL GROUP BY metric, 2, target_set, part "
            "HAVING bool_or(is_first = CAST(? AS BOOLEAN))",
            (is_first, is_first),
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

    def members(self, dimension: str) -> list[str]:
        """The members of a dimension among the orders, most sales first."""
        return self.keep(("members", dimension), lambda: self._members(dimension))

    def _members(self, dimension: str) -> list[str]:
        if dimension not in self.columns["order_lines"]:
            return []
        frame = self.query(
            f'SELECT "{dimension}" AS member FROM model.order_lines '
            f'WHERE "{dimension}" IS NOT NULL GROUP BY 1 ORDER BY sum(amount) DESC, 1',
            (),
        )
        return [str(member) for member in frame["member"]]


def metric_named(key: str) -> Metric:
    if key not in METRICS:
        raise UnknownNameError(METRIC, key, (k for k, m in METRICS.items() if not m.hidden))
    return METRICS[key]
