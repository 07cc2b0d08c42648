"""When each customer first bought from a member: who is new to a channel, whoever sold to them before."""

from __future__ import annotations

import pandas as pd

from salesdash.errors import QuestionError
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import NOT_SPLIT, Ask
from salesdash.warehouse.questions.sql.dialect import LABELS


def first_buys(ask: Ask, scope: Scope, by: str) -> pd.DataFrame:
    """One row per member and month (`2025-03`) of first orders up to the as-of date: how many `customers`.

    Raises QuestionError where orders do not tell the members apart.
    """
    question = ask.question("order_lines", scope.over(None), (by,))
    if question is None:
        raise QuestionError(NOT_SPLIT.format(metrics="orders", dims=by))
    return ask.query(
        f'SELECT "{by}", {LABELS["month"].format(day="since")} AS month, count(*) AS customers FROM ('
        f'SELECT "{by}", buyer, min(date) AS since FROM {question.relation} {question.where()} '
        f'AND buyer IS NOT NULL AND "{by}" IS NOT NULL GROUP BY 1, buyer) GROUP BY 1, 2 ORDER BY 1, 2, 3',
        question.values,
    )
