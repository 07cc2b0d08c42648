"""Members of a dimension as people ask about them: by name, and only where the data knows them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.errors import QuestionError, UnknownNameError
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import COMING, STANDING
from salesdash.warehouse.questions.sql.question import AS_KNOWN, SNAPSHOTS, as_known

NOT_STATED = Text(
    "{metric}的数据没有写明{dims}，不能按{dims}拆分。",
    "The data of {metric} does not state the {dims}, so it cannot be split by it.",
)


def meant(ask: Ask, dimension: str, words: str) -> str:
    """The member as the data calls it, found by its name in either language; "" is the blank one.

    What no model tells apart is left for the question itself to refuse. Raises QuestionError, with
    the nearest names, for what is no member.
    """
    called = {
        text: key for key, name in DIMENSIONS[dimension].members for text in (name.zh, name.en)
    }
    names_in_data = _members(ask, dimension)
    wanted = called.get(words, words)
    if not words or not names_in_data or wanted in names_in_data:
        return wanted
    by_case = {name.casefold(): name for name in names_in_data}
    if wanted.casefold() in by_case:
        return by_case[wanted.casefold()]
    named = dict(DIMENSIONS[dimension].members)
    names: list[str | Text] = [*named.values(), *(m for m in names_in_data if m not in named)]
    raise UnknownNameError(_named(dimension), words, names)


def refuse_blank(
    ask: Ask, frame: pd.DataFrame, metrics: Sequence[str], by: Sequence[str], scope: Scope
) -> None:
    """Raise QuestionError where an answer has no member at all, only a line for what has none."""
    split = [key for key in by if not DIMENSIONS[key].grain]
    for metric in metrics:
        answered = frame[frame[metric].notna()]
        blank = [key for key in split if answered[key].isna().all()]
        if blank and pd.notna(ask([metric], [], scope).iloc[0][metric]):
            dimensions = join([_named(key) for key in blank])
            raise QuestionError(NOT_STATED.format(metric=METRICS[metric].name, dims=dimensions))


def _named(dimension: str) -> Text:
    name = DIMENSIONS[dimension].name
    return Text(name.zh, name.en.lower())


def _members(ask: Ask, dimension: str) -> list[str]:
    """Every member that a row of any model has."""
    models = sorted(m for m, columns in ask.columns.items() if dimension in columns)
    selects = [
        f'SELECT "{dimension}"::VARCHAR AS member '
        f"FROM {as_known(model, ask.as_of) if model in AS_KNOWN else f'model.{model}'}"
        for model in models
        if model not in (*SNAPSHOTS, COMING, STANDING, "kinds")  # the vocabulary is no data
    ]
    if not selects:
        return []
    frame = ask.query(
        f"SELECT DISTINCT member FROM ({' UNION ALL '.join(selects)}) "
        "WHERE member IS NOT NULL ORDER BY member",
        (),
    )
    return [str(member) for member in frame["member"]]
