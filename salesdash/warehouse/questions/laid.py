"""Parts of an answer that are no part of its one question: what was reckoned outside the database, and what was asked
one day after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from salesdash.catalog.model import Metric
from salesdash.warehouse.questions.sql.dialect import each_of
from salesdash.warehouse.questions.sql.question import ModelQuestion

if TYPE_CHECKING:
    from salesdash.warehouse.questions.facts import Query


@dataclass(frozen=True, slots=True)
class Laid:
    """What was reckoned outside the database, laid beside the other parts of an answer."""

    metrics: tuple[Metric, ...]
    frame: pd.DataFrame

    def sql(self) -> str:
        """A SELECT of the dimensions as text, and of every metric."""
        keys = {metric.key for metric in self.metrics}
        columns = [
            f'{each_of("DOUBLE" if key in keys else "VARCHAR")} AS "{key}"'
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


def day_after_day(query: Query, question: ModelQuestion) -> Laid | None:
    """What a model of a day says at each moment of a question; None where it says nothing. One question about many
    days takes longer to plan with each of them; a question about each does not."""
    answers = [query(each.sql(), each.values) for each in question.of_each_moment()]
    said = [answer for answer in answers if len(answer)]
    return Laid(question.metrics, pd.concat(said, ignore_index=True)) if said else None
