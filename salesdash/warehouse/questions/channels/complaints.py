"""How many customers complained, and how long they waited for a first response, month by month."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.channels.diagnoses import COMPLAINTS
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.dialect import LABELS, by_place, says

COLUMNS = ("complaints", "answered", "waited")


def complaints(ask: Ask, scope: Scope, by: str) -> pd.DataFrame:
    """One row per member and month (`2025-03`) with tickets: how many of them were `complaints`, how many
    were `answered` by the as-of date, and the hours that these `waited`, added up.

    No rows where tickets do not tell the members apart.
    """
    question = ask.question("service_tickets", scope, (by,)) if ask.has("tickets") else None
    if question is None:
        return pd.DataFrame(columns=[by, "month", *COLUMNS])
    where = question.where() or "WHERE true"
    return ask.query(
        f'SELECT "{by}", {LABELS["month"].format(day="date")} AS month, '
        f"count(*) FILTER ({says('kind', COMPLAINTS)}) AS complaints, "
        "count(response_hours) AS answered, coalesce(sum(response_hours), 0)::DOUBLE AS waited "
        f'FROM {question.relation} {where} AND "{by}" IS NOT NULL GROUP BY 1, 2 ORDER BY {by_place(5)}',
        question.values,
    )
