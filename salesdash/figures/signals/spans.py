"""Over which days a signal is told, and whether the data reach so far."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.catalog.risks.signals import SPANS
from salesdash.errors import QuestionError
from salesdash.figures.lights.current import SLACK
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask

YEAR = 12  # months


def recent(scope: Scope, months: int = SPANS.months) -> Period:
    """The last whole months that have ended by the as-of date."""
    return Period(add_months(scope.months_end, -months), scope.months_end)


def a_year_before(span: Period) -> Period:
    return Period(add_months(span.start, -YEAR), add_months(span.end, -YEAR))


def last_year(scope: Scope) -> Period:
    """The twelve months up to the as-of date."""
    end = scope.as_of + DAY
    return Period(add_months(end, -YEAR), end)


def reaches(ask: Ask, scope: Scope, dataset: str, *spans: Period) -> bool:
    """Whether the data of a dataset began by the start of all these days, and have not ended before them."""
    known = ask.coverage.get(dataset)
    if known is None or known.first_day is None or known.last_day is None:
        return False
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    return (
        known.first_day <= first + SLACK and min(last, scope.as_of + DAY) <= known.last_day + SLACK
    )


def of_all(ask: Ask, keys: Sequence[str], scope: Scope, *spans: Period) -> list[pd.Series] | None:
    """The metrics over each of the spans; None where they cannot be told."""
    if any(ask.missing(key) for key in keys):
        return None
    return [ask(list(keys), (), scope.over(span)).iloc[0] for span in spans]


def of_each(
    ask: Ask, keys: Sequence[str], by: str, scope: Scope, *spans: Period
) -> list[pd.DataFrame] | None:
    """The metrics of every named member over each of the spans, a member a row; None where they cannot be told."""
    if any(ask.missing(key) for key in keys):
        return None
    try:
        frames = [ask(list(keys), (by,), scope.over(span)) for span in spans]
    except QuestionError:
        return None
    return [frame[frame[by].notna()].set_index(by).astype(float) for frame in frames]


def company(**values: object) -> pd.DataFrame:
    """What is told of the company: one row that is nobody's."""
    return pd.DataFrame([values], index=[""])


NOBODY = pd.DataFrame()
